import { seededRandom } from "@troupe/bus/memory";
import type { TroupeError } from "@troupe/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TerminalError } from "../src/domain/errors.js";
import { DurableRun } from "../src/missions/durable-run.js";
import { FakeRuns } from "./fake-runs.js";
import { eventOf, settled, steppedClock } from "./scripted.js";

const TASK = "task-1";
const never = new Promise<never>(() => undefined);

/** What a handler does: steps, waits, and both at once; leaves name themselves. */
type Program =
  | { readonly do: "step"; readonly name: string }
  | { readonly do: "wait"; readonly name: string }
  | { readonly do: "emit"; readonly name: string }
  | { readonly do: "flaky"; readonly name: string; readonly instead: Program }
  | { readonly do: "seq" | "all" | "race"; readonly of: readonly Program[] };

const program: fc.Arbitrary<Program> = fc.letrec<{ program: Program; leaf: Program }>((tie) => ({
  leaf: fc.record({
    do: fc.constantFrom("step", "step", "wait", "emit"),
    name: fc.constantFrom("a", "b", "c", "d"),
  }) as fc.Arbitrary<Program>,
  program: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("leaf"),
    fc.record({
      do: fc.constantFrom("seq", "all", "race"),
      of: fc.array(tie("program"), { minLength: 1, maxLength: 4 }),
    }) as fc.Arbitrary<Program>,
    fc.record({
      do: fc.constant("flaky"),
      name: fc.constantFrom("x", "y"),
      instead: tie("leaf"),
    }) as fc.Arbitrary<Program>,
  ),
})).program;

/** One world: what the outside saw, whatever crashed. */
class World {
  readonly runs = new FakeRuns();
  readonly clock = steppedClock();
  readonly random: () => number;
  /** Effects by key of the step, in order; each with what it gave. */
  readonly effects: { key: string; value: number; journaled: boolean }[] = [];
  #values = 0;

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  async turns(): Promise<void> {
    for (let n = Math.floor(this.random() * 4); n > 0; n--) await new Promise((resolve) => setImmediate(resolve));
  }

  async effect(key: string): Promise<number> {
    const value = ++this.#values;
    this.effects.push({ key, value, journaled: this.runs.tasks.get(TASK)?.steps.has(key) ?? false });
    await this.turns();
    return value;
  }

  async begin(): Promise<DurableRun | "done" | "held"> {
    const event = eventOf({ id: TASK, type: "work.requested", topic: "action-requests" });
    const begun = await this.runs.begin({
      event,
      agent: "a",
      group: "a",
      instance: "i",
      attempt: 1,
      maxAttempts: 5,
      leaseMs: 1000,
    });
    if (begun.state !== "run") return begun.state;
    const run: DurableRun = new DurableRun({
      runs: this.runs,
      clock: this.clock,
      random: this.random,
      begun,
      source: "/agents/a",
      signal: () => new AbortController().signal,
      suspended: () => this.#leave("suspended"),
      refused: () => this.#leave("refused"),
    });
    return run;
  }

  #leave: (how: string) => void = () => undefined;

  /** Runs the handler until it ends, waits or crashes. */
  async run(handler: (run: DurableRun) => Promise<unknown>, crashed: Promise<string>): Promise<string> {
    const run = await Promise.race([this.begin(), crashed]);
    if (typeof run === "string") return run;
    const left = new Promise<string>((resolve) => {
      this.#leave = resolve;
    });
    const ended = handler(run).then(
      async (result) => {
        await run.finish({ outcome: "succeeded", result });
        return "ended";
      },
      async (error: unknown) => {
        throw run.blame(error);
      },
    );
    let isOver = false;
    const stuck = (async () => {
      for (let turn = 0; turn < 2000 && !isOver; turn++) await new Promise((resolve) => setImmediate(resolve));
      if (!isOver) await this.clock.advance(11_000);
      return never;
    })();
    const how = await Promise.race([ended, left, crashed, stuck]).finally(() => {
      isOver = true;
    });
    run.close();
    return how;
  }
}

