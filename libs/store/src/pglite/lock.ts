import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { promisify } from "node:util";
import { TroupeError } from "@troupe/contracts";

/*
 * One owner of a folder, among processes.
 * 1. A lock file is never seen empty: it is written aside and linked into place, which fails when one is there.
 * 2. A lock is stale when its process is gone, is a zombie, or is another that got the same pid (start times differ).
 * 3. A stale lock is replaced only by who holds the lock file `<path>.<nonce of the stale one>`, and only after reading
 *    the stale nonce again under it: of many that find it stale, one wins, and nobody replaces a fresh lock.
 * 4. A lock of another host is never stale, since its process cannot be seen from here.
 */

interface Holder {
  readonly nonce: string;
  readonly pid: number;
  /** When the process started, as the system tells it; empty when it does not. */
  readonly startedAt: string;
  readonly host: string;
}

/** A held lock. */
export interface Lock {
  release(): Promise<void>;
}

/** Start time of a live process; undefined when there is none. */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return undefined;
  }
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  } catch {
    const { stdout } = await promisify(execFile)("ps", ["-o", "lstart=", "-p", String(pid)]).catch(() => ({
      stdout: "",
    }));
    return stdout.trim();
  }
}

async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new TroupeError("CONFLICT", `${path} is no lock file of ours`, { hint: `rm ${path}`, cause: error });
  }
}

async function isStale(holder: Holder): Promise<boolean> {
  if (holder.host !== hostname()) return false;
  const startedAt = await startOf(holder.pid);
  return startedAt === undefined || startedAt !== holder.startedAt;
}

async function place(holder: Holder, path: string): Promise<boolean> {
  const aside = `${path}.${holder.nonce}.new`;
  await writeFile(aside, JSON.stringify(holder));
  try {
    await link(aside, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    await rm(aside, { force: true });
  }
}

async function replace(mine: Holder, stale: Holder, path: string): Promise<void> {
  const claim = `${path}.${stale.nonce}`;
  const claimed = await acquireLock(claim, "replace a stale lock");
  try {
    if ((await holderOf(path))?.nonce !== stale.nonce) return;
    const aside = `${path}.${mine.nonce}.new`;
    await writeFile(aside, JSON.stringify(mine));
    await rename(aside, path);
  } finally {
    await claimed.release();
  }
}

/** Takes the lock at `path`, from a dead holder as well. Throws CONFLICT that names a live one. */
export async function acquireLock(path: string, purpose: string): Promise<Lock> {
  const startedAt = (await startOf(process.pid)) ?? "";
  const mine: Holder = { nonce: randomUUID(), pid: process.pid, startedAt, host: hostname() };
  while (!(await place(mine, path))) {
    const holder = await holderOf(path);
    if (holder === undefined) continue;
    if (holder.nonce === mine.nonce) break;
    if (!(await isStale(holder))) {
      const where = holder.host === mine.host ? "" : ` on ${holder.host}`;
      throw new TroupeError("CONFLICT", `cannot ${purpose}: process ${holder.pid}${where} holds ${path}`, {
        hint: holder.host === mine.host ? `kill ${holder.pid}` : `rm ${path}`,
      });
    }
    await replace(mine, holder, path);
    if ((await holderOf(path))?.nonce === mine.nonce) break;
  }
  return {
    async release() {
      if ((await holderOf(path))?.nonce === mine.nonce) await rm(path, { force: true });
    },
  };
}
