import type { Budget, CloudEvent, Emitted, Failure, Mission } from "@troupe/contracts";
import type { AnyEvent, EventAddress } from "../events/definition.js";
import type { Logger, Platform } from "../platform.js";

/** What a strategy is asked about: one event, and the mission it is of. */
export interface Moment {
  readonly event: CloudEvent;
  /** What it has spent meanwhile may be missing. */
  readonly mission: Mission;
  /** What the strategy kept; undefined when it is asked for the first time. */
  readonly state: unknown;
  /** Deliveries of the event so far, and how many there are at most. */
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly platform: Platform;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Id of an event of this mission, by what tells it from the others. */
  readonly idOf: (key: string) => string;
}

/** An event to be sent with a decision; where it comes from is added. */
export type Sent = Pick<
  Emitted,
  "id" | "type" | "topic" | "data" | "dataschema" | "isTask" | "replyType" | "replyTopic"
>;

export type DecidedEnd =
  | { readonly as: "succeeded"; readonly result: unknown }
  | { readonly as: "failed"; readonly failure: Failure; readonly result?: unknown };

/** What a strategy makes of a moment. */
export type Decision =
  | { readonly kind: "ignored"; readonly why: string }
  | {
      readonly kind: "decided";
      readonly state: unknown;
      /** Where the mission is, in words. */
      readonly at: string;
      readonly emit: readonly Sent[];
      /** All timers that are wanted from now on. */
      readonly timers: readonly { readonly key: string; readonly at: string }[];
      readonly reason?: unknown;
      readonly end?: DecidedEnd;
    };

/** How missions of one goal are carried on. It may be asked again about the same moment, and must answer likewise. */
export interface Strategy {
  /** Tells the planner's strategies apart; kept with each mission. */
  readonly name: string;
  /** Missions that name a plan are taken by the strategy of that name alone. */
  readonly plan?: string;
  readonly goal: AnyEvent | EventAddress;
  /** Events, beside goal and timers, that it wants to hear of. */
  readonly awaits: readonly (AnyEvent | EventAddress)[];
  /** Events that it sends, for the registry. */
  readonly produces: readonly AnyEvent[];
  /** Bounds of missions that it begins itself. */
  readonly budget: Budget | undefined;
  /** True where deciding is dear: it is then asked only about missions as they are, and never as they are remembered. */
  readonly isCostly?: boolean;
  decide(moment: Moment): Decision | Promise<Decision>;
}
