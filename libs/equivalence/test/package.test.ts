import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  buildProgram,
  type Package,
  type Python,
  packageProgram,
  reportHtml,
  reportOf,
  type Toolchain,
} from "@troupe/equivalence";
import { translate } from "@troupe/translate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import { isMissing, needs, python, toolchain } from "./machine.js";

const run = promisify(execFile);
const source = `import sys


def deep(n: int) -> int:
    return 0 if n == 0 else 1 + deep(n - 1)


print(sys.stdin.read().upper(), sys.argv[1:], deep(900))
sys.exit(3)
`;

describe.skipIf(isMissing)(needs("a package"), () => {
  let folder: string;
  let made: Package;
  let home: string;
  const program = { file: "some/My Program.py", sources: { "My Program.py": source }, verdict: "equal", cases: 2 };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "troupe-package-"));
    const done = translate(source);
    if (!done.ok) throw new Error(done.diagnostics[0]?.message);
    const wasm = await buildProgram(done.rust, toolchain as Toolchain);
    made = await packageProgram({ ...program, rust: done.rust, wasm, functions: [] });
    const again = await packageProgram({ ...program, rust: done.rust, wasm, functions: [] });
    expect(again.sha256).toBe(made.sha256);
    await writeFile(join(folder, made.fileName), made.bytes);
    execFileSync("tar", ["xzf", made.fileName], { cwd: folder });
    home = join(folder, "my-program-0.1.0");
  }, 180_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("is named and summed", async () => {
    expect(made).toMatchObject({ name: "my-program", fileName: "my-program-0.1.0.tar.gz" });
    execFileSync("sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"], { cwd: home });
    const manifest = JSON.parse(await readFile(join(home, "manifest.json"), "utf8"));
    expect(manifest).toMatchObject({ name: "my-program", equivalence: { verdict: "equal", inputs: 2 } });
  });

  it("runs from TypeScript, as a function and as a command", async () => {
    const ran = `import { run } from ${JSON.stringify(join(home, "typescript/index.js"))};
      console.log(JSON.stringify(await run({ args: ["a", "é"], stdin: "grüße" })));`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", ran]);
    expect(JSON.parse(stdout)).toEqual({ status: 3, stdout: "GRÜSSE ['a', 'é'] 900\n", stderr: "" });
    const command = run(process.execPath, [join(home, "typescript/cli.js"), "x"]);
    command.child.stdin?.end("in");
    await expect(command).rejects.toMatchObject({ code: 3, stdout: "IN ['x'] 900\n" });
  });

  it("runs from Python, or says plainly that it needs wasmtime", async () => {
    const { path } = python as Python;
    const has = await run(path, ["-c", "import wasmtime"]).then(
      () => true,
      () => false,
    );
    const command = run(path, ["-m", "my_program", "x"], { cwd: join(home, "python") });
    command.child.stdin?.end("in");
    if (has) await expect(command).rejects.toMatchObject({ code: 3, stdout: "IN ['x'] 900\n" });
    else
      await expect(command).rejects.toMatchObject({ code: 1, stderr: "this needs wasmtime: pip install wasmtime\n" });
  });

  it("has a Dockerfile that copies what the package holds, and runs it as nobody", async () => {
    const lines = (await readFile(join(home, "Dockerfile"), "utf8")).trim().split("\n");
    expect(lines.map((line) => line.split(" ")[0])).toEqual(["FROM", "WORKDIR", "COPY", "USER", "ENTRYPOINT"]);
    expect(lines[3]).not.toMatch(/root|\b0\b/);
    const [, from = ""] = lines[2]?.split(" ") ?? [];
    const [node, command = ""] = JSON.parse(lines[4]?.replace("ENTRYPOINT ", "") ?? "") as string[];
    const copied = join(home, from, command.replace("/app/", ""));
    const ran = run(node as string, [copied, "copied"]);
    ran.child.stdin?.end("in");
    await expect(ran).rejects.toMatchObject({ code: 3, stdout: "IN ['copied'] 900\n" });
  });

  it("has a sum for each of its files", async () => {
    const files = execFileSync("find", [".", "-type", "f", "-not", "-name", "*.pyc"], { cwd: home, encoding: "utf8" })
      .trim()
      .split("\n");
    const sums = (await readFile(join(home, "SHA256SUMS"), "utf8")).trim().split("\n");
    const summed = sums.map((line) => `./${line.replace(/^[0-9a-f]{64} {2}/, "")}`);
    expect(summed.sort()).toEqual(files.filter((file) => file !== "./SHA256SUMS").sort());
  });

  it.each([
    ["once", "Job", false],
    ["on a schedule", "CronJob", true],
  ])("runs %s from its chart, as a %s", async (_, kind, isScheduled) => {
    const template = await readFile(join(home, "chart/templates/job.yaml"), "utf8");
    const [head = "", rest = ""] = template.split(/\{\{- if \.Values\.schedule \}\}/);
    const [scheduled = "", once = ""] = rest.split(/\{\{- else \}\}/);
    const chosen = `${head}${isScheduled ? scheduled : once.replace(/\{\{- end \}\}\s*$/, "")}`;
    const filled = chosen.replace(/\{\{- include[^}]*\}\}/, "{ restartPolicy: Never }").replace(/\{\{[^}]*\}\}/g, "1");
    const job = parseYaml(filled) as { kind: string; spec: Record<string, never> };
    expect(job).toMatchObject({ apiVersion: "batch/v1", kind });
    const { spec } = (isScheduled ? job.spec.jobTemplate : job) as { spec: object };
    expect(spec).toMatchObject({ backoffLimit: 1, template: { spec: { restartPolicy: "Never" } } });
  });

  it("has a chart whose files are YAML once its places are filled", async () => {
    const read = (path: string): Promise<string> => readFile(join(home, "chart", path), "utf8");
    expect(parseYaml(await read("Chart.yaml"))).toMatchObject({ apiVersion: "v2", name: "my-program" });
    expect(parseYaml(await read("values.yaml"))).toMatchObject({ image: { repository: "my-program" }, args: [] });
    const pod = (await read("templates/_pod.tpl")).split("\n").filter((line) => !/^\s*\{\{-/.test(line));
    const filled = pod
      .join("\n")
      .replace(/\{\{ toJson [^}]*\}\}/g, "[]")
      .replace(/\{\{[^}]*\}\}/g, "x");
    expect(parseYaml(filled)).toMatchObject({ restartPolicy: "Never", securityContext: { runAsNonRoot: true } });
  });
});

describe("the report", () => {
  it("escapes whatever comes from a program", () => {
    const evil = '<script>alert("1")</script>';
    const place = { file: evil, line: 1, column: 1, construct: evil };
    const html = reportHtml(
      reportOf(evil, new Date(0), 5, [
        {
          file: evil,
          verdict: "different",
          cases: 1,
          counterexample: {
            input: { call: evil },
            comparison: { result: "different", difference: { what: "stdout", expected: evil, actual: evil } },
          },
          diagnostics: [{ severity: "error", code: evil, ...place, message: evil, suggestion: evil }],
          functions: [{ name: evil, line: 1, verdict: "different", cases: 1, counterexample: evil }],
          modules: [evil],
          error: { stage: "build", type: evil, message: evil, location: null, context: {}, recoverable: true },
          timings: { build: 3, total: 5 },
          package: evil,
          source: evil,
          rust: evil,
        },
      ]),
    );
    expect(html).not.toContain("<script");
    expect(html).toContain("&lt;script&gt;");
    expect(html).toContain("0 of 1");
  });
});
