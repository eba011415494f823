import {
  approveSchema,
  createMissionSchema,
  graphSchema,
  historyEntrySchema,
  missionQuerySchema,
  missionSchema,
  pageOf,
  pageQuerySchema,
  patchMissionSchema,
  questionSchema,
  reasonSchema,
  rebuiltSchema,
  replayMissionSchema,
  settleSpendSchema,
  spendAnswerSchema,
  spendSchema,
  stepSchema,
  transitionedSchema,
  transitionSchema,
  waitQuerySchema,
} from "@troupe/contracts";
import { parseWith } from "@troupe/service";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Missions } from "../missions.js";
import { idParams, pageOfItems, read, write } from "./access.js";

const tags = ["missions"];
const params = idParams;
const spendParams = idParams.extend({ key: z.string().min(1).max(256) });

/** Missions: their commands, and what is kept of them. */
export function missionRoutes(missions: Missions): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      "/v1/missions",
      {
        config: write,
        schema: {
          tags,
          summary: "Create a mission",
          description:
            "Its goal event is published in the same commit. An id that exists answers with that mission. " +
            "Answers when it ends, with `waitMs`.",
          querystring: waitQuerySchema,
          body: createMissionSchema,
          response: { 201: missionSchema },
        },
      },
      async ({ principal, body, query }, reply) => reply.code(201).send(await missions.create(principal, body, query)),
    );
    app.get(
      "/v1/missions",
      {
        config: read,
        schema: {
          tags,
          summary: "Missions, newest first",
          querystring: missionQuerySchema.strict(),
          response: { 200: pageOf(missionSchema) },
        },
      },
      async ({ principal, query }) => pageOfItems(await missions.missions(principal.tenant, query)),
    );
    app.post(
      "/v1/missions/rebuild",
      {
        config: write,
        schema: {
          tags,
          summary: "Make the tables anew from the facts",
          description: "Empties the tenant's tables and applies the facts of the event stream again.",
          response: { 200: rebuiltSchema },
        },
      },
      async ({ principal }) => missions.rebuild(principal.tenant),
    );
    app.get(
      "/v1/missions/:id",
      {
        config: read,
        schema: {
          tags,
          summary: "One mission",
          params,
          querystring: waitQuerySchema,
          response: { 200: missionSchema },
        },
      },
      async ({ principal, params: { id }, query }) => missions.mission(principal.tenant, id, query),
    );
    app.patch(
      "/v1/missions/:id",
      {
        config: write,
        schema: {
          tags,
          summary: "Change a mission at a known revision",
          params,
          body: patchMissionSchema,
          response: { 200: missionSchema },
        },
      },
      async ({ principal, params: { id }, body }) => missions.patch(principal, id, body),
    );
    for (const [what, summary] of [
      ["cancel", "Cancel a mission, and undo what was done"],
      ["pause", "Hold a mission"],
      ["resume", "Let a held mission go on"],
    ] as const) {
      app.post(
        `/v1/missions/:id/${what}`,
        {
          config: write,
          schema: { tags, summary, params, body: reasonSchema.nullish(), response: { 200: missionSchema } },
        },
        async ({ principal, params: { id }, body }) =>
          missions[what](principal, id, parseWith(reasonSchema.nullish(), body)?.reason),
      );
    }
    app.post(
      "/v1/missions/:id/approve",
      {
        config: write,
        schema: {
          tags,
          summary: "Approve or refuse what a mission asks leave for",
          params,
          body: approveSchema,
          response: { 200: questionSchema },
        },
      },
      async ({ principal, params: { id }, body }) => missions.approve(principal, id, body),
    );
    app.post(
      "/v1/missions/:id/transitions",
      {
        config: write,
        schema: {
          tags,
          summary: "A planner's decision: state and events in one commit",
          params,
          body: transitionSchema,
          response: { 200: transitionedSchema },
        },
      },
      async ({ principal, params: { id }, body }) => missions.transition(principal, id, body),
    );
    app.post(
      "/v1/missions/:id/spend",
      {
        config: write,
        schema: {
          tags,
          summary: "Take from a mission's budget before the act",
          params,
          body: spendSchema,
          response: { 200: spendAnswerSchema },
        },
      },
      async ({ principal, params: { id }, body }) => missions.spend(principal, id, body),
    );
    app.post(
      "/v1/missions/:id/spend/:key",
      {
        config: write,
        schema: {
          tags,
          summary: "Say what a spending came to",
          params: spendParams,
          body: settleSpendSchema,
          response: { 200: spendAnswerSchema },
        },
      },
      async ({ principal, params: { id, key }, body }) => missions.settleSpend(principal, id, key, body),
    );
    app.post(
      "/v1/missions/:id/replay",
      {
        config: write,
        schema: {
          tags,
          summary: "Run a mission again with what was recorded, up to a point of change",
          params,
          body: replayMissionSchema.nullish(),
          response: { 201: missionSchema },
        },
      },
      async ({ principal, params: { id }, body }, reply) =>
        reply.code(201).send(await missions.replay(principal, id, body ?? {})),
    );
    app.get(
      "/v1/missions/:id/history",
      {
        config: read,
        schema: {
          tags,
          summary: "What happened to a mission, oldest first",
          params,
          querystring: pageQuerySchema.strict(),
          response: { 200: pageOf(historyEntrySchema) },
        },
      },
      async ({ principal, params: { id }, query }) => pageOfItems(await missions.history(principal.tenant, id, query)),
    );
    app.get(
      "/v1/missions/:id/steps",
      {
        config: read,
        schema: {
          tags,
          summary: "Journals of a mission's tasks, in the order in which they were asked for",
          params,
          querystring: pageQuerySchema.strict(),
          response: { 200: pageOf(stepSchema) },
        },
      },
      async ({ principal, params: { id }, query }) => pageOfItems(await missions.journals(principal.tenant, id, query)),
    );
    app.get(
      "/v1/missions/:id/graph",
      {
        config: read,
        schema: { tags, summary: "Events of a mission and what caused them", params, response: { 200: graphSchema } },
      },
      async ({ principal, params: { id } }) => missions.graph(principal.tenant, id),
    );
  };
}
