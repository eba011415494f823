import { defineConfig } from "@troupe/service";
import { z } from "zod";

const count = () => z.coerce.number().int().min(1);

/** Environment of the registry when it runs alone. */
export const registryConfig = defineConfig(
  {
    TROUPE_HOST: z.string().default("0.0.0.0").describe("the address to listen on, e.g. 127.0.0.1"),
    TROUPE_PORT: z.coerce.number().int().min(0).max(65_535).default(7402).describe("a port to listen on, 0 for any"),
    DATABASE_URL: z.string().min(1).describe("postgres://… or pglite:<folder>"),
    TROUPE_DATABASE_CONNECTIONS: count().default(10).describe("the most connections to the database"),
    TROUPE_NATS_URL: z.string().min(1).describe("the NATS URLs, separated by commas, e.g. nats://127.0.0.1:4222"),
    TROUPE_NATS_TOKEN: z.string().optional().describe("the token NATS asks for"),
    TROUPE_NATS_USER: z.string().optional().describe("the user NATS asks for"),
    TROUPE_NATS_PASSWORD: z.string().optional().describe("the password NATS asks for"),
    TROUPE_NATS_CREDS: z.string().optional().describe("the contents of a NATS .creds file"),
    TROUPE_STREAM_REPLICAS: z.coerce
      .number()
      .refine((n) => [1, 3, 5].includes(n), "is not 1, 3 or 5")
      .default(1)
      .describe("the copies of each stream: 1, 3 or 5"),
    TROUPE_PUBLIC_KEYS: z.string().min(1).describe("Ed25519 public keys: PEM blocks, a JWK or a JWKS"),
    TROUPE_TOKEN_ISSUER: z.string().optional().describe("the `iss` that tokens must carry"),
    TROUPE_SIGNING_KEY: z
      .string()
      .min(32, "is shorter than 32 characters")
      .describe("the secret of 32 characters or more that the events service has"),
    TROUPE_REQUEST_RATE: count().optional().describe("requests a second that a tenant may make"),
    TROUPE_SWEEP_MS: count().default(5000).describe("milliseconds between looks for expired instances"),
    TROUPE_CORS_ORIGINS: z.string().optional().describe("origins whose pages may call, separated by commas"),
    TROUPE_GRACE_MS: z.coerce.number().int().min(0).default(10_000).describe("milliseconds to drain after SIGTERM"),
    TROUPE_LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
    OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional().describe("where traces go, e.g. http://127.0.0.1:4318"),
  },
  { secrets: ["TROUPE_SIGNING_KEY", "TROUPE_NATS_TOKEN", "TROUPE_NATS_PASSWORD", "TROUPE_NATS_CREDS"] },
);

export type RegistryConfig = ReturnType<typeof registryConfig.parse>;
