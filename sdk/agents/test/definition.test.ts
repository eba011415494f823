import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import {
  Agent,
  type DataOf,
  defineEvent,
  type EventBus,
  failureEvent,
  type InputOf,
  type Problem,
  Worker,
} from "../src/index.js";
import { greet, greeted, noted } from "./greeting.js";

describe("defineEvent", () => {
  it("gives the wire check, the types and the registered schema from one zod object", () => {
    expect(greet).toMatchObject({
      type: "greeting.requested",
      topic: "action-requests",
      version: "1.0.0",
      purpose: "",
    });
    expect(greet.jsonSchema).toMatchObject({
      type: "object",
      properties: { name: { type: "string" }, times: { type: "integer", default: 1 } },
      required: ["name"],
    });
    expectTypeOf<DataOf<typeof greet>>().toEqualTypeOf<{ name: string; times: number }>();
    expectTypeOf<InputOf<typeof greet>>().toEqualTypeOf<{ name: string; times?: number | undefined }>();
    expectTypeOf(greet.topic).toEqualTypeOf<"action-requests">();
  });

  it.each([
    ["a type out of grammar", { type: "Greeting", version: "1.0.0" }, "/type"],
    ["a version that is not semver", { type: "greeting.requested", version: "one" }, "/version"],
  ])("refuses %s", (_name, given, pointer) => {
    const define = () => defineEvent({ topic: "action-requests", description: "", schema: z.object({}), ...given });
    expect(define).toThrow(
      expect.objectContaining({ code: "VALIDATION_FAILED", errors: [expect.objectContaining({ pointer })] }),
    );
  });

  it.each([
    ["a date", z.object({ at: z.date() })],
    ["a transform", z.object({ n: z.string().transform(Number) })],
  ])("refuses a schema that JSON cannot say: %s", (_name, schema) => {
    const define = () => defineEvent({ type: "a.b", topic: "business-facts", description: "", schema });
    expect(define).toThrow(expect.objectContaining({ code: "SCHEMA_INVALID" }));
  });

  it("knows the failure of a request", () => {
    expect(failureEvent(greet)).toMatchObject({ type: "greeting.failed", topic: "action-results" });
    expectTypeOf<DataOf<ReturnType<typeof failureEvent>>>().toEqualTypeOf<Problem>();
  });
});

describe("handlers and the bus", () => {
  it("are typed by the definitions", () => {
    const worker = new Worker({ name: "greeter" });
    worker.onTask(greet, { replies: greeted }, async (task) => {
      expectTypeOf(task.data).toEqualTypeOf<{ name: string; times: number }>();
      expectTypeOf(task.fail).returns.toEqualTypeOf<never>();
      expectTypeOf(task.signal).toEqualTypeOf<AbortSignal>();
      return { text: task.data.name };
    });
    worker.onResult(failureEvent(greet), ({ data }) => void expectTypeOf(data.detail).toEqualTypeOf<string>());
    const agent = new Agent({ name: "clerk" });
    agent.on(
      { type: "order.>", topic: "business-facts" },
      ({ data }) => void expectTypeOf(data).toEqualTypeOf<unknown>(),
    );
    // @ts-expect-error the reply has no such field
    const wrongReply = () => new Worker({ name: "w" }).onTask(greet, { replies: greeted }, () => ({ greeting: "no" }));
    expect(wrongReply).not.toThrow();
  });

  it("know what may be said, and what is answered", () => {
    const says = (bus: EventBus) => {
      expectTypeOf(bus.request(greet, { name: "Ada" }, { replies: greeted })).resolves.toEqualTypeOf<{
        text: string;
      }>();
      expectTypeOf(bus.request(greet, { name: "Ada" })).resolves.toEqualTypeOf<unknown>();
      void bus.announce(noted, { name: "Ada" });
      // @ts-expect-error a name is a string
      void bus.publish(greet, { name: 7 });
      // @ts-expect-error a request is no fact
      void bus.announce(greet, { name: "Ada" });
      void bus.publishBatch([
        { event: greet, data: { name: "Ada" } },
        // @ts-expect-error each entry is checked by its own definition
        { event: greeted, data: { name: "Ada" } },
      ]);
    };
    expect(says).toBeTypeOf("function");
  });

  it("compile as they stand here", { timeout: 120_000 }, () => {
    const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
    const project = fileURLToPath(new URL("tsconfig.json", import.meta.url));
    const compile = () => execFileSync(process.execPath, [tsc, "-p", project], { encoding: "utf8", stdio: "pipe" });
    expect(compile()).toBe("");
  });
});
