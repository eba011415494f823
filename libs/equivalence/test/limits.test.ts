import {
  buildProgram,
  CompileError,
  compareRuns,
  type Python,
  runPython,
  runtimeLibrary,
  runWasm,
  type Toolchain,
} from "@troupe/equivalence";
import { translateProgram } from "@troupe/translate";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { largestFunction } from "../src/run/function-size.js";
import { isMissing, needs, python, toolchain } from "./machine.js";

vi.setConfig({ testTimeout: 120_000 });

const build = (body: string) =>
  buildProgram(`use pyrt::*;\n${body}\nfn main() { pyrt::run("main.py", program) }\n`, toolchain as Toolchain, {
    memoryBytes: 128 << 20,
  });
const python3 = (text: string, limits = {}, input = {}) =>
  runPython(python as Python, { main: "main.py", files: { "main.py": text } }, input, limits);

describe.skipIf(isMissing)(needs("a module within limits"), () => {
  beforeAll(() => runtimeLibrary(toolchain as Toolchain, "debug"), 600_000);

  it("ends one that never ends", async () => {
    const wasm = await build("fn program() -> PyResult<()> { loop { std::hint::spin_loop(); } }");
    const { end } = await runWasm(wasm, {}, { timeMs: 500 });
    expect(end).toEqual({ kind: "time" });
  });

  it("ends one that asks for more memory than it may have", async () => {
    const wasm = await build(`fn program() -> PyResult<()> {
      let xs: List<Str> = List::new();
      loop { xs.append(s!("0123456789abcdef").repeat(10_000)?); }
    }`);
    expect((await runWasm(wasm)).end).toEqual({ kind: "memory" });
  });

  it("ends one that floods its output", async () => {
    const wasm = await build('fn program() -> PyResult<()> { loop { print(&[&s!("flood")]); } }');
    expect((await runWasm(wasm, {}, { outputBytes: 1 << 20 })).end).toEqual({ kind: "output" });
  });

  it("gives a RecursionError where Python gives one, and its status", async () => {
    const wasm = await build(`
      fn down(n: Int) -> PyResult<Int> { let _frame = frame()?; Ok(down(n + 1)? + 1) }
      fn program() -> PyResult<()> { down(int(0))?; Ok(()) }`);
    const original = await python3("def down(n):\n    return down(n + 1) + 1\n\ndown(0)\n");
    const { end, stderr } = await runWasm(wasm);
    expect(end).toEqual({ kind: "exit", status: 1 });
    expect(stderr).toContain("RecursionError: maximum recursion depth exceeded");
    expect(original.stderr).toContain("RecursionError: maximum recursion depth exceeded");
  });

  it("survives a loop of more statements than V8 does when it optimizes it", async () => {
    const said = (i: number): string =>
      `print("line ${i}", round(x, ${i % 5}), f"{x:${i % 9}.${i % 4}f}", i ** ${i % 4}, x / ${i + 1}, str(x), [i, ${i}])`;
    const lines = Array.from({ length: 130 }, (_, i) => `        ${said(i)}`);
    const main = ["def main():", "    for i in range(160):", "        x = i * 1.5", ...lines, "main()", ""].join("\n");
    const made = translateProgram({ main: "main.py", files: { "main.py": main } });
    const { rust } = made as typeof made & { ok: true };
    const wasm = await buildProgram(rust, toolchain as Toolchain, { profile: "debug" });
    expect(largestFunction(wasm)).toBeGreaterThan(200_000);
    const [translated, original] = [await runWasm(wasm), await python3(main)];
    expect(translated.end).toEqual({ kind: "exit", status: 0 });
    expect(translated.stdout).toBe(original.stdout);
  });

  it("reads no files and no environment", async () => {
    const wasm = await build(`fn program() -> PyResult<()> {
      print(&[&std::fs::read_to_string("/etc/hostname").is_err(), &std::fs::write("out", "x").is_err()]);
      print(&[&int(std::env::vars().count() as i64)]);
      Ok(())
    }`);
    expect((await runWasm(wasm)).stdout).toBe("True True\n0\n");
  });

  it("is given its input and arguments", async () => {
    const wasm = await build(
      "fn program() -> PyResult<()> { print(&[&sys::argv(), &io::read_all()?]); sys::exit(&int(3)) }",
    );
    const outcome = await runWasm(wasm, { name: "main.py", args: ["é", ""], stdin: "a\nñ" });
    expect(outcome).toMatchObject({ end: { kind: "exit", status: 3 }, stdout: "['main.py', 'é', ''] a\nñ\n" });
  });

  it("says what the compiler says", async () => {
    await expect(build("fn program() -> PyResult<()> { nothing }")).rejects.toThrow(CompileError);
  });

  it("is not judged by a limit of the runtime", async () => {
    const wasm = await build("fn program() -> PyResult<()> { print(&[&int(2).pow(-1)?]); Ok(()) }");
    const comparison = compareRuns(await python3("print(2 ** -1)"), await runWasm(wasm));
    expect(comparison).toMatchObject({ result: "failed" });
  });

  it("does not guess whether two NaN of one origin are one object", async () => {
    const compared = ["[nan] == [nan]", "nan in (1.0, nan)", "{nan: 1} == {nan: 1}", "Row(nan) == Row(nan)"];
    for (const each of compared) {
      const text = `from dataclasses import dataclass\n@dataclass\nclass Row:\n    x: float\nnan = float("nan")\nprint(${each})\n`;
      const { rust } = translateProgram({ main: "main.py", files: { "main.py": text } }) as { rust: string };
      const { end, stderr } = await runWasm(await buildProgram(rust, toolchain as Toolchain, { profile: "debug" }));
      expect(end).toEqual({ kind: "exit", status: 70 });
      expect(stderr).toContain("a NaN within a container");
    }
  });

  it("does not guess what an object says of None beside it", async () => {
    const text =
      "class P:\n    def __init__(self, x):\n        self.x = x\n    def __eq__(self, other):\n        return self.x == other.x\n";
    for (const each of ["P(1) in [None, P(1)]", "[P(1), P(2)] == [P(1), None]", "(P(1), 2) == (None, 2)"]) {
      const files = { "main.py": `${text}print(${each})\n` };
      const { rust } = translateProgram({ main: "main.py", files }) as { rust: string };
      const { end } = await runWasm(await buildProgram(rust, toolchain as Toolchain, { profile: "debug" }));
      expect(end).toEqual({ kind: "exit", status: 70 });
    }
  });

  it("does not guess in which order Python closes generators", async () => {
    const left = [
      "a, b = begun(1), begun(2)\n    return 5",
      "a = [begun(1), begun(2)]",
      "a = begun(1)\n    return 1 / 0",
    ];
    for (const each of left) {
      const text = `def gen(n):\n    try:\n        yield n\n    finally:\n        print("end", n)\ndef begun(n):\n    g = gen(n)\n    next(g)\n    return g\ndef f():\n    ${each}\ntry:\n    f()\nexcept ZeroDivisionError:\n    print("caught")\n`;
      const { rust } = translateProgram({ main: "main.py", files: { "main.py": text } }) as { rust: string };
      const { end } = await runWasm(await buildProgram(rust, toolchain as Toolchain, { profile: "debug" }));
      expect(end).toEqual({ kind: "exit", status: 70 });
    }
  });
});

