import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Embedder, LOCAL_MODEL, localEmbedder, openAiEmbedder } from "@troupe/memory";
import { locateModel } from "@troupe/memory/setup";
import { openStore } from "@troupe/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bench, HandClock, openBench } from "./harness.js";
import { onEveryStore } from "./stores.js";

/** A model whose meaning is plain to see: one direction a topic. It can be down, slow to answer, or wrong. */
class Topics implements Embedder {
  readonly model: string;
  readonly dims: number;
  texts: string[] = [];
  failure: Error | undefined;
  width: number | undefined;
  static readonly WORDS = [
    ["heron", "bird", "wading"],
    ["car", "engine", "vehicle"],
    ["bread", "baker", "loaf"],
  ];

  constructor(model = "topics/1", dims = 384) {
    this.model = model;
    this.dims = dims;
  }

  async embed(texts: readonly string[]): Promise<Float32Array[]> {
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

describe("the OpenAI protocol", () => {
  let server: Server;
  let answer: (
    request: { input: string[]; dimensions?: number; model: string },
    call: number,
  ) => { status: number; body: unknown };
  let calls = 0;
  const vector = (dims: number) => Array.from({ length: dims }, (_, at) => (at === 0 ? 2 : 0));
  const answered = (input: readonly string[], dims: number) => ({
    object: "list",
    model: "test",
    data: input.map((_, index) => ({ object: "embedding", index, embedding: vector(dims) })).reverse(),
    usage: { prompt_tokens: 1, total_tokens: 1 },
  });

  beforeAll(async () => {
    server = createServer((request, response) => {
      let text = "";
      request.on("data", (part) => {
        text += part;
      });
      request.on("end", () => {
        const { status, body } = answer(JSON.parse(text), ++calls);
        response.writeHead(status, { "content-type": "application/json", "retry-after-ms": "1" });
        response.end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => server.close());

  const embedder = (timeoutMs = 5000) =>
    openAiEmbedder({
      apiKey: "test",
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
      model: "text-embedding-3-small",
      dims: 4,
      timeoutMs,
    });

  it("asks for the configured dimensions in batches, and gives unit vectors in order", async () => {
    const sizes: number[] = [];
    answer = ({ input, dimensions, model }) => {
      expect([dimensions, model]).toEqual([4, "text-embedding-3-small"]);
      sizes.push(input.length);
      return { status: 200, body: answered(input, 4) };
    };
    const vectors = await embedder().embed(Array.from({ length: 200 }, (_, at) => `text ${at}`));
    expect(sizes).toEqual([128, 72]);
    expect(vectors).toHaveLength(200);
    expect([...(vectors[0] ?? [])]).toEqual([1, 0, 0, 0]);
    expect(embedder().model).toBe("text-embedding-3-small/float32/4");
  });

  it("tries again when told to wait, and gives up in time", async () => {
    calls = 0;
    answer = ({ input }, call) =>
      call === 1
        ? { status: 429, body: { error: { message: "slow down" } } }
        : { status: 200, body: answered(input, 4) };
    expect(await embedder().embed(["x"])).toHaveLength(1);
    calls = 0;
    answer = () => ({ status: 429, body: { error: { message: "slow down" } } });
    await expect(embedder().embed(["x"])).rejects.toMatchObject({ status: 429 });
    expect(calls).toBe(3);
  });

  it("refuses vectors of another size, and none at all", async () => {
    answer = ({ input }) => ({ status: 200, body: answered(input, 3) });
    await expect(embedder().embed(["x"])).rejects.toThrow("3 dimensions, not 4");
    answer = () => ({ status: 200, body: answered([], 4) });
    await expect(embedder().embed(["x"])).rejects.toThrow("0 vectors for 1");
  });
});

const model = await locateModel();
describe.skipIf(model === undefined)("the local model", () => {
  it("places what means alike near, cuts what is long, and leaves the event loop free", async () => {
    const local = localEmbedder(model ?? { folder: "", id: "" });
    const dot = (a: Float32Array, b: Float32Array): number =>
      a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
    try {
      let turns = 0;
      const turning = setInterval(() => turns++, 5);
      const texts = ["A man plays the guitar", "Someone makes music", "Shares fell sharply", "word ".repeat(5000)];
      const [a, b, c, d] = (await local.embed(texts)) as [Float32Array, Float32Array, Float32Array, Float32Array];
      clearInterval(turning);
      expect(turns).toBeGreaterThan(5);
      expect(dot(a, b)).toBeGreaterThan(dot(a, c) + 0.2);
      expect([a.length, dot(d, d)]).toEqual([384, expect.closeTo(1, 4)]);
      expect(local.model).toBe(LOCAL_MODEL);
    } finally {
      await local.close();
    }
  });

  it("says what is wrong when its files are not there", async () => {
    const local = localEmbedder({ folder: "/nonexistent", id: "no/model" });
    await expect(local.embed(["x"])).rejects.toThrow();
    await local.close();
  });
});
