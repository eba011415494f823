import type { Clock } from "../clock.js";

/** A clock whose timers can be called off together. */
export interface OwnTimers extends Clock {
  /** Calls `fire` at `due` and not before, however far that is. */
  at(due: number, fire: () => void): { cancel(): void };
  cancelAll(): void;
}

/** `clock` with the timers that are set through it kept together. */
export function ownTimers(clock: Clock): OwnTimers {
  const timers = new Set<{ cancel(): void }>();
  const after: Clock["after"] = (afterMs, fire) => {
    const timer = clock.after(afterMs, () => {
      timers.delete(own);
      fire();
    });
    const own = {
      cancel: () => {
        timers.delete(own);
        timer.cancel();
      },
    };
    timers.add(own);
    return own;
  };
  return {
    now: () => clock.now(),
    after,
    at(due, fire) {
      const wait = (): { cancel(): void } =>
        after(Math.max(0, due - clock.now()), () => {
          if (clock.now() >= due) fire();
          else current = wait();
        });
      let current = wait();
      return { cancel: () => current.cancel() };
    },
    cancelAll() {
      for (const timer of [...timers]) timer.cancel();
    },
  };
}
