import { describe, expect, it } from "vitest";
import { planOf } from "../../src/planner/plan/define.js";
import { parsePlan, readPlan } from "../../src/planner/plan/yaml.js";

const plan = (states: object, more: object = {}) => ({
  name: "p",
  goal: "go.requested",
  initial: "a",
  states,
  ...more,
});
const faultsOf = (raw: object) =>
  planOf(raw).faults.map(({ severity, pointer, message }) => `${severity} ${pointer} ${message}`);

describe("a plan is checked before it begins", () => {
  it.each([
    [
      "a target that is not there",
      plan({ a: { do: "x.requested", next: "b" }, c: { end: "succeeded" } }),
      "error /states/a/next/0/to there is no state b; there are a, c",
    ],
    [
      "a beginning that is not there",
      plan({ b: { end: "succeeded" } }),
      "error /initial there is no state a; there are b",
    ],
    [
      "a state that is never reached",
      plan({ a: { end: "succeeded" }, b: { end: "failed" } }),
      "error /states/b b is never reached",
    ],
    ["no end", plan({ a: { do: "x.requested", next: "a" } }), "error /states no state is an end: give one `end`"],
    [
      "a cycle without exit",
      plan({
        a: { do: "x.requested", next: "b", on: { "x.failed": "e" } },
        b: { do: "y.requested", next: "c" },
        c: { do: "z.requested", next: "b" },
        e: { end: "failed" },
      }),
      "error /states/b b is in a cycle without exit: no end can be reached from it",
    ],
    [
      "a dead end",
      plan({ a: { do: "x.requested", next: "b", on: { "x.failed": "e" } }, b: {}, e: { end: "failed" } }),
      "error /states/b nothing leads out of b, and it is no end",
    ],
    [
      "a cycle that never waits",
      plan({ a: { next: [{ to: "b", when: { var: "goal" } }, "e"] }, b: { next: "a" }, e: { end: "failed" } }),
      "error /states/a/next a comes back to itself without ever waiting",
    ],
    [
      "an answer awaited where it was not asked",
      plan({ a: { do: "x.requested", next: "b" }, b: { on: { "x.completed": "e" } }, e: { end: "failed" } }),
      "error /states/b/on/x.completed x.completed answers what another state asks, and leaving that state forgets it: ask here",
    ],
    [
      "an event whose topic is not known",
      plan({ a: { on: { "order.placed": "e" } }, e: { end: "failed" } }),
      "error /states/a/on/order.placed the topic of order.placed is not known: name it under `events`",
    ],
    [
      "an answer that leads nowhere",
      plan({ a: { do: "x.requested", parallel: {}, otherwise: "e" }, e: { end: "failed" } }),
      "error /states/a a is never left when all is answered: add `next`",
    ],
    [
      "a template that starts nowhere",
      plan({ a: { do: { event: "x.requested", data: { n: "{{ gaol.n }}" } }, next: "e" }, e: { end: "failed" } }),
      "error /states/a/do/0/data/n there is no gaol; a path starts with goal, data, results, event, mission, item, index",
    ],
    [
      "a result nobody keeps",
      plan({
        a: { do: { event: "x.requested", key: "x" }, next: "e" },
        e: { end: { as: "succeeded", result: "{{ results.y.z }}" } },
      }),
      "error /states/e/end/result nothing is ever kept as results.y; the plan's keys: x",
    ],
    [
      "an operator there is not",
      plan({ a: { do: "x.requested", next: [{ to: "e", when: { is: [1, 1] } }, "e"] }, e: { end: "failed" } }),
      "error /states/a/next/0/when/is JSON Logic has no operator is",
    ],
    [
      "a condition in words, which would always hold",
      plan({ a: { do: "x.requested", next: [{ to: "e", when: "results.x.n > 3" }, "e"] }, e: { end: "failed" } }),
      'error /states/a/next/0/when a condition is JSON Logic, such as { "<": [{ "var": "results.stock.price" }, 3] }',
    ],
    [
      "a condition that says nothing",
      plan({ a: { do: "x.requested", next: [{ to: "e", when: {} }, "e"] }, e: { end: "failed" } }),
      'error /states/a/next/0/when a condition is JSON Logic, such as { "<": [{ "var": "results.stock.price" }, 3] }',
    ],
    [
      "a placeholder in a condition",
      plan({
        a: { do: "x.requested", next: [{ to: "e", when: { "==": ["{{ goal.n }}", 1] } }, "e"] },
        e: { end: "failed" },
      }),
      'error /states/a/next/0/when/==/0 {{ goal.n }} is not filled in JSON Logic, which reads { "var": "goal.n" }',
    ],
    [
      "a variable there is not",
      plan({
        a: { do: "x.requested", next: [{ to: "e", when: { "==": [{ var: "reply.x" }, 1] } }, "e"] },
        e: { end: "failed" },
      }),
      "error /states/a/next/0/when/==/0/var there is no reply; a path starts with goal, data, results, event, mission, item, index",
    ],
    [
      "a time longer than can be waited",
      plan({ a: { do: "x.requested", next: "e", timeout: { ms: 9e15, to: "e" } }, e: { end: "failed" } }),
      "error /states/a/timeout/ms Too big: expected number to be <=3155760000000",
    ],
    [
      "two answers under one key",
      plan({ a: { do: ["x.requested", "x.requested"], next: "e" }, e: { end: "failed" } }),
      "error /states/a/do/1 two answers of one state would be kept as x.requested: give each a `key`",
    ],
    [
      "an end that asks",
      plan({ a: { do: "x.requested", end: "succeeded" } }),
      "error /states/a/end a is an end, so it can neither ask nor lead on; it may publish",
    ],
    [
      "a branch that never ends",
      plan({
        a: { parallel: { l: { initial: "q", states: { q: { do: "x.requested", next: "q" } } } }, next: "e" },
        e: { end: "failed" },
      }),
      "error /states/a/parallel/l/states no state is an end: give one `end`",
    ],
    [
      "a quorum of more than it asks",
      plan({ a: { do: ["x.requested", "y.requested"], join: { quorum: 3 }, next: "e" }, e: { end: "failed" } }),
      "error /states/a/join a quorum of 3 is never met: a waits for 2",
    ],
    [
      "a placeholder that is never closed",
      plan({ a: { do: { event: "x.requested", data: { to: "{{ goal.to" } }, next: "e" }, e: { end: "failed" } }),
      "error /states/a/do/0/data/to {{ goal.to is never closed: a placeholder ends with }}",
    ],
    [
      "each of what is no list",
      plan({ a: { do: { event: "x.requested", each: "goal.items" }, next: "e" }, e: { end: "failed" } }),
      "error /states/a/do/0/each this is no list: give one, or a placeholder such as {{ goal.items }}",
    ],
    [
      "a type out of grammar",
      plan({ a: { do: "Xyz", next: "e" }, e: { end: "failed" } }),
      "error /states/a/do/0/event/type a type is two to eight dot-separated tokens of a-z, 0-9, _ and -",
    ],
    [
      "conditions that may all fail",
      plan({ a: { next: [{ to: "e", when: { var: "goal" } }] }, e: { end: "failed" } }),
      "warning /states/a/next where no condition of a holds, the mission fails: end the list with a move without `when`",
    ],
  ])("%s", (_name, raw, expected) => {
    expect(faultsOf(raw)).toContain(expected);
  });

  it("tells a word it does not know", () => {
    expect(faultsOf(plan({ a: { end: "succeeded", goto: "b" } }))).toEqual([expect.stringContaining('"goto"')]);
  });
});

