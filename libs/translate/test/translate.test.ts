import { describe, expect, it } from "vitest";
import { type Diagnostic, translate } from "../src/index.js";

function rust(source: string): string {
  const made = translate(source, { file: "program.py" });
  if (!made.ok)
    throw new Error(made.diagnostics.map((each) => `${each.line}:${each.column} ${each.message}`).join("\n"));
  return made.rust.slice(made.rust.indexOf("use pyrt::*;") + 13).trim();
}

function refusal(source: string): Diagnostic {
  const made = translate(source, { file: "program.py" });
  if (made.ok) throw new Error("it was translated");
  return made.diagnostics[0] as Diagnostic;
}

describe("translation", () => {
  it("writes Rust that a person can read", () => {
    expect(rust("def add(a, b):\n    total = a + b\n    return total\n\nprint(add(2, 3))\n")).toBe(
      `fn add(a: Int, b: Int) -> PyResult<Int> {
    let _frame = frame()?;
    let mut total = &a + &b;
    Ok(total)
}

fn program() -> PyResult<()> {
    print(&[&add(int(2), int(3))?]);
Ok(()) }

fn main() {
    pyrt::run("program.py", program)
}`.replace("\nOk(()) }", "\n    Ok(()) }"),
    );
  });

  it("makes a version of a function for each signature", () => {
    const text = rust("def twice(x):\n    return x + x\nprint(twice(2), twice('a'), twice(1.5), twice(3))\n");
    expect(text.match(/^fn twice\w*\(/gm)).toHaveLength(3);
  });

  it("keeps a variable that changes its type as two", () => {
    const text = rust("line = 'a b'\nline = line.split()\nprint(line)\n");
    expect(text).toContain('let mut line = s!("a b");');
    expect(text).toContain("let mut line_2: List<Str> = line.split();");
  });

  it("finds the element type from later use", () => {
    expect(rust("xs = []\nxs.append(1)\nprint(xs)\n")).toContain("let mut xs: List<Int> = List::<Int>::new();");
  });

  it("gives unions an enum and None an Option", () => {
    expect(rust("xs = [1, 'a']\nprint(xs)\n")).toContain("List<IntOrStr>");
    expect(rust("def f(x):\n    if x:\n        return 1\nprint(f(True))\n")).toContain("PyResult<Option<Int>>");
  });

  it("maps functions to the lines they became", () => {
    const made = translate("def f():\n    return 1\n\nprint(f())\n");
    expect(made.ok).toBe(true);
    if (!made.ok) return;
    const lines = made.rust.split("\n");
    const f = made.map.find((each) => each.function === "f");
    expect(f?.line).toBe(1);
    expect(lines[(f?.from ?? 0) - 1]).toMatch(/^fn f\(\)/);
    expect(lines[(f?.to ?? 0) - 1]).toBe("}");
  });

  it("gives the same text for the same source", () => {
    const source = "class A:\n    def __init__(self, x):\n        self.x = x\nprint([A(1).x, {'a': 1.5}])\n";
    expect(rust(source)).toBe(rust(source));
  });
});

describe("what is outside", () => {
  const cases: [string, string, number, RegExp][] = [
    ["exec", "x = 1\nexec('x = 2')\n", 2, /exec/],
    ["eval", "print(eval('x'))\n", 1, /eval/],
    ["files", "f = open('a.txt')\n", 1, /open/],
    ["threads", "import threading\nthreading.Thread()\n", 2, /threading\.Thread/],
    ["sockets", "import socket\nsocket.socket()\n", 2, /socket/],
    ["flags that are worked out", "from enum import Flag\n\nclass P(Flag):\n    R = len('a')\n", 4, /flag/],
    ["classes that a call makes", "class M(type):\n    pass\n\nA = M('A', (), {})\n", 4, /class that a call makes/],
    [
      "metaclasses that compare",
      "class M(type):\n    def __eq__(cls, other):\n        return True\n\nclass A(metaclass=M):\n    pass\n",
      2,
      /__eq__ of a metaclass/,
    ],
    ["a coroutine without a loop", "async def f():\n    pass\nx = f()\n", 3, /coroutine/],
    [
      "gather that is kept",
      "import asyncio\nasync def f():\n    g = asyncio.gather(asyncio.sleep(1))\n    await g\nasyncio.run(f())\n",
      3,
      /gather that is not awaited at once/,
    ],
    ["star imports", "from os import *\n", 1, /import \*/],
    [
      "a view of an ordered dictionary that is kept",
      "import collections\nk = collections.OrderedDict(a=1).keys()\nprint(k)\n",
      2,
      /view/,
    ],
    ["attributes by name", "class A:\n    pass\na = A()\nsetattr(a, input(), 1)\n", 4, /setattr/],
  ];
  for (const [name, source, line, message] of cases) {
    it(`names ${name}, with the place`, () => {
      const said = refusal(source);
      expect(said.message).toMatch(message);
      expect(said.line).toBe(line);
      expect(said.file).toBe("program.py");
      expect(said.severity).toBe("error");
    });
  }

  it("says that the clock is read, at the first place", () => {
    const { ok, diagnostics } = translate("import time\na = time.time()\nb = time.time()\n", { file: "program.py" });
    expect(ok).toBe(true);
    expect(diagnostics).toMatchObject([
      { severity: "warning", code: "sandboxed", file: "program.py", line: 2, column: 5, construct: "time.time" },
    ]);
  });

  it("says where the syntax is wrong", () => {
    expect(refusal("x = (1\n").code).toBe("syntax");
    expect(refusal("break\n")).toMatchObject({ code: "syntax", message: "'break' outside loop" });
  });

  it("survives deep nesting with a diagnostic", () => {
    expect(refusal(`x = ${"(".repeat(10_000)}1${")".repeat(10_000)}\n`).code).toMatch(/unsupported|syntax/);
  });

  it.each([
    ["import os\nos.fork()\n", "docs/translate-support.md lists what there is of os"],
    ["import math\nprint([math])\n", "write a function that does it, and use that"],
    [
      "def f():\n    return 1\n\n\nclass A:\n    if f():\n\n        def g(self):\n            pass\n",
      "write the class out plainly, under a name of its own",
    ],
    ["print(1\n", "it is read as Python 3.11 reads it: run it with python3 first"],
  ])("says what to do instead of %j", (source, suggestion) => {
    expect(refusal(source)).toMatchObject({ suggestion });
  });
});
