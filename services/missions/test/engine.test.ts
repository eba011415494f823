import type { CloudEvent } from "@troupe/contracts";
import type { Store } from "@troupe/store";
import { findPostgres, startPostgres, type TestPostgres, unprotectedTables } from "@troupe/store/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBench, openShared } from "./bench.js";

const available = (await findPostgres()) !== undefined;

function suite(name: string, url: () => Promise<string>): void {
  describe(`missions on ${name}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await openShared(await url());
    });
    afterAll(() => store?.close());

    it("protects every table", async () => {
      expect(await unprotectedTables(store)).toEqual([]);
    });

    it("carries a mission to its end by its goal's task", async () => {
      await using bench = await openBench(store);
      const { missions, caller, tenant } = bench;
      const mission = await missions.create(caller, { type: "greeting.requested", data: { name: "Ada" } });
      expect(mission).toMatchObject({ status: "queued", data: { name: "Ada" }, rev: 1 });
      const [goal] = await bench.published("greeting.requested");
      expect(goal).toMatchObject({ missionid: mission.id, id: mission.taskId, data: { name: "Ada" } });
      const begun = await bench.begin(goal as CloudEvent);
      if (begun.state !== "run") throw new Error(begun.state);
      expect(
        await missions.step(caller, begun.run.id, { key: "look", result: [1, 2], startedAt: mission.createdAt }),
      ).toMatchObject({
        status: "succeeded",
        result: [1, 2],
      });
      expect((await missions.mission(tenant, mission.id)).status).toBe("running");
      await missions.finish(caller, begun.run.id, {
        outcome: "succeeded",
        result: { text: "Hello" },
        reply: { id: "reply-1", type: "greeting.completed", topic: "action-results", data: { text: "Hello" } },
      });
      expect(await missions.mission(tenant, mission.id)).toMatchObject({
        status: "succeeded",
        result: { text: "Hello" },
      });
      expect(await bench.published("greeting.completed")).toMatchObject([{ id: "reply-1", causationid: goal?.id }]);
      expect((await bench.begin(goal as CloudEvent)).state).toBe("done");
      const history = await missions.history(tenant, mission.id, { limit: 50 });
      expect(history.items.map(({ type }) => type)).toEqual([
        "mission.created",
        "task.created",
        "task.started",
        "mission.started",
        "task.stepped",
        "task.succeeded",
        "mission.succeeded",
      ]);
      expect((await bench.published("mission.succeeded"))[0]).toMatchObject({
        missionid: mission.id,
        topic: "plan-events",
      });
    });

    it("drops a waiting handler and wakes it by its own group's delivery", async () => {
      await using bench = await openBench(store);
      const { missions, caller, tenant, bus } = bench;
      const task = await missions.createTask(caller, { type: "nap.requested" });
      const session = await bus.join(tenant, {
        group: "worker",
        topics: ["action-requests"],
        types: ["nap.requested"],
        credit: 10,
        from: "beginning",
      });
      const deliveries = session[Symbol.asyncIterator]();
      await missions.idle();
      const first = (await deliveries.next()).value[0];
      await first.settle({ outcome: "ack" });
      const begun = await bench.begin(first.event);
      if (begun.state !== "run") throw new Error(begun.state);
      const until = new Date(bench.clock.now() + 60_000).toISOString();
      const waiting = await missions.waits(caller, begun.run.id, {
        waits: [{ key: "nap", for: { kind: "sleep", until } }],
        suspend: ["nap"],
      });
      expect(waiting).toMatchObject({ suspended: true, steps: [{ key: "nap", status: "waiting" }] });
      expect((await bench.begin(first.event)).state).toBe("held");
      await bench.advance(60_000);
      const again = (await deliveries.next()).value[0];
      expect(again.event).toMatchObject({ type: "nap.requested", wakes: task.id });
      const woken = await bench.begin(again.event);
      expect(woken).toMatchObject({
        state: "run",
        event: { id: task.id },
        journal: [{ key: "nap", status: "succeeded" }],
        run: { number: 2 },
      });
      expect(await bench.published("nap.requested")).toHaveLength(1);
    });
  });
}

suite("pglite", async () => "pglite:memory");

describe.skipIf(!available)("with a Postgres server", () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());
  suite("postgres", async () => server.url);
});