const GOOD = `# Greets, and waits for thanks.
name: greet
goal: greet.requested
events:
  thanks.said: business-facts
initial: greet
states:
  greet:
    do: { event: greeting.requested, data: { name: "{{ goal.name }}" }, key: greeting }
    next: wait
  wait:
    on:
      thanks.said:
        - to: done
          when: { "==": [{ var: event.data.to }, { var: results.greeting.by }] }
    timeout: { ms: 1000, to: done }
  done:
    end: succeeded
`;

const BOMB = ["x", "a", "b", "c", "d"]
  .map((name, at, names) => `${name}: &${name} [${Array(10).fill(at === 0 ? "x" : `*${names[at - 1]}`)}]`)
  .join("\n");

describe("YAML", () => {
  it("says the same as TypeScript", () => {
    expect(parsePlan(GOOD)).toMatchObject({ name: "greet", version: "1.0.0" });
    expect([...parsePlan(GOOD).machine.states.keys()]).toEqual(["greet", "wait", "done"]);
  });

  it.each([
    ["a missing target", GOOD.replace("next: wait", "next: wiat"), 10, "there is no state wiat"],
    ["a bad condition", GOOD.replace('"=="', '"="'), 15, "JSON Logic has no operator ="],
    ["a word it does not know", GOOD.replace("timeout:", "timeuot:"), 11, "timeuot"],
    ["a template", GOOD.replace("goal.name", "gaol.name"), 9, "there is no gaol"],
    ["a key twice", GOOD.replace("  wait:\n", "  greet:\n"), 11, "unique"],
    ["indentation", GOOD.replace("    next: wait", "   next: wait"), 10, ""],
    ["a bracket that is never closed", `${GOOD}x: [1, 2\n`, 20, ""],
    ["a second document", `${GOOD}---\nname: b\n`, 19, "a plan is one"],
    ["an alias of nothing", `${GOOD}x: *none\n`, 19, "nothing before is named &none"],
    ["aliases without measure", BOMB, 1, "copies"],
    ["nothing", "", 1, "no plan is written here"],
    ["a list", "# plans\n- a\n", 2, "no plan is written here"],
  ])("names line and column of %s", (_name, text, line, message) => {
    const { faults } = readPlan(text);
    expect(faults.map((fault) => fault.line)).toContain(line);
    expect(faults.some((fault) => fault.message.includes(message) && (fault.column ?? 0) > 0)).toBe(true);
    expect(() => parsePlan(text)).toThrow(
      expect.objectContaining({ code: "PLAN_INVALID", message: expect.stringMatching(/line \d+, column \d+/) }),
    );
  });

  it.each(["", "[]", "name: 3", "just words", "- a\n- b", "states: {a: {do: {event: {}}}}"])("refuses %j", (text) => {
    expect(() => parsePlan(text)).toThrow(expect.objectContaining({ code: "PLAN_INVALID" }));
  });
});
