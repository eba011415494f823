import {
  measureStrength,
  mutantsOf,
  type Python,
  runPython,
  runtimeLibrary,
  type Toolchain,
} from "@troupe/equivalence";
import { translate } from "@troupe/translate";
import { beforeAll, describe, expect, it } from "vitest";
import { isMissing, needs, python, toolchain } from "./machine.js";

const SOURCE = `def grade(points):
    if points >= 50:
        return points * 2 + 1
    return 0


print(grade(int(input())))
`;

function rustOf(source: string): string {
  const made = translate(source, { file: "main.py" });
  if (!made.ok) throw new Error(made.diagnostics[0]?.message);
  return made.rust;
}

describe("faults in generated Rust", () => {
  it("are single changes of the program's own lines, the same for the same seed", () => {
    const rust = rustOf(SOURCE);
    const mutants = mutantsOf(rust, 100);
    expect(mutants.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["operator", "comparison", "constant"]));
    for (const { rust: changed } of mutants) {
      const [before, after] = [rust.split("\n"), changed.split("\n")];
      expect(after.filter((line, i) => line !== before[i])).toHaveLength(1);
    }
    expect(mutantsOf(rust, 3, 7)).toEqual(mutantsOf(rust, 3, 7));
    expect(mutantsOf(rust, 3)).toHaveLength(3);
  });

  it("leave text and the runtime's frame as they are", () => {
    const rust = 'use pyrt::*;\nfn f() {\n    let _frame = frame()?;\n    print(&[&lit("1 + 1 == 2")]);\n}\n';
    expect(mutantsOf(rust, 10)).toEqual([]);
  });
});

describe.skipIf(isMissing)(needs("the strength of inputs"), () => {
  beforeAll(() => runtimeLibrary(toolchain as Toolchain, "debug"), 600_000);

  it("is higher for inputs that reach more", async () => {
    const strengthOf = async (texts: string[]) => {
      const inputs = texts.map((stdin) => ({ stdin }));
      const program = { main: "main.py", files: { "main.py": SOURCE } };
      const originals = await Promise.all(inputs.map((input) => runPython(python as Python, program, input)));
      const options = { toolchain: toolchain as Toolchain, name: "main.py", inputs, originals, count: 12 };
      return measureStrength(rustOf(SOURCE), options);
    };
    const weak = await strengthOf(["7\n"]);
    const strong = await strengthOf(["7\n", "50\n", "49\n", "90\n"]);
    expect(strong.faults).toBeGreaterThan(3);
    expect(weak.rate).toBeLessThan(strong.rate);
    expect(strong).toMatchObject({ rate: 1, survivors: [] });
    expect(weak.survivors.length).toBe(weak.faults - weak.killed);
  }, 240_000);
});
