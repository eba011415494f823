import {
  EXTENSION_NAME,
  eventInputSchema,
  extensionValueSchema,
  MAX_HOPS,
  TOPICS,
  TroupeError,
} from "@troupe/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEnvelopeCheck, isPlainEvent } from "../src/domain/envelope.js";

const named = new Set(Object.keys(eventInputSchema.shape));

/** What the contract says, put together from its own schemas. */
function isAllowed(value: unknown): boolean {
  if (!eventInputSchema.safeParse(value).success) return false;
  const event = value as Record<string, unknown>;
  if (Number(event.hops ?? 0) > MAX_HOPS) return false;
  return Object.entries(event).every(
    ([name, of]) =>
      named.has(name) ||
      (EXTENSION_NAME.test(name) && name !== "data_base64" && extensionValueSchema.safeParse(of).success),
  );
}

const texts = fc.oneof(
  fc.string(),
  fc.constantFrom("", "x", "a b", "a/b", "order.placed", "Order.Placed", "a..b", "a".repeat(513)),
);
const times = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom(
    "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00+02:00",
    "2026-02-30T00:00:00Z",
    "2026-01-01",
    "2026-01-01T00:00Z",
    "",
  ),
);
const types = fc.oneof(
  fc.array(fc.stringMatching(/^[a-z0-9_-]{1,8}$/), { minLength: 1, maxLength: 9 }).map((tokens) => tokens.join(".")),
  texts,
);
const anything = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  texts,
  fc.constant({}),
  fc.constant([]),
);
const attribute = (good: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 9, arbitrary: good }, { weight: 1, arbitrary: anything });

const required = {
  specversion: attribute(fc.constant("1.0")),
  source: attribute(fc.constant("/test")),
  type: attribute(types),
  topic: attribute(fc.constantFrom(...TOPICS)),
};
const optional = {
  id: attribute(fc.oneof(fc.uuid(), texts)),
  time: attribute(times),
  datacontenttype: attribute(fc.constant("application/json")),
  dataschema: attribute(texts),
  subject: attribute(texts),
  data: fc.jsonValue(),
  tenantid: attribute(texts),
  actor: attribute(texts),
  correlationid: attribute(texts),
  causationid: attribute(texts),
  missionid: attribute(texts),
  taskid: attribute(texts),
  replytype: attribute(types),
  replytopic: attribute(fc.constantFrom(...TOPICS)),
  hops: attribute(fc.integer({ min: -1, max: 66 })),
  partitionkey: attribute(texts),
  deliverat: attribute(times),
  expiresat: attribute(times),
  sensitive: attribute(fc.boolean()),
  contentid: attribute(fc.stringMatching(/^[0-9a-f]{64}$/)),
  replayof: attribute(texts),
  traceparent: attribute(texts),
  tracestate: attribute(texts),
};
const extensions = fc.dictionary(
  fc.oneof(fc.stringMatching(/^[a-z0-9]{1,21}$/), fc.constantFrom("data_base64", "Upper", "a-b", "")),
  anything,
  { maxKeys: 2 },
);
const events = fc
  .tuple(
    fc.record({ ...required, ...optional }, { requiredKeys: ["specversion", "source", "type", "topic"] }),
    extensions,
  )
  .map(([event, more]) => ({ ...more, ...event }));

describe("the envelope check", () => {
  it("covers every attribute of the contract in the property below", () => {
    expect(new Set([...Object.keys(required), ...Object.keys(optional)])).toEqual(named);
  });

  it("accepts exactly what the contract allows, quickly or in full", () => {
    const { check } = createEnvelopeCheck();
    fc.assert(
      fc.property(fc.oneof(events, fc.jsonValue()), (event) => {
        let accepted = true;
        try {
          check(event);
        } catch (error) {
          expect(error).toBeInstanceOf(TroupeError);
          expect((error as TroupeError).errors?.length).toBeGreaterThan(0);
          accepted = false;
        }
        expect(accepted).toBe(isAllowed(event));
      }),
      { numRuns: 3000 },
    );
  });

  it("lets an ordinary event pass without the full check", () => {
    const event = {
      specversion: "1.0",
      source: "/shop",
      type: "order.placed",
      topic: "business-facts",
      hops: 1,
      data: { a: 1 },
    };
    expect(isPlainEvent(event, () => true)).toBe(true);
  });

  it("names every fault at once, below the event's place in a batch", () => {
    const { check } = createEnvelopeCheck();
    const event = { specversion: "1.0", type: "Bad Type", topic: "nowhere", data_base64: "eA==", "x-y": 1 };
    try {
      check(event, "/3");
      expect.unreachable();
    } catch (error) {
      const pointers = (error as TroupeError).errors?.map(({ pointer }) => pointer);
      expect(new Set(pointers)).toEqual(new Set(["/3/source", "/3/type", "/3/topic", "/3/data_base64", "/3/x-y"]));
      expect((error as TroupeError).hint).toBe("PUT /v1/content");
    }
  });
});
