import { TroupeError } from "@troupe/contracts";
import { describe, expect, it } from "vitest";
import { connect, RequestFailedError, RequestTimeoutError } from "../src/index.js";
import type { Sight } from "../src/transport.js";
import { greet, greeted, noted } from "./greeting.js";
import { eventOf, ScriptedPlatform, settled } from "./scripted.js";

const answer = (causationid: string, data: unknown, type = "greeting.completed"): Sight => ({
  kind: "event",
  cursor: `after-${causationid}`,
  event: eventOf({ id: `answer-to-${causationid}`, type, topic: "action-results", causationid, data }),
});

function client() {
  const platform = new ScriptedPlatform();
  const connected = connect({ platform, name: "shop" });
  return { platform, ...connected };
}

describe("publish", () => {
  it("says what it is, of which schema, and starts a trace", async () => {
    await using shop = client();
    await shop.bus.publish(greet, { name: "Ada" }, { subject: "ada", deliverAt: "2026-02-01T00:00:00Z" });
    expect(shop.platform.published).toMatchObject([
      {
        id: "id-1",
        type: "greeting.requested",
        topic: "action-requests",
        source: "/clients/shop",
        subject: "ada",
        deliverat: "2026-02-01T00:00:00Z",
        dataschema: "urn:troupe:event-type:greeting.requested:1.0.0",
        traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/),
        data: { name: "Ada", times: 1 },
      },
    ]);
  });

  it("sends nothing that does not fit", async () => {
    await using shop = client();
    const wrong = { name: 7 } as unknown as { name: string };
    await expect(shop.bus.publish(greet, wrong)).rejects.toMatchObject({
      code: "SCHEMA_MISMATCH",
      errors: [{ pointer: "/data/name" }],
    });
    await expect(
      shop.bus.publishBatch([
        { event: greet, data: { name: "Ada" } },
        { event: greet, data: wrong },
      ]),
    ).rejects.toMatchObject({ code: "SCHEMA_MISMATCH" });
    expect(shop.platform.published).toEqual([]);
  });

  it("takes an event by name alone", async () => {
    await using shop = client();
    await shop.bus.publish({ type: "order.placed", topic: "business-facts" }, { n: 1 });
    await shop.bus.announce("order.paid", { n: 1 });
    await shop.bus.announce(noted, { name: "Ada" });
    expect(shop.platform.published.map(({ type, topic }) => [type, topic])).toEqual([
      ["order.placed", "business-facts"],
      ["order.paid", "business-facts"],
      ["visitor.noted", "business-facts"],
    ]);
  });
});

