import type { CloudEvent } from "@troupe/contracts";
import { expect, it } from "vitest";
import { type Bench, onEachStore, openBench } from "./bench.js";

type Transition = Parameters<Bench["missions"]["transition"]>[2];

const move = (rev: number, handled: string, more: Partial<Transition> = {}): Transition => ({
  ifRev: rev,
  planner: "planner",
  handled,
  state: { at: handled },
  ...more,
});
const ask = (id: string, data: unknown = {}) => ({
  id,
  type: "work.requested",
  topic: "action-requests" as const,
  data,
  isTask: true,
});

onEachStore("planning", (store) => {
  it("asks for no task that another mission has", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const [mine, other] = [
      await missions.create(caller, { type: "goal.requested" }),
      await missions.create(caller, { type: "goal.requested" }),
    ];
    const foreign = move(1, mine.taskId, { emit: [ask(other.taskId)] });
    await expect(missions.transition(caller, mine.id, foreign)).rejects.toMatchObject({
      code: "CONFLICT",
      message: `task ${other.taskId} was asked for elsewhere already, in mission ${other.id}`,
    });
    expect(await missions.mission(tenant, mine.id)).toMatchObject({ rev: 1, planner: null });
  });

  it("saves state, events and the handled event in one commit, once", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "goal.requested" });
    const first = move(1, mission.taskId, { emit: [ask(`a-${tenant}`), ask(`b-${tenant}`)], reason: { why: "first" } });
    const outcomes = await Promise.allSettled([
      missions.transition(caller, mission.id, first),
      missions.transition(caller, mission.id, { ...first, handled: "something-else" }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = outcomes.find(({ status }) => status === "rejected");
    expect(lost).toMatchObject({ reason: { code: "REV_CONFLICT", extensions: { current: { rev: 2 } } } });
    const handled = outcomes[0]?.status === "fulfilled" ? mission.taskId : "something-else";
    expect(await missions.transition(caller, mission.id, move(2, handled))).toMatchObject({ applied: false });
    expect(await missions.mission(tenant, mission.id)).toMatchObject({
      status: "running",
      planner: "planner",
      rev: 2,
      spent: { actions: 2 },
    });
    expect((await bench.published("work.requested")).map(({ id }) => id)).toEqual([`a-${tenant}`, `b-${tenant}`]);
    await expect(
      missions.transition(caller, mission.id, { ...move(2, "x"), planner: "another" }),
    ).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("ends with the planner's last transition, not with the goal's task", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "goal.requested" });
    await missions.transition(
      caller,
      mission.id,
      move(1, mission.taskId, { emit: [ask(`w-${tenant}`), ask(`open-${tenant}`)] }),
    );
    await bench.complete(`w-${tenant}`, { n: 1 });
    const end = { as: "succeeded" as const, result: { done: true } };
    const ended = await missions.transition(caller, mission.id, move(2, "w", { end }));
    expect(ended).toMatchObject({ applied: true, mission: { status: "succeeded", result: { done: true } } });
    expect(await missions.task(tenant, mission.taskId)).toMatchObject({ status: "succeeded" });
    expect(await missions.task(tenant, `open-${tenant}`)).toMatchObject({ status: "cancelled" });
    await expect(missions.transition(caller, mission.id, move(3, "late"))).rejects.toMatchObject({
      code: "MISSION_ENDED",
    });
    const failed = await missions.create(caller, { type: "goal.requested" });
    const failure = { code: "NO_WAY", message: "no way" };
    await missions.transition(caller, failed.id, move(1, failed.taskId, { end: { as: "failed", failure, result: 1 } }));
    expect(await missions.mission(tenant, failed.id)).toMatchObject({ status: "failed", failure, result: 1 });
  });

  it("goes on although its goal's task was given up, once a planner has it", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant, bus } = bench;
    const mission = await missions.create(caller, { type: "goal.requested" });
    await missions.transition(caller, mission.id, move(1, mission.taskId));
    const goal = await bench.request(mission.taskId);
    const givenUp = { ...goal, id: `gone-${tenant}`, type: "goal.failed", topic: "action-results" as const };
    await bus.publish({ ...givenUp, source: "troupe:bus", causationid: goal.id, data: { detail: "tried in vain" } });
    await missions.idle();
    expect(await missions.task(tenant, mission.taskId)).toMatchObject({ status: "failed" });
    expect(await missions.mission(tenant, mission.id)).toMatchObject({ status: "running", failure: null });
    await missions.transition(caller, mission.id, move(2, "answer", { end: { as: "succeeded", result: 1 } }));
    expect(await missions.mission(tenant, mission.id)).toMatchObject({ status: "succeeded", result: 1 });
  });

  it("tells a planner that its timers are due, unless it withdrew them", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "goal.requested" });
    const timers = [
      { key: "a", at: bench.at(1000) },
      { key: "b", at: bench.at(2000) },
    ];
    await missions.transition(caller, mission.id, move(1, mission.taskId, { timers }));
    await missions.transition(caller, mission.id, move(2, "e2", { timers: timers.slice(0, 1) }));
    await bench.advance(3000);
    expect(await bench.published("plan.timer.fired")).toMatchObject([
      { topic: "plan-events", missionid: mission.id, data: { missionId: mission.id, key: "a" } },
    ]);
    expect((await missions.mission(tenant, mission.id)).rev).toBe(3);
  });

  it("patches a mission at a known revision", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "goal.requested", tags: ["a"] });
    const deadline = bench.at(60_000);
    const patched = await missions.patch(caller, mission.id, {
      ifRev: 1,
      data: { n: 2 },
      tags: ["b", "c"],
      deadline,
      budget: { actions: 3 },
    });
    expect(patched).toMatchObject({ rev: 2, data: { n: 2 }, tags: ["b", "c"], deadline, budget: { actions: 3 } });
    await expect(missions.patch(caller, mission.id, { ifRev: 1, tags: [] })).rejects.toMatchObject({
      code: "REV_CONFLICT",
      extensions: { current: { rev: 2 } },
    });
    expect((await missions.missions(tenant, { tag: "a", limit: 5 })).items).toEqual([]);
    expect((await missions.missions(tenant, { tag: "c", limit: 5 })).items).toHaveLength(1);
    await missions.patch(caller, mission.id, { ifRev: 2, deadline: null });
    await bench.advance(120_000);
    expect((await missions.mission(tenant, mission.id)).status).toBe("queued");
  });
});

