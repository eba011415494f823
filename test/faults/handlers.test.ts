import { join } from "node:path";
import type { Problem } from "@troupe/contracts";
import { connect, defineEvent, LeaseLostError, RequestFailedError, TerminalError, Worker } from "@troupe/sdk";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { startAgentsBackbone } from "../kit/agents-backbone.js";
import type { Api } from "../kit/api.js";
import { type Backbone, KIT_PROGRAMS } from "../kit/backbone.js";
import { eventually } from "../kit/eventually.js";
import { manageProcess } from "../kit/process.js";

vi.setConfig({ testTimeout: 60_000 });

/*
 * Handlers that go wrong, written with the SDK, against a real nats-server and the real services. Whatever happens,
 * the asker hears exactly once, and an effect is had exactly once.
 */

let backbone: Backbone;
let token: string;
let api: Api;

beforeAll(async () => {
  ({ backbone, token, api } = await startAgentsBackbone("url"));
});
afterAll(() => backbone[Symbol.asyncDispose]());

const text = z.object({ text: z.string() });
const eventsOf = (name: string) => ({
  asked: defineEvent({ type: `${name}.requested`, topic: "action-requests", description: "A request", schema: text }),
  answered: defineEvent({ type: `${name}.completed`, topic: "action-results", description: "An answer", schema: text }),
  noted: defineEvent({ type: `${name}.noted`, topic: "business-facts", description: "An effect", schema: text }),
});
const QUICK = { maxAttempts: 3, backoffMs: [100, 200], leaseMs: 5000 };

/** Asks once and waits; resolves with the answer's text, or with the problem of the failure. */
async function ask(name: string, timeoutMs = 20_000): Promise<string | Problem> {
  const { asked, answered } = eventsOf(name);
  await using client = connect({ url: backbone.directUrl, token, name: "asker" });
  try {
    return (await client.bus.request(asked, { text: name }, { id: `${name}-1`, replies: answered, timeoutMs })).text;
  } catch (error) {
    if (error instanceof RequestFailedError) return error.problem;
    throw error;
  }
}

/** Types of what the request caused on a topic, once nothing of it is under way. */
async function causedOn(topic: string, name: string): Promise<string[]> {
  await eventually("the group to have nothing left", async () => {
    const { body } = await api.call<{ lag: number; pending: number }>("GET", `/v1/groups/${name}`);
    return body.lag === 0 && body.pending === 0;
  });
  const caused = (await api.history(topic)).filter(({ causationid }) => causationid === `${name}-1`);
  return caused.map(({ type }) => type);
}

const attemptsAtDeath = async (name: string) =>
  (await api.deadLetters()).find(({ group }) => group === name)?.attempts.map(({ reason }) => reason);

test("a handler that never returns is given up after its time, each attempt, and its asker hears one failure", async () => {
  const name = "endless";
  const { asked, answered } = eventsOf(name);
  const aborted: unknown[] = [];
  const worker = new Worker({ name, policy: QUICK });
  worker.onTask(asked, { replies: answered, timeoutMs: 200 }, ({ signal }) => {
    signal.addEventListener("abort", () => aborted.push(signal.reason));
    return new Promise<never>(() => undefined);
  });
  await using running = worker.start();
  await running.ready;
  expect(await ask(name)).toMatchObject({ code: "HANDLER_FAILED", detail: expect.stringContaining("200 ms") });
  expect(await causedOn("action-results", name)).toEqual(["endless.failed"]);
  expect(aborted).toHaveLength(3);
  expect(await attemptsAtDeath(name)).toHaveLength(3);
});

test("a handler that throws every time ends in the dead letters with each reason, and its asker hears one failure", async () => {
  const name = "poisoned";
  const { asked, answered } = eventsOf(name);
  const worker = new Worker({ name, policy: QUICK });
  worker.onTask(asked, { replies: answered }, ({ attempt }) => {
    throw new Error(`broke at ${attempt}`);
  });
  await using running = worker.start();
  await running.ready;
  expect(await ask(name)).toMatchObject({ code: "HANDLER_FAILED", detail: expect.stringContaining("broke at 3") });
  expect(await causedOn("action-results", name)).toEqual(["poisoned.failed"]);
  expect(await attemptsAtDeath(name)).toEqual(["broke at 1", "broke at 2", "broke at 3"]);
});

