import { type CloudEvent, type EventInput, type Topic, TroupeError } from "@troupe/contracts";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Platform, RequestFailedError, TerminalError, Worker } from "../src/index.js";
import type { Delivered, DeliverySession, JoinRequest, ObservationSession, Transport } from "../src/transport.js";
import { greet, greeted, noted } from "./greeting.js";

/*
 * What every transport keeps:
 *  1. a stored event answers with its place, and its id again with `duplicate`
 *  2. a batch answers an outcome for each, in order; a bad event spoils no other
 *  3. members of a group share its events; groups each get all
 *  4. no member holds more than its credit
 *  5. a retried event comes again as the next attempt, a rejected one to nobody, and its asker is told
 *  6. who left gets no more, and settles what it had
 *  7. a lease that ended settles nothing; an extended one lives on
 *  8. a group is what it was defined as, unless a member says `update`
 *  9. an observation goes on at its cursor with no loss and no repeat
 * 10. an agent answers, fails and repeats nothing, and one trace runs through
 * 11. times are stored in UTC, their fractions as they were written
 */

/** A transport under test. */
export interface TransportHarness extends AsyncDisposable {
  readonly platform: Platform;
  /** Lets time pass: moves the clock, or waits. */
  advance(ms: number): Promise<void>;
}

const unique = (): string => v7().slice(-12);

const fact = (type: string, more: Partial<EventInput> = {}): EventInput => ({
  specversion: "1.0",
  source: "/conformance",
  type,
  topic: "business-facts",
  data: {},
  ...more,
});

/** Takes deliveries one by one. */
class Taker {
  readonly #batches: AsyncIterator<readonly Delivered[]>;
  #rest: Delivered[] = [];
  #next: Promise<void> | undefined;

  constructor(session: DeliverySession) {
    this.#batches = session[Symbol.asyncIterator]();
  }

  async take(): Promise<Delivered> {
    for (;;) {
      const first = this.#rest.shift();
      if (first !== undefined) return first;
      await this.#pull();
    }
  }

  /** What comes before `limit` ends. */
  async within(limit: Promise<void>): Promise<Delivered[]> {
    const taken: Delivered[] = [];
    let over = false;
    void limit.then(() => {
      over = true;
    });
    while (!over) {
      await Promise.race([this.#pull(), limit]);
      taken.push(...this.#rest.splice(0));
    }
    return taken;
  }

  #pull(): Promise<void> {
    this.#next ??= this.#batches.next().then(({ value, done }) => {
      this.#next = undefined;
      if (done) return new Promise<void>(() => undefined);
      this.#rest.push(...value);
    });
    return this.#next;
  }
}

async function sightsOf(session: ObservationSession, count: number): Promise<{ id: string; cursor: string }[]> {
  const seen: { id: string; cursor: string }[] = [];
  for await (const batch of session) {
    for (const sight of batch) if (sight.kind === "event") seen.push({ id: sight.event.id, cursor: sight.cursor });
    if (seen.length >= count) break;
  }
  await session.close();
  return seen;
}

