import { fastifySSE } from "@fastify/sse";
import { eventIdSchema, MISSION_FACTS, QUESTION_FACTS, TASK_FACTS } from "@troupe/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Live } from "../live.js";
import { read } from "./access.js";

const HEARTBEAT_MS = 15_000;

const FACTS: ReadonlySet<string> = new Set([...MISSION_FACTS, ...TASK_FACTS, ...QUESTION_FACTS]);

const querySchema = z.strictObject({
  missionId: eventIdSchema.optional(),
  taskId: eventIdSchema.optional(),
  correlationId: z.string().max(512).optional(),
  types: z
    .string()
    .max(1024)
    .refine((types) => types.split(",").every((type) => FACTS.has(type)), `types of facts are ${[...FACTS].join(", ")}`)
    .optional()
    .describe("types of facts, separated by commas; all when absent"),
  cursor: z.string().max(2048).optional().describe("resume after it, as `Last-Event-ID` does"),
});

/** `GET /v1/missions/stream`: what happens to missions, as it happens. */
export function streamRoutes(live: Live): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(fastifySSE, { heartbeatInterval: HEARTBEAT_MS });
    app.get(
      "/v1/missions/stream",
      {
        config: read,
        sse: "only",
        schema: {
          tags: ["missions"],
          summary: "Changes of missions as server-sent events",
          description:
            "Frames: `ready`, then `change` with an entry of the history, `gap` when some were lost, `bye`. " +
            "The id of a frame resumes after it.",
          querystring: querySchema,
        },
      },
      async ({ principal, query, headers }, reply) => {
        const { types, cursor, ...filter } = query;
        const last = headers["last-event-id"];
        const from = typeof last === "string" && last !== "" ? last : cursor;
        const stream = await live.open(principal.tenant, { ...filter, types: types?.split(",") }, from);
        try {
          // Whoever left while it was opened is not told of again.
          if (!reply.sse.isConnected) return;
          reply.sse.onClose(() => void stream.close());
          reply.raw.once("close", () => void stream.close());
          await reply.sse.send({ event: "ready", data: { cursor: stream.cursor } });
          for await (const frame of stream.frames) {
            if (!reply.sse.isConnected) break;
            await reply.sse.send(frame);
          }
        } finally {
          await stream.close();
        }
      },
    );
  };
}
