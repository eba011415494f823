import { type DestinationStream, type Logger, pino } from "pino";

/** Members that never reach a log: credentials and what events carry. */
const SECRET = ["authorization", "token", "tokens", "password", "secret", "privateKey", "data", "body"];

export interface LoggerOptions {
  /** Written as `service` into each line. */
  readonly service: string;
  /** `info` when absent. */
  readonly level?: string;
  /** Standard output when absent. */
  readonly destination?: DestinationStream;
}

/** A pino logger of JSON lines with times in RFC 3339, without tokens and event data. */
export function createLogger(options: LoggerOptions): Logger {
  const settings = {
    level: options.level ?? "info",
    base: { service: options.service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      paths: SECRET.flatMap((name) => [name, `*.${name}`, `*.headers.${name}`]),
      censor: "***",
    },
  };
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination);
}

export type { Logger } from "pino";
