import { expect } from "vitest";
import { arrived, collect, eventually, listen } from "../collect.js";
import {
  type CaseContext,
  COME_AGAIN_MS,
  type ConformanceCase,
  groupRequest,
  LAPSED_MS,
  LEASE_MS,
  QUIET_MS,
} from "../harness.js";
import { idsOf, numbered, publishAll } from "../publishing.js";

const refused = (code: string) => ({ ok: false, error: { code } });

/** A session of a group with short leases, and its first delivery. */
async function oneLeased(context: CaseContext, leaseMs = LEASE_MS) {
  const [event] = await publishAll(context, numbered(1));
  const session = await context.bus.join(context.tenant, groupRequest({ policy: { leaseMs } }));
  const [leased] = await collect(session, 1);
  if (leased === undefined || event === undefined) throw new Error("one delivery was expected");
  return { event, session, leased };
}

export const settlingCases: readonly ConformanceCase[] = [
  {
    name: "an acknowledged event is not delivered again",
    cites: ["settle.ack"],
    async run(context) {
      const { session, leased } = await oneLeased(context);
      expect(await leased.settle({ outcome: "ack" })).toEqual({ ok: true });
      await context.advance(COME_AGAIN_MS);
      expect(arrived(session)).toBe(0);
    },
  },
  {
    name: "retry redelivers after the asked time with the next attempt",
    cites: ["settle.retry-after"],
    async run(context) {
      const { session, leased, event } = await oneLeased(context, 30_000);
      expect(leased.attempt).toBe(1);
      expect(await leased.settle({ outcome: "retry", afterMs: 600, reason: "busy" })).toMatchObject({ ok: true });
      await context.advance(QUIET_MS);
      expect(arrived(session)).toBe(0);
      await context.advance(400);
      const [second] = await collect(session, 1);
      expect(second).toMatchObject({ attempt: 2, event: { id: event.id } });
      await second?.settle({ outcome: "retry", afterMs: 0 });
      await context.advance(100);
      expect(await collect(session, 1)).toMatchObject([{ attempt: 3 }]);
    },
  },
  {
    name: "a bare retry waits for the policy's back-off",
    cites: ["settle.retry-backoff"],
    async run(context) {
      await publishAll(context, numbered(1));
      const policy = { backoffMs: [1000], maxAttempts: 3, leaseMs: 30_000 };
      const session = await context.bus.join(context.tenant, groupRequest({ policy }));
      const [leased] = await collect(session, 1);
      await leased?.settle({ outcome: "retry" });
      await context.advance(600);
      expect(arrived(session)).toBe(0);
      expect((await context.bus.deadLetters.list(context.tenant, { limit: 10 })).items).toEqual([]);
      await context.advance(800);
      expect(await collect(session, 1)).toMatchObject([{ attempt: 2 }]);
    },
  },
  {
    name: "past its lease a token is refused and the event comes again",
    cites: ["lease.expiry"],
    async run(context) {
      const { session, leased, event } = await oneLeased(context);
      const token = leased.token();
      await context.advance(LAPSED_MS);
      const [again] = await collect(session, 1);
      expect(again).toMatchObject({ attempt: 2, event: { id: event.id } });
      expect(await context.bus.settle(context.tenant, [{ token, outcome: "ack" }])).toMatchObject([
        refused("LEASE_EXPIRED"),
      ]);
      expect(await leased.settle({ outcome: "ack" })).toMatchObject(refused("LEASE_EXPIRED"));
      expect(await again?.settle({ outcome: "ack" })).toMatchObject({ ok: true });
    },
  },
  {
    name: "extend prolongs the lease and gives the token that holds it",
    cites: ["settle.extend"],
    async run(context) {
      const { session, leased } = await oneLeased(context);
      let token = leased.token();
      const original = token;
      for (let round = 0; round < 4; round += 1) {
        await context.advance(500);
        const [extended] = await context.bus.settle(context.tenant, [{ token, outcome: "extend" }]);
        if (!extended?.ok || extended.token === undefined) throw new Error("an extended lease was expected");
        expect(extended.leaseMs).toBe(LEASE_MS);
        token = extended.token;
      }
      expect(arrived(session)).toBe(0);
      expect(await context.bus.settle(context.tenant, [{ token: original, outcome: "ack" }])).toMatchObject([
        refused("LEASE_EXPIRED"),
      ]);
      expect(await context.bus.settle(context.tenant, [{ token, outcome: "ack" }])).toEqual([{ ok: true }]);
      await context.advance(COME_AGAIN_MS);
      expect(arrived(session)).toBe(0);
    },
  },
  {
    name: "another replica settles, and the session's credit is free again",
    cites: ["settle.replica", "credit.refill"],
    async run(context) {
      const replica = await context.another();
      const events = await publishAll(context, numbered(3));
      const session = await context.bus.join(context.tenant, groupRequest({ credit: 1 }));
      for (const event of events) {
        const [leased] = await collect(session, 1);
        expect(leased?.event.id).toBe(event.id);
        const token = leased?.token() ?? "";
        expect(await replica.settle(context.tenant, [{ token, outcome: "ack" }])).toEqual([{ ok: true }]);
      }
      await eventually(async () => (await replica.groups.get(context.tenant, "workers"))?.pending === 0);
    },
  },
  {
    name: "settling many answers each in order",
    cites: ["settle.order"],
    async run(context) {
      await publishAll(context, numbered(3));
      const session = await context.bus.join(context.tenant, groupRequest());
      const [a, b, c] = (await collect(session, 3)).map((leased) => leased.token());
      const results = await context.bus.settle(context.tenant, [
        { token: a ?? "", outcome: "ack" },
        { token: "nonsense", outcome: "ack" },
        { token: b ?? "", outcome: "extend" },
        { token: c ?? "", outcome: "reject", reason: "unreadable" },
      ]);
      expect(results).toMatchObject([
        { ok: true },
        refused("DELIVERY_TOKEN_INVALID"),
        { ok: true, token: expect.any(String), leaseMs: 30_000 },
        { ok: true },
      ]);
    },
  },
  {
    name: "a superseded attempt settles nothing within its lease either",
    cites: ["settle.stale"],
    async run(context) {
      const { session, leased } = await oneLeased(context, 30_000);
      const token = leased.token();
      await leased.settle({ outcome: "retry", afterMs: 0 });
      await context.advance(100);
      const [second] = await collect(session, 1);
      await context.bus.settle(context.tenant, [{ token, outcome: "ack" }]);
      await second?.settle({ outcome: "retry", afterMs: 0 });
      await context.advance(100);
      expect(await collect(session, 1)).toMatchObject([{ attempt: 3 }]);
    },
  },
  {
    name: "forged and foreign tokens are refused",
    cites: ["token.forged", "token.tenant", "tenant.isolation"],
    async run(context) {
      const { session, leased } = await oneLeased(context, 30_000);
      const token = leased.token();
      const at = Math.floor(token.length / 3);
      const forged = `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
      const invalid = refused("DELIVERY_TOKEN_INVALID");
      for (const bad of ["", "x", "a.b", forged, `${token}x`]) {
        expect(await context.bus.settle(context.tenant, [{ token: bad, outcome: "ack" }])).toMatchObject([invalid]);
      }
      await context.bus.join(context.otherTenant, groupRequest());
      for (const outcome of ["ack", "reject", "retry", "extend"] as const) {
        expect(await context.bus.settle(context.otherTenant, [{ token, outcome }])).toMatchObject([invalid]);
      }
      expect(await context.bus.settle(context.tenant, [{ token, outcome: "ack" }])).toEqual([{ ok: true }]);
      await context.advance(QUIET_MS);
      expect(arrived(session)).toBe(0);
    },
  },
  {
    name: "drain gives back what is unsettled and revokes it",
    cites: ["drain.gives-back"],
    async run(context) {
      const events = await publishAll(context, numbered(3));
      const session = await context.bus.join(context.tenant, groupRequest({ credit: 3 }));
      const [first, ...held] = await collect(session, 3);
      await first?.settle({ outcome: "ack" });
      const tokens = held.map((leased) => leased.token());
      await session.drain(0);
      const next = await context.bus.join(context.tenant, groupRequest({ credit: 3 }));
      listen(next);
      await context.advance(QUIET_MS);
      expect(idsOf(await collect(next, 2)).sort()).toEqual(
        events
          .slice(1)
          .map(({ id }) => id)
          .sort(),
      );
      for (const token of tokens) {
        expect(await context.bus.settle(context.tenant, [{ token, outcome: "ack" }])).toMatchObject([
          refused("LEASE_EXPIRED"),
        ]);
      }
    },
  },
  {
    name: "drain waits for settlements within its grace",
    cites: ["drain.gives-back"],
    async run(context) {
      const { session, leased } = await oneLeased(context, 30_000);
      const drained = session.drain(20_000);
      expect(await leased.settle({ outcome: "ack" })).toMatchObject({ ok: true });
      await drained;
      const next = await context.bus.join(context.tenant, groupRequest());
      listen(next);
      await context.advance(QUIET_MS);
      expect(arrived(next)).toBe(0);
    },
  },
];
