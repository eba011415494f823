import type { Ended, Outcome, StageName, StageReply, Unit, Work } from "./events.js";

/*
 * How a translation goes on: pure decisions.
 * 1. A program begins once all it needs have ended, however they did, and while fewer than MOST_OPEN are under way.
 * 2. The bodies come first, for the module waits for them; whoever wrote them asks for it. While it is built the
 *    original is observed, and the program is read, analysed and given its signatures; the test waits for all of them.
 * 3. A stage that ends a program, or that no attempt could end, ends that program alone. What refuses a program is the
 *    first stage in their order that does, whichever answered first.
 * 4. Where Rust was wrong and repair is wanted, that comes before the end.
 * 5. When all programs have ended, the mission has.
 */

/** Python that runs longer than this is worth a module that runs fast. */
const LONG_RUN_MS = 700;
const MOST_OPEN = 24;
/** The stages that may refuse a program, in the order in which that counts. */
const FRONT = ["transpilation", "ingest", "specification", "analysis"] as const;

/** A program under way: ids of the tasks asked, what was made of it, and which stages refuse it. */
interface Under {
  asked: string[];
  made: Work["made"];
  refused?: Record<string, Ended>;
  /** Set once it is to be repaired: what other stages still answer leads nowhere. */
  isRepairing?: boolean;
}

/** What a mission remembers. */
export interface State {
  title: string;
  startedAt: string;
  release: boolean;
  package: boolean;
  repair: boolean;
  waiting: Unit[];
  open: Record<string, Under>;
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
export function answered(state: State, stage: StageName, { work, ended, repairable }: StageReply): Step {
  const under = state.open[work.unit];
  if (under === undefined) return { state, asks: [] };
  const made = { ...under.made, ...work.made };
  if (ended !== undefined) {
    if (repairable && work.repair && work.first === undefined) {
      return {
        state: opened(state, work.unit, { ...under, made, isRepairing: true }),
        asks: [ask("repair", { ...work, made, first: ended })],
      };
    }
    if (!isFront(stage)) return closed(state, outcomeOf(work.unit, ended));
  }
  const refused = ended === undefined ? under.refused : { ...under.refused, [stage]: ended };
  const refusal = firstRefusal(made, refused);
  if (refusal !== undefined) return closed(state, outcomeOf(work.unit, refusal));
  const isLate = under.isRepairing === true && stage !== "repair" && stage !== "packaging";
  const next = ended === undefined && !isLate ? following(stage, { ...work, made }) : [];
  const asks = next.map(({ stage: name, ...more }) => ask(name, { ...work, made, ...more }));
  const kept = asks.find(({ work: { fast } }) => fast && !work.fast)?.work.made ?? made;
  return { state: opened(state, work.unit, { ...under, made: kept, ...(refused && { refused }) }), asks };
}

/** A task came to nothing: one of `ids`, which it has itself or whoever asked for it has. */
export function failed(state: State, ids: readonly (string | undefined)[], why: string): Step {
  const found = Object.entries(state.open).find(([, { asked }]) => asked.some((id) => ids.includes(id)));
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

function following(stage: StageName, work: Work): Next[] {
  const { made } = work;
  switch (stage) {
    case "transpilation":
      return [{ stage: "observation" }, { stage: "specification" }, { stage: "ingest" }];
    case "ingest":
      return [{ stage: "analysis" }];
    case "specification":
    case "analysis":
    case "build":
    case "observation":
      return made.specification && made.analysis && made.build && made.observation ? [judged(work)] : [];
    case "test":
    case "repair":
      return [{ stage: "packaging" }];
    case "packaging":
      return [];
  }
}

/** Module and observation come together; a program that runs long is built anew, to run fast. */
function judged({ made, release, fast }: Work): Next {
  const { build: _, ...others } = made;
  const isFast = fast || made.build?.isFast === true;
  const isLong = (made.observation?.slowestMs ?? 0) > LONG_RUN_MS && !release && !isFast;
  return isLong ? { stage: "build", made: others, fast: true } : { stage: "test", fast: isFast };
}

const isFront = (stage: StageName): boolean => (FRONT as readonly string[]).includes(stage);

/** The refusal that counts, once all stages before it have answered. */
function firstRefusal(made: Work["made"], refused: Under["refused"] = {}): Ended | undefined {
  for (const stage of FRONT) {
    if (refused[stage] !== undefined) return refused[stage];
    if (made[stage] === undefined) return undefined;
  }
  return undefined;
}

/** Begins as many programs as may be under way. */
function started(state: State): Step {
  const ended = new Set(state.outcomes.map(({ unit }) => unit));
  const room = MOST_OPEN - Object.keys(state.open).length;
  const isReady = ({ needs }: Unit): boolean => needs.every((need) => ended.has(need));
  const found = state.waiting.filter(isReady).slice(0, Math.max(0, room));
  // Programs that need one another, or what is not there, begin nevertheless.
  const isStuck = found.length === 0 && room === MOST_OPEN;
  const ready = isStuck ? state.waiting.slice(0, 1) : found;
  const names = new Set(ready.map(({ unit }) => unit));
  const { release, package: wantsPackage, repair } = state;
  const asks = ready.map(({ needs: _, ended: __, ...unit }) =>
    ask("transpilation", { ...unit, release, package: wantsPackage, repair, fast: false, made: {} }),
  );
  const open = { ...state.open, ...Object.fromEntries(ready.map(({ unit }) => [unit, { asked: [], made: {} }])) };
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
