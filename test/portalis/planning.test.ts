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
const empty: State = {
  title: "t",
  startedAt: "",
  release: false,
  package: true,
  repair: false,
  waiting: [],
  open: {},
  outcomes: [],
};
const made = { content: id, ms: 1, cached: false };
const unitOf = (n: number, needs: number[]): Unit => ({
  unit: `u${n}`,
  main: "main.py",
  files: {},
  inputs: id,
  needs: needs.map((need) => `u${need}`),
});

const workWith = (products: Work["made"]): Work =>
  ({ ...unitOf(1, []), release: false, package: false, repair: false, fast: false, made: products }) as Work;

/** Each stage's answer, what becomes of it by the dice: goes on, ends the program, or comes to nothing. */
function carriedOut(
  units: Unit[],
  dice: () => number,
): { state: State; order: string[]; stages: Map<string, StageName[]> } {
  const order: string[] = [];
  const stages = new Map<string, StageName[]>();
  const waiting: (Ask & { task: string; by?: string })[] = [];
  let state = empty;
  let tasks = 0;
  const handOn = (work: Work, by: string): void => {
    waiting.push({ stage: "build", work, key: work.unit, task: `task-${++tasks}`, by });
    stages.get(work.unit)?.push("build");
  };
  const take = ({ state: next, asks }: Step): void => {
    state = next;
    for (const ask of asks) {
      const task = `task-${++tasks}`;
      state = noted(state, ask.work.unit, [task]);
      waiting.push({ ...ask, task });
      stages.set(ask.work.unit, [...(stages.get(ask.work.unit) ?? []), ask.stage]);
      if (ask.stage !== "transpilation") continue;
      order.push(ask.work.unit);
      const unit = units.find((each) => each.unit === ask.work.unit);
      for (const need of unit?.needs ?? []) expect(state.outcomes.map((each) => each.unit)).toContain(need);
    }
  };
  take(begun(empty, units));
  for (let n = 0; waiting.length > 0 && n < 10_000; n++) {
    const [ask] = waiting.splice(Math.floor(dice() * waiting.length), 1) as typeof waiting;
    if (ask === undefined) break;
    const { stage, work, task, by } = ask;
    const slow = stage === "observation" && dice() < 0.3 ? { slowestMs: 2000 } : {};
    const done: Work = { ...work, made: { ...work.made, [stage]: { content: id, ms: 1, cached: false, ...slow } } };
    const luck = dice();
    if (luck < 0.05) take(failed(state, [task, by], "gave up"));
    else if (luck < 0.15 || stage === "packaging") {
      take(answered(state, stage, { work: done, ended: { verdict: "equal", entry: id } }));
    } else {
      if (stage === "transpilation") handOn(done, task);
      take(answered(state, stage, { work: done }));
    }
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
  expect(stages.get("u0")?.slice(0, 5)).toEqual(["transpilation", "build", "observation", "specification", "ingest"]);
  expect(state.outcomes).toHaveLength(1);
  const open: State = { ...empty, open: { u1: { asked: [], made: { specification: made, analysis: made } } } };
  const half = answered(open, "observation", { work: workWith({ observation: { ...made, slowestMs: 900 } }) });
  expect(half.asks).toEqual([]);
  const whole = answered(half.state, "build", { work: workWith({ build: made }) });
  expect(whole.asks.map(({ stage, work: { fast } }) => [stage, fast])).toEqual([["build", true]]);
  const asked = whole.asks[0]?.work as Work;
  const again = answered(whole.state, "build", { work: { ...asked, made: { ...asked.made, build: made } } });
  expect(again.asks.map(({ stage, work: { fast } }) => [stage, fast])).toEqual([["test", true]]);
});

test("what refuses a program is the first stage that does, whichever answered first", () => {
  const late = { verdict: "unsupported", entry: "b".repeat(64) } as const;
  const early = { verdict: "unsupported", entry: id } as const;
  const open: State = { ...empty, open: { u1: { asked: [], made: { transpilation: made } } } };
  const first = answered(open, "specification", { work: workWith({}), ended: late });
  expect(isOver(first.state)).toBe(false);
  const second = answered(first.state, "ingest", { work: workWith({}), ended: early });
  expect(second.state.outcomes).toEqual([{ unit: "u1", verdict: "unsupported", entry: early.entry }]);
});

test("wrong Rust is repaired before it ends a program, once, where that is wanted", () => {
  const ended = { verdict: "different", entry: id } as const;
  const open: State = { ...empty, open: { u1: { asked: [], made: {} } } };
  const work = workWith({ build: made });
  expect(isOver(answered(open, "test", { work, ended, repairable: true }).state)).toBe(true);
  const { state, asks } = answered(open, "test", { work: { ...work, repair: true }, ended, repairable: true });
  expect(asks).toMatchObject([{ stage: "repair", work: { first: ended } }]);
  const over = answered(state, "repair", { work: asks[0]?.work as Work, ended, repairable: true });
  expect(over.state.outcomes).toMatchObject([{ unit: "u1", verdict: "different" }]);
});

test("an answer for a program that has ended changes nothing", () => {
  const work = { ...unitOf(0, []), release: false, package: false, repair: false, fast: false, made: {} } as Work;
  expect(answered(empty, "build", { work })).toEqual({ state: empty, asks: [] });
  expect(failed(empty, ["unknown"], "why")).toEqual({ state: empty, asks: [] });
});
