import { type EventType, MAX_TYPE_LENGTH } from "./names.js";

const REQUESTED = ".requested";
const MAX_TOKENS = 8;

/**
 * Type of an action's outcome: `greeting.requested` and `failed` give `greeting.failed`; other types are suffixed.
 * Where a type of eight tokens or of nearly 128 characters has no room for the outcome, its last tokens give way.
 */
export function outcomeType(requestType: EventType, outcome: "completed" | "failed"): EventType {
  const base = requestType.endsWith(REQUESTED) ? requestType.slice(0, -REQUESTED.length) : requestType;
  const tokens = base.split(".").slice(0, MAX_TOKENS - 1);
  const room = MAX_TYPE_LENGTH - outcome.length - 1;
  while (tokens.length > 1 && tokens.join(".").length > room) tokens.pop();
  return `${tokens.join(".").slice(0, room)}.${outcome}`;
}
