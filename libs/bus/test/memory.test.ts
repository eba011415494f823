import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { GroupRequest } from "../src/index.js";
import { createMemoryBus, type DeliveryFault, type DeliveryFaults, seededFaults } from "../src/memory/index.js";
import { arrived, collect, eventOf, eventually, listen, manualClock, seededRandom } from "../src/testing/index.js";

const TENANT = "acme";
const request: GroupRequest = {
  group: "workers",
  topics: ["business-facts"],
  types: [">"],
  credit: 10,
  from: "beginning",
  policy: { leaseMs: 1000, backoffMs: [100], maxAttempts: 9 },
};

/** Faults given one a delivery, and none after the last. */
function scripted(...faults: DeliveryFault[]): DeliveryFaults {
  return () => faults.shift() ?? { kind: "none" };
}

async function publishNumbered(bus: ReturnType<typeof createMemoryBus>, n: number): Promise<void> {
  for (let at = 0; at < n; at += 1) await bus.publish(eventOf({ id: `e-${at}`, tenantid: TENANT }));
}

describe("faults of deliveries", () => {
  test("a dropped delivery lapses and comes again", async () => {
    const clock = manualClock();
    const bus = createMemoryBus({ clock, faults: scripted({ kind: "drop" }) });
    await publishNumbered(bus, 1);
    const session = await bus.join(TENANT, request);
    listen(session);
    await clock.advance(999);
    expect(arrived(session)).toBe(0);
    await clock.advance(1);
    expect(await collect(session, 1)).toMatchObject([{ attempt: 2, event: { id: "e-0" } }]);
  });
  test("a repeated delivery is acknowledged and comes once more", async () => {
    const clock = manualClock();
    const bus = createMemoryBus({ clock, faults: scripted({ kind: "repeat" }) });
    await publishNumbered(bus, 1);
    const session = await bus.join(TENANT, request);
    for (const attempt of [1, 2]) {
      const [leased] = await collect(session, 1);
      expect(leased?.attempt).toBe(attempt);
      expect(await leased?.settle({ outcome: "ack" })).toEqual({ ok: true });
    }
    await clock.advance(5000);
    expect(arrived(session)).toBe(0);
  });
  test("a delayed delivery comes later, with its lease running", async () => {
    const clock = manualClock();
    const bus = createMemoryBus({ clock, faults: scripted({ kind: "delay", byMs: 600 }) });
    await publishNumbered(bus, 1);
    const session = await bus.join(TENANT, request);
    listen(session);
    await clock.advance(599);
    expect(arrived(session)).toBe(0);
    await clock.advance(1);
    const [leased] = await collect(session, 1);
    await clock.advance(400);
    expect(await leased?.settle({ outcome: "ack" })).toMatchObject({ ok: false, error: { code: "LEASE_EXPIRED" } });
  });
  test("a reordered delivery comes after the next, or soon when none follows", async () => {
    const clock = manualClock();
    const reorder = { kind: "reorder" } as const;
    const bus = createMemoryBus({ clock, faults: scripted(reorder, { kind: "none" }, reorder) });
    await publishNumbered(bus, 3);
    const session = await bus.join(TENANT, request);
    expect((await collect(session, 2)).map(({ event }) => event.id)).toEqual(["e-1", "e-0"]);
    expect(arrived(session)).toBe(0);
    await clock.advance(100);
    expect((await collect(session, 1)).map(({ event }) => event.id)).toEqual(["e-2"]);
  });

  /** Works off 40 events under faults and tells every delivery in order. */
  async function course(seed: number): Promise<string[]> {
    const clock = manualClock();
    const rates = { drop: 0.15, repeat: 0.15, delay: 0.15, reorder: 0.15 };
    const bus = createMemoryBus({ clock, random: seededRandom(seed), faults: seededFaults(seed, rates) });
    await publishNumbered(bus, 40);
    const session = await bus.join(TENANT, { ...request, credit: 4, policy: { ...request.policy, maxAttempts: 50 } });
    const told: string[] = [];
    const working = (async () => {
      for await (const batch of session) {
        for (const leased of batch) {
          const settled = await leased.settle({ outcome: "ack" });
          told.push(`${leased.event.id}#${leased.attempt}:${settled.ok}`);
        }
      }
    })();
    await eventually(async () => {
      await clock.advance(200);
      const status = await bus.groups.get(TENANT, "workers");
      return status?.pending === 0 && status.lag === 0;
    });
    await bus.close();
    await working;
    return told;
  }
  test("every event is acknowledged in the end, and the same seed gives the same course", async () => {
    const told = await course(11);
    const done = new Set(told.filter((line) => line.endsWith("true")).map((line) => line.split("#")[0]));
    expect(done.size).toBe(40);
    expect(told.length).toBeGreaterThan(40);
    expect(await course(11)).toEqual(told);
    expect(await course(12)).not.toEqual(told);
  });
});

