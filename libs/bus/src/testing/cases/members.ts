import { expect } from "vitest";
import { arrived, collect, eventually, hasEnded, listen } from "../collect.js";
import { COME_AGAIN_MS, type ConformanceCase, groupRequest, LEASE_MS, QUIET_MS } from "../harness.js";
import { idsOf, numbered, publishAll, tenantEvent } from "../publishing.js";

export const memberCases: readonly ConformanceCase[] = [
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
    name: "a member that takes nothing keeps nothing from the others for longer than a lease",
    cites: ["group.sharing", "lease.elsewhere"],
    async run(context) {
      const { bus, tenant } = context;
      const request = groupRequest({ policy: { leaseMs: LEASE_MS } });
      const idle = await bus.join(tenant, { ...request, member: "idle" });
      const ids = (await publishAll(context, numbered(3))).map(({ id }) => id);
      await eventually(async () => (await bus.groups.get(tenant, request.group))?.pending === ids.length);
      const busy = await bus.join(tenant, { ...request, member: "busy" });
      const seen: string[] = [];
      const working = (async () => {
        for await (const batch of busy) {
          seen.push(...idsOf(batch));
          await Promise.all(batch.map((leased) => leased.settle({ outcome: "ack" })));
        }
      })();
      await eventually(async () => {
        await context.advance(QUIET_MS);
        return seen.length === ids.length;
      });
      expect(seen.toSorted()).toEqual(ids.toSorted());
      await busy.stop();
      await working;
      const [late] = await publishAll(context, numbered(1));
      expect(idsOf(await collect(idle, 1))).toEqual([late?.id]);
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
      const event = tenantEvent(context, {
        data: { text: "Grüße ✓" },
        subject: "order/1",
        time: "2001-01-01T00:00:00Z",
      });
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
      expect(Math.abs((leased?.storedAt ?? 0) - context.now())).toBeLessThan(60_000);
      const line = new TextDecoder().decode(leased?.bytes);
      expect(line).not.toContain("\n");
      expect(JSON.parse(line)).toEqual(event);
      expect(leased?.token()).toBe(leased?.token());
      expect(session.definition).toMatchObject({ group: "workers", topics: ["business-facts"], types: [">"] });
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
    name: "what a silent member let lapse goes to another",
    cites: ["lease.elsewhere", "lease.expiry"],
    async run(context) {
      const request = groupRequest({ credit: 4, policy: { leaseMs: LEASE_MS } });
      const silent = await context.bus.join(context.tenant, { ...request, member: "silent" });
      listen(silent);
      const [early] = await publishAll(context, numbered(1));
      await collect(silent, 1);
      const other = await context.bus.join(context.tenant, { ...request, member: "other" });
      listen(other);
      await context.advance(COME_AGAIN_MS);
      expect(await collect(other, 1)).toMatchObject([{ event: { id: early?.id }, attempt: 2 }]);
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
      await context.advance(COME_AGAIN_MS);
      expect(idsOf(await collect(next, arrived(next)))).not.toContain(early?.id);
    },
  },
];
