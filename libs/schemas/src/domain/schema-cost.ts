// Which schemas check any data of usual size in no time, decided by their text alone; all others run under a time limit.
// 1. `$ref` may multiply work without bound, `uniqueItems` is quadratic.
// 2. A pattern is cheap when no group is repeated, nothing refers back, and at most one part is repeated without bound:
//    then matching is at worst quadratic in a text that the size limit keeps short.

const COSTLY_KEYS = new Set(["$ref", "$dynamicRef", "$recursiveRef", "uniqueItems"]);

/** Whether checking against `schema` is cheap for any data of moderate size. */
export function isCheapSchema(schema: unknown): boolean {
  if (typeof schema !== "object" || schema === null) return true;
  return Object.entries(schema).every(([key, value]) => {
    if (COSTLY_KEYS.has(key)) return false;
    if (key === "pattern" && typeof value === "string") return isCheapPattern(value);
    if (key === "patternProperties" && typeof value === "object" && value !== null) {
      if (!Object.keys(value).every(isCheapPattern)) return false;
    }
    return isCheapSchema(value);
  });
}

export function isCheapPattern(pattern: string): boolean {
  const bare = pattern.replace(/\\[^1-9k]/g, "e").replace(/\[[^\]]*\]/g, "c");
  if (/\\[1-9k]|\(\?<?[=!]|\)[*+?{]/.test(bare)) return false;
  return (bare.match(/[*+]|\{\d*,\d*\}/g) ?? []).length <= 1;
}
