import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { desugarUnboundNames, importsStar } from "../src/desugar/unbound-names.js";
import { dump } from "../src/parse/dump.js";
import { parse } from "../src/parse/parse.js";

const said = spawnSync("python3", [
  "-c",
  "import os, sys; print(sys.version_info[:2] == (3, 11), os.path.dirname(os.__file__))",
]);
const [isWanted, library] = (said.stdout?.toString().trim() ?? "").split(" ");

/** Binds names through the members of an enumeration. */
const ODD = new Set(["ssl.py"]);

function settled(text: string): string {
  const module = parse(text);
  desugarUnboundNames(module);
  return dump(module);
}

describe("names that nothing binds", () => {
  it.runIf(isWanted === "True")("are none in the standard library", { timeout: 120_000 }, () => {
    const files = readdirSync(library as string).filter((file) => file.endsWith(".py") && !ODD.has(file));
    const changed = files.filter((file) => {
      const module = parse(readFileSync(join(library as string, file), "utf8"));
      const before = dump(module);
      if (!importsStar(module)) desugarUnboundNames(module);
      return dump(module) !== before;
    });
    expect(changed).toEqual([]);
    expect(files.length).toBeGreaterThan(100);
  });

  it("raise where they are read, and leave what follows", () => {
    const raised = `raise NameError("name 'Missing' is not defined")`;
    expect(settled("@Missing\ndef f(): pass\nx = 1")).toBe(dump(parse(`${raised}\nx = 1`)));
    expect(settled("x: Missing = 1")).toBe(dump(parse(`x = 1\n${raised}`)));
    expect(settled("class A(Missing): pass")).toBe(dump(parse(raised)));
    expect(settled("def f(x: Missing.part): pass\nclass Missing: part = 1")).toBe(
      dump(parse(`${raised}\nclass Missing: part = 1`)),
    );
  });
});
