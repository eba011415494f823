import type { Clock, Timer } from "@troupe/bus";
import type { HeartbeatsAnswer } from "@troupe/contracts";
import type { RunsClient } from "./missions-client.js";

/*
 * Heartbeats of the runs a process holds.
 * 1. One timer and one call serve all of them, while there are any.
 * 2. The answer names the runs that are no longer wanted; each is told once, and let go.
 * 3. A call that fails is not repeated: the next one says the same.
 */

const INTERVAL_MS = 2000;
const MAX_RUNS = 1000;

/** Why a run must stop. */
export type StopReason = HeartbeatsAnswer["stop"][number]["reason"];

export class Heartbeats {
  readonly #runs: RunsClient;
  readonly #clock: Clock;
  readonly #held = new Map<string, (reason: StopReason) => void>();
  #timer: Timer | undefined;
  #isCalling = false;

  constructor(runs: RunsClient, clock: Clock) {
    this.#runs = runs;
    this.#clock = clock;
  }

  /** Tells of a run until `release`; `stop` is called when it is no longer wanted. */
  hold(run: string, stop: (reason: StopReason) => void): void {
    this.#held.set(run, stop);
    this.#timer ??= this.#clock.after(INTERVAL_MS, () => this.#beat());
  }

  release(run: string): void {
    this.#held.delete(run);
    if (this.#held.size > 0) return;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /** Why one run is no longer wanted, asked now; undefined when it is, or when nobody answers. */
  async ask(run: string): Promise<StopReason | undefined> {
    const answer = await this.#runs.heartbeat([run]).catch(() => undefined);
    return answer?.stop.find((stop) => stop.run === run)?.reason;
  }

  #beat(): void {
    this.#timer = this.#clock.after(INTERVAL_MS, () => this.#beat());
    if (!this.#isCalling) void this.#call([...this.#held.keys()]);
  }

  async #call(runs: readonly string[]): Promise<void> {
    this.#isCalling = true;
    try {
      for (let at = 0; at < runs.length; at += MAX_RUNS) {
        const { stop } = await this.#runs.heartbeat(runs.slice(at, at + MAX_RUNS));
        for (const { run, reason } of stop) {
          const told = this.#held.get(run);
          this.release(run);
          told?.(reason);
        }
      }
    } catch {
      // The next beat says the same.
    } finally {
      this.#isCalling = false;
    }
  }
}
