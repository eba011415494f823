import { TroupeError } from "@troupe/contracts";

/** A JetStream error as its API answers it. */
export interface ApiFault {
  readonly code?: number;
  readonly err_code?: number;
  readonly description?: string;
}

/** No room: insufficient resources, account limits, storage limits. */
const FULL = new Set([10002, 10023, 10028, 10047]);
const STORE_FAILED = 10077;
const MESSAGE_TOO_LARGE = 10054;

/** BUS_UNAVAILABLE with what happened as its detail. */
export const unavailable = (detail: string, cause?: unknown): TroupeError =>
  new TroupeError("BUS_UNAVAILABLE", detail, { retryAfterMs: 1000, ...(cause === undefined ? {} : { cause }) });

/** The error of the catalogue that says why JetStream refused to store. */
export function storeFault(fault: ApiFault): TroupeError {
  const detail = `JetStream answered: ${fault.description ?? "unknown error"} (${fault.err_code ?? fault.code ?? 0})`;
  const code = fault.err_code ?? 0;
  const noRoom = FULL.has(code) || (code === STORE_FAILED && !/closed|not found/i.test(fault.description ?? ""));
  if (noRoom) return new TroupeError("STORAGE_FULL", detail, { retryAfterMs: 5000 });
  if (code === MESSAGE_TOO_LARGE) return new TroupeError("EVENT_TOO_LARGE", detail);
  return unavailable(detail);
}

/** `error` when it is of the catalogue, else BUS_UNAVAILABLE caused by it. */
export function asTroupeError(error: unknown): TroupeError {
  if (error instanceof TroupeError) return error;
  return unavailable(error instanceof Error ? error.message : String(error), error);
}
