import type { Begun } from "@troupe/contracts";
import { expect, it } from "vitest";
import { type Bench, onEachStore, openBench } from "./bench.js";

const undo = (of: string) => ({ type: "undo.requested", topic: "action-requests" as const, data: { of } });
const deed = (bench: Bench, key: string) => ({ key, result: key, startedAt: bench.at(0), undo: undo(key) });
const refused = { code: "RUN_SUPERSEDED" };

const undoings = async ({ missions, tenant }: Bench, mission: string) => {
  const { items } = await missions.tasks(tenant, { missionId: mission, type: "undo.requested", limit: 100 });
  return [...items].reverse();
};

/** Carries out all that a mission asks to have undone; what that was, in its order. */
async function undone(bench: Bench, mission: string): Promise<unknown[]> {
  const all: unknown[] = [];
  for (;;) {
    const [open] = (await undoings(bench, mission)).filter(({ status }) => status === "queued");
    if (open === undefined) return all;
    all.push((open.data as { of: unknown }).of);
    await bench.complete(open.id);
  }
}

onEachStore("what is done late", (store) => {
  it("is undone with the rest while its mission undoes, and first", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const { run } = await bench.run(mission.taskId);
    await missions.step(caller, run.id, deed(bench, "first"));
    await missions.step(caller, run.id, deed(bench, "second"));
    await missions.cancel(caller, mission.id);
    for (let again = 0; again < 2; again += 1) {
      await expect(missions.step(caller, run.id, deed(bench, "late"))).rejects.toMatchObject(refused);
    }
    expect(await undone(bench, mission.id)).toEqual(["second", "late", "first"]);
    const end = await missions.mission(tenant, mission.id);
    expect(end).toMatchObject({ status: "cancelled", compensation: { undone: ["second", "late", "first"] } });
  });

  it("is undone after the end of its mission, which stays", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const { run } = await bench.run(mission.taskId);
    await missions.cancel(caller, mission.id, "no longer wanted");
    const ended = await missions.mission(tenant, mission.id);
    expect(ended).toMatchObject({ status: "cancelled", compensation: null });
    await expect(missions.step(caller, run.id, deed(bench, "late"))).rejects.toMatchObject(refused);
    await expect(missions.step(caller, run.id, { ...deed(bench, "plain"), undo: undefined })).rejects.toMatchObject(
      refused,
    );
    expect(await undone(bench, mission.id)).toEqual(["late"]);
    const { failure, endedAt } = ended;
    expect(await missions.mission(tenant, mission.id)).toMatchObject({
      status: "cancelled",
      failure,
      endedAt,
      compensation: { undone: ["late"], notUndone: [] },
    });
    const { items } = await missions.steps(tenant, mission.taskId, { limit: 10 });
    expect(items.map(({ key }) => key)).toEqual(["late"]);
    const before = await missions.mission(tenant, mission.id);
    await missions.rebuild(tenant);
    expect(await missions.mission(tenant, mission.id)).toEqual(before);
  });

  it("is undone where a whole task was done after it was cancelled", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const { run } = await bench.run(mission.taskId, { undo: undo("job") });
    await missions.cancel(caller, mission.id);
    await expect(missions.finish(caller, run.id, { outcome: "succeeded" })).rejects.toMatchObject(refused);
    expect(await undone(bench, mission.id)).toEqual(["job"]);
    expect(await missions.mission(tenant, mission.id)).toMatchObject({
      status: "cancelled",
      compensation: { undone: ["job.requested"] },
    });
  });

  it("counts as done where its mission went on, and failed later", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const waitFor = (key: string) => {
      const request = { id: `${key}-${tenant}`, type: "part.requested", topic: "action-requests" as const };
      return { key, for: { kind: "task" as const, request } };
    };
    const { run } = await bench.run(mission.taskId);
    await missions.waits(caller, run.id, { waits: [waitFor("middle")], suspend: ["middle"] });
    const middle = await bench.run(`middle-${tenant}`);
    await missions.waits(caller, middle.run.id, { waits: [waitFor("slow")] });
    const slow = await bench.run(`slow-${tenant}`, { undo: undo("slow") });
    const failure = { code: "BROKEN", message: "it did not work" };
    await missions.finish(caller, middle.run.id, { outcome: "failed", failure });
    expect(await missions.task(tenant, `slow-${tenant}`)).toMatchObject({ status: "cancelled" });
    await expect(missions.step(caller, slow.run.id, deed(bench, "late"))).rejects.toMatchObject(refused);
    await expect(missions.finish(caller, slow.run.id, { outcome: "succeeded" })).rejects.toMatchObject(refused);
    expect(await undone(bench, mission.id)).toEqual([]);
    const wake = (await bench.delivered("worker", "job.requested")).find((event) => "wakes" in event);
    const woken = (await bench.begin(wake as never)) as Extract<Begun, { state: "run" }>;
    await missions.finish(caller, woken.run.id, { outcome: "failed", failure });
    expect(await undone(bench, mission.id)).toEqual(["late", "slow"]);
    expect(await missions.mission(tenant, mission.id)).toMatchObject({ status: "failed", phase: null });
  });

  it("is not done again where its task goes on", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const { run } = await bench.run(mission.taskId);
    await missions.pause(caller, mission.id);
    await missions.heartbeats(caller, [run.id]);
    await expect(missions.step(caller, run.id, { ...deed(bench, "a"), undo: undefined })).rejects.toMatchObject(
      refused,
    );
    await missions.resume(caller, mission.id);
    const wake = (await bench.delivered("worker", "job.requested")).find((event) => "wakes" in event);
    expect(await bench.begin(wake as never)).toMatchObject({ state: "run", journal: [{ key: "a", result: "a" }] });
    await expect(missions.step(caller, run.id, { ...deed(bench, "b") })).rejects.toMatchObject(refused);
    const { items } = await missions.steps(tenant, mission.taskId, { limit: 10 });
    expect(items.map(({ key }) => key)).toEqual(["a"]);
  });
});
