import { pointerBelow } from "@troupe/contracts";

/** A place in a value that JSON cannot say, and what stands there. */
export interface JsonFault {
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string;
  readonly found: string;
}

/**
 * The first thing in `value` that would not come back from JSON as it was: a date, a map, a class, a function, a
 * bigint, a symbol, NaN, a circle. Members that are undefined are left out by JSON, and count as not there.
 */
export function jsonFault(value: unknown): JsonFault | undefined {
  return faultAt(value, "", new Set());
}

function faultAt(value: unknown, pointer: string, above: Set<object>): JsonFault | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return undefined;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : { pointer, found: String(value) };
  if (typeof value !== "object") return { pointer, found: typeof value };
  if (above.has(value)) return { pointer, found: "a circle" };
  const isPlain = Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value));
  if (!isPlain) return { pointer, found: value.constructor?.name ?? "an object" };
  above.add(value);
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined && !Array.isArray(value)) continue;
    const fault = faultAt(member, pointerBelow(pointer, name), above);
    if (fault !== undefined) return fault;
  }
  above.delete(value);
  return undefined;
}
