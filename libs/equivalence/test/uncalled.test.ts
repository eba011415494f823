import { runtimeLibrary, type Toolchain, translateProgram } from "@troupe/equivalence";
import { translateProgram as translator } from "@troupe/translate";
import { beforeAll, describe, expect, it } from "vitest";
import { uncalledFunctions } from "../src/inputs/uncalled.js";
import { isMissing, needs, python, toolchain } from "./machine.js";

describe("functions that nothing calls", () => {
  it("are those that no statement of the module names, by itself or through others", () => {
    const source =
      "def a(): return b()\ndef b(): return 1\ndef c(x, y=2): return d(x)\ndef d(x): return x\nprint(a())\n";
    expect(uncalledFunctions("g = f(1)\ndef f(n): return n\nclass A: pass\n").uncalled).toEqual([]);
    expect(uncalledFunctions(source)).toEqual({
      isIdle: false,
      uncalled: [
        { name: "c", line: 3, required: 1 },
        { name: "d", line: 4, required: 1 },
      ],
    });
  });
});

describe.skipIf(isMissing)(needs("files of functions that nothing calls"), () => {
  beforeAll(() => runtimeLibrary(toolchain as Toolchain, "debug"), 180_000);

  const judged = async (source: string) => {
    const program = { main: "f.py", files: { "f.py": source } };
    const options = { translator, toolchain: toolchain as Toolchain, python: python as NonNullable<typeof python> };
    return translateProgram(program, [{}], options);
  };

  it("are asked with the types that Python takes them with", async () => {
    const report = await judged("def longest(words):\n    return max(words, key=len) if words else None\n");
    expect(report).toMatchObject({ verdict: "equal", diagnostics: [] });
    expect(report.functions[0]).toMatchObject({ name: "longest", verdict: "equal" });
    expect(report.functions[0]?.cases).toBeGreaterThan(3);
  });

  it("are inconclusive where nothing could be run", async () => {
    const report = await judged("def load(db):\n    return db.fetch_all()\n");
    expect(report.verdict).toBe("inconclusive");
    expect(report.diagnostics[0]).toMatchObject({ severity: "warning", line: 1, construct: "function load" });
  });

  it("are told where others of the file ran", async () => {
    const report = await judged("def f(x):\n    return x + 1\ndef load(db):\n    return db.fetch_all()\nprint(f(1))\n");
    expect(report.verdict).toBe("equal");
    expect(report.diagnostics[0]?.message).toMatch(/load is never called/);
  });

  it("are told where they are kept by a decorator, and the program ran all the same", async () => {
    const report = await judged(
      "class Hooks:\n    def __init__(self):\n        self.all = []\n    def on(self, f):\n        self.all.append(f)\n        return f\n" +
        "hooks = Hooks()\n@hooks.on\ndef started(n):\n    print('started', n)\nfor hook in hooks.all:\n    hook(3)\n",
    );
    expect(report.verdict).toBe("equal");
  });

  it("cost their own cases alone where the compiler does not take their Rust", async () => {
    const source = "def good(x: int) -> int:\n    return x + 1\ndef bad(x: int) -> int:\n    return x - 1\n";
    const spoiling: typeof translator = (program) => {
      const made = translator(program);
      return made.ok ? { ...made, rust: made.rust.replace(/^fn bad\(/m, "fn bad((") } : made;
    };
    const options = {
      translator: spoiling,
      toolchain: toolchain as Toolchain,
      python: python as NonNullable<typeof python>,
    };
    const report = await translateProgram({ main: "f.py", files: { "f.py": source } }, [{}], options);
    expect(report.verdict).toBe("equal");
    const verdicts = new Map(report.functions.map(({ name, verdict }) => [name, verdict]));
    expect(verdicts.get("good")).toBe("equal");
    expect(verdicts.get("bad")).not.toBe("equal");
    expect(JSON.stringify(report.diagnostics)).toMatch(/bad|compiler/);
  });

  it("are inconclusive where their examples are not translated", async () => {
    const report = await judged('def f(s):\n    """\n    >>> f("max")\n    2\n    """\n    return globals()[s]\n');
    expect(report.verdict).toBe("inconclusive");
    expect(report.diagnostics[0]?.message).toMatch(/globals\(\) is not supported \(line 6\)/);
  });
});
