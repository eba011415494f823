import {
  beginRunSchema,
  begunSchema,
  finishRunSchema,
  heartbeatsAnswerSchema,
  heartbeatsSchema,
  pageOf,
  progressSchema,
  recordStepSchema,
  registeredWaitsSchema,
  registerWaitsSchema,
  runQuerySchema,
  runSchema,
  stepSchema,
  taskSchema,
} from "@troupe/contracts";
import { parseWith } from "@troupe/service";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Missions } from "../missions.js";
import { END_BODY, pageOfItems, idParams as params, read, WIDE_BODY, write } from "./access.js";

const tags = ["runs"];

/** Runs: what agents tell of the tasks they carry out. */
export function runRoutes(missions: Missions): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      "/v1/runs",
      {
        config: write,
        schema: {
          tags,
          summary: "Begin a task that was delivered",
          body: beginRunSchema,
          response: { 200: begunSchema },
        },
      },
      async ({ principal, body }) => missions.begin(principal, body),
    );
    app.get(
      "/v1/runs",
      {
        config: read,
        schema: {
          tags,
          summary: "Runs, newest first",
          querystring: runQuerySchema.strict(),
          response: { 200: pageOf(runSchema) },
        },
      },
      async ({ principal, query }) => pageOfItems(await missions.runs(principal.tenant, query)),
    );
    app.post(
      "/v1/runs/heartbeats",
      {
        config: write,
        schema: {
          tags,
          summary: "Tell that runs live, and hear which are no longer wanted",
          body: heartbeatsSchema,
          response: { 200: heartbeatsAnswerSchema },
        },
      },
      async ({ principal, body }) => missions.heartbeats(principal, parseWith(heartbeatsSchema, body).runs),
    );
    app.get(
      "/v1/runs/:id",
      { config: read, schema: { tags, summary: "One run", params, response: { 200: runSchema } } },
      async ({ principal, params: { id } }) => missions.run(principal.tenant, id),
    );
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
    app.post(
      "/v1/runs/:id/waits",
      {
        config: write,
        bodyLimit: WIDE_BODY,
        schema: {
          tags,
          summary: "Register waits, and end the run until one is over",
          params,
          body: registerWaitsSchema,
          response: { 200: registeredWaitsSchema },
        },
      },
      async ({ principal, params: { id }, body }) => missions.waits(principal, id, body),
    );
    app.post(
      "/v1/runs/:id/finish",
      {
        config: write,
        bodyLimit: END_BODY,
        schema: { tags, summary: "End a run", params, body: finishRunSchema, response: { 200: taskSchema } },
      },
      async ({ principal, params: { id }, body }) => missions.finish(principal, id, body),
    );
    app.post(
      "/v1/runs/:id/progress",
      {
        config: write,
        schema: { tags, summary: "Tell how far a run is", params, body: progressSchema, response: { 204: z.null() } },
      },
      async ({ principal, params: { id }, body }, reply) => {
        await missions.progress(principal, id, body);
        return reply.code(204).send(null);
      },
    );
  };
}
