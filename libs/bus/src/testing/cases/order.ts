import { expect } from "vitest";
import { arrived, collect } from "../collect.js";
import { type ConformanceCase, groupRequest, LAPSED_MS, LEASE_MS, QUIET_MS } from "../harness.js";
import { numbered, publishAll } from "../publishing.js";

const policy = { leaseMs: LEASE_MS, backoffMs: [200], maxAttempts: 9 };

export const orderCases: readonly ConformanceCase[] = [
  {
    name: "credit 1 keeps the order across retries",
    cites: ["order.strict"],
    async run(context) {
      const events = await publishAll(context, numbered(4));
      const session = await context.bus.join(context.tenant, groupRequest({ credit: 1, policy }));
      for (const event of events) {
        const [first] = await collect(session, 1);
        expect(first).toMatchObject({ attempt: 1, event: { id: event.id } });
        await first?.settle({ outcome: "retry", afterMs: 200 });
        await context.advance(QUIET_MS);
        const [second] = await collect(session, 1);
        expect(second).toMatchObject({ attempt: 2, event: { id: event.id } });
        await second?.settle({ outcome: "ack" });
      }
    },
  },
  {
    name: "credit 1 keeps the order across a lapsed lease",
    cites: ["order.strict", "lease.expiry"],
    async run(context) {
      const events = await publishAll(context, numbered(2));
      const session = await context.bus.join(context.tenant, groupRequest({ credit: 1, policy }));
      await collect(session, 1);
      await context.advance(LAPSED_MS);
      const [again] = await collect(session, 1);
      expect(again).toMatchObject({ attempt: 2, event: { id: events[0]?.id } });
      await again?.settle({ outcome: "ack" });
      expect(await collect(session, 1)).toMatchObject([{ attempt: 1, event: { id: events[1]?.id } }]);
    },
  },
  {
    name: "credit 1 keeps the order across a member's crash",
    cites: ["order.strict", "stop.keeps-lease"],
    async run(context) {
      const events = await publishAll(context, numbered(3));
      const request = groupRequest({ credit: 1, policy });
      const session = await context.bus.join(context.tenant, request);
      await collect(session, 1);
      await session.stop();
      const replica = await context.another();
      const successor = await replica.join(context.tenant, request);
      await context.advance(QUIET_MS);
      expect(arrived(successor)).toBe(0);
      await context.advance(LAPSED_MS);
      const handled: string[] = [];
      for (const _ of events) {
        const [leased] = await collect(successor, 1);
        handled.push(leased?.event.id ?? "");
        await leased?.settle({ outcome: "ack" });
      }
      expect(handled).toEqual(events.map(({ id }) => id));
    },
  },
];
