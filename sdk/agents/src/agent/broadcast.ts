import type { Outcome, Settled } from "@troupe/bus";
import type { CloudEvent } from "@troupe/contracts";
import { Observation } from "../bus/observation.js";
import type { Platform } from "../platform.js";
import type { Delivered, DeliverySession, JoinRequest } from "../transport.js";

/** A broadcast delivery belongs to this process alone: nobody waits for its lease. */
const UNLEASED_MS = 2 ** 31 - 1;

/**
 * A session in which every member sees every event, from when it joined until it leaves: an observation with at
 * most `credit` events in hand. A failed handler is tried again here, after the wait it asked for or a second.
 */
export async function joinBroadcast(platform: Platform, request: JoinRequest): Promise<DeliverySession> {
  const { topics, types, from = "now" } = request;
  const observation = new Observation(platform, { topics, types, from });
  await observation.ready;
  return new BroadcastSession(platform, observation, request);
}

class BroadcastSession implements DeliverySession {
  readonly #platform: Platform;
  readonly #observation: Observation;
  readonly #credit: number;
  readonly #maxAttempts: number;
  readonly #again: Delivered[] = [];
  #held = 0;
  #wake: () => void = () => undefined;

  constructor(platform: Platform, observation: Observation, request: JoinRequest) {
    this.#platform = platform;
    this.#observation = observation;
    this.#credit = request.credit;
    this.#maxAttempts = request.policy?.maxAttempts ?? 5;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly Delivered[]> {
    const sights = this.#observation[Symbol.asyncIterator]();
    let next = sights.next();
    for (;;) {
      if (this.#held >= this.#credit) {
        await this.#woken();
        continue;
      }
      const retried = this.#again.shift();
      if (retried !== undefined) {
        this.#held++;
        yield [retried];
        continue;
      }
      const taken = await Promise.race([next, this.#woken()]);
      if (taken === undefined) continue;
      if (taken.done) return;
      next = sights.next();
      if (taken.value.kind === "gap") continue;
      this.#held++;
      yield [this.#delivered(taken.value.event, 1)];
    }
  }

  leave(): Promise<void> {
    return this.#observation.close();
  }

  #delivered(event: CloudEvent, attempt: number): Delivered {
    return { event, attempt, leaseMs: UNLEASED_MS, settle: (outcome) => this.#settle(event, attempt, outcome) };
  }

  async #settle(event: CloudEvent, attempt: number, outcome: Outcome): Promise<Settled> {
    if (outcome.outcome === "extend") return { ok: true, leaseMs: UNLEASED_MS };
    this.#held--;
    this.#wake();
    if (outcome.outcome === "retry" && attempt < this.#maxAttempts) {
      this.#platform.clock.after(outcome.afterMs ?? 1000, () => {
        this.#again.push(this.#delivered(event, attempt + 1));
        this.#wake();
      });
    }
    return { ok: true };
  }

  #woken(): Promise<undefined> {
    return new Promise((resolve) => {
      const previous = this.#wake;
      this.#wake = () => {
        previous();
        resolve(undefined);
      };
    });
  }
}
