import { defineEvent, definePlan, Planner, parsePlan, type Turn, Worker } from "@troupe/sdk";
import { testStack } from "@troupe/sdk/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { Ledger, warmUp } from "./ledger.js";

beforeAll(warmUp, 120_000);

const order = defineEvent({
  type: "order.requested",
  topic: "action-requests",
  description: "Have an order carried out",
  schema: z.object({ item: z.string(), count: z.int() }),
});
const ordered = defineEvent({
  type: "order.completed",
  topic: "action-results",
  description: "It was",
  schema: z.object({ track: z.string() }),
});
const reserve = defineEvent({
  type: "stock.reserve.requested",
  topic: "action-requests",
  description: "Put something aside",
  schema: z.object({ item: z.string(), count: z.int() }),
});
const reserved = defineEvent({
  type: "stock.reserve.completed",
  topic: "action-results",
  description: "It lies there",
  schema: z.object({ box: z.int() }),
});
const ship = defineEvent({
  type: "parcel.ship.requested",
  topic: "action-requests",
  description: "Send a box",
  schema: z.object({ box: z.int() }),
});
const shipped = defineEvent({
  type: "parcel.ship.completed",
  topic: "action-results",
  description: "It is on its way",
  schema: z.object({ track: z.string() }),
});

const plan = definePlan({
  name: "shop",
  goal: order,
  initial: "reserve",
  states: {
    reserve: {
      do: { event: reserve, data: ({ goal }) => ({ item: goal.item, count: goal.count }), key: "stock" },
      next: "ship",
    },
    ship: { do: { event: ship, data: { box: "{{ results.stock.box }}" }, key: "parcel" }, next: "done" },
    done: { end: { as: "succeeded", result: { track: "{{ results.parcel.track }}" } } },
  },
});

async function withShop(options: Parameters<typeof testStack>[0] = {}, broken = false) {
  const stack = await testStack({ missions: true, ...options });
  const ledger = new Ledger(stack);
  const boxes: number[] = [];
  const store = new Worker({ name: "store", policy: { maxAttempts: 20 } }).onTask(
    reserve,
    { replies: reserved },
    ({ data, fail }) => {
      if (broken) fail("no stock left");
      boxes.push(data.count);
      return { box: data.count };
    },
  );
  const post = new Worker({ name: "post", policy: { maxAttempts: 20 } }).onTask(
    ship,
    { replies: shipped },
    ({ data }) => ({ track: `T${data.box}` }),
  );
  await stack.run(store);
  await stack.run(post);
  const start = async (planner: Planner) => {
    const running = planner.start({ platform: ledger.platform });
    await running.ready;
    return running;
  };
  return { stack, ledger, boxes, start, [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose]() };
}

