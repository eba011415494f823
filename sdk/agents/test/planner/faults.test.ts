import {
  ChoreographyPlanner,
  defineEvent,
  definePlan,
  type Llm,
  type Plan,
  Planner,
  RulePlanner,
  type RunningAgent,
  Worker,
} from "@troupe/sdk";
import { type TestStack, testStack } from "@troupe/sdk/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { Ledger, warmUp } from "./ledger.js";

beforeAll(warmUp, 120_000);

const numbers = z.object({ n: z.number() });
const ask = (type: string) =>
  defineEvent({ type: `${type}.requested`, topic: "action-requests", description: type, schema: numbers });
const answer = (type: string) =>
  defineEvent({ type: `${type}.completed`, topic: "action-results", description: type, schema: numbers });
const goal = ask("sum");
const [one, oneDone] = [ask("one"), answer("one")];
const [two, twoDone] = [ask("two"), answer("two")];
const [all, allDone] = [ask("all"), answer("all")];

/** Two numbers side by side, then their sum. */
const plan = definePlan({
  name: "sum",
  goal,
  initial: "both",
  states: {
    both: {
      do: [
        { event: one, key: "one", data: { n: "{{ goal.n }}" } },
        { event: two, key: "two", data: { n: "{{ goal.n }}" } },
      ],
      next: "adding",
    },
    adding: {
      do: { event: all, key: "sum", data: ({ results }) => ({ n: sumOf(results.one) + sumOf(results.two) }) },
      next: "done",
    },
    done: { end: { as: "succeeded", result: "{{ results.sum }}" } },
  },
});
const sumOf = (result: unknown): number => (result as { n: number }).n;

async function workshop(options: Parameters<typeof testStack>[0] = {}) {
  const stack = await testStack({ missions: true, ...options });
  const ledger = new Ledger(stack);
  const done: string[] = [];
  const did = (what: string, n: number) => {
    done.push(`${what} ${n}`);
    return n;
  };
  await stack.run(
    new Worker({ name: "adder" })
      .onTask(one, { replies: oneDone }, ({ data }) => ({ n: did("one", data.n + 1) }))
      .onTask(two, { replies: twoDone }, ({ data }) => ({ n: did("two", data.n + 2) }))
      .onTask(all, { replies: allDone }, ({ data }) => ({ n: did("all", data.n) })),
  );
  const start = async (planner: Planner): Promise<RunningAgent> => {
    const running = planner.start({ platform: ledger.platform });
    await running.ready;
    return running;
  };
  return { stack, ledger, done, start, [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose]() };
}

const follow = (name = "sums", what: Plan = plan) => new Planner({ name }).onGoal(what);

/** A planner that has a commit's answer lost, or the commit never made, at decision number `at`. */
function crashAt(ledger: Ledger, at: number, when: "before" | "after"): void {
  let decisions = 0;
  ledger.interfere = async (id, transition) => {
    if (++decisions !== at) return;
    if (when === "after") await ledger.engine().transition(id, transition);
    throw new Error("the planner was killed");
  };
}

describe("a planner that dies", () => {
  for (const when of ["before", "after"] as const) {
    it(`${when} any of its commits: the mission ends as it would have, each effect once`, {
      timeout: 120_000,
    }, async () => {
      for (const at of [1, 2, 3, 4]) {
        await using shop = await workshop();
        crashAt(shop.ledger, at, when);
        await shop.start(follow());
        await shop.ledger.create({ id: "m1", type: goal.type, data: { n: 10 } });
        expect(await shop.ledger.ended("m1")).toMatchObject({ status: "succeeded", result: { n: 23 } });
        expect(shop.done.sort()).toEqual(["all 23", "one 11", "two 12"]);
      }
    });
  }

  it("is replaced by another of its group, which goes on where it was", async () => {
    await using shop = await workshop();
    const first = await shop.start(follow());
    const second = follow();
    shop.ledger.interfere = async () => {
      if (shop.ledger.transitions.length !== 1) return;
      shop.ledger.interfere = async () => undefined;
      await Promise.all([shop.start(second), Promise.resolve()]);
    };
    await shop.ledger.create({ id: "m1", type: goal.type, data: { n: 10 } });
    await shop.stack.waitForEvent(one);
    await first.stop();
    expect(await shop.ledger.ended("m1")).toMatchObject({ status: "succeeded", result: { n: 23 } });
  });
});

