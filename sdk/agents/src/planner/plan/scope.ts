import type { AnyEvent, EventAddress, EventDefinition } from "../../events/definition.js";

/** What conditions and templates of a plan read. */
export interface Scope<Goal = unknown> {
  /** Data of the goal. */
  readonly goal: Goal;
  /** What `set` kept. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Answers, by the key of what was asked; ends of branches, by the branch's name. */
  readonly results: Readonly<Record<string, unknown>>;
  /** The event that led here; null where a timer did. */
  readonly event: { readonly id: string; readonly type: string; readonly data: unknown } | null;
  readonly mission: { readonly id: string; readonly goal: string | null };
  /** One of `each`, and its place. */
  readonly item?: unknown;
  readonly index?: number;
}

/** Names a template may start with. */
export const SCOPE_ROOTS: readonly string[] = ["goal", "data", "results", "event", "mission", "item", "index"];

/** A function of the scope. It must be pure: a decision is made again when another replica was first. */
export type Computed<Goal, T> = (scope: Scope<Goal>) => T;

/** An event by its type, its definition, or type and topic. */
export type EventReference = string | AnyEvent | EventAddress;

/** The answer kept under `key`, with the type of its definition. Throws when it is not there. */
export function resultOf<Data>(
  scope: Pick<Scope, "results">,
  key: string,
  _reply: EventDefinition<Data, unknown>,
): Data {
  if (Object.hasOwn(scope.results, key)) return scope.results[key] as Data;
  throw new Error(`nothing is kept as results.${key}`);
}

/** A plan that cannot go on: where it says so, and what is wrong there. */
export class PlanFaultError extends Error {
  override readonly name = "PlanFaultError";
  readonly pointer: string;

  constructor(pointer: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.pointer = pointer;
  }
}
