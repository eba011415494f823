import { describe, expect, it } from "vitest";
import { definePlan } from "../../src/planner/plan/define.js";
import { resultOf } from "../../src/planner/plan/scope.js";
import { describePlace } from "../../src/planner/plan/standing.js";
import { Drive, order } from "./plans.js";

const shop = definePlan({
  name: "shop",
  goal: order,
  initial: "reserve",
  states: {
    reserve: {
      do: {
        event: "stock.reserve.requested",
        data: { item: "{{ goal.item }}", count: "{{ goal.count }}" },
        key: "stock",
      },
      retry: { attempts: 3, delayMs: 100 },
      next: [
        { to: "ship", when: ({ goal }) => goal.address !== undefined, set: { where: "{{ goal.address }}" } },
        { to: "refused" },
      ],
      on: { "stock.reserve.failed": "refused" },
      timeout: { ms: 60_000, to: "refused" },
    },
    ship: {
      do: [
        {
          event: "parcel.ship.requested",
          data: { to: "{{ data.where }}", box: "{{ results.stock.box }}" },
          key: "parcel",
        },
        { event: "order.accepted", topic: "business-facts", data: { item: "{{ goal.item }}" } },
      ],
      next: "done",
    },
    done: {
      end: {
        as: "succeeded",
        result: { track: "{{ results.parcel.track }}", said: "{{ goal.count }} of {{ goal.item }}" },
      },
    },
    refused: { end: { as: "failed", failure: { code: "REFUSED", message: "no {{ goal.item }}" } } },
  },
});

describe("a plan", () => {
  it("goes from state to state, filling its templates from goal, answers and what it kept", () => {
    const drive = new Drive(shop, { item: "lamp", count: 2, address: "here" });
    expect(drive.sent).toMatchObject([{ type: "stock.reserve.requested", data: { item: "lamp", count: 2 } }]);
    drive.answer("stock.reserve.requested", "stock.reserve.completed", { box: 7 });
    expect(drive.sent.slice(1)).toMatchObject([
      { type: "parcel.ship.requested", data: { to: "here", box: 7 } },
      { type: "order.accepted", topic: "business-facts" },
    ]);
    drive.answer("parcel.ship.requested", "parcel.ship.completed", { track: "T1" });
    expect(drive.end).toEqual({ as: "succeeded", result: { track: "T1", said: "2 of lamp" } });
    expect(drive.trail).toEqual(["reserve", "ship", "done", "succeeded"]);
  });

  it("takes an answer once, for the question it answers", () => {
    const drive = new Drive(shop, { item: "lamp", count: 2, address: "here" });
    expect(drive.event("stock.reserve.completed", {}, ["another"])).toMatchObject({ kind: "ignored" });
    expect(drive.event("stock.reserve.completed", {})).toMatchObject({ kind: "ignored" });
    drive.answer("stock.reserve.requested", "stock.reserve.completed", { box: 7 });
    expect(drive.answer("stock.reserve.requested", "stock.reserve.completed", { box: 8 })).toMatchObject({
      kind: "ignored",
    });
    expect(drive.standing.results).toEqual({ stock: { box: 7 } });
  });

  it("asks again after a failure, takes the answer to any attempt, and gives up after the last", () => {
    const drive = new Drive(shop, { item: "lamp", count: 2 });
    const fail = (id: string) => drive.answer(id, "stock.reserve.failed", { code: "HANDLER_FAILED", detail: "no" });
    fail("stock.reserve.requested");
    expect(fail("stock.reserve.requested")).toMatchObject({ kind: "ignored" });
    expect(drive.standing.timers.map(({ key }) => key)).toEqual(["timeout.1", "retry.1.stock.1"]);
    drive.fire("retry.1.stock.1");
    expect(drive.sent.map(({ id }) => id)).toEqual(["id:1.stock.1", "id:1.stock.2"]);
    expect(fail("id:1.stock.1")).toMatchObject({ kind: "ignored" });
    fail("id:1.stock.2");
    drive.fire("retry.1.stock.2");
    fail("id:1.stock.3");
    expect(drive.end).toMatchObject({ as: "failed", failure: { code: "REFUSED", message: "no lamp" } });
  });

  it("takes the late answer to an earlier attempt", () => {
    const drive = new Drive(shop, { item: "lamp", count: 2, address: "here" });
    drive.answer("stock.reserve.requested", "stock.reserve.failed");
    drive.fire("retry.1.stock.1");
    drive.answer("id:1.stock.1", "stock.reserve.completed", { box: 1 });
    expect(describePlace(drive.standing.at)).toBe("ship");
    expect(drive.answer("id:1.stock.2", "stock.reserve.completed", { box: 2 })).toMatchObject({ kind: "ignored" });
  });

  it("leaves a state at its time, and drops what it asked", () => {
    const drive = new Drive(shop, { item: "lamp", count: 2 });
    drive.fire();
    expect(drive.end).toMatchObject({ as: "failed", failure: { code: "REFUSED" } });
    expect(drive.answer("stock.reserve.requested", "stock.reserve.completed")).toMatchObject({ kind: "ignored" });
    expect(drive.fire("timeout.1")).toMatchObject({ kind: "ignored" });
  });

  it("fails, and sends nothing, where a template leads nowhere", () => {
    const drive = new Drive(shop, { item: "lamp", count: 2, address: "here" });
    drive.answer("stock.reserve.requested", "stock.reserve.completed", {});
    expect(drive.end).toMatchObject({
      as: "failed",
      failure: { code: "PLAN_INVALID", message: expect.stringContaining("/states/ship/do/0/data/box") },
    });
    expect(drive.sent).toHaveLength(1);
  });

  it.each([
    ["data", { do: { event: "stock.reserve.requested", data: async () => ({ item: "lamp" }) }, next: "done" }],
    ["when", { next: [{ to: "done", when: async () => false }, "held"] }],
  ])("fails where a function gives a promise: %s", (place, first) => {
    const end = { end: "succeeded" } as const;
    const states = { first, done: end, held: end };
    const plan = { name: "late", goal: order, initial: "first", states } as unknown as Parameters<typeof definePlan>[0];
    const reachable = place === "when" ? plan : { ...plan, states: { first, done: end } };
    const drive = new Drive(definePlan(reachable as typeof plan), { item: "lamp", count: 2 });
    const message = expect.stringMatching(new RegExp(`/${place}: .* gave a promise`));
    expect(drive.end).toMatchObject({ as: "failed", failure: { code: "PLAN_INVALID", message } });
    expect(drive.sent).toEqual([]);
  });
});

