import { expect, it } from "vitest";
import { keepable } from "../src/domain/keepable.js";

const time = "2026-01-01T00:00:00.000Z";
const kept = (event: object) => JSON.parse(keepable({ time, hops: 0, ...event }));

it("leaves an event as it is, however many brackets its texts hold", () => {
  const event = {
    time,
    hops: 64,
    data: { text: "[".repeat(100), escaped: "\\\\u0000", pair: "\u{1f600}", list: [[1], null] },
  };
  expect(JSON.parse(keepable(event))).toEqual(event);
});

it("puts what can be kept in the place of what cannot", () => {
  expect(kept({ time: "0000-01-01T00:00:00Z" }).time).toBe("1970-01-01T00:00:00.000Z");
  for (const hops of [-1, 65, 1.5, 1e12, "7", null]) expect(kept({ hops }).hops).toBe(64);
  expect(kept({ data: { "a\0": "b\ud800" }, source: "\udc00" })).toMatchObject({
    data: { "a\ufffd": "b\ufffd" },
    source: "\ufffd",
  });
});

it("cuts what is nested deeper than events may be", () => {
  const nested = (depth: number) => {
    let value: unknown = "core";
    for (let at = 0; at < depth; at += 1) value = [value];
    return value;
  };
  const depthOf = (value: unknown): number => (Array.isArray(value) ? 1 + depthOf(value[0]) : 0);
  expect(kept({ data: nested(64) }).data).toEqual(nested(64));
  for (const depth of [65, 1000, 200_000]) expect(depthOf(kept({ data: nested(depth) }).data)).toBe(64);
});
