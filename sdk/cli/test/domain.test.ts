import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agentsOfCommands, projectSchema } from "../src/domain/agent-list.js";
import { completionScript, SHELLS } from "../src/domain/completion.js";
import { parseDuration } from "../src/domain/duration.js";
import { parseMoment } from "../src/domain/moment.js";
import { reconcile } from "../src/domain/reconcile.js";
import { type Deaths, nextRestart } from "../src/domain/restart.js";
import { type StackRecord, stackFolder, stackNameSchema } from "../src/domain/stack-record.js";
import { suggest } from "../src/domain/suggest.js";
import { printable } from "../src/output/printable.js";

const record = (names: readonly string[]): StackRecord => ({
  name: "default",
  url: "http://127.0.0.1:7400",
  token: "t",
  startedAt: "2026-01-01T00:00:00.000Z",
  processes: Object.fromEntries(names.map((name, at) => [name, { pid: at + 10, birth: String(at) }])),
});

describe("what a state file says against what runs", () => {
  test("nothing written: absent", () => {
    expect(reconcile({ record: undefined, alive: new Set(), answers: true })).toEqual({ kind: "absent" });
  });

  test("the supervisor runs: running when it answers, unresponsive when not", () => {
    const facts = { record: record(["stack", "nats"]), alive: new Set(["stack", "nats"]) };
    expect(reconcile({ ...facts, answers: true }).kind).toBe("running");
    expect(reconcile({ ...facts, answers: false }).kind).toBe("unresponsive");
  });

  test("the supervisor is gone: stale, even when something answers at its address", () => {
    const state = reconcile({ record: record(["stack", "nats", "agent:a"]), alive: new Set(["nats"]), answers: true });
    expect(state).toMatchObject({ kind: "stale", orphans: [{ pid: 11, birth: "1" }] });
  });

  test("only recorded processes that run are ever orphans", () => {
    const names = fc.uniqueArray(fc.constantFrom("stack", "nats", "agent:a", "agent:b", "agent:c"));
    fc.assert(
      fc.property(names, names, fc.boolean(), (recorded, running, answers) => {
        const known = record(recorded);
        const state = reconcile({
          record: known,
          alive: new Set(running.filter((n) => recorded.includes(n))),
          answers,
        });
        if (state.kind !== "stale") return;
        expect(running.includes("stack") && recorded.includes("stack")).toBe(false);
        for (const orphan of state.orphans) {
          const name = recorded.find((candidate) => known.processes[candidate]?.pid === orphan.pid);
          expect(running).toContain(name);
        }
      }),
    );
  });
});

describe("starting a child again", () => {
  test("at once the first time, ever later while it keeps dying, never more than ten seconds", () => {
    let deaths: Deaths = { count: 0 };
    const delays: number[] = [];
    for (let at = 0; at < 10; at++) {
      const next = nextRestart(deaths, 100);
      deaths = next.deaths;
      delays.push(next.delayMs);
    }
    expect(delays[0]).toBeLessThanOrEqual(50);
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    expect(delays.at(-1)).toBe(10_000);
  });

  test("a child that lived well starts over", () => {
    expect(nextRestart({ count: 9 }, 60_000)).toEqual(nextRestart({ count: 0 }, 60_000));
  });
});

describe("agents beside the stack", () => {
  test("by name, as a list, as commands", () => {
    const agents = [{ name: "greeter", command: "node greeter.js" }];
    expect(projectSchema.parse({ agents: { greeter: "node greeter.js" } }).agents).toEqual(agents);
    expect(projectSchema.parse({ agents: ["node greeter.js"] }).agents).toEqual(agents);
    expect(projectSchema.parse({ agents: [{ name: "greeter", command: "node greeter.js" }] }).agents).toEqual(agents);
    expect(projectSchema.parse({}).agents).toEqual([]);
    expect(projectSchema.safeParse({ agents: { "a b": "x" } }).success).toBe(false);
  });

  test("are named by what they run, and told apart", () => {
    const names = agentsOfCommands(["node dist/a.js --x", "node dist/a.js", "npm start", "./--"]).map(
      ({ name }) => name,
    );
    expect(names).toEqual(["a", "a-2", "start", "agent"]);
  });
});

test("stacks have names that are folders", () => {
  expect(stackFolder("default")).toEqual([".troupe"]);
  expect(stackFolder("two")).toEqual([".troupe", "two"]);
  for (const bad of ["", "A", "a b", "../x", "data", "logs", "-a", "a".repeat(33)]) {
    expect(stackNameSchema.safeParse(bad).success).toBe(false);
  }
});

test("moments are times, or durations from now or ago", () => {
  const now = Date.parse("2026-01-02T03:00:00.000Z");
  expect(parseMoment("2026-01-01T00:00:00+02:00", now, "ago")).toBe("2026-01-01T00:00:00+02:00");
  expect(parseMoment("90s", now, "ahead")).toBe("2026-01-02T03:01:30.000Z");
  expect(parseMoment("1h", now, "ago")).toBe("2026-01-02T02:00:00.000Z");
  for (const given of ["yesterday", "", "10", "2026-01-01"]) expect(parseMoment(given, now, "ago")).toBeUndefined();
});

test("durations", () => {
  expect(["90s", "15m", "12h", "30d", "2w"].map(parseDuration)).toEqual([90, 900, 43_200, 2_592_000, 1_209_600]);
  expect(["", "0s", "1", "1y", "-1d", "1.5h", "9999999d"].map(parseDuration)).toEqual(Array(7).fill(undefined));
});

test("suggestions are close and few", () => {
  expect(suggest("buisness-facts", ["business-facts", "plan-events"])).toEqual(["business-facts"]);
  expect(suggest("zzzzzz", ["business-facts", "plan-events"])).toEqual([]);
});

test("completion knows every command and option in every shell", () => {
  const tail = { name: "tail", options: ["--json"], commands: [] };
  const root = { name: "troupe", options: ["--help"], commands: [{ name: "events", options: [], commands: [tail] }] };
  for (const shell of SHELLS) {
    const script = completionScript(shell, root);
    for (const word of ["events", "tail", "--json", "events tail"]) expect(script).toContain(word);
  }
});

test("what others say neither moves the cursor nor rings, and colours only where colours are wanted", () => {
  const said = "\u001b[31mred\u001b[0m \u001b[2J\u001b]0;title\u0007\rover\u0000\n\tend";
  expect(printable(said, true)).toBe("\u001b[31mred\u001b[0m \ufffd[2J\ufffd]0;title\ufffd\ufffdover\ufffd\n\tend");
  expect(printable(said, false)).toBe("red \ufffd[2J\ufffd]0;title\ufffd\ufffdover\ufffd\n\tend");
  const json = JSON.stringify({ said, wide: "größe 🎭 \u007f\u009b" });
  expect(printable(json, false)).toBe(JSON.stringify({ said, wide: "größe 🎭 \u007f\u009b" }));
});
