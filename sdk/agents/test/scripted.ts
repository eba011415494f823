import type { Outcome, Settled, Timer } from "@troupe/bus";
import { createMemoryBus } from "@troupe/bus/memory";
import {
  type BatchResult,
  type CloudEvent,
  type EventInput,
  type PublishReceipt,
  TroupeError,
} from "@troupe/contracts";
import { BusContent } from "../src/bus-content.js";
import { absentMissions } from "../src/missions/absent.js";
import type { MissionsPlatform } from "../src/missions/missions-client.js";
import type { Logger, Platform } from "../src/platform.js";
import { MemoryRegistry } from "../src/testing/memory-registry.js";
import { testMemory } from "../src/testing/test-memory.js";
import type {
  Delivered,
  DeliverySession,
  JoinRequest,
  ObservationSession,
  ObserveRequest,
  Sight,
  Transport,
} from "../src/transport.js";

/** Batches handed over by a test: iterating waits for the next, an end or a break. */
class Feed<T> implements AsyncIterable<readonly T[]> {
  readonly #queue: (readonly T[] | "end" | Error)[] = [];
  #wake: () => void = () => undefined;

  give(next: readonly T[] | "end" | Error): void {
    this.#queue.push(next);
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly T[]> {
    for (;;) {
      const next = this.#queue.shift();
      if (next === "end") return;
      if (next instanceof Error) throw next;
      if (next !== undefined) yield next;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}

/** A connection that a test feeds, ends or breaks. */
export class ScriptedSession<T> extends Feed<T> {
  readonly cursor: string;
  isLeft = false;

  constructor(cursor = "") {
    super();
    this.cursor = cursor;
  }

  async leave(): Promise<void> {
    this.isLeft = true;
    this.give("end");
  }

  close(): Promise<void> {
    return this.leave();
  }

  break(): void {
    this.give(new TroupeError("BUS_UNAVAILABLE", "cut"));
  }
}

/** What was settled, in order. */
export interface Settlement {
  readonly id: string;
  readonly outcome: Outcome;
}

/** A platform whose every answer is the test's: nothing is delivered, and no time passes, unless a test says so. */
export class ScriptedPlatform implements Platform, Transport {
  readonly transport: Transport = this;
  readonly clock = steppedClock();
  readonly registry = new MemoryRegistry(this.clock);
  readonly content = new BusContent(createMemoryBus({ clock: this.clock }).content, "scripted");
  readonly memory = testMemory({
    clock: this.clock,
    newId: () => this.newId(),
    agent: "scripted",
    publish: async () => undefined,
  });
  readonly missions: Platform["missions"];
  readonly records: Platform["records"];
  readonly tasks: Platform["tasks"];
  readonly questions: Platform["questions"];
  readonly runs: Platform["runs"];
  readonly published: EventInput[] = [];
  readonly settlements: Settlement[] = [];
  readonly joins: JoinRequest[] = [];
  readonly observations: ObserveRequest[] = [];
  readonly sessions: ScriptedSession<Delivered>[] = [];
  readonly watchers: ScriptedSession<Sight>[] = [];
  readonly lines: { level: string; message: string }[] = [];
  readonly logger: Logger = {
    debug: (_fields, message) => void this.lines.push({ level: "debug", message }),
    info: (_fields, message) => void this.lines.push({ level: "info", message }),
    warn: (_fields, message) => void this.lines.push({ level: "warn", message }),
    error: (_fields, message) => void this.lines.push({ level: "error", message }),
  };
  /** Set to make every call fail. */
  outage: TroupeError | undefined;
  /** Answers an extension; a lease is extended unless a test says otherwise. */
  onSettle: (id: string, outcome: Outcome) => Settled = () => ({ ok: true });
  readonly #stored = new Set<string>();
  #ids = 0;
  #spans = 0;

  constructor({ missions, records, tasks, questions, runs }: MissionsPlatform = absentMissions("no missions", "")) {
    this.missions = missions;
    this.records = records;
    this.tasks = tasks;
    this.questions = questions;
    this.runs = runs;
  }

  random = (): number => 0.5;
  newId = (): string => `id-${++this.#ids}`;
  randomHex = (bytes: number): string => (++this.#spans).toString(16).padStart(bytes * 2, "0");
  where = (): string => "a script";

  async publish(event: EventInput): Promise<PublishReceipt> {
    if (this.outage) throw this.outage;
    const id = event.id ?? this.newId();
    const duplicate = this.#stored.has(id);
    this.#stored.add(id);
    if (!duplicate) this.published.push(event);
    return { id, topic: event.topic, sequence: this.published.length, duplicate };
  }

  publishBatch(events: readonly EventInput[]): Promise<BatchResult[]> {
    return Promise.all(events.map((event) => this.publish(event)));
  }

  async join(request: JoinRequest): Promise<DeliverySession> {
    if (this.outage) throw this.outage;
    this.joins.push(request);
    const session = new ScriptedSession<Delivered>();
    this.sessions.push(session);
    return session;
  }

  async observe(request: ObserveRequest): Promise<ObservationSession> {
    if (this.outage) throw this.outage;
    this.observations.push(request);
    const session = new ScriptedSession<Sight>(`start-${this.observations.length}`);
    this.watchers.push(session);
    return session;
  }

  /** Delivers to the newest session. */
  deliver(event: CloudEvent, { attempt = 1, leaseMs = 30_000 } = {}): void {
    this.sessions.at(-1)?.give([
      {
        event,
        attempt,
        leaseMs,
        along: { token: `token-${event.id}`, settled: () => undefined },
        settle: async (outcome) => {
          this.settlements.push({ id: event.id, outcome });
          return this.onSettle(event.id, outcome);
        },
      },
    ]);
  }

  async close(): Promise<void> {
    for (const session of this.sessions) await session.leave();
  }
}

/** A whole event. */
export function eventOf(event: Partial<CloudEvent> & Pick<CloudEvent, "type" | "topic">): CloudEvent {
  const id = event.id ?? "cause-1";
  return {
    specversion: "1.0",
    id,
    source: "/test",
    time: "2026-01-01T00:00:00.000Z",
    tenantid: "acme",
    actor: "tester",
    correlationid: id,
    hops: 0,
    ...event,
  };
}

/** Resolves when everything that is due has happened. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** A clock that a test moves. */
export function steppedClock() {
  let now = Date.UTC(2026, 0, 1);
  const timers = new Set<{ due: number; fire: () => void }>();
  return {
    now: (): number => now,
    after(afterMs: number, fire: () => void): Timer {
      const timer = { due: now + afterMs, fire };
      timers.add(timer);
      return { cancel: () => void timers.delete(timer) };
    },
    async advance(byMs: number): Promise<void> {
      const end = now + byMs;
      await settled();
      for (;;) {
        const next = [...timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
        if (next === undefined) break;
        timers.delete(next);
        now = Math.max(now, next.due);
        next.fire();
        await settled();
      }
      now = end;
    },
  };
}

/** A promise that a test resolves. */
export function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
