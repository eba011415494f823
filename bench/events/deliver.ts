import { type Figure, figure } from "../kit/figure.js";
import { takeTurns } from "../kit/rounds.js";
import type { Rig } from "./rig.js";

const EVENTS = 60_000;
const EVENTS_FULL = 200_000;
const CREDIT = 4000;

/** One member of a new group settles all that is stored, beside the stock client's consume and ack. */
export async function groupDelivery(rig: Rig): Promise<Figure[]> {
  const count = rig.extent.full ? EVENTS_FULL : EVENTS;
  const [stock, member, direct] = await Promise.all([rig.role("stock"), rig.role("member"), rig.role("direct")]);
  await direct.ask("fill", { count });
  await stock.ask("fill", { count });
  const rate = ({ perSecond }: { perSecond: number }): number => perSecond;
  const baseline = async (): Promise<number> => rate(await stock.ask("consume", { count }));
  let groups = 0;
  const { token } = rig;
  const url = rig.backbone.directUrl;
  const sse = await takeTurns(rig.extent.rounds, baseline, async () => {
    groups += 1;
    const order = { url, token, group: `sse-${groups}`, credit: CREDIT, from: "beginning", count };
    return rate(await member.ask("drain", order));
  });
  const straight = await takeTurns(rig.extent.rounds, baseline, async () => {
    groups += 1;
    return rate(await direct.ask("drain", { group: `direct-${groups}`, credit: CREDIT, count }));
  });
  await stock.ask("purge");
  return [
    figure({ name: "deliver.group.sse", unit: "settled/s", ...sse }, { of: "ratio", atLeast: 0.35 }),
    figure({ name: "deliver.group.direct", unit: "settled/s", ...straight }, { of: "ratio", atLeast: 0.85 }),
  ];
}
