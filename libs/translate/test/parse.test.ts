import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { Refusal } from "../src/diagnostics.js";
import { dump } from "../src/parse/dump.js";
import { parse } from "../src/parse/parse.js";

const DUMP = fileURLToPath(new URL("./fixtures/dump.py", import.meta.url));
const long = process.env.TROUPE_TEST_LONG === "1";

function pythonIs311(): boolean {
  const said = spawnSync("python3", ["-c", "import sys; print(sys.version_info[:2] == (3, 11))"]);
  return said.stdout?.toString().trim() === "True";
}

function pythonFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return /^(site-packages|test|tests|idle_test|__pycache__)$/.test(entry.name) ? [] : pythonFiles(path);
    return entry.name.endsWith(".py") ? [path] : [];
  });
}

describe("the tree", () => {
  it.runIf(pythonIs311())("equals CPython's on the standard library", { timeout: 120_000 }, () => {
    const library = execFileSync("python3", ["-c", "import os; print(os.path.dirname(os.__file__))"]).toString().trim();
    const all = pythonFiles(library);
    const files = long ? all : all.filter((file, i) => i % 8 === 0 && statSync(file).size < 100_000);
    const said = spawnSync("python3", [DUMP], { input: files.join("\n"), maxBuffer: 64 << 20 });
    const hashes = new Map(
      said.stdout
        .toString()
        .trim()
        .split("\n")
        .map((line) => [line.slice(line.indexOf(" ") + 1), line.split(" ")[0]]),
    );
    const different = files.filter((file) => {
      const want = hashes.get(file);
      return (
        want !== "-" &&
        want !==
          createHash("sha256")
            .update(dump(parse(readFileSync(file, "utf8"))))
            .digest("hex")
      );
    });
    expect(different).toEqual([]);
    expect(files.length).toBeGreaterThan(50);
  });

  it("tells floats from ints, bytes from text, and keeps big numbers", () => {
    const text = dump(parse("a = (1, 1.0, 1e400, 0xff, 10**0, b'x', 'x', 2j, 123456789012345678901234567890, ...)\n"));
    expect(text).toContain(
      "Constant(int 1),Constant(float 3ff0000000000000),Constant(float 7ff0000000000000),Constant(int 255)",
    );
    expect(text).toContain(
      "Constant(bytes 78),Constant(str x),Constant(complex 4000000000000000),Constant(int 123456789012345678901234567890),Constant(Ellipsis)",
    );
  });

  it("starts a line anew after a form feed and reads every line end", () => {
    expect(dump(parse("if 1:\n  a\n\f\nb\n"))).toBe(dump(parse("if 1:\n  a\n\nb\n")));
    expect(dump(parse("a\r\nb\rc\n"))).toBe(dump(parse("a\nb\nc\n")));
    expect(dump(parse("\ufeffa"))).toBe(dump(parse("a\n")));
  });

  it("refuses what is no Python, with its place", () => {
    for (const source of ["x = (1", "def f(:\n pass", "  x = 1", "if x:\npass", "a b"]) {
      expect(() => parse(source), source).toThrow(Refusal);
    }
  });
});
