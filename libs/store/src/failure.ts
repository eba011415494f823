import { TroupeError } from "@troupe/contracts";

/** Codes of node and postgres.js that mean no server answered or it went away, beside SQLSTATE class 08. */
const LOST = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOTFOUND",
  "ENOENT",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "WORKER_LOST",
]);
/** serialization_failure and deadlock_detected. */
const CONTENDED = new Set(["40001", "40P01"]);
/** query_canceled and idle_in_transaction_session_timeout. */
const TIMED_OUT = new Set(["57014", "25P03"]);
/** disk_full. */
const FULL = "53100";

/** What a rejection of a driver means for a caller; `silent` is a server that was waited for already. */
export type Failure = "lost" | "silent" | "contended" | "timeout" | "full" | "text" | "other";

/** SQLSTATE (or the client's code) of a rejection, looked for through its causes. */
export function sqlStateOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string" && !(at instanceof TroupeError)) return at.code;
  }
  return undefined;
}

export function failureOf(error: unknown): Failure {
  const code = error instanceof TroupeError ? undefined : sqlStateOf(error);
  if (code === undefined) return "other";
  if (code === "NO_ANSWER") return "silent";
  if (LOST.has(code) || code.startsWith("08")) return "lost";
  if (CONTENDED.has(code)) return "contended";
  if (TIMED_OUT.has(code)) return "timeout";
  if (code === FULL) return "full";
  return code === "22021" || code === "22P05" || isBadJson(code, error) ? "text" : "other";
}

/** JSON is written by `JSON.stringify`: what the database cannot read of it is a lone surrogate. */
const isBadJson = (code: string, error: unknown): boolean =>
  code === "22P02" && error instanceof Error && error.message.endsWith("for type json");

/** The catalogue's error for what a caller can act upon; anything else unchanged. */
export function asTroupeError(error: unknown): unknown {
  if (error instanceof TroupeError) return error;
  switch (failureOf(error)) {
    case "lost":
    case "silent":
      return new TroupeError("STORE_UNAVAILABLE", "the database cannot be reached", {
        cause: error,
        retryAfterMs: 1000,
      });
    case "contended":
      return new TroupeError("STORE_UNAVAILABLE", "others kept changing the same rows", {
        cause: error,
        retryAfterMs: 100,
      });
    case "timeout":
      return new TroupeError("REQUEST_TIMEOUT", "the database took too long", { cause: error });
    case "full":
      return new TroupeError("STORAGE_FULL", "the database's disk is full", { cause: error });
    case "text":
      return new TroupeError("MALFORMED_TEXT", "the database cannot keep a NUL or a lone surrogate", { cause: error });
    case "other":
      return error;
  }
}
