import {
  interactionInputSchema,
  interactionListQuerySchema,
  interactionSchema,
  memorySearchResultSchema,
  memorySearchSchema,
  pageOf,
  summaryInputSchema,
} from "@troupe/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Episodes } from "../episodes.js";
import type { Find } from "../search.js";
import { actingOf } from "./acting.js";
import { unchecked } from "./unchecked.js";

const read = { scope: "memory:read" } as const;
const write = { scope: "memory:write" } as const;
const tags = ["episodic"];
const BODY_LIMIT = 4 * 1024 * 1024;

/** What agents lived through. */
export function episodicRoutes({ episodes, find }: { episodes: Episodes; find: Find }): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      "/v1/memory/episodic/interactions",
      {
        config: write,
        bodyLimit: BODY_LIMIT,
        schema: {
          tags,
          summary: "Remember what was said or done",
          body: interactionInputSchema,
          response: { 201: interactionSchema },
        },
      },
      async (request, reply) => {
        const { interaction } = await episodes.log(actingOf(request), request.body);
        return reply.code(201).send(interaction);
      },
    );
    app.get(
      "/v1/memory/episodic/interactions",
      {
        config: read,
        schema: {
          tags,
          summary: "Interactions, newest first",
          querystring: interactionListQuerySchema,
          response: { 200: pageOf(interactionSchema) },
        },
      },
      async (request) => {
        const { items, cursor } = await episodes.list(actingOf(request), request.query);
        return { items: [...items], cursor };
      },
    );
    app.post(
      "/v1/memory/episodic/summaries",
      {
        config: write,
        bodyLimit: BODY_LIMIT,
        schema: {
          tags,
          summary: "Remember what interactions come to, linked to them",
          body: summaryInputSchema,
          response: { 201: interactionSchema },
        },
      },
      async (request, reply) => reply.code(201).send(await episodes.summarise(actingOf(request), request.body)),
    );
    app.post(
      "/v1/memory/episodic/search",
      {
        config: read,
        schema: {
          tags,
          summary: "Find interactions by meaning, by words, or by both",
          body: memorySearchSchema,
          response: { 200: memorySearchResultSchema },
        },
      },
      async (request, reply) => {
        unchecked(reply);
        return find(actingOf(request), "episodic", request.body);
      },
    );
  };
}
