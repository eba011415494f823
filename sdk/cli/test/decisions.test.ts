import type { HistoryEntry, Mission } from "@troupe/contracts";
import { expect, test } from "vitest";
import { reasonWords } from "../src/domain/decisions.js";
import { type JournaledTask, timelineOf } from "../src/domain/timeline.js";

const at = (second: number): string => `2026-01-01T00:00:0${second}.000Z`;

test("decisions of a planner stand between the tasks they led to", () => {
  const task = (id: string, kind: string, createdAt: string, parentId: string | null) =>
    ({
      id,
      kind,
      type: `${id}.requested`,
      parentId,
      createdAt,
      endedAt: createdAt,
      agent: "a",
      status: "succeeded",
      runs: [],
      steps: [],
      progress: null,
      failure: null,
    }) as unknown as JournaledTask;
  const decision = (second: number, where: string, reason: unknown) =>
    ({
      type: "mission.transitioned",
      at: at(second),
      data: { planner: "p", state: { at: where }, reason },
    }) as HistoryEntry;
  const lines = timelineOf({
    mission: { createdAt: at(0) } as Mission,
    tasks: [task("goal", "goal", at(0), null), task("one", "task", at(2), "goal")],
    decisions: [
      decision(1, "asking", { trail: ["asking"] }),
      decision(3, "succeeded", { trail: ["done", "succeeded"] }),
    ],
  });
  expect(lines.map(({ what, notes }) => [what, ...notes])).toEqual([
    ["goal.requested"],
    ["decides: asking", "asking"],
    ["one.requested"],
    ["decides: succeeded", "done > succeeded"],
  ]);
});

test("reasons of plans, rules, models and hands are words", () => {
  expect(reasonWords(undefined)).toEqual([]);
  expect(reasonWords("I like it")).toEqual(["I like it"]);
  expect(reasonWords({ path: ["1. a", "2. b"], cost: 2 })).toEqual(["1. a", "2. b"]);
  expect(
    reasonWords({ model: "m", calls: [{ name: "x__y", args: "{}" }], usage: { prompt: 10, answer: 2 }, cost: 0.5 }),
  ).toEqual(["x__y {}", "m", "12 tokens", "$0.5"]);
  expect(reasonWords({ odd: 1 })).toEqual(['{"odd":1}']);
});
