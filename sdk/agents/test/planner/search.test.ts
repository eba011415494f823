import type { AgentRecord, Discovery, EventTypeRecord } from "@troupe/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowsOf, type Capability, capabilitiesOf } from "../../src/planner/rules/capabilities.js";
import { type Field, fieldsOf } from "../../src/planner/rules/fields.js";
import { explainMissing, explainPath, findPath } from "../../src/planner/rules/search.js";

const field = (name: string, type = "string", isRequired = true): Field => ({ name, types: [type], isRequired });
const offer = (name: string, inputs: Field[], outputs: Field[], cost = 1): Capability => ({
  request: `${name}.requested`,
  topic: "action-requests",
  inputs,
  reply: `${name}.completed`,
  replyTopic: "action-results",
  outputs,
  cost,
  agents: [name],
});
const goal = { from: "goal", fields: [field("text")] };
const all = { allows: allowsOf(undefined), costs: {} };

describe("a path", () => {
  const terms = offer("terms", [field("text")], [field("terms", "array")]);
  const digest = offer("digest", [field("text"), field("terms", "array")], [field("summary")]);

  it("chains what agents give and need, and says how", () => {
    const path = findPath({ known: [goal], wanted: "digest.completed", capabilities: [digest, terms] });
    expect(path && explainPath(path)).toEqual([
      "1. terms.requested to terms, for terms.completed (cost 1): text from goal",
      "2. digest.requested to digest, for digest.completed (cost 1): text from goal, terms from terms.completed",
    ]);
    expect(path?.steps[1]?.after).toEqual(["terms.completed"]);
  });

  it("is the cheapest, then the shortest", () => {
    const dear = offer("dear", [field("text")], [field("terms", "array")], 5);
    const direct = { ...offer("direct", [field("text")], [field("summary")], 3), reply: "digest.completed" };
    const cost = (capabilities: Capability[]) =>
      findPath({ known: [goal], wanted: "digest.completed", capabilities })?.cost;
    expect(cost([digest, terms, dear, direct])).toBe(2);
    expect(cost([digest, dear, direct])).toBe(3);
    const equal = { ...direct, cost: 2 };
    expect(
      findPath({ known: [goal], wanted: "digest.completed", capabilities: [digest, terms, equal] })?.steps,
    ).toHaveLength(1);
  });

  it("takes the latest of several givers", () => {
    const clean = offer("clean", [field("raw")], [field("text")]);
    const known = [
      { from: "goal", fields: [field("raw"), field("text")] },
      { from: "clean.completed", fields: clean.outputs },
    ];
    const path = findPath({ known, wanted: "terms.completed", capabilities: [terms] });
    expect(path?.steps[0]?.bindings).toEqual([{ field: "text", from: "clean.completed", as: "text" }]);
  });

  it("joins what runs side by side", () => {
    const left = offer("left", [field("text")], [field("l")]);
    const right = offer("right", [field("text")], [field("r")]);
    const join = offer("join", [field("l"), field("r")], [field("both")]);
    const path = findPath({ known: [goal], wanted: "join.completed", capabilities: [left, right, join] });
    expect(path?.steps.map(({ after }) => after.length)).toEqual([0, 0, 2]);
  });

  it("says what is missing where there is none", () => {
    expect(explainMissing({ known: [goal], wanted: "x.completed", capabilities: [terms] })).toEqual([
      "no live agent produces x.completed",
    ]);
    expect(explainMissing({ known: [goal], wanted: "digest.completed", capabilities: [digest] })).toEqual([
      "digest.requested at digest needs terms (array), which nothing gives",
    ]);
  });

  it("is the cheapest, then the shortest of all there are, and always has what it asks with (any offers)", () => {
    const names = ["a", "b", "c", "d", "e"];
    const offers = fc.uniqueArray(
      fc.record({
        name: fc.integer({ min: 0, max: 9 }),
        needs: fc.subarray(names, { maxLength: 2 }),
        gives: fc.subarray(names),
        cost: fc.integer({ min: 0, max: 4 }),
      }),
      { selector: ({ name }) => name, maxLength: 8 },
    );
    fc.assert(
      fc.property(offers, (made) => {
        const capabilities = made.map(({ name, needs, gives, cost }) =>
          offer(
            `o${name}`,
            needs.map((n) => field(n)),
            gives.map((n) => field(n)),
            cost,
          ),
        );
        const known = [{ from: "goal", fields: [field("a")] }];
        const path = findPath({ known, wanted: "o0.completed", capabilities });
        const reached = new Set(["a"]);
        let grew = true;
        const done = new Set<string>();
        while (grew) {
          grew = false;
          for (const { request, inputs, outputs } of capabilities) {
            if (done.has(request) || !inputs.every(({ name }) => reached.has(name))) continue;
            done.add(request);
            for (const { name } of outputs) reached.add(name);
            grew = true;
          }
        }
        expect(path !== undefined).toBe(done.has("o0.requested"));
        const have = new Set(["goal"]);
        for (const { bindings, capability } of path?.steps ?? []) {
          expect(bindings.every(({ from }) => have.has(from))).toBe(true);
          have.add(capability.reply);
        }
        const best = cheapest(made);
        expect(path === undefined ? undefined : [path.cost, path.steps.length]).toEqual(best);
        // The same when any agent has left.
        for (const { name: gone } of made) {
          const left = capabilities.filter(({ request }) => request !== `o${gone}.requested`);
          const again = findPath({ known, wanted: "o0.completed", capabilities: left });
          const other = cheapest(made.filter(({ name }) => name !== gone));
          expect(again === undefined ? undefined : [again.cost, again.steps.length]).toEqual(other);
        }
      }),
      { numRuns: 300 },
    );
  });
});

