import type { Failure, Topic } from "@troupe/contracts";
import type { Action } from "./plan.js";
import type { SetTimer, Standing } from "./standing.js";

/** What happened. */
export type Occurrence =
  | { readonly kind: "goal"; readonly id: string; readonly type: string; readonly data: unknown }
  | {
      readonly kind: "event";
      readonly id: string;
      readonly type: string;
      readonly data: unknown;
      readonly source: string;
      /** Ids of requests that it may answer. */
      readonly answers: readonly string[];
    }
  | { readonly kind: "timer"; readonly key: string };

/** What is handed in. */
export interface Surroundings {
  readonly nowMs: number;
  readonly mission: { readonly id: string; readonly goal: string | null; readonly data: unknown };
  /** Id of the event with that emission key. */
  readonly idOf: (key: string) => string;
}

/** An event to be sent with the decision. */
export interface PlanEmission {
  readonly key: string;
  readonly id: string;
  readonly action: Action;
  readonly data: unknown;
}

export type PlanEnd =
  | { readonly as: "succeeded"; readonly result: unknown }
  | { readonly as: "failed"; readonly failure: Failure; readonly result?: unknown };

export type Reduction =
  | { readonly kind: "ignored"; readonly why: string }
  | {
      readonly kind: "decided";
      readonly standing: Standing;
      readonly emit: readonly PlanEmission[];
      readonly timers: readonly SetTimer[];
      /** States entered and left, in words. */
      readonly trail: readonly string[];
      readonly end?: PlanEnd;
    };

/** Topic and type of what an emission is to be answered with. */
export function replyOf({ answer }: Action): { replyType: string; replyTopic: Topic } | undefined {
  return answer && { replyType: answer.type, replyTopic: answer.topic };
}
