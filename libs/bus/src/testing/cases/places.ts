import { TOPICS } from "@troupe/contracts";
import { expect } from "vitest";
import { arrived, collect } from "../collect.js";
import { type ConformanceCase, groupRequest, QUIET_MS } from "../harness.js";
import { idsOf, isoAt, numbered, publishAll } from "../publishing.js";

export const placeCases: readonly ConformanceCase[] = [
  {
    name: "a new group starts now unless it says otherwise",
    cites: ["group.from-now"],
    async run(context) {
      await publishAll(context, numbered(3));
      const { from: _, ...request } = groupRequest();
      const session = await context.bus.join(context.tenant, request);
      const [next] = await publishAll(context, numbered(1));
      expect(idsOf(await collect(session, 1))).toEqual([next?.id]);
    },
  },
  {
    name: "a new group starts at the beginning",
    cites: ["group.from-beginning"],
    async run(context) {
      const events = await publishAll(context, numbered(3));
      const session = await context.bus.join(context.tenant, groupRequest({ from: "beginning" }));
      expect(idsOf(await collect(session, 3))).toEqual(events.map(({ id }) => id));
    },
  },
  {
    name: "a new group starts at a time",
    cites: ["group.from-time"],
    async run(context) {
      await publishAll(context, numbered(2));
      await context.advance(50);
      const time = isoAt(context.now());
      await context.advance(50);
      const events = await publishAll(context, numbered(2));
      const session = await context.bus.join(context.tenant, groupRequest({ from: { time } }));
      expect(idsOf(await collect(session, 2))).toEqual(events.map(({ id }) => id));
    },
  },
  {
    name: "a new group starts after a cursor",
    cites: ["group.from-cursor", "observe.cursor-invalid"],
    async run(context) {
      const events = await publishAll(context, numbered(4));
      const observation = await context.bus.observe(context.tenant, { topics: TOPICS, types: [], from: "beginning" });
      const [, second] = await collect(observation, 2);
      if (second?.kind !== "event") throw new Error("an event was expected");
      const { cursor } = second;
      const session = await context.bus.join(context.tenant, groupRequest({ from: { cursor } }));
      expect(idsOf(await collect(session, 2))).toEqual(events.slice(2).map(({ id }) => id));
      await expect(context.bus.join(context.otherTenant, groupRequest({ from: { cursor } }))).rejects.toMatchObject({
        code: "CURSOR_INVALID",
      });
      await observation.close();
    },
  },
  {
    name: "a group's place outlives its sessions, and its start counts once",
    cites: ["group.place", "settle.ack"],
    async run(context) {
      const events = await publishAll(context, numbered(4));
      const session = await context.bus.join(context.tenant, groupRequest({ credit: 2 }));
      for (const leased of await collect(session, 2)) await leased.settle({ outcome: "ack" });
      await session.drain(0);
      const later = await publishAll(context, numbered(1));
      const replica = await context.another();
      const again = await replica.join(context.tenant, groupRequest({ credit: 5, from: "beginning" }));
      expect(idsOf(await collect(again, 3)).sort()).toEqual([...events.slice(2), ...later].map(({ id }) => id).sort());
      await context.advance(QUIET_MS);
      expect(arrived(again)).toBe(0);
    },
  },
];
