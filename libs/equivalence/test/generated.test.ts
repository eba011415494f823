import { type Python, runtimeLibrary, type Toolchain, translateProgram } from "@troupe/equivalence";
import { translateProgram as translator } from "@troupe/translate";
import { beforeAll, describe, expect, it } from "vitest";
import { programOf } from "./generated/program.js";
import { isMissing, needs, python, toolchain } from "./machine.js";

const main = "generated.py";
const SEEDS = process.env.TROUPE_LONG === "1" ? 100 : 8;

describe.skipIf(isMissing)(needs("generated programs, whose parts say in which order they are worked out"), () => {
  beforeAll(() => runtimeLibrary(toolchain as Toolchain, "debug"), 600_000);

  it.each(Array.from({ length: SEEDS }, (_, i) => i + 1))(
    "of seed %i do the same in both worlds",
    async (seed) => {
      const options = { translator, toolchain: toolchain as Toolchain, python: python as Python, functions: false };
      const { verdict, diagnostics, counterexample } = await translateProgram(
        { main, files: { [main]: programOf(seed) } },
        [{}],
        options,
      );
      // What Python tells with an address, it tells otherwise each time.
      const isTold = counterexample?.comparison.result === "inconclusive" && verdict === "inconclusive";
      expect({ verdict, diagnostics, counterexample }).toMatchObject({ verdict: isTold ? verdict : "equal" });
    },
    120_000,
  );
});
