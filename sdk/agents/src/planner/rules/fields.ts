import type { JsonSchema } from "@troupe/contracts";

/*
 * What two schemas have in common, as far as planning needs it: the fields of an object, by name and type.
 * Names are the same when their letters and digits are. A value fits where its type is the wanted one, or an
 * integer where a number is wanted; formats must not contradict each other.
 */

/** A field of an event's data. */
export interface Field {
  readonly name: string;
  /** JSON types it may have; empty where anything goes. */
  readonly types: readonly string[];
  readonly format?: string;
  readonly isRequired: boolean;
}

/** Fields of a schema of objects; none of any other schema. */
export function fieldsOf(schema: JsonSchema): Field[] {
  const { properties, required } = schema;
  if (!isObject(properties)) return [];
  const needed = new Set(Array.isArray(required) ? required : []);
  return Object.entries(properties).map(([name, field]) => {
    const said = isObject(field) ? field : {};
    const isRequired = needed.has(name) && !("default" in said) && !("const" in said);
    const format = typeof said.format === "string" ? { format: said.format } : {};
    return { name, types: typesOf(said), isRequired, ...format };
  });
}

/** Fields of a value that is there. */
export function fieldsOfValue(value: unknown): Field[] {
  if (!isObject(value)) return [];
  return Object.entries(value).map(([name, inner]) => ({ name, types: [typeOf(inner)], isRequired: true }));
}

/** Whether what `given` holds may stand where `wanted` is. */
export function fits(given: Field, wanted: Field): boolean {
  if (sameName(given.name, wanted.name) === false) return false;
  if (given.format !== undefined && wanted.format !== undefined && given.format !== wanted.format) return false;
  if (given.types.length === 0 || wanted.types.length === 0) return true;
  return given.types.some(
    (type) => wanted.types.includes(type) || (type === "integer" && wanted.types.includes("number")),
  );
}

/** The field in words: `text (string)`. */
export const describeField = ({ name, types }: Field): string => `${name} (${types.join(" or ") || "anything"})`;

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");
const sameName = (a: string, b: string): boolean => a === b || plain(a) === plain(b);

function typesOf(schema: Record<string, unknown>): string[] {
  const { type, enum: values, const: value, anyOf, oneOf } = schema;
  if (typeof type === "string") return [type];
  if (Array.isArray(type)) return type.filter((name) => typeof name === "string");
  if (Array.isArray(values)) return [...new Set(values.map(typeOf))];
  if (value !== undefined) return [typeOf(value)];
  const choices = Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : [];
  return [...new Set(choices.flatMap((choice) => (isObject(choice) ? typesOf(choice) : [])))];
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value === "number" ? (Number.isInteger(value) ? "integer" : "number") : typeof value;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
