import type { Clock, Timer } from "@troupe/bus";
import type { HeartbeatsAnswer } from "@troupe/contracts";
import type { RunsClient } from "./missions-client.js";
import { type SignSurroundings, type StopSign, StopSigns } from "./stop-signs.js";

/*
 * Heartbeats of the runs a process holds.
 * 1. One timer and one call serve all of them, while there are any.
 * 2. The answer names the runs that are no longer wanted; each is told once, and let go.
 * 3. A call that fails is not repeated: the next one says the same.
 * 4. From the first run on, facts that may end a run are listened to; one that names a run held here is asked about at
 *    once. The heartbeat finds what was not heard.
 */

const INTERVAL_MS = 2000;
const MAX_RUNS = 1000;

/** Why a run must stop. */
export type StopReason = HeartbeatsAnswer["stop"][number]["reason"];

interface Hold {
  readonly mission: string | null | undefined;
  readonly stop: (reason: StopReason) => void;
}

export class Heartbeats {
  readonly #runs: RunsClient;
  readonly #clock: Clock;
  readonly #around: SignSurroundings | undefined;
  readonly #held = new Map<string, Hold>();
  #signs: StopSigns | undefined;
  #timer: Timer | undefined;
  #isCalling = false;

  /** Without `around` nothing is listened to. */
  constructor(runs: RunsClient, clock: Clock, around?: SignSurroundings) {
    this.#runs = runs;
    this.#clock = clock;
    this.#around = around;
  }

  /** Tells of a run until `release`; `stop` is called when it is no longer wanted. */
  hold(run: string, stop: (reason: StopReason) => void, mission?: string | null): void {
    this.#held.set(run, { mission, stop });
    if (this.#around !== undefined) this.#signs ??= new StopSigns(this.#around, (sign) => this.#asked(sign));
    this.#timer ??= this.#clock.after(INTERVAL_MS, () => this.#beat());
  }

  release(run: string): void {
    this.#held.delete(run);
    if (this.#held.size > 0) return;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  /** Listens no more. */
  async close(): Promise<void> {
    await this.#signs?.close();
    this.#signs = undefined;
  }

  /** Why one run is no longer wanted, asked now; undefined when it is, or when nobody answers. */
  async ask(run: string): Promise<StopReason | undefined> {
    const answer = await this.#runs.heartbeat([run]).catch(() => undefined);
    return answer?.stop.find((stop) => stop.run === run)?.reason;
  }

  #asked({ run, mission }: StopSign): void {
    const concerned = [...this.#held]
      .filter(([id, hold]) => id === run || (mission !== undefined && hold.mission === mission))
      .map(([id]) => id);
    if (concerned.length > 0) void this.#tell(concerned).catch(() => undefined);
  }

  #beat(): void {
    this.#timer = this.#clock.after(INTERVAL_MS, () => this.#beat());
    if (!this.#isCalling) void this.#call([...this.#held.keys()]);
  }

  async #call(runs: readonly string[]): Promise<void> {
    this.#isCalling = true;
    try {
      await this.#tell(runs);
    } catch {
      // The next beat says the same.
    } finally {
      this.#isCalling = false;
    }
  }

  async #tell(runs: readonly string[]): Promise<void> {
    for (let at = 0; at < runs.length; at += MAX_RUNS) {
      const { stop } = await this.#runs.heartbeat(runs.slice(at, at + MAX_RUNS));
      for (const { run, reason } of stop) {
        const told = this.#held.get(run);
        this.release(run);
        told?.stop(reason);
      }
    }
  }
}
