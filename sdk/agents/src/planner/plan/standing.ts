import type { Failure } from "@troupe/contracts";

/** What became of one part of a state: of something asked, or of a branch. */
export type PartStatus = "open" | "succeeded" | "failed";

/** Where a machine is: in a state that it entered, or at its end. */
export interface Place {
  readonly state: string;
  /** The how-manieth entering of a state this was, in the whole mission. */
  readonly entry: number;
  readonly parts: Record<string, PartStatus>;
  readonly failures: Failure[];
  readonly branches?: Record<string, Place | Ended>;
}

export interface Ended {
  readonly ended: "succeeded" | "failed";
}

/** Something asked and not answered yet. */
export interface Ask {
  readonly key: string;
  /** Its part of the state: the key, and its place where it is one of `each`. */
  readonly part: string;
  readonly index?: number;
  readonly entry: number;
  readonly action: number;
  readonly attempt: number;
  /** Ids of its requests, one an attempt: an answer to any of them counts. */
  readonly ids: readonly string[];
  /** What was sent, where it may be sent again. */
  readonly data?: unknown;
}

export interface SetTimer {
  readonly key: string;
  readonly at: string;
  readonly entry: number;
  /** Part to ask again; the state's timeout when absent. */
  readonly retries?: string;
}

/** Where a mission stands in its plan: what the mission keeps as its state. */
export interface Standing {
  readonly by: "plan";
  readonly plan: string;
  readonly version: string;
  /** Undefined before its first state. */
  at: Place | Ended | undefined;
  entries: number;
  data: Record<string, unknown>;
  results: Record<string, unknown>;
  asks: Ask[];
  timers: SetTimer[];
}

export const isEnded = (place: Place | Ended | undefined): place is Ended => place !== undefined && "ended" in place;

/** Whether a mission's state is a plan's standing. */
export function isStanding(state: unknown): state is Standing {
  return typeof state === "object" && state !== null && "by" in state && state.by === "plan" && "asks" in state;
}

/** Names of the states it is in: `review`, or `build(left: compile, right: ended)`. */
export function describePlace(place: Place | Ended | undefined): string {
  if (place === undefined) return "not begun";
  if (isEnded(place)) return place.ended;
  if (place.branches === undefined) return place.state;
  const inside = Object.entries(place.branches).map(([name, branch]) => `${name}: ${describePlace(branch)}`);
  return `${place.state}(${inside.join(", ")})`;
}
