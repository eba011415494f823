import {
  createTaskSchema,
  pageOf,
  pageQuerySchema,
  retryTaskSchema,
  stepSchema,
  taskQuerySchema,
  taskSchema,
} from "@troupe/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Missions } from "../missions.js";
import { pageOfItems, idParams as params, read, write } from "./access.js";

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
          description: "Its request is published in the same commit.",
          body: createTaskSchema,
          response: { 201: taskSchema },
        },
      },
      async ({ principal, body }, reply) => reply.code(201).send(await missions.createTask(principal, body)),
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
      { config: read, schema: { tags, summary: "One task", params, response: { 200: taskSchema } } },
      async ({ principal, params: { id } }) => missions.task(principal.tenant, id),
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
          body: retryTaskSchema.optional(),
          response: { 200: taskSchema },
        },
      },
      async ({ principal, params: { id }, body }) => missions.retryTask(principal, id, body ?? {}),
    );
  };
}
