import { type ErrorCode, type Fault, MAX_DATA_DEPTH, pointerBelow, TroupeError } from "@troupe/contracts";

// 1. A text is walked only when it may hold a fault: an escape of NUL or of a surrogate, a number beyond what a double
//    holds, or more than `maxDepth` opening brackets. Anything else costs one JSON.parse and a few native searches.
// 2. The walk is recursive and stops at `maxDepth`, so that a depth bomb cannot exhaust the stack.
// 3. A key `__proto__` stays an own property, as JSON.parse leaves it: nobody merges parsed bodies.

const SUSPECT_ESCAPE = /\\u(?:0000|d[89a-f])/i;
const SUSPECT_NUMBER = /\d[eE]\+?\d{3}|\d{309}/;

/** Pointer (RFC 6901) of `path` below `base`. */
export function pointerOf(path: readonly PropertyKey[], base = ""): string {
  return path.reduce<string>(pointerBelow, base);
}

/** Whether `text` may hold a NUL, a lone surrogate, a number too large or a nesting deeper than `maxDepth`; false is certain. */
export function isSuspectJson(text: string, maxDepth = MAX_DATA_DEPTH): boolean {
  return hasSuspectEscape(text) || SUSPECT_NUMBER.test(text) || hasMoreBrackets(text, maxDepth);
}

/** Whether `text` may hold a NUL or a lone surrogate; false is certain. */
export const hasSuspectEscape = (text: string): boolean => SUSPECT_ESCAPE.test(text);

/** Whether a parsed value holds a number too large or is nested deeper than `limit` levels; it is looked at no deeper. */
export function isSuspectValue(value: unknown, limit: number): boolean {
  if (typeof value === "number") return !Number.isFinite(value);
  if (typeof value !== "object" || value === null) return false;
  if (limit === 0) return true;
  if (Array.isArray(value)) return value.some((item) => isSuspectValue(item, limit - 1));
  for (const key in value) if (isSuspectValue((value as Record<string, unknown>)[key], limit - 1)) return true;
  return false;
}

function hasMoreBrackets(text: string, limit: number): boolean {
  let count = 0;
  for (const bracket of ["{", "["]) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      if (++count > limit) return true;
    }
  }
  return false;
}

type TextFault = Extract<ErrorCode, "MALFORMED_JSON" | "MALFORMED_TEXT" | "DATA_TOO_DEEP">;

/**
 * First fault of a parsed value: a NUL or lone surrogate in a string or key, a number that JSON.parse could not hold, or
 * a nesting deeper than `maxDepth`.
 */
export function findTextFault(
  value: unknown,
  maxDepth = MAX_DATA_DEPTH,
  base = "",
): { code: TextFault; fault: Fault } | undefined {
  const path: (string | number)[] = [];
  const faultAt = (code: TextFault, message: string) => ({
    code,
    fault: {
      pointer: pointerOf(
        path.map((key) => (typeof key === "string" ? printable(key) : key)),
        base,
      ),
      message,
    },
  });
  const walk = (node: unknown, depth: number): ReturnType<typeof faultAt> | undefined => {
    if (typeof node === "string") {
      const wrong = textFault(node);
      return wrong === undefined ? undefined : faultAt("MALFORMED_TEXT", wrong);
    }
    if (typeof node === "number" && !Number.isFinite(node)) {
      return faultAt(
        "MALFORMED_JSON",
        "holds a number beyond 1.8e308, which would be kept as null: send it as a string",
      );
    }
    if (typeof node !== "object" || node === null) return undefined;
    if (depth > maxDepth) return faultAt("DATA_TOO_DEEP", `nested deeper than ${maxDepth} levels`);
    const entries = Array.isArray(node) ? node.entries() : Object.entries(node);
    for (const [key, child] of entries) {
      path.push(key);
      const wrong = typeof key === "string" ? textFault(key) : undefined;
      const found = wrong === undefined ? walk(child, depth + 1) : faultAt("MALFORMED_TEXT", `the key ${wrong}`);
      if (found !== undefined) return found;
      path.pop();
    }
    return undefined;
  };
  return walk(value, 1);
}

function textFault(text: string): string | undefined {
  if (text.includes("\0")) return "holds a NUL";
  return /\p{Surrogate}/u.test(text) ? "holds a lone surrogate" : undefined;
}

const printable = (key: string) => key.replaceAll("\0", "\\u0000").replace(/\p{Surrogate}/gu, "\ufffd");

/**
 * A JSON text as a value. Throws MALFORMED_JSON (a number too large among it), MALFORMED_TEXT (NUL, lone surrogate) or DATA_TOO_DEEP,
 * with the pointer to the place.
 */
export function parseJson(text: string, maxDepth = MAX_DATA_DEPTH): unknown {
  const value = parseSyntax(text);
  if (!isSuspectJson(text, maxDepth)) return value;
  const found = findTextFault(value, maxDepth);
  if (found === undefined) return value;
  throw new TroupeError(found.code, `${found.fault.pointer || "the body"} ${found.fault.message}`, {
    errors: [found.fault],
  });
}

/** JSON.parse that refuses with MALFORMED_JSON; `where` names the text, `pointer` its place. */
export function parseSyntax(text: string, where = "the body", pointer = ""): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : "not JSON";
    throw new TroupeError("MALFORMED_JSON", `${where} is not valid JSON: ${message}`, {
      errors: [{ pointer, message }],
      cause,
    });
  }
}