describe("several planners", () => {
  it("one takes the mission, the other leaves it alone", async () => {
    await using shop = await workshop();
    await shop.start(follow("sums"));
    await shop.start(follow("others"));
    await shop.ledger.create({ id: "m1", type: goal.type, data: { n: 1 } });
    const mission = await shop.ledger.ended("m1");
    expect(mission).toMatchObject({ status: "succeeded", result: { n: 5 } });
    expect(new Set(shop.ledger.transitions.map(({ planner }) => planner))).toEqual(new Set([mission.planner]));
    expect(shop.done).toHaveLength(3);
  });

  it("one goal published outside a mission begins one mission", async () => {
    await using shop = await workshop();
    await shop.start(follow("sums"));
    await shop.start(follow("others"));
    const reply = shop.stack.client.bus.request(goal, { n: 2 });
    await shop.ledger.ended();
    expect(await shop.ledger.all()).toHaveLength(1);
    expect(await reply).toEqual({ n: 7 });
  });

  it("a planner asks another, whose mission is its own", async () => {
    await using shop = await workshop();
    const twice = definePlan({
      name: "twice",
      goal: "twice.requested",
      initial: "first",
      states: {
        first: { do: { event: goal, key: "first", data: { n: "{{ goal.n }}" } }, next: "second" },
        second: { do: { event: goal, key: "second", data: { n: "{{ results.first.n }}" } }, next: "done" },
        done: { end: { as: "succeeded", result: "{{ results.second }}" } },
      },
    });
    await shop.start(follow());
    await shop.start(follow("doubler", twice));
    await shop.ledger.create({ id: "m1", type: "twice.requested", data: { n: 1 } });
    expect(await shop.ledger.ended("m1")).toMatchObject({ status: "succeeded", result: { n: 13 } });
    const missions = await shop.ledger.all();
    expect(missions.map(({ planner, status }) => `${planner} ${status}`).sort()).toEqual([
      "doubler succeeded",
      "sums succeeded",
      "sums succeeded",
    ]);
  });
});

