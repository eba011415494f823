import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findNatsServer } from "@troupe/bus/setup";
import { type ManagedProcess, manageProcess } from "#kit/process";
import { type Figure, figure } from "../kit/figure.js";
import { median } from "../kit/stats.js";
import type { Extent } from "./rig.js";

const MIB = 1024 * 1024;
const PAGE_BYTES = 4096;
const SETTLE_MS = 5000;
const TROUPE = fileURLToPath(new URL("../../../sdk/cli/bin/troupe.mjs", import.meta.url));

/** The local stack in an empty folder: how soon it is ready, the first time and after, and what it takes idle. */
export async function localStack({ rounds }: Extent): Promise<Figure[]> {
  const first: number[] = [];
  const again: number[] = [];
  const idle: number[] = [];
  const { path } = await findNatsServer({ env: process.env });
  for (let round = 0; round < rounds; round += 1) {
    const home = await mkdtemp(join(tmpdir(), "troupe-bench-"));
    try {
      const stack = stackIn(home, path);
      first.push(await timed(() => stack.start()));
      await stack.stop();
      again.push(await timed(() => stack.start()));
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      idle.push((await residentBytes(stack.pid ?? 0)) / MIB);
      await stack.stop();
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  }
  return [
    figure({ name: "stack.ready.first", unit: "s", value: median(first) }, { of: "value", atMost: 6 }),
    figure({ name: "stack.ready.again", unit: "s", value: median(again) }, { of: "value", atMost: 2.5 }),
    figure({ name: "stack.memory.idle", unit: "MiB", value: median(idle) }, { of: "value", atMost: 450 }),
  ];
}

function stackIn(home: string, natsServer: string): ManagedProcess {
  return manageProcess({
    name: "stack",
    script: TROUPE,
    args: ["dev", "--json"],
    cwd: home,
    env: {
      TROUPE_NATS_SERVER: natsServer,
      TROUPE_URL: "",
      TROUPE_TOKEN: "",
      TROUPE_NATS_URL: "",
    },
    readyWithinMs: 60_000,
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Resident memory of a process and all below it. */
async function residentBytes(root: number): Promise<number> {
  const parents = new Map<number, number>();
  for (const entry of await readdir("/proc")) {
    const stat = /^\d+$/.test(entry) ? await readFile(`/proc/${entry}/stat`, "utf8").catch(() => "") : "";
    // The second field is a name in parentheses, with any character in it; the parent is the second after that.
    const parent = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
    if (parent !== undefined) parents.set(Number(entry), Number(parent));
  }
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 0 && (pid === root || isBelow(parents.get(pid)));
  let pages = 0;
  for (const pid of parents.keys()) {
    if (!isBelow(pid)) continue;
    const statm = await readFile(`/proc/${pid}/statm`, "utf8").catch(() => "");
    pages += Number(statm.split(" ")[1] ?? 0);
  }
  return pages * PAGE_BYTES;
}
