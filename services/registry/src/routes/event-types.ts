import {
  compatibilitySchema,
  eventTypeInputSchema,
  eventTypeRecordSchema,
  eventTypeSchema,
  pageOf,
  TroupeError,
  versionSchema,
} from "@troupe/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { EventTypeVersion } from "../store/event-types.js";
import type { TypeCatalogue } from "../type-catalogue.js";
import { eventTypeListQuery } from "./queries.js";

const read = { scope: "registry:read" } as const;
const write = { scope: "registry:write" } as const;
const tags = ["event types"];
const params = z.object({ type: eventTypeSchema });
const body = eventTypeInputSchema.strict().extend({
  /** May be left out: the path says it. */
  type: eventTypeSchema.optional(),
});

/** The body as a version of the type in the path. Throws BAD_REQUEST when they differ. */
function versionFrom(type: string, input: z.output<typeof body>): EventTypeVersion {
  if (input.type !== undefined && input.type !== type) {
    throw new TroupeError("BAD_REQUEST", `the path says ${type}, the body ${input.type}`, {
      errors: [{ pointer: "/type", message: "differs from the path" }],
    });
  }
  return { ...input, type };
}

/** Event types and their versions. */
export function eventTypeRoutes(catalogue: TypeCatalogue): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/v1/event-types",
      {
        config: read,
        schema: {
          tags,
          summary: "The newest version of each event type, by name",
          querystring: eventTypeListQuery,
          response: { 200: pageOf(eventTypeRecordSchema) },
        },
      },
      async ({ principal, query: { limit, cursor, ...filter } }) => {
        const page = await catalogue.list(principal.tenant, { filter, limit, cursor });
        return { items: [...page.items], cursor: page.cursor };
      },
    );
    app.get(
      "/v1/event-types/:type",
      {
        config: read,
        schema: { tags, summary: "Its newest version", params, response: { 200: eventTypeRecordSchema } },
      },
      async ({ principal, params: { type } }) => catalogue.get(principal.tenant, type),
    );
    app.get(
      "/v1/event-types/:type/versions/:version",
      {
        config: read,
        schema: {
          tags,
          summary: "One version",
          params: params.extend({ version: versionSchema }),
          response: { 200: eventTypeRecordSchema },
        },
      },
      async ({ principal, params: { type, version } }) => catalogue.get(principal.tenant, type, version),
    );
    app.put(
      "/v1/event-types/:type",
      {
        config: write,
        schema: {
          tags,
          summary: "Register a version; refused when it breaks live consumers, unless it is a major one",
          params,
          body,
          response: { 200: eventTypeRecordSchema },
        },
      },
      async ({ principal, params: { type }, body: input }) =>
        catalogue.register(principal.tenant, versionFrom(type, input)),
    );
    app.post(
      "/v1/event-types/:type/check",
      {
        config: read,
        schema: {
          tags,
          summary: "What a version would break, with nothing written",
          params,
          body,
          response: { 200: compatibilitySchema },
        },
      },
      async ({ principal, params: { type }, body: input }) =>
        catalogue.check(principal.tenant, versionFrom(type, input)),
    );
    app.delete(
      "/v1/event-types/:type",
      {
        config: write,
        schema: { tags, summary: "Forget a type and its versions", params, response: { 204: z.null() } },
      },
      async ({ principal, params: { type } }, reply) => {
        await catalogue.remove(principal.tenant, type);
        return reply.code(204).send(null);
      },
    );
  };
}