describe("a mission that ends otherwise", () => {
  it("by a person: who asked is told, and late answers change nothing", async () => {
    await using shop = await workshop();
    const slow = definePlan({
      name: "slow",
      goal,
      initial: "ask",
      states: { ask: { do: "never.done.requested", next: "done" }, done: { end: "succeeded" } },
    });
    await shop.start(follow("sums", slow));
    const reply = shop.stack.client.bus.request(goal, { n: 2 }).catch((error) => error);
    await shop.stack.waitForEvent("never.done.requested");
    const [mission] = await shop.ledger.all();
    await shop.stack.client.missions.cancel(mission?.id ?? "", "no longer wanted");
    const asked = shop.stack.events.find(({ type }) => type === "never.done.requested");
    await shop.stack.client.bus.publish(
      { type: "never.done.completed", topic: "action-results" },
      {},
      { missionId: mission?.id ?? "", taskId: asked?.id ?? "" },
    );
    await shop.stack.advance(1000);
    expect(await shop.ledger.ended()).toMatchObject({ status: "cancelled" });
    expect(await reply).toMatchObject({ problem: { detail: expect.stringContaining("no longer wanted") } });
  });

  it("over its budget in the middle of a parallel batch: nothing of the batch leaves", async () => {
    await using shop = await workshop();
    await shop.start(follow());
    await shop.ledger.create({ id: "m1", type: goal.type, data: { n: 1 }, budget: { actions: 1 } });
    expect(await shop.ledger.ended("m1")).toMatchObject({ status: "failed", failure: { code: "BUDGET_EXCEEDED" } });
    expect(shop.done).toEqual([]);
    const { missions, tasks } = shop.stack.client;
    const over = await shop.ledger.ended("m1");
    await missions.patch("m1", { ifRev: over.rev, budget: { actions: 100 } });
    await tasks.retry(over.taskId);
    expect(await shop.ledger.ended("m1")).toMatchObject({ status: "succeeded", budget: { actions: 100 } });
    expect((await shop.ledger.all()).length).toBe(1);
  });

  it("because its data does not fit the goal, whoever plans", async () => {
    const hand = new Planner({ name: "sums" }).onGoal(goal, (turn) => turn.complete(turn.data.n));
    for (const planner of [follow(), hand]) {
      await using shop = await workshop();
      await shop.start(planner);
      const reply = shop.stack.client.bus
        .request({ type: goal.type, topic: goal.topic }, { n: "one" })
        .catch((error) => error);
      expect(await shop.ledger.ended()).toMatchObject({ status: "failed", failure: { code: "SCHEMA_MISMATCH" } });
      expect(await reply).toMatchObject({ problem: { code: "SCHEMA_MISMATCH" } });
    }
  });

  it("because a decision is too large: the reason is told, and the state stays what it was", async () => {
    const large = (): string => "x".repeat(700_000);
    const result = { as: "succeeded", result: large } as const;
    const plans = [
      definePlan({
        name: "state",
        goal,
        initial: "ask",
        states: {
          ask: { do: { event: one, data: { n: 1 } }, next: [{ to: "done", set: { large } }] },
          done: { end: "succeeded" },
        },
      }),
      definePlan({ name: "result", goal, initial: "done", states: { done: { end: result } } }),
    ];
    for (const plan of plans) {
      await using shop = await workshop();
      await shop.start(follow("sums", plan));
      await shop.ledger.create({ id: "m1", type: goal.type, data: { n: 1 } });
      expect(await shop.ledger.ended("m1")).toMatchObject({ status: "failed", failure: { code: "EVENT_TOO_LARGE" } });
    }
  });

  it("a goal's defaults are there for the plan", async () => {
    await using shop = await workshop();
    const withDefault = defineEvent({
      type: "sum.requested",
      topic: "action-requests",
      description: "sum",
      schema: z.object({ n: z.number().default(5) }),
    });
    const simple = definePlan({
      name: "simple",
      goal: withDefault,
      initial: "done",
      states: { done: { end: { as: "succeeded", result: ({ goal: read }) => read.n } } },
    });
    await shop.start(follow("sums", simple));
    await shop.ledger.create({ id: "m1", type: goal.type, data: {} });
    expect(await shop.ledger.ended("m1")).toMatchObject({ status: "succeeded", result: 5 });
  });

  it("over its deadline", async () => {
    await using shop = await workshop();
    const slow = definePlan({
      name: "slow",
      goal,
      initial: "ask",
      states: { ask: { do: "never.done.requested", next: "done" }, done: { end: "succeeded" } },
    });
    await shop.start(follow("sums", slow));
    const deadline = new Date(shop.stack.clock.now() + 60_000).toISOString();
    await shop.ledger.create({ id: "m1", type: goal.type, data: { n: 1 }, deadline });
    expect(await shop.ledger.ended("m1")).toMatchObject({ status: "timed_out" });
  });

  it("a wait that never comes ends by its timeout, whatever the mission's length", async () => {
    await using shop = await workshop();
    const waiting = definePlan({
      name: "waiting",
      goal,
      events: { "rain.fell": "business-facts" },
      initial: "wait",
      states: {
        wait: { on: { "rain.fell": "wet" }, timeout: { ms: 3_600_000, to: "dry" } },
        wet: { end: "succeeded" },
        dry: { end: { as: "failed", failure: { code: "DRY", message: "no rain" } } },
      },
    });
    await shop.start(follow("sums", waiting));
    await shop.ledger.create({ id: "m1", type: goal.type, data: { n: 1 } });
    await shop.stack.advance(3_500_000);
    expect((await shop.stack.client.missions.get("m1"))?.status).toBe("running");
    expect(await shop.ledger.ended("m1")).toMatchObject({ status: "failed", failure: { code: "DRY" } });
  });
});

