import "./http/decorations.js";

export { type Authenticator, type AuthenticatorOptions, createAuthenticator } from "./auth/authenticator.js";
export { createToken, generateKeyPair, importPublicKeys, type KeyPairPem, type TokenRequest } from "./auth/keys.js";
export * from "./domain/config.js";
export * from "./domain/generations.js";
export * from "./domain/ids.js";
export * from "./domain/json.js";
export * from "./domain/token-bucket.js";
export * from "./domain/trace-context.js";
export type { RouteAccess } from "./http/guard.js";
export { type RunOptions, runService, stopGracefully } from "./http/lifecycle.js";
export type { ServiceModule } from "./http/module.js";
export type { Phase } from "./http/phase.js";
export { sendProblem, toTroupeError } from "./http/problems.js";
export { buildServer, decodeUtf8, type ServerOptions } from "./http/server.js";
export { traceOf } from "./http/trace.js";
export { documentedOnly, faultsOf, parseWith, validationError } from "./http/validation.js";
export { natsOptions } from "./program/nats-options.js";
export { type Mounted, runProgram, type ServiceProgram, serverOptions } from "./program/program.js";
export {
  NATS_SECRETS,
  type NatsSettings,
  natsSettings,
  type ServerSettings,
  type SharedSettings,
  serverSettings,
  sharedSettings,
} from "./program/settings.js";
export { DurationHistogram, type RecordDuration } from "./telemetry/durations.js";
export { createLogger, type Logger, type LoggerOptions } from "./telemetry/logger.js";
export { createRandomHex } from "./telemetry/random-hex.js";
export type { Span, SpanKind, Tracing } from "./telemetry/span.js";
export { createLocalTracing, startTracing } from "./telemetry/tracing.js";
