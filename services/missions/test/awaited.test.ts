import { expect, it } from "vitest";
import { type Bench, onEachStore, openBench } from "./bench.js";

const reply = (task: string) => ({
  id: `reply-${task}`,
  type: "job.completed",
  topic: "action-results" as const,
  data: { done: true },
});

/** Answers without a run, as a worker that journals nothing. */
const answer = ({ missions, caller }: Bench, task: string, result: unknown = { done: true }) =>
  missions.answerTask(caller, task, { agent: "worker", result, reply: reply(task) });

const LONG = { waitMs: 20_000 };

onEachStore("ends that are waited for", (store) => {
  it("answers the call that creates a task with its end, as it is in the tables", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const id = `task-${tenant}`;
    const created = missions.createTask(caller, { id, type: "job.requested" }, LONG);
    const read = missions.task(tenant, await ready(bench, id), LONG);
    await answer(bench, id);
    expect(await created).toMatchObject({ id, status: "succeeded", result: { done: true }, agent: "worker", runs: 0 });
    expect(await created).toEqual(await missions.task(tenant, id));
    expect(await read).toEqual(await created);
    expect(await missions.createTask(caller, { id, type: "job.requested" }, LONG)).toEqual(await created);
    expect(await bench.published("job.completed")).toMatchObject([
      { id: `reply-${id}`, source: "/agents/worker", causationid: id, correlationid: id },
    ]);
    expect((await missions.rebuild(tenant)).facts).toBe(2);
    expect(await missions.task(tenant, id)).toEqual(await created);
  });

  it("hears of an end that has a run, that another replica decided, or that is a mission's", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const other = bench.replica();
    for (const end of ["finish", "cancel"] as const) {
      const id = `${end}-${tenant}`;
      const mission = missions.create(caller, { id, type: "job.requested" }, LONG);
      const elsewhere = other.mission(tenant, await there(bench, id), LONG);
      if (end === "cancel") await missions.cancel(caller, id);
      else await bench.complete((await missions.mission(tenant, id)).taskId, 5);
      const ended = { status: end === "cancel" ? "cancelled" : "succeeded" };
      expect(await mission).toMatchObject(ended);
      await missions.idle();
      expect(await elsewhere).toMatchObject(ended);
    }
  });

  it("answers with what is so far once the time is up, or the service leaves", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const late = missions.createTask(caller, { id: `late-${tenant}`, type: "job.requested" }, { waitMs: 1000 });
    await ready(bench, `late-${tenant}`);
    await bench.advance(1001);
    expect((await late).status).toBe("queued");
    const left = missions.task(tenant, `late-${tenant}`, LONG);
    await missions.drain();
    expect((await left).status).toBe("queued");
    await expect(missions.task(tenant, "nobody", LONG)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("ends a task that was done without a run once, and none that has a run or has ended otherwise", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const once = await missions.createTask(caller, { type: "job.requested" });
    const [first, second] = await Promise.all([answer(bench, once.id), answer(bench, once.id)]);
    expect(second).toEqual(first);
    expect(await answer(bench, once.id, "another")).toEqual(first);
    expect(await bench.published("job.completed")).toHaveLength(1);
    const run = await missions.createTask(caller, { type: "job.requested" });
    await bench.run(run.id);
    const dead = await missions.createTask(caller, { type: "job.requested", deadline: bench.at(1000) });
    await bench.advance(1001);
    expect((await missions.task(tenant, dead.id)).status).toBe("timed_out");
    for (const { id } of [run, dead]) {
      await expect(answer(bench, id)).rejects.toMatchObject({ code: "RUN_SUPERSEDED" });
    }
    await expect(answer(bench, "nobody")).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await bench.published("job.completed")).toHaveLength(1);
  });
});

/** The id of a task once its request is published. */
const ready = async ({ request, bus, tenant }: Bench, id: string): Promise<string> => {
  while ((await bus.find(tenant, id)) === undefined) await new Promise((resolve) => setImmediate(resolve));
  return (await request(id)).id;
};

/** The id of a mission once it is in the tables. */
const there = async ({ missions, tenant }: Bench, id: string): Promise<string> => {
  const isThere = () =>
    missions.mission(tenant, id).then(
      () => true,
      () => false,
    );
  while (!(await isThere()));
  return id;
};
