import {
  pageOf,
  workingAppendSchema,
  workingEntrySchema,
  workingIncrementSchema,
  workingKeySchema,
  workingListQuerySchema,
  workingWriteSchema,
} from "@troupe/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Working } from "../working.js";
import { actingOf } from "./acting.js";
import { unchecked } from "./unchecked.js";

const read = { scope: "memory:read" } as const;
const write = { scope: "memory:write" } as const;
const tags = ["working"];
const mission = z.object({ mission: z.string().min(1).max(512) });
const params = mission.extend({ key: workingKeySchema });
const placeOf = ({ mission: missionId, key }: z.infer<typeof params>) => ({ missionId, key });

/** What missions hold in mind. */
export function workingRoutes(working: Working): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/v1/memory/working/:mission",
      {
        config: read,
        schema: {
          tags,
          summary: "A mission's keys",
          params: mission,
          querystring: workingListQuerySchema,
          response: { 200: pageOf(workingEntrySchema) },
        },
      },
      async ({ principal, params: { mission: missionId }, query }) => {
        const { items, cursor } = await working.list(principal.tenant, { ...query, missionId });
        return { items: [...items], cursor };
      },
    );
    app.delete(
      "/v1/memory/working/:mission",
      {
        config: write,
        schema: {
          tags,
          summary: "End a mission's memory",
          params: mission,
          response: { 200: z.object({ removed: z.int() }) },
        },
      },
      async (request) => ({ removed: await working.clear(actingOf(request), request.params.mission) }),
    );
    app.get(
      "/v1/memory/working/:mission/:key",
      { config: read, schema: { tags, summary: "One key", params, response: { 200: workingEntrySchema } } },
      async (request, reply) => {
        unchecked(reply);
        return working.get(request.principal.tenant, placeOf(request.params));
      },
    );
    app.put(
      "/v1/memory/working/:mission/:key",
      {
        config: write,
        schema: {
          tags,
          summary: "Set a key, or set it only at a revision",
          params,
          body: workingWriteSchema,
          response: { 200: workingEntrySchema },
        },
      },
      async (request, reply) => {
        unchecked(reply);
        return working.set(actingOf(request), placeOf(request.params), request.body);
      },
    );
    app.delete(
      "/v1/memory/working/:mission/:key",
      {
        config: write,
        schema: {
          tags,
          summary: "Remove a key",
          params,
          querystring: z.strictObject({ ifRev: z.coerce.number().int().min(1).optional() }),
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        await working.remove(actingOf(request), placeOf(request.params), request.query.ifRev);
        return reply.code(204).send(null);
      },
    );
    app.post(
      "/v1/memory/working/:mission/:key/increment",
      {
        config: write,
        schema: {
          tags,
          summary: "Add to a number, atomically",
          params,
          body: workingIncrementSchema,
          response: { 200: workingEntrySchema },
        },
      },
      async (request, reply) => {
        unchecked(reply);
        return working.increment(actingOf(request), placeOf(request.params), request.body);
      },
    );
    app.post(
      "/v1/memory/working/:mission/:key/append",
      {
        config: write,
        schema: {
          tags,
          summary: "Add to a list, atomically",
          params,
          body: workingAppendSchema,
          response: { 200: workingEntrySchema },
        },
      },
      async (request, reply) => {
        unchecked(reply);
        return working.append(actingOf(request), placeOf(request.params), request.body);
      },
    );
  };
}