describe("request", () => {
  it("is ready to hear before it asks, and resolves with the reply's data", async () => {
    await using shop = client();
    const asked = shop.bus.request(greet, { name: "Ada" }, { replies: greeted });
    await settled();
    expect(shop.platform.observations).toMatchObject([
      { topics: ["action-results"], types: ["greeting.completed", "greeting.failed"], from: "now" },
    ]);
    expect(shop.platform.published).toMatchObject([
      { replytype: "greeting.completed", replytopic: "action-results", data: { name: "Ada" } },
    ]);
    shop.platform.watchers[0]?.give([answer("someone-else", { text: "no" }), answer("id-1", { text: "Hello" })]);
    await expect(asked).resolves.toEqual({ text: "Hello" });
  });

  it("shares one reader with others of its kind", async () => {
    await using shop = client();
    const both = Promise.all(["Ada", "Bob"].map((name) => shop.bus.request(greet, { name })));
    await settled();
    shop.platform.watchers[0]?.give([answer("id-2", { text: "Bob" }), answer("id-1", { text: "Ada" })]);
    await expect(both).resolves.toEqual([{ text: "Ada" }, { text: "Bob" }]);
    expect(shop.platform.observations).toHaveLength(1);
  });

  it("throws the problem of <type>.failed", async () => {
    await using shop = client();
    const asked = shop.bus.request(greet, { name: "Ada" }, { replies: greeted });
    await settled();
    const problem = new TroupeError("HANDLER_FAILED", "no such person").toProblem("");
    shop.platform.watchers[0]?.give([answer("id-1", problem, "greeting.failed")]);
    const error = await asked.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RequestFailedError);
    expect(error).toMatchObject({ problem: { code: "HANDLER_FAILED", detail: "no such person" } });
  });

  it("throws when nobody answers in time", async () => {
    await using shop = client();
    const asked = shop.bus.request(greet, { name: "Ada" }, { timeoutMs: 500 }).catch((error: unknown) => error);
    await shop.platform.clock.advance(500);
    const error = await asked;
    expect(error).toBeInstanceOf(RequestTimeoutError);
    expect(error).toMatchObject({ code: "REQUEST_TIMEOUT" });
  });

  it("that is not answered when its client closes says so at once", async () => {
    const shop = client();
    const asked = shop.bus.request(greet, { name: "Ada" }).catch((error: unknown) => error);
    await settled();
    await shop.close();
    expect(await asked).toMatchObject({ message: "closed before greeting.requested was answered: await it first" });
  });

  it("that never reached the platform says so, with what mends it", async () => {
    await using shop = client();
    shop.platform.outage = new TroupeError("BUS_UNAVAILABLE", "nobody is there", { hint: "npx troupe dev" });
    const asked = shop.bus.request(greet, { name: "Ada" }, { timeoutMs: 500 }).catch((error: unknown) => error);
    await shop.platform.clock.advance(500);
    const error = await asked;
    expect(error).toMatchObject({ code: "REQUEST_TIMEOUT", hint: "npx troupe dev", cause: shop.platform.outage });
    expect(error).toMatchObject({ message: expect.stringContaining("nobody is there") });
  });

  it("resumes where its reader broke, even before the first event", async () => {
    await using shop = client();
    const asked = shop.bus.request(greet, { name: "Ada" });
    await settled();
    shop.platform.watchers[0]?.break();
    await shop.platform.clock.advance(1000);
    shop.platform.watchers[1]?.give([answer("other", {})]);
    await settled();
    shop.platform.watchers[1]?.break();
    await shop.platform.clock.advance(1000);
    shop.platform.watchers[2]?.give([answer("id-1", "found")]);
    await expect(asked).resolves.toBe("found");
    expect(shop.platform.observations.map(({ from }) => from)).toEqual([
      "now",
      { cursor: "start-1" },
      { cursor: "after-other" },
    ]);
    expect(shop.platform.published).toHaveLength(1);
  });

  it("that was stored before looks back for its answer", async () => {
    await using shop = client();
    await shop.platform.publish({
      specversion: "1.0",
      id: "asked-before",
      source: "/test",
      type: "greeting.requested",
      topic: "action-requests",
    });
    const asked = shop.bus.request(greet, { name: "Ada" }, { id: "asked-before" });
    await settled();
    expect(shop.platform.observations[1]).toMatchObject({ from: { time: expect.any(String) } });
    shop.platform.watchers[1]?.give([answer("asked-before", "found")]);
    await expect(asked).resolves.toBe("found");
  });

  it("waits a lost platform out", async () => {
    await using shop = client();
    shop.platform.outage = new TroupeError("BUS_UNAVAILABLE", "away");
    const asked = shop.bus.request(greet, { name: "Ada" });
    await shop.platform.clock.advance(1000);
    shop.platform.outage = undefined;
    await shop.platform.clock.advance(2000);
    shop.platform.watchers[0]?.give([answer("id-1", "late but there")]);
    await expect(asked).resolves.toBe("late but there");
  });
});

describe("observe", () => {
  it("without a platform warns once, and is there when the platform is", async () => {
    await using shop = client();
    shop.platform.outage = new TroupeError("BUS_UNAVAILABLE", "http://127.0.0.1:7400 does not answer");
    const observation = shop.bus.observe();
    await shop.platform.clock.advance(60_000);
    const said = shop.platform.lines.filter(({ level }) => level === "warn").map(({ message }) => message);
    expect(said).toEqual([expect.stringMatching(/shop cannot reach the platform .* npx troupe dev/)]);
    shop.platform.outage = undefined;
    await shop.platform.clock.advance(15_000);
    await observation.ready;
    await observation.close();
  });

  it("yields what is published and ends when it is closed", async () => {
    await using shop = client();
    const seen: string[] = [];
    const observation = shop.bus.observe({ types: [noted, "order.*"], topics: ["business-facts"] });
    const reading = (async () => {
      for await (const sight of observation) seen.push(sight.kind === "gap" ? "gap" : sight.event.id);
    })();
    await observation.ready;
    expect(shop.platform.observations).toEqual([
      { topics: ["business-facts"], types: ["visitor.noted", "order.*"], from: "now" },
    ]);
    shop.platform.watchers[0]?.give([
      { kind: "gap", topic: "business-facts", from: 1, to: 3, missed: 2 },
      answer("x", {}),
    ]);
    await settled();
    await observation.close();
    await reading;
    expect(seen).toEqual(["gap", "answer-to-x"]);
  });

  it("ends with what time does not mend", async () => {
    await using shop = client();
    shop.platform.outage = new TroupeError("CURSOR_INVALID", "forged");
    const observation = shop.bus.observe({ from: { cursor: "forged" } });
    await expect(observation[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "CURSOR_INVALID" });
  });
});
