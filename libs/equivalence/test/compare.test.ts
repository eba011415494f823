import { describe, expect, it } from "vitest";
import { compareRuns, errorsOf } from "../src/compare/compare.js";
import type { RunOutcome } from "../src/run/outcome.js";

const run = (part: Partial<RunOutcome>): RunOutcome => ({
  end: { kind: "exit", status: 0 },
  stdout: "",
  stderr: "",
  ms: 1,
  ...part,
});
const TRACEBACK = 'Traceback (most recent call last):\n  File "x.py", line 1, in <module>\n';

describe("what two runs did", () => {
  it("is equal when output, exception and status are", () => {
    const failed = { end: { kind: "exit", status: 1 } } as const;
    const python = run({ ...failed, stderr: `${TRACEBACK}    f()\n    ^^^\nValueError: bad\n` });
    expect(compareRuns(python, run({ ...failed, stderr: `${TRACEBACK}ValueError: bad\n` }))).toEqual({
      result: "equal",
    });
  });

  it.each([
    ["stdout", run({ stdout: "a\nb\n" }), run({ stdout: "a\nc\n" })],
    ["status", run({}), run({ end: { kind: "exit", status: 1 } })],
    ["stderr", run({ stderr: "warning\n" }), run({})],
    ["exception", run({ stderr: `${TRACEBACK}KeyError: 1\n` }), run({ stderr: `${TRACEBACK}KeyError: 2\n` })],
  ])("differs by its %s", (what, python, module) => {
    expect(compareRuns(python, module)).toMatchObject({ result: "different", difference: { what } });
  });

  it("names the first line that differs", () => {
    expect(compareRuns(run({ stdout: "a\nb\n" }), run({ stdout: "a\n" }))).toMatchObject({
      difference: { expected: "line 2: b", actual: "line 2: " },
    });
  });

  it("proves nothing when Python did not end", () => {
    expect(compareRuns(run({ end: { kind: "time" } }), run({}))).toMatchObject({ result: "inconclusive" });
  });

  it("fails a module that broke", () => {
    const broken = run({ end: { kind: "broken", message: "unreachable" } });
    expect(compareRuns(run({}), broken)).toEqual({ result: "failed", reason: "the module broke: unreachable" });
  });

  it("takes the last exception of a chain, with all lines of its message", () => {
    const chain = `said\n${TRACEBACK}KeyError: 1\n\nDuring handling of the above exception, another exception occurred:\n\n${TRACEBACK}ValueError: two\nlines\n`;
    expect(errorsOf(chain)).toEqual({ text: "said\n", exception: "ValueError: two\nlines" });
  });

  it("leaves out a cause that was never raised", () => {
    const chain = `said\nKeyError: 1\n\nThe above exception was the direct cause of the following exception:\n\n${TRACEBACK}ValueError\n`;
    expect(errorsOf(chain)).toEqual({ text: "said\n", exception: "ValueError" });
  });

  it("leaves out where a warning was given", () => {
    const warned = "/tmp/x/program.py:5: UserWarning: careful\n  warn('careful')\nsaid\n";
    expect(errorsOf(warned)).toEqual({ text: "UserWarning: careful\nsaid\n", exception: undefined });
    expect(errorsOf(`${warned + TRACEBACK}ValueError\n`).text).toBe("UserWarning: careful\nsaid\n");
  });
});
