import { schemaSettings } from "@troupe/schemas";
import { defineConfig, NATS_SECRETS, natsSettings, serverSettings } from "@troupe/service";
import { z } from "zod";
import { DEFAULT_SETTINGS, type MissionSettings } from "./domain/settings.js";

const count = () => z.coerce.number().int().min(1);
const days = (ms: number): number => ms / 86_400_000;

/** Environment of the missions service when it runs alone. */
export const missionsConfig = defineConfig(
  {
    ...serverSettings(7404),
    ...natsSettings,
    ...schemaSettings,
    DATABASE_URL: z.string().min(1).describe("postgres://… or pglite:<folder>"),
    TROUPE_DATABASE_CONNECTIONS: count().default(10).describe("the most connections to the database"),
    TROUPE_MISSIONS_RETENTION_DAYS: z.coerce
      .number()
      .min(0.01)
      .default(days(DEFAULT_SETTINGS.retentionMs))
      .describe("days that ended missions are kept"),
    TROUPE_MISSIONS_COMPENSATION_MS: count()
      .default(DEFAULT_SETTINGS.compensationMs)
      .describe("milliseconds that one undoing may take, retries included"),
    TROUPE_MISSIONS_POLL_MS: count()
      .default(DEFAULT_SETTINGS.pollMs)
      .describe("milliseconds between looks for what other replicas left"),
    TROUPE_BREAKER_FAILURES: count()
      .default(DEFAULT_SETTINGS.breakerFailures)
      .describe("failures in a row of an agent at an event type that hold it back"),
    TROUPE_BREAKER_WINDOW_MS: count()
      .default(DEFAULT_SETTINGS.breakerWindowMs)
      .describe("the most milliseconds between two of them"),
    TROUPE_BREAKER_OPEN_MS: count()
      .default(DEFAULT_SETTINGS.breakerOpenMs)
      .describe("milliseconds that it is held back"),
  },
  { secrets: NATS_SECRETS },
);

/** The part that holds wherever the module is mounted: alone, or in the local stack. */
export const missionsModuleConfig = missionsConfig.only(
  "TROUPE_SCHEMA_POLICY",
  "TROUPE_SCHEMA_POLICY_TENANTS",
  "TROUPE_MISSIONS_RETENTION_DAYS",
  "TROUPE_MISSIONS_COMPENSATION_MS",
  "TROUPE_MISSIONS_POLL_MS",
  "TROUPE_BREAKER_FAILURES",
  "TROUPE_BREAKER_WINDOW_MS",
  "TROUPE_BREAKER_OPEN_MS",
);
export type MissionsModuleConfig = ReturnType<typeof missionsModuleConfig.parse>;

/** What the environment says of missions. */
export const missionSettings = (config: MissionsModuleConfig): MissionSettings => ({
  retentionMs: config.TROUPE_MISSIONS_RETENTION_DAYS * 86_400_000,
  compensationMs: config.TROUPE_MISSIONS_COMPENSATION_MS,
  pollMs: config.TROUPE_MISSIONS_POLL_MS,
  breakerFailures: config.TROUPE_BREAKER_FAILURES,
  breakerWindowMs: config.TROUPE_BREAKER_WINDOW_MS,
  breakerOpenMs: config.TROUPE_BREAKER_OPEN_MS,
});
