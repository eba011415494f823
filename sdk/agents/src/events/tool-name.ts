import { createHash } from "node:crypto";

/** Longest function name that model providers take. */
const MAX_NAME = 64;
const HASH = 8;

/**
 * An event type as the name of a function: models take letters, digits, `_` and `-`, so dots become `__`. A name that
 * is too long ends in a hash of the type, so that no two are the same.
 */
export function toolName(type: string): string {
  const name = type.replaceAll(".", "__");
  if (name.length <= MAX_NAME) return name;
  const hash = createHash("sha256").update(type).digest("hex").slice(0, HASH);
  return `${name.slice(0, MAX_NAME - HASH - 1)}_${hash}`;
}
