const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
const RANDOM_BYTES = 10;

/** Bytes in hexadecimal. */
const hex = (bytes: Uint8Array, from: number, to: number): string => {
  let text = "";
  for (let at = from; at < to; at++) text += HEX[bytes[at] as number];
  return text;
};

/**
 * Makes event ids: UUIDv7 (RFC 9562, section 5.7) of the clock's milliseconds and 74 random bits. `random` gives bytes
 * that are read before it is asked again.
 */
export function createEventIds(clock: { now(): number }, random: (bytes: number) => Uint8Array): () => string {
  let madeAt = Number.NaN;
  let start = "";
  return () => {
    const now = clock.now();
    if (now !== madeAt) {
      madeAt = now;
      const time = now.toString(16).padStart(12, "0");
      start = `${time.slice(0, 8)}-${time.slice(8)}-7`;
    }
    const bytes = random(RANDOM_BYTES);
    const variant = HEX[((bytes[2] as number) & 0x3f) | 0x80];
    const version = (HEX[bytes[0] as number] as string)[0];
    return `${start}${version}${HEX[bytes[1] as number]}-${variant}${HEX[bytes[3] as number]}-${hex(bytes, 4, 10)}`;
  };
}
