import { isDeepStrictEqual } from "node:util";
import type { JournaledTask, MissionRecord } from "./timeline.js";

/** One difference between two missions: where, and what each has there; undefined where it has nothing. */
export interface Difference {
  readonly place: string;
  readonly a: unknown;
  readonly b: unknown;
}

/**
 * What two missions did differently. Tasks are matched by who asked for them, type and place among their like; steps by
 * key. Ids and times are no differences.
 */
export function diffMissions(a: MissionRecord, b: MissionRecord): Difference[] {
  const differences: Difference[] = [];
  const compare = (place: string, one: unknown, other: unknown): void => {
    if (!isDeepStrictEqual(one, other)) differences.push({ place, a: one, b: other });
  };
  for (const name of ["type", "goal", "data", "plan", "status", "result", "failure", "spent", "state"] as const) {
    compare(name, mine(a.mission[name]), mine(b.mission[name]));
  }
  const [tasksA, tasksB] = [placesOf(a.tasks), placesOf(b.tasks)];
  for (const place of new Set([...tasksA.keys(), ...tasksB.keys()])) {
    const [one, other] = [tasksA.get(place), tasksB.get(place)];
    if (one === undefined || other === undefined) {
      compare(place, outcomeOf(one), outcomeOf(other));
      continue;
    }
    for (const name of ["agent", "data", "status", "result"] as const) {
      compare(`${place} ${name}`, one[name], other[name]);
    }
    compareSteps(place, one, other, compare);
  }
  return differences;
}

function compareSteps(
  place: string,
  one: JournaledTask,
  other: JournaledTask,
  compare: (place: string, a: unknown, b: unknown) => void,
): void {
  const [stepsA, stepsB] = [one, other].map(({ steps }) => new Map(steps.map((step) => [step.key, step])));
  for (const key of new Set([...(stepsA?.keys() ?? []), ...(stepsB?.keys() ?? [])])) {
    const [a, b] = [stepsA?.get(key), stepsB?.get(key)];
    if (a?.kind === "publish" && b?.kind === "publish") continue;
    compare(`${place} › ${key}`, outcomeOf(a), outcomeOf(b));
  }
}

/** Tasks by their path from the goal: types, numbered among their like. */
function placesOf(tasks: readonly JournaledTask[]): Map<string, JournaledTask> {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const counts = new Map<string, number>();
  const names = new Map<string, string>();
  const places = new Map<string, JournaledTask>();
  for (const task of [...tasks].sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))) {
    const parent = task.parentId !== null && byId.has(task.parentId) ? names.get(task.parentId) : undefined;
    const alike = `${parent === undefined ? "" : `${parent} › `}${task.type}`;
    const count = (counts.get(alike) ?? 0) + 1;
    counts.set(alike, count);
    const place = count === 1 ? alike : `${alike} (${count})`;
    names.set(task.id, place);
    places.set(place, task);
  }
  return places;
}

const outcomeOf = (what: { status: string; result: unknown; failure: unknown } | undefined): unknown =>
  what === undefined
    ? undefined
    : what.failure === null
      ? { status: what.status, result: named(what.result) }
      : { status: what.status, failure: mine(what.failure) };

/** Ids of tasks, which differ from mission to mission, are left out. */
function named(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((item: unknown) => {
    if (typeof item !== "object" || item === null || !("taskId" in item)) return item;
    const { taskId: _taskId, ...rest } = item;
    return rest;
  });
}

/** A failure without the places where it happened, which name ids. */
function mine(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("code" in value)) return value;
  const { at: _at, cause, ...rest } = value as { at?: string; cause?: unknown };
  return cause === undefined ? rest : { ...rest, cause: mine(cause) };
}
