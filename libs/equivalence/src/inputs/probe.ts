import { moduleToRun } from "@troupe/translate";
import { type Python, type PythonProgram, runPython } from "../run/python.js";
import { type Case, withoutMain } from "./check-source.js";

const PROBE = `
import contextlib, faulthandler, io, json, signal, sys, time


class Late(BaseException):
    pass


def late(*_):
    raise Late


signal.signal(signal.SIGALRM, late)
said = sys.__stdout__


def tell(word, i):
    print(word, i, file=said, flush=True)


with open("troupe-cases.json", encoding="utf-8") as file:
    asked = json.load(file)
source, cases, first = asked["source"], asked["cases"], asked["first"]
names = {"__name__": "troupe_probe", "__package__": asked["package"]}
out = io.StringIO()
left = asked["left"]
try:
    signal.setitimer(signal.ITIMER_REAL, 2)
    with contextlib.redirect_stdout(out):
        exec(compile(source, "program.py", "exec"), names)
    for i, code in list(enumerate(cases))[first:]:
        out = io.StringIO()
        tell("begun", i)
        faulthandler.dump_traceback_later(0.5, exit=True)
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
            faulthandler.cancel_dump_traceback_later()
        took = time.perf_counter() - began
        if took > left:
            continue
        left -= took
        text = out.getvalue()
        if len(text) < 20000 and "RecursionError" not in text and "MemoryError" not in text and " at 0x" not in text and "Exceeds the limit" not in text:
            tell("wanted", i)
except BaseException:
    pass
finally:
    signal.setitimer(signal.ITIMER_REAL, 0)
tell("done", len(cases))
`;

/** How often the rest is begun anew behind a case that ends in no time and hears no signal. */
const RESTARTS = 6;
const SECONDS_IN_ALL = 2;

/**
 * The cases that Python does in a tenth of a second each and two seconds in all, without running out of stack or memory.
 * One that nothing interrupts, as a sum over a range without end, takes its process along, and the rest go on behind it.
 */
export async function feasible(python: Python, { main, files }: PythonProgram, cases: Case[]): Promise<Case[]> {
  const wanted: Case[] = [];
  const asked = {
    source: withoutMain(files[main] ?? ""),
    package: moduleToRun(main)?.split(".").slice(0, -1).join(".") ?? "",
    cases: cases.map(({ code }) => code),
  };
  const until = performance.now() + SECONDS_IN_ALL * 1000 * RESTARTS;
  for (let first = 0, begun = 0; begun <= RESTARTS && first < cases.length && performance.now() < until; begun += 1) {
    const left = SECONDS_IN_ALL / (begun + 1);
    const probe = {
      ...files,
      "troupe_probe.py": PROBE,
      "troupe-cases.json": JSON.stringify({ ...asked, first, left }),
    };
    const { stdout } = await runPython(python, { main: "troupe_probe.py", files: probe }, {}, { timeMs: 20_000 });
    const said = [...stdout.matchAll(/^(begun|wanted|done) (\d+)$/gm)].map(([, word, i]) => ({ word, i: Number(i) }));
    wanted.push(...said.flatMap(({ word, i }) => (word === "wanted" ? (cases[i] ?? []) : [])));
    const last = said.at(-1);
    if (last === undefined || last.word === "done") break;
    first = last.i + 1;
  }
  return wanted;
}
