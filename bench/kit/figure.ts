/** One line of a report: what was measured, beside what, and whether that is good enough. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same work done by the yardstick in the same run; null where the goal is absolute or there is none. */
  readonly baseline: number | null;
  /** Of `value` to `baseline`; the median over pairs of rounds, so not always exactly their quotient. */
  readonly ratio: number | null;
  /** What must hold, or null for a figure that is shown for its own sake. */
  readonly goal: string | null;
  readonly ok: boolean;
}

export interface Bound {
  readonly of: "ratio" | "value";
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface Measured {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline?: number;
  /** Taken from `value` and `baseline` when absent. */
  readonly ratio?: number;
}

/** Judges what was measured; without a bound every figure is good. */
export function figure(measured: Measured, bound?: Bound): Figure {
  const { name, unit } = measured;
  const baseline = measured.baseline ?? null;
  const ratio = measured.ratio ?? (baseline === null ? null : measured.value / baseline);
  const judged = bound?.of === "ratio" ? ratio : measured.value;
  const ok = judged !== null && judged >= (bound?.atLeast ?? -Infinity) && judged <= (bound?.atMost ?? Infinity);
  return {
    name,
    value: rounded(measured.value),
    unit,
    baseline: baseline === null ? null : rounded(baseline),
    ratio: ratio === null ? null : rounded(ratio),
    goal: bound === undefined ? null : say(bound),
    ok,
  };
}

function say(bound: Bound): string {
  const parts = [
    bound.atLeast === undefined ? [] : `>= ${bound.atLeast}`,
    bound.atMost === undefined ? [] : `<= ${bound.atMost}`,
  ].flat();
  return `${bound.of} ${parts.join(" and ")}`;
}

/** Three significant digits below 1,000, whole numbers above. */
function rounded(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}

const HEADS = ["", "figure", "value", "baseline", "ratio", "goal"] as const;

/** The figures as a table for people. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, baseline, ratio, goal, ok }) => [
    ok ? "ok" : "MISS",
    name,
    `${grouped(value)} ${unit}`,
    baseline === null ? "" : `${grouped(baseline)} ${unit}`,
    ratio === null ? "" : `${ratio}`,
    goal ?? "",
  ]);
  const widths = HEADS.map((head, at) => Math.max(head.length, ...rows.map((row) => (row[at] ?? "").length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => (at >= 2 && at <= 4 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join("  ")
      .trimEnd();
  return [line(HEADS), ...rows.map(line)].join("\n");
}

const grouped = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 3 });