test("a handler that gives up for good is asked once, and its asker hears one failure at once", async () => {
  const name = "terminal";
  const { asked, answered } = eventsOf(name);
  let calls = 0;
  const worker = new Worker({ name, policy: QUICK });
  worker.onTask(asked, { replies: answered }, () => {
    calls += 1;
    throw new TerminalError("never will");
  });
  await using running = worker.start();
  await running.ready;
  expect(await ask(name)).toMatchObject({ code: "HANDLER_FAILED", detail: "never will" });
  expect(await causedOn("action-results", name)).toEqual(["terminal.failed"]);
  expect(calls).toBe(1);
});

test("an event whose data no handler can read is dead after one attempt, and its asker hears one failure", async () => {
  const name = "unreadable";
  const { asked, answered } = eventsOf(name);
  const worker = new Worker({ name, policy: QUICK });
  worker.onTask(asked, { replies: answered }, () => ({ text: "never reached" }));
  await using running = worker.start();
  await running.ready;
  await using client = connect({ url: backbone.directUrl, token });
  // Registered schemas are checked at publish; this one comes as it would past a service that checks none.
  const bare = { type: asked.type, topic: asked.topic };
  await api.call("DELETE", `/v1/event-types/${asked.type}`);
  const failed = client.bus.request(bare, { text: 17 }, { id: `${name}-1`, timeoutMs: 10_000 });
  await expect(failed).rejects.toMatchObject({
    problem: { errors: [expect.objectContaining({ pointer: "/data/text" })] },
  });
  expect(await causedOn("action-results", name)).toEqual(["unreadable.failed"]);
});

test("a handler that ends after its lease has ended changes nothing: the next attempt's effect and answer stand", async () => {
  const name = "overdue";
  const { asked, answered, noted } = eventsOf(name);
  const late: unknown[] = [];
  let lost: unknown;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let began: () => void = () => undefined;
  const atWork = new Promise<void>((resolve) => {
    began = resolve;
  });
  const worker = new Worker({ name, policy: { ...QUICK, leaseMs: 1000 } });
  worker.onTask(asked, { replies: answered }, async ({ attempt, context, signal }) => {
    if (attempt === 1) {
      signal.addEventListener("abort", () => {
        lost = signal.reason;
      });
      began();
      await held;
      late.push(signal.reason);
    }
    await context.bus.publish(noted, { text: `${attempt}` }).catch((error: unknown) => {
      late.push(error);
      throw error;
    });
    return { text: `attempt ${attempt}` };
  });
  await using running = worker.start();
  await running.ready;
  const asking = ask(name);
  await atWork;
  backbone.httpProxy.stall();
  await eventually("the handler to hear that its lease is lost", () => lost !== undefined);
  backbone.httpProxy.heal();
  expect(await asking).toBe("attempt 2");
  release();
  await eventually("the first attempt to end", () => late.length === 2);
  expect(late).toEqual([expect.any(LeaseLostError), expect.any(LeaseLostError)]);
  expect(await causedOn("business-facts", name)).toEqual(["overdue.noted"]);
  expect(await causedOn("action-results", name)).toEqual(["overdue.completed"]);
});

test("a worker killed between its effect and its settlement repeats neither effect nor answer", async () => {
  const name = "clerk";
  const clerk = (hang: boolean) =>
    manageProcess({
      name,
      script: join(KIT_PROGRAMS, "clerk.js"),
      env: { NAME: name, HANG: `${hang}`, TROUPE_URL: backbone.url, TROUPE_TOKEN: token, TROUPE_LOG_LEVEL: "warn" },
      readyWithinMs: 30_000,
    });
  await using first = clerk(true);
  await first.start();
  const hadEffect = first.report((report) => "effect" in report);
  const asking = ask(name);
  expect(await hadEffect).toMatchObject({ attempt: 1, duplicate: false });
  await first.kill();
  await using second = clerk(false);
  const again = second.report((report) => "effect" in report, 30_000);
  await second.start();
  expect(await again).toMatchObject({ attempt: 2, duplicate: true });
  expect(await asking).toBe("filed clerk");
  expect(await causedOn("business-facts", name)).toEqual(["clerk.noted"]);
  expect(await causedOn("action-results", name)).toEqual(["clerk.completed"]);
});
