import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { TroupeError } from "@troupe/contracts";
import type { Location } from "./http/location.js";
import { httpPlatform } from "./http/platform.js";
import type { Logger, Platform } from "./platform.js";

/** The one room of the SDK that touches the process: environment, files, signals, output. */

const DEFAULT_STACK = "default";
const LEVELS = ["debug", "info", "warn", "error"] as const;
/** Levels that pino's loggers know beside these, by where they stand among them. */
const FURTHER: Readonly<Record<string, number>> = { trace: 0, fatal: LEVELS.length, silent: LEVELS.length };

/** Where to reach the platform, and as whom, when the environment does not say it. */
export interface LocationOptions {
  readonly url?: string;
  readonly token?: string;
}

/** The platform of the options, of `TROUPE_URL` and `TROUPE_TOKEN`, or of the nearest local stack, in that order. */
export function defaultPlatform(options: LocationOptions = {}): Platform {
  return httpPlatform({ locate: () => locate(options), logger: processLogger() });
}

/** Calls `stop` on SIGTERM and SIGINT, once; gives back how to stop listening. A second signal ends the process at once. */
export function onTermination(stop: () => void): () => void {
  const forget = (): void => {
    process.off("SIGTERM", heard);
    process.off("SIGINT", heard);
  };
  const heard = (): void => {
    forget();
    stop();
  };
  process.on("SIGTERM", heard);
  process.on("SIGINT", heard);
  return forget;
}

function locate({ url = process.env.TROUPE_URL, token = process.env.TROUPE_TOKEN }: LocationOptions): Location {
  if (url && token) return { url, token, mayMove: false };
  const name = process.env.TROUPE_STACK || DEFAULT_STACK;
  const stack = nearestStack(process.cwd(), name);
  if (stack !== undefined) return { url: url || stack.url, token: token || stack.token, mayMove: true };
  if (url) return { url, token: "", mayMove: false };
  throw noStack(name);
}

function noStack(name: string): TroupeError {
  const isNamed = name !== DEFAULT_STACK;
  const sought = isNamed ? `no stack named ${name} (TROUPE_STACK)` : "no .troupe/stack.json";
  const more = isNamed ? "" : " (TROUPE_STACK names one that was started with --name)";
  return new TroupeError("BUS_UNAVAILABLE", `no TROUPE_URL is set and ${sought} is in this folder or above it${more}`, {
    hint: isNamed ? `npx troupe dev --name ${name}` : "npx troupe dev",
  });
}

/** `.troupe/stack.json` (`.troupe/NAME/stack.json` for a named stack) in `folder` or the nearest folder above it. */
function nearestStack(folder: string, name: string): { url: string; token: string } | undefined {
  const found = readStack(join(folder, ".troupe", name === DEFAULT_STACK ? "" : name, "stack.json"));
  const above = dirname(folder);
  return found ?? (above === folder ? undefined : nearestStack(above, name));
}

function readStack(path: string): { url: string; token: string } | undefined {
  try {
    const { url, token } = JSON.parse(readFileSync(path, "utf8"));
    return typeof url === "string" && typeof token === "string" ? { url, token } : undefined;
  } catch {
    return undefined;
  }
}

/** Lines for people on a terminal, JSON otherwise; `TROUPE_LOG_LEVEL` bounds them (`info`, also when it is none). */
function processLogger(): Logger {
  const named = process.env.TROUPE_LOG_LEVEL || "info";
  const known = FURTHER[named] ?? (LEVELS as readonly string[]).indexOf(named);
  const threshold = known < 0 ? LEVELS.indexOf("info") : known;
  const write = (level: (typeof LEVELS)[number], fields: object, message: string): void => {
    if (LEVELS.indexOf(level) < threshold) return;
    process.stderr.write(`${process.stderr.isTTY ? plainLine(level, message) : jsonLine(level, fields, message)}\n`);
  };
  return {
    debug: (fields, message) => write("debug", fields, message),
    info: (fields, message) => write("info", fields, message),
    warn: (fields, message) => write("warn", fields, message),
    error: (fields, message) => write("error", fields, message),
  };
}

const plainLine = (level: string, message: string): string => `${level.toUpperCase().padEnd(5)} ${message}`;

function jsonLine(level: string, fields: object, message: string): string {
  const plain = (_key: string, value: unknown): unknown =>
    value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value;
  return JSON.stringify({ level, time: new Date().toISOString(), ...fields, msg: message }, plain);
}
