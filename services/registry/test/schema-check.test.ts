import { describe, expect, it } from "vitest";
import { z } from "zod";
import { schemaFaults } from "../src/domain/schema-check.js";

const pointers = async (schema: object) => (await schemaFaults(schema as never)).map(({ pointer }) => pointer);

describe("schemaFaults", () => {
  it("accepts what zod writes, recursive types and its formats included", async () => {
    const tree = z.object({
      name: z.string(),
      get children() {
        return z.array(tree);
      },
    });
    const schema = z.object({
      email: z.email(),
      at: z.iso.datetime({ offset: true }),
      id: z.uuid(),
      ip: z.ipv6(),
      tree,
      kind: z.discriminatedUnion("k", [z.object({ k: z.literal("a") }), z.object({ k: z.literal("b") })]),
    });
    expect(await pointers(z.toJSONSchema(schema, { io: "input" }))).toEqual([]);
  });

  it.each([
    ["no JSON Schema", { type: "strng" }, "/type"],
    ["a keyword of the wrong kind", { properties: { a: { minimum: "1" } } }, "/properties/a/minimum"],
    ["another dialect", { $schema: "http://json-schema.org/draft-04/schema#" }, "/$schema"],
    ["a reference to the network", { properties: { a: { $ref: "https://example.org/a.json" } } }, "/properties/a/$ref"],
    ["a reference to a file", { items: { $ref: "other.json#/a" } }, "/items/$ref"],
    ["a reference to nowhere", { $ref: "#/$defs/none" }, "/$ref"],
    ["an $id below the root", { properties: { a: { $id: "https://x.example/" } } }, "/properties/a/$id"],
    ["a dynamic reference", { $dynamicRef: "#a" }, "/$dynamicRef"],
    ["a reference to itself", { $ref: "#" }, ""],
    [
      "references in a circle",
      { $ref: "#/$defs/a", $defs: { a: { allOf: [{ $ref: "#/$defs/b" }] }, b: { $ref: "#/$defs/a" } } },
      "",
    ],
    ["a regex bomb", { properties: { a: { type: "string", pattern: "^(a+)+$" } } }, "/properties/a/pattern"],
    ["a slow regex", { pattern: "\\s+$" }, "/pattern"],
    ["a bomb as a key", { patternProperties: { "(x|x)*y": true } }, "/patternProperties/(x|x)*y"],
    ["a regex that is none", { pattern: "(" }, "/pattern"],
  ])("refuses %s", async (_, schema, pointer) => {
    expect(await pointers(schema)).toContain(pointer);
  });

  it("refuses references that multiply, depth and size", async () => {
    const twice = (to: string) => ({ allOf: [{ $ref: to }, { $ref: to }] });
    const $defs = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`d${at}`, twice(`#/$defs/d${at + 1}`)]));
    expect(await pointers({ ...twice("#/$defs/d0"), $defs: { ...$defs, d30: { type: "string" } } })).toContain("");
    const deep = Array.from({ length: 60 }).reduce<object>((inner) => ({ items: inner }), {});
    expect((await pointers(deep))[0]).toMatch(/^(\/items){48}$/);
    expect(await pointers({ description: "x".repeat(200_000) })).toEqual([""]);
  });
});
