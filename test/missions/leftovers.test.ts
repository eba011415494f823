import type { CloudEvent, GroupStatus, Mission, Page, Task } from "@troupe/contracts";
import { findPostgres } from "@troupe/store/testing";
import { expect, test } from "vitest";
import { type Api, apiOf } from "../kit/api.js";
import { eventually } from "../kit/eventually.js";
import { startMissionsStack } from "./stack.js";

const isAvailable = (await findPostgres()) !== undefined;
const TIMEOUT_MS = 150_000;
const PATIENCE = { withinMs: 40_000, everyMs: 100 };

const published = async (api: Api, type: string): Promise<CloudEvent[]> =>
  (await api.history("action-requests")).filter((event) => event.type === type);
const missionOf = async (api: Api, id: string): Promise<Mission> =>
  (await api.call<Mission>("GET", `/v1/missions/${id}`)).body;

test.runIf(isAvailable)(
  "what was committed while NATS was away leaves after a kill -9 of the service, once",
  async () => {
    await using stack = await startMissionsStack();
    const api = apiOf(stack.url, stack.token);
    const first = await api.call<Mission>("POST", "/v1/missions", { type: "early.requested" });
    expect(first.status).toBe(201);
    await eventually("the first goal is published", async () => (await published(api, "early.requested")).length === 1);
    await stack.nats.kill();
    const made = await Promise.all(
      Array.from({ length: 20 }, () => api.call<Mission>("POST", "/v1/missions", { type: "late.requested" })),
    );
    expect(made.map(({ status }) => status)).toEqual(made.map(() => 201));
    await stack.missions.kill();
    await stack.nats.restart();
    await stack.missions.start();
    await eventually(
      "all goals are published",
      async () => (await published(api, "late.requested")).length >= 20,
      PATIENCE,
    );
    const goals = await published(api, "late.requested");
    expect(goals.map(({ id }) => id).sort()).toEqual(made.map(({ body }) => body.taskId).sort());
    expect(await published(api, "early.requested")).toHaveLength(1);
  },
  TIMEOUT_MS,
);

test.runIf(isAvailable)(
  "waits and runs outlive a kill -9 of Postgres and of the service",
  async () => {
    await using stack = await startMissionsStack();
    const api = apiOf(stack.url, stack.token);
    const { body: mission } = await api.call<Mission>("POST", "/v1/missions", { type: "nap.requested" });
    const [event] = await eventually("the goal is published", async () => {
      const found = await published(api, "nap.requested");
      return found.length > 0 && found;
    });
    const who = { agent: "w", group: "w", instance: "i", attempt: 1, maxAttempts: 5, leaseMs: 60_000 };
    const begin = async () =>
      (await api.call<{ state: string; run: { id: string } }>("POST", "/v1/runs", { event, ...who })).body;
    const { run } = await begin();
    const until = new Date(Date.now() + 3000).toISOString();
    const waits = { waits: [{ key: "nap", for: { kind: "sleep", until } }], suspend: ["nap"] };
    expect((await api.call("POST", `/v1/runs/${run.id}/waits`, waits)).status).toBe(200);
    await stack.postgres.kill();
    await stack.missions.kill();
    await stack.postgres.restart();
    await stack.missions.start();
    const queued = async () => {
      const { body } = await api.call<Page<Task>>("GET", `/v1/tasks?missionId=${mission.id}&status=queued`);
      return body.items.length === 1;
    };
    await eventually("the task is woken", queued, PATIENCE);
    const again = await begin();
    expect(again.state).toBe("run");
    await stack.postgres.kill();
    // A backend may outlive its server by the moment in which it commits: whether this end was kept is not known.
    const end = { outcome: "succeeded", result: "rested" };
    const lost = await api.call("POST", `/v1/runs/${again.run.id}/finish`, end);
    expect([200, 503]).toContain(lost.status);
    await stack.postgres.restart();
    await eventually(
      "the end is taken",
      async () => (await api.call("POST", `/v1/runs/${again.run.id}/finish`, end)).status === 200,
      PATIENCE,
    );
    expect(await missionOf(api, mission.id)).toMatchObject({ status: "succeeded", result: "rested" });
  },
  TIMEOUT_MS,
);

test.runIf(isAvailable)(
  "what the service read while Postgres was away is read again soon after a kill -9 of the service",
  async () => {
    await using stack = await startMissionsStack();
    const api = apiOf(stack.url, stack.token);
    const { body: mission } = await api.call<Mission>("POST", "/v1/missions", { type: "first.requested" });
    const projecting = async () => (await api.call<GroupStatus>("GET", "/v1/groups/troupe.missions")).body;
    await eventually("events are projected", async () => {
      const { lag, pending } = await projecting();
      return lag + pending === 0;
    });
    await stack.postgres.kill();
    const request = { specversion: "1.0", source: "/elsewhere", type: "held.requested", topic: "action-requests" };
    const told = await api.call("POST", "/v1/events", { ...request, missionid: mission.id, data: {} });
    expect(told.status).toBe(202);
    await eventually("the service holds it", async () => (await projecting()).pending > 0, PATIENCE);
    await stack.missions.kill();
    await stack.postgres.restart();
    await stack.missions.start();
    await eventually(
      "it became a task",
      async () => (await api.call<Page<Task>>("GET", "/v1/tasks?type=held.requested")).body.items.length === 1,
      PATIENCE,
    );
  },
  TIMEOUT_MS,
);
