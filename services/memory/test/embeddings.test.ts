import type { Embedder } from "@troupe/embeddings";
import { openStore } from "@troupe/store";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Bench, HandClock, openBench } from "./harness.js";
import { onEveryStore } from "./stores.js";

/** A model whose meaning is plain to see: one direction a topic. It can be down, slow to answer, or wrong. */
class Topics implements Embedder {
  readonly model: string;
  readonly dims: number;
  texts: string[] = [];
  failure: Error | undefined;
  width: number | undefined;
  isSilent = false;
  static readonly WORDS = [
    ["heron", "bird", "wading"],
    ["car", "engine", "vehicle"],
    ["bread", "baker", "loaf"],
  ];

  constructor(model = "topics/1", dims = 384) {
    this.model = model;
    this.dims = dims;
  }

  async embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    if (this.isSilent) {
      await new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    }
    if (this.failure !== undefined) throw this.failure;
    this.texts.push(...texts);
    return texts.map((text) => {
      const vector = new Float32Array(this.width ?? this.dims).fill(0.001);
      for (const [at, words] of Topics.WORDS.entries()) {
        vector[at] = words.filter((word) => text.toLowerCase().includes(word)).length + 0.001;
      }
      const length = Math.hypot(...vector);
      return vector.map((value) => value / length);
    });
  }

  async close(): Promise<void> {}
}

