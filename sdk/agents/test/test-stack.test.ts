import { defineEvent, failureEvent, RetryableError, TerminalError, Worker } from "@troupe/sdk";
import { testStack } from "@troupe/sdk/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { greet, greeted, noted } from "./greeting.js";

const part = defineEvent({
  type: "part.requested",
  topic: "action-requests",
  description: "One part",
  schema: z.object({ n: z.int() }),
});
const parted = defineEvent({
  type: "part.completed",
  topic: "action-results",
  description: "One part done",
  schema: z.object({ n: z.int() }),
});

describe("a test stack", () => {
  it("runs an agent and a client in one process", async () => {
    await using stack = await testStack();
    await stack.run(
      new Worker({ name: "greeter" }).onTask(greet, { replies: greeted }, ({ data }) => ({ text: `Hi, ${data.name}` })),
    );
    expect(await stack.client.bus.request(greet, { name: "Ada" }, { replies: greeted })).toEqual({ text: "Hi, Ada" });
    expect(stack.events.map(({ type }) => type)).toEqual(["greeting.requested", "greeting.completed"]);
  });

  it("moves time by hand: retries, back-off and leases", async () => {
    await using stack = await testStack();
    const attempts: number[] = [];
    await stack.run(
      new Worker({ name: "greeter" }).onTask(greet, { replies: greeted }, ({ attempt }) => {
        attempts.push(attempt);
        if (attempt < 3) throw new RetryableError("later", { retryAfterMs: 60_000 });
        return { text: "at last" };
      }),
    );
    await stack.client.bus.publish(greet, { name: "Ada" });
    await stack.advance(59_000);
    expect(attempts).toEqual([1]);
    const answer = await stack.waitForEvent(greeted, { withinMs: 120_000 });
    expect(answer.data.text).toBe("at last");
    expect(attempts).toEqual([1, 2, 3]);
  });

  it("tells of a failure once, whoever asked", async () => {
    await using stack = await testStack();
    await stack.run(
      new Worker({ name: "greeter", policy: { maxAttempts: 2 } }).onTask(greet, { replies: greeted }, ({ data }) => {
        throw data.name === "bad" ? new TerminalError("bad name") : new Error("always");
      }),
    );
    await expect(stack.client.bus.request(greet, { name: "bad" })).rejects.toMatchObject({
      problem: { detail: "bad name" },
    });
    const asked = stack.client.bus.request(greet, { name: "x" }).catch((error: unknown) => error);
    await stack.client.bus.publish(greet, { name: "nobody asked" });
    await stack.advance(60_000);
    expect(await asked).toMatchObject({ name: "RequestFailedError" });
    expect(stack.events.filter(({ type }) => type === failureEvent(greet).type)).toHaveLength(3);
    expect((await stack.bus.deadLetters.list("test", { limit: 10 })).items).toHaveLength(3);
  });

  it("keeps effects single under dropped, repeated, delayed and reordered deliveries", async () => {
    for (const seed of [1, 2, 3]) {
      await using stack = await testStack({ seed, faults: { drop: 0.1, repeat: 0.2, delay: 0.1, reorder: 0.1 } });
      const worker = () =>
        new Worker({ name: "parts", concurrency: 3, policy: { maxAttempts: 50 } }).onTask(
          part,
          { replies: parted },
          async ({ data, context }) => {
            await context.bus.publish(noted, { name: String(data.n) });
            return data;
          },
        );
      await Promise.all([stack.run(worker()), stack.run(worker())]);
      await stack.client.bus.publishBatch(Array.from({ length: 40 }, (_, n) => ({ event: part, data: { n } })));
      await stack.advance(600_000);
      const count = (type: string): number => stack.events.filter((event) => event.type === type).length;
      expect([count(parted.type), count(noted.type)]).toEqual([40, 40]);
    }
  });

  it("answers a redelivered request within a handler from what was answered before", async () => {
    await using stack = await testStack();
    let done = 0;
    await stack.run(
      new Worker({ name: "parts" }).onTask(part, { replies: parted }, ({ data }) => {
        done++;
        return data;
      }),
    );
    await stack.run(
      new Worker({ name: "greeter" }).onTask(greet, { replies: greeted }, async ({ attempt, context }) => {
        const { n } = await context.bus.request(part, { n: 7 }, { replies: parted });
        if (attempt === 1) throw new Error("after the answer");
        return { text: String(n) };
      }),
    );
    await stack.client.bus.publish(greet, { name: "Ada" });
    expect((await stack.waitForEvent(greeted)).data.text).toBe("7");
    expect(done).toBe(1);
  });

  it("shares work among members and leaves what is left to the others", async () => {
    await using stack = await testStack();
    const seen: string[] = [];
    const member = (name: string) =>
      new Worker({ name: "greeter", concurrency: 1, drainMs: 1000 }).onTask(greet, { replies: greeted }, ({ data }) => {
        seen.push(name);
        return { text: data.name };
      });
    const first = await stack.run(member("a"));
    await stack.run(member("b"));
    await stack.client.bus.publishBatch(
      Array.from({ length: 10 }, (_, n) => ({ event: greet, data: { name: `${n}` } })),
    );
    await stack.advance(100);
    expect(new Set(seen)).toEqual(new Set(["a", "b"]));
    expect(seen).toHaveLength(10);
    await first.stop();
    await stack.client.bus.publish(greet, { name: "last" });
    await stack.waitForEvent(greeted, { where: ({ data }) => data.text === "last" });
    expect(seen.at(-1)).toBe("b");
    expect((await stack.registry.agent("greeter"))?.instances).toHaveLength(1);
  });

  it("says what was published when what was waited for never comes", async () => {
    await using stack = await testStack();
    await stack.client.bus.publish(noted, { name: "Ada" });
    await expect(stack.waitForEvent(greeted, { withinMs: 500 })).rejects.toThrow(/published were: visitor.noted/);
  });
});
