import { z } from "zod";

/** What holds for every service that is mounted, alone or beside others. */
export const sharedSettings = {
  TROUPE_REQUEST_RATE: z.coerce.number().int().min(1).optional().describe("requests a second that a tenant may make"),
  TROUPE_CORS_ORIGINS: z.string().optional().describe("origins whose pages may call, separated by commas"),
  TROUPE_LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional().describe("where traces go, e.g. http://127.0.0.1:4318"),
} satisfies z.ZodRawShape;

/** What a server's program reads: where it listens, whom it believes, what it says. */
export const serverSettings = (port: number) => ({
  TROUPE_HOST: z.string().default("0.0.0.0").describe("the address to listen on, e.g. 127.0.0.1"),
  TROUPE_PORT: z.coerce.number().int().min(0).max(65_535).default(port).describe("a port to listen on, 0 for any"),
  TROUPE_PUBLIC_KEYS: z.string().min(1).describe("Ed25519 public keys: PEM blocks, a JWK or a JWKS"),
  TROUPE_TOKEN_ISSUER: z.string().optional().describe("the `iss` that tokens must carry"),
  TROUPE_GRACE_MS: z.coerce.number().int().min(0).default(10_000).describe("milliseconds to drain after SIGTERM"),
  ...sharedSettings,
});

/** What a service reads that is on the event bus. */
export const natsSettings = {
  TROUPE_NATS_URL: z.string().min(1).describe("the NATS URLs, separated by commas, e.g. nats://127.0.0.1:4222"),
  TROUPE_NATS_TOKEN: z.string().optional().describe("the token NATS asks for"),
  TROUPE_NATS_USER: z.string().optional().describe("the user NATS asks for"),
  TROUPE_NATS_PASSWORD: z.string().optional().describe("the password NATS asks for"),
  TROUPE_NATS_CREDS: z.string().optional().describe("the contents of a NATS .creds file"),
  TROUPE_SIGNING_KEY: z
    .string()
    .min(32, "is shorter than 32 characters")
    .describe("a secret of 32 characters or more, the same everywhere, e.g. from `openssl rand -hex 32`"),
  TROUPE_STREAM_REPLICAS: z.coerce
    .number()
    .refine((n) => [1, 3, 5].includes(n), "is not 1, 3 or 5")
    .default(1)
    .describe("the copies of each stream: 1, 3 or 5"),
} satisfies z.ZodRawShape;

export const NATS_SECRETS = [
  "TROUPE_SIGNING_KEY",
  "TROUPE_NATS_TOKEN",
  "TROUPE_NATS_PASSWORD",
  "TROUPE_NATS_CREDS",
] as const satisfies readonly (keyof typeof natsSettings)[];

export type ServerSettings = z.output<z.ZodObject<ReturnType<typeof serverSettings>>>;
export type SharedSettings = z.output<z.ZodObject<typeof sharedSettings>>;
export type NatsSettings = z.output<z.ZodObject<typeof natsSettings>>;
