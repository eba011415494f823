import { type Budget, type JsonValue, type Topic, TroupeError } from "@troupe/contracts";
import type { z } from "zod";
import type { AnyEvent, DataOf, EventAddress } from "../../events/definition.js";
import { faultsOf } from "../../events/definition.js";
import { checkPlan, type PlanFault } from "./check.js";
import { compile, type Plan } from "./plan.js";
import type { Computed, EventReference } from "./scope.js";
import { planSchema, spelledOut } from "./shape.js";

/** JSON with placeholders (`{{ goal.name }}`), or a function of the scope. */
export type Template<Goal> = JsonValue | Computed<Goal, unknown>;
/** JSON Logic over the scope, or a function of it. */
export type Condition<Goal> = { [operator: string]: JsonValue } | Computed<Goal, boolean>;

/** Where a plan goes next. */
export interface MoveInput<Name extends string, Goal> {
  readonly to: Name;
  readonly when?: Condition<Goal>;
  readonly set?: { readonly [name: string]: Template<Goal> };
}
/** A state's name, a move, or several of which the first that holds is taken. */
export type MovesInput<Name extends string, Goal> =
  | Name
  | MoveInput<Name, Goal>
  | readonly (Name | MoveInput<Name, Goal>)[];

/** An event that is sent when its state is entered. */
export interface ActionInput<Goal> {
  readonly event: EventReference;
  /** `action-requests` unless given here or by the event's definition. */
  readonly topic?: Topic;
  readonly data?: Template<Goal>;
  /** Name of its answer in `results`; its type by default. */
  readonly key?: string;
  /** Whether an answer is expected; by default so for what goes to `action-requests`. */
  readonly ask?: boolean;
  /** What answers it; `<type>.completed` on `action-results` by default. Its failure is `<type>.failed`. */
  readonly replies?: EventReference;
  /** A list: one event for each item, and a list of answers. */
  readonly each?: Template<Goal>;
}

/** One state of a plan. */
export interface StateInput<Name extends string, Goal> {
  readonly description?: string;
  /** What is sent on entering. */
  readonly do?: string | ActionInput<Goal> | readonly (string | ActionInput<Goal>)[];
  /** What follows an event. */
  readonly on?: { readonly [type: string]: MovesInput<Name, Goal> };
  /** Machines that run side by side until each is at an end. */
  readonly parallel?: { readonly [branch: string]: BranchInput<Goal> };
  /** When answers and branches count as done; `all` by default. */
  readonly join?: "all" | "any" | "settled" | { readonly quorum: number };
  /** What follows once they are done; at once where there are none. */
  readonly next?: MovesInput<Name, Goal>;
  /** What follows when they cannot be done any more; without it the machine fails. */
  readonly otherwise?: MovesInput<Name, Goal>;
  /** Longest stay. Without `to` the machine fails. */
  readonly timeout?: {
    readonly ms: number;
    readonly to?: Name;
    readonly set?: { readonly [name: string]: Template<Goal> };
  };
  /** How often each thing asked is asked in all, and how long is waited between: `delayMs`, then `factor` times that. */
  readonly retry?: { readonly attempts: number; readonly delayMs?: number; readonly factor?: number };
  readonly end?:
    | "succeeded"
    | "failed"
    | {
        readonly as: "succeeded" | "failed";
        readonly result?: Template<Goal>;
        readonly failure?: { readonly code: string; readonly message: Template<Goal> };
      };
}

/** A machine inside a parallel state. */
export interface BranchInput<Goal> {
  readonly initial: string;
  readonly states: { readonly [name: string]: StateInput<string, Goal> };
}

/** A plan as a state machine. */
export interface PlanInput<Name extends string, Goal extends AnyEvent | EventAddress | string> {
  readonly name: string;
  /** Semantic version; 1.0.0 by default. */
  readonly version?: string;
  readonly description?: string;
  /** Event that begins a mission. */
  readonly goal: Goal;
  /** Events it waits for that answer nothing it asks: definitions, or `{ type: topic }`. */
  readonly events?: readonly (AnyEvent | EventAddress)[] | { readonly [type: string]: Topic };
  /** Bounds of the missions it begins. */
  readonly budget?: Budget;
  readonly initial: NoInfer<Name>;
  readonly states: { readonly [name in Name]: StateInput<NoInfer<Name>, GoalData<Goal>> };
}

type GoalData<Goal> = Goal extends { schema: z.ZodType } ? DataOf<Goal & AnyEvent> : unknown;

/** Defines a plan. Throws PLAN_INVALID with every fault that can be seen without running it. */
export function definePlan<const Name extends string, Goal extends AnyEvent | EventAddress | string>(
  input: PlanInput<Name, Goal>,
): Plan {
  const { plan, faults } = planOf(input);
  const errors = faults.filter(({ severity }) => severity === "error");
  if (plan !== undefined && errors.length === 0) return plan;
  throw planInvalid(String(input.name ?? ""), errors);
}

/** A plan from its written form, as far as it can be read, with everything that is wrong with it. */
export function planOf(raw: unknown): { plan: Plan | undefined; faults: PlanFault[] } {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    const message = "no plan is written here: a plan has a name, a goal, an initial state and states";
    return { plan: undefined, faults: [{ severity: "error", pointer: "", message }] };
  }
  const shaped = planSchema.safeParse(spelledOut(raw));
  if (!shaped.success) {
    const faults = faultsOf(shaped.error).map((fault) => ({ severity: "error" as const, ...fault }));
    return { plan: undefined, faults };
  }
  const plan = compile(shaped.data);
  return { plan, faults: checkPlan(plan) };
}

/** PLAN_INVALID, with the faults and where they are. */
export function planInvalid(name: string, faults: readonly PlanFault[]): TroupeError {
  const [first] = faults;
  const where = first?.line === undefined ? (first?.pointer ?? "") : `line ${first.line}, column ${first.column}`;
  const more = faults.length > 1 ? `, and ${faults.length - 1} more` : "";
  return new TroupeError(
    "PLAN_INVALID",
    `${name === "" ? "a plan without a name" : `the plan ${name}`} cannot be carried out: ${where} ${first?.message ?? ""}${more}`,
    {
      errors: faults.map(({ pointer, message, line, column }) => ({
        pointer,
        message: line === undefined ? message : `${message} (line ${line}, column ${column})`,
      })),
    },
  );
}
