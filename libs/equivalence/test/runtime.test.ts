import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { buildProgram, compareRuns, type Python, runPython, runWasm, type Toolchain } from "@troupe/equivalence";
import { beforeAll, describe, expect, it } from "vitest";
import { isMissing, needs, python, toolchain } from "./machine.js";

const folder = join(dirname(createRequire(import.meta.url).resolve("@troupe/pyrt/package.json")), "test");
const COUNT = process.env.TROUPE_LONG === "1" ? 50_000 : 4_000;

const read = (name: string): string => readFileSync(join(folder, name), "utf8");

describe.skipIf(isMissing)(needs("the runtime beside Python"), () => {
  const drivers = new Map<string, Buffer>();

  beforeAll(async () => {
    for (const name of ["driver.rs", "library.rs"])
      drivers.set(name, await buildProgram(`${read(name)}\n${read("questions.rs")}`, toolchain as Toolchain));
  }, 180_000);

  it.each([
    ["driver.rs", "cases.py", 11],
    ["driver.rs", "cases.py", 12],
    ["library.rs", "library-cases.py", 13],
    ["library.rs", "library-cases.py", 14],
  ])(
    "answers random questions as Python does: %s, %s, seed %i",
    async (rust, cases, seed) => {
      const env = { PYTHONHASHSEED: "0", PYTHONUTF8: "1" };
      const options = { env, maxBuffer: 256 << 20, encoding: "utf8" } as const;
      const questions = execFileSync(
        (python as Python).path,
        [join(folder, cases), String(seed), String(COUNT)],
        options,
      );
      const { stdout, end } = await runWasm(drivers.get(rust) as Buffer, { stdin: questions }, { timeMs: 60_000 });
      expect(end).toEqual({ kind: "exit", status: 0 });
      expect(stdout).toBe(`${COUNT} asked, 0 wrong\n`);
    },
    120_000,
  );

  it("does in the library's modules what Python does", async () => {
    const [source, rust] = [read("modules.py"), read("modules.rs")];
    const original = await runPython(python as Python, { main: "modules.py", files: { "modules.py": source } });
    const module = await runWasm(await buildProgram(rust, toolchain as Toolchain));
    expect(module.stdout).toBe(original.stdout);
    expect(compareRuns(original, module)).toEqual({ result: "equal" });
  }, 120_000);
});
