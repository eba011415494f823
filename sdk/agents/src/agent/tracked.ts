import type { Outcome } from "@troupe/bus";
import type { CloudEvent, EventInput, TroupeError, Undo } from "@troupe/contracts";
import { TroupeError as Known } from "@troupe/contracts";
import { HandlerTimeoutError, TerminalError } from "../domain/errors.js";
import { reasonOf } from "../domain/outcome.js";
import { failureFrom } from "../missions/domain/failures.js";
import { DurableRun } from "../missions/durable-run.js";
import type { StopReason } from "../missions/heartbeats.js";
import { tellLate } from "../missions/run-calls.js";
import { emittedOf, undoOf } from "../missions/waiting.js";
import { isRetryable, persist } from "../time.js";
import type { Delivered } from "../transport.js";
import type { Workplace } from "./attempt.js";
import type { Route } from "./routes.js";

/** Why a run of a task stopped before its handler came to its end. */
export type TaskStop = StopReason | "suspended" | "done" | "held";

/** The abort reason of a handler whose task is no longer its to carry out, or waits without it. */
export class TaskStoppedError extends Known {
  override readonly name = "TaskStoppedError";
  readonly reason: TaskStop;

  constructor(eventId: string, reason: TaskStop) {
    super("RUN_SUPERSEDED", `the run of task ${eventId} stopped: ${reason}`);
    this.reason = reason;
  }
}

/** What tracking needs of its attempt. */
export interface TrackedParts {
  readonly delivered: Delivered;
  readonly route: Route;
  readonly place: Workplace;
  readonly signal: () => AbortSignal;
  /** The run is over for this process; `settle` says what becomes of the delivery, if anything. */
  readonly stopped: (error: TaskStoppedError, settle: Outcome | undefined) => void;
}

/*
 * The run of a task, as its attempt begins and ends it.
 * 1. A task that is done, held or suspended is acknowledged: it is delivered again when there is something to do.
 * 2. A run that another superseded settles nothing: the delivery is the other's.
 * 3. The end is journaled, and the answer leaves with it, before the delivery is settled.
 */
export class Tracked {
  readonly #parts: TrackedParts;
  #run: DurableRun | undefined;
  #isOver = false;

  constructor(parts: TrackedParts) {
    this.#parts = parts;
  }

  get run(): DurableRun | undefined {
    return this.#run;
  }

  /** Begins a run; undefined when there is nothing to run. Rejects with NOT_FOUND on a platform without missions. */
  async begin(): Promise<DurableRun | undefined> {
    const { delivered, route, place, signal } = this.#parts;
    const { platform, agent, group, instance, maxAttempts } = place;
    const { event, attempt, leaseMs } = delivered;
    const undo = undoOfTask(route, event);
    const { taskTimeoutMs: timeoutMs } = route;
    const begun = await persist(
      () =>
        platform.runs.begin({
          event: event as never,
          agent,
          group,
          instance,
          attempt,
          maxAttempts,
          leaseMs,
          ...(timeoutMs === undefined ? {} : { timeoutMs }),
          ...(undo === undefined ? {} : { undo }),
        }),
      { clock: platform.clock, random: platform.random, signal: signal() },
    );
    if (this.#isOver) return undefined;
    if (begun.state !== "run") {
      this.#stop(begun.state);
      return undefined;
    }
    this.#run = new DurableRun({
      runs: platform.runs,
      clock: platform.clock,
      random: platform.random,
      begun,
      source: place.source,
      signal,
      suspended: () => this.#stop("suspended"),
      refused: (error) => void this.#refused(error),
    });
    place.heartbeats.hold(this.#run.id, (reason) => this.#stop(reason), begun.task.missionId);
    return this.#run;
  }

  /** The handler came to its end. Rejects with JournalMismatchError when that cannot be this task's. */
  async succeed(result: unknown, reply: EventInput & { readonly id: string }): Promise<Outcome> {
    const end = { outcome: "succeeded", result, reply: emittedOf(reply) } as const;
    await this.#run?.finish(end, this.#parts.delivered.along);
    return { outcome: "ack" };
  }

  /** The handler came to its end although its run was over: where the task says what undoes it, that is told. */
  async late(result: unknown, reply: EventInput & { readonly id: string }): Promise<void> {
    const { route, place } = this.#parts;
    const run = this.#run;
    if (route.undo === undefined || run === undefined) return;
    const { clock, random, runs } = place.platform;
    await tellLate(clock, random, () => runs.finish(run.id, { outcome: "succeeded", result, reply: emittedOf(reply) }));
  }

  /** The attempt failed; `retry` is how another follows, else `notice` tells whoever asked. */
  async fail(
    error: unknown,
    { retry, notice }: { readonly retry?: Outcome; readonly notice?: EventInput | undefined },
  ): Promise<Outcome> {
    const reply = notice as (EventInput & { readonly id: string }) | undefined;
    const { place, delivered } = this.#parts;
    const end = {
      outcome: error instanceof HandlerTimeoutError ? "timed_out" : "failed",
      failure: failureFrom(error, place.source),
      retry: retry !== undefined,
      ...(reply === undefined ? {} : { reply: emittedOf(reply) }),
    } as const;
    await this.#run?.finish(end, retry === undefined ? delivered.along : undefined);
    return retry ?? { outcome: "ack" };
  }

  /** The attempt is over, one way or another. */
  close(): void {
    this.#isOver = true;
    if (this.#run === undefined) return;
    this.#run.close();
    this.#parts.place.heartbeats.release(this.#run.id);
  }

  async #refused(error: TroupeError): Promise<void> {
    const isEnded = error.code !== "RUN_SUPERSEDED";
    const reason = isEnded ? "cancelled" : await this.#parts.place.heartbeats.ask(this.#run?.id ?? "");
    this.#stop(reason ?? "superseded");
  }

  #stop(reason: TaskStop): void {
    if (this.#isOver) return;
    this.close();
    const error = new TaskStoppedError(this.#parts.delivered.event.id, reason);
    this.#parts.stopped(error, reason === "superseded" ? undefined : { outcome: "ack" });
  }
}

/** Whether a failure to begin means that the platform has no missions at all. */
export const hasNoMissions = (error: unknown): boolean =>
  error instanceof Known && error.code === "NOT_FOUND" && !isRetryable(error);

/** Data that does not fit has nothing done that would have to be undone. */
function undoOfTask({ undo, event }: Route, { data }: CloudEvent): Undo | undefined {
  if (undo === undefined || event === undefined) return undefined;
  const checked = event.schema.safeParse(data);
  if (!checked.success) return undefined;
  try {
    return undoOf(undo(checked.data as never));
  } catch (cause) {
    throw new TerminalError(`what undoes ${event.type} cannot be said: ${reasonOf(cause)}`, { cause });
  }
}
