/*
 * Handlers made by chance: steps, waits and sub-tasks in any nesting. What must come of each is known without running it.
 */
import { defineEvent, type TaskContext, TaskFailedError, TerminalError } from "@troupe/sdk";
import { z } from "zod";

type Op =
  | { readonly op: "step"; readonly id: string; readonly undo: boolean; readonly flaky: boolean }
  | { readonly op: "sleep"; readonly ms: number }
  | { readonly op: "tell"; readonly id: string }
  | { readonly op: "hear"; readonly id: string }
  | { readonly op: "delegate"; readonly of: Work; readonly isCaught: boolean }
  | { readonly op: "parallel"; readonly of: readonly Work[]; readonly join: Join; readonly isCaught: boolean }
  | { readonly op: "together"; readonly of: readonly Work[] }
  | { readonly op: "fail" };
export type StepOp = Op & { readonly op: "step" };
type Join = "all" | "any" | "settled" | number;
export interface Work {
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
export const KINDS = ["a", "b", "c"].map((name) => ({ name, event: request(name), replies: answer(name) }));
export const undo = defineEvent({
  type: "undo.requested",
  topic: "action-requests",
  description: "Undo a step",
  schema: z.object({ id: z.string() }),
});

export const undone = defineEvent({
  type: "undo.completed",
  topic: "action-results",
  description: "It is undone",
  schema: z.object({}),
});
export const told = defineEvent({
  type: "work.told",
  topic: "business-facts",
  description: "Something was told",
  schema: z.object({ id: z.string() }),
});

/** A work made by chance, whose sleeps are of `longestMs` at most. */
export function workOf(random: () => number, longestMs: number): Work {
  let count = 0;
  const below = (n: number): number => Math.floor(random() * n);
  const work = (depth: number, isAlone = true): Work => {
    const id = `w${count++}`;
    const does: Op[] = [];
    for (let n = 1 + below(4); n > 0; n -= 1) {
      const kind = below(depth > 2 ? 7 : 12);
      if (kind < 4)
        does.push({ op: "step", id: `s${count++}`, undo: random() < 0.5, flaky: isAlone && random() < 0.2 });
      else if (kind === 4) does.push({ op: "sleep", ms: 1 + below(longestMs) });
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
export function expected({ does }: Work): { readonly done: unknown[] } | undefined {
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
export function taskFor({ id, does }: Work) {
  const kind = KINDS[Number(id.slice(1)) % KINDS.length] as (typeof KINDS)[number];
  return { event: kind.event, replies: kind.replies, data: { work: { id, does: [...does] } } };
}

/** Carries out a task's work; how a step is done is the caller's. */
export async function carryOut(
  task: TaskContext<{ work: Work }>,
  step: (op: StepOp) => Promise<string>,
): Promise<{ done: unknown[] }> {
  const doAll = async (work: Work): Promise<unknown[]> => {
    const results: unknown[] = [];
    for (const op of work.does) {
      if (op.op === "fail") throw new TerminalError("it was to fail");
      else if (op.op === "together") results.push(await Promise.all(op.of.map(doAll)));
      else if (op.op === "sleep") await task.sleep(op.ms);
      else if (op.op === "tell") await task.context.bus.publish(told, { id: op.id });
      else if (op.op === "hear") results.push((await task.waitFor(told, { match: { id: op.id } })).data.id);
      else if (op.op === "step") results.push(await step(op));
      else results.push(await ask(task, op));
    }
    return results;
  };
  return { done: await doAll(task.data.work) };
}

async function ask(task: TaskContext<unknown>, op: Op & { op: "delegate" | "parallel" }): Promise<unknown> {
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

/** The steps of a work and of all that it asks for. */
export const stepsOf = ({ does }: Work): StepOp[] =>
  does.flatMap((op) => {
    if (op.op === "step") return [op];
    return op.op === "delegate"
      ? stepsOf(op.of)
      : op.op === "parallel" || op.op === "together"
        ? op.of.flatMap(stepsOf)
        : [];
  });
