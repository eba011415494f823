import { seededRandom } from "@troupe/bus/memory";
import { defineEvent, type TaskContext, TaskFailedError, TerminalError, Worker } from "@troupe/sdk";
import { testStack } from "@troupe/sdk/testing";
import { expect, it } from "vitest";
import { z } from "zod";
import { told, undone } from "./chance/performers.js";

/*
 * Handlers made by chance: steps, waits and sub-tasks in any nesting, under deliveries that are lost, repeated, late and
 * out of order; some are cancelled or paused, or lose an agent. What must come of each is known without running it.
 */

type Op =
  | { readonly op: "step"; readonly id: string; readonly undo: boolean; readonly flaky: boolean }
  | { readonly op: "sleep"; readonly ms: number }
  | { readonly op: "tell"; readonly id: string }
  | { readonly op: "hear"; readonly id: string }
  | { readonly op: "delegate"; readonly of: Work; readonly isCaught: boolean }
  | { readonly op: "parallel"; readonly of: readonly Work[]; readonly join: Join; readonly isCaught: boolean }
  | { readonly op: "together"; readonly of: readonly Work[] }
  | { readonly op: "fail" };
type Join = "all" | "any" | "settled" | number;
interface Work {
  readonly id: string;
  readonly does: readonly Op[];
}

const schema = z.object({ work: z.object({ id: z.string(), does: z.array(z.any()) }) });
const request = (name: string) =>
  defineEvent({ type: `${name}.requested`, topic: "action-requests", description: "Do as it is told", schema });
const answer = (name: string) =>
  defineEvent({
    type: `${name}.completed`,
    topic: "action-results",
    description: "What came of it",
    schema: z.object({ done: z.array(z.unknown()) }),
  });
/** Workers, and the tasks that each takes. */
const KINDS = ["a", "b", "c"].map((name) => ({ name, event: request(name), replies: answer(name) }));
const undo = defineEvent({
  type: "undo.requested",
  topic: "action-requests",
  description: "Undo a step",
  schema: z.object({ id: z.string() }),
});

function made(random: () => number): Work {
  let count = 0;
  const below = (n: number): number => Math.floor(random() * n);
  const work = (depth: number, isAlone = true): Work => {
    const id = `w${count++}`;
    const does: Op[] = [];
    for (let n = 1 + below(4); n > 0; n -= 1) {
      const kind = below(depth > 2 ? 7 : 12);
      if (kind < 4)
        does.push({ op: "step", id: `s${count++}`, undo: random() < 0.5, flaky: isAlone && random() < 0.2 });
      else if (kind === 4) does.push({ op: "sleep", ms: 1 + below(10_000) });
      else if (kind === 5) {
        const heard = `e${count++}`;
        does.push({ op: "tell", id: heard }, { op: "hear", id: heard });
      } else if (kind === 6) {
        if (random() < 0.12) does.push({ op: "fail" });
        else if (depth < 5)
          does.push({ op: "together", of: Array.from({ length: 2 + below(2) }, () => work(depth + 1, false)) });
      } else if (kind < 9) does.push({ op: "delegate", of: work(depth + 1), isCaught: random() < 0.5 });
      else {
        const of = Array.from({ length: 1 + below(4) }, () => work(depth + 1));
        const joins: Join[] = ["all", "any", "settled", 1 + below(of.length)];
        does.push({ op: "parallel", of, join: joins[below(4)] ?? "all", isCaught: random() < 0.5 });
      }
    }
    return { id, does };
  };
  return work(0);
}

/** Whether the work ends well; and what it answers, where that does not hang on who is first. */
function expected({ does }: Work): { readonly done: unknown[] } | undefined {
  const results: unknown[] = [];
  for (const op of does) {
    if (op.op === "fail") return undefined;
    if (op.op === "step") results.push(op.id);
    if (op.op === "hear") results.push(op.id);
    if (op.op === "together") {
      const parts = op.of.map(expected);
      if (parts.includes(undefined)) return undefined;
      results.push(parts.map((part) => part?.done));
    }
    if (op.op !== "delegate" && op.op !== "parallel") continue;
    const ends = op.op === "delegate" ? [expected(op.of)] : op.of.map(expected);
    const good = ends.filter((end) => end !== undefined).length;
    const join = op.op === "delegate" ? "all" : op.join;
    const wanted = join === "all" ? ends.length : join === "any" ? 1 : join === "settled" ? 0 : join;
    if (good >= wanted) results.push(join === "all" ? ends : join === "settled" ? good : "enough");
    else if (op.isCaught) results.push("caught");
    else return undefined;
  }
  return { done: results };
}

/** The task that has a work done. */
function taskFor({ id, does }: Work) {
  const kind = KINDS[Number(id.slice(1)) % KINDS.length] as (typeof KINDS)[number];
  return { event: kind.event, replies: kind.replies, data: { work: { id, does: [...does] } } };
}

/** What was done and undone, in the order in which it happened. */
class Log {
  readonly done: string[] = [];
  readonly undone: string[] = [];
  readonly #tried = new Set<string>();
  #left = 0;
  #act: () => void = () => undefined;

  /** Calls `act` when so many steps have begun. */
  whenBegun(steps: number, act: () => void): void {
    this.#left = steps;
    this.#act = act;
  }

  async undo(task: TaskContext<{ id: string }>): Promise<Record<string, never>> {
    await task.step("undo", () => void this.undone.push(task.data.id));
    return {};
  }

