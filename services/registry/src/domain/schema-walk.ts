import { pointerBelow } from "@troupe/contracts";

/** A JSON Schema that is an object. */
export type SchemaObject = Readonly<Record<string, unknown>>;

/** Keywords whose value is one schema (JSON Schema 2020-12, core section 10, and unevaluated, section 11). */
const ONE = [
  "additionalProperties",
  "contains",
  "contentSchema",
  "else",
  "if",
  "items",
  "not",
  "propertyNames",
  "then",
  "unevaluatedItems",
  "unevaluatedProperties",
];
/** Keywords whose value is a list of schemas. */
const LIST = ["allOf", "anyOf", "oneOf", "prefixItems"];
/** Keywords whose value is an object of schemas. */
const MAP = ["$defs", "definitions", "dependentSchemas", "patternProperties", "properties"];
/** Keywords that apply their schemas to the same value, without stepping into it. */
const IN_PLACE = new Set(["allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"]);

/** A subschema and where it is. */
export interface Place {
  readonly schema: SchemaObject;
  readonly pointer: string;
}

export function isObject(value: unknown): value is SchemaObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The subschemas directly below `place`, each with the keyword it hangs on. */
export function* childrenOf({ schema, pointer }: Place): Generator<Place & { readonly keyword: string }> {
  for (const keyword of ONE) {
    const child = schema[keyword];
    if (isObject(child)) yield { schema: child, pointer: pointerBelow(pointer, keyword), keyword };
  }
  for (const keyword of [...LIST, ...MAP]) {
    const children = schema[keyword];
    if (typeof children !== "object" || children === null) continue;
    for (const [key, child] of Object.entries(children)) {
      if (isObject(child)) yield { schema: child, pointer: pointerBelow(pointerBelow(pointer, keyword), key), keyword };
    }
  }
}

/** Every subschema, the root first. */
export function* subschemas(place: Place): Generator<Place> {
  yield place;
  for (const child of childrenOf(place)) yield* subschemas(child);
}

/** The subschemas that apply to the same value as `place` itself. */
export function* inPlaceOf(place: Place): Generator<Place> {
  for (const child of childrenOf(place)) if (IN_PLACE.has(child.keyword)) yield child;
}
