import type { Failure } from "@troupe/contracts";
import type { State } from "./plan.js";
import type { PartStatus, Place } from "./standing.js";

/** What a state's parts come to. */
export function verdictOf({ join }: State, parts: readonly PartStatus[]): "met" | "open" | "impossible" {
  const count = (status: PartStatus): number => parts.filter((part) => part === status).length;
  const [open, succeeded] = [count("open"), count("succeeded")];
  if (join.policy === "settled" || parts.length === 0) return open === 0 ? "met" : "open";
  const needed = join.policy === "all" ? parts.length : join.policy === "any" ? 1 : join.count;
  if (succeeded >= needed) return "met";
  return succeeded + open < needed ? "impossible" : "open";
}

/** Whether something may still lead out of a state whose conditions do not hold. */
export const canLeave = ({ on, timeout }: State): boolean => on.size > 0 || timeout !== undefined;

/** Why a state could not be done: by the first of its parts that failed. */
export function stepFailure({ state, failures }: Place): Failure {
  const [cause] = failures;
  const message = `${state} could not be done${cause === undefined ? "" : `: ${cause.message}`}`;
  return { code: "STEP_FAILED", message, ...(cause === undefined ? {} : { cause }) };
}
