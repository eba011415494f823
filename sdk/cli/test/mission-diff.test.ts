import type { Mission } from "@troupe/contracts";
import { expect, test } from "vitest";
import { diffMissions } from "../src/domain/mission-diff.js";
import type { JournaledTask, MissionRecord } from "../src/domain/timeline.js";

const mission = { type: "trip.requested", goal: null, data: null, plan: null, status: "succeeded" } as Mission;

const recordOf = (tasks: readonly object[], more: object = {}): MissionRecord =>
  ({ mission: { ...mission, ...more }, questions: [], tasks: tasks.map(taskOf) }) as never;

function taskOf(more: object): JournaledTask {
  const plain = { id: "goal", type: "trip.requested", parentId: null, parentKey: null, parentIndex: null };
  const ended = { status: "succeeded", result: null, failure: null, agent: "a", data: null, createdAt: "2026-01-01" };
  return { ...plain, ...ended, runs: [], steps: [], ...more } as never;
}

const part = (id: string, parentIndex: number, data: unknown) =>
  ({ id, type: "leg.requested", parentId: "goal", parentKey: "parallel", parentIndex, data }) as const;

test("siblings of one fan-out are matched by their place in it, whatever their ids", () => {
  const one = recordOf([{}, part("x", 0, "Rome"), part("y", 1, "Pisa")]);
  const other = recordOf([{}, part("a", 1, "Pisa"), part("b", 0, "Rome")]);
  expect(diffMissions(one, other)).toEqual([]);
  const third = recordOf([{}, part("a", 1, "Siena"), part("b", 0, "Rome"), part("c", 2, "Bari")]);
  expect(diffMissions(one, third)).toEqual([
    { place: "trip.requested › parallel leg.requested (2) data", a: "Pisa", b: "Siena" },
    {
      place: "trip.requested › parallel leg.requested (3)",
      a: undefined,
      b: { status: "succeeded", result: null },
    },
  ]);
});

test("tasks that no wait asked for are matched by type and order", () => {
  const told = (id: string, second: number, data: string) => ({
    id,
    type: "leg.requested",
    parentId: "goal",
    data,
    createdAt: `2026-01-01T00:00:0${second}Z`,
  });
  const one = recordOf([{}, told("x", 1, "Rome"), told("y", 2, "Pisa")]);
  const other = recordOf([{}, told("b", 2, "Pisa"), told("a", 1, "Rome")]);
  expect(diffMissions(one, other)).toEqual([]);
});

test("ids and times in what a failure says are no differences", () => {
  const failed = (message: string) => recordOf([], { status: "failed", failure: { code: "TIMED_OUT", message } });
  const a = failed("task 01a2053f-b534-7e3c-80b3-cc421472a584 was not done by 2026-11-22T21:53:10.964Z");
  const b = failed("task 3b3d6937-87bd-53ff-b1fc-2e07f27899c2 was not done by 2026-11-23T08:00:00Z");
  expect(diffMissions(a, b)).toEqual([]);
  expect(diffMissions(a, failed("nobody came"))).toHaveLength(1);
});
