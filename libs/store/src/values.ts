import type { ResultSet } from "./driver.js";

/** Type OIDs (pg_type.dat) whose values both drivers must hand on alike. */
export const OID = {
  int8: 20,
  json: 114,
  date: 1082,
  time: 1083,
  timestamp: 1114,
  timestamptz: 1184,
  interval: 1186,
  jsonb: 3802,
} as const;

/** Types left as text: Drizzle's columns read them from it, and each reads JSON once. */
export const TEXT_TYPES = [
  OID.json,
  OID.jsonb,
  OID.date,
  OID.time,
  OID.timestamp,
  OID.timestamptz,
  OID.interval,
] as const;

/** Arrays of text, varchar and uuid. */
export const TEXT_ARRAYS = [1009, 1015, 2951] as const;

/** A one-dimensional array of text as Postgres writes it: `{plain,"quoted",NULL}`. */
export function parseTextArray(text: string): (string | null)[] {
  const items = text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|[^,]+/gs);
  return [...items].map(([item, quoted]) => {
    if (quoted !== undefined) return quoted.replace(/\\(.)/gs, "$1");
    return item === "NULL" ? null : item;
  });
}

export const asText = (value: string): string => value;

/** A number where it is exact, a BigInt where not. */
export function parseInt8(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/** A value with JSON parsed. */
export function asValue(value: unknown, type: number | undefined): unknown {
  const isJson = (type === OID.json || type === OID.jsonb) && typeof value === "string";
  return isJson ? JSON.parse(value) : value;
}

/** Rows as objects with JSON parsed: what a raw `execute` gives. */
export function asRecords({ columns, rows }: ResultSet): Record<string, unknown>[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ name, type }, at) => [name, asValue(row[at], type)])));
}
