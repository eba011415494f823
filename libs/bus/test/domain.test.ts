import { createHmac } from "node:crypto";
import { groupPolicySchema, matchesType, TOPICS } from "@troupe/contracts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { retryDelayMs } from "../src/domain/backoff.js";
import { createMac } from "../src/domain/mac.js";
import * as subject from "../src/domain/subject.js";
import { createLeaseCodec, parseAckSubject } from "../src/domain/token.js";

const tenant = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,62}$/);
const group = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
const type = fc.stringMatching(/^[a-z]{1,4}(\.[a-z]{1,4}){1,5}$/);
const filter = fc.stringMatching(/^([ab]|\*)(\.([ab]|\*)){0,3}(\.>)?$/);
const smallType = fc.stringMatching(/^[ab](\.[ab]){1,5}$/);
const topic = fc.constantFrom(...TOPICS);
const key = Buffer.alloc(32, 1);

describe("subjects", () => {
  test("tenant and group are read back from a consumer's name", () => {
    fc.assert(
      fc.property(tenant, group, (t, g) => {
        expect(subject.parseConsumerName(subject.consumerName(t, g))).toEqual({ tenant: t, group: g });
        expect(subject.consumerName(t, g)).toMatch(/^[^.*>/\\\s]+$/);
      }),
    );
  });
  test("an event's subject has tenant, topic and type as its tokens", () => {
    fc.assert(
      fc.property(tenant, topic, type, (t, on, of) => {
        expect(subject.eventSubject(t, on, of).split(".")).toEqual(["troupe", t, on, ...of.split(".")]);
      }),
    );
  });
  test.each(["a.*", "a.>", "a b.c", "a.b\r\nPUB x 0", "", "a"])("refuses the type %j", (bad) => {
    expect(() => subject.eventSubject("t", "business-facts", bad)).toThrow(/not a valid type/);
  });
  test.each(["*", ">", "a.b", "A", "", "a_b"])("refuses the tenant %j", (bad) => {
    expect(() => subject.eventSubject(bad, "business-facts", "a.b")).toThrow(/not a valid tenant/);
    expect(() => subject.consumerName(bad, "g")).toThrow(/not a valid tenant/);
  });
  test("filters without the covered ones select what all of them select", () => {
    fc.assert(
      fc.property(fc.array(filter, { minLength: 1, maxLength: 6 }), smallType, (filters, of) => {
        const kept = subject.distinctFilters(filters);
        expect(kept.some((each) => matchesType(each, of))).toBe(filters.some((each) => matchesType(each, of)));
        for (const one of kept) for (const two of kept) if (one !== two) expect(subject.covers(one, two)).toBe(false);
      }),
    );
  });
});

describe("back-off", () => {
  const policy = groupPolicySchema.parse({});
  test("is the policy's step within a fifth, the last one repeated", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempt, random) => {
          const base = policy.backoffMs[Math.min(attempt, policy.backoffMs.length) - 1] ?? 0;
          const delay = retryDelayMs(policy, { attempt }, random);
          expect(delay).toBeGreaterThanOrEqual(Math.floor(base * 0.8));
          expect(delay).toBeLessThanOrEqual(Math.ceil(base * 1.2));
        },
      ),
    );
  });
  test("is what was asked for, but never under 50 ms", () => {
    expect(retryDelayMs(policy, { attempt: 1, afterMs: 0 }, 0)).toBe(50);
    expect(retryDelayMs(policy, { attempt: 1, afterMs: 7000 }, 0)).toBe(7000);
    expect(retryDelayMs({ ...policy, backoffMs: [0] }, { attempt: 3 }, 0.5)).toBe(50);
  });
});

describe("a MAC", () => {
  test("is HMAC-SHA-256, of any key and length of text", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(5000), (secret, length) => {
        const text = "x".repeat(length);
        const expected = createHmac("sha256", secret).update("context\n").update(text).digest("base64url");
        expect(createMac(secret, "context\n")(text)).toBe(expected);
      }),
    );
  });
});

describe("delivery tokens", () => {
  const lease = fc.record({
    ackSubject: fc
      .tuple(tenant, group, topic, fc.nat(), fc.nat())
      .map(([t, g, on, n, seq]) => `$JS.ACK.${subject.streamOf(on)}.${subject.consumerName(t, g)}.${n}.${seq}.1.2.3`),
    attempt: fc.integer({ min: 1, max: 100 }),
    leaseEnd: fc.nat(),
    session: fc.stringMatching(/^[A-Z0-9]{22}-[0-9]{1,4}$/),
    number: fc.nat(),
  });
  const tenantOf = (ackSubject: string) => parseAckSubject(ackSubject)?.tenant ?? "";

  test("give back what was signed, to its tenant alone", () => {
    fc.assert(
      fc.property(lease, (given) => {
        const token = createLeaseCodec(key).sign(given);
        expect(createLeaseCodec(key).open(tenantOf(given.ackSubject), token).lease).toEqual(given);
        expect(() => createLeaseCodec(key).open(`${tenantOf(given.ackSubject).slice(0, 60)}-x`, token)).toThrow(
          /not made for/,
        );
        expect(() => createLeaseCodec(Buffer.alloc(32, 2)).open(tenantOf(given.ackSubject), token)).toThrow(
          /not made for/,
        );
      }),
    );
  });
  test("are refused when one character differs", () => {
    fc.assert(
      fc.property(lease, fc.nat(), fc.constantFrom("A", "b", "-", ".", "=", "\u0141"), (given, at, other) => {
        const token = createLeaseCodec(key).sign(given);
        const place = at % token.length;
        fc.pre(token[place] !== other);
        const forged = token.slice(0, place) + other + token.slice(place + 1);
        expect(() => createLeaseCodec(key).open(tenantOf(given.ackSubject), forged)).toThrow(/not made for/);
      }),
    );
  });
  test("know the longer ack subject of a domain", () => {
    const place = parseAckSubject("$JS.ACK._.hash.TROUPE_TASK_EVENTS.t__a=b.2.41.9.1.0.rnd");
    expect(place).toMatchObject({ tenant: "t", group: "a.b", topic: "task-events", deliveries: 2, sequence: 41 });
  });
});
