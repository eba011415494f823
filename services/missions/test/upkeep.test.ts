import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { createRebuild } from "../src/rebuild.js";
import type { Relay } from "../src/relay.js";
import { type Bench, onEachStore, openBench } from "./bench.js";
import { scenario } from "./scenario.js";

/** Tables that the facts make; exempt are columns that say how late it is. */
const TABLES = [
  "missions",
  "labels",
  "tasks",
  "runs",
  "steps",
  "timers",
  "questions",
  "handled",
  "spendings",
  "actions",
];
const EXEMPT = ["seen_at", "lease_until", "due_at"];

async function tables(bench: Bench): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const table of TABLES) {
    const rows = await bench.store.withTenant(bench.tenant, (tx) =>
      tx.execute<{ row: object }>(
        sql.raw(`select to_jsonb(x) as row from missions.${table} x order by to_jsonb(x)::text`),
      ),
    );
    all[table] = rows.map(({ row }) =>
      Object.fromEntries(Object.entries(row).filter(([key]) => !EXEMPT.includes(key))),
    );
  }
  return all;
}

onEachStore("upkeep", (store) => {
  it("goes on after an event whose time the database cannot keep", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const goal = await bench.request(mission.taskId);
    const news = { ...goal, type: "news.told", topic: "business-facts" as const };
    await bench.bus.publish({ ...news, id: `old-${tenant}`, time: "0000-01-01T00:00:00Z" });
    await bench.bus.publish({ ...news, id: `new-${tenant}` });
    const ids = async () => (await missions.graph(tenant, mission.id)).nodes.map(({ id }) => id);
    await bench.advance(1000);
    expect(await ids()).toEqual([`old-${tenant}`, mission.taskId, `new-${tenant}`]);
    await missions.rebuild(tenant);
    expect(await ids()).toEqual([`old-${tenant}`, mission.taskId, `new-${tenant}`]);
  });

  it("goes on after events that the database cannot keep as they are", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant, bus } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const goal = await bench.request(mission.taskId);
    const { run } = await bench.run(mission.taskId);
    const news = (n: number, more: object) =>
      bus.publish({ ...goal, id: `n${n}-${tenant}`, type: "news.told", topic: "business-facts", ...more });
    let deep: unknown = { n: 3 };
    for (let at = 0; at < 1000; at += 1) deep = [deep];
    await news(1, { hops: 1e12, data: { n: 1 } });
    await news(2, { data: { n: 2, "a\0b": "c\0d \ud800" }, source: "/\0" });
    await news(3, { data: deep });
    await news(4, { data: { n: 4 } });
    const wait = (n: number) => ({ key: `${n}`, for: { kind: "event" as const, type: "news.told", match: { n } } });
    await missions.waits(caller, run.id, { waits: [wait(1), wait(2), wait(4), wait(6)] });
    await bench.advance(10);
    await news(5, { data: { n: 5, text: "\0" } });
    await news(6, { data: { n: 6 } });
    await bench.advance(10);
    const { items } = await missions.steps(tenant, mission.taskId, { limit: 10 });
    expect(items.map(({ result }) => (result as { data: unknown } | null)?.data)).toEqual([
      { n: 1 },
      { n: 2, "a\ufffdb": "c\ufffdd \ufffd" },
      { n: 4 },
      { n: 6 },
    ]);
    const nodes = async () => (await missions.graph(tenant, mission.id)).nodes;
    expect(await nodes()).toHaveLength(7);
    const before = await nodes();
    await missions.rebuild(tenant);
    expect(await nodes()).toEqual(before);
  });

  it("makes the same tables again from the facts of the stream", async () => {
    await using bench = await openBench(store());
    await scenario(bench);
    const before = await tables(bench);
    const told = (await bench.store.withTenant(bench.tenant, (tx) => tx.execute(sql`select id from missions.history`)))
      .length;
    expect(await bench.missions.rebuild(bench.tenant)).toMatchObject({ facts: told, missions: 3 });
    expect(await tables(bench)).toEqual(before);
    // Even when the history itself is lost.
    await bench.store.withTenant(bench.tenant, (tx) => tx.execute(sql`delete from missions.history`));
    expect(await bench.missions.rebuild(bench.tenant)).toMatchObject({ facts: told });
    expect(await tables(bench)).toEqual(before);
  });

  it("finds the events of causal graphs in the stream again, and keeps those that the stream has forgotten", async () => {
    await using bench = await openBench(store());
    const { missions, tenant } = bench;
    await scenario(bench);
    const { items } = await missions.missions(tenant, { limit: 10 });
    const graphs = async () => Promise.all(items.map(({ id }) => missions.graph(tenant, id)));
    const before = await graphs();
    expect(before.map(({ nodes }) => nodes.length > 0)).toEqual(items.map(() => true));
    const forgotten = sql`insert into missions.events select tenant_id, mission_id, 'long ago', type, topic, source,
      at - interval '1 year', causation_id, task_id, hops from missions.events limit 1 returning mission_id`;
    await bench.store.withTenant(tenant, (tx) => tx.execute(sql`delete from missions.events`));
    await missions.rebuild(tenant);
    expect(await graphs()).toEqual(before);
    const [row] = await bench.store.withTenant(tenant, (tx) => tx.execute<{ mission_id: string }>(forgotten));
    await missions.rebuild(tenant);
    expect((await missions.graph(tenant, row?.mission_id ?? "")).nodes[0]).toMatchObject({ id: "long ago" });
  });

  it("takes a request that is sent once more for no other event", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant, clock } = bench;
    const mission = await missions.create(caller, { type: "job.requested" });
    const request = await bench.request(mission.taskId);
    const again = [
      { ...request, id: "woken", wakes: request.id },
      { ...request, id: "replayed", replayof: request.id },
    ];
    const bus = { history: async () => ({ items: [request, ...again], cursor: null }) };
    const relay = { flush: async () => 0 } as unknown as Relay;
    await createRebuild({ store: bench.store, bus, clock, relay, retentionMs: 1e9 })(tenant);
    expect((await missions.graph(tenant, mission.id)).nodes.map(({ id }) => id)).toEqual([request.id]);
  });

  it("forgets what ended long ago, and nothing else", async () => {
    await using bench = await openBench(store(), { retentionMs: 3_600_000 });
    const { missions, caller, tenant } = bench;
    await scenario(bench);
    const open = (await missions.missions(tenant, { status: "queued,running,waiting", limit: 50 })).items;
    const tasks = (await missions.tasks(tenant, { status: "queued,running", limit: 50 })).items;
    await bench.advance(4_500_000);
    await missions.create(caller, { type: "fresh.requested" });
    await bench.advance(600_000);
    await missions.idle();
    const left = (await missions.missions(tenant, { limit: 50 })).items;
    expect(left.map(({ id }) => id)).toEqual(expect.arrayContaining(open.map(({ id }) => id)));
    expect(left).toHaveLength(open.length + 1);
    const leftTasks = (await missions.tasks(tenant, { limit: 50 })).items.filter(
      ({ type }) => type !== "fresh.requested",
    );
    expect(leftTasks.map(({ id }) => id).sort()).toEqual(tasks.map(({ id }) => id).sort());
    const [rows] = await bench.store.withTenant(tenant, (tx) =>
      tx.execute<{ n: number }>(sql`select count(*)::int as n from missions.history h
        where not exists (select from missions.missions m where m.id = h.mission_id)
          and not exists (select from missions.tasks t where t.id = h.task_id)`),
    );
    expect(rows?.n).toBe(0);
  });

  it("brings back nothing that was forgotten when the tables are made again", async () => {
    await using bench = await openBench(store(), { retentionMs: 3_600_000 });
    const { missions, tenant, bus, clock } = bench;
    await scenario(bench);
    await bench.advance(4_500_000);
    await bench.advance(600_000);
    const before = await tables(bench);
    const facts = sql`select count(*)::int as n from missions.history`;
    const count = async () => (await bench.store.withTenant(tenant, (tx) => tx.execute<{ n: number }>(facts)))[0]?.n;
    const kept = await count();
    await missions.rebuild(tenant);
    expect(await tables(bench)).toEqual(before);
    expect(await count()).toBe(kept);
    // What the stream itself has forgotten by halves.
    const gone = (await bench.published("mission.created")).map(({ id }) => id);
    const history = async (...args: Parameters<typeof bus.history>) => {
      const page = await bus.history(...args);
      return { ...page, items: page.items.filter(({ id }) => !gone.includes(id)) };
    };
    const relay = { flush: async () => 0 } as unknown as Relay;
    const rebuild = createRebuild({ store: bench.store, bus: { history }, clock, relay, retentionMs: 1e12 });
    await rebuild(tenant);
    const missing = sql`select count(*)::int as n from missions.tasks t where mission_id is not null
      and not exists (select from missions.missions m where m.id = t.mission_id)`;
    const [orphans] = await bench.store.withTenant(tenant, (tx) => tx.execute<{ n: number }>(missing));
    expect(orphans?.n).toBe(0);
  });

  it("runs a mission again with what was recorded before the point of change", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const step = (key: string, result: unknown) => ({ key, kind: "llm" as const, result, startedAt: bench.at(0) });
    const part = (mission: string) => ({
      id: `part-${mission}`,
      type: "part.requested",
      topic: "action-requests" as const,
    });
    const wait = (mission: string) => ({ key: "part", for: { kind: "task" as const, request: part(mission) } });
    const old = await missions.create(caller, { type: "job.requested", data: { n: 1 } });
    const first = await bench.run(old.taskId);
    await missions.step(caller, first.run.id, step("one", 1));
    await missions.waits(caller, first.run.id, { waits: [wait(old.id)], suspend: ["part"] });
    const sub = await bench.run(`part-${old.id}`);
    await missions.step(caller, sub.run.id, step("inner", "in"));
    await missions.finish(caller, sub.run.id, { outcome: "succeeded", result: 5 });
    const second = await bench.run(old.taskId);
    await missions.step(caller, second.run.id, step("two", 2));
    await missions.step(caller, second.run.id, step("three", 3));
    await missions.finish(caller, second.run.id, { outcome: "succeeded" });

    const edited = await missions.replay(caller, old.id, { from: "two", data: 22 });
    expect(edited).toMatchObject({ type: "job.requested", data: { n: 1 }, status: "queued" });
    const begun = await bench.run(edited.taskId);
    expect(begun.journal.map(({ key, result }) => [key, result])).toEqual([
      ["one", 1],
      ["two", 22],
    ]);
    await missions.waits(caller, begun.run.id, { waits: [wait(edited.id)], suspend: ["part"] });
    expect((await bench.run(`part-${edited.id}`)).journal).toMatchObject([{ key: "inner", result: "in" }]);

    const early = await missions.replay(caller, old.id, { from: "inner", task: `part-${old.id}` });
    expect((await bench.run(early.taskId)).journal.map(({ key }) => key)).toEqual(["one"]);
    const fresh = await missions.replay(caller, old.id, { data: { n: 2 } });
    expect(fresh.data).toEqual({ n: 2 });
    expect((await bench.run(fresh.taskId)).journal).toEqual([]);
    const same = await missions.replay(caller, old.id, {});
    expect((await bench.run(same.taskId)).journal.map(({ key }) => key)).toEqual(["one", "two", "three"]);
    await expect(missions.replay(caller, "none", {})).rejects.toMatchObject({ code: "NOT_FOUND" });
    for (const where of [
      { from: "four" },
      { from: "two", task: `part-${old.id}` },
      { from: "one", task: same.taskId },
    ]) {
      await expect(missions.replay(caller, old.id, where)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    expect(tenant).toBe(caller.tenant);
  });

  it("undoes in a repeated mission nothing that it took over", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const undo = { type: "job.undo.requested", topic: "action-requests" as const, data: { n: 1 } };
    const old = await missions.create(caller, { type: "job.requested" });
    const { run } = await bench.run(old.taskId);
    await missions.step(caller, run.id, { key: "charge", result: "c1", undo, startedAt: bench.at(0) });
    await missions.finish(caller, run.id, { outcome: "succeeded" });
    const again = await missions.replay(caller, old.id, {});
    const begun = await bench.run(again.taskId);
    expect(begun.journal).toMatchObject([{ key: "charge", result: "c1", undo: null }]);
    await missions.step(caller, begun.run.id, { key: "ship", result: "s1", undo, startedAt: bench.at(0) });
    await missions.cancel(caller, again.id);
    expect(await bench.published("job.undo.requested")).toHaveLength(1);
    expect(await missions.mission(tenant, old.id)).toMatchObject({ status: "succeeded" });
  });

  it("pages through lists with no loss and no repeat, and filters them", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const made: string[] = [];
    for (let at = 0; at < 7; at += 1) {
      const input = {
        type: at % 2 === 0 ? "even.requested" : "odd.requested",
        tags: ["t", `n${at}`],
        correlationId: `c${at % 3}`,
      };
      made.unshift((await missions.create(caller, input)).id);
      await bench.clock.advance(at === 3 ? 0 : 10);
    }
    const all: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await missions.missions(tenant, { tag: "t", limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      all.push(...page.items.map(({ id }) => id));
      cursor = page.cursor ?? undefined;
    } while (cursor !== undefined);
    expect(all).toHaveLength(7);
    expect([...all].sort()).toEqual([...made].sort());
    const ids = async (query: object) => (await missions.missions(tenant, { limit: 50, ...query })).items.length;
    expect(await ids({ type: "odd.requested" })).toBe(3);
    expect(await ids({ correlationId: "c0" })).toBe(3);
    expect(await ids({ tag: "n3", status: "queued" })).toBe(1);
    expect(await ids({ tag: "n3", status: "failed" })).toBe(0);
    expect(await ids({ after: bench.at(0) })).toBe(0);
    expect(await ids({ before: bench.at(0) })).toBe(7);
    await bench.run((await missions.mission(tenant, made[0] ?? "")).taskId);
    expect(await ids({ agent: "worker" })).toBe(1);
    expect(await ids({ agent: "worker", tag: "t" })).toBe(1);
    await expect(missions.missions(tenant, { limit: 5, cursor: "bm9wZQ" })).rejects.toMatchObject({
      code: "CURSOR_INVALID",
    });
    const forged = Buffer.from(JSON.stringify(["no time", "x"])).toString("base64url");
    await expect(missions.missions(tenant, { limit: 5, cursor: forged })).rejects.toMatchObject({
      code: "CURSOR_INVALID",
    });
  });

  it("pages through the journals of a mission's tasks, in the order in which they were asked for", async () => {
    await using bench = await openBench(store());
    const { missions, caller, tenant } = bench;
    const mission = await missions.create(caller, { type: "trip.requested" });
    const { run } = await bench.run(mission.taskId);
    const tasks = [mission.taskId];
    const write = (of: string, key: string) => missions.step(caller, of, { key, result: key, startedAt: bench.at(0) });
    await write(run.id, "first");
    for (let at = 0; at < 3; at += 1) {
      await bench.clock.advance(1);
      const { id } = await missions.createTask(caller, { type: "leg.requested", missionId: mission.id });
      tasks.push(id);
      const { run: leg } = await bench.run(id);
      for (const key of ["b", "a"]) await write(leg.id, key);
    }
    await write(run.id, "last");
    const read: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await missions.journals(tenant, mission.id, {
        limit: 3,
        ...(cursor === undefined ? {} : { cursor }),
      });
      expect(page.items.length).toBeLessThanOrEqual(3);
      read.push(...page.items.map(({ taskId, key }) => `${tasks.indexOf(taskId)} ${key}`));
      cursor = page.cursor ?? undefined;
    } while (cursor !== undefined);
    expect(read).toEqual(["0 first", "0 last", "1 b", "1 a", "2 b", "2 a", "3 b", "3 a"]);
    await expect(missions.journals(tenant, "nobody's", { limit: 3 })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("shares the work with a replica: each thing is decided once", async () => {
    await using bench = await openBench(store());
    const other = bench.replica();
    const { missions, caller, tenant } = bench;
    const tasks = await Promise.all(
      Array.from({ length: 20 }, () => missions.createTask(caller, { type: "nap.requested" })),
    );
    for (const [at, { id }] of tasks.entries()) {
      const { run } = await bench.run(id);
      const waits = [{ key: "nap", for: { kind: "sleep" as const, until: bench.at(1000) } }];
      await (at % 2 === 0 ? missions : other).waits(caller, run.id, { waits, suspend: ["nap"] });
    }
    await bench.delivered("worker", "nap.requested");
    await bench.advance(1000);
    expect(await bench.delivered("worker", "nap.requested")).toHaveLength(20);
    expect((await bench.published("task.resumed")).length).toBe(20);
    expect((await other.tasks(tenant, { status: "queued", limit: 50 })).items).toHaveLength(20);
  });
});
