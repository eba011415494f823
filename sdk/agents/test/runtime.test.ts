import { TroupeError } from "@troupe/contracts";
import { describe, expect, it } from "vitest";
import { Agent, Worker } from "../src/index.js";
import { greet, greeted, noted } from "./greeting.js";
import { deferred, eventOf, ScriptedPlatform, settled } from "./scripted.js";

const answering = (options: Partial<ConstructorParameters<typeof Worker>[0]> = {}) =>
  new Worker({ name: "greeter", ...options }).onTask(greet, { replies: greeted }, () => ({ text: "hi" }));

const note = (id: string) => eventOf({ id, type: "visitor.noted", topic: "business-facts", data: { name: id } });

describe("starting", () => {
  it("registers the agent with its event types and joins its group", async () => {
    const platform = new ScriptedPlatform();
    await using running = answering({ version: "1.2.0", capabilities: ["greeting"], concurrency: 3 }).start({
      platform,
    });
    await running.ready;
    expect(await platform.registry.agent("greeter")).toMatchObject({
      kind: "worker",
      version: "1.2.0",
      capabilities: ["greeting"],
      consumes: [{ type: "greeting.requested", topic: "action-requests" }],
      produces: [{ type: "greeting.completed" }, { type: "greeting.failed" }],
      live: true,
      instances: [{ id: running.instance }],
    });
    expect(await platform.registry.eventType("greeting.requested")).toMatchObject({
      schema: { type: "object", required: ["name"] },
    });
    expect(platform.joins).toMatchObject([
      {
        group: "greeter",
        topics: ["action-requests"],
        types: ["greeting.requested"],
        credit: 3,
        member: running.instance,
        update: true,
      },
    ]);
  });

  it("without a platform warns once, goes on trying and recovers", async () => {
    const platform = new ScriptedPlatform();
    platform.outage = new TroupeError("BUS_UNAVAILABLE", "http://127.0.0.1:7400 does not answer");
    await using running = answering().start({ platform });
    await platform.clock.advance(60_000);
    const warnings = platform.lines.filter(({ level }) => level === "warn");
    expect(warnings).toHaveLength(1);
    expect(warnings[0]?.message).toContain("npx troupe dev");
    platform.outage = undefined;
    await platform.clock.advance(15_000);
    await running.ready;
    expect(platform.joins).toHaveLength(1);
    expect(platform.lines.at(-1)?.message).toContain("is back");
  });

  it("that time does not mend ends with its error", async () => {
    const platform = new ScriptedPlatform();
    platform.outage = new TroupeError("GROUP_MISMATCH", "defined otherwise");
    const running = answering().start({ platform });
    await expect(running.ready).rejects.toMatchObject({ code: "GROUP_MISMATCH" });
    await expect(running.stopped).rejects.toMatchObject({ code: "GROUP_MISMATCH" });
  });

  it("with an older version than the registered one leaves the group's definition alone", async () => {
    const platform = new ScriptedPlatform();
    await platform.registry.registerAgent({ name: "greeter", version: "2.0.0" });
    await using running = answering({ version: "1.10.0" }).start({ platform });
    await running.ready;
    expect(platform.joins[0]).toMatchObject({ update: false });
    expect(await platform.registry.agent("greeter")).toMatchObject({ version: "2.0.0", live: true });
  });

  it("needs a handler", () => {
    expect(() => new Worker({ name: "idle" }).start({ platform: new ScriptedPlatform() })).toThrow(/handles no events/);
  });
});

