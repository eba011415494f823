import type { CloudEvent } from "@troupe/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventWriter } from "../../src/jetstream/event-writer.js";

const event: CloudEvent = {
  specversion: "1.0",
  id: "e1",
  source: "/shop",
  type: "order.placed",
  topic: "business-facts",
  time: "2026-01-01T00:00:00.000Z",
  datacontenttype: "application/json",
  tenantid: "acme",
  actor: "ann",
  correlationid: "e1",
  hops: 0,
};

/** Any UTF-16, lone surrogates included. */
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom('"', "\\", "\n", "\u2028", "\ud800", "a\udc00"),
);
const attribute = fc.oneof(text, fc.boolean(), fc.integer(), fc.constant(undefined));
const changes = fc.record(
  {
    id: text,
    source: text,
    time: text,
    actor: text,
    correlationid: text,
    hops: fc.nat(64),
    subject: text,
    traceparent: fc.option(text, { nil: undefined }),
    datacontenttype: fc.constantFrom("application/json", undefined),
    sensitive: fc.boolean(),
    mine: attribute,
    data: fc.oneof(fc.jsonValue(), fc.constant(undefined)),
  },
  { requiredKeys: [] },
);

describe("the writer of events", () => {
  it("writes what JSON.stringify writes, whatever came before", () => {
    fc.assert(
      fc.property(fc.array(changes, { minLength: 1, maxLength: 8 }), (all) => {
        const writer = new EventWriter();
        let current = event;
        for (const change of all) {
          current = { ...current, ...change } as CloudEvent;
          const { text: written, size } = writer.write(current);
          expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(current)));
          expect(written).toHaveLength(JSON.stringify(current).length);
          expect(size).toBe(Buffer.byteLength(written));
        }
      }),
      { numRuns: 500 },
    );
  });
});
