import { moduleToRun } from "@troupe/translate";
import { type Python, type PythonProgram, runPython } from "../run/python.js";
import { type Case, callCase, withoutMain } from "./check-source.js";
import { callsWith } from "./typed.js";
import type { Uncalled } from "./uncalled.js";

/** Types that a function without annotations is tried with, the likeliest first, and a few values of each. */
const TRIED: Readonly<Record<string, string>> = {
  int: "[3, 10, 0, 7]",
  "list[int]": "[[3, 1, 2], [5], [4, 4, 1, 9], []]",
  str: "['abc', 'hello world', 'A1', '']",
  "list[str]": "[['b', 'a'], ['xy'], ['one', 'two', 'three'], []]",
  float: "[1.5, -2.25, 10.0, 0.5]",
  "dict[str, int]": "[{'a': 1, 'b': 2}, {'x': 5}, {'k': 3, 'z': 0}, {}]",
  "list[list[int]]": "[[[1, 2], [3, 4]], [[5]], [[0, 1], [1, 0]], []]",
};
const MOST_PARAMETERS = 3;
const TYPES_EACH = 2;
const CALLS_EACH = 6;

const PROBE = `
import contextlib, copy, io, itertools, json, signal, sys


class Late(BaseException):
    pass


def late(*_):
    raise Late


signal.signal(signal.SIGALRM, late)
found = {}
with open("troupe-cases.json", encoding="utf-8") as file:
    asked = json.load(file)
kinds = {kind: eval(values) for kind, values in asked["kinds"].items()}
names = {"__name__": "troupe_probe", "__package__": asked["package"]}
try:
    signal.setitimer(signal.ITIMER_REAL, 2)
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(asked["source"], "program.py", "exec"), names)
    for name, count in asked["functions"]:
        ranked = []
        for order, chosen in enumerate(itertools.product(kinds, repeat=count)):
            done = 0
            signal.setitimer(signal.ITIMER_REAL, 0.05)
            try:
                for values in zip(*(kinds[kind] for kind in chosen)):
                    try:
                        with contextlib.redirect_stdout(io.StringIO()):
                            names[name](*copy.deepcopy(values))
                        done += 1
                    except (TypeError, AttributeError):
                        done = 0
                        break
                    except Exception:
                        pass
            except Late:
                done = 0
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)
            if done:
                ranked.append((-done, len(set(chosen)), order, chosen))
        found[name] = [chosen for *_, chosen in sorted(ranked)[: asked["each"]]]
except BaseException:
    pass
finally:
    signal.setitimer(signal.ITIMER_REAL, 0)
print(json.dumps(found))
`;

/**
 * Calls of functions that nothing calls and that say no types: with the types that Python itself takes them with, found
 * by trying. A function that takes none of them gets none.
 */
export async function guessedCases(
  python: Python,
  { main, files }: PythonProgram,
  functions: readonly Uncalled[],
): Promise<Case[]> {
  const wanted = functions.flatMap(({ name, required = 0 }) =>
    required > 0 && required <= MOST_PARAMETERS ? [[name, required]] : [],
  );
  if (wanted.length === 0) return [];
  const asked = {
    source: withoutMain(files[main] ?? ""),
    package: moduleToRun(main)?.split(".").slice(0, -1).join(".") ?? "",
    functions: wanted,
    kinds: TRIED,
    each: TYPES_EACH,
  };
  const probe = { ...files, "troupe_probe.py": PROBE, "troupe-cases.json": JSON.stringify(asked) };
  const { stdout } = await runPython(python, { main: "troupe_probe.py", files: probe }, {}, { timeMs: 20_000 });
  try {
    const found = JSON.parse(stdout) as Record<string, string[][]>;
    return Object.entries(found).flatMap(([name, choices]) =>
      choices.flatMap((types) => callsWith(name, types, CALLS_EACH).map(callCase)),
    );
  } catch {
    return [];
  }
}
