import fc from "fast-check";
import { expect, test } from "vitest";
import type { StageName, Unit, Work } from "../../examples/dist/portalis/events.js";
import {
  type Ask,
  answered,
  begun,
  failed,
  isOver,
  noted,
  type State,
  type Step,
} from "../../examples/dist/portalis/planning.js";

const id = "a".repeat(64);
const empty: State = { title: "t", startedAt: "", release: false, package: true, waiting: [], open: {}, outcomes: [] };
const unitOf = (n: number, needs: number[]): Unit => ({
  unit: `u${n}`,
  main: "main.py",
  files: {},
  inputs: id,
  needs: needs.map((need) => `u${need}`),
});

/** Each stage's answer, what becomes of it by the dice: goes on, ends the program, or comes to nothing. */
function carriedOut(
  units: Unit[],
  dice: () => number,
): { state: State; order: string[]; stages: Map<string, StageName[]> } {
  const order: string[] = [];
  const stages = new Map<string, StageName[]>();
  const waiting: (Ask & { task: string })[] = [];
  let state = empty;
  let tasks = 0;
  const take = ({ state: next, asks }: Step): void => {
    state = next;
    for (const ask of asks) {
      const task = `task-${++tasks}`;
      state = noted(state, ask.work.unit, [task]);
      waiting.push({ ...ask, task });
      stages.set(ask.work.unit, [...(stages.get(ask.work.unit) ?? []), ask.stage]);
      if (ask.stage !== "ingest") continue;
      order.push(ask.work.unit);
      const unit = units.find((each) => each.unit === ask.work.unit);
      for (const need of unit?.needs ?? []) expect(state.outcomes.map((each) => each.unit)).toContain(need);
    }
  };
  take(begun(empty, units));
  for (let n = 0; waiting.length > 0 && n < 10_000; n++) {
    const [ask] = waiting.splice(Math.floor(dice() * waiting.length), 1) as [Ask & { task: string }];
    const { stage, work, task } = ask;
    const slow = stage === "observation" && dice() < 0.3 ? { slowestMs: 2000 } : {};
    const done: Work = { ...work, made: { ...work.made, [stage]: { content: id, ms: 1, cached: false, ...slow } } };
    const luck = dice();
    if (luck < 0.05) take(failed(state, task, "gave up"));
    else if (luck < 0.15 || stage === "packaging") {
      take(answered(state, stage, { work: done, ended: { verdict: "equal", entry: id } }));
    } else take(answered(state, stage, { work: done }));
  }
  return { state, order, stages };
}

test("every program ends once, after what it needs, whatever order answers come in", () => {
  const graph = fc
    .integer({ min: 1, max: 130 })
    .chain((count) =>
      fc.tuple(
        ...Array.from({ length: count }, (_, n) =>
          fc.uniqueArray(fc.nat({ max: Math.max(0, n - 1) }), { maxLength: n === 0 ? 0 : 3 }),
        ),
      ),
    );
  fc.assert(
    fc.property(graph, fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })), (needs, luck) => {
      const units = needs.map((each, n) => unitOf(n, each));
      const { state, order } = carriedOut(units, () => luck.next().value as number);
      expect(isOver(state)).toBe(true);
      expect(state.outcomes.map(({ unit }) => unit).sort()).toEqual(units.map(({ unit }) => unit).sort());
      expect(new Set(order).size).toBe(order.length);
    }),
    { numRuns: 60 },
  );
});

test("a program that runs long is built twice, the second time to run fast; it is tested once", () => {
  const lucky = [0.5, 0.9, 0.5, 0.9, 0.5, 0.9, 0.5, 0.9];
  let n = 0;
  const { stages, state } = carriedOut([unitOf(0, [])], () => (n < 100 ? (lucky[n++ % 2] ?? 0.5) : 0.5));
  expect(stages.get("u0")?.slice(0, 6)).toEqual([
    "ingest",
    "analysis",
    "specification",
    "transpilation",
    "build",
    "observation",
  ]);
  expect(state.outcomes).toHaveLength(1);
  const made = { content: id, ms: 1, cached: false };
  const work: Work = { ...unitOf(1, []), release: false, package: false, fast: false, made: {} } as Work;
  const open: State = { ...empty, open: { u1: { asked: [] } } };
  const half = answered(open, "observation", { work: { ...work, made: { observation: { ...made, slowestMs: 900 } } } });
  expect(half.asks).toEqual([]);
  const whole = answered(half.state, "build", { work: { ...work, made: { build: made } } });
  expect(whole.asks.map(({ stage, work: { fast } }) => [stage, fast])).toEqual([["build", true]]);
  const again = answered(whole.state, "build", { work: whole.asks[0]?.work as Work });
  expect(again.asks.map(({ stage }) => stage)).toEqual(["test"]);
});

test("an answer for a program that has ended changes nothing", () => {
  const work = { ...unitOf(0, []), release: false, package: false, fast: false, made: {} } as Work;
  expect(answered(empty, "build", { work })).toEqual({ state: empty, asks: [] });
  expect(failed(empty, "unknown", "why")).toEqual({ state: empty, asks: [] });
});
