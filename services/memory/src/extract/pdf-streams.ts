import { inflateSync } from "node:zlib";

const STREAM = "stream";
const END = "endstream";
const MOST_LAYERS = 4;
/** First byte of a zlib stream with the usual window (RFC 1950). */
const ZLIB = 0x78;

/**
 * Whether the compressed streams of a PDF unfold into more than `limit` bytes in all, streams inside streams counted. A
 * reader would unfold them whole; here each is stopped at the limit.
 */
export function unfoldsBeyond(pdf: Uint8Array, limit: number): boolean {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  let total = 0;
  for (let at = bytes.indexOf(STREAM); at >= 0; at = bytes.indexOf(STREAM, at)) {
    const start = startOfData(bytes, at + STREAM.length);
    const end = bytes.indexOf(END, start);
    const stop = end < 0 ? bytes.length : end;
    const size = unfoldedSize(bytes.subarray(start, stop), limit - total);
    if (size === undefined) return true;
    total += size;
    at = stop + (end < 0 ? 0 : END.length);
    if (end < 0) break;
  }
  return false;
}

function startOfData(bytes: Buffer, after: number): number {
  if (bytes[after] === 0x0d && bytes[after + 1] === 0x0a) return after + 2;
  return bytes[after] === 0x0a || bytes[after] === 0x0d ? after + 1 : after;
}

/** Bytes of a stream once unfolded, layer by layer; undefined when more than `limit`. */
function unfoldedSize(stream: Buffer, limit: number): number | undefined {
  let inner = stream;
  let total = 0;
  for (let layer = 0; layer < MOST_LAYERS && inner[0] === ZLIB; layer++) {
    try {
      inner = inflateSync(inner, { maxOutputLength: Math.max(limit - total, 1) });
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? undefined : total;
    }
    total += inner.length;
  }
  return total;
}
