import type { Begun } from "@troupe/contracts";
import { expect, it } from "vitest";
import { type Bench, onEachStore, openBench } from "./bench.js";

const requests = (prefix: string, n: number, type = "part.requested") =>
  Array.from({ length: n }, (_, at) => ({
    id: `${prefix}-${at}`,
    type,
    topic: "action-requests" as const,
    data: { n: at },
  }));

type Request = ReturnType<typeof requests>[number];
type Wait = Parameters<Bench["missions"]["waits"]>[2]["waits"] extends readonly (infer W)[] | undefined ? W : never;

/** Begins a task of its own and suspends it for one wait. */
async function suspended(bench: Bench, wait: Wait, more: { deadline?: string } = {}) {
  const task = await bench.missions.createTask(bench.caller, { type: "job.requested", ...more });
  const { run } = await bench.run(task.id);
  const answer = await bench.missions.waits(bench.caller, run.id, { waits: [wait], suspend: [wait.key] });
  return { task, run, answer };
}

const journal = async (bench: Bench, task: string) =>
  (await bench.missions.steps(bench.tenant, task, { limit: 100 })).items;

onEachStore("waits", (store) => {
  it("drops a waiting handler and wakes it by its own group's delivery alone", async () => {
    await using bench = await openBench(store());
    const until = bench.at(60_000);
    const { task, answer } = await suspended(bench, { key: "nap", for: { kind: "sleep", until } });
    expect(answer).toMatchObject({ suspended: true, steps: [{ key: "nap", status: "waiting" }] });
    expect((await bench.begin(await bench.request(task.id))).state).toBe("held");
    await bench.delivered("worker", "job.requested");
    await bench.advance(59_999);
    expect(await bench.delivered("worker", "job.requested")).toEqual([]);
    await bench.advance(1);
    const [wake] = await bench.delivered("worker", "job.requested");
    expect(wake).toMatchObject({ wakes: task.id });
    expect(wake?.id).not.toBe(task.id);
    expect(await bench.delivered("others", "job.requested")).toHaveLength(1);
    const woken = await bench.begin(wake as never);
    expect(woken).toMatchObject({
      state: "run",
      event: { id: task.id },
      journal: [{ key: "nap", status: "succeeded" }],
    });
  });

  it("is woken by what it waits for, and by no other wait that ends meanwhile", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const task = await missions.createTask(caller, { type: "job.requested" });
    const { run } = await bench.run(task.id);
    const nap = (key: string, ms: number): Wait => ({ key, for: { kind: "sleep", until: bench.at(ms) } });
    await missions.waits(caller, run.id, { waits: [nap("short", 1000), nap("long", 2000)], suspend: ["long"] });
    await bench.advance(1000);
    expect((await journal(bench, task.id)).map(({ status }) => status)).toEqual(["succeeded", "waiting"]);
    expect(await missions.task(tenant, task.id)).toMatchObject({ status: "waiting" });
    await bench.advance(1000);
    expect(await missions.task(tenant, task.id)).toMatchObject({ status: "queued" });
  });

  it("waits for no task that was asked for elsewhere", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "other.requested" });
    const [request] = requests(`mine-${tenant}`, 1) as [Request];
    const wait = (id: string, key = "part"): Wait => ({ key, for: { kind: "task", request: { ...request, id } } });
    const elsewhere = { code: "CONFLICT", hint: `troupe tasks show ${mission.taskId}` };
    await expect(suspended(bench, wait(mission.taskId))).rejects.toMatchObject(elsewhere);
    const { run, answer } = await suspended(bench, wait(request.id));
    expect(answer).toMatchObject({ suspended: true });
    const { run: other } = await bench.run((await missions.createTask(caller, { type: "job.requested" })).id);
    await expect(missions.waits(caller, other.id, { waits: [wait(request.id)] })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect((await missions.steps(tenant, other.taskId, { limit: 10 })).items).toEqual([]);
    await bench.complete(request.id);
    expect(await missions.task(tenant, run.taskId)).toMatchObject({ status: "queued" });
    await expect(missions.createTask(caller, { id: mission.taskId, type: "other.requested" })).rejects.toMatchObject({
      code: "CONFLICT",
      message: `task ${mission.taskId} exists, and is other.requested on action-requests in mission ${mission.id}`,
    });
  });

  it("goes on by the event that woke it, whatever came before is delivered again", async () => {
    await using bench = await openBench(store());
    const { task } = await suspended(bench, { key: "nap", for: { kind: "sleep", until: bench.at(1000) } });
    const request = await bench.request(task.id);
    await bench.advance(1000);
    const wake = (await bench.delivered("worker", "job.requested")).find((event) => "wakes" in event);
    const { run } = (await bench.begin(wake as never)) as Extract<Begun, { state: "run" }>;
    expect(await bench.begin(request, { attempt: 2 })).toMatchObject({ state: "held", task: { status: "running" } });
    const step = { key: "charge", kind: "code", result: "once" } as const;
    expect(await bench.missions.step(bench.caller, run.id, { ...step, startedAt: bench.at(0) })).toMatchObject(step);
    // The event that woke it, delivered once more, is what another run follows from.
    expect(await bench.begin(wake as never, { attempt: 2 })).toMatchObject({ state: "run", task: { runs: 3 } });
  });

  it("goes on at once when what it waits for is over already", async () => {
    await using bench = await openBench(store());
    const { missions, caller } = bench;
    const task = await missions.createTask(caller, { type: "job.requested" });
    const { run } = await bench.run(task.id);
    const waits = [{ key: "nap", for: { kind: "sleep" as const, until: bench.at(1000) } }];
    expect(await missions.waits(caller, run.id, { waits })).toMatchObject({ suspended: false });
    await bench.advance(1000);
    expect(await missions.waits(caller, run.id, { waits, suspend: ["nap"] })).toMatchObject({
      suspended: false,
      steps: [{ key: "nap", status: "succeeded" }],
    });
    await expect(missions.waits(caller, run.id, { suspend: ["nobody"] })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
  });

  it("finds an event that came before the wait, and one that comes after it", async () => {
    await using bench = await openBench(store());
    const { missions, bus } = bench;
    const task = await missions.createTask(bench.caller, { type: "job.requested" });
    const request = await bench.request(task.id);
    const paid = (n: number) => ({
      ...request,
      id: `paid-${n}`,
      type: "invoice.paid",
      topic: "billing-events" as const,
      data: { order: n, amount: 5 },
      time: bench.at(0),
    });
    await bench.advance(10);
    await bus.publish(paid(1));
    const { run } = await bench.run(task.id);
    const wait = (order: number) => ({
      key: `paid ${order}`,
      for: { kind: "event" as const, type: "invoice.paid", match: { order } },
    });
    await missions.waits(bench.caller, run.id, { waits: [wait(1), wait(2), wait(3)], suspend: ["paid 2"] });
    await missions.idle();
    expect((await journal(bench, task.id)).map(({ status }) => status)).toEqual(["succeeded", "waiting", "waiting"]);
    await bus.publish(paid(2));
    await missions.idle();
    expect((await journal(bench, task.id))[1]).toMatchObject({
      status: "succeeded",
      result: { id: "paid-2", data: { order: 2 } },
    });
    expect((await missions.task(bench.tenant, task.id)).status).toBe("queued");
  });

  it("gives a wait that follows another the next event, and waits at once the same", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant, bus } = bench;
    const task = await missions.createTask(caller, { type: "job.requested" });
    const goal = await bench.request(task.id);
    const { run } = await bench.run(task.id);
    const publish = (n: number) =>
      bus.publish({ ...goal, id: `said-${n}-${tenant}`, type: "word.said", topic: "business-facts", data: { n } });
    const wait = (...keys: string[]) =>
      missions.waits(caller, run.id, {
        waits: keys.map((key) => ({ key, for: { kind: "event" as const, type: "word.said" } })),
      });
    const heard = async () =>
      (await journal(bench, task.id)).map(({ result }) => (result as { data?: { n: number } } | null)?.data?.n ?? null);
    await publish(1);
    await wait("a", "b");
    await bench.advance(0);
    expect(await heard()).toEqual([1, 1]);
    await wait("c");
    await bench.advance(0);
    expect(await heard()).toEqual([1, 1, null]);
    await publish(2);
    await publish(3);
    await bench.advance(0);
    await wait("d");
    await bench.advance(0);
    expect(await heard()).toEqual([1, 1, 2, 3]);
  });

  it("hears an event by when it came, whatever time its producer gives it", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant, bus } = bench;
    const told = (n: number, time: string) =>
      bus.publish({
        specversion: "1.0",
        id: `told-${n}-${tenant}`,
        source: "/far",
        type: "news.told",
        topic: "business-facts",
        time,
        datacontenttype: "application/json",
        tenantid: tenant,
        actor: "far",
        correlationid: "c",
        hops: 0,
        data: { n },
      });
    await told(0, bench.at(3_600_000));
    await bench.advance(10);
    const task = await missions.createTask(caller, { type: "job.requested" });
    await told(1, bench.at(-3_600_000));
    const { run } = await bench.run(task.id);
    const wait = (key: string) => ({ key, for: { kind: "event" as const, type: "news.told" } });
    await missions.waits(caller, run.id, { waits: [wait("before")] });
    await bench.advance(10);
    await missions.waits(caller, run.id, { waits: [wait("after")] });
    await bench.advance(10);
    await told(2, bench.at(-3_600_000));
    await bench.advance(10);
    expect(await journal(bench, task.id)).toMatchObject([
      { key: "before", result: { data: { n: 1 } } },
      { key: "after", result: { data: { n: 2 } } },
    ]);
    const [, after] = await journal(bench, task.id);
    expect(after?.result).not.toHaveProperty("storedat");
  });

  it("looks only into its own mission when asked to", async () => {
    await using bench = await openBench(store());
    const { missions, caller, bus, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const { run, event } = await bench.run(mission.taskId);
    const wait = { key: "done", for: { kind: "event" as const, type: "thing.done", inMission: true } };
    await missions.waits(caller, run.id, { waits: [wait], suspend: ["done"] });
    const { missionid, ...outside } = event;
    await bus.publish({
      ...outside,
      id: "e1",
      type: "thing.done",
      topic: "business-facts",
      time: bench.at(0),
    } as never);
    await missions.idle();
    expect((await missions.task(tenant, mission.taskId)).status).toBe("waiting");
    await bus.publish({ ...event, id: "e2", type: "thing.done", topic: "business-facts", time: bench.at(0) } as never);
    await missions.idle();
    expect((await missions.task(tenant, mission.taskId)).status).toBe("queued");
    expect(missionid).toBe(mission.id);
  });

  it("tells a wait whose time is up", async () => {
    await using bench = await openBench(store());
    const wait = { key: "never", for: { kind: "event" as const, type: "never.came", until: bench.at(5000) } };
    const { task } = await suspended(bench, wait);
    await bench.advance(5000);
    expect(await journal(bench, task.id)).toMatchObject([{ status: "timed_out", failure: { code: "TIMED_OUT" } }]);
    expect((await bench.missions.task(bench.tenant, task.id)).status).toBe("queued");
  });

  it("delegates, and hands the answer or the causes of a failure back", async () => {
    await using bench = await openBench(store());
    const [good, bad] = requests("one", 2) as [Request, Request];
    const first = await suspended(bench, { key: "ask", for: { kind: "task", request: good } });
    expect(await bench.request("one-0")).toMatchObject({
      causationid: first.task.id,
      hops: 1,
      replytopic: "action-results",
    });
    await bench.complete("one-0", { text: "yes" });
    expect(await journal(bench, first.task.id)).toMatchObject([{ status: "succeeded", result: { text: "yes" } }]);
    const second = await suspended(bench, { key: "ask", for: { kind: "task", request: bad } });
    await bench.fail("one-1", "NO_PAPER");
    expect(await journal(bench, second.task.id)).toMatchObject([
      { status: "failed", failure: { code: "SUBTASK_FAILED", at: "/tasks/one-1", cause: { code: "NO_PAPER" } } },
    ]);
    expect((await bench.missions.task(bench.tenant, "one-1")).parentId).toBe(second.task.id);
  });

  const policies = [
    ["all", { policy: "all" }, ["ok", "ok", "ok"], "succeeded"],
    ["all", { policy: "all" }, ["ok", "no"], "failed"],
    ["any", { policy: "any" }, ["no", "ok"], "succeeded"],
    ["any", { policy: "any" }, ["no", "no", "no"], "failed"],
    ["quorum", { policy: "quorum", count: 2 }, ["ok", "no", "ok"], "succeeded"],
    ["quorum", { policy: "quorum", count: 2 }, ["no", "no"], "failed"],
    ["settled", { policy: "settled" }, ["no", "ok", "no"], "succeeded"],
  ] as const;
  it.each(policies)("joins by %s: %j after %j", async (_, join, outcomes, status) => {
    await using bench = await openBench(store());
    const asked = requests("sub", 3);
    const { task } = await suspended(bench, { key: "all", for: { kind: "tasks", requests: asked, join } });
    for (const [at, outcome] of outcomes.entries()) {
      expect((await bench.missions.task(bench.tenant, task.id)).status).toBe("waiting");
      if (outcome === "ok") await bench.complete(`sub-${at}`, at);
      else await bench.fail(`sub-${at}`);
    }
    const [step] = await journal(bench, task.id);
    expect(step?.status).toBe(status);
    const results = step?.result as { taskId: string; status: string }[];
    expect(results.map(({ taskId }) => taskId)).toEqual(["sub-0", "sub-1", "sub-2"]);
    for (const [at, outcome] of outcomes.entries()) {
      expect(results[at]).toMatchObject({ status: outcome === "ok" ? "succeeded" : "failed" });
    }
    expect((await bench.missions.task(bench.tenant, task.id)).status).toBe("queued");
  });

  it("finishes a parent exactly once when a hundred answers come at once", async () => {
    await using bench = await openBench(store());
    const { missions, caller } = bench;
    const asked = requests("many", 100);
    const { task } = await suspended(bench, {
      key: "all",
      for: { kind: "tasks", requests: asked, join: { policy: "all" } },
    });
    await bench.delivered("worker", "job.requested");
    const runs = await Promise.all(asked.map(({ id }) => bench.run(id)));
    await Promise.all(
      runs.map(({ run }) => missions.finish(caller, run.id, { outcome: "succeeded", result: run.taskId })),
    );
    expect(await bench.delivered("worker", "job.requested")).toHaveLength(1);
    const resumed = await bench.published("task.resumed");
    expect(resumed.filter(({ taskid }) => taskid === task.id)).toHaveLength(1);
    expect((await journal(bench, task.id))[0]?.result).toHaveLength(100);
  });

  it("registers many sub-tasks and takes over those an earlier attempt asked for", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const asked = requests("again", 3);
    const wait = { key: "all", for: { kind: "tasks" as const, requests: asked, join: { policy: "all" as const } } };
    const { task } = await suspended(bench, wait);
    await bench.complete("again-0");
    await bench.fail("again-1");
    const { run } = await bench.run(task.id);
    await missions.finish(caller, run.id, {
      outcome: "failed",
      failure: { code: "SUBTASK_FAILED", message: "one failed" },
    });
    expect((await missions.task(tenant, "again-2")).status).toBe("cancelled");
    await missions.retryTask(caller, task.id);
    const next = await bench.run(task.id);
    expect(next.journal).toEqual([]);
    await missions.waits(caller, next.run.id, { waits: [wait], suspend: ["all"] });
    await bench.complete("again-1", "now");
    expect((await missions.task(tenant, task.id)).status).toBe("waiting");
    await bench.complete("again-2", "too");
    expect(await journal(bench, task.id)).toMatchObject([{ status: "succeeded" }]);
    expect((await missions.task(tenant, task.id)).status).toBe("queued");
  });

  it("withdraws waits and sub-tasks of a task that ends", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const deadline = bench.at(1000);
    const wait = {
      key: "all",
      for: { kind: "tasks" as const, requests: requests("left", 2), join: { policy: "all" as const } },
    };
    const { task } = await suspended(bench, wait, { deadline });
    const { run } = await bench.run("left-0");
    await bench.advance(1000);
    expect(await missions.task(tenant, task.id)).toMatchObject({ status: "timed_out", failure: { code: "TIMED_OUT" } });
    expect(await journal(bench, task.id)).toMatchObject([{ status: "cancelled" }]);
    expect(await missions.heartbeats(caller, [run.id])).toEqual({ stop: [{ run: run.id, reason: "cancelled" }] });
    await expect(missions.finish(caller, run.id, { outcome: "succeeded" })).rejects.toMatchObject({
      code: "RUN_SUPERSEDED",
    });
    expect((await bench.published("task.cancelled")).map(({ taskid }) => taskid).sort()).toEqual(["left-0", "left-1"]);
  });
});
