import {
  answerTaskSchema,
  createTaskSchema,
  pageOf,
  pageQuerySchema,
  retryTaskSchema,
  stepSchema,
  taskQuerySchema,
  taskSchema,
  waitQuerySchema,
} from "@troupe/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Missions } from "../missions.js";
import { END_BODY, pageOfItems, idParams as params, read, write } from "./access.js";

const tags = ["tasks"];

/** Tasks and their journals. */
export function taskRoutes(missions: Missions): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      "/v1/tasks",
      {
        config: write,
        schema: {
          tags,
          summary: "Ask for a task",
          description: "Its request is published in the same commit. Answers when it ends, with `waitMs`.",
          querystring: waitQuerySchema,
          body: createTaskSchema,
          response: { 201: taskSchema },
        },
      },
      async ({ principal, body, query }, reply) =>
        reply.code(201).send(await missions.createTask(principal, body, query)),
    );
    app.get(
      "/v1/tasks",
      {
        config: read,
        schema: {
          tags,
          summary: "Tasks, newest first",
          querystring: taskQuerySchema.strict(),
          response: { 200: pageOf(taskSchema) },
        },
      },
      async ({ principal, query }) => pageOfItems(await missions.tasks(principal.tenant, query)),
    );
    app.get(
      "/v1/tasks/:id",
      {
        config: read,
        schema: { tags, summary: "One task", params, querystring: waitQuerySchema, response: { 200: taskSchema } },
      },
      async ({ principal, params: { id }, query }) => missions.task(principal.tenant, id, query),
    );
    app.post(
      "/v1/tasks/:id/answer",
      {
        config: write,
        bodyLimit: END_BODY,
        schema: {
          tags,
          summary: "End a task that was done without a run",
          description: "Its answer is published in the same commit.",
          params,
          body: answerTaskSchema,
          response: { 204: z.null() },
        },
      },
      async ({ principal, params: { id }, body }, reply) => {
        await missions.answerTask(principal, id, body);
        return reply.code(204).send(null);
      },
    );
    app.get(
      "/v1/tasks/:id/steps",
      {
        config: read,
        schema: {
          tags,
          summary: "Journal of a task, oldest first",
          params,
          querystring: pageQuerySchema.strict(),
          response: { 200: pageOf(stepSchema) },
        },
      },
      async ({ principal, params: { id }, query }) => pageOfItems(await missions.steps(principal.tenant, id, query)),
    );
    app.post(
      "/v1/tasks/:id/retry",
      {
        config: write,
        schema: {
          tags,
          summary: "Run a failed task again",
          params,
          body: retryTaskSchema.nullish(),
          response: { 200: taskSchema },
        },
      },
      async ({ principal, params: { id }, body }) => missions.retryTask(principal, id, body ?? {}),
    );
  };
}
