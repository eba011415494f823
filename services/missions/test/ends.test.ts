import type { Task } from "@troupe/contracts";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { type Bench, onEachStore, openBench } from "./bench.js";

const undo = (type: string, data: unknown) => ({ type, topic: "action-requests" as const, data });

/** A mission whose goal's task has done two steps that can be undone and one sub-task that can. */
async function booked(bench: Bench) {
  const { missions, caller } = bench;
  const mission = await missions.create(caller, { type: "trip.requested" });
  const { run } = await bench.run(mission.taskId);
  const step = (key: string) =>
    missions.step(caller, run.id, {
      key,
      result: key,
      startedAt: bench.at(0),
      undo: undo("booking.withdrawn", { key }),
    });
  await step("flight");
  const request = { id: `hotel-${mission.id}`, type: "hotel.requested", topic: "action-requests" as const };
  await missions.waits(caller, run.id, {
    waits: [{ key: "hotel", for: { kind: "task", request } }],
    suspend: ["hotel"],
  });
  const hotel = await bench.run(request.id, { undo: undo("hotel.withdrawn", { room: 1 }) });
  await missions.finish(caller, hotel.run.id, { outcome: "succeeded", result: "room 1" });
  const goal = await bench.run(mission.taskId);
  await missions.step(caller, goal.run.id, {
    key: "car",
    result: "car",
    startedAt: bench.at(0),
    undo: undo("booking.withdrawn", { key: "car" }),
  });
  return { mission, run: goal.run };
}

/** The undoing that is asked for now. */
const undoing = async (bench: Bench, missionId: string) => {
  const { items } = await bench.missions.tasks(bench.tenant, { missionId, status: "queued,running", limit: 50 });
  expect(items.map(({ kind }) => kind)).toEqual(["compensation"]);
  return items[0] as Task;
};

