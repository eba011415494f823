import { expect } from "vitest";
import { arrived, collect, listen } from "../collect.js";
import { type ConformanceCase, groupRequest, QUIET_MS } from "../harness.js";
import { idsOf, isoAt, publishAll, tenantEvent } from "../publishing.js";

export const timingCases: readonly ConformanceCase[] = [
  {
    name: "deliverat holds an event until it is due",
    cites: ["delay.holds"],
    async run(context) {
      const session = await context.bus.join(context.tenant, groupRequest());
      listen(session);
      const held = tenantEvent(context, { deliverat: isoAt(context.now() + 1000), data: "later" });
      const receipt = await context.bus.publish(held);
      expect(receipt).toMatchObject({ id: held.id, topic: held.topic, duplicate: false });
      const [prompt] = await publishAll(context, [{ deliverat: isoAt(context.now() - 1000) }]);
      expect(idsOf(await collect(session, 1))).toEqual([prompt?.id]);
      await context.advance(QUIET_MS);
      expect(arrived(session)).toBe(0);
      await context.advance(1000);
      const [due] = await collect(session, 1);
      expect(due?.event).toEqual(held);
    },
  },
  {
    name: "held events are released in the order they fall due",
    cites: ["delay.holds"],
    async run(context) {
      const session = await context.bus.join(context.tenant, groupRequest());
      const now = context.now();
      const events = await publishAll(context, [
        { deliverat: isoAt(now + 1500) },
        { deliverat: isoAt(now + 500) },
        { deliverat: isoAt(now + 1000) },
      ]);
      await context.advance(1600);
      expect(idsOf(await collect(session, 3))).toEqual([events[1]?.id, events[2]?.id, events[0]?.id]);
    },
  },
  {
    name: "a repeated id of a held event is a duplicate, and one is released",
    cites: ["delay.duplicate"],
    async run(context) {
      const session = await context.bus.join(context.tenant, groupRequest());
      const held = tenantEvent(context, { deliverat: isoAt(context.now() + 2000) });
      const original = await context.bus.publish(held);
      const replica = await context.another();
      expect(await replica.publish(held)).toEqual({ ...original, duplicate: true });
      await context.advance(2300);
      expect(idsOf(await collect(session, 1))).toEqual([held.id]);
      await context.advance(QUIET_MS);
      expect(arrived(session)).toBe(0);
      expect((await context.bus.publish(held)).duplicate).toBe(true);
    },
  },
  {
    name: "an expired event is dropped with one event.expired",
    cites: ["expiry.drops"],
    async run(context) {
      const watch = { topics: ["system-events"], types: ["event.expired"], from: "now" } as const;
      const notices = await context.bus.observe(context.tenant, watch);
      listen(notices);
      await context.bus.groups.define(context.tenant, groupRequest());
      const [expiring, fresh] = await publishAll(context, [
        { expiresat: isoAt(context.now() + 200) },
        { expiresat: isoAt(context.now() + 600_000) },
      ]);
      await context.advance(400);
      const session = await context.bus.join(context.tenant, groupRequest());
      expect(idsOf(await collect(session, 1))).toEqual([fresh?.id]);
      const [notice] = await collect(notices, 1);
      if (notice?.kind !== "event") throw new Error("a notice was expected");
      expect(notice.event).toMatchObject({
        type: "event.expired",
        tenantid: context.tenant,
        causationid: expiring?.id,
        correlationid: expiring?.correlationid,
      });
      await context.advance(QUIET_MS);
      expect([arrived(notices), arrived(session)]).toEqual([0, 0]);
      await notices.close();
    },
  },
];
