import type { Ended, Outcome, StageName, StageReply, Unit, Work } from "./events.js";

/*
 * How a translation goes on: pure decisions.
 * 1. A program begins once all it needs have ended, however they did, and while fewer than MOST_OPEN are under way.
 * 2. Its stages follow one another; the original is observed while the module is built.
 * 3. A stage that ends a program, or that no attempt could end, ends that program alone.
 * 4. When all programs have ended, the report is asked for, once.
 */

/** Python that runs longer than this is worth a module that runs fast. */
const LONG_RUN_MS = 700;
const MOST_OPEN = 100;

/** What a mission remembers. */
export interface State {
  title: string;
  startedAt: string;
  release: boolean;
  package: boolean;
  waiting: Unit[];
  /** What is under way: ids of the tasks asked, and the half that came first of what is done side by side. */
  open: Record<string, { asked: string[]; half?: Work }>;
  outcomes: Outcome[];
}

/** A task to be asked for. `key` tells it from the program's other tasks of that stage. */
export interface Ask {
  stage: StageName;
  work: Work;
  key: string;
}

export interface Step {
  state: State;
  asks: Ask[];
}

/** The programs were found. */
export function begun(state: State, units: readonly Unit[]): Step {
  const outcomes = units.flatMap(({ unit, ended }) => (ended === undefined ? [] : outcomeOf(unit, ended)));
  const waiting = units.filter(({ ended }) => ended === undefined);
  return started({ ...state, waiting, outcomes });
}

/** A stage answered for a program. */
export function answered(state: State, stage: StageName, { work, ended }: StageReply): Step {
  const under = state.open[work.unit];
  if (under === undefined) return { state, asks: [] };
  if (ended !== undefined) return closed(state, outcomeOf(work.unit, ended));
  const next = following(stage, work, under.half);
  if (next === "wait") return { state: opened(state, work.unit, { ...under, half: work }), asks: [] };
  const asks = next.map(({ stage: name, ...more }) => ask(name, { ...work, ...more }));
  return { state: opened(state, work.unit, { asked: [] }), asks };
}

/** A task came to nothing. */
export function failed(state: State, taskId: string, why: string): Step {
  const found = Object.entries(state.open).find(([, { asked }]) => asked.includes(taskId));
  if (found === undefined) return { state, asks: [] };
  return closed(state, { unit: found[0], verdict: "failed", failure: why });
}

/** Notes the ids of tasks that were asked for. */
export function noted(state: State, unit: string, ids: readonly string[]): State {
  const under = state.open[unit];
  return under === undefined ? state : opened(state, unit, { ...under, asked: [...under.asked, ...ids] });
}

export const isOver = ({ waiting, open }: State): boolean => waiting.length === 0 && Object.keys(open).length === 0;

type Next = Partial<Work> & { stage: StageName };

function following(stage: StageName, work: Work, half: Work | undefined): Next[] | "wait" {
  switch (stage) {
    case "ingest":
      return [{ stage: "analysis" }];
    case "analysis":
      return [{ stage: "specification" }];
    case "specification":
      return [{ stage: "transpilation" }];
    case "transpilation":
      return [{ stage: "build" }, { stage: "observation" }];
    case "build":
    case "observation":
      return joined(work, half);
    case "test":
      return [{ stage: "packaging" }];
    case "packaging":
      return [];
  }
}

/** Module and observation come together; a program that runs long is built anew, to run fast. */
function joined(work: Work, half: Work | undefined): Next[] | "wait" {
  const made = { ...half?.made, ...work.made };
  if (made.build === undefined || made.observation === undefined) return "wait";
  const isLong = (made.observation.slowestMs ?? 0) > LONG_RUN_MS && !work.release && !work.fast;
  if (isLong) return [{ stage: "build", made, fast: true }];
  return [{ stage: "test", made, fast: work.fast || (half?.fast ?? false) }];
}

/** Begins as many programs as may be under way. */
function started(state: State): Step {
  const ended = new Set(state.outcomes.map(({ unit }) => unit));
  const room = MOST_OPEN - Object.keys(state.open).length;
  const isReady = ({ needs }: Unit): boolean => needs.every((need) => ended.has(need));
  const ready = state.waiting.filter(isReady).slice(0, Math.max(0, room));
  const names = new Set(ready.map(({ unit }) => unit));
  const { release, package: wantsPackage } = state;
  const asks = ready.map(({ needs: _, ended: __, ...unit }) =>
    ask("ingest", { ...unit, release, package: wantsPackage, fast: false, made: {} }),
  );
  const open = { ...state.open, ...Object.fromEntries(ready.map(({ unit }) => [unit, { asked: [] }])) };
  return { state: { ...state, waiting: state.waiting.filter(({ unit }) => !names.has(unit)), open }, asks };
}

function closed(state: State, outcome: Outcome): Step {
  const { [outcome.unit]: _, ...open } = state.open;
  return started({ ...state, open, outcomes: [...state.outcomes, outcome] });
}

const opened = (state: State, unit: string, under: State["open"][string]): State => ({
  ...state,
  open: { ...state.open, [unit]: under },
});
const ask = (stage: StageName, work: Work): Ask => ({
  stage,
  work,
  key: `${work.unit}${work.fast ? " fast" : ""}`,
});
const outcomeOf = (unit: string, { verdict, entry }: Ended): Outcome => ({ unit, verdict, entry });
