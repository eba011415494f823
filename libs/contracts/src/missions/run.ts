import { z } from "zod";
import { cloudEventSchema, MAX_HOPS } from "../event.js";
import { agentNameSchema, eventTypeSchema, groupSchema } from "../names.js";
import { topicSchema } from "../topics.js";
import { emissionSchema, emittedSchema } from "./mission.js";
import { counted, dollars, failureSchema, givenJson, instant, json, span } from "./status.js";
import { runSchema, stepKeySchema, stepSchema, taskSchema, undoSchema } from "./task.js";

/** `POST /v1/runs`: an agent begins a task that it was delivered. The task is made when it is not known yet. */
export const beginRunSchema = z.strictObject({
  event: cloudEventSchema.extend({ hops: z.int().min(0).max(MAX_HOPS) }),
  agent: agentNameSchema,
  group: groupSchema,
  instance: z.string().min(1).max(128),
  /** Of the delivery. */
  attempt: counted.min(1),
  maxAttempts: counted.min(1),
  /** How long the agent may be silent before the run counts as lost. */
  leaseMs: counted.min(100),
  /** Longest the whole task may take, in milliseconds from its creation; then it is `timed_out`. */
  timeoutMs: span.min(1).optional(),
  /** What undoes the task once it succeeded. */
  undo: undoSchema.optional(),
});
export type BeginRun = z.input<typeof beginRunSchema>;

/**
 * What beginning came to.
 * - `run`: go on; `event` is the task's own request (not the one that woke it) and `journal` what is done already:
 *   entries that are over in the order in which their ends were committed, then the waits that are still open.
 * - `done`: the task ended before; its answer was sent. Acknowledge.
 * - `held`: it is waiting, or its mission is paused or at its end; it will be delivered again when there is
 *   something to do. Acknowledge.
 */
export const begunSchema = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("run"),
    run: runSchema,
    task: taskSchema,
    event: cloudEventSchema,
    journal: z.array(stepSchema),
    deadline: z.string().nullable(),
  }),
  z.object({ state: z.literal("done"), task: taskSchema }),
  z.object({ state: z.literal("held"), task: taskSchema }),
]);
export type Begun = z.infer<typeof begunSchema>;

/**
 * `POST /v1/runs/{id}/steps`: journals what was done; 200 with the entry that is kept (the first one written under
 * its key). 409 RUN_SUPERSEDED when the task has a newer run or has ended. A `publish` carries the event that
 * leaves with it.
 */
export const recordStepSchema = z.strictObject({
  key: stepKeySchema,
  kind: z.enum(["code", "llm", "shell", "publish"]).default("code"),
  result: givenJson.optional(),
  failure: failureSchema.optional(),
  pending: z.array(stepKeySchema).max(1000).default([]),
  undo: undoSchema.optional(),
  tokens: counted.optional(),
  cost: dollars.optional(),
  startedAt: instant,
  emit: emissionSchema.optional(),
});
export type RecordStep = z.input<typeof recordStepSchema>;

/** How a fan-in of sub-tasks is over: all succeeded (or one failed), any succeeded, that many succeeded, all ended. */
export const joinSchema = z.discriminatedUnion("policy", [
  z.strictObject({ policy: z.literal("all") }),
  z.strictObject({ policy: z.literal("any") }),
  z.strictObject({ policy: z.literal("quorum"), count: counted.min(1) }),
  z.strictObject({ policy: z.literal("settled") }),
]);
export type Join = z.infer<typeof joinSchema>;

