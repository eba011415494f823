import { writeSync } from "node:fs";

const STDOUT = 1;

/** Writes one JSON line before it returns: what was written outlives a kill -9. */
export function report(what: Record<string, unknown>): void {
  let rest = Buffer.from(`${JSON.stringify(what)}\n`);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(STDOUT, rest));
    } catch (error) {
      // A pipe whose reader is behind: try until there is room.
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    }
  }
}
