import type { Clock, Start } from "@troupe/bus";
import { persist } from "../time.js";
import type { ObservationSession, ObserveRequest, Sight, Transport } from "../transport.js";

/*
 * An observation over any number of connections.
 * 1. It connects when it is made; `ready` says that nothing published from then on is missed.
 * 2. The next connection starts at the cursor of the last sight taken, or, when there was none, at the cursor the
 *    broken connection started from: never at "now" again.
 * 3. A failure that is not retryable (a forged cursor, a missing scope) ends it with that error.
 */

interface Surroundings {
  readonly transport: Pick<Transport, "observe">;
  readonly clock: Clock;
  readonly random: () => number;
  /** Hears of each try that failed; `attempt` counts from 0 since there was a connection. */
  readonly onTrouble?: ((error: unknown, attempt: number) => void) | undefined;
}

/** What is published, as it is published: an async iterable that resumes by itself where a connection broke. */
export class Observation implements AsyncIterable<Sight>, AsyncDisposable {
  /** Resolves when nothing published from now on is missed. */
  readonly ready: Promise<void>;
  readonly #around: Surroundings;
  readonly #request: ObserveRequest;
  readonly #closing = new AbortController();
  #session: Promise<ObservationSession>;
  #from: Start;
  #trouble: unknown;

  constructor(around: Surroundings, request: ObserveRequest) {
    this.#around = around;
    this.#request = request;
    this.#from = request.from;
    this.#session = this.#connect();
    this.ready = this.#session.then(() => undefined);
    this.ready.catch(() => undefined);
  }

  /** Why there is no connection at the moment; undefined when there is one, or none was refused yet. */
  get trouble(): unknown {
    return this.#trouble;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Sight, void, undefined> {
    const { signal } = this.#closing;
    try {
      while (!signal.aborted) {
        const session = await this.#session;
        try {
          for await (const batch of session) yield* this.#taken(batch);
        } catch {
          // A broken connection and a good-bye are alike here: the next one starts at the cursor.
        }
        if (!signal.aborted) this.#session = this.#connect();
      }
    } catch (error) {
      // A request is given up only by the close of the client, which ends what it observes as well.
      const isClosed = signal.aborted || (error instanceof Error && error.name === "AbortError");
      if (!isClosed) throw error;
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await this.#session.then(
      (session) => session.close(),
      () => undefined,
    );
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  *#taken(batch: readonly Sight[]): Generator<Sight> {
    for (const sight of batch) {
      if (this.#closing.signal.aborted) return;
      if (sight.kind === "event") this.#from = { cursor: sight.cursor };
      yield sight;
    }
  }

  #connect(): Promise<ObservationSession> {
    const { transport, clock, random, onTrouble } = this.#around;
    const { signal } = this.#closing;
    const session = persist(
      async () => {
        const opened = await transport.observe({ ...this.#request, from: this.#from });
        this.#from = { cursor: opened.cursor };
        this.#trouble = undefined;
        return opened;
      },
      {
        clock,
        random,
        signal,
        onTrouble: (error, attempt) => {
          this.#trouble = error;
          onTrouble?.(error, attempt);
        },
      },
    );
    session.then(
      (opened) => (signal.aborted ? opened.close() : undefined),
      () => undefined,
    );
    return session;
  }
}
