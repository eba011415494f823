import { answerSchema, pageOf, questionQuerySchema, questionSchema } from "@troupe/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Missions } from "../missions.js";
import { pageOfItems, idParams as params, read, write } from "./access.js";

const tags = ["questions"];

/** Questions to people. */
export function questionRoutes(missions: Missions): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/v1/questions",
      {
        config: read,
        schema: {
          tags,
          summary: "Questions, newest first",
          querystring: questionQuerySchema.strict(),
          response: { 200: pageOf(questionSchema) },
        },
      },
      async ({ principal, query }) => pageOfItems(await missions.questions(principal.tenant, query)),
    );
    app.get(
      "/v1/questions/:id",
      { config: read, schema: { tags, summary: "One question", params, response: { 200: questionSchema } } },
      async ({ principal, params: { id } }) => missions.question(principal.tenant, id),
    );
    app.post(
      "/v1/questions/:id/answer",
      {
        config: write,
        schema: {
          tags,
          summary: "Answer a question",
          params,
          body: answerSchema,
          response: { 200: questionSchema },
        },
      },
      async ({ principal, params: { id }, body }) => missions.answer(principal, id, body),
    );
  };
}
