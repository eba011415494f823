// `npm run -s translate -- PATH… [--out DIR] [--json] [--release] [--package]`: Python in, WASI modules that were run
// beside it out.
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
const { CommandFault, findPython, HELP, parseCommand, progressOn, proposerFrom, runCommand, USAGE } = await import(
  built.href
);
const { translateProgram } = await import(translated.href);

try {
  const command = parseCommand(process.argv.slice(2));
  if (command.help) say(HELP);
  else await translatePaths(command);
} catch (error) {
  fail(error instanceof CommandFault ? `${error.message}\n${USAGE}` : error.message);
}

async function translatePaths(command) {
  const rust = await ensureRust({ log: note });
  const python = await findPython();
  if ("unavailable" in rust) return fail(rust.unavailable);
  if (python === undefined) return fail("no Python 3.11 was found: install python3.11, or set TROUPE_PYTHON");
  const { stderr } = process;
  process.exitCode = await runCommand(command, {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    translator: translateProgram,
    toolchain: rust.toolchain,
    python,
    proposer: proposerFrom(process.env),
    say,
    progress: progressOn({
      write: (text) => stderr.write(text),
      columns: stderr.isTTY ? stderr.columns : undefined,
      color: stderr.isTTY && !process.env.NO_COLOR,
    }),
  });
}

function fail(message) {
  note(message);
  process.exitCode = 2;
}
