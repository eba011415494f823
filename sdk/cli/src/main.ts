import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CliContext } from "./context.js";
import { EXIT } from "./exit.js";
import { createTerminal, wantsColor } from "./output/terminal.js";
import { runProgram } from "./program.js";

const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
const interrupt = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    if (interrupt.signal.aborted && name === "SIGINT") process.exit(EXIT.interrupted);
    interrupt.abort();
  });
}
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") interrupt.abort();
  else throw error;
});

const context: CliContext = {
  env: process.env,
  cwd: process.cwd(),
  signal: interrupt.signal,
  self: [process.execPath, fileURLToPath(new URL("../bin/troupe.mjs", import.meta.url))],
  version: manifest.version,
  now: Date.now,
  terminal: createTerminal({
    out: process.stdout,
    note: process.stderr,
    color: wantsColor(process.env, process.stdout.isTTY === true),
    isInteractive: process.stdin.isTTY === true && process.stdout.isTTY === true && !process.env.CI,
  }),
  screen: {
    write: (text) => void process.stderr.write(text),
    columns: process.stderr.isTTY ? process.stderr.columns : undefined,
  },
  async readInput() {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString("utf8");
  },
};

const code = await runProgram(context, process.argv.slice(2));
// What was written is handed over first; whatever a library left open does not keep the process.
process.stderr.write("", () => process.stdout.write("", () => process.exit(code)));
