import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  type Python,
  parseCommand,
  progressOn,
  runCommand,
  runtimeLibrary,
  type Toolchain,
  type Translator,
  withoutMain,
} from "@troupe/equivalence";
import { translateProgram } from "@troupe/translate";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { isMissing, needs, python, toolchain } from "./machine.js";

vi.setConfig({ testTimeout: 120_000 });

const silent = progressOn({ write: () => {}, columns: undefined, color: false });

interface Line {
  file: string;
  verdict: string;
  cases: number;
  wasm?: string;
  diagnostics: { line: number; message: string }[];
  counterexample?: { input: { call?: string } };
}

describe.skipIf(isMissing)(needs("the command"), () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "troupe-translate-"));
    await runtimeLibrary(toolchain as Toolchain, "debug");
  }, 180_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function run(
    files: Record<string, string | Buffer>,
    words: string[] = [],
    translator: Translator = translateProgram,
  ) {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    const lines: string[] = [];
    const command = parseCommand([...Object.keys(files).map((name) => `./${name}`), "--json", ...words]);
    const status = await runCommand(command, {
      cwd: folder,
      translator,
      toolchain: toolchain as Toolchain,
      python: python as Python,
      say: (line) => lines.push(line),
      progress: silent,
    });
    return { status, lines: lines.map((line) => JSON.parse(line) as Line) };
  }

  it("exits 0 only if every file is equal, and says so in a line each", async () => {
    const good = await run({ "good.py": "print(1 + 1)\n" });
    expect(good).toMatchObject({ status: 0, lines: [{ file: "good.py", verdict: "equal", cases: 1 }] });
    const both = await run({ "good.py": "print(1 + 1)\n", "bad.py": "exec('1')\n" });
    expect(both.status).toBe(1);
    expect(both.lines.find(({ file }) => file === "bad.py")).toMatchObject({ verdict: "unsupported" });
  });

  it("writes the module where it is told to", async () => {
    const { lines } = await run({ "kept.py": "print('kept')\n" }, ["--out", join(folder, "out")]);
    expect((await readFile(lines[0]?.wasm ?? "")).subarray(0, 4).toString("latin1")).toBe("\0asm");
    expect(await readdir(join(folder, "out"))).toEqual(["kept.rs", "kept.wasm", "report.html", "report.json"]);
  });

  it("runs functions on their examples and on values of their types", async () => {
    const text = `def half(n: int) -> float:
    """
    >>> half(3)
    1.5
    """
    return n / 2


if __name__ == "__main__":
    import doctest

    doctest.testmod()
`;
    const { lines } = await run({ "half.py": text });
    expect(lines[0]).toMatchObject({ verdict: "equal", diagnostics: [] });
    expect(lines[0]?.cases).toBeGreaterThan(5);
  });

  it("names the call on which a wrong translation differs", async () => {
    const text = "def double(n: int) -> int:\n    return n * 2\n";
    const wrong: Translator = (program) => {
      const done = translateProgram(program);
      return done.ok ? { ...done, rust: done.rust.replaceAll("* 2", "* 3") } : done;
    };
    const { lines, status } = await run({ "double.py": text }, [], wrong);
    expect(status).toBe(1);
    expect(lines[0]).toMatchObject({ verdict: "different", counterexample: { input: { call: expect.any(String) } } });
  });

  it("refuses what is no text, with CPython's place where it is no Python", async () => {
    const { lines, status } = await run({
      "latin.py": Buffer.from("print('\xe9')\n", "latin1"),
      "broken.py": "x = 1\nif x\n    pass\n",
      "nested.py": `x = ${"(".repeat(10_000)}1${")".repeat(10_000)}\n`,
    });
    expect(status).toBe(1);
    expect(lines.map(({ verdict }) => verdict)).toEqual(["unsupported", "unsupported", "unsupported"]);
    expect(lines.find(({ file }) => file === "broken.py")?.diagnostics[0]).toMatchObject({ line: 2 });
  });

  it("takes other line ends and a byte order mark", async () => {
    const text = "\ufeffif True:\r\n    print('crlf')\r\n";
    expect((await run({ "crlf.py": text })).lines[0]).toMatchObject({ verdict: "equal" });
  });

  it("takes a program of several files, and each of them by itself", async () => {
    const { lines } = await run({
      "several/main.py": "import shapes.area\nfrom shapes import unit as one\nprint(shapes.area.square(3), one)\n",
      "several/shapes/__init__.py": "from .area import square\nunit = square(1)\nprint('shapes', __name__)\n",
      "several/shapes/area.py":
        "def square(x: int) -> int:\n    return x * x\n\nif __name__ == '__main__':\n    print('run')\n",
    });
    expect(lines.map(({ file, verdict }) => [file, verdict]).sort()).toEqual([
      ["several/main.py", "equal"],
      ["several/shapes/__init__.py", "equal"],
      ["several/shapes/area.py", "equal"],
    ]);
  });

  it("takes modules of a package that import each other", async () => {
    const { lines } = await run({
      "cycle/main.py": "from pkg import even\nprint(even.is_even(10), even.is_even(7))\n",
      "cycle/pkg/__init__.py": "",
      "cycle/pkg/even.py": "from . import odd\n\n\ndef is_even(n):\n    return True if n == 0 else odd.is_odd(n - 1)\n",
      "cycle/pkg/odd.py":
        "from . import even\n\n\ndef is_odd(n):\n    return False if n == 0 else even.is_even(n - 1)\n",
    });
    const main = lines.find(({ file }) => file === "cycle/main.py");
    expect(main).toMatchObject({ verdict: "equal", diagnostics: [] });
    const torn = await run({
      "torn/main.py": "import first\nprint(first.X)\n",
      "torn/first.py": "from second import Y\nX = Y + 1\n",
      "torn/second.py": "from first import X\nY = X + 1\n",
    });
    const whole = torn.lines.find(({ file }) => file === "torn/main.py");
    expect(["equal", "unsupported"]).toContain(whole?.verdict);
  });

  it("takes a file whose name begins with a dash", async () => {
    expect((await run({ "-v.py": "print('dash')\n" })).lines[0]).toMatchObject({ verdict: "equal" });
  });

  it("asks a model only where it is told to, and says what it wants for that", async () => {
    await expect(run({ "good.py": "print(1 + 1)\n" }, ["--repair"])).rejects.toThrow("OPENAI_API_KEY");
  });

  it("proves nothing of a program that never ends", async () => {
    await writeFile(join(folder, "endless.py"), "while True:\n    pass\n");
    const lines: string[] = [];
    const status = await runCommand(parseCommand(["endless.py", "--json"]), {
      cwd: folder,
      translator: translateProgram,
      toolchain: toolchain as Toolchain,
      python: python as Python,
      limits: { timeMs: 500 },
      say: (line) => lines.push(line),
      progress: silent,
    });
    expect(status).toBe(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ verdict: "inconclusive" });
  }, 60_000);
});

describe("a program without its own run of its examples", () => {
  it("keeps its lines", () => {
    const text = "x = 1\nif __name__ == '__main__':\n    import doctest\n    doctest.testmod()\n";
    expect(withoutMain(text)).toBe("x = 1\nif False:\n    pass\n    pass\n");
  });
});
