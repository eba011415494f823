import type { EventType } from "./names.js";

const REQUESTED = ".requested";
const MAX_TOKENS = 8;

/**
 * Type of an action's outcome: `greeting.requested` and `failed` give `greeting.failed`; other types are suffixed.
 * A type of eight tokens has no room for a suffix, so its last token gives way.
 */
export function outcomeType(requestType: EventType, outcome: "completed" | "failed"): EventType {
  const base = requestType.endsWith(REQUESTED) ? requestType.slice(0, -REQUESTED.length) : requestType;
  const tokens = base.split(".");
  return [...tokens.slice(0, MAX_TOKENS - 1), outcome].join(".");
}
