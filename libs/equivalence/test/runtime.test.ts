import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { buildProgram, compareRuns, type Python, runPython, runWasm, type Toolchain } from "@troupe/equivalence";
import { beforeAll, describe, expect, it } from "vitest";
import { isMissing, needs, python, toolchain } from "./machine.js";

const folder = join(dirname(createRequire(import.meta.url).resolve("@troupe/pyrt/package.json")), "test");
const COUNT = process.env.TROUPE_LONG === "1" ? 50_000 : 4_000;

describe.skipIf(isMissing)(needs("the runtime beside Python"), () => {
  let driver: Buffer;

  beforeAll(async () => {
    driver = await buildProgram(readFileSync(join(folder, "driver.rs"), "utf8"), toolchain as Toolchain);
  }, 180_000);

  it.each([11, 12])(
    "answers random questions as Python does, seed %i",
    async (seed) => {
      const env = { PYTHONHASHSEED: "0", PYTHONUTF8: "1" };
      const questions = execFileSync((python as Python).path, [join(folder, "cases.py"), String(seed), String(COUNT)], {
        env,
        maxBuffer: 256 << 20,
        encoding: "utf8",
      });
      const { stdout, end } = await runWasm(driver, { stdin: questions }, { timeMs: 60_000 });
      expect(end).toEqual({ kind: "exit", status: 0 });
      expect(stdout).toBe(`${COUNT} asked, 0 wrong\n`);
    },
    120_000,
  );

  it.each([13, 14])(
    "answers random questions to the library's modules as Python does, seed %i",
    async (seed) => {
      const rust = readFileSync(join(folder, "library.rs"), "utf8");
      const env = { PYTHONHASHSEED: "0", PYTHONUTF8: "1" };
      const questions = execFileSync(
        (python as Python).path,
        [join(folder, "library-cases.py"), String(seed), String(COUNT)],
        {
          env,
          maxBuffer: 256 << 20,
          encoding: "utf8",
        },
      );
      const { stdout, end } = await runWasm(
        await buildProgram(rust, toolchain as Toolchain),
        { stdin: questions },
        { timeMs: 60_000 },
      );
      expect(end).toEqual({ kind: "exit", status: 0 });
      expect(stdout).toBe(`${COUNT} asked, 0 wrong\n`);
    },
    180_000,
  );

  it("does in the library's modules what Python does", async () => {
    const source = readFileSync(join(folder, "modules.py"), "utf8");
    const rust = readFileSync(join(folder, "modules.rs"), "utf8");
    const original = await runPython(python as Python, { main: "modules.py", files: { "modules.py": source } });
    const module = await runWasm(await buildProgram(rust, toolchain as Toolchain));
    expect(module.stdout).toBe(original.stdout);
    expect(compareRuns(original, module)).toEqual({ result: "equal" });
  }, 120_000);
});
