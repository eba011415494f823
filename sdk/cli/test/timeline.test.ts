import type { Breaker, Mission } from "@troupe/contracts";
import { expect, test } from "vitest";
import { type JournaledTask, timelineOf } from "../src/domain/timeline.js";
import { factLines } from "../src/output/mission-lines.js";

const at = (second: number): string => `2026-01-01T00:00:0${second}.000Z`;
const mission = { createdAt: at(0) } as Mission;

function taskOf(more: object): JournaledTask {
  const plain = { id: "t", type: "t.requested", parentId: null, createdAt: at(0), endedAt: null, agent: null };
  return { ...plain, status: "queued", runs: [], steps: [], progress: null, failure: null, ...more } as never;
}

test("what is counted as a retry was followed by another run", () => {
  const run = (number: number, status: string) => ({
    number,
    status,
    agent: "a",
    startedAt: at(number),
    endedAt: at(number),
    failure: null,
  });
  const notesOf = (...statuses: string[]) => {
    const runs = statuses.map((status, index) => run(index + 1, status));
    const task = taskOf({ endedAt: at(9), agent: "a", status: "failed", runs });
    return timelineOf({ mission, tasks: [task] })[0]?.notes;
  };
  expect(notesOf("failed")).toEqual([]);
  expect(notesOf("waiting", "failed")).toEqual([]);
  expect(notesOf("failed", "failed", "succeeded")).toEqual(["2 retries"]);
});

test("a task that nobody takes says who is held back from it", () => {
  const breaker = { agent: "bank", type: "t.requested", state: "open", failures: 5, openedAt: at(1), until: at(9) };
  const breakers = [breaker, { ...breaker, type: "other.requested" }, { ...breaker, until: null }] as Breaker[];
  const notesOf = (more: object) => timelineOf({ mission, tasks: [taskOf(more)], breakers })[0]?.notes;
  expect(notesOf({})).toEqual(["bank is held back after 5 failures until 00:00:09", "task t"]);
  expect(notesOf({ agent: "bank", status: "running" })).toEqual(["task t"]);
  // One that waits for another attempt, of the agent that began it.
  expect(notesOf({ agent: "bank" })).toEqual(["bank is held back after 5 failures until 00:00:09", "task t"]);
  expect(notesOf({ agent: "another bank" })).toEqual(["task t"]);
  const tried = [{ ...breaker, state: "half_open" }] as Breaker[];
  expect(timelineOf({ mission, tasks: [taskOf({})], breakers: tried })[0]?.notes).toEqual([
    "bank is tried with one task after 5 failures",
    "task t",
  ]);
});

test("an open undoing says when it is given up", () => {
  const notesOf = (more: object) =>
    timelineOf({ mission, tasks: [taskOf({ kind: "compensation", deadline: at(9), ...more })] })[0]?.notes;
  expect(notesOf({ agent: "bank", status: "running" })).toEqual(["given up at 00:00:09", "task t"]);
  expect(notesOf({ agent: "bank", status: "failed", endedAt: at(1) })).toEqual([]);
});

test("a fact of a task says of which type it is", () => {
  const lines = factLines({ dim: (text: string) => text } as never);
  const fact = (type: string, taskId: string | null, data: object) => ({ at: at(1), type, taskId, data });
  lines(fact("task.created", "one", { request: { type: "hotel.requested" } }));
  expect(lines(fact("task.started", "one", { agent: "hotels" }))).toBe(
    "00:00:01.000 task.started         hotel.requested  hotels",
  );
  expect(lines(fact("task.stepped", "unknown", { key: "a step", status: "succeeded" }))).toBe(
    "00:00:01.000 task.stepped         a step  succeeded",
  );
});

test("a task that no live agent takes says so", () => {
  const vacancies = [
    { type: "t.requested", topic: "action-requests", reason: "no live agent takes t.requested", remedy: "" },
    { type: "t.requested", topic: "task-events", reason: "of another topic", remedy: "" },
  ];
  const notesOf = (more: object) => {
    const tasks = [taskOf({ topic: "action-requests", ...more })];
    return timelineOf({ mission, tasks, vacancies })[0]?.notes;
  };
  expect(notesOf({})).toEqual([vacancies[0]?.reason, "task t"]);
  expect(notesOf({ agent: "bank", status: "waiting" })).toEqual(["task t"]);
});

test("a goal whose planner has spent, but not decided, is no longer queued", () => {
  const whoOf = (status: string) => {
    const [line] = timelineOf({ mission: { ...mission, status } as Mission, tasks: [taskOf({ kind: "goal" })] });
    return [line?.who, line?.status];
  };
  expect(whoOf("queued")).toEqual(["nobody yet", "queued"]);
  expect(whoOf("running")).toEqual(["its planner", "running"]);
});

test("tasks stand below who asked for them, in the order of their times", () => {
  const tasks = [
    taskOf({ id: "goal" }),
    taskOf({ id: "late", parentId: "goal", createdAt: at(3) }),
    taskOf({ id: "early", parentId: "goal", createdAt: at(1) }),
    taskOf({ id: "below", parentId: "late", createdAt: at(4) }),
    taskOf({ id: "stray", parentId: "another mission's", createdAt: at(5) }),
  ];
  const lines = timelineOf({ mission, tasks });
  expect(lines.map(({ depth, notes }) => `${depth} ${notes[0]}`)).toEqual([
    "0 task goal",
    "1 task early",
    "1 task late",
    "2 task below",
    "0 task stray",
  ]);
});
