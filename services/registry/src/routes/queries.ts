import { discoveryModeSchema, eventTypeSchema, pageQuerySchema, topicSchema } from "@troupe/contracts";
import { z } from "zod";

/** `true` or `false` in a query. */
const flag = z.enum(["true", "false"]).transform((text) => text === "true");

/** What may be asked of agents, in lists and in discovery. */
export const agentFilterShape = {
  capability: z.string().min(1).max(128).optional(),
  consumes: eventTypeSchema.optional(),
  produces: eventTypeSchema.optional(),
  topic: topicSchema.optional(),
  live: flag.optional(),
  /** Words, as in a search box. */
  q: z.string().min(1).max(512).optional(),
};

export const agentListQuery = pageQuerySchema.strict().extend({
  ...agentFilterShape,
  kind: z.enum(["agent", "worker", "tool", "planner"]).optional(),
});

export const eventTypeListQuery = pageQuerySchema.strict().extend({
  topic: topicSchema.optional(),
  q: z.string().min(1).max(512).optional(),
});

export const discoverQuery = z.strictObject({
  ...agentFilterShape,
  /** How `q` is looked for. */
  mode: discoveryModeSchema.default("hybrid"),
  limit: pageQuerySchema.shape.limit,
  /** Continues a search by words. */
  cursor: pageQuerySchema.shape.cursor,
});

/** Instance ids: a UUID, a pod's or a host's name. */
export const instanceIdSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, {
  message: "an instance id is 1 to 128 letters, digits, dots, - and _, starting with a letter or digit",
});
