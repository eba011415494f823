import type { Environment } from "./nats-server.mjs";

/** The newest nats-server that was fetched, for tests alone, or why there is none. */
export type Newest =
  | { readonly path: string; readonly version: string; readonly unavailable?: never }
  | { readonly unavailable: string; readonly path?: never };

/** What is in the cache; fetches nothing. */
export function newestNatsServer(options: { env: Environment }): Promise<Newest>;

/**
 * Fetches the newest server into the cache, beside those that the stack may use. Never rejects: what could not be had
 * is said, and tried again a day later; what was had is fetched anew after thirty days.
 */
export function ensureNewestNatsServer(options: {
  env?: Environment;
  log?: (line: string) => void;
  obtain?: (from: { work: string; log: (line: string) => void }) => Promise<string>;
  now?: () => number;
}): Promise<Newest>;
