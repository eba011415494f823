import { type CloudEvent, MISSIONS_SOURCE } from "@troupe/contracts";
import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import {
  defineEvent,
  JournalMismatchError,
  TaskFailedError,
  type TaskOptions,
  TaskStoppedError,
  TerminalError,
  TroupeError,
  WaitTimeoutError,
  Worker,
} from "../src/index.js";
import { absentMissions } from "../src/missions/absent.js";
import { FakeRuns } from "./fake-runs.js";
import { greet, greeted, noted } from "./greeting.js";
import { eventOf, ScriptedPlatform, settled } from "./scripted.js";

const mission = {
  missionid: "m-1",
  taskid: "t-0",
  replytype: "greeting.completed",
  replytopic: "action-results",
} as const;
const request = (more: Partial<CloudEvent> = {}): CloudEvent =>
  eventOf({ id: "req-1", type: greet.type, topic: greet.topic, data: { name: "Ada" }, ...mission, ...more });

function world() {
  const runs = new FakeRuns();
  const platform = new ScriptedPlatform({ ...absentMissions("none", ""), runs });
  const start = async (worker: Worker) => {
    const running = worker.start({ platform });
    await running.ready;
    return running;
  };
  return { runs, platform, start };
}

const greeter = (handler: Parameters<typeof handlerType>[0], options: Partial<TaskOptions<never>> = {}): Worker =>
  new Worker({ name: "greeter" }).onTask(greet, { replies: greeted, ...options } as never, handler as never);
const handlerType = (_handler: (task: import("../src/index.js").TaskContext<{ name: string }>) => unknown): void =>
  undefined;

describe("a task that was asked for by a call", () => {
  const plain = () =>
    eventOf({ id: "req-1", type: greet.type, topic: greet.topic, data: { name: "Ada" }, source: MISSIONS_SOURCE });

  it("is ended and answered in one call, without a run", async () => {
    const { runs, platform, start } = world();
    const called: string[] = [];
    runs.around = async (what, call) => {
      called.push(what);
      return call();
    };
    await start(greeter(({ data }) => ({ text: `Hi, ${data.name}` })));
    platform.deliver(plain());
    await settled();
    expect(called).toEqual(["answer req-1"]);
    expect(runs.along).toEqual(["answer: token-req-1"]);
    expect(platform.published).toEqual([]);
    expect(platform.settlements).toEqual([{ id: "req-1", outcome: { outcome: "ack" } }]);
  });

  it.each(["NOT_FOUND", "RUN_SUPERSEDED", "FORBIDDEN"] as const)("is answered by its event after %s", async (code) => {
    const { runs, platform, start } = world();
    runs.around = () => Promise.reject(new TroupeError(code, "no"));
    await start(greeter(({ data }) => ({ text: `Hi, ${data.name}` })));
    platform.deliver(plain());
    await settled();
    expect(platform.published).toMatchObject([{ type: greeted.type, causationid: "req-1" }]);
    expect(platform.settlements).toEqual([{ id: "req-1", outcome: { outcome: "ack" } }]);
  });
});

