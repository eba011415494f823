/*
 * Programs that are made by chance for workers to carry out, in a language of few words. Times are in minutes: what is
 * not said to last takes none to speak of, whatever happens to deliveries.
 */

/** What becomes of the undoing of a deed. */
export type Undoing = "done" | "flaky" | "never";

interface Failing {
  /** The handler goes on after it. */
  readonly isCaught: boolean;
  /** Nothing but the mission's end hears of it: mended, the mission goes on. */
  readonly isMendable: boolean;
}

export interface StepOp extends Failing {
  readonly op: "step";
  readonly id: string;
  readonly undo?: Undoing;
  /** Tries that fail: so many before one is good, all of them, or the first, for good. */
  readonly fails: number | "always" | "for good";
  /** Tries within a run. */
  readonly tries: number;
}
export interface DelegateOp extends Failing {
  readonly op: "delegate";
  readonly of: Work;
  readonly timeout?: number;
}
export interface ParallelOp extends Failing {
  readonly op: "parallel";
  readonly of: readonly Work[];
  readonly join: Join;
  readonly timeout?: number;
}
export type Op =
  | StepOp
  | DelegateOp
  | ParallelOp
  | { readonly op: "sleep"; readonly minutes: number }
  | { readonly op: "tell"; readonly id: string }
  | ({ readonly op: "hear"; readonly id: string; readonly timeout?: number; readonly isSaid: boolean } & Failing)
  | ({ readonly op: "ask"; readonly id: string; readonly person: Person; readonly timeout: number } & Failing)
  | { readonly op: "together"; readonly of: readonly Work[] }
  | ({ readonly op: "fail"; readonly how: "thrown" | "told" | "always" } & Failing);
/** A person says yes or no, answers, says nothing at all, or answers when asked again. */
export type Person = "yes" | "no" | "answer" | "silent" | "slow";
export type Join = "all" | "any" | "settled" | number;

export interface Work {
  readonly id: string;
  readonly kind: Kind;
  readonly undo?: Undoing;
  readonly does: readonly Op[];
}

export const KINDS = ["a", "b", "c", "limited"] as const;
export type Kind = (typeof KINDS)[number];
/** Longest that a task of the limited kind may take. */
export const LIMIT = 40;

/** What must come of a work, when, and what it takes: from at least to at most. */
export interface End {
  readonly status: "succeeded" | "failed" | "timed_out";
  readonly done?: readonly unknown[];
  readonly minutes: Range;
  readonly actions: Range;
  /** Links of the longest chain of causes below it. */
  readonly hops: Range;
}
export type Range = readonly [least: number, most: number];

/** How long a delivery may take that is lost several times, and a task that is tried again until nobody does. */
const DELIVERY = 2;
const EXHAUSTION = 6;
const NONE: Range = [0, 0];

const plus = (a: Range, b: Range): Range => [a[0] + b[0], a[1] + b[1]];
const deepest = (a: Range, b: Range): Range => [Math.max(a[0], b[0]), Math.max(a[1], b[1])];
const atMost = ([, most]: Range): Range => [0, most];
/** The n-th of several that happen at about these times. */
const nth = (times: readonly Range[], n: number): Range => {
  const sorted = (side: 0 | 1) => times.map((time) => time[side]).sort((a, b) => a - b)[n - 1] ?? 0;
  return [sorted(0), sorted(1)];
};

interface Part {
  readonly result?: unknown;
  readonly isFailed?: boolean;
  readonly minutes: Range;
  readonly actions: Range;
  readonly hops: Range;
}

/** What must come of a work, with everything that is mendable mended or not. */
export function expected(work: Work, isMended = false): End {
  const end = endOf(work, isMended);
  if (work.kind !== "limited" || end.minutes[0] <= LIMIT) return end;
  const { actions, hops } = end;
  return { status: "timed_out", minutes: [LIMIT, LIMIT + DELIVERY], actions: atMost(actions), hops: atMost(hops) };
}

/** The same, wherever it is done. */
export function endOf(work: Work, isMended = false): End {
  const done: unknown[] = [];
  let [minutes, actions, hops]: [Range, Range, Range] = [[0, DELIVERY], NONE, NONE];
  for (const op of work.does) {
    const part = partOf(op, isMended);
    minutes = plus(minutes, part.minutes);
    actions = plus(actions, part.actions);
    hops = deepest(hops, part.hops);
    if (part.isFailed) return { status: "failed", minutes, actions, hops };
    if (part.result !== undefined) done.push(part.result);
  }
  return { status: "succeeded", done, minutes, actions, hops };
}

