import { expect, it } from "vitest";
import { type Bench, onEachStore, openBench } from "./bench.js";

/** A mission whose goal's task failed because its sub-task did. */
async function failedBySubtask(bench: Bench) {
  const { missions, caller, tenant } = bench;
  const mission = await missions.create(caller, { type: "job.requested" });
  const { run } = await bench.run(mission.taskId);
  const request = { id: `part-${tenant}`, type: "part.requested", topic: "action-requests" as const };
  const waits = [{ key: "part", for: { kind: "task" as const, request } }];
  await missions.waits(caller, run.id, { waits, suspend: ["part"] });
  await bench.fail(request.id);
  const [woken] = (await bench.delivered("worker", "job.requested")).filter((event) => "wakes" in event);
  if (woken === undefined) throw new Error("the goal's task was not woken");
  const again = await bench.begin(woken);
  if (again.state !== "run") throw new Error(`the goal's task is ${again.state}`);
  await missions.finish(caller, again.run.id, {
    outcome: "failed",
    failure: { code: "PART_FAILED", message: "no part" },
  });
  return { mission, waits, part: request.id };
}

onEachStore("retries of tasks", (store) => {
  it("retries the task that asked, not one whose end nobody would hear of", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const { mission, waits, part } = await failedBySubtask(bench);
    await expect(missions.retryTask(caller, part)).rejects.toMatchObject({
      code: "CONFLICT",
      hint: `troupe tasks retry ${mission.taskId}`,
    });
    expect((await missions.mission(tenant, mission.id)).status).toBe("failed");
    await missions.retryTask(caller, mission.taskId);
    const woken = (await bench.delivered("worker", "job.requested")).at(-1);
    if (woken === undefined) throw new Error("the goal's task was not sent again");
    const begun = await bench.begin(woken);
    if (begun.state !== "run") throw new Error(`the goal's task is ${begun.state}`);
    await missions.waits(caller, begun.run.id, { waits, suspend: ["part"] });
    expect(await missions.task(tenant, part)).toMatchObject({ status: "queued", failure: null });
  });

  it("retries nothing of a mission that its planner ended", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const request = { id: `asked-${tenant}`, type: "part.requested", topic: "action-requests" as const, isTask: true };
    const turn = { planner: "boss", state: {}, handled: mission.taskId, ifRev: mission.rev };
    const { mission: planned } = await missions.transition(caller, mission.id, { ...turn, emit: [request] });
    await bench.fail(request.id);
    const end = { as: "failed" as const, failure: { code: "GAVE_UP", message: "no part" } };
    await missions.transition(caller, mission.id, { ...turn, ifRev: planned.rev, handled: "its-end", end });
    for (const task of [request.id, mission.taskId]) {
      await expect(missions.retryTask(caller, task)).rejects.toMatchObject({
        code: "MISSION_ENDED",
        hint: `troupe missions replay ${mission.id}`,
      });
    }
    expect((await missions.mission(tenant, mission.id)).status).toBe("failed");
  });

  it("gives a mission that ran out of time more of it before it is retried", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested", budget: { wallMs: 1000 } });
    await bench.request(mission.taskId);
    await bench.advance(2000);
    const over = await missions.mission(tenant, mission.id);
    expect(over).toMatchObject({ status: "failed", failure: { code: "BUDGET_EXCEEDED" } });
    await expect(missions.patch(caller, mission.id, { ifRev: over.rev, data: 1 })).rejects.toMatchObject({
      code: "MISSION_ENDED",
    });
    await missions.patch(caller, mission.id, { ifRev: over.rev, budget: { wallMs: 60_000 } });
    await bench.advance(10_000);
    await missions.retryTask(caller, mission.taskId);
    await bench.advance(10_000);
    expect((await missions.mission(tenant, mission.id)).status).toBe("running");
    await bench.advance(60_000);
    expect((await missions.mission(tenant, mission.id)).status).toBe("failed");
    const { items } = await missions.history(tenant, mission.id, { limit: 50 });
    await missions.rebuild(tenant);
    expect((await missions.history(tenant, mission.id, { limit: 50 })).items).toEqual(items);
    expect((await missions.mission(tenant, mission.id)).status).toBe("failed");
  });
});
