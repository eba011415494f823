import { groupSchema, MAX_CREDIT } from "@troupe/contracts";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { readFilter, readPolicy, readStart } from "../domain/selection.js";
import type { StreamRequest, Streams } from "../stream/streams.js";

const DEFAULT_CREDIT = 100;
const list = (of: string) => z.string().max(4096).optional().describe(`${of}, separated by commas; all when absent`);

const querySchema = z.strictObject({
  topics: list("Topics"),
  types: list("Type filters"),
  group: groupSchema.optional().describe("Share the work of this group; without it everything is observed"),
  credit: z.coerce.number().int().min(1).max(MAX_CREDIT).default(DEFAULT_CREDIT).describe("Most unsettled deliveries"),
  from: z.string().max(2048).optional().describe("beginning, now, an RFC 3339 time, or a cursor; now when absent"),
  update: z.enum(["true", "false"]).optional().describe("Change the group's definition where it differs"),
  member: z.string().min(1).max(128).optional().describe("Name of this member: its next session replaces this one"),
  leaseMs: z.coerce.number().int().optional(),
  maxAttempts: z.coerce.number().int().optional(),
  backoffMs: z.string().max(512).optional().describe("Waits before the attempts, in milliseconds, separated by commas"),
});

/** `GET /v1/events/stream`. */
export async function streamRoutes(app: FastifyInstance, { streams }: { streams: Streams }): Promise<void> {
  app.withTypeProvider<ZodTypeProvider>().get(
    "/v1/events/stream",
    {
      config: { scope: "events:subscribe" },
      schema: {
        summary: "Receive events as server-sent events",
        description:
          "Frames: `ready`, `event`, `gap`, `bye`. In a group each event carries a delivery to settle with " +
          "`POST /v1/deliveries`; without one each carries a cursor, from which `Last-Event-ID` resumes.",
        tags: ["events"],
        querystring: querySchema,
      },
    },
    async (request, reply) => {
      await streams.open(request.principal.tenant, readRequest(request.query, request.headers["last-event-id"]), reply);
      return reply;
    },
  );
}

/** A `Last-Event-ID` wins over `from`: it is what a reconnecting client saw last. */
function readRequest(query: z.infer<typeof querySchema>, lastEventId: string | string[] | undefined): StreamRequest {
  const filter = readFilter(query);
  const { group, credit, update, member } = query;
  if (group === undefined) {
    const resumed = typeof lastEventId === "string" && lastEventId !== "" ? { cursor: lastEventId } : undefined;
    return { kind: "observe", filter, from: resumed ?? readStart(query.from) ?? "now" };
  }
  const from = readStart(query.from);
  return {
    kind: "group",
    request: {
      ...filter,
      group,
      credit,
      policy: readPolicy(query),
      update: update === "true",
      ...(from === undefined ? {} : { from }),
      ...(member === undefined ? {} : { member }),
    },
  };
}
