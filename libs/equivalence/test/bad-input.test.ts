import { execFileSync } from "node:child_process";
import { type FileReport, type Python, runtimeLibrary, type Toolchain, translateProgram } from "@troupe/equivalence";
import { translate } from "@troupe/translate";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { isMissing, needs, python, toolchain } from "./machine.js";

vi.setConfig({ testTimeout: 120_000 });

const check = (source: string, more: Partial<Parameters<typeof translateProgram>[2]> = {}): Promise<FileReport> =>
  translateProgram({ main: "bad.py", files: { "bad.py": source } }, [{}], {
    translator: ({ main, files }) => translate(files[main] ?? "", { file: main }),
    toolchain: toolchain as Toolchain,
    python: python as Python,
    functions: false,
    ...more,
  });

const PAST_THE_LIMIT = `import sys


def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


print(down(900))
for limit in (2000, 300):
    sys.setrecursionlimit(limit)
    try:
        print(down(1500))
    except RecursionError as error:
        print("caught", error)
`;

const SAYS = `import sys
try:
    compile(sys.stdin.buffer.read(), "bad.py", "exec")
except SyntaxError as error:
    print(error.msg, error.lineno, error.offset, sep="|")
`;

describe.skipIf(isMissing)(needs("bad input"), () => {
  beforeAll(() => runtimeLibrary(toolchain as Toolchain, "debug"), 180_000);

  it.each([
    "x = (1\n",
    "def f(:\n    pass\n",
    "  x = 1\n",
    "if x:\npass\n",
    "x = 'abc\n",
    "for i in range(3)\n    print(i)\n",
    "x = 1 +\n",
    "print 'a'\n",
    "x = [1, 2\ny = 3\n",
    "if True:\n    x = 1\n  y = 2\n",
    "1 = x\n",
    "return 1\n",
    "def f(a, a):\n    pass\n",
    "x = 0777\n",
  ])("is refused with CPython's message and place: %j", async (source) => {
    const said = execFileSync((python as Python).path, ["-c", SAYS], { input: source, encoding: "utf8" }).trim();
    const { verdict, diagnostics } = await check(source);
    const [found] = diagnostics;
    expect(`${found?.message}|${found?.line}|${found?.column}`).toBe(said);
    expect({ verdict, code: found?.code }).toEqual({ verdict: "unsupported", code: "syntax" });
  });

  it.each([
    ["the network", "import socket\nsocket.socket()\n", 2],
    ["files", "print(open('/etc/hostname').read())\n", 1],
  ])("is refused, by name and place, where it reads %s", async (_, source, line) => {
    const { verdict, diagnostics } = await check(source);
    expect(verdict).toBe("unsupported");
    expect(diagnostics[0]).toMatchObject({
      line,
      construct: expect.any(String),
      message: expect.any(String),
      suggestion: expect.any(String),
    });
  });

  it.each([
    ["makes one", "print(open('new', 'w').write('text'))\n", 1],
    ["reckons with none", "try:\n    open('none')\nexcept OSError:\n    print('none')\n", 2],
  ])("has files of its own, and is told so, where it %s", async (_, source, line) => {
    const { verdict, diagnostics } = await check(source);
    expect({ verdict, found: diagnostics[0] }).toMatchObject({
      verdict: "equal",
      found: { severity: "warning", code: "sandboxed", construct: "files", line },
    });
  });

  it("is told as inconclusive, by name and place, where it prints what the clock says", async () => {
    const { verdict, diagnostics, counterexample } = await check("import time\nprint(time.time_ns())\n");
    expect({ verdict, found: diagnostics[0] }).toMatchObject({
      verdict: "inconclusive",
      found: { severity: "warning", code: "sandboxed", line: 2, column: 7, construct: "time.time_ns" },
    });
    expect(counterexample?.comparison).toMatchObject({ reason: expect.stringContaining("second run") });
  });

  it("is equal where it reads the clock and prints nothing of it, and functions that do are left out", async () => {
    const source =
      "import time\n\n\ndef later(n: int) -> float:\n    return time.time() + n\n\n\ndef twice(n: int) -> int:\n    return n * 2 if time.monotonic() > 0 else 0\n\n\nprint(later(1) > 0)\n";
    const { verdict, functions } = await check(source, { functions: true });
    expect(verdict).toBe("equal");
    expect(functions).toMatchObject([
      { name: "later" },
      { name: "twice", verdict: "equal", cases: expect.any(Number) },
    ]);
  });

  it.each([
    ["mutable defaults", "def f(x=[]):\n    x.append(1)\n    return x\n\n\nprint(f(), f(), f([5]))\n"],
    ["names of built-ins used anew", "def sum(xs):\n    return 7\n\n\nlen = 3\nprint(sum([1, 2]), len)\n"],
    ["form feeds", "x = 1\n\f\nif x:\n    print('fed')\n"],
    ["carriage returns", "if True:\r\n    print('a')\r\n"],
    ["recursion without end", "def f(n):\n    return f(n + 1)\n\n\nf(0)\n"],
    ["recursion past the limit, caught", PAST_THE_LIMIT],
  ])("is no trouble: %s", async (_, source) => {
    expect(await check(source)).toMatchObject({ verdict: "equal" });
  });

  it.each([
    ["never ends", "while True:\n    pass\n"],
    ["writes 100 MiB", "for _ in range(1024):\n    print('x' * 102399)\n"],
    ["writes without end", "while True:\n    print('x' * 1000)\n"],
    ["takes memory without end", "xs = []\nwhile True:\n    xs.append('x' * 100000 + str(len(xs)))\n"],
  ])("proves nothing when it %s", async (_, source) => {
    expect(await check(source, { limits: { timeMs: 1_500 } })).toMatchObject({ verdict: "inconclusive" });
  });

  it("is refused when it is too large, at once", async () => {
    const started = performance.now();
    const made = translate("x = 1\n".repeat(1_747_627));
    expect(made).toMatchObject({ ok: false, diagnostics: [{ message: expect.stringMatching(/MiB/) }] });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("has failed, and says why, where the compiler is missing", async () => {
    const gone = { ...(toolchain as Toolchain), rustc: "/nowhere/rustc" };
    const { verdict, diagnostics } = await check("print(1)\n", { toolchain: gone });
    expect(verdict).toBe("failed");
    expect(diagnostics.at(-1)).toMatchObject({ severity: "error", message: expect.any(String) });
  });

  it("has failed where the compiler is killed", async () => {
    const killed = { ...(toolchain as Toolchain), rustc: "/bin/false" };
    expect(await check("print(1)\n", { toolchain: killed })).toMatchObject({ verdict: "failed" });
  });
});
