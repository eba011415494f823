import { outcomeType, type Topic } from "@troupe/contracts";
import { expect } from "vitest";
import type { GroupSession } from "../../bus.js";
import { arrived, collect, eventually, listen } from "../collect.js";
import { type CaseContext, type ConformanceCase, groupRequest, LAPSED_MS, LEASE_MS, QUIET_MS } from "../harness.js";
import { idsOf, numbered, publishAll } from "../publishing.js";

const lettersOf = async (context: CaseContext, tenant = context.tenant) =>
  (await context.bus.deadLetters.list(tenant, { limit: 200 })).items;

/** Rejects the next `n` events of `session` and gives the letters they have become. */
async function rejectNext(context: CaseContext, session: GroupSession, n: number) {
  for (const leased of await collect(session, n)) await leased.settle({ outcome: "reject", reason: "no good" });
  return eventually(async () => {
    const letters = await lettersOf(context);
    return letters.length === n ? letters : undefined;
  }).then((letters) => letters ?? []);
}

export const deadLetterCases: readonly ConformanceCase[] = [
  {
    name: "after the last attempt the event is a dead letter with its reasons in order",
    cites: ["dead.max-attempts"],
    async run(context) {
      const [event] = await publishAll(context, numbered(1));
      const policy = { maxAttempts: 3, backoffMs: [100] };
      const session = await context.bus.join(context.tenant, groupRequest({ policy }));
      for (const [at, reason] of ["first", "second", "third"].entries()) {
        const [leased] = await collect(session, 1);
        expect(leased?.attempt).toBe(at + 1);
        expect(await leased?.settle({ outcome: "retry", reason })).toMatchObject({ ok: true });
        await context.advance(200);
      }
      const [letter] = await eventually(async () => {
        const letters = await lettersOf(context);
        return letters.length === 1 ? letters : undefined;
      }).then((letters) => letters ?? []);
      expect(letter).toMatchObject({ event, group: "workers" });
      expect(letter?.attempts.map(({ reason }) => reason)).toEqual(["first", "second", "third"]);
      const times = [...(letter?.attempts ?? []).map(({ at }) => Date.parse(at)), Date.parse(letter?.diedAt ?? "")];
      expect(times.toSorted((a, b) => a - b)).toEqual(times);
      await context.advance(QUIET_MS);
      expect(arrived(session)).toBe(0);
    },
  },
  {
    name: "a rejected event is a dead letter at once and frees its credit",
    cites: ["dead.reject", "credit.refill"],
    async run(context) {
      const events = await publishAll(context, numbered(2));
      const session = await context.bus.join(context.tenant, groupRequest({ credit: 1 }));
      const [letter] = await rejectNext(context, session, 1);
      expect(letter?.event).toEqual(events[0]);
      expect(letter?.attempts).toMatchObject([{ reason: "no good" }]);
      expect(idsOf(await collect(session, 1))).toEqual([events[1]?.id]);
    },
  },
  {
    name: "leases that lapse count as attempts and end in a dead letter",
    cites: ["dead.lapsed", "lease.expiry"],
    async run(context) {
      await publishAll(context, numbered(1));
      const policy = { maxAttempts: 2, leaseMs: LEASE_MS };
      const session = await context.bus.join(context.tenant, groupRequest({ policy }));
      listen(session);
      await context.advance(2 * LAPSED_MS);
      const letters = await eventually(async () => {
        const found = await lettersOf(context);
        return found.length === 1 ? found : undefined;
      });
      expect(letters?.[0]?.attempts).toHaveLength(2);
      for (const attempt of letters?.[0]?.attempts ?? []) expect(attempt.reason.length).toBeGreaterThan(0);
      expect((await collect(session, arrived(session))).map(({ attempt }) => attempt)).toEqual([1, 2]);
    },
  },
  {
    name: "who asked for a reply gets exactly one failure",
    cites: ["dead.reply"],
    async run(context) {
      const results: readonly Topic[] = ["action-results"];
      const asker = await context.bus.observe(context.tenant, { topics: results, types: [], from: "now" });
      listen(asker);
      const asked = { type: "greeting.requested", topic: "action-requests" } as const;
      const [request] = await publishAll(context, [
        { ...asked, replytype: "greeting.completed", replytopic: "action-results", taskid: "task-1" },
        asked,
      ]);
      const session = await context.bus.join(context.tenant, groupRequest({ topics: ["action-requests"] }));
      await rejectNext(context, session, 2);
      const [reply] = await collect(asker, 1);
      if (reply?.kind !== "event") throw new Error("a reply was expected");
      expect(reply.event).toMatchObject({
        type: outcomeType("greeting.requested", "failed"),
        topic: "action-results",
        tenantid: context.tenant,
        correlationid: request?.correlationid,
        causationid: request?.id,
        taskid: "task-1",
        hops: 1,
        data: { code: expect.any(String), status: expect.any(Number), title: expect.any(String) },
      });
      await context.advance(QUIET_MS);
      expect(arrived(asker)).toBe(0);
      await asker.close();
    },
  },
  {
    name: "dead letters are listed in pages, by group, and read by id",
    cites: ["dead.list"],
    async run(context) {
      await publishAll(context, numbered(5));
      const session = await context.bus.join(context.tenant, groupRequest());
      const letters = await rejectNext(context, session, 5);
      const { deadLetters } = context.bus;
      const paged: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await deadLetters.list(context.tenant, { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
        expect(page.items.length).toBeLessThanOrEqual(2);
        paged.push(...page.items.map(({ id }) => id));
        cursor = page.cursor ?? undefined;
      } while (cursor !== undefined);
      expect(paged).toEqual(letters.map(({ id }) => id));
      expect((await deadLetters.list(context.tenant, { limit: 10, group: "workers" })).items).toHaveLength(5);
      expect((await deadLetters.list(context.tenant, { limit: 10, group: "others" })).items).toEqual([]);
      expect(await deadLetters.get(context.tenant, paged[1] ?? "")).toEqual(letters[1]);
      expect(await deadLetters.get(context.tenant, "no-such-letter")).toBeUndefined();
    },
  },
  {
    name: "a replayed letter reaches its group alone, as a new event",
    cites: ["dead.replay"],
    async run(context) {
      const [event] = await publishAll(context, numbered(1));
      const session = await context.bus.join(context.tenant, groupRequest());
      const bystander = await context.bus.join(context.tenant, groupRequest({ group: "bystanders" }));
      for (const leased of await collect(bystander, 1)) await leased.settle({ outcome: "ack" });
      const [letter] = await rejectNext(context, session, 1);
      const { deadLetters } = context.bus;
      const receipt = await deadLetters.replay(context.tenant, letter?.id ?? "");
      expect(receipt).toMatchObject({ topic: event?.topic, duplicate: false });
      expect(receipt?.id).not.toBe(event?.id);
      const [again] = await collect(session, 1);
      expect(again?.attempt).toBe(1);
      expect(again?.event).toMatchObject({
        id: receipt?.id,
        replayof: event?.id,
        data: event?.data,
        correlationid: event?.correlationid,
      });
      expect(await again?.settle({ outcome: "ack" })).toMatchObject({ ok: true });
      await context.advance(QUIET_MS);
      expect(arrived(bystander)).toBe(0);
      expect(await lettersOf(context)).toEqual([]);
      expect(await deadLetters.replay(context.tenant, letter?.id ?? "")).toBeUndefined();
    },
  },
  {
    name: "a discarded letter is gone",
    cites: ["dead.discard"],
    async run(context) {
      await publishAll(context, numbered(2));
      const session = await context.bus.join(context.tenant, groupRequest());
      const [first, second] = await rejectNext(context, session, 2);
      const { deadLetters } = context.bus;
      expect(await deadLetters.discard(context.tenant, first?.id ?? "")).toBe(true);
      expect(await deadLetters.discard(context.tenant, first?.id ?? "")).toBe(false);
      expect(await deadLetters.get(context.tenant, first?.id ?? "")).toBeUndefined();
      expect(await lettersOf(context)).toEqual([second]);
    },
  },
  {
    name: "another tenant neither sees, replays nor discards a letter",
    cites: ["tenant.isolation", "dead.list"],
    async run(context) {
      await publishAll(context, numbered(1));
      const session = await context.bus.join(context.tenant, groupRequest());
      const [letter] = await rejectNext(context, session, 1);
      const id = letter?.id ?? "";
      const { deadLetters } = context.bus;
      expect(await lettersOf(context, context.otherTenant)).toEqual([]);
      expect(await deadLetters.get(context.otherTenant, id)).toBeUndefined();
      expect(await deadLetters.replay(context.otherTenant, id)).toBeUndefined();
      expect(await deadLetters.discard(context.otherTenant, id)).toBe(false);
      expect(await lettersOf(context)).toEqual([letter]);
    },
  },
];
