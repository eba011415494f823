import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import type { ProcessRecord } from "../domain/stack-record.js";

const run = promisify(execFile);
const POLL_MS = 25;
/** Linux tells start times in these, whatever its own tick (proc(5), USER_HZ). */
const TICKS_PER_SECOND = 100;

/** Says of a process what a later one with the same pid does not share; undefined when no such process runs. */
export async function birthOf(pid: number): Promise<string | undefined> {
  if (!exists(pid)) return undefined;
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (stat !== undefined) {
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  }
  const said = await run("ps", ["-o", "stat=,lstart=", "-p", String(pid)]).catch(() => ({ stdout: "" }));
  const [, state, started] = /^\s*(\S+)\s+(.*\S)\s*$/.exec(said.stdout) ?? [];
  return state === undefined || state.startsWith("Z") ? undefined : started;
}

/** Whether the very process of the record runs. */
export async function isAlive(record: Pick<ProcessRecord, "pid" | "birth">): Promise<boolean> {
  return (await birthOf(record.pid)) === record.birth;
}

/** Record of a process that was just started; an empty birth matches nothing. */
export async function recordOf(pid: number, more: Omit<ProcessRecord, "pid" | "birth"> = {}): Promise<ProcessRecord> {
  return { pid, birth: (await birthOf(pid)) ?? "", ...more };
}

/** Program and arguments of a process; empty when it cannot be read. */
export async function commandOf(pid: number): Promise<string> {
  const raw = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => undefined);
  if (raw !== undefined) return raw.replaceAll("\0", " ").trim();
  const said = await run("ps", ["-o", "command=", "-p", String(pid)]).catch(() => ({ stdout: "" }));
  return said.stdout.trim();
}

/** When a process started, in milliseconds since the epoch, to about a second; NaN when it cannot be told. */
export async function startTimeOf(pid: number): Promise<number> {
  const birth = (await birthOf(pid)) ?? "";
  if (!/^\d+$/.test(birth)) return Date.parse(birth);
  const uptime = Number((await readFile("/proc/uptime", "utf8")).split(" ")[0]);
  return Date.now() - (uptime - Number(birth) / TICKS_PER_SECOND) * 1000;
}

/** Resident memory in bytes; undefined when it cannot be read. */
export async function memoryOf(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => undefined);
  if (status !== undefined) {
    const match = /^VmRSS:\s+(\d+) kB/m.exec(status);
    return match === null ? undefined : Number(match[1]) * 1024;
  }
  const said = await run("ps", ["-o", "rss=", "-p", String(pid)]).catch(() => ({ stdout: "" }));
  const kib = Number(said.stdout.trim());
  return kib > 0 ? kib * 1024 : undefined;
}

/** Asks a process to end, and ends it when it has not after `graceMs`. With `group`, its whole process group. */
export async function endProcess(
  record: Pick<ProcessRecord, "pid" | "birth">,
  graceMs: number,
  group = false,
): Promise<void> {
  if (!(await isAlive(record))) return;
  signal(record.pid, "SIGTERM", group);
  if (await waitForEnd(record, graceMs)) return;
  signal(record.pid, "SIGKILL", group);
  await waitForEnd(record, graceMs);
}

/** Resolves with false when the process still runs after `withinMs`. */
export async function waitForEnd(record: Pick<ProcessRecord, "pid" | "birth">, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (await isAlive(record)) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return true;
}

/** Sends a signal; a process that is gone already is no failure. */
export function signal(pid: number, name: NodeJS.Signals, group = false): void {
  try {
    process.kill(group ? -pid : pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
