/** A timer that can be called off. */
export interface Timer {
  cancel(): void;
}

/** Time, handed in so that tests can move it. */
export interface Clock {
  /** Milliseconds since the epoch; within one process it never steps back, whatever happens to the wall clock. */
  now(): number;
  /** Calls `fire` once, `afterMs` from now. */
  after(afterMs: number, fire: () => void): Timer;
}

/** The machine's time, carried forward by its monotonic clock. */
export const systemClock: Clock = {
  now: () => Math.floor(performance.timeOrigin + performance.now()),
  after(afterMs, fire) {
    const timer = setTimeout(fire, Math.min(afterMs, 2 ** 31 - 1));
    return { cancel: () => clearTimeout(timer) };
  },
};
