import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { openaiProposer, type Python, runtimeLibrary, type Toolchain, translateWithRepair } from "@troupe/equivalence";
import { translate } from "@troupe/translate";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { faultOfBody, functionsOf, withBody } from "../src/repair/functions.js";
import { isMissing, needs, python, toolchain } from "./machine.js";

const SOURCE = "def double(n):\n    return n * 2\n\n\nprint(double(21))\n";
const RIGHT = "```rust\n    let _frame = frame()?;\n    Ok(&n * 2)\n```";

describe("a proposed body", () => {
  it("replaces one function's body and nothing else", () => {
    const rust = "fn one(n: Int) -> PyResult<Int> {\n    Ok(n)\n}\n\nfn main() {\n    x()\n}\n";
    const [one] = functionsOf(rust);
    expect(one).toMatchObject({ name: "one", from: 0, to: 2 });
    expect(withBody(rust, one?.signature ?? "", "    Ok(int(1))")).toBe(rust.replace("Ok(n)", "Ok(int(1))"));
    expect(withBody(rust, "fn two() {", "x")).toBe(rust);
  });

  it.each([
    ["leaves its function", "}\nfn other() {"],
    ["is not closed", "if n > 1 {"],
    ["reads files", 'std::fs::read("x")'],
    ["is unsafe", "unsafe { 1 }"],
    ["has attributes", "#[inline] 1"],
  ])("is not tried when it %s", (_, body) => {
    expect(faultOfBody(body)).toEqual(expect.any(String));
  });

  it("may say anything in a text", () => {
    expect(faultOfBody('Ok(lit("unsafe { std"))')).toBeUndefined();
  });
});

describe.skipIf(isMissing)(needs("repair"), () => {
  let server: Server | undefined;
  beforeAll(() => runtimeLibrary(toolchain as Toolchain, "debug"), 180_000);
  afterEach(() => server?.close());

  async function repaired(answers: string[], change = (rust: string) => rust.replace("* 2", "* 3")) {
    let asked = 0;
    server = createServer((request, response) => {
      request.resume().on("end", () => {
        const content = answers[Math.min(asked, answers.length - 1)];
        asked += 1;
        const message = { role: "assistant", content };
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify({ choices: [{ index: 0, message }], usage: { total_tokens: 100 } }));
      });
    });
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const report = await translateWithRepair(
      { main: "double.py", files: { "double.py": SOURCE } },
      [{}],
      {
        translator: ({ main, files }) => {
          const made = translate(files[main] ?? "", { file: main });
          return made.ok ? { ...made, rust: change(made.rust) } : made;
        },
        toolchain: toolchain as Toolchain,
        python: python as Python,
      },
      { proposer: openaiProposer({ baseURL: `http://127.0.0.1:${port}/v1` }) },
    );
    return { report, asked };
  }

  it("counts only what compiled and passed, and is named in the report", async () => {
    const { report, asked } = await repaired(["no idea", RIGHT]);
    expect(report).toMatchObject({ verdict: "equal", repaired: { function: "double", tries: 2 } });
    expect(report.diagnostics).toContainEqual(expect.objectContaining({ code: "repaired", construct: "double" }));
    expect(asked).toBe(2);
  }, 240_000);

  it("mends what does not compile", async () => {
    const { report } = await repaired([RIGHT], (rust) => rust.replace("* 2", "* nothing"));
    expect(report).toMatchObject({ verdict: "equal", repaired: { tries: 1 } });
  }, 240_000);

  it("gives up after four tries and says what was wrong at first", async () => {
    const { report, asked } = await repaired(["```rust\nunsafe {}\n```"]);
    expect(asked).toBe(4);
    expect(report).toMatchObject({ verdict: "different" });
    expect(report).not.toHaveProperty("repaired");
  }, 240_000);
});
