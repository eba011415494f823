const HEADER_BYTES = 8;
const CODE_SECTION = 10;

/** Bytes of the largest function's body in a module; 0 where there is none. */
export function largestFunction(wasm: Uint8Array): number {
  let at = HEADER_BYTES;
  const number = (): number => {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = wasm[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      shift += 7;
      if (byte < 0x80) return value;
    }
  };
  while (at < wasm.length) {
    const section = wasm[at++];
    const end = number() + at;
    if (section === CODE_SECTION) {
      let largest = 0;
      for (let left = number(); left > 0; left -= 1) {
        const size = number();
        largest = Math.max(largest, size);
        at += size;
      }
      return largest;
    }
    at = end;
  }
  return 0;
}
