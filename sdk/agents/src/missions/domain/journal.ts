import type { Step, StepKind } from "@troupe/contracts";

/*
 * The journal of a task, as a run of its handler reads it again.
 * 1. A key is a name and how often it was used before: `charge`, `charge#2`. It is taken when the call is made, so
 *    handlers that make the same calls in the same order get the same keys. A number that makes another's name is left out.
 * 2. Entries are delivered in one order, that of their writing: so a race is won by whoever won it before. A wait that
 *    was over but not yet heard of when an entry was written counts as over after that entry.
 *    Whoever hears of one goes as far as it can before the next is delivered, unless that is all that is asked for, and
 *    was asked for since: of several that go on at the same time, the same one asks first in every run.
 * 3. A key without an entry may act only where an earlier run would have asked for it: when every entry is delivered,
 *    or when it was under way (`pending`) as the next step entry was written.
 * 4. Where only waits are next, a new key may act when something was delivered since the wait was registered: nothing
 *    else can have made the handler go on.
 * 5. What asks out of turn is parked until its turn. A handler that goes no further while something is parked, or
 *    while entries are left that it did not ask for, is not the one that wrote the journal.
 * 6. An entry that stands for one taken out of the journal (`<key`) comes before those that came after that one.
 * 7. A key that is asked for as another kind of step is no longer the same step: told at once.
 */

/** What becomes of a key that was asked for. */
export type Turn =
  /** It may act now. */
  | "new"
  /** A registered wait that is not over. */
  | "open"
  /** It has an entry, which `due` will give. */
  | "kept"
  /** It has no entry, and it is not its turn. */
  | "parked";

/** A key asked for as one kind of step that the journal knows as another. */
export class KindMismatch {
  readonly key: string;
  readonly asked: StepKind;
  readonly kept: StepKind;

  constructor(key: string, asked: StepKind, kept: StepKind) {
    this.key = key;
    this.asked = asked;
    this.kept = kept;
  }
}

/** Mark of a key that was over before an entry, and was taken out of the journal. */
const GONE = "<";

const WAITS: ReadonlySet<StepKind> = new Set(["sleep", "event", "task", "tasks", "question"]);

/** Whether a step of that kind waits for something outside the run. */
export const isWait = (kind: StepKind): boolean => WAITS.has(kind);

const isOver = ({ status }: Step): boolean => status !== "waiting" && status !== "queued" && status !== "running";

export class Journal {
  /** Entries that are over, in the order of delivery. */
  readonly #order: readonly Step[];
  readonly #kept: ReadonlyMap<string, Step>;
  readonly #open: Map<string, Step>;
  readonly #uses = new Map<string, number>();
  /** Asked for, and neither delivered nor given up. */
  readonly #asked = new Set<string>();
  readonly #everAsked = new Set<string>();
  /** Asked for since something was delivered last. */
  readonly #fresh = new Set<string>();
  readonly #delivered = new Set<string>();
  /** Open waits during which something was delivered. */
  readonly #passed = new Set<string>();
  #next = 0;
  /** Place of the first step entry at or after `#next`. */
  #nextStep: number;

  /** `entries` as a run is given them: those that are over by the order of their ends, then open waits. */
  constructor(entries: readonly Step[]) {
    this.#order = deliveryOrder(entries.filter(isOver));
    this.#kept = new Map(this.#order.map((step) => [step.key, step]));
    this.#open = new Map(entries.filter((step) => !isOver(step)).map((step) => [step.key, step]));
    this.#nextStep = this.#stepFrom(0);
  }

  /** Takes the next key of a name. */
  ask(name: string, kind: StepKind): { readonly key: string; readonly turn: Turn } | KindMismatch {
    const key = this.#keyOf(name);
    this.#asked.add(key);
    this.#everAsked.add(key);
    this.#fresh.add(key);
    const entry = this.#kept.get(key) ?? this.#open.get(key);
    if (entry !== undefined && entry.kind !== kind) return new KindMismatch(key, kind, entry.kind);
    return { key, turn: this.turn(key) };
  }

