import { TOPICS } from "@troupe/contracts";
import { expect } from "vitest";
import { arrived, collect, eventually } from "../collect.js";
import { type ConformanceCase, groupRequest, QUIET_MS } from "../harness.js";
import { idsOf, numbered, publishAll } from "../publishing.js";

export const groupCases: readonly ConformanceCase[] = [
  {
    name: "other topics or types are refused with GROUP_MISMATCH, in any order the same are not",
    cites: ["group.mismatch"],
    async run(context) {
      const request = groupRequest({ topics: ["business-facts", "task-events"], types: ["a.x", "b.*"] });
      const definition = await context.bus.groups.define(context.tenant, request);
      expect(definition).toMatchObject({ group: "workers", policy: { maxAttempts: 5, leaseMs: 30_000 } });
      const mismatch = { code: "GROUP_MISMATCH" };
      const otherTypes = { ...request, types: ["a.x"] };
      const otherTopics: typeof request = { ...request, topics: ["business-facts"] };
      await expect(context.bus.join(context.tenant, otherTypes)).rejects.toMatchObject(mismatch);
      await expect(context.bus.join(context.tenant, otherTopics)).rejects.toMatchObject(mismatch);
      await expect(context.bus.groups.define(context.tenant, otherTypes)).rejects.toMatchObject(mismatch);
      const turned: typeof request = { ...request, topics: ["task-events", "business-facts"], types: ["b.*", "a.x"] };
      await context.bus.join(context.tenant, turned);
      await context.bus.groups.define(context.tenant, turned);
    },
  },
  {
    name: "update changes the definition and keeps the place",
    cites: ["group.update"],
    async run(context) {
      const session = await context.bus.join(context.tenant, groupRequest({ types: ["a.x"], from: "now" }));
      await publishAll(context, [{ type: "a.x" }]);
      for (const leased of await collect(session, 1)) await leased.settle({ outcome: "ack" });
      await session.drain(0);
      const changed = groupRequest({ types: ["a.x", "b.y"], policy: { maxAttempts: 7 }, update: true });
      const updated = await context.bus.join(context.tenant, changed);
      expect(updated.definition.types.toSorted()).toEqual(["a.x", "b.y"]);
      expect(updated.definition.policy.maxAttempts).toBe(7);
      const events = await publishAll(context, [{ type: "b.y" }, { type: "a.x" }]);
      expect(idsOf(await collect(updated, 2)).toSorted()).toEqual(events.map(({ id }) => id).toSorted());
    },
  },
  {
    name: "type filters select with * and >, and an event that two of them select comes once",
    cites: ["group.types"],
    async run(context) {
      const session = await context.bus.join(
        context.tenant,
        groupRequest({ types: ["order.*", "order.placed", "invoice.>"] }),
      );
      const types = ["order.placed", "order.placed.late", "invoice.sent", "invoice.sent.again", "other.thing"];
      const events = await publishAll(context, [...types.map((type) => ({ type })), { type: "order.closed" }]);
      const wanted = events.filter((event) => !["order.placed.late", "other.thing"].includes(event.type));
      expect(idsOf(await collect(session, 4))).toEqual(wanted.map(({ id }) => id));
      await context.advance(QUIET_MS);
      expect(arrived(session)).toBe(0);
    },
  },
  {
    name: "a group gets its topics and no other",
    cites: ["group.topics"],
    async run(context) {
      const session = await context.bus.join(
        context.tenant,
        groupRequest({ topics: ["task-events", "plan-events"], types: [] }),
      );
      const events = await publishAll(
        context,
        TOPICS.map((topic) => ({ topic })),
      );
      const wanted = events.filter(({ topic }) => topic === "task-events" || topic === "plan-events");
      expect(idsOf(await collect(session, 2)).sort()).toEqual(wanted.map(({ id }) => id).sort());
      await context.advance(QUIET_MS);
      expect(arrived(session)).toBe(0);
    },
  },
  {
    name: "a group tells its lag, pending and members",
    cites: ["group.status"],
    async run(context) {
      const { groups } = context.bus;
      await groups.define(context.tenant, groupRequest());
      await publishAll(context, numbered(5));
      await eventually(async () => (await groups.get(context.tenant, "workers"))?.lag === 5);
      expect(await groups.get(context.tenant, "workers")).toMatchObject({ pending: 0, members: 0, types: [">"] });
      const session = await context.bus.join(context.tenant, groupRequest({ credit: 2 }));
      const held = await collect(session, 2);
      await eventually(async () => {
        const status = await groups.get(context.tenant, "workers");
        return status?.lag === 3 && status.pending === 2 && status.members === 1;
      });
      await session.stop();
      for (const leased of held) {
        expect(await context.bus.settle(context.tenant, [{ token: leased.token(), outcome: "ack" }])).toEqual([
          { ok: true },
        ]);
      }
      await eventually(async () => {
        const status = await groups.get(context.tenant, "workers");
        return status?.pending === 0 && status.members === 0;
      });
      expect(await groups.get(context.tenant, "nobody")).toBeUndefined();
    },
  },
  {
    name: "groups are listed in pages",
    cites: ["group.list"],
    async run(context) {
      const names = ["a", "b.x", "c", "d", "e"];
      for (const group of names) await context.bus.groups.define(context.tenant, groupRequest({ group }));
      const listed: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await context.bus.groups.list(context.tenant, {
          limit: 2,
          ...(cursor === undefined ? {} : { cursor }),
        });
        expect(page.items.length).toBeLessThanOrEqual(2);
        listed.push(...page.items.map(({ group }) => group));
        cursor = page.cursor ?? undefined;
      } while (cursor !== undefined);
      expect(listed.toSorted()).toEqual(names);
    },
  },
  {
    name: "a removed group starts anew",
    cites: ["group.remove"],
    async run(context) {
      const events = await publishAll(context, numbered(2));
      const session = await context.bus.join(context.tenant, groupRequest());
      for (const leased of await collect(session, 2)) await leased.settle({ outcome: "ack" });
      await session.stop();
      expect(await context.bus.groups.remove(context.tenant, "workers")).toBe(true);
      expect(await context.bus.groups.remove(context.tenant, "workers")).toBe(false);
      expect(await context.bus.groups.get(context.tenant, "workers")).toBeUndefined();
      const again = await context.bus.join(context.tenant, groupRequest());
      const redone = await collect(again, 2);
      expect(idsOf(redone)).toEqual(events.map(({ id }) => id));
      expect(redone.map(({ attempt }) => attempt)).toEqual([1, 1]);
    },
  },
];
