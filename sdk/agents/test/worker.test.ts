import { getEventListeners } from "node:events";
import { derivedEventId, REPLY_KEY } from "@troupe/bus";
import { TroupeError } from "@troupe/contracts";
import { describe, expect, it } from "vitest";
import { HandlerTimeoutError, RetryableError, TerminalError, Worker } from "../src/index.js";
import { greet, greeted, noted } from "./greeting.js";
import { deferred, eventOf, ScriptedPlatform, settled } from "./scripted.js";

const request = (data: unknown, more = {}) =>
  eventOf({ type: "greeting.requested", topic: "action-requests", data, ...more });

async function started(configure: (worker: Worker) => void, options = {}) {
  const platform = new ScriptedPlatform();
  const worker = new Worker({ name: "greeter", capabilities: ["greeting"], ...options });
  configure(worker);
  const running = worker.start({ platform });
  await running.ready;
  return { platform, running, [Symbol.asyncDispose]: () => running.stop() };
}

const REPLY_ID = derivedEventId("cause-1", "greeter", REPLY_KEY);

describe("a task", () => {
  it("is answered where its asker expects it, and only then acknowledged", async () => {
    await using stack = await started((worker) =>
      worker.onTask(greet, { replies: greeted }, async ({ data }) => ({ text: `Hello, ${data.name}` })),
    );
    stack.platform.deliver(
      request({ name: "Ada" }, { replytype: "my.answer", replytopic: "task-events", missionid: "m1", hops: 2 }),
    );
    await settled();
    expect(stack.platform.published).toMatchObject([
      {
        id: REPLY_ID,
        type: "my.answer",
        topic: "task-events",
        source: "/agents/greeter",
        data: { text: "Hello, Ada" },
        correlationid: "cause-1",
        causationid: "cause-1",
        missionid: "m1",
        hops: 3,
      },
    ]);
    expect(stack.platform.settlements).toEqual([{ id: "cause-1", outcome: { outcome: "ack" } }]);
  });

  it("is not acknowledged while its answer cannot be stored, and is not done twice", async () => {
    let calls = 0;
    await using stack = await started((worker) =>
      worker.onTask(greet, { replies: greeted }, () => ({ text: `${++calls}` })),
    );
    stack.platform.outage = new TroupeError("BUS_UNAVAILABLE", "away");
    stack.platform.deliver(request({ name: "Ada" }));
    await settled();
    expect(stack.platform.settlements).toEqual([]);
    stack.platform.outage = undefined;
    await stack.platform.clock.advance(1000);
    expect(stack.platform.published).toMatchObject([{ data: { text: "1" } }]);
    expect(stack.platform.settlements).toMatchObject([{ outcome: { outcome: "ack" } }]);
    expect(calls).toBe(1);
  });

  it("continues the trace of its request", async () => {
    await using stack = await started((worker) => worker.onTask(greet, { replies: greeted }, () => ({ text: "" })));
    stack.platform.deliver(request({ name: "Ada" }, { traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01` }));
    await settled();
    expect(stack.platform.published[0]?.traceparent).toMatch(/^00-a{32}-(?!b{16})[0-9a-f]{16}-01$/);
  });

  it("whose data does not fit is failed for good, with the pointer", async () => {
    await using stack = await started((worker) => worker.onTask(greet, { replies: greeted }, () => ({ text: "" })));
    stack.platform.deliver(request({ name: 7 }));
    await settled();
    expect(stack.platform.published).toMatchObject([
      {
        id: REPLY_ID,
        type: "greeting.failed",
        topic: "action-results",
        causationid: "cause-1",
        data: { code: "SCHEMA_MISMATCH", errors: [{ pointer: "/data/name" }] },
      },
    ]);
    expect(stack.platform.settlements).toMatchObject([{ outcome: { outcome: "reject" } }]);
  });

  it("whose answer does not fit is failed for good", async () => {
    await using stack = await started((worker) =>
      worker.onTask(greet, { replies: greeted }, () => ({ text: 7 as unknown as string })),
    );
    stack.platform.deliver(request({ name: "Ada" }));
    await settled();
    expect(stack.platform.published).toMatchObject([{ type: "greeting.failed", data: { code: "SCHEMA_MISMATCH" } }]);
    expect(stack.platform.settlements).toMatchObject([{ outcome: { outcome: "reject" } }]);
  });

  it.each([
    ["TerminalError", () => new TerminalError("no such person"), { outcome: "reject", reason: "no such person" }],
    ["RetryableError", () => new RetryableError("later", { retryAfterMs: 5 }), { outcome: "retry", afterMs: 5 }],
    ["any other error", () => new Error("oops"), { outcome: "retry", reason: "oops" }],
  ])("that throws %s is settled by it", async (_name, thrown, outcome) => {
    await using stack = await started((worker) =>
      worker.onTask(greet, { replies: greeted }, () => {
        throw thrown();
      }),
    );
    stack.platform.deliver(request({ name: "Ada" }));
    await settled();
    expect(stack.platform.settlements).toMatchObject([{ outcome }]);
    expect(stack.platform.published).toMatchObject(
      outcome.outcome === "reject" ? [{ type: "greeting.failed", data: { detail: "no such person" } }] : [],
    );
  });

  it("fails with its reason by fail()", async () => {
    await using stack = await started((worker) =>
      worker.onTask(greet, { replies: greeted }, ({ fail }) => fail("not today")),
    );
    stack.platform.deliver(request({ name: "Ada" }));
    await settled();
    expect(stack.platform.published).toMatchObject([{ type: "greeting.failed", data: { detail: "not today" } }]);
  });

  it("tells of its last attempt itself only when the platform will not", async () => {
    await using stack = await started(
      (worker) =>
        worker.onTask(greet, { replies: greeted }, () => {
          throw new Error("again");
        }),
      { policy: { maxAttempts: 2 } },
    );
    stack.platform.deliver(request({ name: "Ada" }), { attempt: 1 });
    await settled();
    expect(stack.platform.published).toEqual([]);
    stack.platform.deliver(request({ name: "Ada" }), { attempt: 2 });
    await settled();
    expect(stack.platform.published).toMatchObject([{ id: REPLY_ID, type: "greeting.failed" }]);
    stack.platform.deliver(request({ name: "Bob" }, { id: "cause-2", replytopic: "action-results" }), { attempt: 2 });
    await settled();
    expect(stack.platform.published).toHaveLength(1);
    expect(stack.platform.settlements.map(({ outcome }) => outcome.outcome)).toEqual(["retry", "retry", "retry"]);
  });
});

it("a task without a handler is refused when it is named, not when it comes", () => {
  const worker = new Worker({ name: "greeter" });
  const untyped = worker.onTask.bind(worker) as (...args: unknown[]) => unknown;
  expect(() => untyped(greet, () => ({ text: "" }))).toThrow(/greeting.requested is not a function/);
});

describe("a handler that asks many at once", () => {
  it("warns of no leak, and leaves nothing on its signal", async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error) => void warnings.push(warning);
    process.on("warning", listen);
    let signal: AbortSignal | undefined;
    await using stack = await started((worker) =>
      worker.onTask(greet, { replies: greeted }, async (task) => {
        signal = task.signal;
        const names = Array.from({ length: 50 }, (_, n) => `${n}`);
        await Promise.all(names.map((name) => task.context.bus.request(noted, { name })));
        return { text: "all" };
      }),
    );
    stack.platform.deliver(request({ name: "Ada" }));
    await settled();
    stack.platform.watchers[0]?.give(
      stack.platform.published.map(({ id = "" }) => ({
        kind: "event" as const,
        cursor: id,
        event: eventOf({ id: `to-${id}`, type: "visitor.noted.completed", topic: "action-results", causationid: id }),
      })),
    );
    await settled();
    process.off("warning", listen);
    expect(stack.platform.published).toHaveLength(51);
    expect(warnings).toEqual([]);
    expect(getEventListeners(signal as AbortSignal, "abort")).toEqual([]);
  });
});

describe("effects", () => {
  it("of another attempt are the same events", async () => {
    await using stack = await started((worker) =>
      worker.onTask(greet, { replies: greeted }, async ({ data, attempt, context }) => {
        await context.bus.publish(noted, { name: data.name });
        await context.bus.publish(noted, { name: "again" });
        await context.bus.publish(noted, { name: "keyed" }, { key: "mine" });
        if (attempt === 1) throw new Error("after the effects");
        return { text: "done" };
      }),
    );
    stack.platform.deliver(request({ name: "Ada" }));
    await settled();
    stack.platform.deliver(request({ name: "Ada" }), { attempt: 2 });
    await settled();
    expect(stack.platform.published.map(({ type, data }) => [type, data])).toEqual([
      ["visitor.noted", { name: "Ada" }],
      ["visitor.noted", { name: "again" }],
      ["visitor.noted", { name: "keyed" }],
      ["greeting.completed", { text: "done" }],
    ]);
    expect(stack.platform.published[2]?.id).toBe(derivedEventId("cause-1", "greeter", "mine"));
    expect(stack.platform.published[0]).toMatchObject({ correlationid: "cause-1", causationid: "cause-1", hops: 1 });
  });
});

describe("leases", () => {
  it("are extended each third while a handler lives", async () => {
    const done = deferred<{ text: string }>();
    await using stack = await started((worker) => worker.onTask(greet, { replies: greeted }, () => done.promise));
    stack.platform.deliver(request({ name: "Ada" }), { leaseMs: 30_000 });
    await stack.platform.clock.advance(9_999);
    expect(stack.platform.settlements).toEqual([]);
    await stack.platform.clock.advance(20_001);
    expect(stack.platform.settlements.map(({ outcome }) => outcome.outcome)).toEqual(["extend", "extend", "extend"]);
    done.resolve({ text: "at last" });
    await settled();
    expect(stack.platform.settlements.at(-1)?.outcome.outcome).toBe("ack");
    await stack.platform.clock.advance(60_000);
    expect(stack.platform.settlements).toHaveLength(4);
  });

  it("that are lost abort the handler, refuse its effects and settle nothing", async () => {
    const done = deferred<{ text: string }>();
    let signal: AbortSignal | undefined;
    let refused: unknown;
    await using stack = await started((worker) =>
      worker.onTask(greet, { replies: greeted }, async (task) => {
        signal = task.signal;
        await done.promise;
        refused = await task.context.bus.publish(noted, { name: "late" }).catch((error: unknown) => error);
        return { text: "late" };
      }),
    );
    stack.platform.onSettle = () => ({ ok: false, error: new TroupeError("LEASE_EXPIRED", "gone") });
    stack.platform.deliver(request({ name: "Ada" }));
    await stack.platform.clock.advance(10_000);
    expect(signal?.aborted).toBe(true);
    done.resolve({ text: "" });
    await settled();
    expect(refused).toMatchObject({ code: "LEASE_EXPIRED" });
    expect(stack.platform.published).toEqual([]);
    expect(stack.platform.settlements.map(({ outcome }) => outcome.outcome)).toEqual(["extend"]);
  });

  it("of a handler past its time are given up as a failure", async () => {
    let signal: AbortSignal | undefined;
    await using stack = await started((worker) =>
      worker.onTask(greet, { replies: greeted, timeoutMs: 50 }, (task) => {
        signal = task.signal;
        return new Promise(() => undefined);
      }),
    );
    stack.platform.deliver(request({ name: "Ada" }));
    await stack.platform.clock.advance(50);
    expect(signal?.aborted).toBe(true);
    expect(signal?.reason).toBeInstanceOf(HandlerTimeoutError);
    expect(stack.platform.settlements).toMatchObject([
      { outcome: { outcome: "retry", reason: "the handler took longer than 50 ms" } },
    ]);
  });
});

describe("stopping", () => {
  it("takes no more and waits for handlers at work", async () => {
    const done = deferred<{ text: string }>();
    const stack = await started((worker) => worker.onTask(greet, { replies: greeted }, () => done.promise));
    stack.platform.deliver(request({ name: "Ada" }));
    await settled();
    const stopped = stack.running.stop();
    await settled();
    expect(stack.platform.sessions[0]?.isLeft).toBe(true);
    done.resolve({ text: "done" });
    await stopped;
    expect(stack.platform.settlements).toMatchObject([{ outcome: { outcome: "ack" } }]);
    expect(await stack.platform.registry.agent("greeter")).toMatchObject({ live: false, instances: [] });
  });

  it("gives back what is not done within the grace", async () => {
    const stack = await started(
      (worker) => worker.onTask(greet, { replies: greeted }, () => new Promise(() => undefined)),
      { drainMs: 5000 },
    );
    stack.platform.deliver(request({ name: "Ada" }));
    await settled();
    const stopped = stack.running.stop();
    await stack.platform.clock.advance(5000);
    await stopped;
    expect(stack.platform.settlements).toMatchObject([{ outcome: { outcome: "retry", afterMs: 0 } }]);
  });
});
