import type { Bus } from "@troupe/bus";
import {
  cloudEventSchema,
  eventIdSchema,
  instantSchema,
  pageOf,
  pageQuerySchema,
  TroupeError,
} from "@troupe/contracts";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { readFilter } from "../domain/selection.js";
import { pageOptions } from "./page.js";

const querySchema = pageQuerySchema
  .extend({
    cursor: z.string().max(2048).optional(),
    topics: z.string().max(4096).optional(),
    types: z.string().max(4096).optional(),
    after: instantSchema.optional().describe("Inclusive"),
    before: instantSchema.optional().describe("Exclusive"),
    correlation: z.string().min(1).max(512).optional(),
  })
  .strict();

/** `GET /v1/events` and `GET /v1/events/{id}`: what is kept, oldest first. */
export async function historyRoutes(app: FastifyInstance, { bus }: { bus: Bus }): Promise<void> {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    "/v1/events",
    {
      config: { scope: "events:subscribe" },
      schema: {
        summary: "Read kept events by topic, type, time and correlation",
        tags: ["events"],
        querystring: querySchema,
        response: { 200: pageOf(cloudEventSchema) },
      },
    },
    async (request) => {
      const { after, before, correlation } = request.query;
      const { items, cursor } = await bus.history(request.principal.tenant, {
        ...readFilter(request.query),
        ...pageOptions(request.query),
        ...(after === undefined ? {} : { after }),
        ...(before === undefined ? {} : { before }),
        ...(correlation === undefined ? {} : { correlationId: correlation }),
      });
      return { items: [...items], cursor };
    },
  );

  routes.get(
    "/v1/events/:id",
    {
      config: { scope: "events:subscribe" },
      schema: {
        summary: "Read one event",
        tags: ["events"],
        params: z.object({ id: eventIdSchema }),
        response: { 200: cloudEventSchema },
      },
    },
    async (request) => {
      const event = await bus.find(request.principal.tenant, request.params.id);
      if (event !== undefined) return event;
      throw new TroupeError("NOT_FOUND", `there is no event ${request.params.id}`, {
        hint: "troupe events tail --from beginning",
      });
    },
  );
}
