import type { Clock, Outcome, Settled } from "@troupe/bus";
import { MAX_SETTLEMENTS, type SettlementResult } from "@troupe/contracts";
import { persist } from "../time.js";
import { type Caller, problemError } from "./call.js";

/*
 * Settlements on their way to the platform.
 * 1. What is settled in one tick goes in one call, and what is settled while calls are under way gathers for the next.
 * 2. A call that reaches nobody is repeated while a lease may still be held: settling twice changes nothing.
 */

/** Calls under way at once. */
const MAX_CALLS = 4;
/** How long an unreachable platform is waited for. */
const PATIENCE_MS = 30_000;

interface Waiting {
  readonly settlement: Outcome & { readonly token: string };
  readonly resolve: (settled: Settled) => void;
  readonly reject: (error: unknown) => void;
}

/** Sends settlements, many in one call. */
export class Settler {
  readonly #caller: Caller;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #closing: AbortSignal;
  #waiting: Waiting[] = [];
  #calls = 0;
  #isScheduled = false;

  constructor(caller: Caller, clock: Clock, random: () => number, closing: AbortSignal) {
    this.#caller = caller;
    this.#clock = clock;
    this.#random = random;
    this.#closing = closing;
  }

  settle(token: string, outcome: Outcome): Promise<Settled> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ settlement: { ...outcome, token }, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#isScheduled || this.#calls >= MAX_CALLS || this.#waiting.length === 0) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    const batch = this.#waiting.slice(0, MAX_SETTLEMENTS);
    this.#waiting = this.#waiting.slice(MAX_SETTLEMENTS);
    this.#calls++;
    try {
      const results = await this.#send(batch);
      for (const [at, { resolve, reject }] of batch.entries()) {
        const result = results[at];
        if (result === undefined) reject(new Error("the platform answered fewer settlements than were sent"));
        else resolve(settledOf(result));
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.#calls--;
      this.#schedule();
    }
  }

  async #send(batch: readonly Waiting[]): Promise<readonly SettlementResult[]> {
    const body = JSON.stringify({ settlements: batch.map(({ settlement }) => settlement) });
    const patience = new AbortController();
    const timer = this.#clock.after(PATIENCE_MS, () => patience.abort());
    try {
      const answer = await persist(
        () => this.#caller.json<{ results: SettlementResult[] }>({ method: "POST", path: "/v1/deliveries", body }),
        { clock: this.#clock, random: this.#random, signal: AbortSignal.any([patience.signal, this.#closing]) },
      );
      return answer.results;
    } finally {
      timer.cancel();
    }
  }
}

function settledOf(result: SettlementResult): Settled {
  if (!result.ok) return { ok: false, error: problemError(result.problem) };
  const { token, leaseMs } = result;
  return { ok: true, ...(token === undefined ? {} : { token }), ...(leaseMs === undefined ? {} : { leaseMs }) };
}
