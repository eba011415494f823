import { recordStepSchema, stepSchema } from "@troupe/contracts";
import { documentedOnly } from "@troupe/service";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Missions } from "../missions.js";
import { idParams as params, write } from "./access.js";

const tags = ["runs"];

/** The journal, apart from the other routes because nothing is called as often: it is checked once, by the command. */
export function stepRoutes(missions: Missions): FastifyPluginAsyncZod {
  return async (app) => {
    app.setValidatorCompiler(documentedOnly);
    app.setSerializerCompiler(() => JSON.stringify);
    app.post(
      "/v1/runs/:id/steps",
      {
        config: write,
        schema: {
          tags,
          summary: "Journal what was done",
          params,
          body: recordStepSchema,
          response: { 200: stepSchema },
        },
      },
      async ({ principal, params: { id }, body }) => missions.step(principal, id, body),
    );
  };
}
