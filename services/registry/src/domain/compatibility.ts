import type { JsonSchema } from "@troupe/contracts";
import { pointerBelow } from "@troupe/contracts";
import { canonical } from "./canonical.js";
import { resolveFragment } from "./json-pointer.js";
import {
  accepts,
  type Break,
  compareConstants,
  compareLimits,
  compareNumbers,
  compareOpaque,
  compareStrings,
  constantsOf,
  listOf,
  one,
  typesOf,
} from "./keyword-breaks.js";
import { isObject, type SchemaObject } from "./schema-walk.js";

export type { Break } from "./keyword-breaks.js";

/*
 * Whether what producers of the new version may send is acceptable to readers of the old: the values of the new schema
 * must be among those of the old.
 * 1. A finding is certain to be told: where the keywords at hand cannot be compared, it is a break (never the reverse).
 * 2. A property that the new version does not mention (nor describes by `additionalProperties`) is taken as not sent, so removing an optional one is no break,
 *    removing one that the old requires is, and so is naming one that a closed old schema refuses.
 * 3. A union (`anyOf`, `oneOf`, a list of types) is fine when each branch of the new fits some branch of the old; for
 *    `oneOf` the old branches must exclude one another.
 * 4. `allOf` of the old must hold each; `allOf` of the new helps where one member suffices.
 * 5. Pointers lead into the new schema. A pair of places is compared once, so recursive schemas end.
 */

interface Sides {
  readonly before: JsonSchema;
  readonly after: JsonSchema;
  readonly visited: Set<string>;
}

/** What readers of `before` would trip over in events of `after`; empty when compatible. */
export function breaksBetween(before: JsonSchema, after: JsonSchema): Break[] {
  return compare(before, after, "", { before, after, visited: new Set() });
}

const ANYTHING: SchemaObject = {};

function compare(before: unknown, after: unknown, pointer: string, sides: Sides): Break[] {
  if (before === true || after === false) return [];
  if (isEqual(before, after, sides)) return [];
  if (before === false) return one(pointer, "readers of the old version accept nothing here");
  const old = deref(before, sides.before);
  const neu = deref(after === true ? ANYTHING : after, sides.after);
  if (typeof old.schema === "boolean") return compare(old.schema, neu.schema, pointer, sides);
  if (typeof neu.schema === "boolean") return compare(old.schema, neu.schema, pointer, sides);
  const pair = `${old.path ?? canonical(old.schema)} ${neu.path ?? canonical(neu.schema)}`;
  if (old.path !== undefined || neu.path !== undefined) {
    if (sides.visited.has(pair)) return [];
    sides.visited.add(pair);
  }
  return compareObjects(old.schema, neu.schema, pointer, sides);
}

/** Equal text means the same unless it refers to places that may differ. */
function isEqual(before: unknown, after: unknown, sides: Sides): boolean {
  const text = canonical(before);
  if (text !== canonical(after)) return false;
  return !text.includes('"$ref"') || canonical(sides.before) === canonical(sides.after);
}

/** Follows `$ref`; keywords beside it are joined with the target by `allOf`. */
function deref(schema: unknown, root: JsonSchema): { schema: SchemaObject | boolean; path?: string } {
  if (!isObject(schema)) return { schema: schema === true };
  const { $ref: reference, ...rest } = schema;
  if (typeof reference !== "string") return { schema };
  const target = resolveFragment(root, reference);
  if (Object.keys(constraints(rest)).length > 0) {
    return { schema: { ...rest, allOf: [...listOf(rest.allOf), target] }, path: `${reference}${canonical(rest)}` };
  }
  if (isObject(target) && typeof target.$ref === "string") return deref(target, root);
  return { schema: isObject(target) ? target : target === true, path: reference };
}

const ANNOTATIONS = new Set([
  "$comment",
  "$defs",
  "$id",
  "$schema",
  "default",
  "definitions",
  "deprecated",
  "description",
  "examples",
  "readOnly",
  "title",
  "writeOnly",
]);
const constraints = (schema: SchemaObject): SchemaObject =>
  Object.fromEntries(Object.entries(schema).filter(([keyword]) => !ANNOTATIONS.has(keyword)));
function compareObjects(old: SchemaObject, neu: SchemaObject, pointer: string, sides: Sides): Break[] {
  const branches = branchesOf(neu);
  if (branches !== undefined) {
    return branches.flatMap(({ schema, key }) => compare(old, schema, key === "" ? pointer : pointer + key, sides));
  }
  const conjuncts = listOf(neu.allOf);
  if (conjuncts.length > 0) return compareAll(old, neu, conjuncts, pointer, sides);
  return [...compareUnions(old, neu, pointer, sides), ...compareKeywords(old, neu, pointer, sides)];
}

