import { z } from "zod";
import { json } from "./status.js";

/** Types of the facts the missions service tells; each is an event, and an entry of the history. */
export const MISSION_FACTS = [
  "mission.created",
  "mission.started",
  "mission.changed",
  "mission.transitioned",
  "mission.spent",
  "mission.paused",
  "mission.resumed",
  "mission.compensating",
  "mission.undo.listed",
  "mission.undo.owed",
  "mission.succeeded",
  "mission.failed",
  "mission.timed_out",
  "mission.cancelled",
] as const;
export const TASK_FACTS = [
  "task.created",
  "task.held",
  "task.started",
  "task.progressed",
  "task.stepped",
  "task.waiting",
  "task.waited",
  "task.resumed",
  "task.retried",
  "task.run.ended",
  "task.succeeded",
  "task.failed",
  "task.timed_out",
  "task.cancelled",
] as const;
export const QUESTION_FACTS = ["question.asked", "question.escalated", "question.answered"] as const;

/**
 * One line of what happened, oldest first; nothing is ever changed or taken out before retention.
 * `GET /v1/missions/{id}/history` pages through a mission's.
 */
export const historyEntrySchema = z.object({
  /** Id of the event that told it. */
  id: z.string(),
  type: z.string(),
  at: z.string(),
  missionId: z.string().nullable(),
  taskId: z.string().nullable(),
  runId: z.string().nullable(),
  actor: z.string(),
  causationId: z.string().nullable(),
  data: json,
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

/** `GET /v1/missions/{id}/graph`: events of a mission and what caused them. */
export const graphSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      topic: z.string(),
      source: z.string(),
      at: z.string(),
      causationId: z.string().nullable(),
      taskId: z.string().nullable(),
      hops: z.int(),
    }),
  ),
  truncated: z.boolean(),
});
export type Graph = z.infer<typeof graphSchema>;
