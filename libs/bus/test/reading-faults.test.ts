import { expect, test } from "vitest";
import { type Bench, events, idsOf, openBench, take } from "./reading-kit.js";

const filter = { topics: ["business-facts", "task-events"], types: [] } as const;

/** Publishes until `stop`, again and again while the server is away; gives the ids that were acknowledged. */
function publishOn(bench: Bench, tenant: string) {
  const acknowledged: string[] = [];
  let stopped = false;
  const run = async () => {
    for (let n = 0; !stopped; n++) {
      const topic = n % 2 === 0 ? "business-facts" : "task-events";
      const sent = await bench.publish(tenant, topic, "order.placed").catch(() => undefined);
      if (sent !== undefined) acknowledged.push(sent.id);
    }
  };
  const running = run();
  return {
    acknowledged,
    async stop() {
      stopped = true;
      await running;
    },
  };
}

test("kill -9 of nats-server under observers: they go on, with no gap and no repeat", async () => {
  await using bench = await openBench();
  const tenant = "acme";
  const live = await bench.observer.observe(tenant, { ...filter, from: "now" });
  const late = await bench.observer.observe(tenant, { ...filter, from: "beginning" });
  const publishing = publishOn(bench, tenant);
  const seen = await take(live, 50);
  for (let round = 0; round < 2; round++) {
    await bench.server.kill("SIGKILL");
    await bench.server.restart();
    seen.push(...(await take(live, 50)));
  }
  await publishing.stop();
  const { id } = await bench.publish(tenant, "business-facts", "end.reached");
  const { id: other } = await bench.publish(tenant, "task-events", "end.reached");
  const ends = new Set([id, other]);
  const finish = async (observation: typeof live, had: typeof seen) => {
    const all = [...had];
    let open = 2 - events(all).filter(({ event }) => ends.has(event.id)).length;
    while (open > 0) {
      const more = await take(observation, 1);
      open -= events(more).filter(({ event }) => ends.has(event.id)).length;
      all.push(...more);
    }
    return all;
  };
  const all = await finish(live, seen);
  expect(all.every((frame) => frame.kind === "event")).toBe(true);
  const ids = idsOf(all);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(ids)).toEqual(new Set([...ids, ...publishing.acknowledged]));
  const behind = idsOf(await finish(late, []));
  expect(behind.sort()).toEqual([...ids].sort());
});

test("a connection that is cut while an observer reads old events costs nothing", async () => {
  await using bench = await openBench();
  await bench.burst("acme", "business-facts", 6000);
  const slow = await bench.observer.observe("acme", { ...filter, from: "beginning" });
  const all = await take(slow, 1);
  await bench.server.kill("SIGKILL");
  await bench.server.restart();
  all.push(...(await take(slow, 6000 - all.length)));
  expect(events(all).map(({ sequence }) => sequence)).toEqual(Array.from({ length: 6000 }, (_, at) => at + 1));
});

test("while nats-server is away, observing and reading say so", async () => {
  await using bench = await openBench();
  const observation = await bench.observer.observe("acme", { ...filter, from: "now" });
  await bench.server.kill("SIGKILL");
  const unavailable = { code: "BUS_UNAVAILABLE" };
  await Promise.all([
    expect(bench.observer.observe("acme", { ...filter, from: "now" })).rejects.toMatchObject(unavailable),
    expect(bench.observer.history("acme", { ...filter, limit: 10 })).rejects.toMatchObject(unavailable),
    expect(bench.observer.find("acme", "some-id")).rejects.toMatchObject(unavailable),
  ]);
  await bench.server.restart();
  const again = () => bench.publish("acme", "task-events", "order.placed", { id: "once" }).catch(() => undefined);
  while ((await again()) === undefined);
  expect(idsOf(await take(observation, 1))).toEqual(["once"]);
});

test("closing ends a reader that waits, one that is behind, and one that was never read", async () => {
  await using bench = await openBench();
  await bench.burst("acme", "business-facts", 10);
  const [waiting, behind, unread] = await Promise.all([
    bench.observer.observe("acme", { ...filter, from: "now" }),
    bench.observer.observe("acme", { ...filter, from: "beginning" }),
    bench.observer.observe("acme", { ...filter, from: "beginning" }),
  ]);
  const next = waiting[Symbol.asyncIterator]().next();
  await take(behind, 1);
  await bench.observer.close();
  expect(await next).toEqual({ done: true, value: undefined });
  for (const ended of [behind, unread]) {
    expect(await ended[Symbol.asyncIterator]().next()).toEqual({ done: true, value: undefined });
  }
});
