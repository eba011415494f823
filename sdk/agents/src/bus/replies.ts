import { setMaxListeners } from "node:events";
import type { Clock, Timer } from "@troupe/bus";
import { type CloudEvent, type EventInput, type Topic, TroupeError } from "@troupe/contracts";
import { RequestTimeoutError } from "../domain/errors.js";
import { persist } from "../time.js";
import type { ObserveRequest, Transport } from "../transport.js";
import { Observation } from "./observation.js";

/*
 * Answers to requests.
 * 1. The reader of a reply route is ready before a request on that route is published: no answer is missed.
 * 2. A route (reply topic, types of success and failure) has one reader, shared by all its requests.
 * 3. An answer is known by its causation: the request's id.
 * 4. Who closes with requests still open abandons them: they are rejected at once.
 * 5. A request whose id was stored before (a redelivered handler asks again) may have been answered already:
 *    a second reader looks back to where the answer cannot be older.
 */

/** How long a reader stays when nobody waits for an answer. */
const LINGER_MS = 60_000;
/** Further back than the window in which JetStream drops a repeated id. */
const LOOK_BACK_MS = 15 * 60_000;

/** Where an answer comes: its topic, and its type when all went well or not. */
export interface ReplyRoute {
  readonly topic: Topic;
  readonly completed: string;
  readonly failed: string;
}

/** A request, and how long to wait for its answer. */
export interface Question {
  readonly event: EventInput & { readonly id: string };
  readonly route: ReplyRoute;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

interface Surroundings {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: () => number;
}

interface Reader {
  readonly observation: Observation;
  readonly waiting: Map<string, (answer: CloudEvent) => void>;
  linger?: Timer;
}

/** Publishes requests and hands back their answers. */
export class Replies {
  readonly #around: Surroundings;
  readonly #readers = new Map<string, Reader>();
  readonly #closing = new AbortController();

  constructor(around: Surroundings) {
    this.#around = around;
    setMaxListeners(0, this.#closing.signal);
  }

  /** Resolves with the answer, success or failure. Rejects with {@link RequestTimeoutError}, or with what refused the request. */
  async ask(question: Question): Promise<CloudEvent> {
    const { event, route, timeoutMs } = question;
    question.signal?.throwIfAborted();
    const ending = new AbortController();
    const opened: Observation[] = [];
    let trouble: unknown;
    try {
      return await new Promise<CloudEvent>((resolve, reject) => {
        const timer = this.#around.clock.after(timeoutMs, () =>
          reject(new RequestTimeoutError(event.type, timeoutMs, trouble ?? this.#troubleOf(route))),
        );
        const stop = (): void => reject(question.signal?.reason);
        question.signal?.addEventListener("abort", stop);
        const abandon = (): void =>
          reject(new TroupeError("BUS_UNAVAILABLE", `closed before ${event.type} was answered: await it first`));
        this.#closing.signal.addEventListener("abort", abandon);
        ending.signal.addEventListener("abort", () => {
          timer.cancel();
          this.#closing.signal.removeEventListener("abort", abandon);
          question.signal?.removeEventListener("abort", stop);
        });
        this.#publish(question, resolve, ending.signal, (error) => {
          trouble = error;
        }).then((lookBack) => {
          trouble = undefined;
          if (lookBack === undefined) return;
          opened.push(lookBack);
          return this.#pump({ observation: lookBack, waiting: new Map([[event.id, resolve]]) });
        }, reject);
      });
    } finally {
      ending.abort();
      this.#forget(route, event.id);
      for (const observation of opened) void observation.close();
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const readers = [...this.#readers.values()];
    this.#readers.clear();
    for (const { linger } of readers) linger?.cancel();
    await Promise.all(readers.map(({ observation }) => observation.close()));
  }

  async #publish(
    { event, route }: Question,
    resolve: (answer: CloudEvent) => void,
    signal: AbortSignal,
    onTrouble: (error: unknown) => void,
  ): Promise<Observation | undefined> {
    const { transport } = this.#around;
    const reader = this.#reader(route);
    reader.waiting.set(event.id, resolve);
    await reader.observation.ready;
    if (signal.aborted) return undefined;
    const receipt = await persist(() => transport.publish(event), { ...this.#around, signal, onTrouble });
    if (!receipt.duplicate || signal.aborted) return undefined;
    const since = new Date(this.#around.clock.now() - LOOK_BACK_MS).toISOString();
    return new Observation(this.#around, { ...filterOf(route), from: { time: since } });
  }

  #reader(route: ReplyRoute): Reader {
    const key = keyOf(route);
    const known = this.#readers.get(key);
    if (known !== undefined) return known;
    const reader: Reader = {
      observation: new Observation(this.#around, { ...filterOf(route), from: "now" }),
      waiting: new Map(),
    };
    this.#readers.set(key, reader);
    this.#pump(reader).catch(() => this.#readers.delete(key));
    return reader;
  }

  #troubleOf(route: ReplyRoute): unknown {
    return this.#readers.get(keyOf(route))?.observation.trouble;
  }

  async #pump({ observation, waiting }: Reader): Promise<void> {
    for await (const sight of observation) {
      if (sight.kind !== "event" || sight.event.causationid === undefined) continue;
      waiting.get(sight.event.causationid)?.(sight.event);
    }
  }

  #forget(route: ReplyRoute, id: string): void {
    const key = keyOf(route);
    const reader = this.#readers.get(key);
    reader?.waiting.delete(id);
    if (reader === undefined || reader.waiting.size > 0) return;
    reader.linger?.cancel();
    reader.linger = this.#around.clock.after(LINGER_MS, () => {
      if (reader.waiting.size > 0 || this.#readers.get(key) !== reader) return;
      this.#readers.delete(key);
      void reader.observation.close();
    });
  }
}

const keyOf = ({ topic, completed, failed }: ReplyRoute): string => `${topic} ${completed} ${failed}`;

const filterOf = ({ topic, completed, failed }: ReplyRoute): Omit<ObserveRequest, "from"> => ({
  topics: [topic],
  types: [completed, failed],
});
