import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { LLMock } from "@copilotkit/aimock";
import {
  ChoreographyPlanner,
  defineEvent,
  llmFromEnvironment,
  openAi,
  pricesFromEnvironment,
  Worker,
} from "@troupe/sdk";
import { testStack } from "@troupe/sdk/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { Ledger, warmUp } from "./ledger.js";

beforeAll(warmUp, 120_000);

const mock = new LLMock({ port: 0 });
beforeAll(() => mock.start());
afterAll(() => mock.stop());
beforeEach(() => {
  mock.reset();
  mock.clearChaos();
});

const llm = (options: { timeoutMs?: number; maxRetries?: number } = {}) =>
  openAi({ model: "gpt-test", baseUrl: `${mock.url}/v1`, apiKey: "test", maxRetries: 0, ...options });
const messages = [{ role: "user", text: "hello" }] as const;
const tools = [
  { name: "greet", description: "Greet", parameters: { type: "object", properties: { name: { type: "string" } } } },
];

describe("a model behind OpenAI's protocol", () => {
  it("answers in words, with what it used", async () => {
    mock.onMessage("hello", { content: "hi", usage: { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 } });
    expect(await llm().complete({ messages })).toEqual({ text: "hi", calls: [], usage: { prompt: 7, answer: 2 } });
  });

  it("calls tools, and is told what came of it", async () => {
    mock.on({ toolResultContains: "no such name" }, { content: "sorry" });
    mock.onMessage("hello", { toolCalls: [{ name: "greet", arguments: '{"name":"Ada"}' }] });
    const answer = await llm().complete({ messages, tools, mustCall: true });
    expect(answer.calls).toMatchObject([{ name: "greet", args: '{"name":"Ada"}' }]);
    expect(mock.getLastRequest()?.body).toMatchObject({
      tool_choice: "required",
      tools: [{ function: { name: "greet" } }],
    });
    const next = await llm().complete({
      messages: [
        ...messages,
        { role: "assistant", text: "", calls: answer.calls },
        { role: "tool", callId: answer.calls[0]?.id ?? "", text: "no such name" },
      ],
      tools,
    });
    expect(next.text).toBe("sorry");
  });

  it.each([
    [429, true],
    [500, true],
    [503, true],
    [400, false],
    [401, false],
    [404, false],
  ])("%i: may be tried again: %s", async (status, retryable) => {
    mock.nextRequestError(status, { message: "no" });
    await expect(llm().complete({ messages })).rejects.toMatchObject({ name: "LlmError", retryable });
  });

  it.each(["<h1>It works!</h1>", "", null, {}, { choices: [] }, { choices: [{ message: { tool_calls: "greet" } }] }])(
    "says what is no answer of the protocol: %j",
    async (completion) => {
      const client = { chat: { completions: { create: async () => completion } } };
      await expect(openAi({ model: "m", client }).complete({ messages })).rejects.toMatchObject({
        name: "LlmError",
        retryable: true,
        message: expect.stringContaining("does OPENAI_BASE_URL name a server"),
      });
    },
  );

  it("takes calls of servers that leave their kind out", async () => {
    const call = { id: "c", function: { name: "greet", arguments: "{}" } };
    const completion = { choices: [{ message: { content: null, tool_calls: [call] } }] };
    const client = { chat: { completions: { create: async () => completion } } };
    const { calls, usage } = await openAi({ model: "m", client }).complete({ messages });
    expect(calls).toEqual([{ id: "c", name: "greet", args: "{}" }]);
    expect(usage).toEqual({ prompt: Number.NaN, answer: Number.NaN });
  });

  it("tries again by itself", async () => {
    mock.nextRequestError(500, { message: "no" });
    mock.onMessage("hello", { content: "hi" });
    expect((await llm({ maxRetries: 1 }).complete({ messages })).text).toBe("hi");
  });

  it("does not wait for ever, and stops when told to", async () => {
    mock.onMessage("hello", async () => {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return { content: "late" };
    });
    await expect(llm({ timeoutMs: 100 }).complete({ messages })).rejects.toMatchObject({ retryable: true });
    const stop = new AbortController();
    stop.abort(new Error("enough"));
    await expect(llm().complete({ messages, signal: stop.signal })).rejects.toThrow("enough");
  });

  it("says what to install where the package is missing", async () => {
    const hook = `export async function resolve(name, context, next) {
      if (name !== "openai") return next(name, context);
      throw Object.assign(new Error("Cannot find package 'openai'"), { code: "ERR_MODULE_NOT_FOUND" });
    }`;
    const program = `import { register } from "node:module";
      register("data:text/javascript," + encodeURIComponent(${JSON.stringify(hook)}));
      const { openAi } = await import("@troupe/sdk");
      const asked = openAi({ model: "m", apiKey: "k" }).complete({ messages: [{ role: "user", text: "hi" }] });
      await asked.catch(({ name, message, retryable }) => console.log(JSON.stringify({ name, message, retryable })));`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program]);
    expect(JSON.parse(stdout)).toEqual({
      name: "LlmError",
      message: "the package openai is not installed: npm install openai@6",
      retryable: false,
    });
  });

  it("is found in the environment", () => {
    expect(llmFromEnvironment({})).toBeUndefined();
    expect(llmFromEnvironment({ OPENAI_API_KEY: "k", OPENAI_MODEL: "m" })?.model).toBe("m");
    expect(pricesFromEnvironment({})).toEqual({});
    const prices = { m: { prompt: 1, answer: 2 } };
    expect(pricesFromEnvironment({ TROUPE_LLM_PRICES: JSON.stringify(prices) })).toEqual(prices);
    expect(() => pricesFromEnvironment({ TROUPE_LLM_PRICES: '{"m":3}' })).toThrow(/not prices/);
  });
});

