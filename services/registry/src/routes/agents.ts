import {
  agentDefinitionSchema,
  agentNameSchema,
  agentSchema,
  instanceInputSchema,
  instanceSchema,
  pageOf,
  pageQuerySchema,
  TroupeError,
} from "@troupe/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { AgentDirectory } from "../agent-directory.js";
import { agentListQuery, instanceIdSchema } from "./queries.js";

const read = { scope: "registry:read" } as const;
const write = { scope: "registry:write" } as const;
const tags = ["agents"];
const params = z.object({ name: agentNameSchema });
const instanceParams = params.extend({ id: instanceIdSchema });

const definitionBody = agentDefinitionSchema.strict().extend({
  /** May be left out: the path says it. */
  name: agentNameSchema.optional(),
  /** Write only when the agent is at this revision; 0 for one that does not exist. */
  ifRev: z.int().min(0).optional(),
});

/** Agents and their instances. */
export function agentRoutes(directory: AgentDirectory): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/v1/agents",
      {
        config: read,
        schema: {
          tags,
          summary: "Agents, by name",
          querystring: agentListQuery,
          response: { 200: pageOf(agentSchema) },
        },
      },
      async ({ principal, query: { limit, cursor, ...filter } }) =>
        mutable(await directory.list(principal.tenant, { filter, limit, cursor })),
    );
    app.get(
      "/v1/agents/:name",
      { config: read, schema: { tags, summary: "One agent", params, response: { 200: agentSchema } } },
      async ({ principal, params: { name } }) => directory.get(principal.tenant, name),
    );
    app.put(
      "/v1/agents/:name",
      {
        config: write,
        schema: { tags, summary: "Define an agent", params, body: definitionBody, response: { 200: agentSchema } },
      },
      async ({ principal, params: { name }, body: { ifRev, name: named, ...definition } }) => {
        if (named !== undefined && named !== name) {
          throw new TroupeError("BAD_REQUEST", `the path says ${name}, the body ${named}`, {
            errors: [{ pointer: "/name", message: "differs from the path" }],
          });
        }
        return directory.define(principal, { ...definition, name }, ifRev);
      },
    );
    app.delete(
      "/v1/agents/:name",
      {
        config: write,
        schema: { tags, summary: "Forget an agent and its instances", params, response: { 204: z.null() } },
      },
      async ({ principal, params: { name } }, reply) => {
        await directory.remove(principal, name);
        return reply.code(204).send(null);
      },
    );
    app.get(
      "/v1/agents/:name/instances",
      {
        config: read,
        schema: {
          tags,
          summary: "Live instances of an agent",
          params,
          querystring: pageQuerySchema.strict(),
          response: { 200: pageOf(instanceSchema) },
        },
      },
      async ({ principal, params: { name }, query }) =>
        mutable(await directory.instances(principal.tenant, { ...query, agent: name })),
    );
    app.put(
      "/v1/agents/:name/instances/:id",
      {
        config: write,
        schema: {
          tags,
          summary: "Register an instance, or renew it: the same call is its heartbeat",
          params: instanceParams,
          body: instanceInputSchema.strict(),
          response: { 200: instanceSchema },
        },
      },
      async ({ principal, params: { name, id }, body }) => directory.heartbeat(principal, { ...body, agent: name, id }),
    );
    app.delete(
      "/v1/agents/:name/instances/:id",
      {
        config: write,
        schema: { tags, summary: "An instance leaves", params: instanceParams, response: { 204: z.null() } },
      },
      async ({ principal, params: { name, id } }, reply) => {
        await directory.leave(principal, name, id);
        return reply.code(204).send(null);
      },
    );
  };
}

const mutable = <T>({ items, cursor }: { items: readonly T[]; cursor: string | null }) => ({
  items: [...items],
  cursor,
});