  turn(key: string): Turn {
    if (this.#kept.has(key)) return "kept";
    if (this.#open.has(key)) return "open";
    return this.#mayAct(key) ? "new" : "parked";
  }

  /**
   * The next entry, when it was asked for: it counts as delivered. While whoever heard of the one before it may still
   * go on, only what was asked for since, and alone.
   */
  due(isGoingOn: boolean): Step | undefined {
    const next = this.#order[this.#next];
    if (next === undefined || !this.#asked.has(next.key)) return undefined;
    if (isGoingOn && (this.#asked.size > 1 || !this.#fresh.has(next.key))) return undefined;
    this.#next++;
    if (this.#nextStep < this.#next) this.#nextStep = this.#stepFrom(this.#next);
    this.#deliver(next);
    return next;
  }

  /** An entry of this run is over and delivered. */
  add(step: Step): void {
    this.#open.delete(step.key);
    this.#deliver(step);
  }

  /** A wait was registered by this run. */
  open(step: Step): void {
    this.#open.set(step.key, step);
  }

  /** Keys asked for that have no outcome yet. */
  pending(): string[] {
    return [...this.#asked];
  }

  /** Entries that nobody asked for so far. */
  unread(): string[] {
    return [...this.#order, ...this.#open.values()].map(({ key }) => key).filter((key) => !this.#everAsked.has(key));
  }

  /** Entries that nobody asked for so far and that were written while one of `keys` was under way, as from inside of it. */
  unreadDuring(keys: readonly string[]): string[] {
    const unread = new Set(this.unread());
    return this.#order
      .filter(({ key, pending }) => unread.has(key) && pending.some((k) => keys.includes(k)))
      .map(({ key }) => key);
  }

  /** Whether every kept entry is delivered. */
  get isCaughtUp(): boolean {
    return this.#next >= this.#order.length;
  }

  #keyOf(name: string): string {
    const uses = (this.#uses.get(name) ?? 0) + 1;
    this.#uses.set(name, uses);
    const key = uses === 1 ? name : `${name}#${uses}`;
    return this.#everAsked.has(key) ? this.#keyOf(name) : key;
  }

  #mayAct(key: string): boolean {
    const next = this.#order[this.#next];
    if (next === undefined) return true;
    const step = this.#order[this.#nextStep];
    if (step !== undefined) return isNamed(step, key);
    return isNamed(next, key) || this.#passed.has(next.key) || next.pending.some((k) => this.#delivered.has(k));
  }

  #deliver({ key, pending }: Step): void {
    this.#asked.delete(key);
    this.#fresh.clear();
    this.#delivered.add(key);
    for (const other of pending) this.#passed.add(other);
  }

  #stepFrom(place: number): number {
    let at = place;
    for (let entry = this.#order[at]; entry !== undefined && isWait(entry.kind); entry = this.#order[++at]);
    return at;
  }
}

const isNamed = ({ pending }: Step, key: string): boolean => pending.includes(key) || pending.includes(GONE + key);

/**
 * A wait comes after the last entry that was written while it was not heard to be over; what takes the place of an
 * entry that is gone, before the first that came after that one.
 */
function deliveryOrder(entries: readonly Step[]): readonly Step[] {
  const heardAfter = new Map<string, number>();
  const doneBefore = new Map<string, number>();
  for (const [at, { kind, pending }] of entries.entries()) {
    for (const key of pending) {
      if (key.startsWith(GONE)) doneBefore.set(key.slice(1), Math.min(at, doneBefore.get(key.slice(1)) ?? at));
      else if (!isWait(kind)) heardAfter.set(key, at);
    }
  }
  if (heardAfter.size === 0 && doneBefore.size === 0) return entries;
  const placed = entries.map((step, at) => {
    const before = doneBefore.get(step.key);
    if (before !== undefined && before < at) return { step, at: before - 0.5 };
    const after = isWait(step.kind) ? heardAfter.get(step.key) : undefined;
    return { step, at: after === undefined || after < at ? at : after + 0.5 };
  });
  return placed.sort((a, b) => a.at - b.at).map(({ step }) => step);
}