describe("a task of a mission", () => {
  it("ends in its journal, and its answer leaves with its end", async () => {
    const { runs, platform, start } = world();
    await start(greeter(({ data }) => ({ text: `Hi, ${data.name}` })));
    platform.deliver(request());
    await settled();
    expect(runs.tasks.get("req-1")?.end).toMatchObject({
      outcome: "succeeded",
      result: { text: "Hi, Ada" },
      reply: { type: greeted.type, topic: "action-results", data: { text: "Hi, Ada" }, causationId: "req-1" },
    });
    expect(platform.published).toEqual([]);
    expect(runs.along).toEqual(["finish, succeeded: token-req-1"]);
    expect(platform.settlements).toEqual([{ id: "req-1", outcome: { outcome: "ack" } }]);
  });

  it("is acknowledged while it waits, and goes on where it was when it is woken", async () => {
    const { runs, platform, start } = world();
    const log: string[] = [];
    const stops: unknown[] = [];
    await start(
      greeter(async (task) => {
        task.signal.addEventListener("abort", () => stops.push(task.signal.reason));
        const greeting = await task.step("compose", () => {
          log.push("compose");
          return "Hello";
        });
        await task.context.bus.publish(noted, { name: task.data.name });
        await task.sleep(60_000);
        log.push(task.event.id);
        return { text: `${greeting}, ${task.data.name}` };
      }),
    );
    platform.deliver(request());
    await settled();
    await settled();
    expect(platform.settlements).toEqual([{ id: "req-1", outcome: { outcome: "ack" } }]);
    expect(stops).toMatchObject([{ name: "TaskStoppedError", reason: "suspended" }]);
    expect(stops[0]).toBeInstanceOf(TaskStoppedError);
    platform.deliver(request());
    await settled();
    expect(platform.settlements).toHaveLength(2);
    expect(runs.endWait("req-1", "sleep", null)).toBe(true);
    platform.deliver(request({ id: "wake-1", wakes: "req-1", replayof: "req-1" } as never));
    await settled();
    await settled();
    expect(runs.tasks.get("req-1")?.end).toMatchObject({ result: { text: "Hello, Ada" } });
    expect(log).toEqual(["compose", "req-1"]);
    expect(runs.emitted).toHaveLength(1);
    expect(platform.published).toEqual([]);
  });

  it("that failed for good tells why, with its causes, and is no dead letter", async () => {
    const { runs, platform, start } = world();
    await start(
      greeter(async (task) => {
        try {
          await task.step("lookup", () => {
            throw new TerminalError("no such person");
          });
        } catch (error) {
          throw new TerminalError("cannot greet", { cause: error });
        }
        return { text: "" };
      }),
    );
    platform.deliver(request());
    await settled();
    await settled();
    expect(runs.tasks.get("req-1")?.end).toMatchObject({
      outcome: "failed",
      retry: false,
      failure: {
        message: "cannot greet",
        at: "/agents/greeter",
        cause: { message: "lookup: no such person", cause: { message: "no such person", at: "/agents/greeter" } },
      },
      reply: { type: "greeting.failed", data: { detail: "cannot greet" } },
    });
    expect(platform.settlements).toEqual([{ id: "req-1", outcome: { outcome: "ack" } }]);
  });

  it("is tried again by the group's policy, and ends with its last attempt", async () => {
    const { runs, platform, start } = world();
    const calls: string[] = [];
    await start(
      greeter(async (task) => {
        await task.step("once", () => void calls.push("once"));
        throw new Error("not now");
      }),
    );
    platform.deliver(request());
    await settled();
    await settled();
    expect(platform.settlements).toMatchObject([{ outcome: { outcome: "retry", reason: "not now" } }]);
    expect(runs.tasks.get("req-1")?.end).toBeUndefined();
    platform.deliver(request(), { attempt: 5 });
    await settled();
    await settled();
    expect(runs.tasks.get("req-1")?.end).toMatchObject({ outcome: "failed", retry: false });
    expect(runs.along).toEqual(["finish, failed: token-req-1"]);
    expect(platform.settlements.at(-1)).toMatchObject({ outcome: { outcome: "ack" } });
    expect(calls).toEqual(["once"]);
  });

  it("stops by heartbeat: a cancelled one is acknowledged, a superseded one is the other's to settle", async () => {
    const { runs, platform, start } = world();
    const reasons: unknown[] = [];
    await start(
      greeter(async (task) => {
        await task.step("long", (signal) => {
          signal.addEventListener("abort", () => reasons.push((signal.reason as TaskStoppedError).reason));
          return new Promise<string>(() => undefined);
        });
        return { text: "never" };
      }),
    );
    platform.deliver(request());
    await settled();
    runs.stops.set("req-1/1", "cancelled");
    await platform.clock.advance(2100);
    expect(reasons).toEqual(["cancelled"]);
    expect(platform.settlements).toEqual([{ id: "req-1", outcome: { outcome: "ack" } }]);
    platform.deliver(request({ id: "req-2" }));
    await settled();
    runs.stops.set("req-2/1", "superseded");
    await platform.clock.advance(2100);
    expect(reasons).toEqual(["cancelled", "superseded"]);
    expect(platform.settlements).toHaveLength(1);
  });

  it("is told when its code changed", async () => {
    const { runs, platform, start } = world();
    const running = await start(greeter(async (task) => ({ text: `${await task.sleep(1000)}` })));
    platform.deliver(request());
    await settled();
    await settled();
    runs.endWait("req-1", "sleep", null);
    await running.stop();
    await start(greeter(async (task) => ({ text: await task.step("new", () => "x") })));
    platform.deliver(request({ id: "wake-1", wakes: "req-1", replayof: "req-1" } as never));
    await settled();
    await settled();
    await platform.clock.advance(10_100);
    await settled();
    expect(runs.tasks.get("req-1")?.end).toMatchObject({
      outcome: "failed",
      failure: { code: "JOURNAL_MISMATCH" },
      reply: { data: { code: "JOURNAL_MISMATCH" } },
    });
    expect(JournalMismatchError).toBeDefined();
  });

  it("runs as ever on a platform without missions", async () => {
    const platform = new ScriptedPlatform();
    const running = greeter(({ data }) => ({ text: data.name })).start({ platform });
    await running.ready;
    platform.deliver(request());
    await settled();
    expect(platform.published).toMatchObject([{ type: greeted.type, data: { text: "Ada" } }]);
    expect(platform.settlements).toMatchObject([{ outcome: { outcome: "ack" } }]);
  });
});

