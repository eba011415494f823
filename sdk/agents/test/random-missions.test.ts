import { seededRandom } from "@troupe/bus/memory";
import { type TaskContext, Worker } from "@troupe/sdk";
import { testStack } from "@troupe/sdk/testing";
import { expect, it } from "vitest";
import {
  carryOut,
  expected,
  KINDS,
  type StepOp,
  stepsOf,
  taskFor,
  undo,
  undone,
  type Work,
  workOf,
} from "../../../test/kit/works.js";

/*
 * Works made by chance, under deliveries that are lost, repeated, late and out of order; some are cancelled or paused,
 * or lose an agent.
 */

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

  carryOut(task: TaskContext<{ work: Work }>): Promise<{ done: unknown[] }> {
    return carryOut(task, (op) => this.#step(task, op));
  }

  #step(task: TaskContext<unknown>, { id, undo: isUndone, flaky }: StepOp): Promise<string> {
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
}

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
    const work = workOf(seededRandom(seed), 10_000);
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
