import { randomBytes } from "node:crypto";
import { type ConnectionSettings, connectBus, systemClock } from "@troupe/bus";
import { BusContent } from "./bus-content.js";
import { busTransport } from "./bus-transport.js";
import type { Platform } from "./platform.js";
import { defaultPlatform, type LocationOptions } from "./process.js";
import { tracedTransport } from "./telemetry/tracing.js";

export { type BusIdentity, busTransport } from "./bus-transport.js";

/** How to reach NATS, and as whom. */
export interface NatsOptions extends ConnectionSettings {
  /** The tenant whose events these are. Over HTTP the token says it; here the caller is trusted to. */
  readonly tenant: string;
  /** Who publishes: the `actor` of the events. */
  readonly actor: string;
  /** Where the registry is; `TROUPE_URL` and `TROUPE_TOKEN`, or the local stack, when absent. */
  readonly registry?: LocationOptions;
  /** Key of cursors, for those that are to be read by the events service as well; 32 bytes. */
  readonly signingKey?: Uint8Array;
}

const KEY_BYTES = 32;

/**
 * The platform with events straight from NATS JetStream, for agents inside the trusted network: the same semantics
 * without the events service in between. Registration and discovery still go to the registry. Give it to
 * `run({ platform })` or `connect({ platform })`, and close it when they are done.
 */
export async function natsPlatform(options: NatsOptions): Promise<Platform> {
  const { tenant, actor, registry, signingKey = randomBytes(KEY_BYTES), ...connection } = options;
  const around = defaultPlatform(registry);
  const { logger } = around;
  const bus = await connectBus({
    ...connection,
    signingKey,
    onEvent: (event) => logger.debug(event, `nats: ${event.kind}`),
  });
  const servers = [options.servers].flat().join(", ");
  return {
    ...around,
    transport: tracedTransport(busTransport(bus, { tenant, actor }, systemClock), around.randomHex),
    content: new BusContent(bus.content, tenant),
    where: () => servers,
    close: async () => {
      await bus.close();
      await around.close();
    },
  };
}
