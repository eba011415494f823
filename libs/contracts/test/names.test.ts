import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  contentIdSchema,
  eventIdSchema,
  eventTypeSchema,
  groupSchema,
  MAX_TYPE_LENGTH,
  matchesType,
  outcomeType,
  tenantSchema,
  typeFilterSchema,
} from "../src/index.js";
import { eventType, smallFilter, smallType, textOf } from "./arbitraries.js";

const isToken = (token: string) => /^[a-z0-9_-]+$/.test(token);

/** The grammar as the design words it: two to eight tokens, 128 characters. */
function isType(text: string): boolean {
  const tokens = text.split(".");
  return tokens.length >= 2 && tokens.length <= 8 && text.length <= MAX_TYPE_LENGTH && tokens.every(isToken);
}

function isFilter(text: string): boolean {
  const tokens = text.split(".");
  const rest = tokens.at(-1) === ">";
  const fixed = rest ? tokens.slice(0, -1) : tokens;
  if (fixed.length === 0) return rest;
  return fixed.length <= 8 && fixed.every((token) => token === "*" || isToken(token));
}

describe("event types", () => {
  test("the schema accepts exactly the grammar", () => {
    fc.assert(
      fc.property(textOf("ab0_-.AZ* >", 20), (text) => {
        expect(eventTypeSchema.safeParse(text).success).toBe(isType(text));
      }),
    );
    fc.assert(
      fc.property(eventType, (type) => {
        expect(eventTypeSchema.safeParse(type).success).toBe(true);
      }),
    );
  });
  test("the bounds are two and eight tokens, and 128 characters", () => {
    const longest = `${"a".repeat(63)}.${"b".repeat(64)}`;
    expect(longest).toHaveLength(MAX_TYPE_LENGTH);
    for (const type of ["a.b", "a.b.c.d.e.f.g.h", longest]) expect(eventTypeSchema.parse(type)).toBe(type);
    for (const type of [
      "a",
      "a.b.c.d.e.f.g.h.i",
      `${longest}c`,
      "",
      ".a",
      "a.",
      "a..b",
      "a.b\n",
      "a.ß",
      "a.*",
      "A.b",
    ]) {
      expect(eventTypeSchema.safeParse(type).success).toBe(false);
    }
  });
});

describe("type filters", () => {
  test("the schema accepts exactly the grammar", () => {
    fc.assert(
      fc.property(textOf("ab_.*>", 12), (text) => {
        expect(typeFilterSchema.safeParse(text).success).toBe(isFilter(text));
      }),
    );
  });
  test("every type is a filter that selects itself", () => {
    fc.assert(
      fc.property(eventType, (type) => {
        expect(typeFilterSchema.safeParse(type).success).toBe(true);
        expect(matchesType(type, type)).toBe(true);
        expect(matchesType(">", type)).toBe(true);
      }),
    );
  });
  test("matchesType agrees with the filter written as a regular expression", () => {
    const pattern = (filter: string) => {
      const parts = filter.split(".").map((token) => (token === ">" ? ".+" : token === "*" ? "[^.]+" : token));
      return new RegExp(`^${parts.join("\\.")}$`);
    };
    fc.assert(
      fc.property(smallFilter, smallType, (filter, type) => {
        expect(matchesType(filter, type)).toBe(pattern(filter).test(type));
      }),
      { numRuns: 1000 },
    );
  });
  test("* is one token and > at least one", () => {
    expect(matchesType("order.*", "order.placed")).toBe(true);
    expect(matchesType("order.*", "order.placed.late")).toBe(false);
    expect(matchesType("order.>", "order.placed.late")).toBe(true);
    expect(matchesType("order.placed.>", "order.placed")).toBe(false);
    expect(matchesType("order", "order.placed")).toBe(false);
  });
});

describe("outcome types", () => {
  test("are valid types that end in the outcome", () => {
    fc.assert(
      fc.property(eventType, fc.constantFrom("completed" as const, "failed" as const), (type, outcome) => {
        const derived = outcomeType(type, outcome);
        expect(eventTypeSchema.safeParse(derived).success).toBe(true);
        expect(derived.endsWith(`.${outcome}`)).toBe(true);
      }),
    );
  });
  test("replace .requested, suffix others, and give way at eight tokens", () => {
    expect(outcomeType("greeting.requested", "failed")).toBe("greeting.failed");
    expect(outcomeType("order.placed", "completed")).toBe("order.placed.completed");
    expect(outcomeType("a.b.c.d.e.f.g.requested", "completed")).toBe("a.b.c.d.e.f.g.completed");
    expect(outcomeType("a.b.c.d.e.f.g.h", "failed")).toBe("a.b.c.d.e.f.g.failed");
  });
  test("of the longest types are valid as well", () => {
    for (const type of [`${"a".repeat(63)}.${"b".repeat(64)}`, `${"a".repeat(126)}.b`]) {
      expect(type).toHaveLength(MAX_TYPE_LENGTH);
      for (const outcome of ["completed", "failed"] as const) {
        const derived = outcomeType(type, outcome);
        expect(eventTypeSchema.safeParse(derived).success).toBe(true);
        expect(derived.endsWith(`.${outcome}`)).toBe(true);
      }
    }
  });
});

describe("other names", () => {
  test.each([
    [
      "tenant",
      tenantSchema,
      ["a", "acme-2", "0", "a".repeat(63)],
      ["", "-a", "A", "a_b", "a.b", "a*", "a".repeat(64), "a\n"],
    ],
    [
      "group",
      groupSchema,
      ["A", "a.b_c-d", "9", "a".repeat(64)],
      ["", ".a", "-a", "a b", "a/b", "a*", "a>", "a".repeat(65)],
    ],
    [
      "event id",
      eventIdSchema,
      ["a", "~!", "1:2", "a".repeat(128)],
      ["", "a b", "a/b", "ä", "a\u0000", "a".repeat(129)],
    ],
    ["content id", contentIdSchema, ["0f".repeat(32)], ["", "0F".repeat(32), "0f".repeat(31), "g".repeat(64)]],
  ])("a %s keeps its grammar", (_, schema, good, bad) => {
    for (const value of good) expect(schema.safeParse(value).success).toBe(true);
    for (const value of bad) expect(schema.safeParse(value).success).toBe(false);
  });
});
