import { TroupeError } from "@troupe/contracts";

/** A reader lost its consumer or its connection; reading goes on from its position with a new one. */
export class ReaderLost extends Error {
  override readonly name = "ReaderLost";
}

/** `error` as a caller of the bus should see it. */
export function asBusError(error: unknown): TroupeError {
  if (error instanceof TroupeError) return error;
  return new TroupeError("BUS_UNAVAILABLE", "the streams could not be read", { cause: error });
}
