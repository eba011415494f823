import { isDeepStrictEqual } from "node:util";
import type { Failure } from "@troupe/contracts";
import type { JournaledTask, MissionRecord } from "./timeline.js";

/** One difference between two missions: where, and what each has there; undefined where it has nothing. */
export interface Difference {
  readonly place: string;
  readonly a: unknown;
  readonly b: unknown;
}

/**
 * What two missions did differently. Tasks are matched by who asked for them and by what wait or, where none did, by type;
 * steps by key. Ids and times are no differences, be it in what a failure says.
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

/**
 * Tasks by their path from the goal. A task that a wait asked for is known by the wait's key and its place there; others
 * by their type, numbered among their like in the order in which they were asked for.
 */
function placesOf(tasks: readonly JournaledTask[]): Map<string, JournaledTask> {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const names = new Map<string, string>();
  const places = new Map<string, JournaledTask>();
  const nameOf = (task: JournaledTask): string => {
    const known = names.get(task.id);
    if (known !== undefined) return known;
    const parent = task.parentId === null ? undefined : byId.get(task.parentId);
    const lead = parent === undefined ? "" : `${nameOf(parent)} › `;
    const name = free(`${lead}${keyOf(task)}`, task.parentIndex ?? 0);
    names.set(task.id, name);
    places.set(name, task);
    return name;
  };
  const free = (name: string, after: number): string => {
    const place = after === 0 ? name : `${name} (${after + 1})`;
    return places.has(place) ? free(name, after + 1) : place;
  };
  for (const task of [...tasks].sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))) nameOf(task);
  return places;
}

const keyOf = ({ parentKey, type }: JournaledTask): string =>
  parentKey === null || parentKey.startsWith(type) ? (parentKey ?? type) : `${parentKey} ${type}`;

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

const TIME = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;
const ID = /\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b/g;

/** A failure without the places where it happened, and without the ids and times in its words. */
function mine(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("code" in value)) return value;
  const { at: _at, cause, ...rest } = value as Failure;
  const said = { ...rest, message: rest.message.replace(TIME, "<time>").replace(ID, "<id>") };
  return cause === undefined ? said : { ...said, cause: mine(cause) };
}
