import { nextTick } from "node:process";
import type { Clock, Timer } from "@troupe/bus";
import type {
  Begun,
  Failure,
  FinishRun,
  Progress,
  RecordStep,
  RegisterWaits,
  Step,
  StepKind,
  TroupeError,
  WaitFor,
} from "@troupe/contracts";
import { UNDO_UNSAID } from "@troupe/contracts";
import { TerminalError } from "../domain/errors.js";
import type { Along } from "../transport.js";
import { DoneStepError, failureFrom, JournalMismatchError } from "./domain/failures.js";
import { Journal, KindMismatch } from "./domain/journal.js";
import type { RunsClient } from "./missions-client.js";
import { callFor, forGood, tellLate } from "./run-calls.js";

/*
 * One run of a task: what its handler asks for, done once and journaled.
 * 1. Entries are written one at a time, and each is delivered before the next is written: the order in which the
 *    handler heard of them is the journal's.
 * 2. A failure is written before whatever comes after it, once the handler has gone on: one that ends the attempt is
 *    forgotten, and tried again.
 * 3. The run is at rest when nothing of it is under way and its event loop has turned. At rest with waits open, they
 *    are registered and the run is suspended, in one call; when one is over already, it is delivered instead.
 * 4. At rest with something out of turn the code has changed: told once that lasted a while.
 * 5. After the run is suspended, superseded or over, whatever the handler asks for never comes. What a step did that was
 *    under way then is told nevertheless.
 */

/** How long a handler may seem to be another than the one that wrote the journal. */
const PATIENCE_MS = 10_000;
/** When waits are registered although something else is under way, and how often their end is looked for then. */
const LOOK_MS = 1000;
const MAX_LOOK_MS = 15_000;
const MAX_PENDING = 1000;
/** Waits registered in one call, and the most that each names as under way with it. */
const MAX_WAITS = 200;
const MAX_TOGETHER = 20;
const MAX_NAME = 200;

/** What a step came to, for the journal. */
export type Recorded = Pick<RecordStep, "result" | "undo" | "tokens" | "cost" | "emit">;

/** What a {@link DurableRun} stands on. */
export interface DurableParts {
  readonly runs: RunsClient;
  readonly clock: Clock;
  readonly random: () => number;
  readonly begun: Extract<Begun, { state: "run" }>;
  /** Where failures are said to have happened. */
  readonly source: string;
  /** Aborted when the run is no longer this process's to carry out. */
  readonly signal: () => AbortSignal;
  /** The run is suspended: nothing is left to be done here. */
  readonly suspended: () => void;
  /** Another has the task now, or it has ended. */
  readonly refused: (error: TroupeError) => void;
}

interface Asked {
  readonly resolve: (step: Step) => void;
  readonly reject: (error: unknown) => void;
  /** Begins to act; what waits has nothing to begin. */
  readonly start?: () => void;
  readonly wait?: () => WaitFor;
  isStarted: boolean;
}

interface Failed {
  readonly failure: Failure;
  readonly kind: RecordKind;
  readonly startedAt: string;
}

type Ended = Omit<RecordStep, "key" | "pending">;

interface Acting {
  readonly kind: RecordKind;
  /** It was not asked for because of a failure that may be forgotten: another run would ask for it as well. */
  readonly isSure: () => boolean;
}

type RecordKind = NonNullable<RecordStep["kind"]>;

const never = new Promise<never>(() => undefined);

export class DurableRun {
  readonly #parts: DurableParts;
  readonly #journal: Journal;
  readonly #asked = new Map<string, Asked>();
  readonly #failures = new Map<string, Failed>();
  /** Steps that have ended and wait for those before them to be written. */
  readonly #unwritten = new Map<string, { readonly step: Ended; readonly isSure: Acting["isSure"] }>();
  #writes: Promise<unknown> = Promise.resolve();
  #work = 0;
  #turn = 0;
  /** Resolves once whoever heard of an entry last has gone as far as it can. */
  #goingOn: Promise<void> | undefined;
  #isPumping = false;
  #isClosed = false;
  #isSuspending = false;
  #mismatch: JournalMismatchError | undefined;
  #patience: Timer | undefined;
  #look: Timer | undefined;
  #lookMs = LOOK_MS;

  constructor(parts: DurableParts) {
    this.#parts = parts;
    this.#journal = new Journal(parts.begun.journal);
  }

  get id(): string {
    return this.#parts.begun.run.id;
  }

  get begun(): DurableParts["begun"] {
    return this.#parts.begun;
  }

