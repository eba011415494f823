/** The SDK's transport straight to NATS: publishes, and is a member of a group. */
import { natsPlatform } from "@troupe/sdk/nats";
import { BENCH_TYPE, benchEvent } from "../kit/payload.js";
import { takeOrders } from "../kit/role.js";

const { transport } = await natsPlatform({
  servers: process.env.NATS_URL ?? "",
  token: process.env.NATS_TOKEN ?? "",
  tenant: "acme",
  actor: "bench",
  registry: { url: "http://127.0.0.1:1", token: "none" },
});
/** Publishes under way at once. */
const IN_FLIGHT = 1000;

takeOrders({
  /** Publishes `count` events of the type, then one of `last` where it is given. */
  async fill({ count, type = BENCH_TYPE, last }: { count: number; type?: string; last?: string }) {
    const start = performance.now();
    for (let done = 0; done < count; done += IN_FLIGHT) {
      const some = Math.min(IN_FLIGHT, count - done);
      await Promise.all(Array.from({ length: some }, () => transport.publish(benchEvent(type))));
    }
    if (last !== undefined) await transport.publish(benchEvent(last));
    return { perSecond: count / ((performance.now() - start) / 1000) };
  },
  /** One group settles `count` events: how many a second. */
  async drain({ group, credit, count }: { group: string; credit: number; count: number }) {
    const start = performance.now();
    const session = await transport.join({
      topics: ["business-facts"],
      types: [],
      group,
      member: group,
      credit,
      from: "beginning",
    });
    let seen = 0;
    let last: Promise<unknown> = Promise.resolve();
    for await (const batch of session) {
      for (const delivered of batch) last = delivered.settle({ outcome: "ack" });
      seen += batch.length;
      if (seen >= count) break;
    }
    await last;
    const perSecond = seen / ((performance.now() - start) / 1000);
    await session.leave();
    return { perSecond };
  },
});
