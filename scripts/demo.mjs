// `npm run demo [-- FILE]`: sets up, then runs the fan-out and the choreography on a document, and asks memory a question.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const path = (file) => resolve(root, file);
const file = resolve(process.env.INIT_CWD ?? root, process.argv[2] ?? path("README.md"));

if (!existsSync(file)) {
  console.error(`there is no file ${file}; name a text file: npm run demo -- FILE`);
  process.exit(2);
}
const run = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status ?? 1;
const troupe = path("sdk/cli/bin/troupe.mjs");
process.exitCode =
  run(path("scripts/setup.mjs")) ||
  run(path("examples/dist/04-fan-out/demo.js"), troupe, file) ||
  run(path("examples/dist/06-choreography/demo.js"), troupe, file) ||
  run(
    path("examples/dist/11-memory-semantic/demo.js"),
    troupe,
    path("docs"),
    "How are dead letters read and replayed?",
  );