describe("living", () => {
  it("heartbeats each third, and registers again where the registry forgot it", async () => {
    const platform = new ScriptedPlatform();
    await using running = answering({ ttlSeconds: 60 }).start({ platform });
    await running.ready;
    await platform.clock.advance(55_000);
    expect(await platform.registry.agent("greeter")).toMatchObject({ live: true });
    platform.registry.forget();
    await platform.clock.advance(20_000);
    expect(await platform.registry.agent("greeter")).toMatchObject({ live: true });
  });

  it("joins again after a break and after a good-bye, as the same member", async () => {
    const platform = new ScriptedPlatform();
    await using running = answering().start({ platform });
    await running.ready;
    platform.sessions[0]?.break();
    await platform.clock.advance(1000);
    platform.sessions[1]?.give("end");
    await platform.clock.advance(1000);
    expect(platform.joins.map(({ member }) => member)).toEqual(Array(3).fill(running.instance));
  });

  it("lets handlers at work settle through a break", async () => {
    const platform = new ScriptedPlatform();
    const done = deferred<{ text: string }>();
    await using running = new Worker({ name: "greeter" })
      .onTask(greet, { replies: greeted }, () => done.promise)
      .start({ platform });
    await running.ready;
    platform.deliver(eventOf({ type: "greeting.requested", topic: "action-requests", data: { name: "Ada" } }));
    await settled();
    platform.sessions[0]?.break();
    await platform.clock.advance(1000);
    done.resolve({ text: "hi" });
    await settled();
    expect(platform.settlements).toMatchObject([{ outcome: { outcome: "ack" } }]);
  });

  it("handles events at once, and several types by their own handlers", async () => {
    const platform = new ScriptedPlatform();
    const seen: string[] = [];
    const gate = deferred<void>();
    const agent = new Agent({ name: "clerk" })
      .on(noted, async ({ data }) => {
        seen.push(data.name);
        await gate.promise;
      })
      .on({ type: "order.>", topic: "business-facts" }, ({ event }) => void seen.push(event.type));
    await using running = agent.start({ platform });
    await running.ready;
    expect(platform.joins[0]).toMatchObject({ topics: ["business-facts"], types: ["order.>", "visitor.noted"] });
    platform.deliver(note("a"));
    platform.deliver(note("b"));
    platform.deliver(eventOf({ id: "c", type: "order.line.added", topic: "business-facts" }));
    platform.deliver(eventOf({ id: "d", type: "visitor.left", topic: "business-facts" }));
    await settled();
    gate.resolve();
    await settled();
    expect(seen).toEqual(["a", "b", "order.line.added"]);
    expect(platform.settlements.map(({ id }) => id)).toEqual(["c", "d", "a", "b"]);
    expect(platform.lines.some(({ level, message }) => level === "warn" && message.includes("visitor.left"))).toBe(
      true,
    );
    gate.resolve();
  });

  it("has one handler for one type", () => {
    const agent = new Agent({ name: "clerk" }).on(noted, () => undefined);
    expect(() => agent.on(noted, () => undefined)).toThrow(/has a handler already/);
  });
});

describe("broadcast", () => {
  it("sees everything, holds no more than its concurrency, and tries failures again", async () => {
    const platform = new ScriptedPlatform();
    const seen: string[] = [];
    const gate = deferred<void>();
    const agent = new Agent({ name: "cache", broadcast: true, concurrency: 2 }).on(noted, async ({ data, attempt }) => {
      seen.push(`${data.name}${attempt}`);
      if (data.name === "a" && attempt === 1) throw new Error("again");
      if (data.name !== "a") await gate.promise;
    });
    await using running = agent.start({ platform });
    await running.ready;
    expect(platform.joins).toEqual([]);
    const sights = ["a", "b", "c", "d"].map((id) => ({ kind: "event", event: note(id), cursor: id }) as const);
    platform.watchers[0]?.give(sights);
    await settled();
    expect(seen).toEqual(["a1", "b1", "c1"]);
    gate.resolve();
    await settled();
    await platform.clock.advance(1000);
    expect(seen).toEqual(["a1", "b1", "c1", "d1", "a2"]);
  });
});

describe("run", () => {
  it("resolves when its signal is aborted", async () => {
    const platform = new ScriptedPlatform();
    const ending = new AbortController();
    const ran = answering().run({ platform, signal: ending.signal });
    await settled();
    expect(platform.joins).toHaveLength(1);
    ending.abort();
    await ran;
    expect(await platform.registry.agent("greeter")).toMatchObject({ live: false });
  });
});