function handlerOf(world: World, program: Program): (run: DurableRun) => Promise<unknown> {
  const go = async (run: DurableRun, at: Program): Promise<unknown> => {
    switch (at.do) {
      case "step":
        return (await run.act(at.name, "code", async (key) => ({ result: await world.effect(key) }))).result;
      case "emit":
        return (
          await run.act(`publish:${at.name}`, "publish", async (key) => ({
            result: key,
            emit: { id: key, type: "thing.done", topic: "business-facts" },
          }))
        ).result;
      case "wait":
        return (await run.wait(`wait:${at.name}`, "sleep", () => ({ kind: "sleep", until: "2026-01-01T00:00:00Z" })))
          .result;
      case "flaky":
        try {
          const { failure } = await run.act(at.name, "code", async (key) => {
            await world.effect(key);
            throw new Error("flaky");
          });
          throw new Error(failure?.message);
        } catch {
          return go(run, at.instead);
        }
      case "seq": {
        const results: unknown[] = [];
        for (const part of at.of) results.push(await go(run, part));
        return results;
      }
      case "all":
        return Promise.all(at.of.map((part) => go(run, part)));
      case "race":
        return Promise.race(at.of.map((part) => go(run, part)));
    }
  };
  return async (run) => {
    const result = await go(run, program);
    const step = await run.act("last", "code", async (key) => ({ result: await world.effect(key) }));
    return { result, last: step.result };
  };
}

/** Carries the task to its end, whatever crashes: before or after what a call does. */
async function carryOut(world: World, program: Program, crashes: readonly number[]): Promise<unknown> {
  let calls = 0;
  const handler = handlerOf(world, program);
  for (let round = 0; round < 400; round++) {
    let crash: (how: string) => void = () => undefined;
    const crashed = new Promise<string>((resolve) => {
      crash = resolve;
    });
    let isUp = true;
    world.runs.around = async (_what, call) => {
      if (!isUp) return never;
      const at = ++calls;
      await world.turns();
      if (!isUp) return never;
      const isBefore = crashes.includes(at * 2);
      const isAfter = crashes.includes(at * 2 + 1);
      const answer = isBefore ? undefined : call();
      if (isBefore || isAfter) {
        isUp = false;
        crash("crashed");
        return never;
      }
      await world.turns();
      return isUp ? (answer as never) : never;
    };
    const how = await world.run(handler, crashed);
    isUp = false;
    if (how === "done" || how === "ended") return world.runs.tasks.get(TASK)?.end;
    const open = world.runs.openWaits(TASK);
    const key = open[Math.floor(world.random() * open.length)];
    if (key !== undefined && (how !== "crashed" || world.random() < 0.5))
      world.runs.endWait(TASK, key, `${key} is over`);
  }
  throw new Error("the task never ended");
}

const isDeterministic = (at: Program): boolean =>
  (at.do !== "race" || at.of.length === 1) && (!("of" in at) || at.of.every(isDeterministic));

/** A result with what differs from run to run taken out: values of effects, and who of those at once was counted first. */
const shape = (value: unknown): unknown =>
  typeof value === "string"
    ? value.replace(/#\d+/, "")
    : Array.isArray(value)
      ? value.map(shape)
      : typeof value === "number"
        ? "value"
        : typeof value === "object" && value !== null
          ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shape(member)]))
          : value;

