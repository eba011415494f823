import type { JsonSchema } from "@troupe/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCheapPattern, isCheapSchema } from "../src/domain/schema-cost.js";
import { createValidator } from "../src/validator.js";

describe("the validator", () => {
  const validator = createValidator();

  it("points at what does not fit", () => {
    const schema = {
      type: "object",
      required: ["total"],
      additionalProperties: false,
      properties: { total: { type: "integer" }, "a/b": { type: "string", format: "date" } },
    };
    expect(validator.check(schema, { total: 3 }, 20)).toEqual([]);
    expect(validator.check(schema, {}, 20)[0]?.pointer).toBe("/data/total");
    expect(validator.check(schema, { total: "x" }, 20)[0]?.pointer).toBe("/data/total");
    expect(validator.check(schema, { total: 1, "a/b": "soon" }, 20)[0]?.pointer).toBe("/data/a~1b");
    expect(validator.check(schema, { total: 1, more: 1 }, 20)[0]?.pointer).toBe("/data/more");
    expect(validator.check(schema, undefined, 20)[0]?.pointer).toBe("/data");
  });

  it("ends a regular expression that backtracks without end", () => {
    const schema = { type: "string", pattern: "^(a+)+$" };
    const startedAt = performance.now();
    const faults = validator.check(schema, `${"a".repeat(40)}!`, 50);
    expect(faults[0]).toMatchObject({ pointer: "/data", message: expect.stringContaining("longer than") });
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(validator.check(schema, "aaaa", 10)).toEqual([]);
  });

  it("ends a schema whose references multiply", () => {
    const $defs: Record<string, JsonSchema> = { d0: { type: "integer" } };
    for (let at = 1; at < 40; at++) {
      $defs[`d${at}`] = { allOf: [{ $ref: `#/$defs/d${at - 1}` }, { $ref: `#/$defs/d${at - 1}` }] };
    }
    const faults = validator.check({ $defs, $ref: "#/$defs/d39" }, 1, 10);
    expect(faults[0]?.message).toContain("longer than");
  });

  it("refuses a schema that is not one, and one that asks the network", () => {
    expect(() => validator.check({ type: "nonsense" }, 1, 10)).toThrow(/cannot be used/);
    expect(() => validator.check({ $ref: "https://example.com/schema.json" }, 1, 10)).toThrow(/cannot be used/);
  });

  it("keeps two schemas of one $id apart", () => {
    const $id = "https://example.com/order";
    expect(validator.check({ $id, type: "integer" }, 1, 10)).toEqual([]);
    expect(validator.check({ $id, type: "string" }, 1, 10)).toHaveLength(1);
  });

  it("forgets the least recent when it is full", () => {
    const small = createValidator(2);
    for (const minimum of [1, 2, 3, 1]) expect(small.check({ type: "integer", minimum }, 5, 10)).toEqual([]);
  });
});

describe("the cost of a schema", () => {
  it("counts only what is plainly linear as cheap", () => {
    for (const pattern of ["^[a-z0-9-]+$", "^\\d{4}-\\d{2}$", "abc", "^[^@]+@x$"])
      expect(isCheapPattern(pattern)).toBe(true);
    for (const pattern of ["(a+)+", "(a|a)*", "a*a*b", "(.)\\1", "^(?=a)", "(?:ab){2,}", "\\k<x>"]) {
      expect(isCheapPattern(pattern)).toBe(false);
    }
    expect(isCheapSchema({ properties: { a: { uniqueItems: true } } })).toBe(false);
    expect(isCheapSchema({ patternProperties: { "(a+)+": {} } })).toBe(false);
    expect(isCheapSchema({ properties: { a: { type: "string", pattern: "^[a-z]+$" } } })).toBe(true);
  });

  it("never takes long on a pattern it calls cheap", () => {
    const piece = fc.constantFrom(
      "a",
      "b",
      "[ab]",
      ".",
      "(a|b)",
      "(ab)",
      "\\w",
      "^",
      "$",
      "a+",
      "b*",
      "(a+)+",
      "(a*)*",
      "a{1,9}",
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
        const pattern = pieces.join("");
        if (!isCheapPattern(pattern)) return;
        const startedAt = performance.now();
        new RegExp(pattern, "u").test(`${"a".repeat(2000)}!`);
        expect(performance.now() - startedAt).toBeLessThan(500);
      }),
    );
  });
});
