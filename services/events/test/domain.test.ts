import { TroupeError } from "@troupe/contracts";
import { describe, expect, it } from "vitest";
import { readJsonBatch, readNdjsonBatch } from "../src/domain/batch.js";
import { isBinaryMode, readBinaryEvent } from "../src/domain/binary.js";
import { leasedFrames, observedFrames } from "../src/domain/frames.js";
import { createWindowMeter } from "../src/domain/quota.js";
import { readFilter, readPolicy, readStart } from "../src/domain/selection.js";
import { assertDataSize, stampEvent } from "../src/domain/stamp.js";

const input = { specversion: "1.0", source: "/shop", type: "order.placed", topic: "business-facts" } as const;
const stamp = { tenant: "acme", actor: "ann", id: "new", time: "2026-01-01T00:00:00.000Z", traceparent: "00-1-2-00" };

describe("stamping", () => {
  it("sets what is the server's to set and keeps the rest", () => {
    const given = { ...input, tenantid: "evil", actor: "evil", taskid: "t1", mine: 7, data: [1] };
    expect(stampEvent(given, stamp)).toEqual({
      ...input,
      id: "new",
      time: stamp.time,
      datacontenttype: "application/json",
      tenantid: "acme",
      actor: "ann",
      correlationid: "new",
      hops: 0,
      traceparent: "00-1-2-00",
      taskid: "t1",
      mine: 7,
      data: [1],
    });
    expect(stampEvent({ ...input, id: "x", correlationid: "c", hops: 3 }, stamp)).toMatchObject({
      id: "x",
      correlationid: "c",
      hops: 3,
    });
    expect(Object.keys(stampEvent(given, stamp)).at(-1)).toBe("data");
  });

  it("writes times in UTC, with their fractions", () => {
    const times = { time: "2026-01-01T01:00:00.123456+02:00", deliverat: "2026-01-01T00:00:00Z" };
    expect(stampEvent({ ...input, ...times, expiresat: "2026-06-30T22:30:00-05:30" }, stamp)).toMatchObject({
      time: "2025-12-31T23:00:00.123456Z",
      deliverat: "2026-01-01T00:00:00Z",
      expiresat: "2026-07-01T04:00:00Z",
    });
  });

  it("measures data as JSON", () => {
    assertDataSize("x".repeat(512 * 1024 - 2), 600_000);
    expect(() => assertDataSize("x".repeat(512 * 1024 - 1), 600_000)).toThrow(TroupeError);
    expect(() => assertDataSize(new Array(60_000).fill(1e20), 300_000)).toThrow(/EVENT|bytes/);
  });
});

describe("binary mode", () => {
  it("reads attributes from headers", () => {
    const headers = {
      "ce-specversion": "1.0",
      "ce-subject": "caf%C3%A9",
      "ce-hops": "2",
      "ce-sensitive": "true",
      accept: "x",
    };
    expect(isBinaryMode(headers)).toBe(true);
    expect(readBinaryEvent(headers, { a: 1 })).toEqual({
      specversion: "1.0",
      subject: "café",
      hops: 2,
      sensitive: true,
      datacontenttype: "application/json",
      data: { a: 1 },
    });
    expect(() => readBinaryEvent({ "ce-subject": "%ff" }, undefined)).toThrow(/percent/);
  });
});

describe("batches", () => {
  it("names the line that is not JSON and keeps the others", () => {
    const items = readNdjsonBatch('{"a":1}\n{oops\n\n{"b":"\\u0000"}\n{"c":3}\n');
    expect(items.map((item) => ("error" in item ? item.error.code : item.value))).toEqual([
      { a: 1 },
      "MALFORMED_JSON",
      "MALFORMED_TEXT",
      { c: 3 },
    ]);
    expect(items[1]).toMatchObject({
      error: { message: expect.stringContaining("line 2"), errors: [{ pointer: "/1" }] },
    });
    expect(items[2]).toMatchObject({ error: { errors: [{ pointer: "/2/b" }] } });
  });

  it("finds the one that is nested too deep", () => {
    const deep = `${"[".repeat(70)}${"]".repeat(70)}`;
    const items = readJsonBatch(`[{"data":1},{"data":${deep}}]`);
    expect(items[0]).toHaveProperty("value");
    expect(items[1]).toMatchObject({ error: { code: "DATA_TOO_DEEP" } });
    expect(() => readJsonBatch("{}")).toThrow(/array/);
    expect(() => readJsonBatch(`[${"1,".repeat(1000)}1]`)).toThrow(/1000/);
  });
});

