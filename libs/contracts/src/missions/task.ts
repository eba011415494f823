import { z } from "zod";
import { agentNameSchema, eventTypeSchema, readableIdSchema } from "../names.js";
import { pageQuerySchema } from "../page.js";
import { topicSchema } from "../topics.js";
import { failureSchema, givenJson, instant, json, statusesSchema, statusSchema } from "./status.js";

/** What undoes a step or a task once it is done: an event to the agent that did it. */
export const undoSchema = z.strictObject({
  type: eventTypeSchema,
  topic: topicSchema.default("action-requests"),
  data: givenJson.optional(),
});
export type Undo = z.input<typeof undoSchema>;

/** Code of an entry that failed although it was done: nobody can say what undoes it, so its mission lists it as not undone. */
export const UNDO_UNSAID = "UNDO_UNSAID";

export const taskSchema = z.object({
  id: z.string(),
  missionId: z.string().nullable(),
  /** Task whose run asked for it. */
  parentId: z.string().nullable(),
  /** Journal key of the parent's wait that it answers, and its place among what that wait asked for. */
  parentKey: z.string().nullable(),
  parentIndex: z.int().nullable(),
  kind: z.enum(["goal", "task", "compensation"]),
  type: eventTypeSchema,
  topic: topicSchema,
  status: statusSchema,
  /** Agent that runs it or ran it last. */
  agent: agentNameSchema.nullable(),
  group: z.string().nullable(),
  data: json,
  result: json.nullable(),
  failure: failureSchema.nullable(),
  progress: z.object({ percent: z.number().min(0).max(100).nullable(), message: z.string().nullable() }).nullable(),
  /** Runs so far. */
  runs: z.int(),
  correlationId: z.string(),
  causationId: z.string().nullable(),
  deadline: z.string().nullable(),
  rev: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  endedAt: z.string().nullable(),
});
export type Task = z.infer<typeof taskSchema>;

/** Query of `GET /v1/tasks`; all given conditions hold. Newest first. */
export const taskQuerySchema = pageQuerySchema.extend({
  missionId: z.string().max(128).optional(),
  parentId: z.string().max(128).optional(),
  status: statusesSchema.optional(),
  type: eventTypeSchema.optional(),
  agent: agentNameSchema.optional(),
  correlationId: z.string().max(512).optional(),
  after: instant.optional(),
  before: instant.optional(),
});
export type TaskQuery = z.infer<typeof taskQuerySchema>;

/** `POST /v1/tasks`: asks for a task; its request event is published in the same commit. */
export const createTaskSchema = z.strictObject({
  id: readableIdSchema().optional(),
  missionId: z.string().max(128).optional(),
  type: eventTypeSchema,
  topic: topicSchema.default("action-requests"),
  data: givenJson.optional(),
  replyType: eventTypeSchema.optional(),
  replyTopic: topicSchema.optional(),
  deadline: instant.optional(),
});
export type CreateTask = z.input<typeof createTaskSchema>;

/** `POST /v1/tasks/{id}/retry`: a failed task runs again, from its journal unless `fresh`. */
export const retryTaskSchema = z.strictObject({
  fresh: z.boolean().default(false),
  reason: z.string().max(2048).optional(),
});

export const runSchema = z.object({
  id: z.string(),
  taskId: z.string(),
  missionId: z.string().nullable(),
  /** 1 for the task's first. */
  number: z.int(),
  status: statusSchema,
  agent: agentNameSchema,
  instance: z.string(),
  failure: failureSchema.nullable(),
  startedAt: z.string(),
  /** When its agent was last heard of. */
  seenAt: z.string(),
  endedAt: z.string().nullable(),
});
export type Run = z.infer<typeof runSchema>;

export const runQuerySchema = pageQuerySchema.extend({
  missionId: z.string().max(128).optional(),
  taskId: z.string().max(128).optional(),
  status: statusesSchema.optional(),
  agent: agentNameSchema.optional(),
});
export type RunQuery = z.infer<typeof runQuerySchema>;

/** What a journal entry is of. Waits are `sleep`, `event`, `task`, `tasks` and `question`. */
export const STEP_KINDS = ["code", "llm", "shell", "publish", "sleep", "event", "task", "tasks", "question"] as const;
export const stepKindSchema = z.enum(STEP_KINDS);
export type StepKind = z.infer<typeof stepKindSchema>;

/** Name and how often it was used before in its task: `charge`, `charge#2`. Tells the journal's entries apart. */
export const stepKeySchema = z.string().min(1).max(256);

/**
 * One journaled piece of a task. A wait that is not over has no outcome: status `waiting`.
 * `GET /v1/tasks/{id}/steps` lists a task's, oldest first.
 */
export const stepSchema = z.object({
  key: stepKeySchema,
  kind: stepKindSchema,
  taskId: z.string(),
  missionId: z.string().nullable(),
  runId: z.string(),
  status: statusSchema,
  result: json.nullable(),
  failure: failureSchema.nullable(),
  /**
   * Keys that were asked for and not yet over when this entry was written. A key that was over before it, and has been
   * taken out of the journal since, stands as `<key`: it is done again before this entry counts.
   */
  pending: z.array(stepKeySchema),
  undo: undoSchema.nullable(),
  tokens: z.int().nullable(),
  cost: z.number().nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
});
export type Step = z.infer<typeof stepSchema>;