describe("a task outside missions", () => {
  const plain = { missionid: undefined as never };

  it("is tracked from its first durable call", async () => {
    const { runs, platform, start } = world();
    await start(
      greeter(async (task) => {
        await task.context.bus.publish(noted, { name: "before" });
        if (task.data.name !== "Ada") return { text: "plain" };
        await task.step("one", () => 1);
        await task.context.bus.publish(noted, { name: "after" });
        return { text: "tracked" };
      }),
    );
    platform.deliver(request({ ...plain, id: "req-2", data: { name: "Bob" } }));
    await settled();
    expect(runs.tasks.size).toBe(0);
    platform.deliver(request({ ...plain }));
    await settled();
    await settled();
    expect(runs.tasks.get("req-1")?.end).toMatchObject({ result: { text: "tracked" } });
    expect(platform.published.map(({ type }) => type)).toEqual([noted.type, greeted.type, noted.type]);
    expect(runs.emitted).toHaveLength(1);
  });
});

describe("what a handler waits for", () => {
  const order = defineEvent({
    type: "order.requested",
    topic: "action-requests",
    description: "Order something",
    schema: z.object({ sku: z.string() }),
  });
  const ordered = defineEvent({
    type: "order.completed",
    topic: "action-results",
    description: "It was ordered",
    schema: z.object({ price: z.number() }),
  });

  async function waiting(
    handler: Parameters<typeof handlerType>[0],
    ends: Record<string, { result?: unknown; failure?: object }>,
  ) {
    const { runs, platform, start } = world();
    await start(greeter(handler));
    platform.deliver(request());
    for (const [key, { result = null, failure = null }] of Object.entries(ends)) {
      await settled();
      await settled();
      runs.endWait("req-1", key, result, failure as never);
      platform.deliver(request({ id: `wake-${key}`, wakes: "req-1" } as never));
    }
    await settled();
    await settled();
    const task = runs.tasks.get("req-1");
    return { waits: task?.waits, end: task?.end };
  }

  it("another agent's answer", async () => {
    const { waits, end } = await waiting(
      async (task) => {
        const { price } = await task.delegate(order, { sku: "a" }, { replies: ordered, timeoutMs: 5000 });
        expectTypeOf(price).toEqualTypeOf<number>();
        return { text: `${price}` };
      },
      { "order.requested": { result: { price: 3 } } },
    );
    expect(waits?.get("order.requested")).toMatchObject({
      kind: "task",
      until: "2026-01-01T00:00:05.000Z",
      request: { type: order.type, isTask: true, replyType: ordered.type, replyTopic: "action-results", hops: 1 },
    });
    expect(end).toMatchObject({ result: { text: "3" } });
  });

  it("another agent's failure, with its cause", async () => {
    const { end } = await waiting(
      async (task) => {
        await task.delegate(order, { sku: "a" });
        return { text: "never" };
      },
      {
        "order.requested": {
          failure: { code: "SUBTASK_FAILED", message: "no stock", cause: { code: "X", message: "y" } },
        },
      },
    );
    expect(end).toMatchObject({
      outcome: "failed",
      retry: false,
      failure: { code: "SUBTASK_FAILED", cause: { message: "no stock", cause: { code: "X" } } },
    });
  });

  it("many answers at once", async () => {
    const { waits, end } = await waiting(
      async (task) => {
        const [a, b] = await task.delegateParallel([
          { event: order, data: { sku: "a" }, replies: ordered },
          { event: greet, data: { name: "x" }, replies: greeted },
        ]);
        expectTypeOf(a).toEqualTypeOf<{ price: number }>();
        expectTypeOf(b).toEqualTypeOf<{ text: string }>();
        const some = await task.delegateParallel(
          ["b", "c"].map((sku) => ({ event: order, data: { sku }, replies: ordered })),
          { join: { quorum: 1 }, name: "some" },
        );
        expectTypeOf(some[0]?.result).toEqualTypeOf<{ price: number } | undefined>();
        return { text: `${a.price} ${b.text} ${some.map(({ status }) => status).join()}` };
      },
      {
        parallel: {
          result: [
            { taskId: "1", status: "succeeded", result: { price: 1 }, failure: null },
            { taskId: "2", status: "succeeded", result: { text: "hey" }, failure: null },
          ],
        },
        some: {
          result: [
            { taskId: "3", status: "succeeded", result: { price: 1 }, failure: null },
            { taskId: "4", status: "running", result: null, failure: null },
          ],
        },
      },
    );
    const all = waits?.get("parallel") as { requests: { id: string }[] };
    expect(new Set(all.requests.map(({ id }) => id)).size).toBe(2);
    expect(waits?.get("some")).toMatchObject({ join: { policy: "quorum", count: 1 } });
    expect(end).toMatchObject({ result: { text: "1 hey succeeded,running" } });
  });

  it("an event, and no longer than said", async () => {
    const { waits, end } = await waiting(
      async (task) => {
        const seen = await task.waitFor(noted, { match: { name: "Eve" }, timeoutMs: 1000, inMission: true });
        expectTypeOf(seen.data).toEqualTypeOf<{ name: string }>();
        try {
          await task.waitFor(noted, { timeoutMs: 1000 });
        } catch (error) {
          return { text: `${seen.data.name} ${error instanceof WaitTimeoutError} ${error instanceof TaskFailedError}` };
        }
        return { text: "never" };
      },
      {
        "visitor.noted": { result: eventOf({ type: noted.type, topic: noted.topic, data: { name: "Eve" } }) },
        "visitor.noted#2": { failure: { code: "TIMED_OUT", message: "nothing came" } },
      },
    );
    expect(waits?.get("visitor.noted")).toMatchObject({ kind: "event", match: { name: "Eve" }, inMission: true });
    expect(end).toMatchObject({ result: { text: "Eve true false" } });
  });

  it("a person", async () => {
    const answered = { comment: null, by: "eve", at: "2026-01-01T00:00:00.000Z" };
    const { waits, end } = await waiting(
      async (task) => {
        const { value, by } = await task.ask({
          question: "Which size?",
          schema: z.object({ size: z.int() }),
          escalate: { afterMs: 1000, to: "boss" },
        });
        expectTypeOf(value).toEqualTypeOf<{ size: number }>();
        const { approved } = await task.approve({ question: "Ship it?", context: { size: value.size } });
        return { text: `${value.size} by ${by}: ${approved}` };
      },
      { ask: { result: { value: { size: 4 }, ...answered } }, approve: { result: { approved: true, ...answered } } },
    );
    expect(waits?.get("ask")).toMatchObject({
      schema: { type: "object", required: ["size"] },
      escalate: { at: "2026-01-01T00:00:01.000Z", to: "boss" },
    });
    expect(waits?.get("approve")).toMatchObject({ isApproval: true, context: { size: 4 } });
    expect(end).toMatchObject({ result: { text: "4 by eve: true" } });
  });
});