describe("frames", () => {
  const bytes = Buffer.from('{"id":"é"}');

  it("joins stored bytes, cursors and deliveries", () => {
    const gap = { kind: "gap", topic: "business-facts", from: 1, to: 3, missed: 3 } as const;
    const event = {
      kind: "event",
      bytes,
      cursor: "c1",
      topic: "business-facts",
      sequence: 4,
      event: {} as never,
    } as const;
    expect(Buffer.concat(observedFrames([gap, event])).toString()).toBe(
      'event: gap\ndata: {"topic":"business-facts","from":1,"to":3,"missed":3}\n\nevent: event\nid: c1\ndata: {"event":{"id":"é"}}\n\n',
    );
    const leased = { bytes, attempt: 2, leaseMs: 1000, token: () => "tok" } as never;
    expect(Buffer.concat(leasedFrames([leased])).toString()).toBe(
      'event: event\ndata: {"event":{"id":"é"},"delivery":{"token":"tok","attempt":2,"leaseMs":1000}}\n\n',
    );
  });

  it("puts an event of several lines on one, and a large batch into pieces", () => {
    const pretty = { bytes: Buffer.from('{\n "id": "x"\n}'), attempt: 1, leaseMs: 1, token: () => "t" } as never;
    expect(Buffer.concat(leasedFrames([pretty])).toString()).toContain('data: {"event":{"id":"x"},');
    const large = { bytes: Buffer.alloc(200_000, "x"), attempt: 1, leaseMs: 1, token: () => "t" } as never;
    expect(leasedFrames(new Array(5).fill(large)).length).toBeGreaterThan(1);
    expect(leasedFrames([])).toEqual([]);
  });
});

describe("queries", () => {
  it("reads filters, starts and policies", () => {
    expect(readFilter({ topics: "system-events, plan-events", types: "a.b,c.>" })).toEqual({
      topics: ["system-events", "plan-events"],
      types: ["a.b", "c.>"],
    });
    expect(readFilter({}).topics).toHaveLength(8);
    expect(() => readFilter({ topics: "nowhere" })).toThrow(/query\/topics/);
    expect(() => readFilter({ types: "a.>.b" })).toThrow(/query\/types/);
    expect(readStart("2026-01-01T00:00:00Z")).toEqual({ time: "2026-01-01T00:00:00Z" });
    expect(readStart("abc")).toEqual({ cursor: "abc" });
    expect(readPolicy({ backoffMs: "1,2" })).toEqual({ backoffMs: [1, 2] });
    expect(() => readPolicy({ leaseMs: 1 })).toThrow(/query\/leaseMs/);
    expect(() => readPolicy({ backoffMs: "x" })).toThrow(/query\/backoffMs/);
  });
});

describe("the meter of stored bytes", () => {
  it("counts what was published within the window", () => {
    let now = 0;
    const meter = createWindowMeter(60_000, { now: () => now, after: () => ({ cancel: () => undefined }) });
    meter.add("acme", 100);
    now = 30_000;
    meter.add("acme", 50);
    expect(meter.used("acme")).toBe(150);
    expect(meter.used("beta")).toBe(0);
    now = 62_000;
    expect(meter.used("acme")).toBe(50);
    expect(meter.retryAfterMs("acme")).toBeLessThanOrEqual(30_000);
  });
});