onEveryStore("embeddings", (url) => {
  let bench: Bench;
  const topics = new Topics();
  const other = new Topics("topics/2", 512);
  const clock = new HandClock();
  beforeAll(async () => {
    bench = await openBench(await url(), { embedders: [topics, other], clock, maxPending: 3 });
  });
  afterAll(() => bench?.[Symbol.asyncDispose]());

  const pending = async (tenant: string) => {
    const [row] = await bench.store.withTenant(tenant, (tx) =>
      tx.execute<{ n: number }>("select count(*)::int as n from memory.embedding_jobs"),
    );
    return row?.n ?? 0;
  };
  const embedded = async (tenant: string): Promise<void> => {
    while ((await pending(tenant)) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const add = (tenant: string, text: string, more: object = {}) =>
    bench.call("POST", "/v1/memory/semantic/items", { text, ...more }, { tenant });
  const search = async (tenant: string, query: string, more: object = {}) =>
    (await bench.call("POST", "/v1/memory/semantic/search", { query, explain: true, ...more }, { tenant })).body;

  it("finds by meaning where no word is shared, and fuses both ways", async () => {
    const tenant = "meaning";
    for (const text of ["The heron stands still", "The car is red", "The baker sleeps"]) await add(tenant, text);
    await embedded(tenant);
    const found = await search(tenant, "a wading bird");
    expect(found).toMatchObject({ mode: "hybrid", model: "topics/1" });
    expect(found.items[0].passage.text).toBe("The heron stands still");
    expect(found.items[0].explain).toMatchObject({
      lexical: { score: 0, rank: null },
      dense: { rank: 1, model: "topics/1" },
      fusion: { by: "score" },
    });
    expect(found.items[0].explain.dense.score).toBeCloseTo(1, 2);
    const dense = await search(tenant, "vehicle engine", { mode: "dense", k: 1 });
    expect(dense.items[0].passage.text).toBe("The car is red");
    const ranked = await search(tenant, "red bread loaf", { fusion: "rank" });
    const top = ranked.items.map(({ passage }: { passage: { text: string } }) => passage.text);
    expect(top.slice(0, 2).sort()).toEqual(["The baker sleeps", "The car is red"]);
    expect((await search(tenant, "sleeps", { mode: "lexical" })).model).toBeNull();
  });

  it("embeds a text once, however often it is kept", async () => {
    const tenant = "cache";
    await add(tenant, "One loaf of bread", { externalId: "a" });
    await embedded(tenant);
    const before = topics.texts.length;
    await add(tenant, "One loaf of bread", { externalId: "b" });
    expect(await pending(tenant)).toBe(0);
    expect(topics.texts).toHaveLength(before);
    expect((await search(tenant, "baker", { mode: "dense" })).items).toHaveLength(2);
  });

  it("delays embeddings while the provider is down, loses nothing, and says so in the answers", async () => {
    const tenant = "down";
    topics.failure = new Error("connect ECONNREFUSED");
    await add(tenant, "A heron over the lake");
    const found = await search(tenant, "heron of the north");
    expect(found).toMatchObject({ mode: "lexical", reason: "topics/1 cannot be reached", model: null });
    expect(found.items).toHaveLength(1);
    topics.failure = undefined;
    topics.width = 5;
    clock.advance(10_000);
    await expect
      .poll(async () => (await search(tenant, "heron of the south")).reason, { timeout: 20_000 })
      .toContain("dimensions");
    expect(await pending(tenant)).toBe(1);
    topics.width = undefined;
    const pendingLater = () => {
      clock.advance(60_000);
      return pending(tenant);
    };
    await expect.poll(pendingLater, { timeout: 20_000 }).toBe(0);
    expect((await search(tenant, "wading bird")).items[0].explain.dense.score).toBeGreaterThan(0.9);
  });

  it("waits for a slow provider for some seconds, and answers by words then", { timeout: 30_000 }, async () => {
    const tenant = "slow";
    await add(tenant, "A heron asleep");
    await embedded(tenant);
    topics.isSilent = true;
    const from = performance.now();
    const found = await search(tenant, "heron of the east");
    topics.isSilent = false;
    expect(performance.now() - from).toBeLessThan(15_000);
    expect(found).toMatchObject({ mode: "lexical", reason: "topics/1 cannot be reached" });
    expect(found.items).toHaveLength(1);
    expect(await search(tenant, "heron of the west")).toMatchObject({ mode: "hybrid" });
  });

  it("holds writers back when too much waits", async () => {
    const tenant = "full";
    topics.failure = new Error("down");
    const statuses: number[] = [];
    for (let at = 0; at < 6; at++) {
      clock.advance(1500);
      statuses.push((await add(tenant, `Note ${at} about a car`)).status);
    }
    expect(statuses).toEqual([201, 201, 201, 201, 429, 429]);
    topics.failure = undefined;
    for (let at = 0; at < 20 && (await pending(tenant)) > 0; at++) {
      clock.advance(400_000);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    clock.advance(1500);
    expect((await add(tenant, "Note 7 about a car")).status).toBe(201);
  });
});

onEveryStore("a replica that dies while it embeds", (url) => {
  it("leaves its passages to the next, none lost", { timeout: 60_000 }, async () => {
    const store = await openStore({ url: await url() });
    const [dying, living] = [new Topics(), new Topics()];
    dying.embed = () => new Promise(() => {});
    const clock = new HandClock();
    const first = await openBench(store, { embedders: [dying], clock });
    for (const text of ["The heron stands", "The car is red"]) {
      await first.call("POST", "/v1/memory/semantic/items", { text });
    }
    const claimed = async () =>
      (
        await store.onceForAll<{ n: number }>("select count(*)::int as n from memory.embedding_jobs where attempts = 1")
      )[0];
    await expect.poll(claimed, { timeout: 20_000 }).toEqual({ n: 2 });

    const second = await openBench(store, { embedders: [living], clock });
    expect(living.texts).toEqual([]);
    clock.advance(121_000);
    const search = async () => {
      clock.advance(5000);
      return (await second.call("POST", "/v1/memory/semantic/search", { query: "wading bird" })).body.items.length;
    };
    await expect.poll(search, { timeout: 20_000 }).toBe(2);
    await second[Symbol.asyncDispose]();
    await store.close();
  });
});

onEveryStore("a model that comes later", (url) => {
  it("embeds what was kept without it, and what is written while it is away", { timeout: 60_000 }, async () => {
    const store = await openStore({ url: await url() });
    const add = (bench: Bench, text: string) => bench.call("POST", "/v1/memory/semantic/items", { text });
    const search = async (bench: Bench) =>
      (await bench.call("POST", "/v1/memory/semantic/search", { query: "wading bird" })).body;
    const without = await openBench(store);
    await add(without, "The heron stands still");
    expect(await search(without)).toMatchObject({ mode: "lexical", items: [] });
    await without[Symbol.asyncDispose]();

    const topics = new Topics();
    const found = async (bench: Bench, count: number) =>
      expect.poll(async () => (await search(bench)).items.length, { timeout: 20_000 }).toBe(count);
    const withModel = await openBench(store, { embedders: [topics] });
    await found(withModel, 1);
    await withModel[Symbol.asyncDispose]();

    const away = await openBench(store);
    await add(away, "Two herons over the lake");
    expect((await search(away)).mode).toBe("lexical");
    await away[Symbol.asyncDispose]();
    const back = await openBench(store, { embedders: [topics] });
    await found(back, 2);
    await back[Symbol.asyncDispose]();

    const changed = await openBench(store, { embedders: [new Topics("topics/2", 512)] });
    expect(await search(changed)).toMatchObject({
      mode: "lexical",
      reason: "the vectors are of topics/1, which is not configured",
    });
    await changed[Symbol.asyncDispose]();
    await store.close();
  });
});
