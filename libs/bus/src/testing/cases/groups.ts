import { TOPICS } from "@troupe/contracts";
import { expect } from "vitest";
import { arrived, collect, eventually, hasEnded, listen } from "../collect.js";
import { type ConformanceCase, groupRequest, LAPSED_MS, LEASE_MS, QUIET_MS } from "../harness.js";
import { idsOf, isoAt, numbered, publishAll, tenantEvent } from "../publishing.js";

export const groupCases: readonly ConformanceCase[] = [
  {
    name: "members of one replica share what the group gets",
    cites: ["group.sharing", "credit.bound"],
    async run(context) {
      const request = groupRequest({ credit: 5 });
      const sessions = [
        await context.bus.join(context.tenant, { ...request, member: "a" }),
        await context.bus.join(context.tenant, { ...request, member: "b" }),
      ] as const;
      sessions.forEach(listen);
      const events = await publishAll(context, numbered(14));
      const [a, b] = await Promise.all(sessions.map((session) => collect(session, 5)));
      await context.advance(QUIET_MS);
      expect(sessions.map(arrived)).toEqual([0, 0]);
      const first = [...(a ?? []), ...(b ?? [])];
      await Promise.all(first.map((leased) => leased.settle({ outcome: "ack" })));
      await eventually(() => arrived(sessions[0]) + arrived(sessions[1]) === 4);
      const rest = await Promise.all(sessions.map((session) => collect(session, arrived(session))));
      expect(idsOf([...first, ...rest.flat()]).sort()).toEqual(events.map(({ id }) => id).sort());
    },
  },
  {
    name: "members of two replicas share what the group gets, each event once",
    cites: ["group.sharing"],
    async run(context) {
      const replica = await context.another();
      const request = groupRequest({ credit: 4 });
      const sessions = [
        await context.bus.join(context.tenant, request),
        await replica.join(context.tenant, request),
      ] as const;
      const seen: string[] = [];
      const working = sessions.map(async (session) => {
        for await (const batch of session) {
          for (const leased of batch) {
            seen.push(leased.event.id);
            await leased.settle({ outcome: "ack" });
          }
        }
      });
      const events = await publishAll(context, numbered(30));
      await eventually(async () => {
        await context.advance(20);
        return seen.length >= events.length;
      });
      await context.advance(QUIET_MS);
      expect(seen.toSorted()).toEqual(events.map(({ id }) => id).sort());
      await Promise.all(sessions.map((session) => session.stop()));
      await Promise.all(working);
    },
  },
  {
    name: "two groups each get everything",
    cites: ["group.broadcast"],
    async run(context) {
      const one = await context.bus.join(context.tenant, groupRequest({ group: "one" }));
      const two = await context.bus.join(context.tenant, groupRequest({ group: "two.b" }));
      const ids = (await publishAll(context, numbered(5))).map(({ id }) => id);
      expect(idsOf(await collect(one, 5))).toEqual(ids);
      expect(idsOf(await collect(two, 5))).toEqual(ids);
    },
  },
  {
    name: "a delivery carries event, bytes, topic, sequence, attempt and lease",
    cites: ["delivery.frame"],
    async run(context) {
      const event = tenantEvent(context, { data: { text: "Grüße ✓" }, subject: "order/1" });
      const receipt = await context.bus.publish(event);
      const session = await context.bus.join(context.tenant, groupRequest({ policy: { leaseMs: 5000 } }));
      const [leased] = await collect(session, 1);
      expect(leased).toMatchObject({
        event,
        topic: event.topic,
        sequence: receipt.sequence,
        attempt: 1,
        leaseMs: 5000,
      });
      const line = new TextDecoder().decode(leased?.bytes);
      expect(line).not.toContain("\n");
      expect(JSON.parse(line)).toEqual(event);
      expect(leased?.token()).toBe(leased?.token());
      expect(session.definition).toMatchObject({ group: "workers", topics: ["business-facts"], types: [">"] });
    },
  },
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
      expect(idsOf(await collect(updated, 2))).toEqual(events.map(({ id }) => id));
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
    name: "unsettled events stay within the credit over several topics",
    cites: ["credit.bound", "credit.refill"],
    async run(context) {
      const topics = ["task-events", "plan-events", "business-facts"] as const;
      const session = await context.bus.join(context.tenant, groupRequest({ topics, credit: 2 }));
      listen(session);
      const events = await publishAll(
        context,
        topics.flatMap((topic) => numbered(4, { topic })),
      );
      const seen: string[] = [];
      for (let round = 0; round < events.length / 2; round += 1) {
        const held = await collect(session, 2);
        await context.advance(50);
        expect(arrived(session)).toBe(0);
        seen.push(...idsOf(held));
        for (const leased of held) expect(await leased.settle({ outcome: "ack" })).toMatchObject({ ok: true });
      }
      expect(seen.toSorted()).toEqual(events.map(({ id }) => id).sort());
    },
  },
  {
    name: "a second session of the same member replaces the first",
    cites: ["group.replaces"],
    async run(context) {
      const request = groupRequest({ member: "pod-1", credit: 1, policy: { leaseMs: LEASE_MS } });
      const first = await context.bus.join(context.tenant, request);
      listen(first);
      const second = await context.bus.join(context.tenant, request);
      listen(second);
      await eventually(() => hasEnded(first));
      const events = await publishAll(context, numbered(2));
      const [held] = await collect(second, 1);
      expect(held?.event.id).toBe(events[0]?.id);
      await context.advance(QUIET_MS);
      expect(arrived(second)).toBe(0);
      await held?.settle({ outcome: "ack" });
      expect(idsOf(await collect(second, 1))).toEqual([events[1]?.id]);
      expect(arrived(first)).toBe(0);
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
  {
    name: "a stopped session takes no more and keeps what it was sent",
    cites: ["stop.keeps-lease"],
    async run(context) {
      const session = await context.bus.join(context.tenant, groupRequest({ policy: { leaseMs: LEASE_MS } }));
      const [early] = await publishAll(context, numbered(1));
      const [held] = await collect(session, 1);
      await session.stop();
      await eventually(() => hasEnded(session));
      const [late] = await publishAll(context, numbered(1));
      const next = await context.bus.join(context.tenant, groupRequest({ credit: 10, policy: { leaseMs: LEASE_MS } }));
      expect(idsOf(await collect(next, 1))).toEqual([late?.id]);
      expect(await held?.settle({ outcome: "ack" })).toMatchObject({ ok: true });
      await context.advance(LAPSED_MS);
      expect(idsOf(await collect(next, arrived(next)))).not.toContain(early?.id);
    },
  },
];
