import {
  knowledgeInputSchema,
  knowledgeReceiptSchema,
  memoryItemDetailSchema,
  memoryItemSchema,
  memoryListQuerySchema,
  memoryPatchSchema,
  memorySearchResultSchema,
  memorySearchSchema,
  pageOf,
} from "@troupe/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Knowledge } from "../knowledge.js";
import type { Find } from "../search.js";
import { actingOf } from "./acting.js";
import { unchecked } from "./unchecked.js";

const read = { scope: "memory:read" } as const;
const write = { scope: "memory:write" } as const;
const tags = ["semantic"];
const params = z.object({ id: z.uuid() });
/** A PDF of 16 MiB as base64, and what is said beside it. */
const BODY_LIMIT = 24 * 1024 * 1024;
const kind = "semantic";

/** What agents know. */
export function semanticRoutes({ knowledge, find }: { knowledge: Knowledge; find: Find }): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      "/v1/memory/semantic/items",
      {
        config: write,
        bodyLimit: BODY_LIMIT,
        schema: {
          tags,
          summary: "Remember a piece of knowledge or a document",
          body: knowledgeInputSchema,
          response: { 200: knowledgeReceiptSchema, 201: knowledgeReceiptSchema },
        },
      },
      async (request, reply) => {
        const receipt = await knowledge.remember(actingOf(request), request.body);
        return reply.code(receipt.outcome === "created" ? 201 : 200).send(receipt);
      },
    );
    app.get(
      "/v1/memory/semantic/items",
      {
        config: read,
        schema: {
          tags,
          summary: "Knowledge, newest first",
          querystring: memoryListQuerySchema,
          response: { 200: pageOf(memoryItemSchema) },
        },
      },
      async (request) => {
        const { items, cursor } = await knowledge.list(actingOf(request), kind, request.query);
        return { items: [...items], cursor };
      },
    );
    app.get(
      "/v1/memory/semantic/items/:id",
      {
        config: read,
        schema: {
          tags,
          summary: "An item with its text, its links and its use",
          params,
          response: { 200: memoryItemDetailSchema },
        },
      },
      async (request) => knowledge.show(actingOf(request), request.params.id, kind),
    );
    app.patch(
      "/v1/memory/semantic/items/:id",
      {
        config: write,
        schema: {
          tags,
          summary: "Change an item's metadata, importance or limit in time",
          params,
          body: memoryPatchSchema,
          response: { 200: memoryItemSchema },
        },
      },
      async (request) => knowledge.patch(actingOf(request), { kind, id: request.params.id, patch: request.body }),
    );
    app.post(
      "/v1/memory/semantic/items/:id/release",
      {
        config: { scope: "memory:manage" },
        schema: { tags, summary: "End an item's quarantine", params, response: { 200: memoryItemSchema } },
      },
      async (request) => knowledge.release(actingOf(request), request.params.id),
    );
    app.post(
      "/v1/memory/semantic/search",
      {
        config: read,
        schema: {
          tags,
          summary: "Find knowledge by meaning, by words, or by both",
          body: memorySearchSchema,
          response: { 200: memorySearchResultSchema },
        },
      },
      async (request, reply) => {
        unchecked(reply);
        return find(actingOf(request), kind, request.body);
      },
    );
  };
}
