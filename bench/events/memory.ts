import { fileURLToPath } from "node:url";
import { KIT_PRELOADS } from "#kit/backbone";
import type { ManagedProcess } from "#kit/process";
import { type Figure, figure } from "../kit/figure.js";
import { benchEvent } from "../kit/payload.js";
import { median } from "../kit/stats.js";
import { type Extent, type Rig, startRig } from "./rig.js";

const OBSERVERS = 1000;
const WARM_UP_OBSERVERS = 50;
const KIB = 1024;
const MIB = KIB * KIB;
const SOAK_SECONDS = 600;
const SAMPLE_SECONDS = 30;
const SOAK_SAMPLES = 12;
const CREDIT = 1000;

interface Memory {
  readonly heapUsed: number;
  readonly rss: number;
}

function startProbedRig(extent: Extent): Promise<Rig> {
  const probe = fileURLToPath(new URL("memory-probe.mjs", KIT_PRELOADS));
  return startRig(extent, { production: true, execArgv: ["--expose-gc", "--import", probe] });
}

async function memoryOf(services: ManagedProcess): Promise<Memory> {
  const answered = services.report((report) => "memory" in report);
  services.tell({ memory: true });
  return (await answered).memory as Memory;
}

/** Heap that an observer takes who has nothing to see, at a thousand of them. */
export async function idleObservers(extent: Extent): Promise<Figure[]> {
  await using rig = await startProbedRig(extent);
  const readers = await rig.role("readers");
  const stream = { url: `${rig.backbone.directUrl}/v1/events/stream`, token: rig.token };
  await readers.ask("open", { ...stream, count: WARM_UP_OBSERVERS });
  const before = await memoryOf(rig.backbone.services);
  const count = OBSERVERS - WARM_UP_OBSERVERS;
  await readers.ask("open", { ...stream, count });
  const after = await memoryOf(rig.backbone.services);
  const value = (after.heapUsed - before.heapUsed) / count / KIB;
  return [figure({ name: "memory.observer.idle", unit: "KiB", value }, { of: "value", atMost: 25 })];
}

/** Memory of the events service under half of full load: the last third of the time beside the first. */
export async function soak(extent: Extent): Promise<Figure[]> {
  await using rig = await startProbedRig(extent);
  const seconds = extent.soak ? SOAK_SECONDS : SAMPLE_SECONDS;
  const [load, member] = await Promise.all([rig.role("load"), rig.role("member")]);
  const { token, backbone } = rig;
  const place = { url: backbone.directUrl, token, credit: CREDIT, from: "now" };
  await member.ask("join", { ...place, groups: 1, prefix: "soak" });
  const order = {
    url: `${backbone.directUrl}/v1/events`,
    connections: 50,
    body: JSON.stringify(benchEvent()),
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
  };
  const { perSecond } = await load.ask<{ perSecond: number }>("post", { ...order, seconds: 5 });
  const rate = Math.round(perSecond / 2);
  const loaded = load.ask("post", { ...order, seconds: seconds + 2, rate });
  const seen: Memory[] = [];
  for (let sample = 0; sample < SOAK_SAMPLES; sample += 1) {
    await new Promise((resolve) => setTimeout(resolve, (seconds * 1000) / SOAK_SAMPLES));
    seen.push(await memoryOf(backbone.services));
  }
  await loaded;
  const third = SOAK_SAMPLES / 3;
  const name = extent.soak ? "memory.soak.10min" : `memory.soak.sample-${seconds}s`;
  return (["rss", "heapUsed"] as const).map((which) => {
    const values = seen.map((memory) => memory[which] / MIB);
    return figure(
      {
        name: `${name}.${which === "rss" ? "rss" : "heap"}`,
        unit: "MiB",
        value: median(values.slice(-third)),
        baseline: median(values.slice(0, third)),
      },
      // A sample is too short to have left the start behind: it only has to stay in bounds.
      { of: "ratio", atMost: extent.soak ? 1.1 : 1.5 },
    );
  });
}
