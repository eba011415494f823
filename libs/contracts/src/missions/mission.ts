import { z } from "zod";
import { agentNameSchema, contentIdSchema, eventIdSchema, eventTypeSchema, readableIdSchema } from "../names.js";
import { pageQuerySchema } from "../page.js";
import { topicSchema } from "../topics.js";
import { budgetSchema, spentSchema } from "./budget.js";
import { counted, failureSchema, givenJson, instant, json, statusesSchema, statusSchema } from "./status.js";

/** Type of the goal event of a mission whose goal is said in words. */
export const OPEN_GOAL = "mission.requested";

export const tagsSchema = z.array(z.string().min(1).max(64)).max(32);

/** `POST /v1/missions`: a goal to be carried out. Its goal event is published in the same commit. */
export const createMissionSchema = z.strictObject({
  /** Given by who asks, so that a repeated call makes one mission; a UUIDv7 else. */
  id: readableIdSchema("stream").optional(),
  /** In words; for people, and for planners that read. */
  goal: z.string().min(1).max(8192).optional(),
  /** Type of the goal event; `mission.requested` when absent. */
  type: eventTypeSchema.default(OPEN_GOAL),
  topic: topicSchema.default("action-requests"),
  /** Data of the goal event. */
  data: givenJson.optional(),
  /** A declared plan to follow, by name; the planner that knows it takes the mission. */
  plan: z.string().min(1).max(128).optional(),
  budget: budgetSchema.default({}),
  deadline: instant.optional(),
  tags: tagsSchema.default([]),
  correlationId: z.string().min(1).max(512).optional(),
  /** The goal event, when it was published already: the mission adopts it and publishes none. */
  event: json.optional(),
});
export type CreateMission = z.input<typeof createMissionSchema>;

/** What undoing came to: by the names of steps and tasks. */
export const compensationSchema = z.object({
  undone: z.array(z.string()),
  notUndone: z.array(
    z.object({
      name: z.string(),
      /** The undoing that failed, which may be tried again; absent where nobody could say what undoes it. */
      taskId: z.string().optional(),
      failure: failureSchema,
    }),
  ),
});

export const missionSchema = z.object({
  id: z.string(),
  goal: z.string().nullable(),
  type: eventTypeSchema,
  status: statusSchema,
  /** What holds an unfinished mission: `paused` by a person, `compensating` before its end. */
  phase: z.enum(["paused", "compensating"]).nullable(),
  plan: z.string().nullable(),
  /** Where its planner stands, as the planner names it. */
  state: json.nullable(),
  /** Agent that plans it. */
  planner: agentNameSchema.nullable(),
  data: json,
  result: json.nullable(),
  failure: failureSchema.nullable(),
  compensation: compensationSchema.nullable(),
  budget: budgetSchema,
  spent: spentSchema,
  deadline: z.string().nullable(),
  tags: tagsSchema,
  correlationId: z.string(),
  /** Its goal's task. */
  taskId: z.string(),
  rev: z.int(),
  createdBy: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  endedAt: z.string().nullable(),
});
export type Mission = z.infer<typeof missionSchema>;

/** Query of `GET /v1/missions`; all given conditions hold. Newest first. */
export const missionQuerySchema = pageQuerySchema.extend({
  status: statusesSchema.optional(),
  type: eventTypeSchema.optional(),
  agent: agentNameSchema.optional().describe("an agent that planned it or worked on it"),
  correlationId: z.string().max(512).optional(),
  tag: z.string().max(64).optional(),
  after: instant.optional().describe("created then or later"),
  before: instant.optional().describe("created before then"),
});
export type MissionQuery = z.infer<typeof missionQuerySchema>;

/** `PATCH /v1/missions/{id}`: 409 REV_CONFLICT, with `current` in the problem, when `ifRev` is not its revision. */
export const patchMissionSchema = z.strictObject({
  ifRev: counted.min(1),
  data: givenJson.optional(),
  tags: tagsSchema.optional(),
  deadline: instant.nullable().optional(),
  budget: budgetSchema.optional(),
});
export type PatchMission = z.input<typeof patchMissionSchema>;

/** `POST /v1/missions/{id}/cancel|pause|resume`. */
export const reasonSchema = z.strictObject({ reason: z.string().max(2048).optional() });

/** An event that leaves with a decision, in the same commit; ids are the caller's, so that a repetition is dropped. */
export const emittedSchema = z.strictObject({
  id: eventIdSchema,
  type: eventTypeSchema,
  topic: topicSchema,
  data: givenJson.optional(),
  dataschema: z.string().max(512).optional(),
  causationId: eventIdSchema.optional(),
  /** True when an answer is expected: the event becomes a task of the mission. */
  isTask: z.boolean().default(false),
  replyType: eventTypeSchema.optional(),
  replyTopic: topicSchema.optional(),
  hops: counted.optional(),
  traceparent: z.string().max(64).optional(),
  tracestate: z.string().max(512).optional(),
  /** What the event is about. */
  subject: z.string().min(1).max(512).optional(),
  partitionKey: z.string().min(1).max(512).optional(),
  /** Held until then; a task that it asks for is there at once. */
  deliverAt: instant.optional(),
  /** Dropped when nobody took it by then. */
  expiresAt: instant.optional(),
  sensitive: z.boolean().optional(),
});
export type Emitted = z.input<typeof emittedSchema>;

/** What a handler publishes: it may be said of another task, mission or correlation, and refer to content. */
export const emissionSchema = emittedSchema
  .extend({
    contentId: contentIdSchema.optional(),
    taskId: eventIdSchema.optional(),
    correlationId: z.string().min(1).max(512).optional(),
    /** Another mission, which makes a task of it by itself where it asks for one. */
    missionId: z.string().min(1).max(128).optional(),
  })
  .refine(({ isTask, missionId }) => !isTask || missionId === undefined, {
    path: ["isTask"],
    message: "a task of another mission is asked for there",
  });
export type JournaledEmission = z.input<typeof emissionSchema>;

/**
 * `POST /v1/missions/{id}/transitions`: a planner's decision. State is compared and set, the events leave and the
 * handled event is remembered in one commit: 409 REV_CONFLICT when another replica was first; 200 with
 * `{ mission, applied: false }` when `handled` led to a transition before.
 */
export const transitionSchema = z.strictObject({
  ifRev: counted.min(1),
  planner: agentNameSchema,
  /** Id of the event that led to it. */
  handled: eventIdSchema,
  state: json,
  data: givenJson.optional(),
  emit: z.array(emittedSchema).max(200).default([]),
  /**
   * Events to the planner itself, type `plan.timer.fired` on plan-events with `{ missionId, key }`, published at
   * `at` unless the key was withdrawn by `timers` without it. The list replaces what was set before.
   */
  timers: z
    .array(z.strictObject({ key: z.string().min(1).max(128), at: instant }))
    .max(100)
    .default([]),
  /** Why, for whoever asks later: what was considered and what was chosen. */
  reason: json.optional(),
  end: z
    .discriminatedUnion("as", [
      z.strictObject({ as: z.literal("succeeded"), result: givenJson }),
      z.strictObject({ as: z.literal("failed"), failure: failureSchema, result: givenJson.optional() }),
    ])
    .optional(),
});
export type Transition = z.input<typeof transitionSchema>;

/** Type and topic of the event that tells a planner that a timer of its is due. */
export const TIMER_FIRED = { type: "plan.timer.fired", topic: "plan-events" } as const;