onEachStore("budgets and guards", (store) => {
  it("weighs a parallel batch as a whole: none is sent when it does not fit", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested", budget: { actions: 5 } });
    const { run } = await bench.run(mission.taskId);
    const parts = (prefix: string, n: number) =>
      Array.from({ length: n }, (_, at) => ask(`${prefix}-${tenant}-${at}`, { at }));
    const wait = (key: string, n: number) => ({
      key,
      for: { kind: "tasks" as const, requests: parts(key, n), join: { policy: "all" as const } },
    });
    await missions.step(caller, run.id, { key: "known", result: 7, startedAt: bench.at(0) });
    await missions.waits(caller, run.id, { waits: [wait("first", 3)] });
    await expect(missions.waits(caller, run.id, { waits: [wait("second", 3)] })).rejects.toMatchObject({
      code: "BUDGET_EXCEEDED",
    });
    expect(await missions.mission(tenant, mission.id)).toMatchObject({
      status: "failed",
      failure: { code: "BUDGET_EXCEEDED", message: "actions: 6 of 5" },
      result: { steps: { known: 7 } },
      spent: { actions: 3 },
    });
    expect(await bench.published("work.requested")).toHaveLength(3);
    await expect(missions.step(caller, run.id, { key: "more", startedAt: bench.at(0) })).rejects.toMatchObject({
      code: "RUN_SUPERSEDED",
    });
  });

  it("bounds hops, repeats and circles", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const over = async (budget: object, chain: (n: number) => unknown) => {
      const mission = await missions.create(caller, { type: "job.requested", budget });
      let task = mission.taskId;
      for (let n = 0; n < 10; n += 1) {
        const { run } = await bench.run(task);
        task = `${mission.id}-${n}`;
        const request = ask(task, chain(n));
        try {
          await missions.waits(caller, run.id, {
            waits: [{ key: "down", for: { kind: "task", request } }],
            suspend: ["down"],
          });
        } catch (error) {
          expect(error).toMatchObject({ code: "BUDGET_EXCEEDED" });
          return (await missions.mission(tenant, mission.id)).failure?.message;
        }
      }
      return undefined;
    };
    expect(await over({ hops: 3 }, (n) => n)).toBe("hops: 4 of 3");
    expect(await over({ repeats: 1 }, (n) => ({ a: n % 2, b: 1 }))).toBe(
      "repeats: work.requested: 2 times, 1 are allowed",
    );
    const before = (await bench.published("work.requested")).length;
    expect(await over({}, () => ({ same: true }))).toBe("cycle: work.requested asks for itself");
    expect(await bench.published("work.requested")).toHaveLength(before + 2);
    expect(await over({}, (n) => n)).toBeUndefined();
  });

  it("counts what one batch repeats, and asks for nothing in a mission that is over", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested", budget: { repeats: 2 } });
    const { run } = await bench.run(mission.taskId);
    const requests = ["one", "two", "three"].map((name) => ask(`${name}-${tenant}`, { same: true }));
    const wait = { key: "all", for: { kind: "tasks" as const, requests, join: { policy: "all" as const } } };
    await expect(missions.waits(caller, run.id, { waits: [wait] })).rejects.toThrow(
      "repeats: work.requested: 3 times, 2 are allowed",
    );
    const late = { type: "work.requested", missionId: mission.id };
    await expect(missions.createTask(caller, late)).rejects.toMatchObject({ code: "MISSION_ENDED" });
    expect(await bench.published("work.requested")).toEqual([]);
  });

  it("lets the times of a plan and of its tasks stand still while the mission is paused", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "goal.requested" });
    const timers = [
      { key: "a", at: bench.at(1000) },
      { key: "b", at: bench.at(5000) },
    ];
    await missions.transition(caller, mission.id, move(1, mission.taskId, { timers }));
    const task = { type: "work.requested", missionId: mission.id, deadline: bench.at(3000) };
    const { id } = await missions.createTask(caller, task);
    const late = await missions.createTask(caller, { type: "work.requested", missionId: mission.id });
    const fired = async () =>
      (await bench.published("plan.timer.fired")).map(({ data }) => (data as { key: string }).key);

    await bench.advance(400);
    await missions.pause(caller, mission.id);
    await bench.advance(10_000);
    expect(await fired()).toEqual([]);
    expect(await missions.task(tenant, id)).toMatchObject({ status: "queued" });
    // An answer that comes meanwhile leads to a transition; the timers that it keeps are the same.
    await missions.transition(caller, mission.id, move(3, "answer", { timers }));
    await missions.resume(caller, mission.id);
    await bench.advance(599);
    expect(await fired()).toEqual([]);
    await bench.advance(1);
    expect(await fired()).toEqual(["a"]);
    const { rev } = await missions.mission(tenant, mission.id);
    await missions.transition(caller, mission.id, move(rev, "timer", { timers: timers.slice(1) }));

    // A handler's own limit counts from the time at which somebody might begin.
    const { run } = await bench.run(late.id, { timeoutMs: 2000 });
    await bench.advance(1399);
    expect(await missions.heartbeats(caller, [run.id])).toEqual({ stop: [] });
    await bench.advance(1);
    expect(await missions.heartbeats(caller, [run.id])).toEqual({ stop: [{ run: run.id, reason: "timed_out" }] });
    expect(await missions.task(tenant, id)).toMatchObject({ status: "queued", deadline: bench.at(600) });
    await bench.advance(600);
    expect(await missions.task(tenant, id)).toMatchObject({ status: "timed_out" });
    await bench.advance(1999);
    expect(await fired()).toEqual(["a"]);
    await bench.advance(1);
    expect(await fired()).toEqual(["a", "b"]);
  });

  it("has what is set while the mission is paused stand still as well, and moves a timer that is set anew", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "goal.requested" });
    await missions.transition(caller, mission.id, move(1, mission.taskId));
    await missions.pause(caller, mission.id);
    const timer = (ms: number) => ({ timers: [{ key: "t", at: bench.at(ms) }] });
    await missions.transition(caller, mission.id, move(3, "answer", timer(1000)));
    const due = { type: "work.requested", missionId: mission.id, deadline: bench.at(2000) };
    const { id } = await missions.createTask(caller, due);
    await bench.advance(10_000);
    expect(await bench.published("plan.timer.fired")).toEqual([]);
    await missions.resume(caller, mission.id);
    expect(await missions.task(tenant, id)).toMatchObject({ status: "queued", deadline: bench.at(2000) });
    const { rev } = await missions.mission(tenant, mission.id);
    await missions.transition(caller, mission.id, move(rev, "later", timer(1500)));
    await bench.advance(1499);
    expect(await bench.published("plan.timer.fired")).toEqual([]);
    await bench.advance(1);
    expect(await bench.published("plan.timer.fired")).toHaveLength(1);
    await bench.advance(500);
    expect(await missions.task(tenant, id)).toMatchObject({ status: "timed_out" });
  });

  it("ends a mission when a call came to more than its budget", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested", budget: { tokens: 100, cost: 0.5 } });
    await missions.spend(caller, mission.id, { key: "call", tokens: 1 });
    await expect(missions.settleSpend(caller, mission.id, "call", { tokens: 140 })).rejects.toMatchObject({
      code: "BUDGET_EXCEEDED",
    });
    expect(await missions.mission(tenant, mission.id)).toMatchObject({
      status: "failed",
      failure: { code: "BUDGET_EXCEEDED", message: "tokens: 140 of 100" },
      spent: { tokens: 140 },
    });
    const dear = await missions.create(caller, { type: "job.requested", budget: { cost: 0.5 } });
    await missions.spend(caller, dear.id, { key: "call", cost: 0.1 });
    await expect(missions.settleSpend(caller, dear.id, "call", { cost: 0.75 })).rejects.toThrow("cost: 0.75 of 0.5");
  });

  it("refuses an id that is another goal's", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const id = `once-${tenant}`;
    await missions.create(caller, { id, type: "job.requested", data: { n: 1 } });
    expect(await missions.create(caller, { id, type: "job.requested", data: { n: 2 } })).toMatchObject({
      data: { n: 1 },
    });
    await expect(missions.create(caller, { id, type: "other.requested" })).rejects.toMatchObject({
      code: "CONFLICT",
      hint: `troupe missions show ${id}`,
    });
  });

  it("takes tokens and cost before the act, once a key, and gives back what was not used", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested", budget: { tokens: 1000, cost: 0.5 } });
    const spend = { key: "call 1", tokens: 800, cost: 0.1 };
    expect(await missions.spend(caller, mission.id, spend)).toMatchObject({ spent: { tokens: 800, cost: 0.1 } });
    expect(await missions.mission(bench.tenant, mission.id)).toMatchObject({ status: "running" });
    expect(await missions.spend(caller, mission.id, spend)).toMatchObject({ spent: { tokens: 800 } });
    expect(await missions.settleSpend(caller, mission.id, "call 1", { tokens: 300, cost: 0.05 })).toMatchObject({
      spent: { tokens: 300, cost: 0.05 },
    });
    await missions.settleSpend(caller, mission.id, "call 1", { tokens: 0 });
    const many = Array.from({ length: 10 }, (_, at) =>
      missions.spend(caller, mission.id, { key: `p${at}`, tokens: 100 }),
    );
    const outcomes = await Promise.allSettled(many);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(7);
    expect(await missions.mission(tenant, mission.id)).toMatchObject({
      status: "failed",
      failure: { code: "BUDGET_EXCEEDED", message: "tokens: 1100 of 1000" },
      spent: { tokens: 1000 },
    });
  });

  it("takes actions and cost that are spent by hand from what is left of them", async () => {
    await using bench = await openBench(store());
    const { missions, caller } = bench;
    const budget = { actions: 5, cost: 0.5 };
    const busy = await missions.create(caller, { type: "job.requested", budget });
    await missions.spend(caller, busy.id, { key: "first", actions: 3 });
    await expect(missions.spend(caller, busy.id, { key: "second", actions: 3 })).rejects.toThrow("actions: 6 of 5");
    const dear = await missions.create(caller, { type: "job.requested", budget });
    await missions.spend(caller, dear.id, { key: "first", cost: 0.3 });
    await expect(missions.spend(caller, dear.id, { key: "second", cost: 0.3 })).rejects.toThrow("cost: 0.6 of 0.5");
  });

  it("ends a mission whose wall time is over", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested", budget: { wallMs: 1000 } });
    await missions.pause(caller, mission.id);
    await bench.advance(1000);
    expect(await missions.mission(tenant, mission.id)).toMatchObject({
      status: "failed",
      failure: { code: "BUDGET_EXCEEDED" },
    });
  });

  it("holds an agent back that failed too often, and lets one try through after a while", async () => {
    await using bench = await openBench(store(), { breakerFailures: 2, breakerWindowMs: 10_000, breakerOpenMs: 5000 });
    const { missions, caller, tenant } = bench;
    const next = async () => (await missions.createTask(caller, { type: "job.requested" })).id;
    await bench.fail(await next());
    await bench.advance(10_001);
    await bench.fail(await next());
    await bench.fail(await next());
    await expect(bench.run(await next())).rejects.toMatchObject({ code: "CIRCUIT_OPEN", retryAfterMs: 5000 });
    expect((await missions.breakers(tenant)).items).toMatchObject([
      { agent: "worker", type: "job.requested", state: "open", failures: 2 },
    ]);
    await bench.run(await next(), { agent: "another" });
    await bench.advance(5000);
    const trial = await bench.run(await next());
    await expect(bench.run(await next())).rejects.toMatchObject({ code: "CIRCUIT_OPEN" });
    await missions.finish(caller, trial.run.id, { outcome: "succeeded" });
    await bench.run(await next());
    expect((await missions.breakers(tenant)).items).toEqual([]);
  });

  it("holds an agent back on every replica, and after a restart", async () => {
    await using bench = await openBench(store(), { breakerFailures: 2, breakerOpenMs: 5000 });
    const { missions, caller, tenant } = bench;
    const another = bench.replica();
    const next = async () => (await missions.createTask(caller, { type: "job.requested" })).id;
    const begin = async (at: typeof missions) =>
      at.begin(caller, {
        event: (await bench.request(await next())) as never,
        agent: "worker",
        group: "worker",
        instance: "worker-1",
        attempt: 1,
        maxAttempts: 5,
        leaseMs: 60_000,
      });
    await bench.fail(await next());
    const begun = await begin(another);
    const failure = { code: "BROKEN", message: "it did not work" };
    await another.finish(caller, (begun as { run: { id: string } }).run.id, { outcome: "failed", failure });
    for (const at of [missions, another, bench.replica()]) {
      await expect(begin(at)).rejects.toMatchObject({ code: "CIRCUIT_OPEN" });
      expect((await at.breakers(tenant)).items).toMatchObject([{ agent: "worker", state: "open", failures: 2 }]);
    }
    await missions.rebuild(tenant);
    await expect(begin(missions)).rejects.toMatchObject({ code: "CIRCUIT_OPEN" });
  });

  it("lets an agent work again when somebody says so", async () => {
    await using bench = await openBench(store(), { breakerFailures: 1, breakerOpenMs: 60_000 });
    const { missions, caller, tenant } = bench;
    const next = async (type: string) => (await missions.createTask(caller, { type })).id;
    for (const type of ["job.requested", "chore.requested"]) await bench.fail(await next(type));
    await missions.closeBreakers(caller, "worker", { type: "job.requested" });
    await bench.run(await next("job.requested"));
    await expect(bench.run(await next("chore.requested"))).rejects.toMatchObject({ code: "CIRCUIT_OPEN" });
    await missions.closeBreakers(caller, "worker", {});
    expect((await missions.breakers(tenant)).items).toEqual([]);
    await expect(missions.closeBreakers(caller, "worker", {})).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("lets go on what waited, and what is tried again by hand, whatever else failed", async () => {
    await using bench = await openBench(store(), { breakerFailures: 1, breakerOpenMs: 60_000 });
    const { missions, caller, tenant } = bench;
    const next = async () => (await missions.createTask(caller, { type: "job.requested" })).id;
    const waiting = await next();
    const { run } = await bench.run(waiting);
    const wait = { key: "nap", for: { kind: "sleep" as const, until: bench.at(1000) } };
    await missions.waits(caller, run.id, { waits: [wait], suspend: ["nap"] });
    const failing = await next();
    await bench.fail(failing);
    await expect(bench.run(await next())).rejects.toMatchObject({ code: "CIRCUIT_OPEN" });
    await bench.advance(1000);
    const woken = (await bench.delivered("worker", "job.requested")).filter((event) => "wakes" in event);
    expect(woken).toMatchObject([{ wakes: waiting }]);
    const again = await bench.begin(woken[0] as CloudEvent);
    expect(again).toMatchObject({ state: "run", task: { id: waiting } });
    await missions.retryTask(caller, failing);
    const [retried] = await bench.delivered("worker", "job.requested");
    expect(await bench.begin(retried as CloudEvent)).toMatchObject({ state: "run", task: { id: failing } });
    expect((await missions.breakers(tenant)).items).toMatchObject([{ state: "open" }]);
  });

  it("holds nobody back for what others failed at, or were waited for in vain", async () => {
    await using bench = await openBench(store(), { breakerFailures: 1 });
    const { missions, caller, tenant } = bench;
    for (const code of ["SUBTASK_FAILED", "TIMED_OUT", "HOPS_EXCEEDED", "SCHEMA_MISMATCH"]) {
      await bench.fail((await missions.createTask(caller, { type: "job.requested" })).id, code);
    }
    const waiting = await missions.createTask(caller, { type: "job.requested", deadline: bench.at(2000) });
    const { run } = await bench.run(waiting.id);
    const wait = { key: "never", for: { kind: "event" as const, type: "never.came" } };
    await missions.waits(caller, run.id, { waits: [wait], suspend: ["never"] });
    const late = await missions.create(caller, { type: "job.requested", deadline: bench.at(1000) });
    const poor = await missions.create(caller, { type: "job.requested", budget: { wallMs: 1000 } });
    for (const { taskId } of [late, poor]) await bench.run(taskId);
    await bench.advance(2000);
    expect((await missions.task(tenant, waiting.id)).status).toBe("timed_out");
    expect((await missions.breakers(tenant)).items).toEqual([]);
    const slow = await missions.createTask(caller, { type: "job.requested", deadline: bench.at(1000) });
    await bench.run(slow.id);
    await bench.advance(1000);
    expect((await missions.breakers(tenant)).items).toMatchObject([{ agent: "worker", state: "open", failures: 1 }]);
  });
});
