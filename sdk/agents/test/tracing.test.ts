import { contextBase, node, tracing } from "@opentelemetry/sdk-node";
import { connect, Worker } from "@troupe/sdk";
import { testStack } from "@troupe/sdk/testing";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { tracedTransport } from "../src/telemetry/tracing.js";
import { greet, greeted, noted } from "./greeting.js";

const exporter = new tracing.InMemorySpanExporter();
const provider = new node.NodeTracerProvider({ spanProcessors: [new tracing.SimpleSpanProcessor(exporter)] });
const { trace, context } = contextBase;

async function greeting(fails = false) {
  const stack = await testStack();
  const transport = tracedTransport(stack.platform.transport, stack.platform.randomHex);
  const platform = { ...stack.platform, transport };
  const worker = new Worker({ name: "greeter", policy: { maxAttempts: 2, backoffMs: [100] } });
  worker.onTask(greet, { replies: greeted }, async ({ data, context, attempt }) => {
    await context.bus.publish(noted, { name: data.name });
    if (fails && attempt === 1) throw new Error("not yet");
    return { text: `Hello, ${data.name}` };
  });
  const running = worker.start({ platform });
  await running.ready;
  const client = connect({ platform });
  return {
    ask: () => client.bus.request(greet, { name: "Ada" }, { replies: greeted }),
    events: () => stack.events,
    stack,
    client,
    /** Lets what is under way end. */
    async settle() {
      await running.stop();
      await stack.advance(0);
    },
    async [Symbol.asyncDispose]() {
      await client.close();
      await running.stop();
      await stack[Symbol.asyncDispose]();
    },
  };
}

const spans = () =>
  exporter.getFinishedSpans().map((span) => ({
    name: span.name,
    attributes: span.attributes,
    failed: span.status.code === contextBase.SpanStatusCode.ERROR,
    traceId: span.spanContext().traceId,
    spanId: span.spanContext().spanId,
    parentId: span.parentSpanContext?.spanId,
  }));
const spanOf = (name: string) => {
  const found = spans().filter((span) => span.name === name);
  expect([name, found.length]).toEqual([name, 1]);
  return found[0] as ReturnType<typeof spans>[number];
};

describe("without a provider", () => {
  it("makes no spans, and events carry one trace all the same", async () => {
    await using talk = await greeting();
    await talk.ask();
    await talk.settle();
    const traces = new Set(talk.events().map(({ traceparent }) => traceparent?.split("-")[1]));
    expect(talk.events()).toHaveLength(3);
    expect(traces.size).toBe(1);
    expect(spans()).toEqual([]);
  });
});

describe("with a provider", () => {
  beforeEach(() => {
    provider.register();
    exporter.reset();
  });
  afterAll(async () => {
    trace.disable();
    context.disable();
    await provider.shutdown();
  });

  it("runs one trace from publish through the handler to its reply", async () => {
    await using talk = await greeting();
    await talk.ask();
    await talk.settle();
    const asked = spanOf("publish greeting.requested");
    const handled = spanOf("process greeting.requested");
    const effect = spanOf("publish visitor.noted");
    const answer = spanOf("publish greeting.completed");
    expect(new Set(spans().map(({ traceId }) => traceId)).size).toBe(1);
    expect([asked.parentId, handled.parentId, effect.parentId, answer.parentId]).toEqual([
      undefined,
      asked.spanId,
      handled.spanId,
      handled.spanId,
    ]);
    const carried = talk.events().map(({ type, traceparent }) => [type, traceparent?.split("-")[2]]);
    expect(carried).toEqual([
      ["greeting.requested", asked.spanId],
      ["visitor.noted", effect.spanId],
      ["greeting.completed", answer.spanId],
    ]);
    expect(handled.attributes).toMatchObject({
      "messaging.system": "troupe",
      "messaging.operation.type": "process",
      "messaging.destination.name": "action-requests",
      "messaging.consumer.group.name": "greeter",
      "cloudevents.event_type": "greeting.requested",
      "troupe.attempt": 1,
      "troupe.outcome": "ack",
    });
  });

  it("stands below the span that is active where it is published", async () => {
    await using talk = await greeting();
    await trace.getTracer("web").startActiveSpan("GET /", async (span) => {
      await talk.client.bus.publish(noted, { name: "Ada" });
      await talk.client.bus.publishBatch([{ event: noted, data: { name: "Bea" } }]);
      span.end();
    });
    await talk.settle();
    const web = spanOf("GET /");
    expect(spanOf("publish visitor.noted").parentId).toBe(web.spanId);
    expect(spanOf("publish batch")).toMatchObject({ parentId: web.spanId, traceId: web.traceId });
    const traces = talk.events().map(({ traceparent }) => traceparent?.split("-")[1]);
    expect(traces).toEqual([web.traceId, web.traceId]);
  });

  it("marks an attempt that failed, and the next one is in the same trace", async () => {
    await using talk = await greeting(true);
    await talk.client.bus.publish(greet, { name: "Ada" });
    await talk.stack.waitForEvent(greeted);
    await talk.settle();
    const attempts = spans().filter(({ name }) => name === "process greeting.requested");
    expect(
      attempts.map(({ failed, attributes }) => [attributes["troupe.attempt"], attributes["troupe.outcome"], failed]),
    ).toEqual([
      [1, "retry", true],
      [2, "ack", false],
    ]);
    expect(new Set(spans().map(({ traceId }) => traceId)).size).toBe(1);
  });
});
