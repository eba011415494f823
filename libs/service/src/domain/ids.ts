const RANDOM_BYTES = 10;
/** The variant `10` and two random bits, by a random digit. */
const VARIANTS = "89ab89ab89ab89ab";

/**
 * Makes ids: UUIDv7 (RFC 9562, section 5.7) of the clock's milliseconds and 74 random bits. `randomHex` gives
 * bytes as lower-case hexadecimal.
 */
export function createIds(clock: { now(): number }, randomHex: (bytes: number) => string): () => string {
  let madeAt = Number.NaN;
  let start = "";
  return () => {
    const now = clock.now();
    if (now !== madeAt) {
      madeAt = now;
      const time = now.toString(16).padStart(12, "0");
      start = `${time.slice(0, 8)}-${time.slice(8)}-7`;
    }
    const digits = randomHex(RANDOM_BYTES);
    const variant = VARIANTS[Number.parseInt(digits[0] as string, 16)] as string;
    return `${start}${digits.slice(1, 4)}-${variant}${digits.slice(4, 7)}-${digits.slice(7, 19)}`;
  };
}
