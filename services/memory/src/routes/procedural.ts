import {
  feedbackSchema,
  pageOf,
  pageQuerySchema,
  procedureInputSchema,
  procedureNameSchema,
  procedureSchema,
  relevantProceduresSchema,
  relevantQuerySchema,
  versionSchema,
} from "@troupe/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Procedures } from "../procedures.js";
import { actingOf } from "./acting.js";

const read = { scope: "memory:read" } as const;
const write = { scope: "memory:write" } as const;
const tags = ["procedural"];
const params = z.object({ name: procedureNameSchema });

/** What agents can do. */
export function proceduralRoutes(procedures: Procedures): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/v1/memory/procedural",
      {
        config: read,
        schema: {
          tags,
          summary: "Procedures in their newest versions, by name",
          querystring: pageQuerySchema.strict(),
          response: { 200: pageOf(procedureSchema) },
        },
      },
      async ({ principal, query }) => {
        const { items, cursor } = await procedures.list(principal.tenant, query);
        return { items: [...items], cursor };
      },
    );
    app.put(
      "/v1/memory/procedural/:name",
      {
        config: write,
        schema: {
          tags,
          summary: "Write a version of a procedure",
          params,
          body: procedureInputSchema,
          response: { 200: procedureSchema },
        },
      },
      async (request) => procedures.define(actingOf(request), request.params.name, request.body),
    );
    app.get(
      "/v1/memory/procedural/:name",
      {
        config: read,
        schema: { tags, summary: "A procedure's newest version", params, response: { 200: procedureSchema } },
      },
      async ({ principal, params: { name } }) => procedures.get(principal.tenant, name),
    );
    app.get(
      "/v1/memory/procedural/:name/versions/:version",
      {
        config: read,
        schema: {
          tags,
          summary: "One version of a procedure",
          params: params.extend({ version: versionSchema }),
          response: { 200: procedureSchema },
        },
      },
      async ({ principal, params: { name, version } }) => procedures.get(principal.tenant, name, version),
    );
    app.delete(
      "/v1/memory/procedural/:name",
      {
        config: write,
        schema: { tags, summary: "Forget a procedure in all versions", params, response: { 204: z.null() } },
      },
      async (request, reply) => {
        await procedures.remove(actingOf(request), request.params.name);
        return reply.code(204).send(null);
      },
    );
    app.post(
      "/v1/memory/procedural/relevant",
      {
        config: read,
        schema: {
          tags,
          summary: "Procedures that fit a situation, the best first",
          body: relevantQuerySchema,
          response: { 200: relevantProceduresSchema },
        },
      },
      async (request) => procedures.relevant(actingOf(request), request.body),
    );
    app.post(
      "/v1/memory/procedural/:name/feedback",
      {
        config: write,
        schema: {
          tags,
          summary: "Say whether a procedure helped; it moves its rank",
          params,
          body: feedbackSchema,
          response: { 200: procedureSchema },
        },
      },
      async (request) => procedures.feedback(actingOf(request), request.params.name, request.body),
    );
  };
}
