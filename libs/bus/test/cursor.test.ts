import { TOPICS } from "@troupe/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCursorCodec, isAtOrPast, maxPositions } from "../src/domain/cursor.js";

const codec = createCursorCodec(Buffer.alloc(32, 1));
const positions = fc.array(fc.maxSafeNat(), { minLength: TOPICS.length, maxLength: TOPICS.length });
const tenant = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,62}$/);
const invalid = expect.objectContaining({ code: "CURSOR_INVALID", status: 400 });

function refusal(open: () => unknown): unknown {
  try {
    return open();
  } catch (error) {
    return error;
  }
}

describe("cursor", () => {
  test("opens to what was signed", () => {
    fc.assert(
      fc.property(tenant, positions, (name, at) => {
        const cursor = codec.sign(name, at);
        expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(codec.open(name, cursor)).toEqual(at);
      }),
    );
  });

  test("is refused for another tenant and under another key", () => {
    const other = createCursorCodec(Buffer.alloc(32, 2));
    fc.assert(
      fc.property(tenant, tenant, positions, (mine, theirs, at) => {
        fc.pre(mine !== theirs);
        const cursor = codec.sign(mine, at);
        expect(refusal(() => codec.open(theirs, cursor))).toEqual(invalid);
        expect(refusal(() => other.open(mine, cursor))).toEqual(invalid);
      }),
    );
  });

  test("is refused when any character differs, is added or is missing", () => {
    fc.assert(
      fc.property(positions, fc.nat(), fc.constantFrom("A", "_", "-", "9", "=", " ", "\0"), (at, where, char) => {
        const cursor = codec.sign("acme", at);
        const cut = where % cursor.length;
        fc.pre(cursor[cut] !== char);
        for (const forged of [
          cursor.slice(0, cut) + char + cursor.slice(cut + 1),
          cursor.slice(0, cut) + cursor.slice(cut + 1),
          cursor + char,
        ]) {
          expect(refusal(() => codec.open("acme", forged))).toEqual(invalid);
        }
      }),
    );
  });

  test("is refused when it is any other text", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(refusal(() => codec.open("acme", text))).toEqual(invalid);
      }),
    );
  });

  test("positions compare topic by topic", () => {
    fc.assert(
      fc.property(positions, positions, (left, right) => {
        const both = maxPositions(left, right);
        const all = TOPICS.map((_, at) => at);
        expect(isAtOrPast(both, left, all) && isAtOrPast(both, right, all)).toBe(true);
        expect(isAtOrPast(left, both, all)).toBe(left.every((value, at) => value >= (right[at] ?? 0)));
      }),
    );
  });
});
