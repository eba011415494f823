import {
  Agent,
  defineEvent,
  type TaskContext,
  TaskFailedError,
  TerminalError,
  WaitTimeoutError,
  Worker,
} from "@troupe/sdk";
import type { TestStack } from "@troupe/sdk/testing";
import { z } from "zod";
import { told, undone } from "../../../../test/kit/works.js";
import { type DelegateOp, type Kind, LIMIT, type Op, type ParallelOp, type StepOp, type Work } from "./program.js";

const MINUTE_MS = 60_000;
/** Failures are tried again soon, and often enough for what is lost meanwhile. */
const POLICY = { maxAttempts: 20, backoffMs: [200, 1000], leaseMs: 5000 };
const STAY = { policy: POLICY, ttlSeconds: 3600 };

const schema = z.object({ work: z.looseObject({}) as unknown as z.ZodType<Work> });
const asked = (kind: Kind) => ({
  event: defineEvent({
    type: `${kind}.requested`,
    topic: "action-requests",
    description: "Do as it is told",
    schema,
  }),
  replies: defineEvent({
    type: `${kind}.completed`,
    topic: "action-results",
    description: "What came of it",
    schema: z.object({ done: z.array(z.unknown()) }),
  }),
});
const ASKED = { a: asked("a"), b: asked("b"), c: asked("c"), limited: asked("limited") };

const undoing = z.object({ id: z.string(), how: z.enum(["done", "flaky", "never"]) });
const undo = defineEvent({ type: "undo.requested", topic: "action-requests", description: "Undo it", schema: undoing });
const question = z.object({ id: z.string(), question: z.string() });
const questionAsked = defineEvent({
  type: "question.asked",
  topic: "notification-events",
  description: "Asked",
  schema: question.loose(),
});
const questionEscalated = defineEvent({
  type: "question.escalated",
  topic: "notification-events",
  description: "Asked again",
  schema: question.loose(),
});

/** The task that has a work done. */
export const taskFor = (work: Work) => ({ ...ASKED[work.kind], data: { work } });

/** Who carries out programs, and what they did and undid, in the order in which it happened. */
export class Performers {
  /** Steps and works, once for each time that they were done. */
  readonly done: string[] = [];
  readonly undone: string[] = [];
  isMended = false;
  readonly #stack: TestStack;
  readonly #isPatient: boolean;
  readonly #isUndoable: boolean;
  readonly #failures = new Map<string, number>();
  #begun = 0;
  readonly #plans: { readonly at: number; readonly act: () => void }[] = [];

  /** With `isPatient` steps take time, and no one who leaves leaves them behind. */
  constructor(stack: TestStack, { isPatient = false, isUndoable = true } = {}) {
    this.#stack = stack;
    this.#isUndoable = isUndoable;
    this.#isPatient = isPatient;
  }

  /** Calls `act` when so many steps have begun. */
  whenBegun(at: number, act: () => void): void {
    this.#plans.push({ at, act });
  }

  start(kind: Kind) {
    const { event, replies } = ASKED[kind];
    const worker = new Worker({ name: kind, ...STAY }).onTask(
      event,
      {
        replies,
        ...(this.#isUndoable ? { undo: ({ work }) => [undo, { id: work.id, how: work.undo }] } : {}),
        ...(kind === "limited" ? { taskTimeoutMs: LIMIT * MINUTE_MS } : {}),
      },
      (task) => this.#carryOut(task),
    );
    return this.#stack.run(worker);
  }

  async startOthers(): Promise<void> {
    const undoer = new Worker({ name: "undoer", ...STAY });
    await this.#stack.run(undoer.onTask(undo, { replies: undone }, (task) => this.#undo(task)));
    const desk = new Agent({ name: "desk", ...STAY });
    desk.on(questionAsked, ({ data }) => this.#answer(data, false));
    desk.on(questionEscalated, ({ data }) => this.#answer(data, true));
    await this.#stack.run(desk);
  }

  /** What is said to nobody's ear becomes said. */
  async mend(says: readonly string[]): Promise<void> {
    this.isMended = true;
    for (const id of says) await this.#stack.client.bus.publish(told, { id });
  }

  async #answer({ id, question: text }: z.infer<typeof question>, isAgain: boolean): Promise<void> {
    const { questions } = this.#stack.client;
    const [person, missionId = "", isMendable] = text.split(" ");
    if (person === "silent" && !(this.isMended && isMendable === "true")) return;
    if (person === "slow" && !isAgain) return;
    const answered =
      person === "yes" || person === "no"
        ? questions.approve(missionId, { approved: person === "yes", question: id })
        : questions.answer(id, { value: person });
    await answered.catch((error: { code?: string }) => {
      if (!["CONFLICT", "MISSION_ENDED", "NOT_FOUND"].includes(error.code ?? "")) throw error;
    });
  }

  async #undo(task: TaskContext<z.infer<typeof undoing>>): Promise<Record<string, never>> {
    const { id, how } = task.data;
    if (how === "never") throw Number(id.slice(1)) % 2 === 0 ? new TerminalError("no way back") : new Error("not now");
    if (how === "flaky" && this.#fails(`undo ${id}`) <= 2) throw new Error("not yet");
    await task.step("undo", () => void this.undone.push(id));
    return {};
  }

  #fails(id: string): number {
    const failures = (this.#failures.get(id) ?? 0) + 1;
    this.#failures.set(id, failures);
    return failures;
  }

  async #carryOut(task: TaskContext<{ work: Work }>): Promise<{ done: unknown[] }> {
    const { work } = task.data;
    const done = await this.#doAll(task, work);
    this.done.push(work.id);
    return { done };
  }

  async #doAll(task: TaskContext<unknown>, { does }: Work): Promise<unknown[]> {
    const results: unknown[] = [];
    for (const op of does) {
      const result = await this.#caught(op, () => this.#do(task, op));
      if (result !== undefined) results.push(result);
    }
    return results;
  }

