import { LRUCache } from "lru-cache";
import type { DecodedBlock } from "../domain/postings.js";
import type { IndexPlace } from "./lexical-index.js";

/** A term's postings as they were at a revision of its index. */
export interface KnownTerm {
  readonly rev: number;
  readonly frequency: number;
  readonly blocks: readonly DecodedBlock[];
}

/** Postings of common terms, which most questions ask for again; a search reads what changed since. */
export interface TermCache {
  get(place: IndexPlace, term: string): KnownTerm | undefined;
  put(place: IndexPlace, term: string, known: KnownTerm): void;
}

const MAX_BYTES = 64 * 1024 * 1024;
/** Rarer terms are as quickly read. */
const COMMON_FROM = 256;
const BLOCK_OVERHEAD = 300;

const nameOf = ({ tenant, kind }: IndexPlace, term: string): string => `${tenant}/${kind}/${term}`;

/** A cache of one process. */
export function createTermCache(maxBytes = MAX_BYTES): TermCache {
  const terms = new LRUCache<string, KnownTerm>({
    maxSize: maxBytes,
    sizeCalculation: ({ blocks }) =>
      blocks.reduce((bytes, { triples }) => bytes + triples.byteLength + BLOCK_OVERHEAD, 1),
  });
  return {
    get: (place, term) => terms.get(nameOf(place, term)),
    put(place, term, known) {
      const name = nameOf(place, term);
      const before = terms.peek(name);
      if (known.frequency >= COMMON_FROM && (before === undefined || before.rev < known.rev)) terms.set(name, known);
    },
  };
}
