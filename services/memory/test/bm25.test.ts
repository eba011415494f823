import fc from "fast-check";
import { expect, it } from "vitest";
import { termsOf, termsOfQuestion } from "../src/domain/analyse.js";
import { idf, scoreLexically, type TermPostings } from "../src/domain/bm25.js";
import {
  blockOf,
  changePostings,
  decodePostings,
  encodePostings,
  findPosting,
  type Posting,
} from "../src/domain/postings.js";
import { nthHighest } from "../src/domain/select.js";

const END = 9000;

const postings = fc
  .uniqueArray(
    fc.record({
      no: fc.integer({ min: 0, max: END - 1 }),
      count: fc.integer({ min: 1, max: 300 }),
      length: fc.integer({ min: 1, max: 70_000 }),
    }),
    { selector: ({ no }) => no, maxLength: 200 },
  )
  .map((all) => all.map((posting) => ({ ...posting, length: Math.min(posting.length, 65_535) })))
  .map((all) => all.sort((a, b) => a.no - b.no));

function termOf(term: string, all: readonly Posting[]): TermPostings {
  const numbers = [...new Set(all.map(({ no }) => blockOf(no)))];
  const blocks = numbers.map((block) => {
    const ofBlock = all.filter(({ no }) => blockOf(no) === block);
    return decodePostings(block, encodePostings(block, ofBlock));
  });
  return { term, frequency: all.length, blocks };
}

it("reads back the postings it wrote, and finds each", () => {
  fc.assert(
    fc.property(postings, (all) => {
      const { blocks = [] } = termOf("t", all);
      for (const block of blocks) {
        const kept = all.filter(({ no }) => blockOf(no) === block.block);
        expect(changePostings(block.block, encodePostings(block.block, kept), { add: [], remove: new Set() })).toEqual(
          kept,
        );
        for (const { no, count, length } of kept) {
          const at = findPosting(block, no);
          expect([...block.triples.slice(at, at + 3)]).toEqual([no & 4095, count, length]);
        }
        const absent = Array.from({ length: 50 }, (_, at) => block.block * 4096 + at * 81);
        for (const no of absent.filter((each) => kept.every((posting) => posting.no !== each))) {
          expect(findPosting(block, no)).toBe(-1);
        }
      }
    }),
    { numRuns: 50 },
  );
});

it("finds the nth highest of any numbers", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1 }), fc.nat(120), (numbers, at) => {
      const sorted = [...numbers].sort((a, b) => b - a);
      expect(nthHighest(Float32Array.from(numbers), at + 1)).toBe(sorted[Math.min(at, numbers.length - 1)]);
    }),
  );
});

it("gives the same best and the same scores whether or not it leaves out what cannot be among them", () => {
  const rare = fc.array(fc.tuple(fc.integer({ min: 0, max: END - 1 }), fc.integer({ min: 1, max: 4 })), {
    minLength: 30,
    maxLength: 80,
  });
  const share = fc.integer({ min: 2, max: 9 });
  fc.assert(
    fc.property(
      fc.array(rare, { minLength: 1, maxLength: 3 }),
      fc.array(share, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 20 }),
      (rares, shares, wanted) => {
        const lengthOf = (no: number): number => 20 + (no % 13);
        const sorted = (pairs: Map<number, number>): Posting[] =>
          [...pairs].sort(([a], [b]) => a - b).map(([no, count]) => ({ no, count, length: lengthOf(no) }));
        const terms = [
          ...rares.map((pairs, at) => termOf(`r${at}`, sorted(new Map(pairs)))),
          ...shares.map((every, at) => {
            const nos = Array.from({ length: Math.ceil(END / every) }, (_, step) => step * every);
            return termOf(`c${at}`, sorted(new Map(nos.map((no) => [no, 1 + (no % 3)]))));
          }),
        ];
        const corpus = { passages: END, length: END * 26, end: END };
        const pruned = scoreLexically(corpus, terms, wanted);
        const whole = scoreLexically(corpus, terms);
        const best = whole.best(0, wanted);
        expect(pruned.best(0, wanted)).toEqual(best);
        for (let no = 0; no < END; no += 97) expect(pruned.scoreOf(no)).toBe(whole.scoreOf(no));
        for (const no of best) {
          const parts = Object.values(pruned.partsOf(no)).reduce((sum, part) => sum + part, 0);
          expect(parts).toBeCloseTo(whole.scoreOf(no), 3);
        }
        expect(pruned.best(wanted, 500)).toEqual(whole.best(wanted, 500));
        expect(pruned.best(0, 40)).toEqual(whole.best(0, 40));
      },
    ),
    { numRuns: 30 },
  );
});

it("weighs a term by the inverse of its frequency, never below nothing", () => {
  expect(idf(3, 1)).toBeCloseTo(Math.log(1 + 2.5 / 1.5), 12);
  expect(idf(10, 10)).toBeGreaterThan(0);
});

it("looks a question up without the words by which one asks, unless it has no others", () => {
  expect(termsOfQuestion("How do I extend what a lease has, and when does the lease end?")).toEqual([
    "extend",
    "leas",
    "end",
  ]);
  expect(termsOfQuestion("Who am I?")).toEqual(["who", "am", "i"]);
  expect(termsOf("What a lease is")).toEqual(["what", "leas"]);
});
