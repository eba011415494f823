import type { OutboxMessage } from "./entries.js";

/*
 * Entries that leave by the process that wrote them, without being read back.
 * 1. Such an entry is written with a due time that lies a lease ahead, so that no relay claims it meanwhile; who dies
 *    leaves it to them.
 * 2. It leaves after the entry before it in its key, if that is this process's too, delivered or on its way. Where the one
 *    before is not known, its own hand-over may still be on the way: it is waited for a little; then the entry is left to
 *    the relays, which keep the order.
 * 3. What follows a failed entry in its key is left, too.
 * 4. Removals are gathered. What was removed just now is remembered for a while, since a write that began before may still
 *    name it.
 */

/** An entry that a commit of this process wrote, due after {@link HANDED_LEASE_MS}. */
export interface HandedEntry extends OutboxMessage {
  readonly seq: number;
  /** The entry before it in its key, as the writer saw it while it held the key; null when there was none. */
  readonly before: number | null;
}

export type HandedOutcome =
  | { readonly seq: number; readonly is: "delivered" }
  | { readonly seq: number; readonly is: "failed"; readonly error: string }
  | { readonly seq: number; readonly is: "left" };

/** How far ahead of the clock a handed entry is due. */
export const HANDED_LEASE_MS = 30_000;
const PATIENCE_MS = 1000;
const GATHER_MS = 200;
const BATCH = 500;
/** Most entries on their way; more are left to the relays. */
const MOST = 2000;

export interface HandOver {
  take(entry: HandedEntry): void;
  /** Outcomes that are not settled yet; `settled` is called with them once they are, `unsettled` when they could not be. */
  outcomes(): HandedOutcome[];
  settled(outcomes: readonly HandedOutcome[]): void;
  unsettled(outcomes: readonly HandedOutcome[]): void;
  /** Leaves what waits for another entry, and settles what ends from now on at once, until nothing is on its way. */
  hurry(): void;
  /** Resolves once nothing is on its way. */
  idle(): Promise<void>;
}

export interface HandOverOptions {
  readonly clock: { after(afterMs: number, fire: () => void): { cancel(): void } };
  /** Rejects when the entry must be tried again. */
  readonly deliver: (entry: HandedEntry) => Promise<void>;
  /** Asks for what is in `outcomes` to be settled. */
  readonly settle: () => void;
}

/** The hand-over of one process. */
export function createHandOver({ clock, deliver, settle }: HandOverOptions): HandOver {
  const known = new Set<number>();
  let removed = new Set<number>();
  const chains = new Map<string, Promise<boolean>>();
  const waiting = new Map<number, { readonly entry: HandedEntry; readonly timer: { cancel(): void } }>();
  let ended: HandedOutcome[] = [];
  let onWay = 0;
  let isHurried = false;
  let gathering: { cancel(): void } | undefined;
  const becomesIdle: (() => void)[] = [];

  function end(outcome: HandedOutcome): void {
    if (outcome.is !== "delivered") known.delete(outcome.seq);
    ended.push(outcome);
    if (outcome.is !== "delivered" || isHurried || ended.length >= BATCH) ask();
    else gathering ??= clock.after(GATHER_MS, ask);
  }

  function ask(): void {
    gathering?.cancel();
    gathering = undefined;
    settle();
  }

  async function follow(entry: HandedEntry, earlier: Promise<boolean> | undefined): Promise<boolean> {
    if (earlier !== undefined && !(await earlier)) {
      end({ seq: entry.seq, is: "left" });
      return false;
    }
    try {
      await deliver(entry);
      end({ seq: entry.seq, is: "delivered" });
      return true;
    } catch (error) {
      end({ seq: entry.seq, is: "failed", error: String(error) });
      return false;
    }
  }

  function send(entry: HandedEntry): void {
    const name = JSON.stringify([entry.tenant, entry.key]);
    known.add(entry.seq);
    onWay++;
    const chain = follow(entry, chains.get(name)).finally(() => {
      if (chains.get(name) === chain) chains.delete(name);
      onWay--;
      if (onWay > 0) return;
      isHurried = false;
      for (const resolve of becomesIdle.splice(0)) resolve();
    });
    chains.set(name, chain);
    const next = waiting.get(entry.seq);
    if (next === undefined) return;
    waiting.delete(entry.seq);
    next.timer.cancel();
    send(next.entry);
  }

  function leave(before: number): void {
    const left = waiting.get(before);
    waiting.delete(before);
    left?.timer.cancel();
    if (left !== undefined) end({ seq: left.entry.seq, is: "left" });
  }

  return {
    take(entry) {
      const { seq, before } = entry;
      if (onWay >= MOST) end({ seq, is: "left" });
      else if (before === null || known.has(before) || removed.has(before)) send(entry);
      else waiting.set(before, { entry, timer: clock.after(PATIENCE_MS, () => leave(before)) });
    },
    outcomes() {
      gathering?.cancel();
      gathering = undefined;
      const taken = ended;
      ended = [];
      return taken;
    },
    settled(outcomes) {
      removed = new Set(outcomes.flatMap(({ seq, is }) => (is === "delivered" ? [seq] : [])));
      for (const seq of removed) known.delete(seq);
    },
    unsettled(outcomes) {
      ended.push(...outcomes);
      gathering ??= clock.after(PATIENCE_MS, ask);
    },
    hurry() {
      isHurried = onWay > 0;
      for (const before of [...waiting.keys()]) leave(before);
    },
    idle: () => (onWay === 0 ? Promise.resolve() : new Promise((resolve) => becomesIdle.push(resolve))),
  };
}
