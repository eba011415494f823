import { TOPICS } from "@troupe/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Observation, Observed } from "../src/bus.js";
import { streamOf } from "../src/domain/subject.js";
import { compileSelection } from "../src/reading/selection.js";
import { type Bench, engines, eventOf, events, idsOf, openBench, randomOf, take } from "./reading-kit.js";

const EVERYTHING = { topics: TOPICS, types: [] } as const;
const TYPES = ["order.placed", "order.shipped", "order.placed.late", "greeting.requested"];
const FILTERS = [[], ["order.*"], ["order.>"], ["greeting.requested", "order.shipped"], ["order.*", "*.shipped"]];
const invalid = { code: "CURSOR_INVALID" };

let tenants = 0;
const newTenant = () => `tenant-${tenants++}`;
const range = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);
const pick = <T>(random: () => number, values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;

describe.each(await engines())("observation on nats-server $name", ({ binary }) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(binary);
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  /** Random events of two tenants over all topics; gives the ids of those that `filter` selects of the first. */
  function publisher(tenant: string, filter: Parameters<typeof compileSelection>[0], random: () => number) {
    const selection = compileSelection(filter);
    const other = newTenant();
    return async (count: number): Promise<string[]> => {
      const selected: string[] = [];
      for (let n = 0; n < count; n++) {
        const [owner, topic, type] = [random() < 0.3 ? other : tenant, pick(random, TOPICS), pick(random, TYPES)];
        const { id } = await bench.publish(owner, topic, type);
        const hit = owner === tenant && selection.hasTopic(TOPICS.indexOf(topic)) && selection.hasType(type);
        if (hit) selected.push(id);
      }
      return selected;
    };
  }

  /** What is left after a frame, whoever gave it: everything selected without what came up to that frame. */
  async function expectExactRest(resumed: Observation, wanted: readonly string[]): Promise<void> {
    expect(idsOf(await take(resumed, wanted.length)).sort()).toEqual([...wanted].sort());
    await resumed.close();
  }

  test.each([1, 2, 3, 4, 5, 6])("each frame's cursor resumes with exactly the rest (seed %i)", async (seed) => {
    const random = randomOf(seed);
    const tenant = newTenant();
    const some = TOPICS.filter(() => random() < 0.4);
    const filter = { topics: some.length === 0 ? [TOPICS[0]] : some, types: pick(random, FILTERS) };
    const publish = publisher(tenant, filter, random);
    const before = await publish(50);
    const whole = await bench.observer.observe(tenant, { ...filter, from: "beginning" });
    const live = await bench.observer.observe(tenant, { ...filter, from: "now" });
    const first = await take(whole, Math.min(before.length, 3));
    const after = await publish(50);
    const seen = [...first, ...(await take(whole, before.length + after.length - first.length))];
    const lived = await take(live, after.length);
    expect(idsOf(seen).sort()).toEqual([...before, ...after].sort());
    expect(idsOf(lived).sort()).toEqual([...after].sort());
    const replica = await bench.another();
    for (const [at, frame] of events(seen).entries()) {
      if (random() < 0.5) continue;
      const observer = random() < 0.5 ? replica : bench.observer;
      const resumed = await observer.observe(tenant, { ...filter, from: { cursor: frame.cursor } });
      await expectExactRest(resumed, idsOf(seen.slice(at + 1)));
    }
    for (const [at, frame] of events(lived).entries()) {
      const resumed = await replica.observe(tenant, { ...filter, from: { cursor: frame.cursor } });
      await expectExactRest(resumed, idsOf(lived.slice(at + 1)));
    }
    await Promise.all([whole.close(), live.close()]);
  });

  test("observers that join while events pour in miss nothing and repeat nothing", async () => {
    const tenant = newTenant();
    const filter = { topics: ["business-facts", "task-events"], types: [] } as const;
    const readers: Promise<string[]>[] = [];
    const read = async (start: Observation, had: readonly Observed[]): Promise<string[]> => {
      const rest = await take(start, (frame) => frame.kind === "event" && frame.event.type === "pour.ended");
      await start.close();
      return idsOf([...had, ...rest]);
    };
    const [rounds, amount] = [8, 300];
    for (let round = 0; round < rounds; round++) {
      const pouring = Promise.all(filter.topics.map((topic) => bench.burst(tenant, topic, amount)));
      const first = await bench.observer.observe(tenant, { ...filter, from: "beginning" });
      const had = await take(first, 1 + round * amount);
      const cut = events(had)[round * 100];
      readers.push(read(first, had));
      const resumed = await bench.observer.observe(tenant, { ...filter, from: { cursor: cut?.cursor ?? "" } });
      readers.push(read(resumed, had.slice(0, had.indexOf(cut as Observed) + 1)));
      await pouring;
    }
    await bench.publish(tenant, "business-facts", "pour.ended");
    const whole = await bench.observer.observe(tenant, { ...filter, from: "beginning" });
    const all = events(await take(whole, 2 * rounds * amount + 1));
    await whole.close();
    const [facts, tasks] = filter.topics.map((topic) => idsOf(all.filter((frame) => frame.topic === topic)));
    const place = new Map([...(facts ?? []), ...(tasks ?? [])].map((id, at) => [id, at]));
    const count = facts?.length ?? 0;
    for (const ids of await Promise.all(readers)) {
      const places = ids.map((id) => place.get(id) ?? -1);
      const ofTasks = places.filter((at) => at >= count);
      expect(places.filter((at) => at < count)).toEqual(range(0, count));
      expect(ofTasks).toEqual(range(count, ofTasks.length));
    }
  });

  test("a slow reader loses nothing of a burst and holds little of it", async () => {
    const tenant = newTenant();
    const filter = { topics: ["business-facts"], types: [] } as const;
    const slow = await bench.observer.observe(tenant, { ...filter, from: "now" });
    const quick = await bench.observer.observe(tenant, { ...filter, from: "now" });
    const reading = take(quick, 10_000);
    await bench.burst(tenant, "business-facts", 10_000, 1024);
    const wanted = events(await reading).map(({ sequence }) => sequence);
    const iterator = slow[Symbol.asyncIterator]();
    const got: number[] = [];
    let most = 0;
    while (got.length < 10_000) {
      const { value } = await iterator.next();
      const batch = events(value ?? []);
      most = Math.max(most, batch.length);
      got.push(...batch.map(({ sequence }) => sequence));
    }
    expect(got).toEqual(wanted);
    expect(most).toBeLessThanOrEqual(4096);
    const { id } = await bench.publish(tenant, "business-facts", "order.placed");
    expect(idsOf(await take(slow, 1))).toEqual([id]);
    await Promise.all([slow.close(), quick.close()]);
  });

  test("observers with the same filter get the same array", async () => {
    const tenant = newTenant();
    const open = (types: string[]) => bench.observer.observe(tenant, { topics: ["plan-events"], types, from: "now" });
    const [left, right] = await Promise.all([open(["a.*", "a.b"]), open(["a.*"])]);
    const batches = Promise.all([left, right].map((one) => one[Symbol.asyncIterator]().next()));
    await bench.publish(tenant, "plan-events", "b.c");
    await bench.publish(tenant, "plan-events", "a.b");
    const [a, b] = (await batches).map(({ value }) => value);
    expect(a).toBe(b);
    expect(a).toHaveLength(1);
    await Promise.all([left.close(), right.close()]);
  });

  test("an event replayed to one group is observed too", async () => {
    const tenant = newTenant();
    const observation = await bench.observer.observe(tenant, {
      topics: ["task-events"],
      types: ["order.*"],
      from: "now",
    });
    const event = JSON.stringify(eventOf(tenant, "task-events", "order.placed", { id: "replayed" }));
    await bench.nc.request(`troupe-to.${tenant}.task-events.order.placed`, event);
    expect(idsOf(await take(observation, 1))).toEqual(["replayed"]);
    const again = await bench.observer.observe(tenant, {
      topics: ["task-events"],
      types: ["order.*"],
      from: "beginning",
    });
    expect(idsOf(await take(again, 1))).toEqual(["replayed"]);
    await Promise.all([observation.close(), again.close()]);
  });

  test("a resumed observation that ends before its first event keeps its place", async () => {
    const tenant = newTenant();
    const first = await bench.observer.observe(tenant, { ...EVERYTHING, from: "now" });
    await first.close();
    const { id } = await bench.publish(tenant, "task-events", "order.placed");
    let { cursor } = first;
    for (let round = 0; round < 3; round++) {
      const resumed = await bench.observer.observe(tenant, { ...EVERYTHING, from: { cursor } });
      cursor = resumed.cursor;
      expect(cursor).toBe(first.cursor);
      await resumed.close();
    }
    const last = await bench.observer.observe(tenant, { ...EVERYTHING, from: { cursor } });
    expect(idsOf(await take(last, 1))).toEqual([id]);
    await last.close();
  });

  test("starts at a time, over topics", async () => {
    const tenant = newTenant();
    await bench.publish(tenant, "task-events", "order.placed");
    let now = Date.now();
    const ticked = now + 2;
    while (now < ticked) now = Date.now();
    const { id } = await bench.publish(tenant, "task-events", "order.placed");
    const second = await bench.publish(tenant, "plan-events", "order.placed");
    const time = new Date(now).toISOString();
    const observation = await bench.observer.observe(tenant, { ...EVERYTHING, from: { time } });
    expect(idsOf(await take(observation, 2)).sort()).toEqual([id, second.id].sort());
    await observation.close();
  });

  test("foreign and forged cursors are refused", async () => {
    const tenant = newTenant();
    const observation = await bench.observer.observe(tenant, { ...EVERYTHING, from: "now" });
    const { cursor } = observation;
    const forged = `${cursor[0] === "A" ? "B" : "A"}${cursor.slice(1)}`;
    await expect(bench.observer.observe(newTenant(), { ...EVERYTHING, from: { cursor } })).rejects.toMatchObject(
      invalid,
    );
    await expect(bench.observer.observe(tenant, { ...EVERYTHING, from: { cursor: forged } })).rejects.toMatchObject(
      invalid,
    );
    await observation.close();
  });

  test("what retention removed is told as a gap with its numbers", async () => {
    const tenant = newTenant();
    const stream = streamOf("billing-events");
    const filter = { topics: ["billing-events"], types: [] } as const;
    for (let n = 0; n < 10; n++)
      await bench.publish(n % 2 === 0 ? newTenant() : tenant, "billing-events", "order.placed");
    const start = await bench.observer.observe(tenant, { ...filter, from: "beginning" });
    const [second] = events((await take(start, 2)).slice(1));
    await start.close();
    const { state } = await bench.jsm.streams.info(stream);
    await bench.jsm.streams.purge(stream, { seq: state.last_seq + 1 });
    const left = await bench.publish(tenant, "billing-events", "order.placed");
    const resumed = await bench.observer.observe(tenant, { ...filter, from: { cursor: second?.cursor ?? "" } });
    const [gap, frame] = await take(resumed, 2);
    const from = (second?.sequence ?? 0) + 1;
    const to = state.last_seq;
    expect(gap).toMatchObject({ kind: "gap", topic: "billing-events", from, to, missed: to - from + 1 });
    expect(frame).toMatchObject({ kind: "event", event: { id: left.id } });
    await resumed.close();
  });

  test("a slow reader is told what retention removed before it came to it", async () => {
    const tenant = newTenant();
    const filter = { topics: ["notification-events"], types: [] } as const;
    await bench.burst(tenant, "notification-events", 5000);
    const slow = await bench.observer.observe(tenant, { ...filter, from: "beginning" });
    const first = await take(slow, 1);
    const { state } = await bench.jsm.streams.info(streamOf("notification-events"));
    await bench.jsm.streams.purge(streamOf("notification-events"), { seq: state.last_seq - 999 });
    const rest = await take(slow, (frame) => frame.kind === "event" && frame.sequence === state.last_seq);
    const all = [...first, ...rest];
    const gaps = all.filter((frame) => frame.kind === "gap");
    expect(gaps).toHaveLength(first[0]?.kind === "gap" ? 2 : 1);
    expect(gaps.at(-1)?.to).toBe(state.last_seq - 1000);
    expect(events(all).length + (gaps.at(-1)?.missed ?? 0)).toBe(5000);
    await slow.close();
  });

  test("a stream made anew ends its observers and refuses their cursors", async () => {
    const tenant = newTenant();
    const filter = { topics: ["system-events"], types: [] } as const;
    for (let n = 0; n < 3; n++) await bench.publish(tenant, "system-events", "order.placed");
    const observation = await bench.observer.observe(tenant, { ...filter, from: "beginning" });
    const frames = events(await take(observation, 3));
    await observation.close();
    const { config } = await bench.jsm.streams.info(streamOf("system-events"));
    await bench.jsm.streams.delete(config.name);
    await bench.jsm.streams.add(config);
    const cursor = frames.at(-1)?.cursor ?? "";
    await expect(bench.observer.observe(tenant, { ...filter, from: { cursor } })).rejects.toMatchObject(invalid);
    const { id } = await bench.publish(tenant, "system-events", "order.placed");
    const anew = await bench.observer.observe(tenant, { ...filter, from: "beginning" });
    expect(idsOf(await take(anew, 1))).toEqual([id]);
    await anew.close();
  });
});
