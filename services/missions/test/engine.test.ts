import type { CloudEvent } from "@troupe/contracts";
import { unprotectedTables } from "@troupe/store/testing";
import { expect, it } from "vitest";
import { type Bench, onEachStore, openBench } from "./bench.js";

onEachStore("runs and journals", (store) => {
  it("protects every table", async () => {
    expect(await unprotectedTables(store())).toEqual([]);
  });

  it("carries a mission to its end by its goal's task", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "greeting.requested", data: { name: "Ada" } });
    expect(mission).toMatchObject({ status: "queued", data: { name: "Ada" }, rev: 1 });
    expect(await bench.request(mission.taskId)).toMatchObject({ missionid: mission.id, data: { name: "Ada" } });
    const { run } = await bench.run(mission.taskId);
    const step = { key: "look", result: [1, 2], startedAt: mission.createdAt };
    expect(await missions.step(caller, run.id, step)).toMatchObject({ status: "succeeded", result: [1, 2] });
    expect(await missions.step(caller, run.id, { ...step, result: "other" })).toMatchObject({ result: [1, 2] });
    expect((await missions.mission(tenant, mission.id)).status).toBe("running");
    const reply = {
      id: `reply-${tenant}`,
      type: "greeting.completed",
      topic: "action-results" as const,
      data: { text: "Hello" },
    };
    const end = { outcome: "succeeded" as const, result: { text: "Hello" }, reply };
    await missions.finish(caller, run.id, end);
    expect(await missions.finish(caller, run.id, end)).toMatchObject({ status: "succeeded" });
    expect(await missions.mission(tenant, mission.id)).toMatchObject({
      status: "succeeded",
      result: { text: "Hello" },
    });
    expect(await bench.published("greeting.completed")).toMatchObject([{ id: reply.id, causationid: mission.taskId }]);
    expect((await bench.begin(await bench.request(mission.taskId))).state).toBe("done");
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
    expect(await bench.published("mission.succeeded")).toMatchObject([{ missionid: mission.id, topic: "plan-events" }]);
  });

  it("makes one mission of a repeated call, and adopts a goal event that was published", async () => {
    await using bench = await openBench(store());
    const { missions, caller } = bench;
    const one = await missions.create(caller, { id: "m-1", goal: "Say hello", tags: ["a"] });
    expect(await missions.create(caller, { id: "m-1", goal: "Something else" })).toEqual(one);
    expect(await bench.published("mission.requested")).toMatchObject([{ data: { goal: "Say hello" } }]);
    const { missionid, ...plain } = await bench.request(one.taskId);
    const event = { ...plain, id: "goal-2", type: "other.requested", data: 5 } as CloudEvent;
    await bench.bus.publish(event);
    await expect(missions.create(caller, { id: "m-3", event: { ...event, id: one.taskId } })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect(missionid).toBe("m-1");
    const { run } = await bench.run("goal-2");
    const two = await missions.create(caller, { id: "m-2", event });
    expect(two).toMatchObject({ type: "other.requested", taskId: "goal-2", data: 5 });
    expect(await bench.published("other.requested")).toHaveLength(1);
    await missions.finish(caller, run.id, { outcome: "succeeded", result: 6 });
    expect(await missions.mission(bench.tenant, "m-2")).toMatchObject({ status: "succeeded", result: 6 });
    const over = { ...event, id: "goal-4" } as CloudEvent;
    await bench.bus.publish(over);
    await bench.complete("goal-4", 7);
    expect(await missions.create(caller, { id: "m-4", event: over })).toMatchObject({ status: "succeeded", result: 7 });
  });

  it("sends an event with all that was said of it, and holds one that is for later", async () => {
    await using bench = await openBench(store());
    const { missions, caller } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const { run } = await bench.run(mission.taskId);
    const emit = {
      id: `told-${bench.tenant}`,
      type: "job.told",
      topic: "business-facts" as const,
      subject: "order/7",
      partitionKey: "7",
      deliverAt: bench.at(60_000),
      expiresAt: bench.at(600_000),
      sensitive: true,
    };
    const step = { key: "tell", kind: "publish" as const, startedAt: bench.at(0), result: null, emit };
    await missions.step(caller, run.id, step);
    await missions.step(caller, run.id, step);
    await missions.idle();
    expect(await bench.published("job.told")).toEqual([]);
    await bench.advance(60_001);
    expect(await bench.published("job.told")).toMatchObject([
      {
        id: emit.id,
        subject: "order/7",
        partitionkey: "7",
        deliverat: emit.deliverAt,
        expiresat: emit.expiresAt,
        sensitive: true,
        missionid: mission.id,
      },
    ]);
  });

  it("sends an event of another task, mission or correlation, or with content, in the entry's commit", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const other = await missions.create(caller, { id: `other-${tenant}`, type: "job.requested" });
    const { run } = await bench.run(mission.taskId);
    const step = { kind: "publish" as const, startedAt: bench.at(0), result: null };
    const told = { id: `told-${tenant}`, type: "job.told", topic: "business-facts" as const };
    const said = { taskId: other.taskId, contentId: "a".repeat(64), correlationId: "elsewhere" };
    const asked = { id: `asked-${tenant}`, type: "more.requested", topic: "action-requests" as const };
    for (const _again of [1, 2]) {
      await missions.step(caller, run.id, { ...step, key: "tell", emit: { ...told, ...said } });
      await missions.step(caller, run.id, { ...step, key: "ask", emit: { ...asked, missionId: other.id } });
    }
    expect(await bench.published("job.told")).toMatchObject([
      { taskid: other.taskId, contentid: said.contentId, correlationid: "elsewhere", missionid: mission.id },
    ]);
    expect(await bench.published("more.requested")).toMatchObject([
      { missionid: other.id, causationid: mission.taskId },
    ]);
    expect(await missions.task(tenant, asked.id)).toMatchObject({
      missionId: other.id,
      kind: "task",
      status: "queued",
    });
    const isTask = { ...asked, missionId: other.id, isTask: true };
    await expect(missions.step(caller, run.id, { ...step, key: "no", emit: isTask })).rejects.toMatchObject({
      code: "VALIDATION_FAILED",
    });
  });

  it("fences an older run once a newer one began", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const task = await missions.createTask(caller, { type: "job.requested" });
    const first = await bench.run(task.id);
    const step = { key: "a", result: 1, startedAt: task.createdAt };
    await missions.step(caller, first.run.id, step);
    const second = await bench.run(task.id, { attempt: 2 });
    expect(second).toMatchObject({ run: { number: 2 }, journal: [{ key: "a", result: 1 }] });
    const late = await Promise.allSettled([
      missions.step(caller, first.run.id, { ...step, key: "b" }),
      missions.waits(caller, first.run.id, { waits: [] }),
      missions.progress(caller, first.run.id, { percent: 5 }),
      missions.finish(caller, first.run.id, { outcome: "succeeded" }),
    ]);
    for (const outcome of late) expect(outcome).toMatchObject({ reason: { code: "RUN_SUPERSEDED" } });
    expect(await missions.heartbeats(caller, [first.run.id, second.run.id])).toEqual({
      stop: [{ run: first.run.id, reason: "superseded" }],
    });
    await missions.progress(caller, second.run.id, { percent: 50, message: "half" });
    expect(await missions.task(tenant, task.id)).toMatchObject({ progress: { percent: 50, message: "half" }, runs: 2 });
    await expect(missions.step(caller, "nobody", step)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("ends a run alone when another attempt follows", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const task = await missions.createTask(caller, { type: "job.requested" });
    const { run } = await bench.run(task.id);
    const failure = { code: "FLAKY", message: "try again" };
    expect(await missions.finish(caller, run.id, { outcome: "failed", failure, retry: true })).toMatchObject({
      status: "queued",
    });
    await bench.fail(task.id, "GONE");
    expect(await missions.task(tenant, task.id)).toMatchObject({ status: "failed", failure: { code: "GONE" } });
    const { items } = await missions.runs(tenant, { taskId: task.id, limit: 10 });
    expect(items.map(({ number, status }) => [number, status])).toEqual([
      [2, "failed"],
      [1, "failed"],
    ]);
  });

  it("sends what a step emits with its entry, once", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const { run } = await bench.run(mission.taskId);
    const emit = { id: `fact-${tenant}`, type: "thing.happened", topic: "business-facts" as const, data: { n: 1 } };
    const step = { key: "tell", kind: "publish" as const, startedAt: mission.createdAt, emit };
    await missions.step(caller, run.id, step);
    await missions.step(caller, run.id, step);
    expect(await bench.published("thing.happened")).toMatchObject([
      { id: emit.id, source: "/agents/worker", missionid: mission.id, causationid: mission.taskId, hops: 1 },
    ]);
    expect((await missions.mission(tenant, mission.id)).spent).toMatchObject({ actions: 1, hops: 1 });
    const graph = await missions.graph(tenant, mission.id);
    expect(graph.nodes.map(({ type }) => type)).toEqual(["job.requested", "thing.happened"]);
  });

  it("gives an event that a second group handles a task of its own", async () => {
    await using bench = await openBench(store());
    const { missions, tenant } = bench;
    const event = { ...(await eventOf(bench)), id: "shared" };
    await bench.bus.publish(event);
    const first = await bench.begin(event);
    const second = await bench.begin(event, { group: "logger", agent: "logger" });
    expect([first.state, second.state]).toEqual(["run", "run"]);
    expect(second.task.id).not.toBe("shared");
    if (second.state !== "run") return;
    expect(second.event.id).toBe("shared");
    expect((await bench.begin(event, { group: "logger", agent: "logger" })).task.id).toBe(second.task.id);
    expect((await missions.tasks(tenant, { type: event.type, limit: 10 })).items).toHaveLength(2);
  });

  it("refuses what does not fit into an event", async () => {
    await using bench = await openBench(store());
    const { missions, caller } = bench;
    const task = await missions.createTask(caller, { type: "job.requested" });
    const { run } = await bench.run(task.id);
    const result = "x".repeat(600_000);
    const step = { key: "big", result, startedAt: task.createdAt };
    await expect(missions.step(caller, run.id, step)).rejects.toMatchObject({ code: "EVENT_TOO_LARGE" });
    await expect(missions.step(caller, run.id, { ...step, result: "a\u0000b" })).rejects.toMatchObject({
      code: "MALFORMED_TEXT",
    });
  });
});

async function eventOf({ missions, caller, request }: Bench) {
  const task = await missions.createTask(caller, { type: "thing.requested" });
  return { ...(await request(task.id)), type: "shared.requested" };
}
