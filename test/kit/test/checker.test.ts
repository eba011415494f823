import fc from "fast-check";
import { expect, test } from "vitest";
import { checkHistory, explain, type Rule } from "../checker.js";
import { type Entry, History } from "../history.js";

const EXPECTED = { groups: ["crowd", "one"], ordered: ["one"], effects: ["crowd.done", "one.done"] };
const TOPIC = "business-facts";

/** A run in which every promise was kept; `redelivered` events met a crash between handling and settling. */
function goodRun(events: number, redelivered: ReadonlySet<number>): Entry[] {
  const entries: Entry[] = [];
  const ids = Array.from({ length: events }, (_, at) => `e${at}`);
  for (const [at, id] of ids.entries()) entries.push({ kind: "acknowledged", id, type: "load.sent", sequence: at + 1 });
  for (const group of EXPECTED.groups) {
    for (const [at, id] of ids.entries()) {
      for (let attempt = 1; attempt <= (redelivered.has(at) ? 2 : 1); attempt += 1) {
        entries.push({ kind: "delivered", group, member: `${group}-1`, id, attempt });
        entries.push({ kind: "handled", group, member: `${group}-1`, id });
      }
    }
  }
  for (const [at, id] of ids.entries()) {
    entries.push({ kind: "stored", id, topic: TOPIC, sequence: at + 1 });
    for (const effect of EXPECTED.effects) {
      entries.push({
        kind: "stored",
        id: `${id}-${effect}`,
        topic: "task-events",
        sequence: at + 1,
        cause: id,
        effect,
      });
    }
  }
  return entries;
}

const runs = fc.integer({ min: 2, max: 30 }).chain((events) =>
  fc.record({
    events: fc.constant(events),
    redelivered: fc.uniqueArray(fc.nat({ max: events - 1 })).map((list) => new Set(list)),
    victim: fc.nat({ max: events - 2 }),
  }),
);

/** Asserts that `spoil`, applied to any good run, is found as that rule about that event. */
function catches(rule: Rule, spoil: (entries: Entry[], victim: string, next: string) => Entry[]): void {
  fc.assert(
    fc.property(runs, ({ events, redelivered, victim }) => {
      const [id, next] = [`e${victim}`, `e${victim + 1}`];
      const verdict = checkHistory(spoil(goodRun(events, redelivered), id, next), EXPECTED);
      expect(verdict.ok).toBe(false);
      expect(verdict.violations.map((violation) => violation.rule)).toContain(rule);
      expect(verdict.violations.filter((violation) => violation.rule === rule).flatMap(({ about }) => about)).toContain(
        id,
      );
    }),
  );
}

test("finds nothing wrong with a run that kept its promises, redeliveries included", () => {
  fc.assert(
    fc.property(runs, ({ events, redelivered }) => {
      const verdict = checkHistory(goodRun(events, redelivered), EXPECTED);
      expect(verdict.violations).toEqual([]);
      expect(verdict.counts).toEqual({
        acknowledged: events,
        stored: events * 3,
        delivered: (events + redelivered.size) * 2,
        redelivered: redelivered.size * 2,
        effects: events * 2,
      });
    }),
  );
});

test("an event that was stored but never acknowledged owes nobody a delivery", () => {
  const entries = goodRun(3, new Set()).filter(
    (entry) => entry.kind === "stored" || entry.kind === "fault" || entry.id !== "e1",
  );
  const silent = entries.filter((entry) => entry.kind !== "stored" || entry.cause !== "e1");
  expect(checkHistory(silent, EXPECTED).violations).toEqual([]);
});

test("finds an acknowledged event that is in no stream", () => {
  catches("kept", (entries, id) => entries.filter((entry) => entry.kind !== "stored" || entry.id !== id));
});

test("finds an id that is stored twice", () => {
  catches("stored-once", (entries, id) => [...entries, { kind: "stored", id, topic: TOPIC, sequence: 1000 }]);
});

test("finds an acknowledged event that a group never got", () => {
  catches("delivered", (entries, id) =>
    entries.filter((entry) => !("group" in entry) || entry.group !== "crowd" || entry.id !== id),
  );
});

test("finds an acknowledged event that was delivered and never handled", () => {
  catches("delivered", (entries, id) =>
    entries.filter((entry) => entry.kind !== "handled" || entry.group !== "crowd" || entry.id !== id),
  );
});

test("finds an effect that is missing", () => {
  catches("effect-once", (entries, id) =>
    entries.filter((entry) => entry.kind !== "stored" || entry.cause !== id || entry.effect !== "one.done"),
  );
});

test("finds an effect that happened twice", () => {
  catches("effect-once", (entries, id) => [
    ...entries,
    { kind: "stored", id: "again", topic: "task-events", sequence: 1000, cause: id, effect: "crowd.done" },
  ]);
});

test("finds an effect that happened twice for a cause whose acknowledgement was lost", () => {
  catches("effect-once", (entries, id) => [
    ...entries.filter((entry) => entry.kind !== "acknowledged" || entry.id !== id),
    { kind: "stored", id: "again", topic: "task-events", sequence: 1000, cause: id, effect: "crowd.done" },
  ]);
});

test("finds two neighbours handled in the wrong order", () => {
  catches("order", (entries, id, next) =>
    entries.map((entry) => {
      if (!("group" in entry) || entry.group !== "one") return entry;
      if (entry.id === id) return { ...entry, id: next };
      return entry.id === next ? { ...entry, id } : entry;
    }),
  );
});

test("finds an event met while the one before it was still being handled", () => {
  catches("order", (entries, id, next) => {
    const late = entries.find((entry) => entry.kind === "handled" && entry.group === "one" && entry.id === id) as Entry;
    const without = entries.filter((entry) => entry.kind !== "handled" || entry.group !== "one" || entry.id !== id);
    const after = without.findIndex(
      (entry) => entry.kind === "delivered" && entry.group === "one" && entry.id === next,
    );
    return [...without.slice(0, after + 1), late, ...without.slice(after + 1)];
  });
});

test("tells the story of a violation with the faults between", () => {
  let now = 0;
  const history = new History(() => (now += 1000));
  history.record({ kind: "acknowledged", id: "e0", type: "load.sent", sequence: 7 });
  history.record({ kind: "fault", what: "kill -9 nats" });
  history.record({ kind: "delivered", group: "crowd", member: "crowd-1", id: "e0", attempt: 1 });
  const verdict = checkHistory(history.entries, { groups: ["crowd"], ordered: [], effects: [] });
  expect(explain(verdict, history.entries)).toBe(
    [
      "[kept] e0 was acknowledged and is in no stream",
      "      1.000 s  acknowledged id=e0 type=load.sent sequence=7",
      "      2.000 s  fault        what=kill -9 nats",
      "      3.000 s  delivered    group=crowd member=crowd-1 id=e0 attempt=1",
      "",
      "[delivered] e0 was acknowledged and was delivered but never handled to its end in group crowd",
      "      1.000 s  acknowledged id=e0 type=load.sent sequence=7",
      "      2.000 s  fault        what=kill -9 nats",
      "      3.000 s  delivered    group=crowd member=crowd-1 id=e0 attempt=1",
    ].join("\n"),
  );
});