it.each([
  [
    "do/0/data",
    "Date at /at",
    { do: { event: "stock.reserve.requested", data: () => ({ at: new Date(0) }) }, next: "done" },
  ],
  ["next/0/set/n", "bigint", { next: { to: "done", set: { n: () => 10n } } }],
])("fails where a function gives what is not JSON: %s", (place, found, first) => {
  const states = { first, done: { end: "succeeded" } };
  const plan = { name: "date", goal: order, initial: "first", states } as unknown as Parameters<typeof definePlan>[0];
  const drive = new Drive(definePlan(plan), { item: "lamp", count: 2 });
  const message = `/states/first/${place}: ${found} is not JSON`;
  expect(drive.end).toMatchObject({ as: "failed", failure: { code: "PLAN_INVALID", message } });
});

describe("parallel states", () => {
  const build = (join: "all" | "any" | "settled" | { quorum: number }) =>
    definePlan({
      name: "build",
      goal: "build.requested",
      events: { "tests.skipped": "business-facts" },
      initial: "both",
      states: {
        both: {
          parallel: {
            code: {
              initial: "compile",
              states: {
                compile: { do: { event: "compile.requested", key: "binary" }, next: "ok" },
                ok: { end: { as: "succeeded", result: "{{ results.binary }}" } },
              },
            },
            tests: {
              initial: "run",
              states: {
                run: { do: "test.requested", on: { "tests.skipped": "ok" }, next: "ok" },
                ok: { end: "succeeded" },
              },
            },
          },
          do: { event: "lint.requested", key: "lint" },
          join,
          next: "done",
          otherwise: "broken",
        },
        done: { end: { as: "succeeded", result: { code: "{{ results.code? }}", lint: "{{ results.lint? }}" } } },
        broken: { end: "failed" },
      },
    });

  it("join once all are done, in whatever order", () => {
    const drive = new Drive(build("all"), {});
    expect(drive.sent.map(({ type }) => type).sort()).toEqual([
      "compile.requested",
      "lint.requested",
      "test.requested",
    ]);
    drive.event("tests.skipped");
    drive.answer("lint.requested", "lint.completed", { clean: true });
    expect(drive.end).toBeUndefined();
    drive.answer("compile.requested", "compile.completed", { size: 3 });
    expect(drive.end).toEqual({ as: "succeeded", result: { code: { size: 3 }, lint: { clean: true } } });
    expect(drive.answer("test.requested", "test.completed")).toMatchObject({ kind: "ignored" });
  });

  it("go on with a quorum, and drop the rest", () => {
    const drive = new Drive(build({ quorum: 2 }), {});
    drive.answer("lint.requested", "lint.failed", { code: "X", message: "no" });
    drive.answer("test.requested", "test.completed");
    drive.answer("compile.requested", "compile.completed", 1);
    expect(drive.end).toEqual({ as: "succeeded", result: { code: 1 } });
  });

  it("take the other way once the join cannot be met", () => {
    const drive = new Drive(build({ quorum: 2 }), {});
    drive.answer("lint.requested", "lint.failed");
    drive.answer("compile.requested", "compile.failed");
    expect(drive.end).toMatchObject({ as: "failed", failure: { code: "PLAN_FAILED" } });
  });

  it("wait for all to be over where they are to be settled", () => {
    const drive = new Drive(build("settled"), {});
    drive.answer("lint.requested", "lint.failed");
    drive.answer("compile.requested", "compile.failed");
    expect(drive.end).toBeUndefined();
    drive.answer("test.requested", "test.completed");
    expect(drive.end).toMatchObject({ as: "succeeded" });
  });

  it("fail with the first cause where nothing else was said", () => {
    const plan = definePlan({
      name: "one",
      goal: "one.requested",
      initial: "ask",
      states: { ask: { do: "two.requested", next: "done" }, done: { end: "succeeded" } },
    });
    const drive = new Drive(plan, {});
    drive.answer("two.requested", "two.failed", { code: "HANDLER_FAILED", detail: "out of paper" });
    expect(drive.end).toMatchObject({
      as: "failed",
      failure: { code: "STEP_FAILED", cause: { message: "out of paper", at: "/agents/x" } },
    });
  });
});

