import type { Bench } from "./bench.js";

/** Something of everything. */
export async function scenario(bench: Bench): Promise<void> {
  const { missions, caller, tenant, bus } = bench;
  const step = (key: string, more: object = {}) => ({ key, result: { key }, startedAt: bench.at(0), ...more });
  const undo = { type: "undo.requested", topic: "action-requests" as const };
  const request = (id: string) => ({
    id: `${id}-${tenant}`,
    type: "part.requested",
    topic: "action-requests" as const,
    data: { id },
  });

  const one = await missions.create(caller, {
    type: "job.requested",
    tags: ["x", "y"],
    budget: { actions: 20, repeats: 5, wallMs: 1e6 },
  });
  const first = await bench.run(one.taskId, { timeoutMs: 500_000 });
  await missions.step(caller, first.run.id, step("a", { undo, kind: "llm", tokens: 5, cost: 0.2 }));
  await missions.step(
    caller,
    first.run.id,
    step("tell", { kind: "publish", emit: { ...request("told"), type: "part.told", topic: "business-facts" } }),
  );
  await missions.progress(caller, first.run.id, { percent: 10 });
  const waits = [
    {
      key: "all",
      for: {
        kind: "tasks" as const,
        requests: [request("p1"), request("p2"), request("p3")],
        join: { policy: "quorum" as const, count: 2 },
      },
    },
    { key: "paid", for: { kind: "event" as const, type: "bill.paid", match: { n: 1 } } },
    { key: "nap", for: { kind: "sleep" as const, until: bench.at(1000) } },
    {
      key: "ok?",
      for: {
        kind: "question" as const,
        question: "ok?",
        isApproval: true,
        escalate: { at: bench.at(500), to: "boss" },
      },
    },
  ];
  await missions.waits(caller, first.run.id, { waits, suspend: ["all"] });
  await bench.advance(2000);
  await bench.fail(`p1-${tenant}`);
  await missions.retryTask(caller, `p1-${tenant}`);
  await bench.complete(`p1-${tenant}`, 1);
  await missions.approve(caller, one.id, { approved: true });
  await bus.publish({
    ...(await bench.request(one.taskId)),
    id: "bill",
    type: "bill.paid",
    topic: "billing-events",
    data: { n: 1, of: 2 },
  });
  await bench.complete(`p2-${tenant}`, 2);
  await missions.spend(caller, one.id, { key: "k", tokens: 10, cost: 0.3 });
  await missions.settleSpend(caller, one.id, "k", { tokens: 4 });
  await missions.pause(caller, one.id);
  await bench.begin(await bench.request(one.taskId));
  await missions.resume(caller, one.id);
  const again = await bench.run(one.taskId);
  await missions.finish(caller, again.run.id, { outcome: "failed", failure: { code: "X", message: "x" } });
  await missions.idle();
  const { items } = await missions.tasks(tenant, { missionId: one.id, status: "queued", limit: 5 });
  await bench.complete(items[0]?.id ?? "");

  const two = await missions.create(caller, { goal: "two" });
  const emit = [{ ...request("planned"), isTask: true }];
  await missions.transition(caller, two.id, {
    ifRev: 1,
    planner: "p",
    handled: two.taskId,
    state: 1,
    emit,
    timers: [{ key: "t", at: bench.at(9e6) }],
  });
  await missions.pause(caller, two.id);
  await bench.advance(50);
  await missions.createTask(caller, { type: "held.requested", missionId: two.id, deadline: bench.at(7e6) });
  await missions.resume(caller, two.id);
  await missions.patch(caller, two.id, { ifRev: 4, tags: ["z"], deadline: bench.at(8e6) });
  await bench.run(`planned-${tenant}`);
  await missions.pause(caller, two.id);
  const three = await missions.createTask(caller, { type: "alone.requested", deadline: bench.at(1e6) });
  await bench.fail(three.id);
  await missions.retryTask(caller, three.id, { fresh: true });
  const four = await missions.create(caller, { type: "job.requested" });
  await bench.run(four.taskId);
  await missions.cancel(caller, four.id);
  await missions.idle();
}
