import type { Bus } from "@troupe/bus";
import {
  type GroupPolicy,
  groupDefinitionSchema,
  groupSchema,
  groupStatusSchema,
  pageOf,
  pageQuerySchema,
  TOPICS,
  TroupeError,
  topicSchema,
  typeFilterSchema,
} from "@troupe/contracts";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { policyPatchSchema, readStart } from "../domain/selection.js";
import { pageOptions } from "./page.js";

const params = z.object({ group: groupSchema });
const tags = ["groups"];

const bodySchema = z.strictObject({
  topics: z.array(topicSchema).optional(),
  types: z.array(typeFilterSchema).optional(),
  policy: policyPatchSchema.optional(),
  from: z.string().max(2048).optional().describe("Where a new group starts; now when absent"),
  update: z.boolean().optional().describe("Change the definition where it differs"),
});

/** `/v1/groups`: definitions and how far they are behind. */
export async function groupRoutes(app: FastifyInstance, { bus }: { bus: Bus }): Promise<void> {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const missing = (group: string) =>
    new TroupeError("NOT_FOUND", `there is no group ${group}`, { hint: "troupe groups list" });

  routes.get(
    "/v1/groups",
    {
      config: { scope: "events:subscribe" },
      schema: {
        summary: "List groups with lag, pending and members",
        tags,
        querystring: pageQuerySchema.strict(),
        response: { 200: pageOf(groupStatusSchema) },
      },
    },
    async (request) => {
      const { items, cursor } = await bus.groups.list(request.principal.tenant, pageOptions(request.query));
      return { items: [...items], cursor };
    },
  );

  routes.get(
    "/v1/groups/:group",
    {
      config: { scope: "events:subscribe" },
      schema: { summary: "Read one group", tags, params, response: { 200: groupStatusSchema } },
    },
    async (request) => {
      const found = await bus.groups.get(request.principal.tenant, request.params.group);
      if (found === undefined) throw missing(request.params.group);
      return found;
    },
  );

  routes.put(
    "/v1/groups/:group",
    {
      config: { scope: "events:manage" },
      schema: {
        summary: "Define a group before its first member comes",
        tags,
        params,
        body: bodySchema,
        response: { 200: groupDefinitionSchema },
      },
    },
    async (request) => {
      const { topics = [], types = [], policy = {}, from, update = false } = request.body;
      const start = readStart(from);
      return bus.groups.define(request.principal.tenant, {
        group: request.params.group,
        topics: topics.length === 0 ? TOPICS : topics,
        types,
        // JSON holds no undefined member.
        policy: policy as Partial<GroupPolicy>,
        update,
        ...(start === undefined ? {} : { from: start }),
      });
    },
  );

  routes.delete(
    "/v1/groups/:group",
    {
      config: { scope: "events:manage" },
      schema: { summary: "Remove a group; its place is forgotten", tags, params, response: { 204: z.null() } },
    },
    async (request, reply) => {
      if (!(await bus.groups.remove(request.principal.tenant, request.params.group)))
        throw missing(request.params.group);
      return reply.code(204).send(null);
    },
  );
}
