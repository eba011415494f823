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

/** A block's postings, ready to be scored. */
export interface DecodedBlock {
  readonly block: number;
  /** Place in the block, count and length of each, in ascending order of place. */
  readonly triples: Uint16Array;
  /** The highest count, and the shortest and the longest length. */
  readonly most: number;
  readonly shortest: number;
  readonly longest: number;
}

/** Reads the bytes of a block. */
export function decodePostings(block: number, bytes: Uint8Array): DecodedBlock {
  const triples = new Uint16Array(3 * countOf(bytes));
  let most = 0;
  let shortest = MAX;
  let longest = 1;
  let place = 0;
  for (let from = 0, at = 0; at < triples.length; at += 3) {
    for (let part = 0; part < 3; part++) {
      let byte = bytes[from++] ?? 0;
      let value = byte & 0x7f;
      for (let shift = 7; byte > 0x7f; shift += 7) {
        byte = bytes[from++] ?? 0;
        value |= (byte & 0x7f) << shift;
      }
      triples[at + part] = value;
    }
    place += triples[at] ?? 0;
    triples[at] = place;
    const count = triples[at + 1] ?? 0;
    const length = triples[at + 2] ?? 0;
    if (count > most) most = count;
    if (length < shortest) shortest = length;
    if (length > longest) longest = length;
  }
  return { block, triples, most, shortest, longest };
}

/** Each posting has three numbers, each of which ends with a byte below 128. */
function countOf(bytes: Uint8Array): number {
  let ends = 0;
  for (let at = 0; at < bytes.length; at++) if ((bytes[at] ?? 0) < 0x80) ends++;
  return ends / 3;
}

/** The block of that number among blocks in ascending order. */
export function findBlock(blocks: readonly DecodedBlock[], block: number): DecodedBlock | undefined {
  let low = 0;
  let high = blocks.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = blocks[middle];
    if (found === undefined || found.block === block) return found;
    if (found.block < block) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

/** Where the triple of a passage stands in its block, -1 where it has none. */
export function findPosting({ triples }: DecodedBlock, no: number): number {
  const place = no & (startOf(1) - 1);
  let low = 0;
  let high = triples.length / 3 - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = triples[3 * middle] ?? 0;
    if (found === place) return 3 * middle;
    if (found < place) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** The number of the first passage of a block. */
export const startOf = (block: number): number => block << BLOCK_BITS;

/** A block's postings as they are after passages came and went. */
export function changePostings(
  block: number,
  bytes: Uint8Array | undefined,
  change: { readonly add: readonly Posting[]; readonly remove: ReadonlySet<number> },
): Posting[] {
  const kept = new Map<number, Posting>();
  if (bytes !== undefined) {
    const { triples } = decodePostings(block, bytes);
    for (let at = 0; at < triples.length; at += 3) {
      const no = startOf(block) + (triples[at] ?? 0);
      if (!change.remove.has(no)) kept.set(no, { no, count: triples[at + 1] ?? 0, length: triples[at + 2] ?? 0 });
    }
  }
  for (const posting of change.add) kept.set(posting.no, posting);
  return [...kept.values()].sort((a, b) => a.no - b.no);
}
