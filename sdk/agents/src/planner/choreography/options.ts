import type { Budget } from "@troupe/contracts";
import type { AnyEvent, EventAddress } from "../../events/definition.js";
import type { Prompt } from "./prompt.js";

/** How one goal is planned. */
export interface ChoreographyOptions {
  /** The event whose data the result is to fit. Needed where no model is configured: rules then lead to it. */
  readonly wants?: AnyEvent | EventAddress | string;
  /** Requests that may be made, as type filters; all that live agents take by default. */
  readonly allow?: readonly string[];
  /** Facts that may be published. */
  readonly announces?: readonly AnyEvent[];
  /** Events, beside answers, that the model is told of. */
  readonly listensTo?: readonly (AnyEvent | EventAddress)[];
  /** What the planner is for, and how it should go about it. */
  readonly instructions?: string;
  /** Writes the system message instead of the built-in one. */
  readonly prompt?: Prompt;
  /** Whether people may be asked; so by default. */
  readonly people?: boolean;
  /** When the model is consulted: once all is answered, or after each answer. */
  readonly consultAfter?: "all" | "each";
  /** Times a mistaken answer goes back; 3 by default. */
  readonly maxCorrections?: number;
  /** Consultations a mission; 30 by default. */
  readonly maxRounds?: number;
  /** Longest answer, in tokens; 2,048 by default. */
  readonly maxTokens?: number;
  /** Bounds of missions that are not begun elsewhere. */
  readonly budget?: Budget;
  /** With rules: what requests cost, and how long missing agents may take to come. */
  readonly costs?: Readonly<Record<string, number>>;
  readonly patienceMs?: number;
}
