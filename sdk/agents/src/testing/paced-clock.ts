import type { Clock } from "@troupe/bus";
import type { ManualClock } from "@troupe/bus/memory";

/*
 * A clock moved by hand, for work that takes real time.
 * 1. It moves from one timer to the next, and lets all that a timer set off come to rest before it moves on: so what
 *    happens at a time happens at that time, however long it really takes.
 * 2. It never waits for a time: what rests until a later timer is at rest.
 */

/** A {@link ManualClock} that is told when the world around it rests. */
export interface PacedClock extends ManualClock {
  /** Milliseconds until the next timer; undefined when there is none. */
  untilNext(): number | undefined;
}

/** The same clock, that tells of every timer before it fires. */
export const stirringClock = (clock: Clock, stir: () => void): Clock => ({
  now: () => clock.now(),
  after: (afterMs, fire) =>
    clock.after(afterMs, () => {
      stir();
      fire();
    }),
});

/** Moves `clock` at the pace of whatever `rested` waits for. */
export function pacedClock(clock: ManualClock, rested: () => Promise<void>): PacedClock {
  const due = new Set<{ readonly at: number }>();
  const untilNext = (): number | undefined => {
    let next: number | undefined;
    for (const { at } of due) if (next === undefined || at < next) next = at;
    return next === undefined ? undefined : Math.max(0, next - clock.now());
  };
  return {
    now: () => clock.now(),
    after(afterMs, fire) {
      const timer = { at: clock.now() + Math.max(0, afterMs) };
      due.add(timer);
      const set = clock.after(afterMs, () => {
        due.delete(timer);
        fire();
      });
      return {
        cancel: () => {
          due.delete(timer);
          set.cancel();
        },
      };
    },
    untilNext,
    async advance(byMs) {
      const end = clock.now() + byMs;
      await rested();
      for (let next = untilNext(); next !== undefined && clock.now() + next <= end; next = untilNext()) {
        await clock.advance(next);
        await rested();
      }
      await clock.advance(Math.max(0, end - clock.now()));
      await rested();
    },
  };
}
