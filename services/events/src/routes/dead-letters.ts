import type { Bus } from "@troupe/bus";
import {
  deadLetterSchema,
  groupSchema,
  pageOf,
  pageQuerySchema,
  publishReceiptSchema,
  TroupeError,
} from "@troupe/contracts";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { EventsMetrics } from "../metrics.js";
import { pageOptions } from "./page.js";

const params = z.object({ id: z.string().min(1).max(256) });
const tags = ["dead letters"];
const missing = (id: string) =>
  new TroupeError("NOT_FOUND", `there is no dead letter ${id}`, { hint: "troupe dead-letters list" });

/** `/v1/dead-letters`. */
export async function deadLetterRoutes(
  app: FastifyInstance,
  { bus, metrics }: { bus: Bus; metrics: EventsMetrics },
): Promise<void> {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const { deadLetters } = bus;

  routes.get(
    "/v1/dead-letters",
    {
      config: { scope: "events:subscribe" },
      schema: {
        summary: "List events that a group could not handle",
        tags,
        querystring: pageQuerySchema.extend({ group: groupSchema.optional() }).strict(),
        response: { 200: pageOf(deadLetterSchema) },
      },
    },
    async (request) => {
      const { group } = request.query;
      const page = { ...pageOptions(request.query), ...(group === undefined ? {} : { group }) };
      const { items, cursor } = await deadLetters.list(request.principal.tenant, page);
      return { items: [...items], cursor };
    },
  );

  routes.get(
    "/v1/dead-letters/:id",
    {
      config: { scope: "events:subscribe" },
      schema: { summary: "Read one dead letter", tags, params, response: { 200: deadLetterSchema } },
    },
    async (request) => {
      const letter = await deadLetters.get(request.principal.tenant, request.params.id);
      if (letter === undefined) throw missing(request.params.id);
      return letter;
    },
  );

  routes.post(
    "/v1/dead-letters/:id/replay",
    {
      config: { scope: "events:manage" },
      schema: { summary: "Give the event to its group anew", tags, params, response: { 202: publishReceiptSchema } },
    },
    async (request, reply) => {
      const receipt = await deadLetters.replay(request.principal.tenant, request.params.id);
      if (receipt === undefined) throw missing(request.params.id);
      metrics.deadLetters.add("replayed");
      return reply.code(202).send(receipt);
    },
  );

  routes.delete(
    "/v1/dead-letters/:id",
    {
      config: { scope: "events:manage" },
      schema: { summary: "Discard a dead letter", tags, params, response: { 204: z.null() } },
    },
    async (request, reply) => {
      if (!(await deadLetters.discard(request.principal.tenant, request.params.id))) throw missing(request.params.id);
      metrics.deadLetters.add("discarded");
      return reply.code(204).send(null);
    },
  );
}
