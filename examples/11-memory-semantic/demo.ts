/**
 * Learns a folder of documents and answers a question from them, on a platform of its own. Arguments: the `troupe`
 * command's script, the folder, the question.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { connect } from "@troupe/sdk";
import { answer, learn } from "./library.js";

const [troupe, documents, question] = process.argv.slice(2);
if (troupe === undefined || documents === undefined || question === undefined) {
  console.error("usage: demo.js TROUPE-SCRIPT FOLDER QUESTION");
  process.exit(2);
}
const READY_MS = 60_000;

async function startPlatform(script: string, folder: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [resolve(script), "dev"], {
    cwd: folder,
    env: { ...process.env, TROUPE_URL: "", TROUPE_TOKEN: "", NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const late = setTimeout(() => child.kill(), READY_MS);
  const lines = createInterface({ input: child.stdout });
  let isReady = false;
  for await (const line of lines) {
    isReady = /^ready\b/.test(line);
    if (isReady) break;
  }
  clearTimeout(late);
  child.stdout.resume();
  child.stderr.resume();
  if (!isReady) throw new Error("the platform did not start");
  return child;
}

const folder = await mkdtemp(join(tmpdir(), "troupe-memory-"));
let platform: ChildProcess | undefined;
try {
  console.log("\nMemory: a platform of its own learns the guides of this project\n");
  platform = await startPlatform(troupe, folder);
  await using client = connect(JSON.parse(await readFile(join(folder, ".troupe", "stack.json"), "utf8")));
  const started = performance.now();
  const count = await learn(client.memory, resolve(documents), (line) => console.log(`  ${line}`));
  console.log(`  ${count} documents known in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  console.log(`\n${question}\n`);
  const lines = await answer(client.memory, question);
  for (const line of lines) console.log(line);
  if (lines.length < 2) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  if (platform !== undefined && platform.exitCode === null) {
    const ended = once(platform, "exit");
    platform.kill("SIGTERM");
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
}