describe("a planner with a plan", () => {
  it("begins a mission for a goal and answers who asked", async () => {
    await using shop = await withShop();
    await using _planner = await shop.start(new Planner({ name: "orders" }).onGoal(plan));
    const answer = shop.stack.client.bus.request(order, { item: "lamp", count: 3 }, { replies: ordered });
    expect(await shop.ledger.ended()).toMatchObject({
      status: "succeeded",
      planner: "orders",
      plan: "shop",
      result: { track: "T3" },
    });
    expect(await answer).toEqual({ track: "T3" });
  });

  it("takes over a mission that exists", async () => {
    await using shop = await withShop();
    await using _planner = await shop.start(new Planner({ name: "orders" }).onGoal(plan));
    await shop.ledger.create({ id: "m1", type: order.type, data: { item: "lamp", count: 4 }, plan: "shop" });
    expect(await shop.ledger.ended("m1")).toMatchObject({ status: "succeeded", result: { track: "T4" } });
    expect((await shop.ledger.all()).length).toBe(1);
  });

  it("takes nothing for a goal but a plan, or an event with a handler", () => {
    const planner = new Planner({ name: "orders" });
    for (const args of [[], [{ type: "order.placed", topic: "business-facts" }], ["order.placed", () => undefined]]) {
      const act = () => (planner.onGoal as (...given: unknown[]) => unknown).apply(planner, args);
      expect(act).toThrow("onGoal of orders takes a plan, or a goal's event and a handler");
    }
  });

  it("tells why, down to the first cause", async () => {
    await using shop = await withShop({}, true);
    await using _planner = await shop.start(new Planner({ name: "orders" }).onGoal(plan));
    const answer = shop.stack.client.bus
      .request(order, { item: "lamp", count: 3 }, { replies: ordered })
      .catch((error) => error);
    expect(await shop.ledger.ended()).toMatchObject({
      status: "failed",
      failure: { code: "STEP_FAILED", cause: { message: "no stock left", at: "/agents/store" } },
    });
    expect(await answer).toMatchObject({
      problem: { code: "STEP_FAILED", detail: expect.stringContaining("no stock left") },
    });
  });

  it("leaves a mission of another plan, and one of another planner, alone", async () => {
    await using shop = await withShop();
    await using _planner = await shop.start(new Planner({ name: "orders" }).onGoal(plan));
    await shop.ledger.create({ id: "m1", type: order.type, data: { item: "lamp", count: 4 }, plan: "other" });
    await shop.stack.advance(5000);
    expect(shop.ledger.transitions).toHaveLength(0);
  });

  it("takes replies that come before it heard that its state was saved", async () => {
    await using shop = await withShop();
    const isAnswered = (id: string) => shop.stack.events.some(({ causationid }) => causationid === id);
    let early = 0;
    shop.ledger.committed = async ({ emit = [] }) => {
      for (const { id } of emit) {
        while (!isAnswered(id)) await new Promise((resolve) => setImmediate(resolve));
        early += 1;
      }
    };
    await using _planner = await shop.start(new Planner({ name: "orders" }).onGoal(plan));
    await shop.ledger.create({ id: "m1", type: order.type, data: { item: "lamp", count: 5 } });
    expect(await shop.ledger.ended("m1")).toMatchObject({ status: "succeeded", result: { track: "T5" } });
    expect(early).toBe(2);
    expect(shop.boxes).toEqual([5]);
    expect(shop.ledger.transitions).toHaveLength(3);
  });

  it("decides again when a replica was first, and once in all", async () => {
    await using shop = await withShop();
    await using _one = await shop.start(new Planner({ name: "orders" }).onGoal(plan));
    await using _two = await shop.start(new Planner({ name: "orders" }).onGoal(plan));
    let conflicts = 0;
    shop.ledger.interfere = async (id) => {
      if (conflicts++ % 2 === 0) await shop.ledger.touch(id);
    };
    for (const count of [1, 2, 3])
      await shop.ledger.create({ id: `m${count}`, type: order.type, data: { item: "lamp", count } });
    for (const count of [1, 2, 3]) {
      expect(await shop.ledger.ended(`m${count}`)).toMatchObject({
        status: "succeeded",
        result: { track: `T${count}` },
      });
    }
    expect(shop.ledger.transitions).toHaveLength(9);
  });

  it.each([1, 2, 3, 4])("ends missions the same whatever deliveries go through (seed %i)", async (seed) => {
    await using shop = await withShop({
      seed,
      faults: { drop: 0.15, repeat: 0.3, delay: 0.3, reorder: 0.3 } as never,
    });
    await using _planner = await shop.start(new Planner({ name: "orders", policy: { maxAttempts: 20 } }).onGoal(plan));
    for (const count of [1, 2, 3, 4])
      await shop.ledger.create({ id: `m${count}`, type: order.type, data: { item: "lamp", count } });
    for (const count of [1, 2, 3, 4]) {
      expect(await shop.ledger.ended(`m${count}`)).toMatchObject({
        status: "succeeded",
        result: { track: `T${count}` },
      });
    }
    const sent = shop.ledger.transitions.flatMap(({ emit = [] }) => emit.map(({ id }) => id));
    expect(sent).toHaveLength(8);
    expect(new Set(sent).size).toBe(8);
  });

  it("fails a mission whose data does not fit what it sends, and sends nothing", async () => {
    await using shop = await withShop();
    const wrong = parsePlan(`
name: shop
goal: order.requested
initial: reserve
states:
  reserve: { do: { event: stock.reserve.requested, data: { item: 3 } }, next: done }
  done: { end: succeeded }
`);
    await using _planner = await shop.start(new Planner({ name: "orders" }).onGoal(wrong));
    await shop.ledger.create({ id: "m1", type: order.type, data: { item: "lamp", count: 4 } });
    expect(await shop.ledger.ended("m1")).toMatchObject({ status: "failed", failure: { code: "SCHEMA_MISMATCH" } });
    expect(shop.boxes).toEqual([]);
  });

  it("refuses events that nobody knows, where it is told to, and warns else", async () => {
    await using shop = await withShop();
    const lost = definePlan({
      name: "lost",
      goal: order,
      initial: "a",
      states: { a: { do: "moon.fetch.requested", timeout: { ms: 1000, to: "b" }, next: "b" }, b: { end: "succeeded" } },
    });
    await using strict = await shop.start(new Planner({ name: "strict" }).onGoal(lost, { unknownEvents: "refuse" }));
    await shop.ledger.create({ id: "m1", type: order.type, data: { item: "lamp", count: 4 } });
    expect(await shop.ledger.ended("m1")).toMatchObject({
      status: "failed",
      failure: {
        code: "PLAN_INVALID",
        message: expect.stringContaining("moon.fetch.requested is not registered, and no agent takes it"),
      },
    });
    await strict.stop();
    await using _loose = await shop.start(new Planner({ name: "loose" }).onGoal(lost));
    await shop.ledger.create({ id: "m2", type: order.type, data: { item: "lamp", count: 4 } });
    expect(await shop.ledger.ended("m2")).toMatchObject({ status: "succeeded" });
    expect(shop.stack.logs.some(({ message }) => message.includes("the plan lost may not come far"))).toBe(true);
  });
});

