import { z } from "zod";
import { eventIdSchema, eventTypeSchema } from "../names.js";
import { spentSchema } from "./budget.js";
import { missionSchema, tagsSchema } from "./mission.js";
import { failureSchema, givenJson, json, statusSchema } from "./status.js";
import { stepKeySchema } from "./task.js";

/** Answer of `POST /v1/missions/{id}/spend` and `…/spend/{key}`: what the mission has used up with it. */
export const spendAnswerSchema = z.object({ spent: spentSchema });
export type SpendAnswer = z.infer<typeof spendAnswerSchema>;

/** Answer of `POST /v1/missions/{id}/transitions`; not applied when `handled` led to a transition before. */
export const transitionedSchema = z.object({ mission: missionSchema, applied: z.boolean() });
export type Transitioned = z.infer<typeof transitionedSchema>;

/**
 * `POST /v1/missions/{id}/replay`: a new mission like the old one, in which LLM and other calls (entries of kind
 * `code`, `llm` and `shell`) answer what was recorded, up to the point of change; from there on they run again. A task
 * of the new mission takes the entries of the old task that stands at its place: the goal's for the goal's, and for a
 * sub-task the one that was asked for by the same key at the same position.
 *
 * The point of change is the recording of `from`, in `task` (the goal's task unless named); `data` takes the place of
 * its result. Without `from` everything is taken over, unless `data` is given: it takes the place of the goal's data,
 * and nothing is taken over.
 */
export const replayMissionSchema = z.strictObject({
  id: eventIdSchema.optional(),
  from: stepKeySchema.optional(),
  task: z.string().min(1).max(128).optional(),
  data: givenJson.optional(),
  tags: tagsSchema.optional(),
});
export type ReplayMission = z.infer<typeof replayMissionSchema>;

/** `GET /v1/breakers`: what is held back because it failed too often of late. */
export const breakerSchema = z.object({
  agent: z.string().nullable(),
  type: z.string(),
  state: z.enum(["closed", "open", "half_open"]),
  failures: z.int(),
  openedAt: z.string().nullable(),
  until: z.string().nullable(),
});
export type Breaker = z.infer<typeof breakerSchema>;

/** `DELETE /v1/breakers/{agent}`: of one event type, or of all. */
export const closeBreakersSchema = z.strictObject({ type: eventTypeSchema.optional() });
export type CloseBreakers = z.infer<typeof closeBreakersSchema>;

/** Answer of `POST /v1/missions/rebuild`: the tables were emptied and the facts of the stream applied again. */
export const rebuiltSchema = z.object({ facts: z.int(), missions: z.int(), tasks: z.int(), tookMs: z.number() });
export type Rebuilt = z.infer<typeof rebuiltSchema>;

/**
 * Result of a `tasks` wait: every sub-task in the order of the requests, as it stood when the join was met. Results of
 * the other waits: `task` the answer's data, `event` the whole event, `sleep` null, `question` `{ value, comment, by,
 * at }`, or `{ approved, comment, by, at }` for an approval.
 */
export const joinedSchema = z.array(
  z.object({
    taskId: z.string(),
    status: statusSchema,
    result: json.nullable(),
    failure: failureSchema.nullable(),
  }),
);
export type Joined = z.infer<typeof joinedSchema>;
