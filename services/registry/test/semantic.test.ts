import type { Embedder } from "@troupe/registry";
import { findPostgres, startPostgres, type TestPostgres } from "@troupe/store/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cosine, fusedNames, nearestNames } from "../src/domain/semantic-order.js";
import { type Bench, openBench } from "./harness.js";

/** A model of three topics, each a direction. It can be down, or never answer. */
class Topics implements Embedder {
  readonly model: string = "topics/1";
  texts: string[] = [];
  failure: Error | undefined;
  static readonly WORDS = [
    ["greet", "hello", "welcome"],
    ["invoice", "charge", "billing", "money"],
    ["translat", "french", "language"],
  ];

  async embed(texts: readonly string[]): Promise<Float32Array[]> {
    if (this.failure !== undefined) throw this.failure;
    this.texts.push(...texts);
    return texts.map((text) => {
      const counts = Topics.WORDS.map((words) => words.filter((word) => text.toLowerCase().includes(word)).length);
      const vector = Float32Array.from([...counts, 0.1]);
      const length = Math.hypot(...vector);
      return vector.map((value) => value / length);
    });
  }
}

describe("orders by meaning and by words", () => {
  const unit = (angle: number) => Float32Array.from([Math.cos(angle), Math.sin(angle)]);
  it("leaves out what is far, and puts first what both orders know", () => {
    expect(cosine(unit(0), unit(Math.PI / 3))).toBeCloseTo(0.5);
    const meant = [0, 0.4, 1.5, 0.2].map((angle) => ({ name: `at ${angle}`, vector: unit(angle) }));
    expect(nearestNames(unit(0), meant, 10)).toEqual(["at 0", "at 0.2", "at 0.4"]);
    expect(nearestNames(unit(0), meant, 1)).toEqual(["at 0"]);
    expect(
      fusedNames(
        [
          ["a", "b"],
          ["c", "b"],
        ],
        10,
      ),
    ).toEqual(["b", "a", "c"]);
    expect(fusedNames([[], []], 10)).toEqual([]);
  });
});

function suite(name: string, url: () => Promise<string>): void {
  describe(`discovery by meaning on ${name}`, () => {
    let bench: Bench;
    const topics = new Topics();
    beforeAll(async () => {
      bench = await openBench(await url(), { embedder: topics });
    });
    afterAll(() => bench?.[Symbol.asyncDispose]());
    const define = (agent: string, description: string, tenant: string, more: object = {}) =>
      bench.call("PUT", `/v1/agents/${agent}`, { description, ...more }, tenant);
    const find = async (query: string, tenant: string) => {
      const { body, status } = await bench.call("GET", `/v1/discover?${query}`, undefined, tenant);
      expect(status).toBe(200);
      const { mode, reason, agents, eventTypes } = body;
      const names = [...agents, ...eventTypes].map((each: { name?: string; type?: string }) => each.name ?? each.type);
      return { mode, reason, names };
    };

    it("finds agents and types that share no word with the question, and says how", async () => {
      const tenant = "meaning";
      await define("greeter", "Greets people by name", tenant, { capabilities: ["welcome"] });
      await define("clerk", "Writes invoices", tenant);
      await bench.call(
        "PUT",
        "/v1/event-types/text.translated",
        { topic: "action-results", description: "The same in another language", schema: { type: "object" } },
        tenant,
      );
      expect(topics.texts).toEqual([]);
      expect(await find("q=hello", tenant)).toEqual({ mode: "hybrid", reason: undefined, names: ["greeter"] });
      expect(topics.texts).toHaveLength(4);
      expect(await find("q=charge+money&mode=semantic", tenant)).toMatchObject({ mode: "semantic", names: ["clerk"] });
      expect((await find("q=french", tenant)).names).toEqual(["text.translated"]);
      expect(await find("q=french&mode=lexical", tenant)).toMatchObject({ mode: "lexical", names: [] });
      expect((await find("q=zebra", tenant)).names).toEqual([]);
      expect(await find("topic=action-results", tenant)).toMatchObject({ mode: undefined });
      expect((await find("q=hello&live=true", tenant)).names).toEqual([]);
      expect((await bench.call("GET", "/v1/discover?q=x&mode=dense", undefined, tenant)).status).toBe(422);
    });

    it("embeds anew what has changed, and forgets what is gone", async () => {
      const tenant = "changing";
      await define("helper", "Writes invoices", tenant);
      expect((await find("q=money", tenant)).names).toEqual(["helper"]);
      await define("helper", "Speaks french", tenant);
      expect((await find("q=money", tenant)).names).toEqual([]);
      expect((await find("q=translate", tenant)).names).toEqual(["helper"]);
      await bench.call("DELETE", "/v1/agents/helper", undefined, tenant);
      const kept = await bench.store.withTenant(tenant, (tx) => tx.execute("select from registry.meanings"));
      expect(kept).toHaveLength(0);
    });

    it("keeps tenants apart", async () => {
      await define("secret-greeter", "Greets", "mine");
      expect((await find("q=hello", "mine")).names).toEqual(["secret-greeter"]);
      expect((await find("q=hello", "theirs")).names).toEqual([]);
      const seen = await bench.store.withTenant("theirs", (tx) => tx.execute("select from registry.meanings"));
      expect(seen).toHaveLength(0);
    });

    it("finds by words while the model is away, and says so", async () => {
      const tenant = "away";
      topics.failure = new Error("connect ECONNREFUSED");
      await define("greeter", "Greets people", tenant);
      expect(await find("q=greets", tenant)).toEqual({
        mode: "lexical",
        reason: "topics/1 cannot be reached",
        names: ["greeter"],
      });
      topics.failure = undefined;
      expect(await find("q=hello", tenant)).toMatchObject({ mode: "hybrid", names: ["greeter"] });
    });
  });
}

suite("PGlite", async () => "pglite:memory");
const available = (await findPostgres()) !== undefined;
describe.skipIf(!available)("with a Postgres server", () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());
  suite("Postgres", () => server.createDatabase());
});

describe("without a model", () => {
  it("says that it looked for words", async () => {
    await using bench = await openBench();
    const { body } = await bench.call("GET", "/v1/discover?q=hello");
    expect(body).toMatchObject({ mode: "lexical", reason: "no embedding model is configured", agents: [] });
  });
});
