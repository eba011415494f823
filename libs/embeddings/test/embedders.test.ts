import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { LOCAL_MODEL, localEmbedder, openAiEmbedder } from "@troupe/embeddings";
import { locateModel } from "@troupe/embeddings/setup";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

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

  it("ends amid its work without taking the process with it, and begins no more", async () => {
    const folder = await mkdtemp(join(tmpdir(), "troupe-embedder-"));
    const program = join(folder, "program.mjs");
    const library = new URL("../dist/index.js", import.meta.url).href;
    await writeFile(
      program,
      `import { localEmbedder } from ${JSON.stringify(library)};
      const local = localEmbedder(${JSON.stringify(model)});
      const said = (error) => console.log(error.message);
      await local.embed(["warm"]);
      const under = local.embed(Array.from({ length: 60 }, () => "word ".repeat(220))).catch(said);
      setTimeout(() => local.close().then(() => local.embed(["more"]).catch(said)).then(() => console.log("ended")), 30);
      await under;`,
    );
    const { stdout } = await promisify(execFile)(process.execPath, [program]);
    await rm(folder, { recursive: true });
    expect(stdout.trim().split("\n")).toEqual(["the embedder is closed", "the embedder is closed", "ended"]);
  });

  it("says what is wrong when its files are not there", async () => {
    const local = localEmbedder({ folder: "/nonexistent", id: "no/model" });
    await expect(local.embed(["x"])).rejects.toThrow();
    await local.close();
  });
});