/** What a wait is for. Over at `until` at the latest, with failure code TIMED_OUT, where it has one. */
export const waitForSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("sleep"), until: instant }),
  z.strictObject({
    kind: z.literal("event"),
    type: eventTypeSchema,
    topic: topicSchema.optional(),
    /** The event's data must contain this. */
    match: givenJson.optional(),
    /** Events since then count, those before the wait as well; the task's creation when absent. */
    since: instant.optional(),
    /** Only events of the same mission. */
    inMission: z.boolean().default(false),
    until: instant.optional(),
  }),
  z.strictObject({ kind: z.literal("task"), request: emittedSchema, until: instant.optional() }),
  z
    .strictObject({
      kind: z.literal("tasks"),
      requests: z.array(emittedSchema).min(1).max(10_000),
      join: joinSchema,
      until: instant.optional(),
    })
    .refine(({ requests }) => new Set(requests.map(({ id }) => id)).size === requests.length, {
      path: ["requests"],
      message: "two of them have the same id, which are one task",
    })
    .refine(({ requests, join }) => join.policy !== "quorum" || join.count <= requests.length, {
      path: ["join", "count"],
      message: "is more than there are requests",
    }),
  z.strictObject({
    kind: z.literal("question"),
    question: z.string().min(1).max(8192),
    /** JSON Schema of the answer; any answer when absent. */
    schema: z.record(z.string(), json).optional(),
    /** An approval: the answer is `{ approved, comment, by, at }`. */
    isApproval: z.boolean().default(false),
    context: givenJson.optional(),
    /** Told again, to somebody else, when nobody answered by then. */
    escalate: z.strictObject({ at: instant, to: z.string().min(1).max(256) }).optional(),
    until: instant.optional(),
  }),
]);
export type WaitFor = z.input<typeof waitForSchema>;

/**
 * `POST /v1/runs/{id}/waits`: registers waits, and with `suspend` ends the run as waiting unless one of the task's
 * waits is over. A key that exists is left as it is. Answers with the entries of all keys, and whether the run goes on.
 */
export const registerWaitsSchema = z.strictObject({
  waits: z
    .array(
      z.strictObject({ key: stepKeySchema, for: waitForSchema, pending: z.array(stepKeySchema).max(1000).default([]) }),
    )
    .max(200)
    .default([]),
  /** Keys whose end the run is waiting for; every other open wait of the task does not wake it. */
  suspend: z.array(stepKeySchema).min(1).optional(),
});
export type RegisterWaits = z.input<typeof registerWaitsSchema>;
export const registeredWaitsSchema = z.object({ steps: z.array(stepSchema), suspended: z.boolean() });
export type RegisteredWaits = z.infer<typeof registeredWaitsSchema>;

/**
 * `POST /v1/runs/{id}/finish`: the run's end. `succeeded` and a final `failed` or `timed_out` end the task and publish `reply`;
 * with `retry` the run alone ends. A repetition answers what was kept; 409 RUN_SUPERSEDED from another run.
 */
export const finishRunSchema = z.discriminatedUnion("outcome", [
  z.strictObject({ outcome: z.literal("succeeded"), result: givenJson.optional(), reply: emittedSchema.optional() }),
  z.strictObject({
    /** `timed_out` where the handler took longer than it may. */
    outcome: z.literal(["failed", "timed_out"]),
    failure: failureSchema,
    /** Another attempt follows by the group's policy. */
    retry: z.boolean().default(false),
    reply: emittedSchema.optional(),
  }),
]);
export type FinishRun = z.input<typeof finishRunSchema>;

/**
 * `POST /v1/tasks/{id}/answer`: the end of a task that was done without a run, its `reply` published in the same commit.
 * A repetition changes nothing; 409 RUN_SUPERSEDED once the task has a run, or has ended otherwise.
 */
export const answerTaskSchema = z.strictObject({
  agent: agentNameSchema,
  result: givenJson.optional(),
  reply: emittedSchema,
});
export type AnswerTask = z.input<typeof answerTaskSchema>;

/** `POST /v1/runs/{id}/progress`: how far a run is, for whoever watches. */
export const progressSchema = z.strictObject({
  percent: z.number().min(0).max(100).optional(),
  message: z.string().max(2048).optional(),
});
export type Progress = z.infer<typeof progressSchema>;

/** `POST /v1/runs/heartbeats`: `stop` names the runs that are no longer wanted, and why. */
export const heartbeatsSchema = z.strictObject({ runs: z.array(z.string().min(1).max(128)).min(1).max(1000) });
export const heartbeatsAnswerSchema = z.object({
  stop: z.array(z.object({ run: z.string(), reason: z.enum(["cancelled", "timed_out", "superseded", "paused"]) })),
});
export type HeartbeatsAnswer = z.infer<typeof heartbeatsAnswerSchema>;