describe("a manual clock", () => {
  test("fires what falls due in order, those set meanwhile too, and no called-off one", async () => {
    const clock = manualClock(1000);
    const fired: string[] = [];
    const note = (name: string) => () => fired.push(`${name}@${clock.now()}`);
    clock.after(30, note("c"));
    clock.after(10, () => {
      note("a")();
      clock.after(10, note("b"));
      queueMicrotask(note("microtask"));
    });
    clock.after(20, note("called off")).cancel();
    clock.after(100, note("later"));
    await clock.advance(50);
    expect(fired).toEqual(["a@1010", "microtask@1010", "b@1020", "c@1030"]);
    expect(clock.now()).toBe(1050);
  });
});

describe("the seeded random", () => {
  test("is in [0, 1), even, and the same for the same seed", () => {
    const take = (seed: number) => {
      const random = seededRandom(seed);
      return Array.from({ length: 1000 }, () => random());
    };
    const numbers = take(3);
    expect(take(3)).toEqual(numbers);
    expect(take(4)).not.toEqual(numbers);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    const mean = numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
  });
});

describe("content in memory", () => {
  async function* bodyOf(...parts: string[]): AsyncGenerator<Uint8Array> {
    for (const part of parts) yield new TextEncoder().encode(part);
  }
  async function textOf(body: AsyncIterable<Uint8Array> | undefined): Promise<string> {
    let text = "";
    for await (const part of body ?? []) text += new TextDecoder().decode(part);
    return text;
  }

  test("is addressed by its SHA-256, once a tenant, until it is removed", async () => {
    const { content } = createMemoryBus();
    const id = createHash("sha256").update("hello world").digest("hex");
    const stored = await content.put(TENANT, bodyOf("hello ", "world"), "text/plain");
    expect(stored).toEqual({ id, size: 11, contentType: "text/plain" });
    expect(await content.put(TENANT, bodyOf("hello world"), "text/html")).toEqual(stored);
    expect(await content.stat(TENANT, id)).toEqual(stored);
    expect(await textOf((await content.get(TENANT, id))?.body)).toBe("hello world");
    expect(await content.get("other", id)).toBeUndefined();
    expect(await content.remove("other", id)).toBe(false);
    expect(await content.remove(TENANT, id)).toBe(true);
    expect(await content.stat(TENANT, id)).toBeUndefined();
  });
  test("refuses a body past the limit", async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      const piece = new Uint8Array(8 * 1024 * 1024);
      for (;;) yield piece;
    }
    const { content } = createMemoryBus();
    await expect(content.put(TENANT, endless(), "application/octet-stream")).rejects.toMatchObject({
      code: "TOO_LARGE",
    });
  });
});

describe("the mirror in memory", () => {
  test("is shared by replicas and split by tenant", async () => {
    const bus = createMemoryBus();
    const replica = bus.replica();
    const type = { type: "order.placed", topic: "business-facts", version: "1.0.0", schemas: { "1.0.0": {} } } as const;
    await bus.mirror.put(TENANT, type);
    expect(replica.mirror.lookup(TENANT, "order.placed")).toEqual(type);
    expect(await replica.mirror.fetch(TENANT, "order.placed")).toEqual(type);
    expect(replica.mirror.lookup("other", "order.placed")).toBeUndefined();
    await replica.mirror.remove(TENANT, "order.placed");
    expect(bus.mirror.lookup(TENANT, "order.placed")).toBeUndefined();
  });
});

describe("the last replica's end", () => {
  test("calls off every timer, and gives back leases while another lives", async () => {
    const bus = createMemoryBus();
    const replica = bus.replica();
    await publishNumbered(bus, 1);
    const later = new Date(Date.now() + 3_600_000).toISOString();
    await bus.publish(eventOf({ tenantid: TENANT, deliverat: later }));
    const session = await bus.join(TENANT, request);
    await collect(session, 1);
    const successor = await replica.join(TENANT, request);
    await bus.close();
    expect(await collect(successor, 1)).toMatchObject([{ event: { id: "e-0" }, attempt: 2 }]);
    await replica.close();
    await expect(bus.find(TENANT, "e-0")).rejects.toMatchObject({ code: "BUS_UNAVAILABLE" });
  });
});