export function transportConformance(name: string, open: () => Promise<TransportHarness>): void {
  describe(name, () => {
    let harness: TransportHarness;
    let transport: Transport;
    beforeAll(async () => {
      harness = await open();
      transport = harness.platform.transport;
    });
    afterAll(() => harness[Symbol.asyncDispose]());

    const join = (type: string, more: Partial<JoinRequest> = {}): Promise<DeliverySession> =>
      transport.join({
        group: `g-${unique()}`,
        topics: ["business-facts"],
        types: [type],
        member: v7(),
        credit: 10,
        policy: { leaseMs: 30_000, backoffMs: [100], maxAttempts: 3 },
        ...more,
      });

    it("1. answers with the event's place, and once only", async () => {
      const event = fact("order.placed", { id: v7() });
      const first = await transport.publish(event);
      expect(first).toMatchObject({ id: event.id, topic: "business-facts", duplicate: false });
      expect(await transport.publish(event)).toMatchObject({ id: event.id, sequence: first.sequence, duplicate: true });
      await expect(transport.publish(fact("Not A Type"))).rejects.toBeInstanceOf(TroupeError);
    });

    it("2. answers a batch in order", async () => {
      const ids = [v7(), v7()] as const;
      const results = await transport.publishBatch([
        fact("order.placed", { id: ids[0] }),
        fact("order.placed", { topic: "no-such-topic" as Topic }),
        fact("order.placed", { id: ids[1] }),
      ]);
      expect(results).toMatchObject([{ id: ids[0] }, { problem: { code: "VALIDATION_FAILED" } }, { id: ids[1] }]);
    });

    it("3. shares a group's events among its members, and gives each group all", async () => {
      const type = `shared.${unique()}`;
      const group = `g-${unique()}`;
      const sessions = await Promise.all([join(type, { group }), join(type, { group }), join(type)]);
      const events = Array.from({ length: 12 }, () => fact(type, { id: v7() }));
      await transport.publishBatch(events);
      const ids = events.map(({ id }) => id).sort();
      const [first, second, alone] = sessions.map((session) => new Taker(session)) as [Taker, Taker, Taker];
      const settle = async (taker: Taker, taken: string[], count: () => number): Promise<void> => {
        while (count() < ids.length) {
          const delivered = await taker.take();
          taken.push(delivered.event.id);
          expect(await delivered.settle({ outcome: "ack" })).toMatchObject({ ok: true });
        }
      };
      const shared: string[] = [];
      const all: string[] = [];
      await Promise.all([
        Promise.race([first, second].map((taker) => settle(taker, shared, () => shared.length))),
        settle(alone, all, () => all.length),
      ]);
      expect(shared.sort()).toEqual(ids);
      expect(all.sort()).toEqual(ids);
      await Promise.all(sessions.map((session) => session.leave()));
    });

    it("4. lets no member hold more than its credit", async () => {
      const type = `credit.${unique()}`;
      const session = await join(type, { credit: 2 });
      await transport.publishBatch(Array.from({ length: 5 }, () => fact(type)));
      const taker = new Taker(session);
      const held = await taker.within(harness.advance(300));
      expect(held).toHaveLength(2);
      await held[0]?.settle({ outcome: "ack" });
      await taker.take();
      await session.leave();
    });

    it("5. delivers a retried event again, and tells the asker of a rejected one", async () => {
      const type = `${unique()}.requested`;
      const failed = type.replace("requested", "failed");
      const session = await join(type, { topics: ["action-requests"] });
      const watcher = await transport.observe({ topics: ["action-results"], types: [failed], from: "now" });
      const asked = fact(type, { id: v7(), topic: "action-requests", replytopic: "action-results" });
      await transport.publish(asked);
      const taker = new Taker(session);
      const first = await taker.take();
      expect(first.attempt).toBe(1);
      await first.settle({ outcome: "retry", afterMs: 50, reason: "not yet" });
      const again = taker.take();
      await harness.advance(100);
      const second = await again;
      expect(second).toMatchObject({ attempt: 2, event: { id: asked.id } });
      await second.settle({ outcome: "reject", reason: "never" });
      expect(await sightsOf(watcher, 1)).toHaveLength(1);
      expect(await taker.within(harness.advance(300))).toEqual([]);
      await session.leave();
    });

    it("6. gives no more to who left, who still settles what it had", async () => {
      const type = `left.${unique()}`;
      const group = `g-${unique()}`;
      const session = await join(type, { group, credit: 1 });
      await transport.publish(fact(type));
      const taker = new Taker(session);
      const held = await taker.take();
      await session.leave();
      expect(await held.settle({ outcome: "ack" })).toMatchObject({ ok: true });
      await transport.publish(fact(type));
      expect(await taker.within(harness.advance(200))).toEqual([]);
      const next = await join(type, { group, credit: 1 });
      expect((await new Taker(next).take()).attempt).toBe(1);
      await next.leave();
    });

    it("7. settles nothing after a lease's end, and keeps an extended one", async () => {
      const type = `lease.${unique()}`;
      const session = await join(type, { policy: { leaseMs: 1000, backoffMs: [100], maxAttempts: 3 } });
      await transport.publishBatch([fact(type), fact(type)]);
      const taker = new Taker(session);
      const [lapsing, extended] = [await taker.take(), await taker.take()];
      await harness.advance(700);
      expect(await extended.settle({ outcome: "extend" })).toMatchObject({ ok: true });
      await harness.advance(700);
      expect(await lapsing.settle({ outcome: "ack" })).toMatchObject({ ok: false, error: { code: "LEASE_EXPIRED" } });
      expect(await extended.settle({ outcome: "ack" })).toMatchObject({ ok: true });
      await session.leave();
    });

    it("8. keeps a group as it was defined", async () => {
      const type = `defined.${unique()}`;
      const group = `g-${unique()}`;
      const session = await join(type, { group });
      await session.leave();
      await expect(join("other.type", { group })).rejects.toMatchObject({ code: "GROUP_MISMATCH" });
      const updated = await join("other.type", { group, update: true });
      await updated.leave();
    });

    it("9. goes on observing at a cursor", async () => {
      const type = `seen.${unique()}`;
      const events = Array.from({ length: 6 }, () => fact(type, { id: v7() }));
      const ids = events.map(({ id }) => id);
      const request = { topics: ["business-facts"], types: [type] } as const;
      const first = await transport.observe({ ...request, from: "now" });
      const { cursor } = first;
      await transport.publishBatch(events);
      const seen = await sightsOf(first, 3);
      expect(seen.slice(0, 3).map(({ id }) => id)).toEqual(ids.slice(0, 3));
      const again = await transport.observe({ ...request, from: { cursor: seen[2]?.cursor ?? "" } });
      expect((await sightsOf(again, 3)).map(({ id }) => id)).toEqual(ids.slice(3));
      const whole = await transport.observe({ ...request, from: { cursor } });
      expect((await sightsOf(whole, 6)).map(({ id }) => id)).toEqual(ids);
      await expect(transport.observe({ ...request, from: { cursor: "forged" } })).rejects.toMatchObject({
        code: "CURSOR_INVALID",
      });
    });

    it("10. carries an agent: answers, failures told once, effects once, one trace", async () => {
      const { platform } = harness;
      const name = `greeter-${unique()}`;
      const handled: string[] = [];
      const worker = new Worker({ name, policy: { backoffMs: [50], maxAttempts: 2, leaseMs: 5000 } });
      worker.onTask(greet, { replies: greeted }, async ({ data, attempt, context }) => {
        await context.bus.publish(noted, { name: data.name });
        handled.push(`${data.name}${attempt}`);
        if (data.name === "Nobody") throw new TerminalError("nobody is there");
        if (data.name === "Never") throw new Error("never");
        if (data.name === "Twice" && attempt === 1) throw new Error("once more");
        return { text: `Hello, ${data.name}` };
      });
      await using running = worker.start({ platform });
      await running.ready;
      await using client = connect({ platform });
      const seen: CloudEvent[] = [];
      const observation = client.bus.observe({ types: [noted, greeted, "greeting.failed", greet] });
      const watching = (async () => {
        for await (const sight of observation) if (sight.kind === "event") seen.push(sight.event);
      })();
      await observation.ready;
      const ask = (who: string) =>
        client.bus.request(greet, { name: who }, { replies: greeted, timeoutMs: 20_000 }).then(
          ({ text }) => text,
          (error: unknown) => (error instanceof RequestFailedError ? error.problem.detail : error),
        );
      const asked = Promise.all(["Ada", "Nobody", "Twice", "Never"].map(ask));
      await harness.advance(1000);
      expect(await asked).toEqual(["Hello, Ada", "nobody is there", "Hello, Twice", expect.stringContaining("never")]);
      await harness.advance(300);
      await observation.close();
      await watching;
      expect(handled.sort()).toEqual(["Ada1", "Never1", "Never2", "Nobody1", "Twice1", "Twice2"]);
      const count = (type: string): number => seen.filter((event) => event.type === type).length;
      expect([count("visitor.noted"), count("greeting.completed"), count("greeting.failed")]).toEqual([4, 2, 2]);
      for (const request of seen.filter(({ type }) => type === greet.type)) {
        const traceOf = (event: CloudEvent): string | undefined => event.traceparent?.split("-")[1];
        const caused = seen.filter(({ causationid }) => causationid === request.id);
        expect(caused.map(({ correlationid }) => correlationid)).toEqual([request.id, request.id]);
        expect(new Set(caused.map(traceOf))).toEqual(new Set([traceOf(request)]));
      }
    });

    it("11. stores times in UTC, their fractions as they were written", async () => {
      const type = `utc.${unique()}`;
      const observation = await transport.observe({ topics: ["business-facts"], types: [type], from: "now" });
      await transport.publish({
        specversion: "1.0",
        source: "test",
        type,
        topic: "business-facts",
        time: "2026-01-02T03:04:05.250+02:00",
        expiresat: "2999-12-31T23:30:00-01:00",
      });
      for await (const [sight] of observation) {
        const event = sight?.kind === "event" ? sight.event : undefined;
        expect(event).toMatchObject({ time: "2026-01-02T01:04:05.250Z", expiresat: "3000-01-01T00:30:00Z" });
        expect(event?.datacontenttype).toBe("application/json");
        break;
      }
      await observation.close();
    });
  });
}
