import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { breaksBetween } from "../src/domain/compatibility.js";

const object = (properties: object, required: string[] = [], more: object = {}) => ({
  type: "object",
  properties,
  required,
  ...more,
});
const text = { type: "string" };
const number = { type: "number" };
const integer = { type: "integer" };
const variant = (kind: string, more: object = {}) =>
  object({ kind: { const: kind }, ...more }, ["kind", ...Object.keys(more)]);
const tree = (leaf: object) => ({
  $ref: "#/$defs/node",
  $defs: { node: object({ leaf, children: { type: "array", items: { $ref: "#/$defs/node" } } }, ["leaf"]) },
});

describe("breaksBetween", () => {
  it.each<[string, object, object]>([
    ["the same", object({ a: text }, ["a"]), object({ a: text }, ["a"])],
    ["other words alone", { ...text, description: "a" }, { ...text, title: "b" }],
    ["an optional property more", object({ a: text }), object({ a: text, b: number })],
    ["a required property more", object({ a: text }), object({ a: text, b: number }, ["b"])],
    ["an optional property gone", object({ a: text, b: text }), object({ a: text })],
    ["an optional property now required", object({ a: text }), object({ a: text }, ["a"])],
    ["closed now", object({ a: text }), object({ a: text }, [], { additionalProperties: false })],
    ["fewer values", { enum: ["a", "b"] }, { enum: ["a"] }],
    ["one value of an enum", { enum: ["a", "b"] }, { const: "a" }],
    ["an enum of a text", text, { enum: ["a", "b"] }],
    ["integers for numbers", number, integer],
    ["one of two types", { type: ["string", "null"] }, text],
    ["tighter bounds", { ...number, minimum: 0, maximum: 9 }, { ...number, exclusiveMinimum: 0, maximum: 8 }],
    ["tighter lengths", { ...text, maxLength: 9 }, { ...text, minLength: 1, maxLength: 8 }],
    ["a multiple of a multiple", { ...integer, multipleOf: 5 }, { ...integer, multipleOf: 10 }],
    ["items of a narrower type", { type: "array", items: number }, { type: "array", items: integer }],
    ["one alternative fewer", { anyOf: [text, number] }, { anyOf: [text] }],
    ["alternatives in another order", { anyOf: [text, number] }, { anyOf: [number, text] }],
    ["a variant fewer", { oneOf: [variant("a"), variant("b")] }, { oneOf: [variant("b")] }],
    [
      "parts joined alike",
      { allOf: [object({ a: text }, ["a"]), object({ b: text })] },
      object({ a: text, b: text }, ["a"]),
    ],
    [
      "one whole as parts",
      object({ a: text, b: text }, ["a", "b"]),
      { allOf: [object({ a: text }, ["a"]), object({ b: text }, ["b"])] },
    ],
    ["a recursive one", tree(number), tree(integer)],
    ["anything before", {}, object({ a: text })],
  ])("finds no break in %s", (_, before, after) => {
    expect(breaksBetween(before as never, after as never)).toEqual([]);
  });

  it.each<[string, object, object, string]>([
    ["another type", object({ a: text }), object({ a: number }), "/properties/a"],
    ["a wider type", integer, number, ""],
    ["a type more", text, { type: ["string", "null"] }, ""],
    ["no type", text, {}, ""],
    ["a required property gone", object({ a: text }, ["a"]), object({}), "/properties/a"],
    ["a required property optional", object({ a: text }, ["a"]), object({ a: text }), "/properties/a"],
    [
      "a property more for closed readers",
      object({ a: text }, [], { additionalProperties: false }),
      object({ b: text }),
      "/properties/b",
    ],
    [
      "opened",
      object({}, [], { additionalProperties: false }),
      object({}, [], { additionalProperties: true }),
      "/additionalProperties",
    ],
    [
      "a property of a type the rest has not",
      object({}, [], { additionalProperties: number }),
      object({ b: text }),
      "/properties/b",
    ],
    ["more values", { enum: ["a"] }, { enum: ["a", "b"] }, ""],
    ["any text for an enum", { enum: ["a"] }, text, ""],
    ["wider bounds", { ...number, minimum: 1 }, { ...number, minimum: 0 }, ""],
    ["an open bound closed", { ...number, exclusiveMaximum: 9 }, { ...number, maximum: 9 }, ""],
    ["no bound", { ...number, maximum: 9 }, number, ""],
    ["longer", { ...text, maxLength: 8 }, { ...text, maxLength: 9 }, "/maxLength"],
    ["another pattern", { ...text, pattern: "^a" }, { ...text, pattern: "^b" }, "/pattern"],
    ["no format", { ...text, format: "email" }, text, "/format"],
    ["other items", { type: "array", items: number }, { type: "array", items: text }, "/items"],
    ["more items", { type: "array", maxItems: 2 }, { type: "array", maxItems: 3 }, "/maxItems"],
    [
      "another place in a tuple",
      { type: "array", prefixItems: [text, number] },
      { type: "array", prefixItems: [text, text] },
      "/prefixItems/1",
    ],
    ["an alternative more", { anyOf: [text, number] }, { anyOf: [text, number, { type: "null" }] }, "/anyOf/2"],
    ["a variant more", { oneOf: [variant("a")] }, { oneOf: [variant("a"), variant("b")] }, "/oneOf/1"],
    [
      "a variant changed",
      { oneOf: [variant("a", { x: text }), variant("b")] },
      { oneOf: [variant("a", { x: number }), variant("b")] },
      "/oneOf/0",
    ],
    [
      "deep inside",
      object({ a: object({ b: { type: "array", items: object({ c: text }, ["c"]) } }) }),
      object({ a: object({ b: { type: "array", items: object({}) } }) }),
      "/properties/a/properties/b/items/properties/c",
    ],
    ["through a reference", tree(integer), tree(number), "/properties/leaf"],
    ["what is not compared", { not: text }, { not: number }, "/not"],
  ])("finds the break in %s", (_, before, after, pointer) => {
    expect(breaksBetween(before as never, after as never).map((found) => found.pointer)).toContain(pointer);
  });

  const leaf = fc.oneof(
    fc.constantFrom<object>(text, number, integer, { type: "boolean" }, { type: "null" }, {}),
    fc.record({
      type: fc.constant("integer"),
      minimum: fc.integer({ min: -3, max: 3 }),
      maximum: fc.integer({ min: -3, max: 3 }),
    }),
    fc.record({ enum: fc.uniqueArray(fc.constantFrom("a", "b", 1, null), { minLength: 1 }) }),
    fc.record({ type: fc.constant("string"), minLength: fc.integer({ min: 0, max: 2 }) }),
  );
  const schema = fc.letrec<{ any: object }>((tie) => ({
    any: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc
        .record({
          properties: fc.dictionary(fc.constantFrom("a", "b"), tie("any")),
          required: fc.uniqueArray(fc.constantFrom("a", "b")),
          additionalProperties: fc.constantFrom(false, number, text),
        })
        .map((parts) => ({ type: "object", ...parts })),
      tie("any").map((items) => ({ type: "array", items })),
      fc.array(tie("any"), { minLength: 1, maxLength: 2 }).map((anyOf) => ({ anyOf })),
      fc.array(tie("any"), { minLength: 1, maxLength: 2 }).map((allOf) => ({ allOf })),
    ),
  })).any;
  const value = fc.jsonValue({ maxDepth: 2 });
  const sample = fc.oneof(
    value,
    fc.dictionary(
      fc.constantFrom("a", "b", "c"),
      fc.oneof(value, fc.integer({ min: -4, max: 4 }), fc.constantFrom("a", "b", "")),
    ),
    fc.array(fc.oneof(fc.integer({ min: -4, max: 4 }), fc.constantFrom("a", "b", ""))),
    fc.constantFrom<unknown>("a", "b", "", 1, 0, -3, 2.5, null, true),
  );

  it("never lets through a value that old readers refuse", () => {
    const ajv = new Ajv2020({ strict: false });
    fc.assert(
      fc.property(schema, schema, fc.array(sample, { minLength: 20, maxLength: 20 }), (before, after, values) => {
        if (breaksBetween(before as never, after as never).length > 0) return;
        const neu = ajv.compile(after);
        const old = ajv.compile(before);
        for (const sent of values) if (neu(sent)) expect(old(sent)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it("finds any schema compatible with itself", () => {
    fc.assert(
      fc.property(schema, (any) => {
        expect(breaksBetween(any as never, structuredClone(any) as never)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
