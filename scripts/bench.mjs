// Measures a part of the platform beside its yardsticks: `npm run bench -- events [--json] [--full] [--soak] [--only PREFIX]`.
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setup } from "./setup.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const BENCHES = {
  events: join(ROOT, "bench", "dist", "events", "main.js"),
  missions: join(ROOT, "bench", "dist", "missions", "main.js"),
  translate: join(ROOT, "bench", "dist", "translate", "main.js"),
  memory: join(ROOT, "bench", "dist", "memory", "main.js"),
};

const [what, ...args] = process.argv.slice(2);
const script = BENCHES[what];
if (script === undefined) {
  console.error(`npm run bench -- ${Object.keys(BENCHES).join(" | ")} [--json] [--full] [--soak] [--only PREFIX]`);
  process.exit(2);
}
try {
  // Progress is for people: with --json standard output holds figures alone.
  await setup({ log: (line) => console.error(line) });
} catch (error) {
  console.error(`\n${error.message}`);
  if (error.hint !== undefined) console.error(`  next: ${error.hint}`);
  process.exit(1);
}
const child = spawn(process.execPath, [script, ...args], { stdio: "inherit" });
child.once("close", (code) => {
  process.exitCode = code ?? 1;
});
