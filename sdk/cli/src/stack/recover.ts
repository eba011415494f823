import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { removeRecord, type StackPaths } from "./folder.js";
import { inspect } from "./inspect.js";
import { birthOf, commandOf, endProcess, startTimeOf } from "./processes.js";

const GRACE_MS = 5000;
const SAME_START_MS = 5000;

/** What was cleared away after a stack that ended without goodbye. */
export interface Recovered {
  readonly orphans: number;
  /** Port the stack had, which its agents still call. */
  readonly lastPort: number | undefined;
}

/** Stops what outlived a killed stack and removes its state. The caller holds the claim. */
export async function recover(paths: StackPaths): Promise<Recovered> {
  const state = await inspect(paths);
  const orphans = state.kind === "stale" ? [...state.orphans] : [];
  const stray = await strayNats(paths);
  if (stray !== undefined && !orphans.some(({ pid }) => pid === stray.pid)) orphans.push(stray);
  await Promise.all(orphans.map((orphan) => endProcess(orphan, GRACE_MS, orphan.command !== undefined)));
  await removeRecord(paths);
  await rm(natsPidFile(paths), { force: true });
  const port = state.kind === "absent" ? "" : new URL(state.record.url).port;
  return { orphans: orphans.length, lastPort: port === "" ? undefined : Number(port) };
}

/** File in which nats-server writes its pid, so that it is found even when the stack died before it wrote its state. */
export function natsPidFile(paths: StackPaths): string {
  return join(paths.dir, "nats.pid");
}

/**
 * The nats-server that wrote the stack's pid file: it runs, and it started when the file was written, so it is no later
 * process with the same pid.
 */
async function strayNats(paths: StackPaths): Promise<{ pid: number; birth: string; command?: string } | undefined> {
  const file = natsPidFile(paths);
  const pid = Number(await readFile(file, "utf8").catch(() => ""));
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const birth = await birthOf(pid);
  if (birth === undefined || !(await commandOf(pid)).includes("nats-server")) return undefined;
  const [startedAt, written] = await Promise.all([startTimeOf(pid), stat(file)]);
  return Math.abs(startedAt - written.mtimeMs) < SAME_START_MS ? { pid, birth } : undefined;
}
