/** A nats-server binary, and where it was found. */
export interface FoundNatsServer {
  readonly path: string;
  /** Without a leading `v`, such as `2.10.27`. */
  readonly version: string;
  readonly source: "TROUPE_NATS_SERVER" | "cache" | "PATH";
}

/** Environment as `process.env` gives it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Oldest version that Troupe works with. */
export const MIN_VERSION: string;

/** A nats-server that cannot be had or used. */
export class NatsServerError extends Error {
  /** The next step: a command, or what to set. */
  readonly hint: string;
  constructor(message: string, hint: string, cause?: unknown);
}

/** Folder of the fetched servers, one folder a version: `$XDG_CACHE_HOME` or `~/.cache`, then `troupe/nats-server`. */
export function cacheDir(env: Environment): string;

/**
 * Looks in TROUPE_NATS_SERVER, which alone counts when it is set, then the cache, then PATH, and starts nothing.
 * `refused` names what was met and is older than {@link MIN_VERSION}. Throws NatsServerError when TROUPE_NATS_SERVER
 * does not run.
 */
export function locateNatsServer(options: {
  env: Environment;
}): Promise<{ server: FoundNatsServer | undefined; refused: readonly FoundNatsServer[] }>;

/** As {@link locateNatsServer}, but throws NatsServerError, with the next step, when there is no usable server. */
export function findNatsServer(options: { env: Environment }): Promise<FoundNatsServer>;

/**
 * Fetches a server into the cache: on Debian the distribution's package, unpacked and never installed, else the release
 * archive by pinned SHA-256. Safe to run at the same time in two processes. Throws NatsServerError.
 */
export function fetchNatsServer(options?: {
  env?: Environment;
  log?: (line: string) => void;
}): Promise<FoundNatsServer>;
