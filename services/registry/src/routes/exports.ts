import type { AgentRecord, EventTypeRecord, Page } from "@troupe/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { AgentDirectory } from "../agent-directory.js";
import { asyncApi } from "../domain/asyncapi.js";
import { isActionable, mcpTools, openAiTools } from "../domain/tools.js";
import { hashOf } from "../schema-hash.js";
import type { TypeCatalogue } from "../type-catalogue.js";

const config = { scope: "registry:read" } as const;
const tags = ["exports"];
const PAGE = 200;

const jsonObject = z.record(z.string(), z.unknown());
const openAiToolSchema = z.object({
  type: z.literal("function"),
  function: z.object({ name: z.string(), description: z.string(), parameters: jsonObject }),
});
const mcpToolSchema = z.object({ name: z.string(), description: z.string(), inputSchema: jsonObject });

/** All items of a list, page by page. */
async function everything<T>(read: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}

/** The tenant's event types in the words of others. */
export function exportRoutes(deps: { directory: AgentDirectory; catalogue: TypeCatalogue }): FastifyPluginAsyncZod {
  const typesOf = (tenant: string): Promise<EventTypeRecord[]> =>
    everything((cursor) => deps.catalogue.list(tenant, { filter: {}, limit: PAGE, cursor }));
  const agentsOf = (tenant: string): Promise<AgentRecord[]> =>
    everything((cursor) => deps.directory.list(tenant, { filter: {}, limit: PAGE, cursor }));

  return async (app) => {
    app.get(
      "/v1/export/openai-tools",
      {
        config,
        schema: {
          tags,
          summary: "Actions as function tools of OpenAI's protocol",
          response: { 200: z.object({ tools: z.array(openAiToolSchema) }) },
        },
      },
      async ({ principal }) => ({
        tools: openAiTools((await typesOf(principal.tenant)).filter(isActionable), hashOf),
      }),
    );
    app.get(
      "/v1/export/mcp-tools",
      {
        config,
        schema: {
          tags,
          summary: "Actions as tools of the Model Context Protocol",
          response: { 200: z.object({ tools: z.array(mcpToolSchema) }) },
        },
      },
      async ({ principal }) => ({ tools: mcpTools((await typesOf(principal.tenant)).filter(isActionable), hashOf) }),
    );
    app.get(
      "/v1/export/asyncapi",
      {
        config,
        schema: { tags, summary: "An AsyncAPI 3.0 document of all event types", response: { 200: jsonObject } },
      },
      async ({ principal }) =>
        asyncApi({
          title: `Events of ${principal.tenant}`,
          version: "1.0.0",
          agents: await agentsOf(principal.tenant),
          types: await typesOf(principal.tenant),
        }),
    );
  };
}
