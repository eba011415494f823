// `npm run -s translate -- PATH… [--out DIR] [--json] [--release]`: Python in, WASI modules that were run beside it out.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ensureRust } from "./rust.mjs";

const built = new URL("../libs/equivalence/dist/index.js", import.meta.url);
const translated = new URL("../libs/translate/dist/index.js", import.meta.url);
const say = (line) => process.stdout.write(`${line}\n`);
const note = (line) => process.stderr.write(`${line}\n`);

if (!existsSync(built) || !existsSync(translated)) {
  const setUp = spawnSync(process.execPath, [fileURLToPath(new URL("setup.mjs", import.meta.url))], {
    stdio: ["ignore", 2, 2],
  });
  if (setUp.status !== 0) process.exit(setUp.status ?? 1);
}
const { findPython, parseCommand, runCommand, USAGE } = await import(built.href);
const { translateProgram } = await import(translated.href);

try {
  const command = parseCommand(process.argv.slice(2));
  const rust = await ensureRust({ log: note });
  const python = await findPython();
  if ("unavailable" in rust) fail(rust.unavailable);
  else if (python === undefined) fail("no Python 3.11 was found: install python3.11, or set TROUPE_PYTHON");
  else {
    process.exitCode = await runCommand(command, {
      cwd: process.env.INIT_CWD ?? process.cwd(),
      translator: translateProgram,
      toolchain: rust.toolchain,
      python,
      say,
      progress: process.stderr.isTTY ? (line) => process.stderr.write(`\x1b[2K\r${line}\r`) : () => {},
    });
  }
} catch (error) {
  fail(`${error.message}\n${USAGE}`);
}

function fail(message) {
  note(message);
  process.exitCode = 2;
}