  async carryOut(task: TaskContext<{ work: Work }>): Promise<{ done: unknown[] }> {
    return { done: await this.#doAll(task, task.data.work) };
  }

  async #doAll(task: TaskContext<unknown>, work: Work): Promise<unknown[]> {
    const results: unknown[] = [];
    for (const op of work.does) {
      if (op.op === "fail") throw new TerminalError("it was to fail");
      else if (op.op === "together") results.push(await Promise.all(op.of.map((part) => this.#doAll(task, part))));
      else if (op.op === "sleep") await task.sleep(op.ms);
      else if (op.op === "tell") await task.context.bus.publish(told, { id: op.id });
      else if (op.op === "hear") results.push((await task.waitFor(told, { match: { id: op.id } })).data.id);
      else if (op.op === "step") results.push(await this.#step(task, op));
      else results.push(await this.#ask(task, op));
    }
    return results;
  }

  #step(task: TaskContext<unknown>, { id, undo: isUndone, flaky }: Op & { op: "step" }): Promise<string> {
    const turns = (Number(id.slice(1)) * 7) % 100;
    const act = async (): Promise<string> => {
      if (flaky && !this.#tried.has(id)) {
        this.#tried.add(id);
        throw new Error("it is flaky");
      }
      this.#left -= 1;
      if (this.#left === 0) this.#act();
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      this.done.push(id);
      return id;
    };
    return task.step("step", act, isUndone ? { undo: [undo, { id }] } : {});
  }

  async #ask(task: TaskContext<unknown>, op: Op & { op: "delegate" | "parallel" }): Promise<unknown> {
    try {
      if (op.op === "delegate") {
        const { event, data, replies } = taskFor(op.of);
        return [await task.delegate(event, data, { replies })];
      }
      const parts = op.of.map(taskFor);
      if (op.join === "all") return await task.delegateParallel(parts);
      const join = typeof op.join === "number" ? { quorum: op.join } : op.join;
      const ends = await task.delegateParallel(parts, { join });
      return op.join === "settled" ? ends.filter(({ status }) => status === "succeeded").length : "enough";
    } catch (error) {
      if (op.isCaught && error instanceof TaskFailedError) return "caught";
      throw error;
    }
  }
}

const stepsOf = ({ does }: Work): (Op & { op: "step" })[] =>
  does.flatMap((op) => {
    if (op.op === "step") return [op];
    return op.op === "delegate"
      ? stepsOf(op.of)
      : op.op === "parallel" || op.op === "together"
        ? op.of.flatMap(stepsOf)
        : [];
  });

/** What happens to a mission when so many of its steps have begun. */
const INCIDENTS = ["nothing", "cancel", "pause", "restart"] as const;
const MOST_STEPS = 12;
const DAY_MS = 86_400_000;
const COUNT = process.env.TROUPE_LONG === "1" ? 120 : 16;
const SEEDS = Array.from(
  { length: COUNT },
  (_, at) => [INCIDENTS[at % INCIDENTS.length] ?? "nothing", at + 1] as const,
);

it.each(SEEDS)(
  "ends as it must when there is %s, of seed %i",
  async (incident, seed) => {
    const work = made(seededRandom(seed));
    const known = expected(work);
    const log = new Log();
    const faults = { drop: 0.1, repeat: 0.2, delay: 0.1, reorder: 0.1 };
    await using stack = await testStack({ missions: { breakerFailures: 1000 }, seed, faults });
    const { missions } = stack.client;
    const start = ({ name, event, replies }: (typeof KINDS)[number]) => {
      const worker = new Worker({ name, policy: { maxAttempts: 20 } });
      return stack.run(worker.onTask(event, { replies }, (task) => log.carryOut(task)));
    };
    const [first, ...others] = KINDS as [(typeof KINDS)[number], ...typeof KINDS];
    const running = await start(first);
    for (const kind of others) await start(kind);
    const undoer = new Worker({ name: "undoer" });
    await stack.run(undoer.onTask(undo, { replies: undone }, (task) => log.undo(task)));
    const goal = taskFor(work);
    const { id } = await missions.create(goal.event, goal.data);
    let happened: Promise<unknown> | undefined;
    log.whenBegun(1 + Math.floor(seededRandom(-seed)() * MOST_STEPS), () => {
      if (incident === "cancel") happened = missions.cancel(id);
      if (incident === "pause") happened = missions.pause(id);
      if (incident === "restart") happened = running.stop().then(() => start(first));
    });

    await stack.advance(DAY_MS);
    await happened?.catch(() => undefined);
    if ((await missions.get(id))?.phase === "paused") {
      await missions.resume(id);
      await stack.advance(DAY_MS);
    }
    const end = await missions.get(id);
    if (end === undefined) throw new Error("the mission is gone");
    const { status, phase, result, compensation } = end;
    const natural = known === undefined ? "failed" : "succeeded";
    expect(incident === "cancel" && happened !== undefined ? ["cancelled", natural] : [natural]).toContain(status);
    expect(phase).toBeNull();
    if (status === "succeeded") expect(result).toEqual(known);
    expect(compensation?.notUndone ?? []).toEqual([]);
    const undoable = new Set(stepsOf(work).flatMap((step) => (step.undo ? [step.id] : [])));
    const done = log.done.filter((act) => undoable.has(act));
    const owed = status === "succeeded" ? [] : done;
    expect([...log.undone].sort()).toEqual((incident === "restart" ? [...new Set(owed)] : [...owed]).sort());
    // What is under way when an agent leaves is begun again at once; what a pause stops, unless it says what undoes it.
    if (incident === "restart") return;
    const counted = incident === "pause" ? done : log.done;
    expect(counted).toEqual([...new Set(counted)]);
  },
  120_000,
);
