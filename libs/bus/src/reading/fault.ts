import type { TroupeError } from "@troupe/contracts";
import { asTroupeError, unavailable } from "../jetstream/faults.js";

/** A reader lost its consumer or its connection; reading goes on from its position with a new one. */
export class ReaderLost extends Error {
  override readonly name = "ReaderLost";
}

/** `error` as a caller of the bus should see it. */
export const asBusError = (error: unknown): TroupeError =>
  error instanceof ReaderLost ? unavailable("the streams could not be read", error) : asTroupeError(error);