  /** The entry of a step that acts here: what is journaled, or what `act` comes to. Rejects with what `act` throws. */
  act(name: string, kind: RecordKind, act: (key: string) => Promise<Recorded>): Promise<Step> {
    const before = [...this.#failures.keys()];
    const isSure = (): boolean => !before.some((failed) => this.#failures.has(failed));
    return this.#ask(name, kind, (key) => ({ start: () => void this.#act(key, { kind, isSure }, act) }));
  }

  /** The entry of a wait, once it is over. */
  wait(name: string, kind: StepKind, forWhat: (key: string) => WaitFor): Promise<Step> {
    return this.#ask(name, kind, (key) => ({ wait: () => forWhat(key) }));
  }

  /** Something under way that is not journaled: the run is not at rest before it is over. */
  async busy<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isClosed) return never;
    this.#work++;
    try {
      return await work();
    } finally {
      this.#done();
    }
  }

  /** A call to the platform in the name of the run; comes to nothing once the run is no longer wanted. */
  ask<T>(call: () => Promise<T>): Promise<T> {
    return this.busy(() => this.#call(call));
  }

  progress(progress: Progress): Promise<void> {
    return this.ask(() => this.#parts.runs.progress(this.id, progress));
  }

  /** Ends the run. A handler that left entries unread did not succeed: rejects with JournalMismatchError. */
  async finish(end: FinishRun, along?: Along): Promise<void> {
    const unread = end.outcome === "succeeded" ? this.#journal.unread() : [];
    if (this.#mismatch !== undefined && end.outcome === "succeeded") throw this.#mismatch;
    if (unread.length > 0) throw this.#changed(`it ended without ${listed(unread)}, which the journal has`);
    this.close();
    await this.#call(() => this.#parts.runs.finish(this.id, end, along));
  }

  /** What the handler's failure is told as: a changed handler's own errors are not the point. */
  blame(error: unknown): unknown {
    return this.#mismatch ?? error;
  }

  /** Nothing that the handler asks for comes from now on. */
  close(): void {
    this.#isClosed = true;
    for (const [key, { step, isSure }] of this.#unwritten) if (isSure()) void this.#recordLate(key, step);
    this.#unwritten.clear();
    this.#asked.clear();
    this.#patience?.cancel();
    this.#look?.cancel();
  }

  #ask(name: string, kind: StepKind, made: (key: string) => Pick<Asked, "start" | "wait">): Promise<Step> {
    if (this.#isClosed) return never;
    if (this.#mismatch !== undefined) return Promise.reject(this.#mismatch);
    if (name.length === 0 || name.length > MAX_NAME) {
      return Promise.reject(new TerminalError(`a step's name has 1 to ${MAX_NAME} characters: ${name}`));
    }
    if (this.#asked.size >= MAX_PENDING) {
      return Promise.reject(new TerminalError(`more than ${MAX_PENDING} steps at once: ${name}`));
    }
    const asked = this.#journal.ask(name, kind);
    if (asked instanceof KindMismatch) {
      return Promise.reject(this.#changed(`${asked.key} is ${asked.asked} and was ${asked.kept}`));
    }
    return new Promise((resolve, reject) => {
      this.#asked.set(asked.key, { resolve, reject, ...made(asked.key), isStarted: false });
      this.#turn++;
      this.#pump();
    });
  }

  /** Lets act whose turn it is; delivers what is due once everything is asked for that is asked for at the same time. */
  #pump(): void {
    this.#start();
    if (this.#isPumping) return;
    this.#isPumping = true;
    afterMicrotasks(() => {
      this.#isPumping = false;
      if (this.#isClosed) return;
      const due = (): Step | undefined => this.#journal.due(this.#goingOn !== undefined);
      for (let entry = due(); entry !== undefined; entry = due()) this.#deliver(entry);
      this.#start();
      if (this.#asked.size === 0) return;
      if (this.#work === 0) this.#rest();
      else this.#lookOut();
    });
  }

  #start(): void {
    for (const [key, asked] of this.#asked) {
      if (asked.isStarted || asked.start === undefined || this.#isSuspending) continue;
      if (this.#journal.turn(key) !== "new") continue;
      asked.isStarted = true;
      asked.start();
    }
  }

  #deliver(entry: Step): void {
    this.#over(entry.key)?.resolve(entry);
    this.#goOn();
  }

  /** Whoever heard of something goes as far as it can before another does. */
  #goOn(): void {
    this.#goingOn ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#goingOn = undefined;
        resolve();
        if (!this.#isClosed) this.#pump();
      });
    });
  }

  async #act(key: string, { kind, isSure }: Acting, act: (key: string) => Promise<Recorded>): Promise<void> {
    const startedAt = this.#now();
    const signal = this.#parts.signal();
    let recorded: Recorded | undefined;
    this.#work++;
    try {
      recorded = await act(key);
      // What was told to stop may have come back with less: it is done only if it says how it is undone.
      if (this.#isClosed && signal.aborted && recorded.undo === undefined) return;
      await this.#record(key, { ...recorded, kind, startedAt }, isSure);
    } catch (error) {
      const failure = failureFrom(error, this.#parts.source);
      if (error instanceof DoneStepError || (error instanceof TerminalError && !this.#isClosed)) {
        const undo = error instanceof DoneStepError ? error.undo : recorded?.undo;
        await this.#recordFailure(key, { kind, failure, startedAt, ...(undo === undefined ? {} : { undo }) }, isSure);
      } else {
        await this.#fail(key, { failure, kind, startedAt }, error);
      }
    } finally {
      this.#done();
    }
  }

  /** A failure that is no smaller for what undoes the step is told without it, and leaves the step not undone. */
  async #recordFailure(key: string, ended: Ended, isSure: Acting["isSure"]): Promise<void> {
    const { undo, ...rest } = ended;
    try {
      await this.#record(key, ended, isSure).catch((refused: unknown) => {
        if (undo === undefined || rest.failure === undefined) throw refused;
        return this.#record(key, { ...rest, failure: { ...rest.failure, code: UNDO_UNSAID } }, isSure);
      });
    } catch (refused) {
      this.#reject(key, refused);
    }
  }

  #reject(key: string, error: unknown): void {
    this.#over(key)?.reject(error);
  }

  #over(key: string): Asked | undefined {
    const asked = this.#asked.get(key);
    this.#asked.delete(key);
    this.#turn++;
    this.#patience?.cancel();
    this.#patience = undefined;
    return asked;
  }

  /** Tells the handler of a failure after what was written before it. */
  #fail(key: string, failed: Failed, error: unknown): Promise<void> {
    const told = this.#writes.then(async () => {
      if (this.#asked.size > 1) await this.#goingOn;
      if (!this.#isClosed) this.#failures.set(key, failed);
      this.#reject(key, error);
      this.#goOn();
    });
    this.#writes = told;
    return told;
  }

  /** Writes an entry after those before it, and delivers it. */
  #record(key: string, step: Ended, isSure: Acting["isSure"]): Promise<void> {
    if (this.#isClosed) return isSure() ? this.#recordLate(key, step) : Promise.resolve();
    this.#unwritten.set(key, { step, isSure });
    const write = this.#writes.then(async () => {
      if (this.#asked.size > 1) await this.#goingOn;
      await this.#recordFailures();
      if (!this.#unwritten.delete(key)) return;
      const pending = this.#journal.pending().filter((other) => other !== key);
      const kept = await this.#call(() => this.#parts.runs.record(this.id, { ...step, key, pending }));
      this.#journal.add(kept);
      this.#deliver(kept);
    });
    this.#writes = write.catch(() => undefined);
    return write;
  }

  /** The run is no longer wanted; what was done meanwhile is not to be done again, or to be undone with the rest. */
  async #recordLate(key: string, step: Ended): Promise<void> {
    const { runs, clock, random } = this.#parts;
    const pending = this.#journal.pending().filter((other) => other !== key);
    await tellLate(clock, random, () => runs.record(this.id, { ...step, key, pending }));
  }