describe("several plans for one goal", () => {
  it("go by the plan that the mission names, else by the first", async () => {
    await using shop = await workshop();
    const plain = (name: string) =>
      definePlan({ name, goal, initial: "done", states: { done: { end: { as: "succeeded", result: name } } } });
    const planner = new Planner({ name: "sums" }).onGoal(plain("first")).onGoal(plain("second"));
    expect(() => planner.onGoal(plain("second"))).toThrow(/already/);
    await shop.start(planner);
    await shop.ledger.create({ id: "m1", type: goal.type, data: { n: 1 } });
    await shop.ledger.create({ id: "m2", type: goal.type, data: { n: 1 }, plan: "second" });
    expect(await shop.ledger.ended("m1")).toMatchObject({ result: "first" });
    expect(await shop.ledger.ended("m2")).toMatchObject({ result: "second" });
  });
});

describe("an event from outside", () => {
  it("is of the missions of its correlation, and of no other", async () => {
    await using shop = await workshop();
    const waiting = definePlan({
      name: "waiting",
      goal,
      events: { "rain.fell": "business-facts" },
      initial: "wait",
      states: { wait: { on: { "rain.fell": "wet" } }, wet: { end: "succeeded" } },
    });
    await shop.start(follow("sums", waiting));
    for (const id of ["m1", "m2"]) {
      await shop.ledger.create({ id, type: goal.type, data: { n: 1 }, correlationId: `order-${id}` });
    }
    await shop.stack.advance(1000);
    const rain = { type: "rain.fell", topic: "business-facts" } as const;
    await shop.stack.client.bus.publish(rain, {});
    await shop.stack.client.bus.publish(rain, {}, { correlationId: "order-m2" });
    expect(await shop.ledger.ended("m2")).toMatchObject({ status: "succeeded" });
    expect((await shop.stack.client.missions.get("m1"))?.status).toBe("running");
  });
});

describe("a plan that changed while missions ran", () => {
  const version = (name: string, state: string) =>
    definePlan({
      name: "waiting",
      version: name,
      goal,
      events: { "rain.fell": "business-facts" },
      initial: state,
      states: { [state]: { on: { "rain.fell": "done" } }, done: { end: { as: "succeeded", result: name } } } as never,
    });

  const carryOver = async (next: Planner) => {
    await using shop = await workshop();
    const old = await shop.start(new Planner({ name: "sums" }).onGoal(version("1.0.0", "wait")));
    await shop.ledger.create({ id: "m1", type: goal.type, data: { n: 1 } });
    await shop.stack.advance(1000);
    await old.stop();
    await shop.start(next);
    await shop.stack.client.bus.publish({ type: "rain.fell", topic: "business-facts" }, {}, { missionId: "m1" });
    return await shop.ledger.ended("m1");
  };

  it("goes on by the old version where the planner knows it", async () => {
    const next = new Planner({ name: "sums" }).onGoal(version("2.0.0", "look")).alsoFollow(version("1.0.0", "wait"));
    expect(await carryOver(next)).toMatchObject({ status: "succeeded", result: "1.0.0" });
  });

  it("goes on by the new version where that has the state, and fails with the reason where not", async () => {
    expect(await carryOver(new Planner({ name: "sums" }).onGoal(version("1.1.0", "wait")))).toMatchObject({
      result: "1.1.0",
    });
    expect(await carryOver(new Planner({ name: "sums" }).onGoal(version("2.0.0", "look")))).toMatchObject({
      status: "failed",
      failure: { code: "PLAN_INVALID", message: expect.stringContaining("has no state wait any more") },
    });
  });
});

