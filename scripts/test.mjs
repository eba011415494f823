// Runs every check there is and ends with one line that counts them: each check once, and each test of the suites.
// Arguments go to vitest: `npm test -- sdk/cli` runs the checks and that folder's tests; `--long` runs whole what is
// sampled otherwise.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describePostgres, ensurePostgres } from "./postgres.mjs";
import { describeRust, ensureRust } from "./rust.mjs";
import { setup } from "./setup.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (name) => join(ROOT, "node_modules", ".bin", name);

const CHECKS = [
  { name: "format and lint", command: bin("biome"), args: ["check", "."] },
  {
    name: "import rules",
    command: bin("depcruise"),
    args: ["--config", ".dependency-cruiser.cjs", "libs", "services", "sdk"],
  },
  { name: "types of tests", command: bin("tsc"), args: ["-p", "tsconfig.tests.json"] },
  { name: "OpenAPI documents", command: process.execPath, args: ["scripts/openapi.mjs", "--check"] },
];

/** Runs a command to its end; with `quiet` its output is kept, else shown as it comes. */
function run(command, args, { quiet }) {
  return new Promise((resolve) => {
    const stdio = quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"];
    const child = spawn(command, args, { cwd: ROOT, stdio, shell: process.platform === "win32" });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.once("error", (error) => resolve({ ok: false, output: error.message }));
    child.once("close", (code) => resolve({ ok: code === 0, output }));
  });
}

async function runCheck({ name, command, args }) {
  const from = performance.now();
  const { ok, output } = await run(command, args, { quiet: true });
  console.log(`${ok ? "passed" : "FAILED"} ${name} (${((performance.now() - from) / 1000).toFixed(1)} s)`);
  if (!ok) console.log(output.trimEnd());
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

async function runSuites(filters) {
  const work = await mkdtemp(join(tmpdir(), "troupe-test-"));
  try {
    const report = join(work, "vitest.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const { ok } = await run(bin("vitest"), ["run", ...reporters, ...filters], { quiet: false });
    return countSuites(ok, JSON.parse(await readFile(report, "utf8").catch(() => "null")));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Counts of vitest's report; a file that could not be read, and whatever else spoils the run, is a failure too. */
function countSuites(ok, report) {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const broken = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  const failed = report.numFailedTests + broken.length;
  return {
    passed: report.numPassedTests,
    failed: !ok && failed === 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

const sum = (counts) =>
  counts.reduce((total, each) => ({
    passed: total.passed + each.passed,
    failed: total.failed + each.failed,
    skipped: total.skipped + each.skipped,
  }));

try {
  await setup({ newest: true });
  console.log(describePostgres(await ensurePostgres()));
  console.log(describeRust(await ensureRust()));
  const counts = await Promise.all(CHECKS.map(runCheck));
  const words = process.argv.slice(2);
  if (words.includes("--long")) process.env.TROUPE_LONG = "1";
  counts.push(await runSuites(words.filter((word) => word !== "--long")));
  const { passed, failed, skipped } = sum(counts);
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  console.error(`\n${error.message}`);
  if (error.hint !== undefined) console.error(`  next: ${error.hint}`);
  console.log("0 passed, 1 failed, 0 skipped");
  process.exitCode = 1;
}
