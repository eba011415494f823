import { forgetReceiptSchema, forgetSchema } from "@troupe/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Forgetting } from "../forgetting.js";
import { actingOf } from "./acting.js";

const tags = ["life"];
const limit = z.coerce.number().int().min(1).max(200).default(50);

/** What becomes of memory: forgetting. */
export function lifeRoutes(forgetting: Forgetting): FastifyPluginAsyncZod {
  return async (app) => {
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