describe("a step", () => {
  it("that the platform will not keep ends its task: its effect is not had again and again", async () => {
    const { runs, platform, start } = world();
    const { record } = runs;
    runs.record = async (run, step) => {
      if (step.result !== undefined) throw new TroupeError("EVENT_TOO_LARGE", "it is too large");
      return record.call(runs, run, step);
    };
    let calls = 0;
    await start(
      greeter(async (task) => {
        await task.step("huge", () => ++calls);
        return { text: "" };
      }),
    );
    platform.deliver(request());
    await settled();
    await settled();
    expect(runs.tasks.get("req-1")?.end).toMatchObject({ outcome: "failed", failure: { code: "EVENT_TOO_LARGE" } });
    expect(calls).toBe(1);
  });

  it("gives what JSON gives back, and says what it cannot keep", async () => {
    const { runs, platform, start } = world();
    await start(
      greeter(async (task) => {
        const nothing = await task.step("nothing", () => undefined);
        const kept = await task.step("kept", () => ({ a: 1, b: undefined }));
        expect(nothing).toBeNull();
        expect(kept).toEqual({ a: 1 });
        await task.step("bad", () => ({ at: new Date(0) }));
        return { text: "" };
      }),
    );
    platform.deliver(request());
    await settled();
    await settled();
    expect(runs.tasks.get("req-1")?.end).toMatchObject({
      failure: { message: "bad: the result of step bad cannot be journaled: Date at /at is not JSON" },
    });
  });

  it("is done once where what undoes it cannot be said", async () => {
    const { runs, platform, start } = world();
    let charges = 0;
    await start(
      greeter(async (task) => {
        const undo = (): never => {
          throw new Error("no number");
        };
        await task.step("charge", () => ++charges, { undo });
        return { text: "" };
      }),
    );
    platform.deliver(request());
    await settled();
    await platform.clock.advance(60_000);
    await settled();
    const message = "charge: step charge was done, and what undoes it cannot be said: no number";
    expect(runs.tasks.get("req-1")?.end).toMatchObject({ outcome: "failed", failure: { message } });
    expect(charges).toBe(1);
  });

  it("is tried again within its run when it says so, and names what undoes it", async () => {
    const { runs, platform, start } = world();
    let calls = 0;
    await start(
      greeter(async (task) => {
        const id = await task.step(
          "charge",
          () => {
            if (++calls < 3) throw new Error("busy");
            return `charge-${calls}`;
          },
          { retry: { attempts: 3, firstMs: 100 }, undo: (charge) => [noted, { name: charge }] },
        );
        return { text: id };
      }),
    );
    platform.deliver(request());
    await settled();
    await platform.clock.advance(1000);
    await settled();
    expect(runs.tasks.get("req-1")?.end).toMatchObject({ result: { text: "charge-3" } });
  });
});
