import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { definePlan } from "../../src/planner/plan/define.js";
import type { Plan } from "../../src/planner/plan/plan.js";
import { reduce } from "../../src/planner/plan/reduce.js";
import { isEnded, type Place, type Standing } from "../../src/planner/plan/standing.js";
import { Drive } from "./plans.js";

const TYPES = ["a", "b", "c"];

/** Plans of random states over few event types: asks, branches, timeouts, retries, loops. */
const planned: fc.Arbitrary<Plan> = fc
  .record({ count: fc.integer({ min: 2, max: 5 }), seed: fc.array(fc.nat(), { minLength: 60, maxLength: 60 }) })
  .map(({ count, seed }) => {
    let at = 0;
    const pick = (below: number): number => (seed[at++ % seed.length] ?? 0) % below;
    const names = Array.from({ length: count }, (_, n) => `s${n}`);
    const to = (): string => [...names, "end"][pick(count + 1)] as string;
    const state = (n: number, depth: number): object => ({
      do: Array.from({ length: 1 + pick(2) }, (_, k) => ({
        event: `${TYPES[pick(3)]}.requested`,
        key: `k${k}`,
        each: pick(3) === 0 ? [1, 2] : undefined,
      })),
      on: { "fact.happened": pick(2) === 0 ? "end" : to() },
      join: (["all", "any", "settled", { quorum: 1 }] as const)[pick(4)],
      next: n === count - 1 ? "end" : [{ to: to(), when: { "==": [pick(2), 1] } }, `s${n + 1}`],
      ...(pick(2) === 0 ? { otherwise: "end" } : {}),
      ...(pick(2) === 0 ? { timeout: { ms: 1000, to: to() } } : {}),
      ...(pick(2) === 0 ? { retry: { attempts: 2, delayMs: 10 } } : {}),
      ...(depth > 0 && pick(3) === 0 ? { parallel: { left: machine(depth - 1), right: machine(depth - 1) } } : {}),
    });
    const machine = (depth: number) => ({
      initial: "s0",
      states: {
        ...Object.fromEntries(names.map((name, n) => [name, state(n, depth)])),
        end: { end: "succeeded" as const },
      },
    });
    try {
      return definePlan({
        name: "random",
        goal: "go.requested",
        events: { "fact.happened": "business-facts" },
        ...machine(1),
      } as never);
    } catch {
      return undefined;
    }
  })
  .filter((plan): plan is Plan => plan !== undefined);

const moves = fc.array(fc.record({ kind: fc.nat(9), which: fc.nat(1000) }), { maxLength: 60 });

function entries(place: Standing["at"]): number[] {
  if (place === undefined || isEnded(place)) return [];
  return [place.entry, ...Object.values(place.branches ?? {}).flatMap((inner) => entries(inner as Place))];
}

describe("any plan, whatever happens to it", () => {
  it("keeps its invariants", () => {
    fc.assert(
      fc.property(planned, moves, (plan, happenings) => {
        const drive = new Drive(plan, {});
        let ends = drive.end === undefined ? 0 : 1;
        for (const { kind, which } of happenings) {
          const before = structuredClone(drive.standing);
          const asked = drive.sent[which % Math.max(1, drive.sent.length)];
          const type = asked?.type.replace("requested", kind % 2 === 0 ? "completed" : "failed") ?? "a.completed";
          const timer = drive.standing.timers[which % Math.max(1, drive.standing.timers.length)]?.key ?? "timeout.1";
          const what =
            kind < 6
              ? ({
                  kind: "event",
                  id: `e${which}`,
                  type,
                  data: {},
                  source: "/x",
                  answers: asked ? [asked.id] : [],
                } as const)
              : kind < 8
                ? ({
                    kind: "event",
                    id: `e${which}`,
                    type: "fact.happened",
                    data: {},
                    source: "/x",
                    answers: [],
                  } as const)
                : ({ kind: "timer", key: timer } as const);
          const was = drive.standing;
          const again = reduce(plan, was, what, drive.around);
          const decision = drive.take(what);
          expect(was).toEqual(before);
          expect(decision).toEqual(again);
          if (decision.kind === "ignored") continue;
          if (decision.end !== undefined) ends++;
          const held = new Set(entries(drive.standing.at));
          expect(drive.standing.asks.every(({ entry }) => held.has(entry))).toBe(true);
          expect(drive.standing.timers.every(({ entry }) => held.has(entry))).toBe(true);
          expect(JSON.parse(JSON.stringify(drive.standing))).toEqual(drive.standing);
        }
        expect(ends).toBeLessThanOrEqual(1);
        expect(isEnded(drive.standing.at)).toBe(ends === 1);
        const ids = drive.sent.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a join of many answers", () => {
  const plan = definePlan({
    name: "many",
    goal: "many.requested",
    initial: "ask",
    states: {
      ask: { do: { event: "one.requested", each: "{{ goal }}", data: "{{ item }}", key: "ones" }, next: "sum" },
      sum: { do: { event: "sum.requested", data: "{{ results.ones }}" }, next: "done" },
      done: { end: "succeeded" },
    },
  });

  it("is met once, whatever is repeated and in whatever order it comes", () => {
    const shuffled = fc.integer({ min: 1, max: 30 }).chain((count) =>
      fc.tuple(
        fc.constant(count),
        fc.shuffledSubarray(
          Array.from({ length: count * 3 }, (_, n) => n % count),
          { minLength: count * 3 },
        ),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([count, order]) => {
        const drive = new Drive(
          plan,
          Array.from({ length: count }, (_, n) => n),
        );
        for (const n of order) drive.answer(`id:1.ones.${n}.1`, "one.completed", n);
        expect(drive.sent.filter(({ type }) => type === "sum.requested")).toHaveLength(1);
        expect(drive.sent.at(-1)?.data).toEqual(Array.from({ length: count }, (_, n) => n));
      }),
      { numRuns: 100 },
    );
  });
});
