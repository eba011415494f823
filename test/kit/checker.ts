/**
 * Judges a history. What is promised:
 *
 * 1. *Kept*: an acknowledged event is in its stream at the end.
 * 2. *Stored once*: no id is in a stream twice.
 * 3. *Delivered*: an acknowledged event was delivered to each expected group, and some member handled it to its end.
 * 4. *Effect once*: for each expected effect, an acknowledged event caused exactly one stored event; an event that was
 *    stored without its acknowledgement having arrived, at most one.
 * 5. *Order*: when a group of one with credit 1 meets an event for the first time, each event before it in the stream
 *    was handled to its end.
 *
 * Redelivery is no violation: delivery is at least once. Each rule is one pass over the entries.
 */
import type { Entry, Seen } from "./history.js";

/** What the run was set up to do. */
export interface Expectation {
  /** Groups that get every acknowledged event. */
  readonly groups: readonly string[];
  /** Those of them that are a group of one with credit 1. */
  readonly ordered: readonly string[];
  /** Names of the effects each acknowledged event has. */
  readonly effects: readonly string[];
}

export type Rule = "kept" | "stored-once" | "delivered" | "effect-once" | "order";

/** One broken promise about one event. */
export interface Violation {
  readonly rule: Rule;
  readonly id: string;
  readonly says: string;
  /** Ids whose entries belong to the story. */
  readonly about: readonly string[];
}

export interface Verdict {
  readonly ok: boolean;
  readonly violations: readonly Violation[];
  readonly counts: { acknowledged: number; stored: number; delivered: number; redelivered: number; effects: number };
}

/** Checks all rules over the whole history. */
export function checkHistory(entries: readonly Entry[], expected: Expectation): Verdict {
  const facts = gather(entries);
  const violations = [
    ...lostEvents(facts),
    ...storedTwice(facts),
    ...undelivered(facts, expected),
    ...wrongEffects(facts, expected),
    ...expected.ordered.flatMap((group) => outOfOrder(entries, facts, group)),
  ];
  let effects = 0;
  for (const ids of facts.effects.values()) effects += ids.length;
  return {
    ok: violations.length === 0,
    violations,
    counts: {
      acknowledged: facts.acknowledged.size,
      stored: facts.stored.size,
      delivered: facts.deliveries,
      redelivered: facts.deliveries - facts.met.size,
      effects,
    },
  };
}

interface Facts {
  readonly acknowledged: ReadonlyMap<string, number>;
  /** Places at which an id is stored. */
  readonly stored: ReadonlyMap<string, readonly string[]>;
  readonly sequences: ReadonlyMap<string, number>;
  /** `group id` that began, and that came to an end. */
  readonly met: ReadonlySet<string>;
  readonly handled: ReadonlySet<string>;
  /** Ids stored for `effect cause`. */
  readonly effects: ReadonlyMap<string, readonly string[]>;
  readonly deliveries: number;
}

const at = (name: string, id: string): string => `${name} ${id}`;

function gather(entries: readonly Entry[]): Facts {
  const acknowledged = new Map<string, number>();
  const stored = new Map<string, string[]>();
  const sequences = new Map<string, number>();
  const met = new Set<string>();
  const handled = new Set<string>();
  const effects = new Map<string, string[]>();
  let deliveries = 0;
  for (const entry of entries) {
    if (entry.kind === "acknowledged") {
      acknowledged.set(entry.id, entry.sequence);
      sequences.set(entry.id, entry.sequence);
    } else if (entry.kind === "delivered") {
      deliveries += 1;
      met.add(at(entry.group, entry.id));
    } else if (entry.kind === "handled") handled.add(at(entry.group, entry.id));
    else if (entry.kind === "stored") {
      append(stored, entry.id, `${entry.topic}/${entry.sequence}`);
      if (entry.effect === undefined) sequences.set(entry.id, entry.sequence);
      else append(effects, at(entry.effect, entry.cause ?? ""), entry.id);
    }
  }
  return { acknowledged, stored, sequences, met, handled, effects, deliveries };
}