  async #caught(op: Op, act: () => Promise<unknown>): Promise<unknown> {
    try {
      return await act();
    } catch (error) {
      if (!("isCaught" in op && op.isCaught)) throw error;
      if (error instanceof WaitTimeoutError) return "late";
      if (op.op === "step" || error instanceof TaskFailedError) return "caught";
      throw error;
    }
  }

  async #do(task: TaskContext<unknown>, op: Op): Promise<unknown> {
    switch (op.op) {
      case "sleep":
        return void (await task.sleep(op.minutes * MINUTE_MS));
      case "tell":
        return void (await task.context.bus.publish(told, { id: op.id }));
      case "hear": {
        const within = op.timeout === undefined ? {} : { timeoutMs: op.timeout * MINUTE_MS };
        return (await task.waitFor(told, { match: { id: op.id }, ...within })).data.id;
      }
      case "ask":
        return this.#ask(task, op);
      case "step":
        return this.#step(task, op);
      case "together":
        return Promise.all(op.of.map((part) => this.#doAll(task, part)));
      case "fail":
        if (this.isMended && op.isMendable) return undefined;
        if (op.how === "told") return task.fail("it was to fail");
        throw op.how === "thrown" ? new TerminalError("it was to fail") : new Error("it fails always");
      case "delegate": {
        const { event, replies, data } = taskFor(op.of);
        return [await task.delegate(event, data, { replies, ...within(op) })];
      }
      case "parallel":
        return this.#askAll(task, op);
    }
  }

  async #ask(task: TaskContext<unknown>, op: Op & { op: "ask" }): Promise<unknown> {
    const { person, isMendable } = op;
    const timeoutMs = op.timeout * MINUTE_MS;
    const said = { question: `${person} ${task.event.missionid} ${isMendable} ${op.id}`, timeoutMs };
    if (person === "yes" || person === "no") return (await task.approve(said)).approved ? "yes" : "no";
    const escalate = { afterMs: timeoutMs / 2, to: "the boss" };
    const value = z.enum(["answer", "silent", "slow"]);
    const answer = await task.ask({ ...said, schema: value, ...(person === "slow" ? { escalate } : {}) });
    return answer.value;
  }

  async #askAll(task: TaskContext<unknown>, op: ParallelOp): Promise<unknown> {
    const parts = op.of.map(taskFor);
    if (op.join === "all") return task.delegateParallel(parts, within(op));
    const join = typeof op.join === "number" ? { quorum: op.join } : op.join;
    const ends = await task.delegateParallel(parts, { join, ...within(op) });
    return op.join === "settled" ? ends.filter(({ status }) => status === "succeeded").length : "enough";
  }

  #step(task: TaskContext<unknown>, op: StepOp): Promise<string> {
    const { id, fails, tries } = op;
    const turns = (Number(id.slice(1)) * 7) % 100;
    const act = async (): Promise<string> => {
      this.#begin();
      if (!(this.isMended && op.isMendable)) {
        if (fails === "for good") throw new TerminalError("it fails for good");
        if (fails === "always" || this.#fails(id) <= fails) throw new Error("it is flaky");
      }
      await this.#last(turns);
      this.done.push(id);
      return id;
    };
    const how = op.undo;
    const undoes = how === undefined ? {} : { undo: [undo, { id, how }] as const };
    return task.step(id, act, { retry: { attempts: tries }, ...undoes });
  }

  async #last(turns: number): Promise<void> {
    if (this.#isPatient) await new Promise<void>((resolve) => this.#stack.clock.after(turns * 100, resolve));
    else for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }

  #begin(): void {
    this.#begun += 1;
    for (const { at, act } of this.#plans) if (at === this.#begun) act();
  }
}

const within = ({ timeout }: DelegateOp | ParallelOp): { timeoutMs?: number } =>
  timeout === undefined ? {} : { timeoutMs: timeout * MINUTE_MS };