describe("planners that discover", () => {
  const calls = (name: string, args: object): Awaited<ReturnType<Llm["complete"]>> => ({
    text: "",
    calls: [{ id: "c", name, args: JSON.stringify(args) }],
    usage: { prompt: 1000, answer: 100 },
  });
  const byLog: Llm & { asked: number } = {
    model: "m",
    asked: 0,
    async complete({ messages }) {
      byLog.asked++;
      const text = messages.at(-1)?.text ?? "";
      if (text.includes("2. was answered")) return calls("complete", { from: 2 });
      return text.includes("1. was answered")
        ? calls("all__requested", { n: "{{ results.1.n }}" })
        : calls("one__requested", { n: "{{ goal.n }}" });
    },
  };
  const planners: [string, () => Planner][] = [
    ["rules", () => new RulePlanner({ name: "sums" }).reach(goal, { wants: allDone, allow: ["all.requested"] })],
    [
      "a model",
      () =>
        new ChoreographyPlanner({ name: "sums", llm: byLog }).pursue(goal, {
          wants: allDone,
          people: false,
          allow: ["one.requested", "all.requested"],
        }),
    ],
  ];

  it.each(planners)("%s: a crash at any decision changes nothing", { timeout: 120_000 }, async (name, make) => {
    for (const when of ["before", "after"] as const) {
      for (const at of [1, 2, 3]) {
        await using shop = await workshop();
        crashAt(shop.ledger, at, when);
        await shop.start(make());
        await shop.ledger.create({ id: "m1", type: goal.type, data: { n: 10 } });
        expect(await shop.ledger.ended("m1")).toMatchObject({
          status: "succeeded",
          result: { n: name === "rules" ? 10 : 11 },
        });
        expect(shop.done).toEqual(name === "rules" ? ["all 10"] : ["one 11", "all 11"]);
      }
    }
  });

  it("a mission out of tokens ends before the model is called", async () => {
    await using shop = await workshop();
    await shop.start(planners[1]?.[1]() as Planner);
    const before = byLog.asked;
    await shop.ledger.create({ id: "m1", type: goal.type, data: { n: 10 }, budget: { tokens: 500 } });
    expect(await shop.ledger.ended("m1")).toMatchObject({
      status: "failed",
      failure: { code: "BUDGET_EXCEEDED" },
      spent: { tokens: 0 },
    });
    expect(byLog.asked).toBe(before);
  });

  it("a mission that repeats another takes the model's answers from it, as long as nothing differs", async () => {
    await using shop = await workshop();
    await shop.start(planners[1]?.[1]() as Planner);
    await shop.ledger.create({ id: "m1", type: goal.type, data: { n: 10 } });
    await shop.ledger.ended("m1");
    const before = byLog.asked;
    await shop.stack.client.records.replay("m1", { id: "m2" });
    expect(await shop.ledger.ended("m2")).toMatchObject({
      status: "succeeded",
      result: { n: 11 },
      spent: { tokens: 0 },
    });
    expect(byLog.asked).toBe(before);
    await shop.stack.client.records.replay("m1", { id: "m3", data: { n: 20 } });
    expect(await shop.ledger.ended("m3")).toMatchObject({ status: "succeeded", result: { n: 21 } });
    expect(byLog.asked).toBe(before + 3);
  });

  it("a person is asked, and the answer is what the model goes on with", async () => {
    await using shop = await workshop();
    const asking: Llm = {
      model: "m",
      async complete({ messages }) {
        const text = messages.at(-1)?.text ?? "";
        return text.includes("1. was answered")
          ? calls("complete", { result: { n: 7 } })
          : calls("ask_person", { question: "Which number?" });
      },
    };
    const planner = new ChoreographyPlanner({ name: "sums", llm: asking }).pursue(goal, { wants: allDone });
    await shop.start(planner);
    await shop.ledger.create({ id: "m1", type: goal.type, data: { n: 10 } });
    const question = await openQuestion(shop.stack);
    expect(question).toMatchObject({ question: "Which number?", missionId: "m1" });
    await shop.stack.client.questions.answer(question.id, { value: 7 });
    expect(await shop.ledger.ended("m1")).toMatchObject({ status: "succeeded", result: { n: 7 } });
  });
});

async function openQuestion(stack: TestStack) {
  for (let tries = 0; tries < 100; tries++) {
    await stack.advance(100);
    const [question] = (await stack.client.questions.list({ status: "waiting" })).items;
    if (question !== undefined) return question;
  }
  throw new Error("nobody asks anything");
}
