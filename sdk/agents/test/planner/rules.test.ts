import { defineEvent, RulePlanner, Worker } from "@troupe/sdk";
import { testStack } from "@troupe/sdk/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { Ledger, warmUp } from "./ledger.js";

beforeAll(warmUp, 120_000);

const ask = <S extends z.ZodType>(name: string, schema: S) =>
  defineEvent({ type: `${name}.requested`, topic: "action-requests", description: name, schema });
const answer = <S extends z.ZodType>(name: string, schema: S) =>
  defineEvent({ type: `${name}.completed`, topic: "action-results", description: name, schema });
const summary = answer("summary", z.object({ summary: z.string(), by: z.string() }));
const digest = ask("digest", z.object({ text: z.string() }));
const findTerms = ask("terms.find", z.object({ text: z.string() }));
const terms = answer("terms.find", z.object({ terms: z.array(z.string()) }));
const quick = ask("summary.quick", z.object({ text: z.string(), terms: z.array(z.string()) }));
const careful = ask("summary.careful", z.object({ text: z.string(), terms: z.array(z.string()) }));

const finder = () =>
  new Worker({ name: "finder" }).onTask(findTerms, { replies: terms }, ({ data }) => ({ terms: data.text.split(" ") }));
const writer = (
  name: string,
  request: typeof quick | typeof careful,
  how: () => Promise<void> | void = () => undefined,
) =>
  new Worker({ name }).onTask(request, { replies: summary }, async ({ data }) => {
    await how();
    return { summary: data.terms.join("+"), by: name };
  });

async function withWriters() {
  const stack = await testStack({ missions: true });
  const ledger = new Ledger(stack);
  const planner = new RulePlanner({ name: "digests" }).reach(digest, {
    wants: summary,
    costs: { "summary.careful.requested": 3 },
    patienceMs: 20_000,
  });
  await planner.start({ platform: ledger.platform }).ready;
  const begin = (data: unknown = { text: "a b" }) => ledger.create({ id: "m1", type: digest.type, data });
  const news = (type: string, agent: string, live: number) =>
    stack.client.bus.publish({ type, topic: "system-events" }, { agent, live });
  const asked = () => ledger.transitions.flatMap(({ emit = [] }) => emit.map(({ type }) => type));
  return { stack, ledger, begin, news, asked, [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose]() };
}

describe("a planner by rules", () => {
  it("discovers agents, chains them by the cheapest way, and says why", async () => {
    await using test = await withWriters();
    for (const worker of [finder(), writer("quick", quick), writer("careful", careful)]) await test.stack.run(worker);
    await test.begin();
    expect(await test.ledger.ended()).toMatchObject({
      status: "succeeded",
      planner: "digests",
      result: { summary: "a+b", by: "quick" },
    });
    expect(test.asked()).toEqual(["terms.find.requested", "summary.quick.requested"]);
    const sent = (type: string) => test.stack.events.find((event) => event.type === type);
    expect(sent(quick.type)?.causationid).toBe(sent(findTerms.type)?.id);
    expect(sent(findTerms.type)?.causationid).toBe(sent(digest.type)?.id);
    expect(test.ledger.transitions[0]?.reason).toMatchObject({
      cost: 2,
      path: [
        expect.stringContaining("terms.find.requested to finder"),
        expect.stringContaining("terms from terms.find.completed"),
      ],
    });
  });

  it("plans again when an agent fails", async () => {
    await using test = await withWriters();
    const broken = new Worker({ name: "quick" }).onTask(quick, { replies: summary }, ({ fail }) => fail("no ink"));
    for (const worker of [finder(), broken, writer("careful", careful)]) await test.stack.run(worker);
    await test.begin();
    expect(await test.ledger.ended()).toMatchObject({ status: "succeeded", result: { by: "careful" } });
  });

  it("plans again when an agent leaves with the work in its hands", async () => {
    await using test = await withWriters();
    const never = writer("quick", quick, () => new Promise(() => undefined));
    await test.stack.run(finder());
    await test.stack.run(writer("careful", careful));
    await test.stack.run(never);
    await test.begin();
    await test.stack.waitForEvent("summary.quick.requested");
    for (const { id } of (await test.stack.registry.agent("quick"))?.instances ?? [])
      await test.stack.registry.leave("quick", id);
    await test.news("agent.expired", "quick", 0);
    expect(await test.ledger.ended()).toMatchObject({ status: "succeeded", result: { by: "careful" } });
    expect(test.asked()).toEqual(["terms.find.requested", "summary.quick.requested", "summary.careful.requested"]);
  });

  it("asks nobody for what another works on already, however cheaply he would do it", async () => {
    await using test = await withWriters();
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await test.stack.run(finder());
    await test.stack.run(writer("careful", careful, () => released));
    await test.begin();
    await test.stack.waitForEvent("summary.careful.requested");
    await test.stack.run(writer("quick", quick));
    await test.news("agent.registered", "quick", 1);
    await test.stack.advance(1000);
    expect(test.asked()).toEqual(["terms.find.requested", "summary.careful.requested"]);
    release();
    expect(await test.ledger.ended()).toMatchObject({ status: "succeeded", result: { by: "careful" } });
  });

  it("waits for agents that are missing, and goes on when they come", async () => {
    await using test = await withWriters();
    await test.begin();
    await test.stack.advance(10_000);
    await test.stack.run(finder());
    await test.stack.run(writer("quick", quick));
    await test.news("agent.registered", "quick", 1);
    expect(await test.ledger.ended()).toMatchObject({ status: "succeeded", result: { by: "quick" } });
  });

  it("says what was missing when nobody comes", async () => {
    await using test = await withWriters();
    await test.stack.run(writer("quick", quick));
    await test.begin({ text: "a" });
    expect(await test.ledger.ended()).toMatchObject({
      status: "failed",
      failure: {
        code: "NO_PATH",
        message: expect.stringContaining("summary.quick.requested at quick needs terms (array), which nothing gives"),
      },
    });
  });

  it("gives up with the cause when every way failed", async () => {
    await using test = await withWriters();
    const broken = new Worker({ name: "quick" }).onTask(quick, { replies: summary }, ({ fail }) => fail("no ink"));
    for (const worker of [finder(), broken]) await test.stack.run(worker);
    await test.begin();
    expect(await test.ledger.ended()).toMatchObject({
      status: "failed",
      failure: {
        code: "NO_PATH",
        message: expect.stringContaining("summary.quick.requested failed; no other live agent produces"),
        cause: { message: expect.stringContaining("no ink") },
      },
      result: { "terms.find.completed": { terms: ["a", "b"] } },
    });
  });
});
