import { type Python, runtimeLibrary, type Toolchain, translateProgram } from "@troupe/equivalence";
import { translateProgram as translator } from "@troupe/translate";
import { beforeAll, describe, expect, it } from "vitest";
import { objectsOf } from "./generated/objects/program.js";
import { pitfallsOf } from "./generated/pitfalls/program.js";
import { programOf } from "./generated/program.js";
import { isMissing, needs, python, toolchain } from "./machine.js";

const main = "generated.py";
const isLong = process.env.TROUPE_LONG === "1";

/** Programs of objects may hold what is refused, or what stops and says why; none of either kind goes wrong in silence. */
const KINDS = [
  { of: "parts that say in which order they are worked out", make: programOf, mayBeRefused: false, seeds: 8 },
  { of: "objects, and of names whose kind changes", make: objectsOf, mayBeRefused: true, seeds: 8 },
  { of: "what is easily taken for something else", make: pitfallsOf, mayBeRefused: true, seeds: 5 },
];

describe.skipIf(isMissing).each(KINDS)(needs("generated programs of $of"), ({ make, mayBeRefused, seeds }) => {
  beforeAll(() => runtimeLibrary(toolchain as Toolchain, "debug"), 600_000);

  it.each(Array.from({ length: isLong ? 100 : seeds }, (_, i) => i + 1))(
    "of seed %i do the same in both worlds",
    async (seed) => {
      const options = { translator, toolchain: toolchain as Toolchain, python: python as Python, functions: false };
      const { verdict, diagnostics, counterexample } = await translateProgram(
        { main, files: { [main]: make(seed) } },
        [{}],
        options,
      );
      // What Python tells with an address, it tells otherwise each time.
      const isTold = counterexample?.comparison.result === "inconclusive" && verdict === "inconclusive";
      const reason = String((counterexample?.comparison as { reason?: string } | undefined)?.reason);
      const isRefused = mayBeRefused && (verdict === "unsupported" || reason.startsWith("the runtime met its limit: "));
      expect({ verdict, diagnostics, counterexample }).toMatchObject({
        verdict: isTold || isRefused ? verdict : "equal",
      });
    },
    120_000,
  );
});
