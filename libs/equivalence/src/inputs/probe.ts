import { moduleToRun } from "@troupe/translate";
import { type Python, type PythonProgram, runPython } from "../run/python.js";
import { type Case, withoutMain } from "./check-source.js";

const PROBE = `
import contextlib, io, json, signal, sys, time


class Late(BaseException):
    pass


def late(*_):
    raise Late


signal.signal(signal.SIGALRM, late)
wanted = []
with open("troupe-cases.json", encoding="utf-8") as file:
    asked = json.load(file)
source, cases = asked["source"], asked["cases"]
names = {"__name__": "troupe_probe", "__package__": asked["package"]}
out = io.StringIO()
left = 2.0
try:
    signal.setitimer(signal.ITIMER_REAL, 2)
    with contextlib.redirect_stdout(out):
        exec(compile(source, "program.py", "exec"), names)
    for i, code in enumerate(cases):
        out = io.StringIO()
        began = time.perf_counter()
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        try:
            with contextlib.redirect_stdout(out):
                exec(compile(code, "case.py", "exec"), names)
        except (RecursionError, MemoryError, Late):
            continue
        except Exception:
            pass
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        took = time.perf_counter() - began
        if took > left:
            continue
        left -= took
        text = out.getvalue()
        if len(text) < 20000 and "RecursionError" not in text and "MemoryError" not in text and " at 0x" not in text and "Exceeds the limit" not in text:
            wanted.append(i)
except BaseException:
    pass
finally:
    signal.setitimer(signal.ITIMER_REAL, 0)
print(json.dumps(wanted))
`;

/** The cases that Python does in a tenth of a second each and two seconds in all, without running out of stack or memory. */
export async function feasible(python: Python, { main, files }: PythonProgram, cases: Case[]): Promise<Case[]> {
  if (cases.length === 0) return [];
  const asked = {
    source: withoutMain(files[main] ?? ""),
    package: moduleToRun(main)?.split(".").slice(0, -1).join(".") ?? "",
    cases: cases.map(({ code }) => code),
  };
  const probe = { ...files, "troupe_probe.py": PROBE, "troupe-cases.json": JSON.stringify(asked) };
  const outcome = await runPython(python, { main: "troupe_probe.py", files: probe }, {}, { timeMs: 20_000 });
  try {
    const wanted = JSON.parse(outcome.stdout) as number[];
    return wanted.flatMap((i) => cases[i] ?? []);
  } catch {
    return [];
  }
}
