import { defineConfig } from "@troupe/service";
import { z } from "zod";
import { readTenantPolicies, type SchemaPolicy, schemaPolicySchema } from "./domain/policy.js";
import type { EventsSettings } from "./settings.js";

const DAY_MS = 86_400_000;
const count = () => z.coerce.number().int().min(1);
const amount = () => z.coerce.number().int().min(0);

/** Environment of the events service when it runs alone. */
export const eventsConfig = defineConfig(
  {
    TROUPE_HOST: z.string().default("0.0.0.0").describe("the address to listen on, e.g. 127.0.0.1"),
    TROUPE_PORT: z.coerce.number().int().min(0).max(65_535).default(7401).describe("a port to listen on, 0 for any"),
    TROUPE_NATS_URL: z.string().min(1).describe("the NATS URLs, separated by commas, e.g. nats://127.0.0.1:4222"),
    TROUPE_NATS_TOKEN: z.string().optional().describe("the token NATS asks for"),
    TROUPE_NATS_USER: z.string().optional().describe("the user NATS asks for"),
    TROUPE_NATS_PASSWORD: z.string().optional().describe("the password NATS asks for"),
    TROUPE_NATS_CREDS: z.string().optional().describe("the contents of a NATS .creds file"),
    TROUPE_PUBLIC_KEYS: z.string().min(1).describe("Ed25519 public keys: PEM blocks, a JWK or a JWKS"),
    TROUPE_TOKEN_ISSUER: z.string().optional().describe("the `iss` that tokens must carry"),
    TROUPE_SIGNING_KEY: z
      .string()
      .min(32, "is shorter than 32 characters")
      .describe("a secret of 32 characters or more, the same on every replica, e.g. from `openssl rand -hex 32`"),
    TROUPE_STREAM_REPLICAS: z.coerce
      .number()
      .refine((n) => [1, 3, 5].includes(n), "is not 1, 3 or 5")
      .default(1)
      .describe("the copies of each stream: 1, 3 or 5"),
    TROUPE_STREAM_MAX_AGE_HOURS: amount().default(0).describe("hours that events are kept, 0 for ever"),
    TROUPE_STREAM_MAX_BYTES: z.coerce.number().int().min(-1).default(-1).describe("bytes a topic may hold, -1 for any"),
    TROUPE_SCHEMA_POLICY: schemaPolicySchema.default("known").describe("strict, known or off"),
    TROUPE_SCHEMA_POLICY_TENANTS: z
      .string()
      .refine((text) => readTenantPolicies(text) !== undefined, "is not a list of tenant=policy")
      .optional()
      .describe("policies of single tenants, e.g. acme=strict,beta=off"),
    TROUPE_PUBLISH_RATE: count().optional().describe("events a second that a tenant may publish"),
    TROUPE_PUBLISH_BURST: count().optional().describe("events that a tenant may publish at once"),
    TROUPE_REQUEST_RATE: count().optional().describe("requests a second that a tenant may make"),
    TROUPE_MAX_STREAMS: count().default(1000).describe("streams that a tenant may have open on one replica"),
    TROUPE_QUOTA_BYTES: count()
      .optional()
      .describe("bytes of events a tenant may publish within the streams' age limit"),
    TROUPE_CORS_ORIGINS: z.string().optional().describe("origins whose pages may call, separated by commas"),
    TROUPE_GRACE_MS: amount().default(10_000).describe("milliseconds to drain after SIGTERM"),
    TROUPE_LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
    OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional().describe("where traces go, e.g. http://127.0.0.1:4318"),
  },
  { secrets: ["TROUPE_SIGNING_KEY", "TROUPE_NATS_TOKEN", "TROUPE_NATS_PASSWORD", "TROUPE_NATS_CREDS"] },
);

export type EventsConfig = ReturnType<typeof eventsConfig.parse>;

/** What of the configuration the module itself decides by. */
export function settingsOf(config: EventsConfig): EventsSettings {
  const policies: ReadonlyMap<string, SchemaPolicy> | undefined = readTenantPolicies(
    config.TROUPE_SCHEMA_POLICY_TENANTS ?? "",
  );
  const { TROUPE_PUBLISH_RATE: perSecond, TROUPE_PUBLISH_BURST: burst } = config;
  const ageMs = config.TROUPE_STREAM_MAX_AGE_HOURS * 3_600_000;
  return {
    schemaPolicy: config.TROUPE_SCHEMA_POLICY,
    maxStreams: config.TROUPE_MAX_STREAMS,
    storedWindowMs: ageMs === 0 ? DAY_MS : ageMs,
    ...(policies === undefined ? {} : { schemaPolicies: policies }),
    ...(config.TROUPE_QUOTA_BYTES === undefined ? {} : { storedBytes: config.TROUPE_QUOTA_BYTES }),
    ...(perSecond === undefined ? {} : { publishRate: burst === undefined ? { perSecond } : { perSecond, burst } }),
  };
}
