import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import {
  type FileReport,
  inputsBeside,
  type Python,
  type PythonProgram,
  programAt,
  runtimeLibrary,
  type Toolchain,
  translateProgram,
} from "@troupe/equivalence";
import { translateProgram as translator } from "@troupe/translate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fusesProducts, isMissing, needs, python, toolchain } from "./machine.js";

const folder = new URL("corpus/", import.meta.url);
const isLong = process.env.TROUPE_LONG === "1";
const EVERY = 10;

/** Programs of one file, and folders with a `main.py`. */
const entries = await readdir(folder, { withFileTypes: true });
/** Programs of last digits that a C library without fused products gets otherwise. */
const FUSED = new Set(["library_math_digits.py", "numbers_powers_digits.py"]);

const names = entries
  .filter((entry) => entry.isDirectory() || entry.name.endsWith(".py"))
  .map((entry) => (entry.isDirectory() ? `${entry.name}/main.py` : entry.name))
  .sort();
const today = Math.floor(Date.now() / 86_400_000);
const sampled = isLong ? names : names.filter((_, i) => (i + today) % EVERY === 0);
const isKnownHere = isMissing || (await fusesProducts());
const chosen = isKnownHere ? sampled : sampled.filter((name) => !FUSED.has(name));
for (const name of sampled) {
  if (!chosen.includes(name)) console.log(`not run: ${name}: products are not fused in this machine's C library`);
}

describe.skipIf(isMissing)(needs("the corpus, each program equal or refused by name"), () => {
  const reports: FileReport[] = [];

  beforeAll(() => runtimeLibrary(toolchain as Toolchain, "debug"), 600_000);

  it.each(chosen)(
    "%s",
    async (name) => {
      const file = fileURLToPath(new URL(name, folder));
      const report = await translateProgram((await programAt(file)) as PythonProgram, await inputsBeside(file), {
        translator,
        toolchain: toolchain as Toolchain,
        python: python as Python,
      });
      reports.push(report);
      const { verdict, diagnostics, counterexample } = report;
      if (name.endsWith("_refused.py")) {
        expect(verdict).toBe("unsupported");
        expect(diagnostics.length).toBeGreaterThan(0);
        expect(diagnostics[0]).toMatchObject({
          line: expect.any(Number),
          construct: expect.any(String),
          suggestion: expect.any(String),
        });
        return;
      }
      expect({ verdict, diagnostics, counterexample }).toMatchObject({ verdict: "equal" });
    },
    120_000,
  );

  afterAll(() => {
    const equal = reports.filter((report) => report.verdict === "equal").length;
    console.log(`corpus: ${equal} of ${reports.length} equal, ${names.length} programs in all`);
  });
});
