import { describe, expect, it } from "vitest";
import { importedFiles, programFiles, translateProgram } from "../src/index.js";

function rust(files: Record<string, string>, main = "main.py"): string {
  const made = translateProgram({ main, files });
  if (!made.ok) throw new Error(made.diagnostics.map((each) => `${each.file}:${each.line} ${each.message}`).join("\n"));
  return made.rust;
}

function refusal(files: Record<string, string>, main = "main.py"): { file: string; line: number; message: string } {
  const made = translateProgram({ main, files });
  if (made.ok) throw new Error("it was translated");
  const [said] = made.diagnostics;
  return { file: said?.file ?? "", line: said?.line ?? 0, message: said?.message ?? "" };
}

describe("a program of several files", () => {
  it("runs a module once, where it is first imported", () => {
    const text = rust({
      "main.py": "import shapes\nfrom shapes import area\nprint(shapes.area(2), area(3))\n",
      "shapes.py": "print('here')\ndef area(x):\n    return x * x\n",
    });
    expect(text).toContain("SHAPES_LOADED.once(shapes_module)?;");
    expect(text.match(/^fn shapes_area\(/gm)).toHaveLength(1);
  });

  it("keeps what two modules call by one name apart", () => {
    const text = rust({
      "main.py": "import a, b\nprint(a.f(1), b.f(2), a.LIMIT, b.LIMIT)\n",
      "a.py": "LIMIT = 1\ndef f(x):\n    return x\n",
      "b.py": "LIMIT = 'b'\ndef f(x):\n    return -x\n",
    });
    expect(text).toContain("fn a_f(");
    expect(text).toContain("fn b_f(");
    expect(text).toContain("static B_LIMIT: Global<Str>");
  });

  it("takes its own module before the library's of the same name", () => {
    const own = "def join(x):\n    return x\nclass Queue:\n    pass\n";
    for (const main of ["import queue\nprint(queue.join(1))\n", "from queue import join, Queue\nprint(join(1))\n"])
      expect(rust({ "main.py": main, "queue.py": own })).toContain("fn queue_join(");
  });

  it("says in which file something stands in the way", () => {
    expect(
      refusal({ "main.py": "import tools\ntools.f()\n", "tools.py": "\n\ndef f():\n    exec('1')\n" }),
    ).toMatchObject({
      file: "tools.py",
      line: 4,
    });
    expect(refusal({ "main.py": "import broken\n", "broken.py": "x = (\n" })).toMatchObject({ file: "broken.py" });
  });

  it("refuses what would see an incomplete module", () => {
    const circular = {
      "main.py": "import a\n",
      "a.py": "from b import g\ndef f():\n    return 1\n",
      "b.py": "from a import f\ndef g():\n    return f()\n",
    };
    expect(refusal(circular)).toMatchObject({ file: "b.py", line: 1, message: /circular/ });
    const harmless = {
      "main.py": "import a\nprint(a.f(2))\n",
      "a.py": "import b\ndef f(n):\n    return b.g(n)\n",
      "b.py": "import a\ndef g(n):\n    return a.f(n - 1) if n else 'end'\n",
    };
    expect(rust(harmless)).toContain("fn b_g(");
  });

  it("refuses modules that are nowhere, unless the program says what then", () => {
    expect(refusal({ "main.py": "import numpy\n" })).toMatchObject({ line: 1, message: /numpy/ });
    expect(
      rust({ "main.py": "try:\n    import numpy\nexcept ImportError:\n    numpy = None\nprint(numpy)\n" }),
    ).toContain("print(");
  });

  it("runs a file in a folder as a module of its package", () => {
    const files = {
      "pkg/__init__.py": "print('package')\n",
      "pkg/tools.py": "from . import names\nprint(names.FIRST, __name__)\n",
      "pkg/names.py": "FIRST = 'f'\n",
    };
    expect(rust(files, "pkg/tools.py")).toContain("PKG_LOADED.once(pkg_module)?;");
    expect(programFiles(files, "pkg/tools.py")).toEqual(["pkg/__init__.py", "pkg/names.py", "pkg/tools.py"]);
  });

  it("names the files that an import may mean", () => {
    expect(importedFiles("from .a import b\n", "p/m.py")).toEqual([
      "p.py",
      "p/__init__.py",
      "p/a.py",
      "p/a/__init__.py",
      "p/a/b.py",
      "p/a/b/__init__.py",
    ]);
  });
});