function partOf(op: Op, isMended: boolean): Part {
  const quick = { minutes: [0, DELIVERY] as Range, actions: NONE, hops: NONE };
  const failed = (isCaught: boolean, minutes: Range, said = "caught"): Part =>
    isCaught ? { ...quick, minutes, result: said } : { ...quick, minutes, isFailed: true };
  const isMendedHere = isMended && "isMendable" in op && op.isMendable;
  switch (op.op) {
    case "sleep":
      return { ...quick, minutes: [op.minutes, op.minutes + DELIVERY] };
    case "tell":
      return { ...quick, actions: [1, 1], hops: [1, 1] };
    case "hear":
      if (op.isSaid || isMendedHere) return { ...quick, result: op.id };
      return failed(op.isCaught, [op.timeout ?? 0, (op.timeout ?? 0) + DELIVERY], "late");
    case "ask": {
      if (op.person === "slow") return { ...quick, minutes: [op.timeout / 2, op.timeout], result: "slow" };
      if (op.person !== "silent" || isMendedHere) return { ...quick, result: op.person };
      return failed(op.isCaught, [op.timeout, op.timeout + DELIVERY], "late");
    }
    case "step":
      if (typeof op.fails === "number" || isMendedHere) return { ...quick, minutes: [0, EXHAUSTION], result: op.id };
      return failed(op.isCaught, [0, EXHAUSTION]);
    case "fail":
      return isMendedHere ? { ...quick } : failed(false, [0, EXHAUSTION]);
    case "together":
      return together(op.of.map((part) => endOf(part, isMended)));
    case "delegate":
    case "parallel":
      return joined(op, isMended);
  }
}

function together(parts: readonly End[]): Part {
  const failures = parts.filter(({ status }) => status !== "succeeded");
  const isFailed = failures.length > 0;
  const sum = (of: readonly Range[]): Range => of.reduce(plus, NONE);
  const actions = sum(parts.map((part) => part.actions));
  const hops = parts.map((part) => part.hops).reduce(deepest, NONE);
  if (isFailed) {
    const [from] = nth(
      failures.map(({ minutes }) => minutes),
      1,
    );
    return {
      isFailed,
      minutes: [from, sum(parts.map(({ minutes }) => minutes))[1]],
      actions: atMost(actions),
      hops: atMost(hops),
    };
  }
  const minutes: Range = [Math.max(...parts.map((part) => part.minutes[0])), sum(parts.map((part) => part.minutes))[1]];
  return { result: parts.map(({ done }) => done), minutes, actions, hops };
}

function joined(op: DelegateOp | ParallelOp, isMended: boolean): Part {
  const works = op.op === "delegate" ? [op.of] : op.of;
  const join = op.op === "delegate" ? "all" : op.join;
  const ends = works.map((work) => expected(work, isMended));
  const good = ends.filter(({ status }) => status === "succeeded").map((end) => end.minutes);
  const bad = ends.filter(({ status }) => status !== "succeeded").map((end) => end.minutes);
  const wanted = join === "all" ? ends.length : join === "any" ? 1 : join === "settled" ? 0 : join;
  const isMet = good.length >= wanted;
  const time =
    join === "settled"
      ? nth([...good, ...bad], ends.length)
      : isMet
        ? nth(good, wanted)
        : nth(bad, ends.length - wanted + 1);
  const isLate = op.timeout !== undefined && op.timeout < time[0];
  const isWhole = isMet && !isLate && (join === "all" || join === "settled");
  const below = ends.reduce<Range>((sum, end) => plus(sum, end.actions), NONE);
  const deep = ends.reduce<Range>((most, end) => deepest(most, end.hops), NONE);
  const took = {
    minutes: isLate ? ([op.timeout ?? 0, (op.timeout ?? 0) + DELIVERY] as Range) : plus(time, [0, DELIVERY]),
    actions: plus([ends.length, ends.length], isWhole ? below : atMost(below)),
    hops: plus([1, 1], isWhole ? deep : atMost(deep)),
  };
  if (isLate) return op.isCaught ? { ...took, result: "late" } : { ...took, isFailed: true };
  if (!isMet) return op.isCaught ? { ...took, result: "caught" } : { ...took, isFailed: true };
  const answers = ends.map(({ done }) => ({ done }));
  return { ...took, result: join === "all" ? answers : join === "settled" ? good.length : "enough" };
}

/** Works that are part of a work, and itself. */
export const worksOf = (work: Work): readonly Work[] => [work, ...work.does.flatMap(worksIn)];
const worksIn = (op: Op): readonly Work[] => {
  if (op.op === "delegate") return worksOf(op.of);
  if (op.op === "parallel") return op.of.flatMap(worksOf);
  return op.op === "together" ? op.of.flatMap((part) => part.does.flatMap(worksIn)) : [];
};

/** Steps of a work, wherever they are done. */
export const stepsOf = (work: Work): readonly StepOp[] =>
  work.does.flatMap((op) => {
    if (op.op === "step") return [op];
    if (op.op === "delegate") return stepsOf(op.of);
    return op.op === "parallel" || op.op === "together" ? op.of.flatMap(stepsOf) : [];
  });

/** What is waited for and never said, and would be if the work were mended. */
export const mendable = (work: Work): readonly string[] =>
  work.does.flatMap((op) => {
    if (op.op === "hear" && op.isMendable) return [op.id];
    if (op.op === "delegate") return mendable(op.of);
    return op.op === "parallel" || op.op === "together" ? op.of.flatMap(mendable) : [];
  });
