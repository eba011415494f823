import { breakerSchema, closeBreakersSchema, pageOf } from "@troupe/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Missions } from "../missions.js";
import { pageOfItems, read, write } from "./access.js";

const tags = ["missions"];

/** What is held back because it failed too often. */
export function breakerRoutes(missions: Missions): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/v1/breakers",
      {
        config: read,
        schema: {
          tags,
          summary: "What is held back because it failed too often",
          response: { 200: pageOf(breakerSchema) },
        },
      },
      async ({ principal }) => pageOfItems(await missions.breakers(principal.tenant)),
    );
    app.delete(
      "/v1/breakers/:agent",
      {
        config: write,
        schema: {
          tags,
          summary: "Let an agent that was held back work again, and forget its failures",
          params: z.object({ agent: z.string() }),
          querystring: closeBreakersSchema,
          response: { 204: z.null() },
        },
      },
      async ({ principal, params: { agent }, query }, reply) => {
        await missions.closeBreakers(principal, agent, query);
        return reply.code(204).send(null);
      },
    );
  };
}
