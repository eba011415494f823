import { discoverySchema } from "@troupe/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { createDiscovery } from "../discovery.js";
import { discoverQuery } from "./queries.js";

/** Finding agents and event types at run time. */
export function discoverRoutes(discover: ReturnType<typeof createDiscovery>): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/v1/discover",
      {
        config: { scope: "registry:read" },
        schema: {
          tags: ["discovery"],
          summary: "Agents and event types that fit, the best first",
          querystring: discoverQuery,
          response: { 200: discoverySchema },
        },
      },
      async ({ principal, query }) => discover(principal.tenant, query),
    );
  };
}
