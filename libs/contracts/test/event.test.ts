import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cloudEventSchema, EXTENSION_NAME, eventInputSchema, extensionValueSchema, TOPICS } from "../src/index.js";
import { eventType } from "./arbitraries.js";

const input = { specversion: "1.0", source: "/orders", type: "order.placed", topic: "business-facts" } as const;
const stored = {
  ...input,
  id: "e-1",
  time: "2026-01-01T00:00:00Z",
  tenantid: "acme",
  actor: "agent",
  correlationid: "c-1",
  hops: 0,
};

const pointersOf = (value: unknown, schema: typeof eventInputSchema | typeof cloudEventSchema): string[] => {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join("/"));
};
const without = (value: object, name: string) =>
  Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));

describe("an event as a producer writes it", () => {
  test("needs specversion, source, type and topic, and nothing else", () => {
    expect(pointersOf(input, eventInputSchema)).toEqual([]);
    for (const name of Object.keys(input)) {
      expect(pointersOf(without(input, name), eventInputSchema)).toEqual([name]);
    }
  });
  test("names the attribute that is wrong", () => {
    const wrong: Record<string, unknown> = {
      specversion: "0.3",
      id: "a/b",
      source: "",
      type: "Order",
      topic: "orders",
      time: "yesterday",
      datacontenttype: "text/plain",
      subject: "",
      replytype: "x",
      replytopic: "y",
      hops: -1,
      deliverat: "2026-13-01T00:00:00Z",
      expiresat: 5,
      sensitive: "yes",
      contentid: "abc",
      replayof: "a b",
    };
    for (const [name, value] of Object.entries(wrong)) {
      expect(pointersOf({ ...input, [name]: value }, eventInputSchema)).toEqual([name]);
    }
  });
  test("takes any valid type on any topic, any JSON as data, and changes nothing", () => {
    fc.assert(
      fc.property(eventType, fc.constantFrom(...TOPICS), fc.jsonValue(), (type, topic, data) => {
        const event = { ...input, type, topic, data };
        expect(eventInputSchema.parse(event)).toEqual(event);
      }),
    );
  });
  test("takes times with offsets and without", () => {
    for (const time of ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.123456Z", "2026-01-01T02:00:00+02:00"]) {
      expect(pointersOf({ ...input, time }, eventInputSchema)).toEqual([]);
    }
  });
  test("lets further extension attributes through", () => {
    expect(eventInputSchema.parse({ ...input, region: "eu" })).toEqual({ ...input, region: "eu" });
  });
});

describe("an event as it is stored", () => {
  test("needs what the server adds", () => {
    expect(pointersOf(stored, cloudEventSchema)).toEqual([]);
    for (const name of Object.keys(stored)) {
      expect(pointersOf(without(stored, name), cloudEventSchema)).toEqual([name]);
    }
  });
});

describe("extension attributes", () => {
  test("have names of 1 to 20 lower-case letters and digits", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 25 }), (name) => {
        const right = name.length >= 1 && name.length <= 20 && [...name].every((letter) => /[a-z0-9]/.test(letter));
        expect(EXTENSION_NAME.test(name)).toBe(right);
      }),
    );
    for (const name of Object.keys(eventInputSchema.shape)) expect(EXTENSION_NAME.test(name)).toBe(true);
  });
  test("hold text, booleans and integers", () => {
    for (const value of ["", "x".repeat(512), true, 0, -5]) {
      expect(extensionValueSchema.safeParse(value).success).toBe(true);
    }
    for (const value of ["x".repeat(513), 1.5, null, {}, [], Number.NaN]) {
      expect(extensionValueSchema.safeParse(value).success).toBe(false);
    }
  });
});
