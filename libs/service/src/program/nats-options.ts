import type { Logger } from "../telemetry/logger.js";
import type { NatsSettings } from "./settings.js";

/** What is said of the connection to NATS; the bus's own kinds of event fit. */
type LinkEvent = { readonly kind: "fault"; readonly error: Error } | { readonly kind: string };

/** Options for `connectBus` from the environment's settings; the connection's changes are logged. */
export function natsOptions(settings: NatsSettings, name: string, logger: Logger) {
  const { TROUPE_NATS_TOKEN: token, TROUPE_NATS_USER: user, TROUPE_NATS_PASSWORD: pass } = settings;
  const creds = settings.TROUPE_NATS_CREDS;
  return {
    servers: settings.TROUPE_NATS_URL.split(",").map((url) => url.trim()),
    name,
    signingKey: settings.TROUPE_SIGNING_KEY,
    replicas: settings.TROUPE_STREAM_REPLICAS,
    onEvent: (event: LinkEvent) => {
      if ("error" in event) logger.warn({ err: event.error }, "fault of the connection to NATS");
      else logger.info({ ...event }, `NATS ${event.kind}`);
    },
    ...(token === undefined ? {} : { token }),
    ...(user === undefined ? {} : { user }),
    ...(pass === undefined ? {} : { pass }),
    ...(creds === undefined ? {} : { creds }),
  };
}