describe.skipIf(isMissing)(needs("Python within limits"), () => {
  it("ends a program that never ends", async () => {
    expect((await python3("while True:\n    pass\n", { timeMs: 700 })).end).toEqual({ kind: "time" });
  });

  it("ends a program that floods its output", async () => {
    expect((await python3("while True:\n    print('flood')\n", { outputBytes: 1 << 20 })).end).toEqual({
      kind: "output",
    });
  });

  it("bounds memory", async () => {
    const outcome = await python3("xs = [0] * (1 << 30)\n");
    expect(outcome.stderr).toContain("MemoryError");
    expect(compareRuns(outcome, { ...outcome, stderr: "" })).toMatchObject({ result: "inconclusive" });
  });

  it("has an empty environment and writes no long files", async () => {
    const text = `import os
print([name for name in os.environ if not name.startswith(("PYTHON", "LC_"))])
try:
    with open("out", "w") as f:
        f.write("x" * (17 << 20))
except OSError as error:
    print(type(error).__name__)
`;
    expect((await python3(text)).stdout).toBe("[]\nOSError\n");
  });

  it("hashes strings by the documented rule", async () => {
    expect((await python3("print(hash('apple'))")).stdout).toBe("-2003999543335776700\n");
  });

  it("has what site gives only where its words ask for it", async () => {
    const has = `hasattr(__builtins__, "ex" + "it")`;
    expect((await python3(`print(${has})\n`)).stdout).toBe("False\n");
    expect((await python3(`print(${has})\nexit(3)\n`)).end).toEqual({ kind: "exit", status: 3 });
    expect((await python3(`import sys\nprint(${has}, "site" in sys.modules)\n`)).stdout).toBe("True True\n");
  });
});