  /** A handler that these do not end within a turn of the event loop goes on after them: it will have to again. */
  async #recordFailures(): Promise<void> {
    if (this.#failures.size > 0) await new Promise((resolve) => setImmediate(resolve));
    for (const [key, failed] of this.#failures) {
      if (this.#isClosed) return;
      const { failure, kind, startedAt } = failed;
      const pending = this.#journal.pending().filter((other) => other !== key);
      const step = { key, kind, failure, startedAt, pending };
      this.#journal.add(await this.#call(() => this.#parts.runs.record(this.id, step)));
      this.#failures.delete(key);
    }
  }

  #done(): void {
    this.#work--;
    if (!this.#isClosed) this.#pump();
  }

  /** Once the event loop has turned and nothing began: the run is at rest. */
  #rest(): void {
    const turn = this.#turn;
    setImmediate(() =>
      setImmediate(() => {
        if (this.#isClosed || this.#work > 0 || this.#turn !== turn) return;
        void this.#settleDown();
      }),
    );
  }

  async #settleDown(): Promise<void> {
    const open = this.#openWaits();
    if (open.length < this.#asked.size) {
      this.#patience ??= this.#parts.clock.after(PATIENCE_MS, () => this.#loseFaith());
    } else if (open.length > 0) {
      await this.#register({ suspend: true });
    }
  }

