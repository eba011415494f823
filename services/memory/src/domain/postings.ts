/*
 * A term's postings, in blocks of 4,096 passage numbers.
 * 1. A posting is a passage's number, how often the term occurs there, and how many terms the passage has.
 * 2. A block is a run of LEB128 triples in ascending order of number; the number is written as the distance from the
 *    one before, the first from the block's start.
 * 3. Counts and lengths are at least 1 and at most 65,535.
 */

/** A term's occurrence in one passage. */
export interface Posting {
  readonly no: number;
  /** How often the term occurs in the passage. */
  readonly count: number;
  /** Terms of the whole passage. */
  readonly length: number;
}

const BLOCK_BITS = 12;
const MAX = 0xffff;

/** The block that keeps a passage's postings. */
export const blockOf = (no: number): number => no >>> BLOCK_BITS;

const startOf = (block: number): number => block << BLOCK_BITS;

function push(bytes: number[], value: number): void {
  let rest = value;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  bytes.push(rest);
}

/** Postings of one block as bytes; they are given in ascending order. */
export function encodePostings(block: number, postings: readonly Posting[]): Uint8Array {
  const bytes: number[] = [];
  let before = startOf(block);
  for (const { no, count, length } of postings) {
    push(bytes, no - before);
    push(bytes, Math.min(count, MAX));
    push(bytes, Math.min(Math.max(length, 1), MAX));
    before = no;
  }
  return Uint8Array.from(bytes);
}

/** Calls `visit` for each posting of a block, in ascending order of number. */
export function visitPostings(
  block: number,
  bytes: Uint8Array,
  visit: (no: number, count: number, length: number) => void,
): void {
  let at = 0;
  let no = startOf(block);
  const read = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    no += read();
    const count = read();
    visit(no, count, read());
  }
}

/** A block's postings as they are after passages came and went. */
export function changePostings(
  block: number,
  bytes: Uint8Array | undefined,
  change: { readonly add: readonly Posting[]; readonly remove: ReadonlySet<number> },
): Posting[] {
  const kept = new Map<number, Posting>();
  if (bytes !== undefined) {
    visitPostings(block, bytes, (no, count, length) => {
      if (!change.remove.has(no)) kept.set(no, { no, count, length });
    });
  }
  for (const posting of change.add) kept.set(posting.no, posting);
  return [...kept.values()].sort((a, b) => a.no - b.no);
}