/** The new schema as alternatives, when it is a union. */
function branchesOf(schema: SchemaObject): { schema: unknown; key: string }[] | undefined {
  for (const keyword of ["anyOf", "oneOf"]) {
    const list = schema[keyword];
    if (!Array.isArray(list)) continue;
    const { [keyword]: _, ...base } = constraints(schema);
    const isBare = Object.keys(base).length === 0;
    return list.map((branch, at) => ({ schema: isBare ? branch : joined(base, branch), key: `/${keyword}/${at}` }));
  }
  if (Array.isArray(schema.type) && schema.type.length > 1) {
    return schema.type.map((type) => ({ schema: { ...schema, type }, key: "" }));
  }
  return undefined;
}

/** A base and a branch as one schema: side by side where they name different keywords, by `allOf` else. */
function joined(base: SchemaObject, branch: unknown): unknown {
  if (!isObject(branch)) return branch === true ? base : branch;
  const collides = Object.keys(branch).some((keyword) => keyword in base);
  return collides || "$ref" in branch ? { ...base, allOf: [...listOf(base.allOf), branch] } : { ...base, ...branch };
}

/** Each demand of the old must be met by the new's own keywords or by one member of its `allOf`. */
function compareAll(old: SchemaObject, neu: SchemaObject, members: unknown[], pointer: string, sides: Sides): Break[] {
  const { allOf: _, ...base } = neu;
  const { allOf: demands, ...own } = constraints(old);
  const wanted = [...(Object.keys(own).length > 0 ? [own] : []), ...listOf(demands)];
  return wanted.flatMap((demand) => {
    const merged = mergedObjects([base, ...members.map((member) => deref(member, sides.after).schema)]);
    const attempts = [merged, ...members, base].map((candidate) =>
      candidate === undefined
        ? undefined
        : compare(demand, candidate, pointer, { ...sides, visited: new Set(sides.visited) }),
    );
    if (attempts.some((found) => found?.length === 0)) return [];
    return attempts.find((found) => found !== undefined) ?? [];
  });
}

/** Object schemas that hold together, as one: properties and requirements side by side; undefined when they overlap. */
function mergedObjects(parts: readonly (SchemaObject | boolean)[]): SchemaObject | undefined {
  let properties: Record<string, unknown> = {};
  let rest: Record<string, unknown> = {};
  const required = new Set<unknown>();
  for (const part of parts) {
    if (!isObject(part)) return undefined;
    const { properties: own, required: needs, ...others } = constraints(part);
    const names = isObject(own) ? own : {};
    if (
      Object.keys(names).some((name) => name in properties && canonical(names[name]) !== canonical(properties[name]))
    ) {
      return undefined;
    }
    if (Object.keys(others).some((key) => key in rest && canonical(others[key]) !== canonical(rest[key])))
      return undefined;
    properties = { ...properties, ...names };
    rest = { ...rest, ...others };
    for (const name of listOf(needs)) required.add(name);
  }
  return { ...rest, properties, required: [...required] };
}

function compareUnions(old: SchemaObject, neu: SchemaObject, pointer: string, sides: Sides): Break[] {
  const fits = (branch: unknown) =>
    compare(branch, neu, pointer, { ...sides, visited: new Set(sides.visited) }).length === 0;
  const breaks: Break[] = listOf(old.allOf).flatMap((demand) => compare(demand, neu, pointer, sides));
  const anyOf = old.anyOf;
  if (Array.isArray(anyOf) && !anyOf.some(fits)) {
    breaks.push(...one(pointer, "fits none of the alternatives that readers of the old version know"));
  }
  const oneOf = old.oneOf;
  if (Array.isArray(oneOf)) {
    if (!areExclusive(oneOf, sides.before)) {
      breaks.push(...one(pointer, "cannot be compared: the alternatives of the old version may overlap"));
    } else if (!oneOf.some(fits)) {
      breaks.push(...one(pointer, "fits none of the alternatives that readers of the old version know"));
    }
  }
  return breaks;
}

/** Whether no value fits two of the branches: their types differ, or a property that all require has other constants. */
function areExclusive(branches: readonly unknown[], root: JsonSchema): boolean {
  const schemas = branches.map((branch) => deref(branch, root).schema);
  return schemas.every((a, at) => schemas.slice(at + 1).every((b) => isObject(a) && isObject(b) && differ(a, b)));
}

function differ(a: SchemaObject, b: SchemaObject): boolean {
  const [typesA, typesB] = [typesOf(a), typesOf(b)];
  if (typesA && typesB && !typesA.some((type) => accepts(typesB, type) || typesB.some((t) => accepts([type], t)))) {
    return true;
  }
  const [constantsA, constantsB] = [constantsOf(a), constantsOf(b)];
  if (constantsA && constantsB) return !constantsA.some((value) => constantsB.includes(value));
  if (!isObject(a.properties) || !isObject(b.properties)) return false;
  const others = b.properties;
  return Object.entries(a.properties).some(([name, schema]) => {
    const other = others[name];
    const bothNeed = listOf(a.required).includes(name) && listOf(b.required).includes(name);
    return bothNeed && isObject(schema) && isObject(other) && differ(schema, other);
  });
}

