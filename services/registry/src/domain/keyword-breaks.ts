import { canonical } from "./canonical.js";
import type { SchemaObject } from "./schema-walk.js";

export interface Break {
  readonly pointer: string;
  readonly message: string;
}

export const one = (pointer: string, message: string): Break[] => [{ pointer, message }];
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The types a schema names, or those of its constants; undefined for any. */
export function typesOf(schema: SchemaObject): string[] | undefined {
  if (typeof schema.type === "string") return [schema.type];
  if (Array.isArray(schema.type)) return schema.type.map(String);
  const values = "const" in schema ? [schema.const] : Array.isArray(schema.enum) ? schema.enum : undefined;
  return values === undefined ? undefined : [...new Set(values.map(typeOfValue))];
}

function typeOfValue(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

/** Whether a reader of `types` takes a value of `type`. */
export function accepts(types: readonly string[], type: string): boolean {
  return types.includes(type) || (type === "integer" && types.includes("number"));
}

/** The canonical forms of the only values a schema takes, or undefined. */
export function constantsOf(schema: SchemaObject): string[] | undefined {
  if ("const" in schema) return [canonical(schema.const)];
  return Array.isArray(schema.enum) ? schema.enum.map(canonical) : undefined;
}

export function compareConstants(old: SchemaObject, neu: SchemaObject, pointer: string): Break[] {
  const known = constantsOf(old);
  if (known === undefined) return [];
  const sent = constantsOf(neu);
  if (sent === undefined) return one(pointer, "may be more than the values that readers of the old version know");
  const strange = sent.filter((value) => !known.includes(value));
  return strange.length === 0
    ? []
    : one(pointer, `has values that readers of the old version do not know: ${strange.join(", ")}`);
}

const numberOf = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

/** Bounds of numbers as inclusive or not. An integer's exclusive bound is the next integer's inclusive one. */
export function compareNumbers(old: SchemaObject, neu: SchemaObject, pointer: string): Break[] {
  const breaks: Break[] = [];
  const values = constantValues(neu)?.filter((value) => typeof value === "number");
  const lower = (schema: SchemaObject) => boundOf(schema.minimum, schema.exclusiveMinimum, Math.max);
  const upper = (schema: SchemaObject) => boundOf(schema.maximum, schema.exclusiveMaximum, Math.min);
  const [from, to] = [lower(old), upper(old)];
  const [newFrom, newTo] = values === undefined ? [lower(neu), upper(neu)] : rangeOf(values);
  if (from && !(newFrom && (newFrom.at > from.at || (newFrom.at === from.at && (newFrom.isOpen || !from.isOpen))))) {
    breaks.push(...one(pointer, "may be smaller than readers of the old version accept"));
  }
  if (to && !(newTo && (newTo.at < to.at || (newTo.at === to.at && (newTo.isOpen || !to.isOpen))))) {
    breaks.push(...one(pointer, "may be greater than readers of the old version accept"));
  }
  const step = numberOf(old.multipleOf);
  const newStep = numberOf(neu.multipleOf) ?? (neu.type === "integer" ? 1 : undefined);
  if (step !== undefined && !(newStep !== undefined && Number.isInteger(newStep / step))) {
    breaks.push(...one(pointer, `need no longer be a multiple of ${step}`));
  }
  return breaks;
}

interface Bound {
  readonly at: number;
  readonly isOpen: boolean;
}

function boundOf(closed: unknown, open: unknown, tighter: (a: number, b: number) => number): Bound | undefined {
  const [a, b] = [numberOf(closed), numberOf(open)];
  if (a === undefined || b === undefined) {
    if (b !== undefined) return { at: b, isOpen: true };
    return a === undefined ? undefined : { at: a, isOpen: false };
  }
  return { at: tighter(a, b), isOpen: tighter(a, b) === b };
}

function rangeOf(values: readonly unknown[]): [Bound, Bound] {
  const numbers = values.map(Number);
  return [
    { at: Math.min(...numbers), isOpen: false },
    { at: Math.max(...numbers), isOpen: false },
  ];
}

function constantValues(schema: SchemaObject): unknown[] | undefined {
  if ("const" in schema) return [schema.const];
  return Array.isArray(schema.enum) ? schema.enum : undefined;
}

export function compareStrings(old: SchemaObject, neu: SchemaObject, pointer: string): Break[] {
  const values = constantValues(neu)?.filter((value) => typeof value === "string");
  if (values !== undefined && constantsOf(old) !== undefined) return [];
  return [
    ...compareLimits(old, neu, pointer, "minLength", "maxLength"),
    ...compareOpaque(old, neu, pointer, ["pattern", "format", "contentEncoding", "contentMediaType"]),
  ];
}

export function compareLimits(
  old: SchemaObject,
  neu: SchemaObject,
  pointer: string,
  min: string,
  max: string,
): Break[] {
  const breaks: Break[] = [];
  const [least, most] = [numberOf(old[min]), numberOf(old[max])];
  if (least !== undefined && least > 0 && (numberOf(neu[min]) ?? 0) < least) {
    breaks.push(...one(`${pointer}/${min}`, `may be less than ${least} now`));
  }
  if (most !== undefined && (numberOf(neu[max]) ?? Number.POSITIVE_INFINITY) > most) {
    breaks.push(...one(`${pointer}/${max}`, `may be more than ${most} now`));
  }
  return breaks;
}

/** Keywords that are only compared for equality: the old must not say one that the new says otherwise. */
export function compareOpaque(
  old: SchemaObject,
  neu: SchemaObject,
  pointer: string,
  keywords: readonly string[],
): Break[] {
  return keywords
    .filter((keyword) => keyword in old && canonical(old[keyword]) !== canonical(neu[keyword]))
    .map((keyword) => ({
      pointer: `${pointer}/${keyword}`,
      message: "has changed, and cannot be shown to stay acceptable",
    }));
}
