import { budgetSchema, eventTypeSchema, span, topicSchema, versionSchema } from "@troupe/contracts";
import { z } from "zod";

/*
 * A plan as it is written, after short forms were spelled out (see `spelledOut`). Templates and conditions are JSON
 * here or, in TypeScript, functions.
 */

const template = z.unknown();
const name = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[^/]+$/, { message: "a name holds no slash" });
const count = z.int().min(1);

const moveSchema = z.strictObject({
  /** State that follows. */
  to: name,
  /** Taken only when this holds. */
  when: template.optional(),
  /** What is kept in `data` on the way. */
  set: z.record(z.string(), template).default({}),
});

const eventSchema = z.strictObject({
  type: eventTypeSchema,
  topic: topicSchema.optional(),
  /** Its definition, where the plan was written in TypeScript. */
  definition: z.custom<object>((value) => typeof value === "object").optional(),
});

const actionSchema = z.strictObject({
  event: eventSchema,
  data: template.optional(),
  /** Name of what comes of it, in `results`; the event's type unless given. */
  key: name.optional(),
  /** Whether an answer is expected; so it is on action-requests unless said otherwise. */
  ask: z.boolean().optional(),
  replies: eventSchema.optional(),
  /** A list: one event for each of its items. */
  each: template.optional(),
});

const failureOfEnd = z.strictObject({ code: z.string().min(1).max(128), message: template });
const joinSchema = z.discriminatedUnion("policy", [
  z.strictObject({ policy: z.literal("all") }),
  z.strictObject({ policy: z.literal("any") }),
  z.strictObject({ policy: z.literal("quorum"), count }),
  z.strictObject({ policy: z.literal("settled") }),
]);

/** States with their beginning: a plan, or one of the branches of a parallel state. */
export interface MachineShape {
  readonly initial: string;
  readonly states: Readonly<Record<string, StateShape>>;
}

const stateSchema = z.strictObject({
  description: z.string().max(4096).optional(),
  do: z.array(actionSchema).max(200).default([]),
  on: z.record(eventTypeSchema, z.array(moveSchema).min(1)).default({}),
  get parallel() {
    return z.record(name, machineSchema).default({});
  },
  join: joinSchema.default({ policy: "all" }),
  next: z.array(moveSchema).default([]),
  otherwise: z.array(moveSchema).default([]),
  timeout: z
    .strictObject({ ms: span.min(1), to: name.optional(), set: z.record(z.string(), template).default({}) })
    .optional(),
  retry: z
    .strictObject({
      attempts: count.max(100),
      delayMs: span.default(1000),
      factor: z.number().min(1).default(2),
    })
    .optional(),
  end: z
    .strictObject({
      as: z.enum(["succeeded", "failed"]),
      result: template.optional(),
      failure: failureOfEnd.optional(),
    })
    .optional(),
});
export type StateShape = z.output<typeof stateSchema>;
export type ActionShape = z.output<typeof actionSchema>;
export type MoveShape = z.output<typeof moveSchema>;
export type JoinShape = z.output<typeof joinSchema>;
export type EventShape = z.output<typeof eventSchema>;

const machineSchema: z.ZodType<MachineShape> = z.strictObject({
  initial: name,
  get states() {
    return z.record(name, stateSchema);
  },
}) as z.ZodType<MachineShape>;

export const planSchema = z.strictObject({
  name,
  version: versionSchema.default("1.0.0"),
  description: z.string().max(4096).default(""),
  goal: eventSchema,
  /** Topics of events that the plan waits for and that answer nothing it asks. */
  events: z.array(eventSchema).default([]),
  /** Bounds of the missions it begins. */
  budget: budgetSchema.optional(),
  initial: name,
  states: z.record(name, stateSchema),
});
export type PlanShape = z.output<typeof planSchema>;

type Loose = Record<string, unknown>;

/** The long form of a plan: strings as moves, ends, joins and events, and single things where lists are meant. */
export function spelledOut(raw: unknown): unknown {
  if (!isRecord(raw)) return raw;
  const { goal, events, ...rest } = raw;
  return {
    ...machineOf(rest),
    ...given({
      goal: goal === undefined ? undefined : event(goal),
      events: events === undefined ? undefined : eventList(events),
    }),
  };
}

function machine(raw: unknown): unknown {
  return isRecord(raw) ? machineOf(raw) : raw;
}

function machineOf(raw: Loose): Loose {
  if (!isRecord(raw.states)) return raw;
  return { ...raw, states: mapped(raw.states, state) };
}

function state(raw: unknown): unknown {
  if (!isRecord(raw)) return raw === null ? {} : raw;
  const { do: actions, on, parallel, join, next, otherwise, end, ...rest } = raw;
  return {
    ...rest,
    ...given({
      do: actions === undefined ? undefined : list(actions).map(action),
      on: isRecord(on) ? mapped(on, moves) : on,
      parallel: isRecord(parallel) ? mapped(parallel, machine) : parallel,
      join: joining(join),
      next: next === undefined ? undefined : moves(next),
      otherwise: otherwise === undefined ? undefined : moves(otherwise),
      end: typeof end === "string" ? { as: end } : end,
    }),
  };
}

function action(raw: unknown): unknown {
  if (typeof raw === "string") return { event: { type: raw } };
  if (!isRecord(raw)) return raw;
  const { event: said, topic, replies, ...rest } = raw;
  const named = event(said);
  return {
    ...rest,
    event: isRecord(named) && topic !== undefined ? { ...named, topic } : named,
    ...given({ replies: replies === undefined ? undefined : event(replies) }),
  };
}

function event(raw: unknown): unknown {
  if (typeof raw === "string") return { type: raw };
  if (!isRecord(raw) || raw.schema === undefined) return raw;
  return { type: raw.type, topic: raw.topic, definition: raw };
}

/** `{ order.placed: business-facts }`, or a list. */
function eventList(raw: unknown): unknown {
  if (!isRecord(raw)) return Array.isArray(raw) ? raw.map(event) : raw;
  return Object.entries(raw).map(([type, topic]) => ({ type, topic }));
}

function joining(raw: unknown): unknown {
  if (typeof raw === "string") return { policy: raw };
  return isRecord(raw) && "quorum" in raw ? { policy: "quorum", count: raw.quorum } : raw;
}

const moves = (raw: unknown): unknown[] => list(raw).map((move) => (typeof move === "string" ? { to: move } : move));
const list = (raw: unknown): unknown[] => (Array.isArray(raw) ? raw : [raw]);
const isRecord = (value: unknown): value is Loose =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const mapped = (record: Loose, change: (value: unknown) => unknown): Loose =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
const given = (record: Loose): Loose =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
