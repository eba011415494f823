import { type Figure, figure } from "../kit/figure.js";
import { type Extent, type Rig, startRig } from "./rig.js";

const GROUPS = [1, 10, 100];
const STORED = [10_000, 100_000];
const STORED_FULL = [...STORED, 1_000_000];
/** Deliveries of one measurement, over all groups together. */
const DELIVERIES = 30_000;
const SAMPLE = 20_000;
const CREDIT = 500;

/** What publishing and delivery cost as groups, and as stored events, become more. Shown, not judged. */
export async function growth(extent: Extent): Promise<Figure[]> {
  return [...(await overGroups(extent)), ...(await overStored(extent))];
}

interface Rates {
  readonly publish: number;
  readonly deliver: number;
}

async function overGroups(extent: Extent): Promise<Figure[]> {
  const figures: Figure[] = [];
  let first: Rates | undefined;
  for (const groups of GROUPS) {
    await using rig = await startRig(extent);
    const rates = await publishAndDeliver(rig, groups, Math.ceil(DELIVERIES / groups));
    first ??= rates;
    figures.push(...shown(`growth.groups.${groups}`, rates, first));
  }
  return figures;
}

async function overStored(extent: Extent): Promise<Figure[]> {
  const figures: Figure[] = [];
  await using rig = await startRig(extent);
  const direct = await rig.role("direct");
  let first: Rates | undefined;
  let stored = 0;
  for (const count of extent.full ? STORED_FULL : STORED) {
    await direct.ask("fill", { count: count - stored });
    const rates = await publishAndDeliver(rig, 1, SAMPLE, `stored-${count}`);
    stored = count + SAMPLE;
    first ??= rates;
    figures.push(...shown(`growth.stored.${count}`, rates, first));
  }
  return figures;
}

/** New groups settle what is published while they listen: events a second in, deliveries a second out. */
async function publishAndDeliver(rig: Rig, groups: number, events: number, prefix = "growth"): Promise<Rates> {
  const [member, direct] = await Promise.all([rig.role("member"), rig.role("direct")]);
  const { token, backbone } = rig;
  await member.ask("join", { url: backbone.directUrl, token, credit: CREDIT, from: "now", groups, prefix });
  const start = performance.now();
  const settled = member.ask("settled", { count: events });
  const { perSecond } = await direct.ask<{ perSecond: number }>("fill", { count: events });
  await settled;
  const deliver = (events * groups) / ((performance.now() - start) / 1000);
  await member.ask("leave");
  return { publish: perSecond, deliver };
}

function shown(name: string, { publish, deliver }: Rates, first: Rates): Figure[] {
  return [
    figure({ name: `${name}.publish`, unit: "events/s", value: publish, baseline: first.publish }),
    figure({ name: `${name}.deliver`, unit: "settled/s", value: deliver, baseline: first.deliver }),
  ];
}
