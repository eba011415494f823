import { randomFillSync } from "node:crypto";

const POOL_BYTES = 8192;

/** Random bytes in hexadecimal, drawn from a pool: one system call for hundreds of ids. */
export function createRandomHex(): (bytes: number) => string {
  const pool = Buffer.allocUnsafe(POOL_BYTES);
  let at = POOL_BYTES;
  return (bytes) => {
    if (at + bytes > POOL_BYTES) {
      randomFillSync(pool);
      at = 0;
    }
    at += bytes;
    return pool.toString("hex", at - bytes, at);
  };
}