const goal = defineEvent({
  type: "sum.requested",
  topic: "action-requests",
  description: "Have numbers added",
  schema: z.object({ numbers: z.array(z.number()) }),
});
const add = defineEvent({
  type: "numbers.add.requested",
  topic: "action-requests",
  description: "Add numbers",
  schema: z.object({ numbers: z.array(z.number()) }),
});
const added = defineEvent({
  type: "numbers.add.completed",
  topic: "action-results",
  description: "Their sum",
  schema: z.object({ sum: z.number() }),
});

async function summed(timeoutMs = 60_000) {
  const stack = await testStack({ missions: true });
  const ledger = new Ledger(stack);
  await stack.run(
    new Worker({ name: "adder" }).onTask(add, { replies: added }, ({ data }) => ({
      sum: data.numbers.reduce((a, b) => a + b, 0),
    })),
  );
  const planner = new ChoreographyPlanner({ name: "sums", llm: llm({ timeoutMs }), policy: { maxAttempts: 2 } });
  await planner.pursue(goal, { wants: added, people: false, maxCorrections: 2 }).start({ platform: ledger.platform })
    .ready;
  await ledger.create({ id: "m1", type: goal.type, data: { numbers: [1, 2, 3] } });
  const began = Date.now();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    await stack.advance(200);
    const mission = await stack.client.missions.get("m1");
    if (mission?.status === "succeeded" || mission?.status === "failed" || Date.now() - began > 15_000) {
      await stack[Symbol.asyncDispose]();
      return mission;
    }
  }
}

const addThem = { toolCalls: [{ name: "numbers__add__requested", arguments: '{"numbers":"{{ goal.numbers }}"}' }] };
const finish = { toolCalls: [{ name: "complete", arguments: '{"from":1}' }] };

/** Answers by what the prompt says, after `faults` were served. */
function script(...faults: object[]): void {
  let served = 0;
  mock.on({ userMessage: /./ }, ({ messages: heard }) => {
    const fault = faults[served++];
    if (fault !== undefined) return fault as never;
    const said = JSON.stringify(heard);
    return (said.includes("was answered") ? finish : addThem) as never;
  });
  mock.on({ toolResultContains: "Not done" }, () => (faults[served++] ?? addThem) as never);
}

describe("a planner over it", () => {
  it("carries a mission", async () => {
    script();
    expect(await summed()).toMatchObject({ status: "succeeded", result: { sum: 6 } });
  });

  it.each([
    ["words instead of a call", [{ content: "The sum is 7, trust me." }]],
    ["nothing", [{ content: "" }]],
    ["a tool that does not exist", [{ toolCalls: [{ name: "calculator", arguments: "{}" }] }]],
    [
      "arguments against the schema",
      [{ toolCalls: [{ name: "numbers__add__requested", arguments: '{"numbers":["one"]}' }] }],
    ],
    ["arguments that are no JSON", [{ toolCalls: [{ name: "numbers__add__requested", arguments: "{numbers: 1" }] }]],
  ])("survives %s", async (_name, faults) => {
    script(...faults);
    expect(await summed()).toMatchObject({ status: "succeeded", result: { sum: 6 } });
  });

  it.each([429, 500])("survives %i", async (status) => {
    mock.nextRequestError(status, { message: "not now" });
    script();
    expect(await summed()).toMatchObject({ status: "succeeded" });
  });

  it("survives an answer that comes too late", async () => {
    let asked = 0;
    mock.on({ userMessage: /./ }, async ({ messages: heard }) => {
      asked += 1;
      if (asked === 1) await new Promise((resolve) => setTimeout(resolve, 2000));
      return (JSON.stringify(heard).includes("was answered") ? finish : addThem) as never;
    });
    expect(await summed(500)).toMatchObject({ status: "succeeded", result: { sum: 6 } });
    expect(asked).toBeGreaterThan(2);
  });

  it("gives up on a model that stays away", async () => {
    mock.setChaos({ dropRate: 1 });
    expect(await summed()).toMatchObject({ status: "failed", failure: { code: "LLM_UNAVAILABLE" } });
  });
});
