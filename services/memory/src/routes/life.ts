import { Readable } from "node:stream";
import {
  exportQuerySchema,
  forgetReceiptSchema,
  forgetSchema,
  importReceiptSchema,
  memoryItemDetailSchema,
  memoryStatsSchema,
  reembedSchema,
  reembedStatusSchema,
  TroupeError,
} from "@troupe/contracts";
import { decodeUtf8 } from "@troupe/service";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Archive } from "../archive.js";
import type { Forgetting } from "../forgetting.js";
import type { Knowledge } from "../knowledge.js";
import type { Reembedding } from "../reembedding.js";
import { actingOf } from "./acting.js";

const tags = ["life"];
const limit = z.coerce.number().int().min(1).max(200).default(50);

const IMPORT_LIMIT = 64 * 1024 * 1024;

interface LifeParts {
  readonly knowledge: Knowledge;
  readonly forgetting: Forgetting;
  readonly archive: Archive;
  readonly reembedding: Reembedding;
}

/** What becomes of memory: forgetting, leaving and coming back, moving to another model. */
export function lifeRoutes({ knowledge, forgetting, archive, reembedding }: LifeParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.addContentTypeParser("application/x-ndjson", { parseAs: "buffer" }, (_request, body, done) => {
      try {
        done(null, decodeUtf8(body as Buffer));
      } catch (error) {
        done(error as Error);
      }
    });
    app.get(
      "/v1/memory/stats",
      {
        config: { scope: "memory:read" },
        schema: { tags, summary: "How much is remembered, and what waits", response: { 200: memoryStatsSchema } },
      },
      async ({ principal }) => archive.stats(principal.tenant),
    );
    app.get(
      "/v1/memory/export",
      {
        config: { scope: "memory:manage" },
        schema: {
          tags,
          summary: "Everything the tenant remembers, a line of JSON each",
          produces: ["application/x-ndjson"],
          querystring: exportQuerySchema,
        },
      },
      async ({ principal, query }, reply) =>
        reply.type("application/x-ndjson").send(Readable.from(archive.lines(principal.tenant, query.kind))),
    );
    app.post(
      "/v1/memory/import",
      {
        config: { scope: "memory:manage" },
        bodyLimit: IMPORT_LIMIT,
        schema: {
          tags,
          summary: "Take in lines of an export",
          consumes: ["application/x-ndjson"],
          response: { 200: importReceiptSchema },
        },
      },
      async (request) => {
        if (typeof request.body === "string") return archive.take(actingOf(request), request.body);
        throw new TroupeError("UNSUPPORTED_MEDIA_TYPE", "lines of JSON come as application/x-ndjson");
      },
    );
    app.get(
      "/v1/memory/reembed",
      {
        config: { scope: "memory:read" },
        schema: { tags, summary: "The model of the tenant's vectors", response: { 200: reembedStatusSchema } },
      },
      async ({ principal }) => reembedding.status(principal.tenant),
    );
    app.post(
      "/v1/memory/reembed",
      {
        config: { scope: "memory:manage" },
        schema: {
          tags,
          summary: "Move the tenant's vectors to another model; searches go on meanwhile",
          body: reembedSchema,
          response: { 200: reembedStatusSchema },
        },
      },
      async ({ principal, body }) => reembedding.start(principal.tenant, body.model),
    );
    app.get(
      "/v1/memory/items/:id",
      {
        config: { scope: "memory:read" },
        schema: {
          tags,
          summary: "An item of any kind with its text, its links and its use",
          params: z.object({ id: z.uuid() }),
          response: { 200: memoryItemDetailSchema },
        },
      },
      async (request) => knowledge.show(actingOf(request), request.params.id),
    );
    app.delete(
      "/v1/memory/items/:id",
      {
        config: { scope: "memory:write" },
        schema: {
          tags,
          summary: "Forget an item of any kind, for good",
          params: z.object({ id: z.uuid() }),
          response: { 200: forgetReceiptSchema },
        },
      },
      async (request) => forgetting.item(actingOf(request), request.params.id),
    );
    app.post(
      "/v1/memory/forget",
      {
        config: { scope: "memory:manage" },
        schema: {
          tags,
          summary: "Forget by item, user, mission, conversation, source or tenant, for good",
          body: forgetSchema,
          response: { 200: forgetReceiptSchema },
        },
      },
      async (request) => forgetting.forget(actingOf(request), request.body),
    );
    app.get(
      "/v1/memory/receipts",
      {
        config: { scope: "memory:manage" },
        schema: {
          tags,
          summary: "Receipts of what was forgotten, newest first",
          querystring: z.strictObject({ limit }),
          response: { 200: z.object({ items: z.array(forgetReceiptSchema) }) },
        },
      },
      async ({ principal, query }) => ({ items: await forgetting.receipts(principal.tenant, query.limit) }),
    );
  };
}
