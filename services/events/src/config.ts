import { policiesOf, schemaSettings } from "@troupe/schemas";
import { defineConfig, NATS_SECRETS, natsSettings, serverSettings } from "@troupe/service";
import { z } from "zod";
import type { EventsSettings } from "./settings.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const count = () => z.coerce.number().int().min(1);
const amount = () => z.coerce.number().int().min(0);

/** Environment of the events service when it runs alone. */
export const eventsConfig = defineConfig(
  {
    ...serverSettings(7401),
    ...natsSettings,
    TROUPE_STREAM_MAX_AGE_HOURS: amount().default(0).describe("hours that events are kept, 0 for ever"),
    TROUPE_STREAM_MAX_BYTES: z.coerce.number().int().min(-1).default(-1).describe("bytes a topic may hold, -1 for any"),
    ...schemaSettings,
    TROUPE_PUBLISH_RATE: count().optional().describe("events a second that a tenant may publish"),
    TROUPE_PUBLISH_BURST: count().optional().describe("events that a tenant may publish at once"),
    TROUPE_MAX_STREAMS: count().default(1000).describe("streams that a tenant may have open on one replica"),
    TROUPE_QUOTA_BYTES: count()
      .optional()
      .describe("bytes of events a tenant may publish within the streams' age limit"),
  },
  { secrets: NATS_SECRETS },
);

export type EventsConfig = ReturnType<typeof eventsConfig.parse>;

/** The part that holds wherever the module is mounted: alone, or in the local stack. */
export const eventsModuleConfig = eventsConfig.only(
  "TROUPE_STREAM_MAX_AGE_HOURS",
  "TROUPE_STREAM_MAX_BYTES",
  "TROUPE_SCHEMA_POLICY",
  "TROUPE_SCHEMA_POLICY_TENANTS",
  "TROUPE_PUBLISH_RATE",
  "TROUPE_PUBLISH_BURST",
  "TROUPE_MAX_STREAMS",
  "TROUPE_QUOTA_BYTES",
);

export type EventsModuleConfig = ReturnType<typeof eventsModuleConfig.parse>;

/** How long and how much the streams keep, for `connectBus`. */
export function retentionOf(config: EventsModuleConfig): { maxAgeMs: number; maxBytes: number } {
  return { maxAgeMs: config.TROUPE_STREAM_MAX_AGE_HOURS * HOUR_MS, maxBytes: config.TROUPE_STREAM_MAX_BYTES };
}

/** What of the configuration the module itself decides by. */
export function settingsOf(config: EventsModuleConfig): EventsSettings {
  const { TROUPE_PUBLISH_RATE: perSecond, TROUPE_PUBLISH_BURST: burst } = config;
  const ageMs = config.TROUPE_STREAM_MAX_AGE_HOURS * HOUR_MS;
  return {
    schemaPolicyOf: policiesOf(config),
    maxStreams: config.TROUPE_MAX_STREAMS,
    storedWindowMs: ageMs === 0 ? DAY_MS : ageMs,
    ...(config.TROUPE_QUOTA_BYTES === undefined ? {} : { storedBytes: config.TROUPE_QUOTA_BYTES }),
    ...(perSecond === undefined ? {} : { publishRate: burst === undefined ? { perSecond } : { perSecond, burst } }),
  };
}