onEachStore("ends of missions", (store) => {
  it("undoes what was done in reverse, one at a time, then takes its end", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const { mission, run } = await booked(bench);
    const failure = { code: "NO_VISA", message: "no visa" };
    await missions.finish(caller, run.id, { outcome: "failed", failure });
    expect(await missions.mission(tenant, mission.id)).toMatchObject({ status: "running", phase: "compensating" });
    for (const data of [{ key: "car" }, { room: 1 }, { key: "flight" }]) {
      const open = await undoing(bench, mission.id);
      expect(open.data).toEqual(data);
      await bench.complete(open.id);
    }
    expect(await missions.mission(tenant, mission.id)).toMatchObject({
      status: "failed",
      phase: null,
      failure: { code: "NO_VISA", cause: failure },
      compensation: { undone: ["car", "hotel.requested", "flight"], notUndone: [] },
    });
  });

  it("tells of what there was no more than an event holds", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const { run } = await bench.run(mission.taskId);
    const large = "x".repeat(100_000);
    for (const key of ["first", "second", "third"]) {
      await missions.step(caller, run.id, { key, result: key + large, startedAt: bench.at(0) });
    }
    const part = { id: `part-${tenant}`, type: "part.requested", topic: "action-requests" as const };
    await missions.waits(caller, run.id, { waits: [{ key: "part", for: { kind: "task", request: part } }] });
    await bench.complete(part.id, { small: true });
    await missions.cancel(caller, mission.id);
    expect((await missions.mission(tenant, mission.id)).result).toEqual({
      steps: { first: `first${large}` },
      tasks: [{ taskId: part.id, type: part.type, result: { small: true } }],
      isCut: true,
    });
  });

  it("lists what could not be undone, and goes on with the rest", async () => {
    await using bench = await openBench(store(), { compensationMs: 60_000 });
    const { missions, caller, tenant } = bench;
    const { mission } = await booked(bench);
    await missions.cancel(caller, mission.id, "changed my mind");
    expect(await missions.cancel(caller, mission.id)).toMatchObject({ phase: "compensating" });
    await expect(missions.pause(caller, mission.id)).rejects.toMatchObject({ code: "CONFLICT" });
    await bench.fail((await undoing(bench, mission.id)).id, "NO_REFUND");
    await bench.advance(60_000);
    await bench.complete((await undoing(bench, mission.id)).id);
    const ended = await missions.mission(tenant, mission.id);
    expect(ended).toMatchObject({ status: "cancelled", failure: { code: "CANCELLED", message: "changed my mind" } });
    expect(ended.compensation?.undone).toEqual(["flight"]);
    expect(ended.compensation?.notUndone).toMatchObject([
      { name: "car", failure: { code: "NO_REFUND" } },
      { name: "hotel.requested", failure: { code: "TIMED_OUT" } },
    ]);
    expect(await missions.cancel(caller, mission.id)).toMatchObject({ status: "cancelled" });
  });

  it("tells what is to be undone in facts that fit into events, from which the tables come again", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const { run } = await bench.run(mission.taskId);
    const keys = ["a", "b", "c", "d", "e"];
    for (const key of keys) {
      const data = { key, body: key.repeat(300_000) };
      await missions.step(caller, run.id, { key, startedAt: bench.at(0), undo: undo("booking.withdrawn", data) });
    }
    for (let n = 0; n < 6; n += 1) {
      const failure = { code: "UNDO_UNSAID", message: `${n}${"?".repeat(8000)}` };
      await missions.step(caller, run.id, { key: `unsaid ${n}`, startedAt: bench.at(0), failure });
    }
    await missions.cancel(caller, mission.id);
    await missions.idle();
    const { items } = await missions.history(tenant, mission.id, { limit: 200 });
    const sizes = items.map(({ data }) => JSON.stringify(data).length);
    expect(Math.max(...sizes)).toBeLessThan(1_000_000);
    const stream = await Promise.all(items.map(({ id }) => bench.bus.find(tenant, id)));
    expect(stream.map((event) => event?.type)).toEqual(items.map(({ type }) => type));
    await bench.store.withTenant(tenant, (tx) => tx.execute(sql`delete from missions.history`));
    await missions.rebuild(tenant);
    for (const key of [...keys].reverse()) {
      const open = await undoing(bench, mission.id);
      expect(open.data).toMatchObject({ key });
      await bench.complete(open.id);
    }
    const ended = await missions.mission(tenant, mission.id);
    expect(ended).toMatchObject({ status: "cancelled", compensation: { undone: ["e", "d", "c", "b", "a"] } });
    expect(ended.compensation?.notUndone.map(({ name }) => name)).toEqual([5, 4, 3, 2, 1, 0].map((n) => `unsaid ${n}`));
  });

  it("tells no more of a compensation with its end than an event holds", async () => {
    await using bench = await openBench(store(), { breakerFailures: 100 });
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const { run } = await bench.run(mission.taskId);
    const names = Array.from({ length: 6 }, (_, n) => `step ${n}`);
    for (const key of names) {
      await missions.step(caller, run.id, { key, startedAt: bench.at(0), undo: undo("booking.withdrawn", { key }) });
    }
    await missions.cancel(caller, mission.id);
    for (const _ of names) {
      const { run: begun } = await bench.run((await undoing(bench, mission.id)).id);
      const failure = { code: "BROKEN", message: "it did not work", details: "!".repeat(400_000) };
      await missions.finish(caller, begun.id, { outcome: "failed", failure });
    }
    const [end] = await bench.published("mission.cancelled");
    expect(end?.data).toMatchObject({ compensation: { undone: [], notUndone: [], isCut: true } });
    const { compensation } = await missions.mission(tenant, mission.id);
    expect(compensation?.notUndone.map(({ name }) => name)).toEqual([...names].reverse());
  });

  it("undoes by hand what could not be undone, once and without holding up the rest", async () => {
    await using bench = await openBench(store(), { compensationMs: 60_000 });
    const { missions, caller, tenant } = bench;
    const { mission } = await booked(bench);
    await missions.cancel(caller, mission.id);
    const car = await undoing(bench, mission.id);
    await bench.fail(car.id, "NO_REFUND");
    const hotel = await undoing(bench, mission.id);
    // While the next one goes on: what becomes of the first again moves nothing.
    await missions.retryTask(caller, car.id, {});
    await bench.fail(car.id, "STILL_NOT");
    expect((await undoing(bench, mission.id)).id).toBe(hotel.id);
    await bench.advance(60_000);
    await bench.complete((await undoing(bench, mission.id)).id);
    const ended = await missions.mission(tenant, mission.id);
    expect(ended).toMatchObject({ status: "cancelled", phase: null });
    expect(ended.compensation).toMatchObject({
      undone: ["flight"],
      notUndone: [
        { name: "car", taskId: car.id, failure: { code: "STILL_NOT" } },
        { name: "hotel.requested", taskId: hotel.id, failure: { code: "TIMED_OUT" } },
      ],
    });
    // After the end, which stays.
    expect(await missions.retryTask(caller, hotel.id, {})).toMatchObject({
      status: "queued",
      deadline: bench.at(60_000),
    });
    await bench.complete(hotel.id);
    await missions.retryTask(caller, car.id, {});
    await bench.advance(60_000);
    const { compensation, ...rest } = await missions.mission(tenant, mission.id);
    expect(rest).toMatchObject({ status: "cancelled", endedAt: ended.endedAt });
    expect(compensation).toMatchObject({
      undone: ["flight", "hotel.requested"],
      notUndone: [{ name: "car", taskId: car.id, failure: { code: "TIMED_OUT" } }],
    });
    await missions.rebuild(tenant);
    expect((await missions.mission(tenant, mission.id)).compensation).toEqual(compensation);
  });

  it("reaches running handlers when a mission is cancelled, and takes nothing from them any more", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const { run } = await bench.run(mission.taskId);
    await missions.cancel(caller, mission.id);
    expect(await missions.heartbeats(caller, [run.id])).toEqual({ stop: [{ run: run.id, reason: "cancelled" }] });
    await expect(missions.finish(caller, run.id, { outcome: "succeeded" })).rejects.toMatchObject({
      code: "RUN_SUPERSEDED",
    });
    expect(await missions.mission(tenant, mission.id)).toMatchObject({ status: "cancelled", result: { steps: {} } });
    expect((await bench.begin(await bench.request(mission.taskId))).state).toBe("done");
    await expect(missions.resume(caller, mission.id)).rejects.toMatchObject({ code: "MISSION_ENDED" });
    const event = { ...(await bench.request(mission.taskId)), id: `late-${tenant}` };
    expect((await bench.begin(event)).state).toBe("done");
  });

  it("holds what a paused mission is delivered, and sends it again at its resume", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const { run } = await bench.run(mission.taskId);
    const request = { id: `part-${tenant}`, type: "part.requested", topic: "action-requests" as const, isTask: true };
    await missions.step(caller, run.id, { key: "ask", kind: "publish", startedAt: bench.at(0), emit: request });
    expect(await missions.pause(caller, mission.id, "lunch")).toMatchObject({ phase: "paused", status: "running" });
    expect((await bench.begin(await bench.request(request.id))).state).toBe("held");
    expect(await missions.heartbeats(caller, [run.id])).toEqual({ stop: [{ run: run.id, reason: "paused" }] });
    await expect(missions.finish(caller, run.id, { outcome: "succeeded" })).rejects.toMatchObject({
      code: "RUN_SUPERSEDED",
    });
    await bench.delivered("worker", "job.requested");
    await bench.delivered("worker", "part.requested");
    await missions.resume(caller, mission.id);
    const [wake] = await bench.delivered("worker", "job.requested");
    const again = await bench.begin(wake as never);
    expect(again).toMatchObject({ state: "run", journal: [{ key: "ask" }] });
    const all = (await bench.missions.tasks(tenant, { missionId: mission.id, limit: 10 })).items;
    expect(all.map(({ status }) => status)).toEqual(["queued", "running"]);
  });

  it("retries a failed task from its journal, or afresh, and reopens its mission", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const once = async () => {
      const begun = await bench.run(mission.taskId);
      const keys = begun.journal.map(({ key }) => key);
      const step = { startedAt: bench.at(0) };
      await missions.step(caller, begun.run.id, { ...step, key: "good", result: 1 });
      await missions.step(caller, begun.run.id, { ...step, key: "bad", failure: { code: "X", message: "x" } });
      await missions.finish(caller, begun.run.id, { outcome: "failed", failure: { code: "X", message: "x" } });
      return keys;
    };
    expect(await once()).toEqual([]);
    expect((await missions.mission(tenant, mission.id)).status).toBe("failed");
    await bench.delivered("worker", "job.requested");
    await missions.retryTask(caller, mission.taskId, { reason: "mended" });
    expect(await missions.mission(tenant, mission.id)).toMatchObject({
      status: "running",
      failure: null,
      endedAt: null,
    });
    expect(await bench.delivered("worker", "job.requested")).toHaveLength(1);
    expect(await once()).toEqual(["good"]);
    await missions.retryTask(caller, mission.taskId, { fresh: true });
    expect(await once()).toEqual([]);
    await missions.retryTask(caller, mission.taskId);
    await bench.complete(mission.taskId, "at last");
    expect(await missions.mission(tenant, mission.id)).toMatchObject({ status: "succeeded", result: "at last" });
    await expect(missions.retryTask(caller, mission.taskId)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("ends a task and a mission whose time is up", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const late = await missions.create(caller, { type: "job.requested", deadline: bench.at(10_000) });
    const slow = await missions.create(caller, { type: "job.requested" });
    const { run, deadline } = await bench.run(slow.taskId, { timeoutMs: 5000 });
    expect(deadline).toBe(bench.at(5000));
    await bench.advance(5000);
    expect(await missions.heartbeats(caller, [run.id])).toEqual({ stop: [{ run: run.id, reason: "timed_out" }] });
    expect(await missions.mission(tenant, slow.id)).toMatchObject({
      status: "timed_out",
      failure: { code: "TIMED_OUT" },
    });
    await bench.advance(5000);
    expect(await missions.mission(tenant, late.id)).toMatchObject({ status: "timed_out" });
    expect(await missions.task(tenant, late.taskId)).toMatchObject({ status: "timed_out" });
  });

  it("ends a run whose handler took too long, and the task with its last attempt", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const failure = { code: "TIMED_OUT", message: "the handler took longer than 50 ms" };
    const end = { outcome: "timed_out", failure } as const;
    const first = await bench.run(mission.taskId);
    const again = await missions.finish(caller, first.run.id, { ...end, retry: true });
    expect(again).toMatchObject({ status: "queued", runs: 1 });
    expect(await missions.run(tenant, first.run.id)).toMatchObject({ status: "timed_out", failure });
    const last = await bench.run(mission.taskId, { attempt: 2 });
    await missions.finish(caller, last.run.id, end);
    expect(await missions.finish(caller, last.run.id, end)).toMatchObject({ status: "timed_out", failure });
    expect(await missions.run(tenant, last.run.id)).toMatchObject({ status: "timed_out", failure });
    expect(await missions.mission(tenant, mission.id)).toMatchObject({
      status: "timed_out",
      failure: { code: "TIMED_OUT", cause: failure },
    });
  });

  it("ends a run that fell silent, and the task with its last attempt", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const first = await bench.run(mission.taskId, { leaseMs: 3000 });
    await bench.advance(2000);
    await missions.heartbeats(caller, [first.run.id]);
    await bench.advance(2000);
    expect((await missions.run(tenant, first.run.id)).status).toBe("running");
    await bench.advance(1000);
    expect(await missions.run(tenant, first.run.id)).toMatchObject({ status: "failed", failure: { code: "RUN_LOST" } });
    expect((await missions.task(tenant, mission.taskId)).status).toBe("queued");
    await bench.run(mission.taskId, { leaseMs: 3000, attempt: 5 });
    await bench.advance(3000);
    expect(await missions.mission(tenant, mission.id)).toMatchObject({
      status: "failed",
      failure: { code: "RUN_LOST" },
    });
  });

  it("loses no run for the time in which nobody heard it", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const task = await missions.createTask(caller, { type: "job.requested" });
    const { run } = await bench.run(task.id, { leaseMs: 3000, attempt: 5 });
    await missions.close();
    await bench.clock.advance(60_000);
    const next = bench.replica();
    await next.idle();
    expect((await next.run(tenant, run.id)).status).toBe("running");
    await bench.clock.advance(2999);
    await next.idle();
    await next.heartbeats(caller, [run.id]);
    await bench.clock.advance(3000);
    await next.idle();
    expect(await next.task(tenant, task.id)).toMatchObject({ status: "failed", failure: { code: "RUN_LOST" } });
  });

  it("ends tasks by answers of agents that keep no journal", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant, bus } = bench;
    const answer = async (task: string, type: string, data: unknown, source = "/agents/plain") => {
      const { replytopic: _r, ...request } = await bench.request(task);
      const more = { id: `answer-${task}`, source, type, topic: "action-results" as const, causationid: task, hops: 1 };
      await bus.publish({ ...request, ...more, data });
      await missions.idle();
    };
    const good = await missions.create(caller, { type: "job.requested" });
    await answer(good.taskId, "job.completed", { n: 1 });
    expect(await missions.mission(tenant, good.id)).toMatchObject({ status: "succeeded", result: { n: 1 } });
    const bad = await missions.create(caller, { type: "job.requested" });
    await answer(bad.taskId, "job.failed", { code: "HANDLER_FAILED", detail: "no" }, "troupe:bus");
    expect(await missions.mission(tenant, bad.id)).toMatchObject({
      status: "failed",
      failure: { code: "HANDLER_FAILED", message: "no" },
    });
    const kept = await missions.create(caller, { type: "job.requested" });
    await bench.run(kept.taskId);
    await answer(kept.taskId, "job.completed", "not from the run");
    expect((await missions.mission(tenant, kept.id)).status).toBe("running");
  });

  it("takes for the answer only what is of the type that was asked for, or says that it failed", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant, bus } = bench;
    const told = async (task: string, type: string, data: unknown) => {
      const { replytype: _t, replytopic: _r, ...request } = await bench.request(task);
      const more = {
        id: `${type}-${task}`,
        source: "/agents/plain",
        topic: "action-results" as const,
        causationid: task,
      };
      await bus.publish({ ...request, ...more, type, data });
      await missions.idle();
    };
    const asked = { type: "job.requested", replyType: "job.completed" };
    const done = await missions.createTask(caller, asked);
    await told(done.id, "job.noted", "half of it");
    expect((await missions.task(tenant, done.id)).status).toBe("queued");
    await told(done.id, "job.completed", "all of it");
    expect(await missions.task(tenant, done.id)).toMatchObject({ status: "succeeded", result: "all of it" });
    const failed = await missions.createTask(caller, asked);
    await told(failed.id, "job.failed", { detail: "no" });
    expect(await missions.task(tenant, failed.id)).toMatchObject({ status: "failed", failure: { message: "no" } });
  });

  it("takes the first of several answers, and none once the task has ended otherwise", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant, bus } = bench;
    const answer = async (task: string, id: string, data: unknown) => {
      const { replytopic: _r, ...request } = await bench.request(task);
      const more = { id, source: "/agents/plain", topic: "action-results" as const, causationid: task, hops: 1 };
      await bus.publish({ ...request, ...more, type: "job.completed", data });
      await missions.idle();
    };
    const twice = await missions.create(caller, { type: "job.requested" });
    await answer(twice.taskId, `first-${tenant}`, { n: 1 });
    await answer(twice.taskId, `second-${tenant}`, { n: 2 });
    await answer(twice.taskId, `first-${tenant}`, { n: 1 });
    expect(await missions.mission(tenant, twice.id)).toMatchObject({ status: "succeeded", result: { n: 1 } });
    const ends = (await missions.history(tenant, twice.id, { limit: 50 })).items.filter(({ type }) =>
      type.endsWith("succeeded"),
    );
    expect(ends.map(({ type }) => type)).toEqual(["task.succeeded", "mission.succeeded"]);
    const cancelled = await missions.create(caller, { type: "job.requested" });
    await bench.request(cancelled.taskId);
    await missions.cancel(caller, cancelled.id);
    await answer(cancelled.taskId, `late-${tenant}`, { n: 3 });
    expect(await missions.mission(tenant, cancelled.id)).toMatchObject({ status: "cancelled" });
    expect(await missions.task(tenant, cancelled.taskId)).toMatchObject({ status: "cancelled", result: null });
  });

  it("makes tasks of requests that somebody publishes inside a mission", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant, bus } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const event = {
      ...(await bench.request(mission.taskId)),
      id: `own-${tenant}`,
      type: "own.requested",
      causationid: mission.taskId,
      hops: 1,
    };
    await bus.publish(event);
    await missions.idle();
    expect(await missions.task(tenant, event.id)).toMatchObject({
      missionId: mission.id,
      parentId: mission.taskId,
      kind: "task",
      status: "queued",
    });
    await bench.complete(event.id);
    await bench.complete(mission.taskId);
    expect((await missions.mission(tenant, mission.id)).spent.actions).toBe(1);
  });
});
