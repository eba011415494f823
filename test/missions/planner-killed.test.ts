import { type HistoryEntry, isFinal, type Mission, type Page, type Task } from "@troupe/contracts";
import { findPostgres } from "@troupe/store/testing";
import { expect, test } from "vitest";
import { type Api, apiOf } from "../kit/api.js";
import { eventually } from "../kit/eventually.js";
import { startMissionsStack } from "./stack.js";
import { openWorld } from "./world.js";

const isAvailable = (await findPostgres()) !== undefined;
const PATIENCE = { withinMs: 60_000, everyMs: 50 };

const missionOf = async (api: Api, id: string): Promise<Mission> =>
  (await api.call<Mission>("GET", `/v1/missions/${id}`)).body;
const transitionsOf = async (api: Api, id: string): Promise<HistoryEntry[]> => {
  const { body } = await api.call<Page<HistoryEntry>>("GET", `/v1/missions/${id}/history?limit=200`);
  return body.items.filter(({ type }) => type === "mission.transitioned");
};

test.runIf(isAvailable)(
  "a mission whose planner was killed waits for it, and goes on where it was once it is back",
  async () => {
    await using stack = await startMissionsStack();
    await using world = await openWorld();
    const agents = stack.agent("travel-agent", { WORLD_URL: world.url });
    const planner = stack.agent("travel-planner");
    await Promise.all([agents.start(), planner.start()]);
    const api = apiOf(stack.url, stack.token);
    const { body: mission } = await api.call<Mission>("POST", "/v1/missions", {
      type: "journey.requested",
      data: { fate: "bad" },
    });
    await new Promise<void>((resolve, reject) => {
      world.once(
        (name) => name === "trip: begun",
        () => planner.kill().then(() => resolve(), reject),
      );
    });
    const asked = await transitionsOf(api, mission.id);
    expect(asked).toHaveLength(1);
    // The agents need no planner to do what they were asked.
    await eventually(
      "the trip waits for a person",
      async () => (await api.call<Page<object>>("GET", "/v1/questions?status=waiting")).body.items.length === 1,
      PATIENCE,
    );
    await api.call("POST", `/v1/missions/${mission.id}/approve`, { approved: false });
    await eventually(
      "the trip has failed",
      async () => {
        const { body } = await api.call<Page<Task>>("GET", `/v1/tasks?missionId=${mission.id}&limit=200`);
        return body.items.some(({ type, status }) => type === "trip.requested" && status === "failed");
      },
      PATIENCE,
    );
    expect(await missionOf(api, mission.id)).toMatchObject({ status: "running", phase: null });
    await planner.start();
    const end = await eventually(
      "the mission ends",
      async () => {
        const now = await missionOf(api, mission.id);
        return isFinal(now.status) && now;
      },
      PATIENCE,
    );
    expect(end).toMatchObject({ status: "failed", failure: { code: "STRANDED" }, compensation: { notUndone: [] } });
    const decided = await transitionsOf(api, mission.id);
    expect(decided).toHaveLength(2);
    const handled = decided.map(({ data }) => (data as { handled: string }).handled);
    expect(new Set(handled).size).toBe(handled.length);
  },
  150_000,
);
