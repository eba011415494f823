import { createHash } from "node:crypto";
import { canonical } from "./domain/canonical.js";

/** SHA-256 of the canonical form, in lower-case hexadecimal. */
export function hashOf(value: unknown): string {
  return createHash("sha256").update(canonical(value)).digest("hex");
}
