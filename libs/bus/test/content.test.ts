import { createHash, randomBytes } from "node:crypto";
import { type Content, MAX_CONTENT_BYTES } from "@troupe/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ContentStore } from "../src/bus.js";
import { systemClock } from "../src/clock.js";
import { createContentStore } from "../src/content/content-store.js";
import { type Bench, engines, openBench } from "./reading-kit.js";

const STREAM = "OBJ_troupe_content";
const MIB = 1_048_576;

async function* pieces(body: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
}

async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts);
}

const sha256 = (body: Uint8Array) => createHash("sha256").update(body).digest("hex");

describe.each(await engines())("content on nats-server $name", ({ binary }) => {
  let bench: Bench;
  let store: ContentStore;
  beforeAll(async () => {
    bench = await openBench(binary);
    store = await createContentStore({ nc: bench.nc, jsm: bench.jsm, clock: systemClock });
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  const stored = async () => (await bench.jsm.streams.info(STREAM)).state.messages;

  test.each([0, 1, 128 * 1024, 128 * 1024 + 1, 3 * MIB + 17])(
    "a body of %i bytes comes back as it was",
    async (size) => {
      const body = randomBytes(size);
      const expected: Content = { id: sha256(body), size, contentType: "text/plain; charset=utf-8" };
      expect(await store.put("acme", pieces(body, 50_001), expected.contentType)).toEqual(expected);
      const got = await store.get("acme", expected.id);
      expect(got).toMatchObject(expected);
      expect((await bytesOf(got?.body ?? pieces(body, 1))).equals(body)).toBe(true);
      expect(await store.stat("acme", expected.id)).toEqual(expected);
    },
  );

  test("the same body is stored once, also when sent at the same time", async () => {
    const body = randomBytes(MIB);
    const first = await store.put("acme", pieces(body, 65_536), "a/b");
    const messages = await stored();
    const again = await Promise.all([1, 2, 3].map(() => store.put("acme", pieces(body, 9_999), "c/d")));
    expect(again).toEqual([first, first, first]);
    expect(await stored()).toBe(messages);
    const fresh = randomBytes(MIB);
    const both = await Promise.all([1, 2, 3].map(() => store.put("acme", pieces(fresh, 65_536), "a/b")));
    expect(new Set(both.map(({ id }) => id))).toEqual(new Set([sha256(fresh)]));
    expect(await stored()).toBe(messages * 1 + MIB / (128 * 1024) + 1);
    expect((await bytesOf((await store.get("acme", sha256(fresh)))?.body ?? pieces(body, 1))).equals(fresh)).toBe(true);
  });

  test("tenants do not meet", async () => {
    const body = randomBytes(100);
    const { id } = await store.put("acme", pieces(body, 100), "a/b");
    expect(await store.get("globex", id)).toBeUndefined();
    expect(await store.stat("globex", id)).toBeUndefined();
    expect(await store.remove("globex", id)).toBe(false);
    expect(await store.stat("acme", id)).toBeDefined();
  });

  test("what is removed is gone, and may come again", async () => {
    const body = randomBytes(MIB);
    const before = await stored();
    const { id } = await store.put("acme", pieces(body, MIB), "a/b");
    expect(await store.remove("acme", id)).toBe(true);
    expect(await stored()).toBe(before);
    expect(await store.stat("acme", id)).toBeUndefined();
    expect(await store.remove("acme", id)).toBe(false);
    expect(await store.put("acme", pieces(body, MIB), "c/d")).toEqual({ id, size: MIB, contentType: "c/d" });
  });

  test("a body that breaks off or is too large leaves nothing, in bounded memory", async () => {
    const before = await stored();
    async function* broken() {
      yield randomBytes(MIB);
      throw new Error("the client left");
    }
    await expect(store.put("acme", broken(), "a/b")).rejects.toThrow("the client left");
    expect(await stored()).toBe(before);
    let given = 0;
    const piece = Buffer.alloc(65_536, "x");
    async function* endless() {
      for (;;) {
        given += piece.length;
        yield piece;
      }
    }
    await expect(store.put("acme", endless(), "a/b")).rejects.toMatchObject({ code: "TOO_LARGE", status: 413 });
    expect(given).toBeLessThan(MAX_CONTENT_BYTES + MIB);
    expect(await stored()).toBe(before);
  });

  test("an unfinished upload is not seen, and what a dead process left is removed in time", async () => {
    await bench.nc.request("$O.troupe_content.C.abandoned", randomBytes(100));
    const { id } = await store.put("acme", pieces(randomBytes(10), 10), "a/b");
    const before = await stored();
    const inTwoHours = { ...systemClock, now: () => systemClock.now() + 7_200_000 };
    await createContentStore({ nc: bench.nc, jsm: bench.jsm, clock: inTwoHours });
    await expect.poll(stored).toBe(before - 1);
    expect(await store.stat("acme", id)).toBeDefined();
  });
});