describe("a durable run", () => {
  it("ends as it would have without its crashes, each effect once after it is journaled", async () => {
    await fc.assert(
      fc.asyncProperty(
        program,
        fc.array(fc.nat({ max: 60 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        async (code, crashes, seed) => {
          const world = new World(seed);
          const end = (await carryOut(world, code, crashes)) as { outcome: string; result: unknown };
          expect(end.outcome).toBe("succeeded");
          expect(world.effects.filter(({ journaled }) => journaled)).toEqual([]);
          expect(new Set(world.runs.emitted).size).toBe(world.runs.emitted.length);
          if (!isDeterministic(code)) return;
          const calm = (await carryOut(new World(seed + 1), code, [])) as { result: unknown };
          expect(shape(end.result)).toEqual(shape(calm.result));
        },
      ),
      { numRuns: 600 },
    );
  });
});

async function attempt(
  world: World,
  handler: (run: DurableRun) => Promise<unknown>,
  { advanceMs = 0 } = {},
): Promise<unknown> {
  const outcome = world.run(handler, never).catch((error: unknown) => error);
  await settled();
  await settled();
  if (advanceMs > 0) await world.clock.advance(advanceMs);
  return outcome;
}

const step =
  (name: string, log: string[] = []) =>
  (run: DurableRun): Promise<unknown> =>
    run.act(name, "code", async () => {
      log.push(name);
      return { result: name };
    });

const wait =
  (name: string) =>
  (run: DurableRun): Promise<unknown> =>
    run.wait(name, "sleep", () => ({ kind: "sleep", until: "2026-01-01T00:00:00Z" }));

const sequence =
  (...parts: ((run: DurableRun) => Promise<unknown>)[]) =>
  async (run: DurableRun): Promise<unknown> => {
    for (const part of parts) await part(run);
    return "end";
  };

describe("code that changed while its task was under way", () => {
  const before = sequence(step("a"), step("b"), wait("w"), step("c"));
  const changed: Record<string, (log: string[]) => (run: DurableRun) => Promise<unknown>> = {
    "a step was put in": (log) => sequence(step("a", log), step("new", log), step("b", log), wait("w"), step("c", log)),
    "a step was put in before a wait": (log) =>
      sequence(step("a"), step("b"), step("new", log), wait("w"), step("c", log)),
    "a step was taken out": (log) => sequence(step("a", log), wait("w"), step("c", log)),
    "a wait was taken out": (log) => sequence(step("a", log), step("b", log), step("c", log)),
    "a wait was put before another": (log) => sequence(step("a"), step("b"), wait("v"), wait("w"), step("c", log)),
    "steps changed places": (log) => sequence(step("b", log), step("a", log), wait("w"), step("c", log)),
    "it ends earlier": (log) => sequence(step("a", log)),
    "a step became a wait": (log) => sequence(wait("a"), step("b", log), wait("w"), step("c", log)),
  };
  for (const [what, made] of Object.entries(changed)) {
    it(`is told: ${what}`, async () => {
      const world = new World(1);
      expect(await attempt(world, before)).toBe("suspended");
      world.runs.endWait(TASK, "w", null);
      const log: string[] = [];
      const error = await attempt(world, made(log), { advanceMs: 11_000 });
      expect(error).toMatchObject({ name: "JournalMismatchError", cause: { code: "JOURNAL_MISMATCH" } });
      expect(log).toEqual([]);
    });
  }

  it("is told of a step inside of another what that looks like", async () => {
    const world = new World(1);
    const nested = (run: DurableRun) =>
      run.act("outer", "code", async () => ({ result: (await step("inner")(run)) as string }));
    expect(await attempt(world, sequence(nested, wait("w")))).toBe("suspended");
    world.runs.endWait(TASK, "w", null);
    const error = await attempt(world, sequence(nested, wait("w")), { advanceMs: 11_000 });
    expect((error as Error).message).toMatch(/asks for outer, .* asks for inner inside of it: steps do not nest/);
  });

  it("gives steps whose names look like others' keys entries of their own", async () => {
    const world = new World(1);
    const log: string[] = [];
    const alike = (more: string[]) =>
      sequence(step("a#2", more), step("a", more), (run) => Promise.all([step("a", more)(run), step("a", more)(run)]));
    const entries = () => [...(world.runs.tasks.get(TASK)?.steps.keys() ?? [])];
    expect(await attempt(world, sequence(alike(log), wait("w")))).toBe("suspended");
    expect(entries()).toEqual(["a#2", "a", "a#3", "a#4", "w"]);
    world.runs.endWait(TASK, "w", null);
    const again: string[] = [];
    expect(await attempt(world, sequence(alike(again), wait("w")))).toBe("ended");
    expect([log, again]).toEqual([["a#2", "a", "a", "a"], []]);
  });

  it("may go on differently after what was journaled", async () => {
    const world = new World(1);
    expect(await attempt(world, before)).toBe("suspended");
    world.runs.endWait(TASK, "w", null);
    expect(await attempt(world, sequence(step("a"), step("b"), wait("w"), step("other")))).toBe("ended");
  });
});

describe("branches that go on at the same time", () => {
  it("ask in the same order in every run, however deep their calls are", async () => {
    const asks = (by: string, depth: number) => {
      const deeper = async (run: DurableRun, left: number): Promise<unknown> =>
        left === 0 ? wait(by)(run) : deeper(run, left - 1);
      return async (run: DurableRun): Promise<unknown> => {
        await deeper(run, depth);
        return run.wait("same", "event", () => ({ kind: "event", type: by }));
      };
    };
    const handler = (run: DurableRun): Promise<unknown> => Promise.all([asks("deep", 9)(run), asks("flat", 0)(run)]);
    const world = new World(1);
    for (const by of ["deep", "flat"]) {
      expect(await attempt(world, handler)).toBe("suspended");
      world.runs.endWait(TASK, by, null);
    }
    expect(await attempt(world, handler)).toBe("suspended");
    const { waits } = world.runs.tasks.get(TASK) ?? {};
    expect(waits?.get("same")).toMatchObject({ type: "deep" });
    expect(waits?.get("same#2")).toMatchObject({ type: "flat" });
  });
});

describe("failures in steps", () => {
  it("that are journaled cast no doubt on what was asked for after them", async () => {
    const world = new World(1);
    const run = (await world.begin()) as DurableRun;
    let end: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => {
      end = resolve;
    });
    const failing = run.act("failing", "code", () => Promise.reject(new Error("not that")));
    await failing.catch(() => undefined);
    void run.act("slow", "code", () => slow.then(() => ({ result: "done", undo: { type: "undo.requested" } })));
    await step("quick")(run);
    run.close();
    end();
    await settled();
    expect([...(world.runs.tasks.get(TASK)?.steps.keys() ?? [])]).toEqual(["failing", "quick", "slow"]);
  });

  it("are tried again unless the handler went on after them", async () => {
    const world = new World(1);
    const calls: string[] = [];
    const flaky = (run: DurableRun): Promise<unknown> =>
      run.act("flaky", "code", async () => {
        calls.push("flaky");
        if (calls.length < 2) throw new Error("once");
        return { result: "fine" };
      });
    await expect(world.run(flaky, never)).rejects.toThrow("once");
    expect(await world.run(flaky, never)).toBe("ended");
    expect(calls).toEqual(["flaky", "flaky"]);
  });

  it("are journaled when terminal", async () => {
    const world = new World(1);
    const calls: string[] = [];
    const handler = async (run: DurableRun): Promise<unknown> => {
      const { failure } = await run.act("charge", "code", async () => {
        calls.push("charge");
        throw new TerminalError("card declined");
      });
      throw new Error(failure?.message);
    };
    await expect(world.run(handler, never)).rejects.toThrow("card declined");
    await expect(world.run(handler, never)).rejects.toThrow("card declined");
    expect(calls).toEqual(["charge"]);
  });
});

describe("a run that is no longer the task's", () => {
  it("is told at its next call, and hears nothing more", async () => {
    const world = new World(1);
    const first = (await world.begin()) as DurableRun;
    await world.begin();
    let refused: TroupeError | undefined;
    const stale = new DurableRun({
      runs: world.runs,
      clock: world.clock,
      random: world.random,
      begun: first.begun,
      source: "/agents/a",
      signal: () => new AbortController().signal,
      suspended: () => undefined,
      refused: (error) => {
        refused = error;
      },
    });
    let isHeard = false;
    void stale
      .act("a", "code", async () => ({ result: 1 }))
      .finally(() => {
        isHeard = true;
      });
    await settled();
    expect(refused).toMatchObject({ code: "RUN_SUPERSEDED" });
    expect(isHeard).toBe(false);
  });
});