function append(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function lostEvents(facts: Facts): Violation[] {
  return [...facts.acknowledged.keys()]
    .filter((id) => !facts.stored.has(id))
    .map((id) => ({ rule: "kept", id, says: `${id} was acknowledged and is in no stream`, about: [id] }));
}

function storedTwice(facts: Facts): Violation[] {
  return [...facts.stored]
    .filter(([, places]) => places.length > 1)
    .map(([id, places]) => ({
      rule: "stored-once",
      id,
      says: `${id} is stored at ${places.join(" and ")}`,
      about: [id],
    }));
}

function undelivered(facts: Facts, { groups }: Expectation): Violation[] {
  return [...facts.acknowledged.keys()].flatMap((id) =>
    groups
      .filter((group) => !facts.handled.has(at(group, id)))
      .map((group): Violation => {
        const met = facts.met.has(at(group, id)) ? "was delivered but never handled to its end" : "was never delivered";
        return { rule: "delivered", id, says: `${id} was acknowledged and ${met} in group ${group}`, about: [id] };
      }),
  );
}

function wrongEffects(facts: Facts, { effects }: Expectation): Violation[] {
  const violations: Violation[] = [];
  const judge = (cause: string, effect: string, least: number): void => {
    const ids = facts.effects.get(at(effect, cause)) ?? [];
    if (ids.length >= least && ids.length <= 1) return;
    const says = `${cause} had the effect ${effect} ${ids.length} times${ids.length > 0 ? `: ${ids.join(", ")}` : ""}`;
    violations.push({ rule: "effect-once", id: cause, says, about: [cause, ...ids] });
  };
  for (const cause of facts.acknowledged.keys()) for (const effect of effects) judge(cause, effect, 1);
  for (const key of facts.effects.keys()) {
    const [effect, cause] = key.split(" ") as [string, string];
    if (!facts.acknowledged.has(cause) || !effects.includes(effect)) judge(cause, effect, 0);
  }
  return violations;
}

function outOfOrder(entries: readonly Entry[], facts: Facts, group: string): Violation[] {
  const expectedIds = [...facts.sequences].filter(([id]) => facts.met.has(at(group, id)));
  const inStreamOrder = expectedIds.sort(([, left], [, right]) => left - right).map(([id]) => id);
  const violations: Violation[] = [];
  const done = new Set<string>();
  const met = new Set<string>();
  let next = 0;
  for (const entry of entries) {
    if ((entry.kind !== "delivered" && entry.kind !== "handled") || entry.group !== group) continue;
    if (entry.kind === "handled") {
      done.add(entry.id);
      continue;
    }
    if (met.has(entry.id)) continue;
    met.add(entry.id);
    while (next < inStreamOrder.length && done.has(inStreamOrder[next] as string)) next += 1;
    const due = inStreamOrder[next];
    const sequence = facts.sequences.get(entry.id);
    if (due === undefined || due === entry.id || sequence === undefined) continue;
    if (sequence < (facts.sequences.get(due) as number)) continue;
    const says = `${group} met ${entry.id} (${sequence}) before ${due} (${facts.sequences.get(due)}) was handled`;
    violations.push({ rule: "order", id: entry.id, says, about: [entry.id, due] });
  }
  return violations;
}

/** A counterexample to read: the broken promises, each with what was seen of its events and the faults between. */
export function explain(verdict: Verdict, entries: readonly Seen[], most = 5): string {
  const shown = verdict.violations.slice(0, most).map(({ rule, says, about }) => {
    const story = entries.filter((entry) => entry.kind !== "fault" && about.includes(entry.id));
    const [first, last] = [story[0]?.atMs ?? 0, story.at(-1)?.atMs ?? 0];
    const faults = entries.filter(({ kind, atMs }) => kind === "fault" && atMs >= first && atMs <= last);
    const lines = [...story, ...faults].sort((left, right) => left.atMs - right.atMs).map(line);
    return [`[${rule}] ${says}`, ...lines].join("\n");
  });
  const more = verdict.violations.length - shown.length;
  return [...shown, ...(more > 0 ? [`… and ${more} more`] : [])].join("\n\n");
}

function line({ atMs, kind, ...rest }: Seen): string {
  const members = Object.entries(rest).map(([name, value]) => `${name}=${value}`);
  return `  ${(atMs / 1000).toFixed(3).padStart(9)} s  ${kind.padEnd(12)} ${members.join(" ")}`;
}