function compareKeywords(old: SchemaObject, neu: SchemaObject, pointer: string, sides: Sides): Break[] {
  const oldTypes = typesOf(old);
  const newTypes = typesOf(neu);
  if (oldTypes !== undefined) {
    const strange = newTypes?.filter((type) => !accepts(oldTypes, type));
    if (strange === undefined) return one(pointer, `may be anything now, was ${oldTypes.join(" or ")}`);
    if (strange.length > 0) return one(pointer, `is ${strange.join(" or ")} now, was ${oldTypes.join(" or ")}`);
  }
  const may = (...types: string[]) => newTypes === undefined || newTypes.some((type) => types.includes(type));
  return [
    ...compareConstants(old, neu, pointer),
    ...(may("number", "integer") ? compareNumbers(old, neu, pointer) : []),
    ...(may("string") ? compareStrings(old, neu, pointer) : []),
    ...(may("array") ? compareArrays(old, neu, pointer, sides) : []),
    ...(may("object") ? compareProperties(old, neu, pointer, sides) : []),
    ...compareOpaque(old, neu, pointer, ["not", "if", "then", "else"]),
  ];
}

function compareArrays(old: SchemaObject, neu: SchemaObject, pointer: string, sides: Sides): Break[] {
  const [oldPrefix, newPrefix] = [listOf(old.prefixItems), listOf(neu.prefixItems)];
  const breaks = compareLimits(old, neu, pointer, "minItems", "maxItems");
  for (let at = 0; at < Math.max(oldPrefix.length, newPrefix.length); at++) {
    const before = oldPrefix[at] ?? old.items ?? true;
    const after = newPrefix[at] ?? neu.items ?? true;
    breaks.push(...compare(before, after, pointerBelow(`${pointer}/prefixItems`, at), sides));
  }
  breaks.push(...compare(old.items ?? true, neu.items ?? true, `${pointer}/items`, sides));
  if (old.uniqueItems === true && neu.uniqueItems !== true) {
    breaks.push(...one(`${pointer}/uniqueItems`, "items need no longer be unique"));
  }
  return [
    ...breaks,
    ...compareOpaque(old, neu, pointer, ["contains", "minContains", "maxContains", "unevaluatedItems"]),
  ];
}

function compareProperties(old: SchemaObject, neu: SchemaObject, pointer: string, sides: Sides): Break[] {
  const before = isObject(old.properties) ? old.properties : {};
  const after = isObject(neu.properties) ? neu.properties : {};
  const breaks: Break[] = [];
  for (const name of listOf(old.required).map(String)) {
    if (listOf(neu.required).includes(name)) continue;
    const message = name in after ? "is no longer required" : "is gone, and readers of the old version require it";
    breaks.push(...one(pointerBelow(`${pointer}/properties`, name), message));
  }
  for (const [name, schema] of Object.entries(after)) {
    const place = pointerBelow(`${pointer}/properties`, name);
    if (Object.hasOwn(before, name)) breaks.push(...compare(before[name], schema, place, sides));
    else if (isPatterned(old, name)) breaks.push(...compareOpaque(old, neu, pointer, ["patternProperties"]));
    else if (old.additionalProperties === false)
      breaks.push(...one(place, "is new, and the old version allows no further properties"));
    else breaks.push(...compare(old.additionalProperties ?? true, schema, place, sides));
  }
  if (isObject(neu.additionalProperties) && Object.keys(neu.additionalProperties).length > 0) {
    for (const [name, schema] of Object.entries(before)) {
      if (Object.hasOwn(after, name) || isPatterned(neu, name)) continue;
      breaks.push(...compare(schema, neu.additionalProperties, pointerBelow(`${pointer}/properties`, name), sides));
    }
  }
  if (neu.additionalProperties !== undefined) {
    breaks.push(
      ...compare(old.additionalProperties ?? true, neu.additionalProperties, `${pointer}/additionalProperties`, sides),
    );
  }
  return [
    ...breaks,
    ...compareLimits(old, neu, pointer, "minProperties", "maxProperties"),
    ...compareOpaque(old, neu, pointer, [
      "dependentRequired",
      "dependentSchemas",
      "patternProperties",
      "propertyNames",
      "unevaluatedProperties",
    ]),
  ];
}

function isPatterned(schema: SchemaObject, name: string): boolean {
  if (!isObject(schema.patternProperties)) return false;
  return Object.keys(schema.patternProperties).some((source) => new RegExp(source, "u").test(name));
}
