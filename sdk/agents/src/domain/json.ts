import { pointerBelow } from "@troupe/contracts";
import { TerminalError } from "./errors.js";

/** A place in a value that JSON cannot say, and what stands there. */
export interface JsonFault {
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string;
  readonly found: string;
}

/** Throws a TerminalError that begins with `what` where JSON cannot say `value`; nothing at all is well. */
export function assertJson(value: unknown, what: string): void {
  const fault = value === undefined ? undefined : jsonFault(value);
  if (fault === undefined) return;
  const where = fault.pointer === "" ? "" : ` at ${fault.pointer}`;
  throw new TerminalError(`${what}: ${fault.found}${where} is not JSON`);
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
  if (!Array.isArray(value) && !isPlain(value)) return { pointer, found: value.constructor?.name ?? "an object" };
  above.add(value);
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined && !Array.isArray(value)) continue;
    const fault = faultAt(member, pointerBelow(pointer, name), above);
    if (fault !== undefined) return fault;
  }
  above.delete(value);
  return undefined;
}

/** An object literal, of this realm or another. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
