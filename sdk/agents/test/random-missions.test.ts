import { defineEvent, type TaskContext, TaskFailedError, TerminalError, Worker } from "@troupe/sdk";
import { expectMission, testStack } from "@troupe/sdk/testing";
import { expect, it } from "vitest";
import { z } from "zod";

/*
 * Handlers made by chance: steps, waits and sub-tasks in any nesting, under deliveries that are lost, repeated, late and
 * out of order. What must come of each is known without running it.
 */

type Op =
  | { readonly op: "step"; readonly id: string; readonly undo: boolean; readonly flaky: boolean }
  | { readonly op: "sleep"; readonly ms: number }
  | { readonly op: "tell"; readonly id: string }
  | { readonly op: "hear"; readonly id: string }
  | { readonly op: "delegate"; readonly of: Work; readonly isCaught: boolean }
  | { readonly op: "parallel"; readonly of: readonly Work[]; readonly join: Join; readonly isCaught: boolean }
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
const undone = defineEvent({
  type: "undo.completed",
  topic: "action-results",
  description: "A step is undone",
  schema: z.object({}),
});
const told = defineEvent({
  type: "work.told",
  topic: "business-facts",
  description: "Something was told",
  schema: z.object({ id: z.string() }),
});

/** Numbers below 1, the same for the same seed. */
function chance(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function made(random: () => number): Work {
  let count = 0;
  const below = (n: number): number => Math.floor(random() * n);
  const work = (depth: number): Work => {
    const id = `w${count++}`;
    const does: Op[] = [];
    for (let n = 1 + below(4); n > 0; n -= 1) {
      const kind = below(depth > 2 ? 7 : 12);
      if (kind < 4) does.push({ op: "step", id: `s${count++}`, undo: random() < 0.5, flaky: random() < 0.2 });
      else if (kind === 4) does.push({ op: "sleep", ms: 1 + below(10_000) });
      else if (kind === 5) {
        const heard = `e${count++}`;
        does.push({ op: "tell", id: heard }, { op: "hear", id: heard });
      } else if (kind === 6) {
        if (random() < 0.25) does.push({ op: "fail" });
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
  readonly acts: string[] = [];
  readonly #tried = new Set<string>();

  async carryOut(task: TaskContext<{ work: Work }>): Promise<{ done: unknown[] }> {
    const results: unknown[] = [];
    for (const op of task.data.work.does) {
      if (op.op === "fail") throw new TerminalError("it was to fail");
      else if (op.op === "sleep") await task.sleep(op.ms);
      else if (op.op === "tell") await task.context.bus.publish(told, { id: op.id });
      else if (op.op === "hear") results.push((await task.waitFor(told, { match: { id: op.id } })).data.id);
      else if (op.op === "step") results.push(await this.#step(task, op));
      else results.push(await this.#ask(task, op));
    }
    return { done: results };
  }

  #step(task: TaskContext<unknown>, { id, undo: isUndone, flaky }: Op & { op: "step" }): Promise<string> {
    const act = (): string => {
      if (flaky && !this.#tried.has(id)) {
        this.#tried.add(id);
        throw new Error("it is flaky");
      }
      this.acts.push(id);
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
    return op.op === "delegate" ? stepsOf(op.of) : op.op === "parallel" ? op.of.flatMap(stepsOf) : [];
  });

const COUNT = process.env.TROUPE_LONG === "1" ? 150 : 15;

it.each(Array.from({ length: COUNT }, (_, at) => at + 1))("ends as it must, of seed %i", async (seed) => {
  const work = made(chance(seed));
  const log = new Log();
  const faults = { drop: 0.1, repeat: 0.2, delay: 0.1, reorder: 0.1 };
  await using stack = await testStack({ missions: { breakerFailures: 1000 }, seed, faults });
  for (const { name, event, replies } of KINDS) {
    const worker = new Worker({ name, policy: { maxAttempts: 20 } });
    await stack.run(worker.onTask(event, { replies }, (task) => log.carryOut(task)));
  }
  await stack.run(
    new Worker({ name: "undoer" }).onTask(undo, { replies: undone }, async (task) => {
      await task.step("undo", () => log.acts.push(`-${task.data.id}`));
      return {};
    }),
  );
  const goal = taskFor(work);
  const mission = await stack.client.missions.create(goal.event, goal.data);
  const known = expected(work);
  const end = expectMission(stack, mission, { withinMs: 86_400_000 });
  if (known !== undefined) {
    await end.toSucceedWith(known);
    expect(log.acts.filter((act) => act.startsWith("-"))).toEqual([]);
  } else {
    const { compensation } = await end.toFailWith();
    expect(compensation?.notUndone ?? []).toEqual([]);
    await stack.advance(60_000);
    const undoable = new Set(stepsOf(work).flatMap(({ id, undo: isUndone }) => (isUndone ? [id] : [])));
    const acts = log.acts.filter((act) => undoable.has(act));
    expect(log.acts.filter((act) => act.startsWith("-")).sort()).toEqual(acts.map((id) => `-${id}`).sort());
  }
  const acts = log.acts.filter((act) => !act.startsWith("-"));
  expect(acts).toEqual([...new Set(acts)]);
});
