import { randomFillSync } from "node:crypto";

const POOL_BYTES = 8192;

/** Random bytes drawn from a pool: one system call for hundreds of ids. Each answer is valid until the next call. */
export function createRandomBytes(): (bytes: number) => Buffer {
  const pool = Buffer.allocUnsafe(POOL_BYTES);
  let at = POOL_BYTES;
  return (bytes) => {
    if (at + bytes > POOL_BYTES) {
      randomFillSync(pool);
      at = 0;
    }
    at += bytes;
    return pool.subarray(at - bytes, at);
  };
}

/** Random bytes in hexadecimal. */
export function createRandomHex(): (bytes: number) => string {
  const random = createRandomBytes();
  return (bytes) => random(bytes).toString("hex");
}
