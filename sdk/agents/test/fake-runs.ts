import { type BeginRun, type Begun, type RecordStep, type Step, TroupeError, type WaitFor } from "@troupe/contracts";
import type { RunsClient } from "../src/missions/missions-client.js";
import type { Along } from "../src/transport.js";

interface Kept {
  readonly event: BeginRun["event"];
  readonly steps: Map<string, Step>;
  readonly over: string[];
  readonly waits: Map<string, WaitFor>;
  run: string;
  runs: number;
  suspendedOn: readonly string[] | undefined;
  end: Parameters<RunsClient["finish"]>[1] | undefined;
}

const AT = "2026-01-01T00:00:00.000Z";

/** The journals of tasks, in memory: the missions service as a run sees it, with waits that a test ends. */
export class FakeRuns implements RunsClient {
  readonly tasks = new Map<string, Kept>();
  /** What was emitted, in order. */
  readonly emitted: string[] = [];
  /** Called around every call of a run: a crash is a promise that never comes. */
  around: <T>(what: string, call: () => T) => Promise<T> = async (_what, call) => call();
  /** Deliveries that ends came along with, by their calls. */
  readonly along: string[] = [];
  readonly stops = new Map<string, "cancelled" | "timed_out" | "superseded" | "paused">();

  begin(input: BeginRun): Promise<Begun> {
    return this.around("begin", () => {
      const { id: said, replayof, wakes } = input.event as BeginRun["event"] & { readonly wakes?: string };
      const id = wakes ?? replayof ?? said;
      const known = this.tasks.get(id);
      const kept: Kept = known ?? {
        event: input.event,
        steps: new Map(),
        over: [],
        waits: new Map(),
        run: "",
        runs: 0,
        suspendedOn: undefined,
        end: undefined,
      };
      this.tasks.set(id, kept);
      const task = { id, type: input.event.type, status: "running" } as never;
      if (kept.end !== undefined) return { state: "done", task };
      if (kept.suspendedOn?.every((key) => this.#step(kept, key).status === "waiting")) return { state: "held", task };
      kept.suspendedOn = undefined;
      kept.run = `${id}/${++kept.runs}`;
      const over = kept.over.map((key) => this.#step(kept, key));
      const open = [...kept.steps.values()].filter(({ status }) => status === "waiting");
      const run = { id: kept.run, taskId: id, number: kept.runs } as never;
      const journal = structuredClone([...over, ...open]);
      return { state: "run", run, task, event: kept.event as never, journal, deadline: null };
    });
  }

  record(run: string, input: RecordStep): Promise<Step> {
    return this.around(`record ${input.key}`, () => {
      const kept = this.#held(run);
      const known = kept.steps.get(input.key);
      if (known !== undefined) return known;
      const { key, kind = "code", result = null, pending = [] } = input;
      const failure = (input.failure ?? null) as Step["failure"];
      const step = stepOf({ key, kind, pending, failure, result, status: failure === null ? "succeeded" : "failed" });
      kept.steps.set(key, structuredClone(step));
      kept.over.push(key);
      if (input.emit !== undefined) this.emitted.push(input.emit.id);
      return structuredClone(step);
    });
  }

  wait(run: string, { waits = [], suspend }: Parameters<RunsClient["wait"]>[1]): ReturnType<RunsClient["wait"]> {
    return this.around("wait", () => {
      const kept = this.#held(run);
      for (const { key, for: forWhat, pending = [] } of waits) {
        if (kept.steps.has(key)) continue;
        kept.steps.set(key, stepOf({ key, kind: forWhat.kind, pending, status: "waiting" }));
        kept.waits.set(key, forWhat);
      }
      const keys = [...new Set([...waits.map(({ key }) => key), ...(suspend ?? [])])];
      const steps = structuredClone(keys.map((key) => this.#step(kept, key)));
      const over = kept.over.filter((key) => keys.includes(key));
      const ordered = [...over.map((key) => steps.find((step) => step.key === key)), ...steps].filter(
        (step): step is Step => step !== undefined,
      );
      const suspended = suspend !== undefined && over.length === 0;
      if (suspended) {
        kept.suspendedOn = suspend;
        kept.run = "";
      }
      return { steps: [...new Set(ordered)], suspended };
    });
  }

  answer(task: string, { reply }: Parameters<RunsClient["answer"]>[1], along?: Along): Promise<void> {
    return this.around(`answer ${task}`, () => {
      if (along !== undefined) this.along.push(`answer: ${along.token}`);
      this.emitted.push(reply.id);
    });
  }

  finish(run: string, end: Parameters<RunsClient["finish"]>[1], along?: Along): Promise<void> {
    return this.around("finish", () => {
      if (along !== undefined) this.along.push(`finish, ${end.outcome}: ${along.token}`);
      const kept = this.#held(run);
      if (end.outcome === "succeeded" || !end.retry) kept.end = end;
      kept.run = "";
    });
  }

  async progress(): Promise<void> {}

  async heartbeat(runs: readonly string[]): ReturnType<RunsClient["heartbeat"]> {
    return {
      stop: runs.flatMap((run) => (this.stops.has(run) ? [{ run, reason: this.stops.get(run) as never }] : [])),
    };
  }

  /** Ends a wait; true when its task is to be delivered again. */
  endWait(task: string, key: string, result: unknown, failure: Step["failure"] = null): boolean {
    const kept = this.tasks.get(task);
    const step = kept?.steps.get(key);
    if (kept === undefined || step === undefined || step.status !== "waiting") return false;
    kept.steps.set(key, { ...step, result, failure, status: failure === null ? "succeeded" : "failed", endedAt: AT });
    kept.over.push(key);
    return kept.suspendedOn?.includes(key) ?? false;
  }

  openWaits(task: string): string[] {
    const steps = [...(this.tasks.get(task)?.steps.values() ?? [])];
    return steps.filter(({ status }) => status === "waiting").map(({ key }) => key);
  }

  #step(kept: Kept, key: string): Step {
    const step = kept.steps.get(key);
    if (step === undefined) throw new TroupeError("NOT_FOUND", `no step ${key}`);
    return step;
  }

  #held(run: string): Kept {
    const kept = this.tasks.get(run.slice(0, run.lastIndexOf("/")));
    if (kept === undefined || kept.run !== run) throw new TroupeError("RUN_SUPERSEDED", `run ${run} is no longer`);
    return kept;
  }
}

function stepOf(step: Partial<Step> & Pick<Step, "key" | "kind" | "status">): Step {
  return {
    taskId: "task",
    missionId: null,
    runId: "run",
    result: null,
    failure: null,
    pending: [],
    undo: null,
    tokens: null,
    cost: null,
    startedAt: AT,
    endedAt: step.status === "waiting" ? null : AT,
    ...step,
  };
}