describe("a planner with handlers", () => {
  it("keeps its state from turn to turn, and its timers", async () => {
    await using shop = await withShop();
    interface Stage {
      readonly tries: number;
    }
    const planner = new Planner({ name: "orders" })
      .onGoal(order, (turn: Turn<{ item: string; count: number }, Stage>) => {
        turn.ask(reserve, { item: turn.data.item, count: turn.data.count });
        turn.become({ tries: 1 }, "reserving");
      })
      .onTransition(reserved, (turn: Turn<{ box: number }, Stage>) => {
        turn.setTimer("rest", 5000);
        turn.setTimer("never", 6000);
        turn.become({ tries: (turn.state?.tries ?? 0) + turn.data.box }, "resting");
      })
      .onTimer((turn: Turn<unknown, Stage>, key) => {
        expect(key).toBe("rest");
        turn.clearTimer("never");
        turn.complete({ tries: turn.state?.tries });
      });
    await using _planner = await shop.start(planner);
    await shop.ledger.create({ id: "m1", type: order.type, data: { item: "lamp", count: 4 } });
    expect(await shop.ledger.ended("m1")).toMatchObject({
      status: "succeeded",
      result: { tries: 5 },
      state: { at: "succeeded" },
    });
  });

  it("fails the mission when a handler throws to the last", async () => {
    await using shop = await withShop();
    let calls = 0;
    const planner = new Planner({ name: "orders", policy: { maxAttempts: 3 } }).onGoal(order, () => {
      calls++;
      throw new Error("what now");
    });
    await using _planner = await shop.start(planner);
    await shop.ledger.create({ id: "m1", type: order.type, data: { item: "lamp", count: 4 } });
    expect(await shop.ledger.ended("m1")).toMatchObject({
      status: "failed",
      failure: { code: "PLANNER_FAILED", message: expect.stringContaining("what now") },
    });
    expect(calls).toBe(3);
  });

  it("fails the mission at once when what a handler keeps is no JSON", async () => {
    await using shop = await withShop();
    let calls = 0;
    const planner = new Planner({ name: "orders" }).onGoal(order, (turn: Turn<unknown, object>) => {
      calls++;
      turn.become({ seen: new Map() });
    });
    await using _planner = await shop.start(planner);
    await shop.ledger.create({ id: "m1", type: order.type, data: { item: "lamp", count: 4 } });
    const message = expect.stringContaining("the state cannot be kept: Map at /seen is not JSON");
    expect(await shop.ledger.ended("m1")).toMatchObject({ status: "failed", failure: { message } });
    expect(calls).toBe(1);
  });
});
