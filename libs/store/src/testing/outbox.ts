import { describe, expect, it } from "vitest";
import {
  createOutbox,
  enqueue,
  HANDED_LEASE_MS,
  type HandedEntry,
  type OutboxClock,
  type OutboxEntry,
  type OutboxOptions,
} from "../outbox/outbox.js";
import type { Store } from "../store.js";

const TENANT = "acme";
/** Promise steps between the end of a claim and the end of the relay, and some more. */
const STEPS = 12;

interface Timers extends OutboxClock {
  nowMs: number;
  readonly waits: number[];
  /** Fires the timers that wait `ms`. */
  fire(ms: number): void;
}

function handClock(): Timers {
  const armed = new Set<{ readonly ms: number; readonly fire: () => void }>();
  const timers: Timers = {
    nowMs: Date.now(),
    waits: [],
    now: () => timers.nowMs,
    after(ms, fire) {
      const timer = { ms, fire };
      armed.add(timer);
      timers.waits.push(ms);
      return { cancel: () => armed.delete(timer) };
    },
    fire(ms) {
      for (const timer of [...armed].filter((timer) => timer.ms === ms)) {
        armed.delete(timer);
        timer.fire();
      }
    },
  };
  return timers;
}

/** What a store's outbox must keep. */
export function outboxConformance(storeOf: () => Store): void {
  describe("outbox", () => {
    let services = 0;
    /** A relay and what it was given; each test is a service of its own. */
    function relay(options: Partial<OutboxOptions> & { readonly refuses?: (entry: OutboxEntry) => boolean } = {}) {
      const service = options.service ?? `notes${services++}`;
      const clock = handClock();
      const seen: string[] = [];
      const deliver = async (entry: OutboxEntry) => {
        if (options.refuses?.(entry)) throw new Error("nobody is there");
        seen.push(`${entry.key}${(entry.payload as { step: number }).step}`);
      };
      const outbox = createOutbox({ store: storeOf(), service, clock, deliver, ...options });
      const put = (...names: string[]) =>
        storeOf().withTenant(TENANT, (tx) => enqueue(tx, service, names.map(messageOf), clock.nowMs));
      return { outbox, clock, seen, put, service };
    }
    const messageOf = (name: string) => ({
      tenant: TENANT,
      kind: "note",
      key: name.replace(/\d+$/, ""),
      payload: { step: Number(/\d+$/.exec(name)?.[0]) },
    });
    const ofKey = (seen: readonly string[], key: string) => seen.filter((name) => name.startsWith(key));

    it("delivers after the commit, by key in order, until it is taken", async () => {
      let down = true;
      const { outbox, clock, seen, put, service } = relay({ refuses: () => down });
      await expect(
        storeOf().withTenant(TENANT, async (tx) => {
          await enqueue(tx, service, [messageOf("lost0")], clock.nowMs);
          throw new Error("rolled back");
        }),
      ).rejects.toThrow("rolled back");
      await put("a1", "a2", "b1", "a3");
      expect(await outbox.flush()).toBe(0);
      down = false;
      expect(await outbox.flush()).toBe(0);
      clock.nowMs += 60_000;
      expect(await outbox.flush()).toBe(4);
      expect(ofKey(seen, "a")).toEqual(["a1", "a2", "a3"]);
      expect(seen).toHaveLength(4);
    });

    it("holds back what follows a failure in its key, and nothing else", async () => {
      let isBad = true;
      const { outbox, clock, seen, put } = relay({
        refuses: ({ key, payload, attempt }) => {
          expect(attempt).toBe(isBad || (payload as { step: number }).step !== 2 ? 1 : 2);
          return isBad && key === "a" && (payload as { step: number }).step === 2;
        },
      });
      await put("a1", "a2", "a3", "b1", "b2");
      expect(await outbox.flush()).toBe(3);
      expect(seen.sort()).toEqual(["a1", "b1", "b2"]);
      isBad = false;
      clock.nowMs += 600;
      expect(await outbox.flush()).toBe(2);
      expect(seen.slice(3)).toEqual(["a2", "a3"]);
    });

    it("settles and claims a hundred entries in one transaction", async () => {
      let transactions = 0;
      const counting: Store = {
        ...storeOf(),
        withSystem: (work) => {
          transactions += 1;
          return storeOf().withSystem(work);
        },
      };
      const { outbox, seen, put } = relay({ store: counting });
      const names = Array.from({ length: 250 }, (_, at) => `many${at % 7}-${at}`);
      await put(...names);
      expect(await outbox.flush()).toBe(250);
      expect(transactions).toBeLessThanOrEqual(6);
      for (let key = 0; key < 7; key += 1) {
        expect(ofKey(seen, `many${key}-`)).toEqual(ofKey(names, `many${key}-`));
      }
    });

    it("lets two relays share the work: each entry once, each key in order", async () => {
      const { outbox, seen, put, service } = relay();
      const second = relay({ service });
      const names = Array.from({ length: 300 }, (_, at) => `${at % 2 === 0 ? "even" : "odd"}${at}`);
      await put(...names);
      await Promise.all([outbox.flush(), second.outbox.flush()]);
      expect([...seen, ...second.seen].sort()).toEqual([...names].sort());
      for (const { seen: own } of [{ seen }, second]) {
        for (const key of ["even", "odd"]) {
          const steps = ofKey(own, key).map((name) => Number(name.slice(key.length)));
          expect(steps).toEqual([...steps].sort((left, right) => left - right));
        }
      }
    });

    it("takes what is committed and told while it comes to its end, without waiting for the poll", async () => {
      for (let step = 0; step < STEPS; step += 1) {
        let tellAtEnd: (() => Promise<void>) | undefined;
        const ending: Store = {
          ...storeOf(),
          async withSystem(work) {
            const result = await storeOf().withSystem(work);
            const tell = tellAtEnd;
            tellAtEnd = undefined;
            await tell?.();
            return result;
          },
        };
        let arrived: () => void = () => undefined;
        const arrival = new Promise<void>((resolve) => {
          arrived = resolve;
        });
        const { outbox, put } = relay({ store: ending, deliver: async () => arrived() });
        tellAtEnd = async () => {
          await put("late1");
          let after = Promise.resolve();
          for (let at = 0; at < step; at += 1) after = after.then(() => undefined);
          void after.then(() => outbox.wake());
        };
        await outbox.flush();
        await arrival;
        await outbox.close();
      }
    });

    /** Writes entries as a writer does that hands them over. */
    async function write(service: string, nowMs: number, ...names: string[]): Promise<HandedEntry[]> {
      const handed: HandedEntry[] = [];
      for (const name of names) {
        const message = messageOf(name);
        const [row] = await storeOf().once<{ seq: number; before: number | null }>(
          TENANT,
          `with earlier as (select max(seq) as before from troupe.outbox where service = $1 and key = $3)
          insert into troupe.outbox (tenant_id, service, kind, key, payload, due_at)
          values ($2, $1, 'note', $3, $4::jsonb, $5::timestamptz) returning seq, (select before from earlier) as before`,
          [
            service,
            TENANT,
            message.key,
            JSON.stringify(message.payload),
            new Date(nowMs + HANDED_LEASE_MS).toISOString(),
          ],
        );
        if (row !== undefined) handed.push({ ...message, ...row });
      }
      return handed;
    }
    const leftOf = async (service: string): Promise<number> => {
      const sql = "select count(*)::int as count from troupe.outbox where service = $1";
      return (await storeOf().once<{ count: number }>(TENANT, sql, [service]))[0]?.count ?? -1;
    };

    it("delivers what is handed over without a claim, in order however it arrives, and removes it", async () => {
      const { outbox, clock, seen, service } = relay();
      const [first, second, third, other] = await write(service, clock.nowMs, "h1", "h2", "h3", "i1");
      for (const entry of [third, other, second, first]) if (entry !== undefined) outbox.handOver(entry);
      await outbox.flush();
      expect(ofKey(seen, "h")).toEqual(["h1", "h2", "h3"]);
      expect(seen).toHaveLength(4);
      expect(await leftOf(service)).toBe(0);
      await outbox.close();
    });

    it("leaves what follows a failure or a stranger's entry to the relays, in order", async () => {
      let down = true;
      const { outbox, clock, seen, put, service } = relay({ refuses: () => down });
      for (const entry of await write(service, clock.nowMs, "j1", "j2")) outbox.handOver(entry);
      await put("k1");
      for (const entry of await write(service, clock.nowMs, "k2")) outbox.handOver(entry);
      await outbox.flush();
      expect(seen).toEqual([]);
      down = false;
      clock.nowMs += 600;
      await outbox.flush();
      expect(ofKey(seen, "j")).toEqual(["j1", "j2"]);
      expect(ofKey(seen, "k")).toEqual(["k1", "k2"]);
      expect(await leftOf(service)).toBe(0);
      await outbox.close();
    });

    it("leaves what a process that died was handed to another, once its lease is over", async () => {
      const { clock, service } = relay();
      await write(service, clock.nowMs, "l1", "l2");
      const { outbox, clock: later, seen } = relay({ service });
      later.nowMs = clock.nowMs;
      await outbox.flush();
      expect(seen).toEqual([]);
      later.nowMs += HANDED_LEASE_MS;
      await outbox.flush();
      expect(seen).toEqual(["l1", "l2"]);
      await outbox.close();
    });

    it("looks again when the first retry is due, and not only at the next poll", async () => {
      let down = true;
      const { outbox, clock, seen, put } = relay({ refuses: () => down, pollMs: 2000 });
      await put("a1");
      outbox.start();
      await outbox.flush();
      expect(clock.waits).toContain(500);
      down = false;
      clock.nowMs += 500;
      clock.fire(500);
      expect(await outbox.flush()).toBe(1);
      expect(seen).toEqual(["a1"]);
      await outbox.close();
    });
  });
}