  /** Waits count although something else goes on: a race against a step is theirs to win. */
  #lookOut(): void {
    if (this.#look !== undefined || ![...this.#asked.values()].some(({ wait }) => wait !== undefined)) return;
    this.#look = this.#parts.clock.after(this.#lookMs, () => {
      this.#look = undefined;
      this.#lookMs = Math.min(MAX_LOOK_MS, this.#lookMs * 2);
      if (!this.#isClosed && this.#work > 0) void this.#register({ suspend: false });
    });
  }

  #openWaits(): [string, Asked][] {
    return [...this.#asked].filter(([key, asked]) => {
      const turn = this.#journal.turn(key);
      return turn === "open" || (asked.wait !== undefined && turn === "new");
    });
  }

  /** Registers the waits; with `suspend` the run ends as waiting unless one is over already. */
  async #register({ suspend }: { readonly suspend: boolean }): Promise<void> {
    this.#work++;
    try {
      const write = this.#writes.then(async () => {
        const open = this.#openWaits();
        if (open.length === 0 || this.#isClosed) return;
        await this.#recordFailures();
        this.#isSuspending = suspend && this.#work === 1;
        await this.#wait(open);
      });
      this.#writes = write.catch(() => undefined);
      await write;
    } catch (error) {
      for (const [key] of this.#openWaits()) this.#reject(key, error);
    } finally {
      this.#isSuspending = false;
      if (!this.#isClosed) this.#done();
    }
  }

  async #wait(open: readonly [string, Asked][]): Promise<void> {
    const together = open.length > MAX_TOGETHER ? [] : open.map(([key]) => key);
    const waits = open.flatMap(([key, { wait }]) => {
      const isKnown = wait === undefined || (this.#isSuspending && this.#journal.turn(key) === "open");
      if (isKnown) return [];
      try {
        return [{ key, for: wait(), pending: together.filter((other) => other !== key) }];
      } catch (error) {
        this.#reject(key, forGood(error));
        return [];
      }
    });
    const suspend = this.#openWaits().map(([key]) => key);
    if (suspend.length === 0) return;
    while (waits.length > MAX_WAITS) await this.#tell(waits.splice(0, MAX_WAITS));
    await this.#tell(waits, this.#isSuspending ? suspend : undefined);
  }

  async #tell(waits: RegisterWaits["waits"], suspend?: string[]): Promise<void> {
    const { steps, suspended } = await this.#call(() =>
      this.#parts.runs.wait(this.id, suspend === undefined ? { waits } : { waits, suspend }),
    );
    if (suspended) {
      this.close();
      this.#parts.suspended();
      return;
    }
    for (const step of byEnd(steps)) {
      await this.#goingOn;
      if (!this.#asked.has(step.key)) continue;
      if (step.status === "waiting") {
        this.#journal.open(step);
      } else {
        this.#journal.add(step);
        this.#deliver(step);
      }
    }
  }

  #loseFaith(): void {
    this.#patience = undefined;
    const open = this.#openWaits();
    const unread = this.#journal.unread();
    const astray = [...this.#asked.keys()].filter((key) => !open.some(([known]) => known === key));
    if (this.#isClosed || this.#work > 0 || astray.length === 0) return;
    const kept = unread.length > 0 ? listed(unread) : "other steps";
    const inner = this.#journal.unreadDuring(astray);
    const nested = inner.length === 0 ? "" : ` (or a step asks for ${listed(inner)} inside of it: steps do not nest)`;
    const error = this.#changed(`it asks for ${listed(astray)}, where the journal has ${kept}${nested}`);
    for (const key of [...this.#asked.keys()]) this.#reject(key, error);
  }

  #changed(why: string): JournalMismatchError {
    const { id, type } = this.#parts.begun.task;
    this.#mismatch ??= new JournalMismatchError(
      id,
      `the handler of ${type} changed while task ${id} was under way: ${why}`,
    );
    return this.#mismatch;
  }

  #call<T>(call: () => Promise<T>): Promise<T> {
    const { clock, random, signal, refused } = this.#parts;
    const lost = (error: TroupeError): void => {
      this.close();
      refused(error);
    };
    return callFor({ clock, random, signal, lost }, call);
  }

  #now(): string {
    return new Date(this.#parts.clock.now()).toISOString();
  }
}

/** Once nothing is left that promises have set off. */
const afterMicrotasks = (act: () => void): void => void Promise.resolve().then(() => nextTick(act));

/** Steps that are over, by the order of their ends. */
const byEnd = (steps: readonly Step[]): Step[] =>
  [...steps].sort((a, b) => (a.endedAt ?? "~").localeCompare(b.endedAt ?? "~"));

const listed = (keys: readonly string[]): string =>
  keys.length > 3 ? `${keys.slice(0, 3).join(", ")} and ${keys.length - 3} more` : keys.join(", ");