interface Made {
  readonly name: number;
  readonly needs: readonly string[];
  readonly gives: readonly string[];
  readonly cost: number;
}

/** Cost and length of the best of all sets of offers that can be asked one after another and hold the wanted one. */
function cheapest(made: readonly Made[]): [cost: number, length: number] | undefined {
  let best: [number, number] | undefined;
  for (let set = 1; set < 2 ** made.length; set += 1) {
    const chosen = made.filter((_, at) => (set & (2 ** at)) !== 0);
    const reached = new Set(["a"]);
    const left = new Set(chosen);
    for (let before = -1; before !== left.size; ) {
      before = left.size;
      for (const one of [...left]) {
        if (!one.needs.every((need) => reached.has(need))) continue;
        left.delete(one);
        for (const given of one.gives) reached.add(given);
      }
    }
    if (left.size > 0 || !chosen.some(({ name }) => name === 0)) continue;
    const cost = chosen.reduce((sum, one) => sum + one.cost, 0);
    const isBetter = best === undefined || cost < best[0] || (cost === best[0] && chosen.length < best[1]);
    if (isBetter) best = [cost, chosen.length];
  }
  return best;
}

describe("what agents offer", () => {
  const agent = (name: string, consumes: string[], produces: string[]): AgentRecord =>
    ({
      name,
      kind: "worker",
      live: true,
      consumes: consumes.map((type) => ({ type, topic: "action-requests" })),
      produces: produces.map((type) => ({ type, topic: "action-results" })),
    }) as unknown as AgentRecord;
  const type = (name: string, schema: object = {}): EventTypeRecord =>
    ({
      type: name,
      topic: name.endsWith("requested") ? "action-requests" : "action-results",
      schema,
    }) as EventTypeRecord;
  const discovery: Discovery = {
    agents: [
      agent("one", ["a.requested", "b.requested"], ["a.completed", "a.failed", "b.made", "b.failed"]),
      agent("two", ["a.requested"], ["a.completed", "a.failed"]),
    ],
    eventTypes: [
      type("a.requested", {
        properties: { n: { type: "integer" }, mode: { default: "fast" } },
        required: ["n", "mode"],
      }),
      type("b.requested"),
      type("a.completed"),
      type("b.made"),
    ],
  };

  it("pairs requests with answers by their names, and what is left over", () => {
    expect(capabilitiesOf(discovery, all).map(({ request, reply, agents }) => [request, reply, agents.join()])).toEqual(
      [
        ["a.requested", "a.completed", "one,two"],
        ["b.requested", "b.made", "one"],
      ],
    );
  });

  it("keeps to what is allowed", () => {
    expect(capabilitiesOf(discovery, { allows: allowsOf(["b.*"]), costs: { "b.requested": 7 } })).toMatchObject([
      { request: "b.requested", cost: 7 },
    ]);
  });

  it("needs only what has no default", () => {
    expect(
      fieldsOf(discovery.eventTypes[0]?.schema ?? {})
        .filter(({ isRequired }) => isRequired)
        .map(({ name }) => name),
    ).toEqual(["n"]);
  });
});