describe("each", () => {
  const plan = definePlan({
    name: "counts",
    goal: "count.all.requested",
    initial: "count",
    states: {
      count: {
        do: {
          event: "part.count.requested",
          each: "{{ goal.parts }}",
          data: { part: "{{ item }}", n: "{{ index }}" },
          key: "parts",
        },
        next: "done",
      },
      done: {
        end: {
          as: "succeeded",
          result: {
            $logic: {
              reduce: [{ var: "results.parts" }, { "+": [{ var: "current.words" }, { var: "accumulator" }] }, 0],
            },
          },
        },
      },
    },
  });

  it("asks once for each item and keeps the answers in their order", () => {
    const drive = new Drive(plan, { parts: ["a", "b", "c"] });
    expect(drive.sent.map(({ data }) => data)).toEqual([
      { part: "a", n: 0 },
      { part: "b", n: 1 },
      { part: "c", n: 2 },
    ]);
    for (const at of [2, 0, 1]) drive.answer(`id:1.parts.${at}.1`, "part.count.completed", { words: 10 ** at });
    expect(drive.standing.results).toEqual({ parts: [{ words: 1 }, { words: 10 }, { words: 100 }] });
    expect(drive.end).toEqual({ as: "succeeded", result: 111 });
  });

  it("goes on at once where there are none", () => {
    expect(new Drive(plan, { parts: [] }).end).toEqual({ as: "succeeded", result: 0 });
  });

  it("fails where there is no list, or too long a one", () => {
    expect(new Drive(plan, { parts: "abc" }).end).toMatchObject({
      failure: { message: expect.stringContaining("/each") },
    });
    const many = Array.from({ length: 201 }, (_, n) => n);
    expect(new Drive(plan, { parts: many }).end).toMatchObject({
      failure: { message: expect.stringContaining("200") },
    });
  });
});

it("an answer is read with the type of its definition", () => {
  const scope = { results: { order: { item: "lamp", count: 1 } } };
  expect(resultOf(scope, "order", order).item).toBe("lamp");
  expect(() => resultOf(scope, "toString", order)).toThrow("nothing is kept as results.toString");
});
