import { Parser } from "@asyncapi/parser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Bench, openBench } from "./harness.js";

const node = z.object({
  name: z.string(),
  get children() {
    return z.array(node);
  },
});

describe("exports", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
    const schema = z.toJSONSchema(z.object({ root: node, note: z.string().optional() }), { io: "input" });
    const long = `${"a".repeat(60)}.${"b".repeat(60)}`;
    const put = (type: string, body: object) => bench.call("PUT", `/v1/event-types/${type}`, body);
    await put("tree.requested", { topic: "action-requests", purpose: "Plant a tree", description: "A tree", schema });
    await put("tree.planted", { topic: "business-facts", schema: { type: "object" } });
    await put(long, { topic: "action-requests", schema: { type: "string" } });
    await put(`${long}c`, { topic: "action-requests", schema: { type: "string" } });
    await bench.call("PUT", "/v1/agents/gardener", {
      consumes: [{ type: "tree.requested", topic: "action-requests" }],
      produces: [{ type: "tree.*", topic: "business-facts" }],
    });
  });
  afterAll(() => bench?.[Symbol.asyncDispose]());

  it("gives actions as OpenAI's function tools", async () => {
    const { body } = await bench.call("GET", "/v1/export/openai-tools");
    const names = body.tools.map((tool: { function: { name: string } }) => tool.function.name);
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
    const tool = body.tools.find((found: { function: { name: string } }) => found.function.name === "tree__requested");
    expect(tool.function.description).toBe("Plant a tree\n\nA tree");
    expect(tool.function.parameters).toMatchObject({ type: "object", required: ["root"] });
  });

  it("gives actions as MCP tools, whose input is always an object", async () => {
    const { body } = await bench.call("GET", "/v1/export/mcp-tools");
    expect(body.tools).toHaveLength(3);
    for (const tool of body.tools) expect(tool.inputSchema.type).toBe("object");
  });

  it("gives an AsyncAPI 3 document that its parser takes", async () => {
    const { body } = await bench.call("GET", "/v1/export/asyncapi");
    const { document, diagnostics } = await new Parser().parse(body);
    expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([]);
    expect(document?.version()).toBe("3.0.0");
    expect(Object.keys(body.operations).sort()).toEqual([
      "gardener.receive.tree.requested",
      "gardener.send.tree.planted",
      "gardener.send.tree.requested",
    ]);
  });
});
