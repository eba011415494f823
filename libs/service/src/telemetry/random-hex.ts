import { randomBytes } from "node:crypto";

const POOL_BYTES = 4096;

/** Random bytes in hexadecimal, cut from a pool: one call into the runtime for hundreds of ids. */
export function createRandomHex(): (bytes: number) => string {
  let pool = "";
  let at = 0;
  return (bytes) => {
    const digits = 2 * bytes;
    if (at + digits > pool.length) {
      pool = randomBytes(Math.max(POOL_BYTES, bytes)).toString("hex");
      at = 0;
    }
    at += digits;
    return pool.slice(at - digits, at);
  };
}
