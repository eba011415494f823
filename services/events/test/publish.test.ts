import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Backing, type EventsServer, order, startBacking, startEvents } from "./fixture.js";

let backing: Backing;
let server: EventsServer;
beforeAll(async () => {
  backing = await startBacking();
  server = await startEvents(backing);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await backing[Symbol.asyncDispose]();
});

const publish = (body: unknown, more: Parameters<EventsServer["call"]>[2] = {}) =>
  server.call("POST", "/v1/events", { body, ...more });
const stored = async () => (await server.call("GET", "/v1/events?limit=200")).body.items.length;

describe("POST /v1/events", () => {
  it("stores an event with what the server sets, and answers a repeated id without storing", async () => {
    const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    const first = await publish(order({ id: "o-1", tenantid: "evil", actor: "evil", mine: "x" }), {
      headers: { traceparent },
    });
    expect(first).toMatchObject({ status: 202, body: { id: "o-1", topic: "business-facts", duplicate: false } });
    const again = await publish(order({ id: "o-1", data: { total: 4 } }));
    expect(again).toMatchObject({ status: 200, body: { id: "o-1", sequence: first.body.sequence, duplicate: true } });
    const { body: event } = await server.call("GET", "/v1/events/o-1");
    expect(event).toMatchObject({
      tenantid: server.tenant,
      actor: "tester",
      correlationid: "o-1",
      hops: 0,
      mine: "x",
      data: { total: 3 },
      datacontenttype: "application/json",
    });
    expect(event.traceparent).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$/);
    expect(Date.parse(event.time)).toBeGreaterThan(0);
  });

  it("gives an id that sorts by time, and a trace, when there is none", async () => {
    const { body } = await publish(order(), { type: "application/cloudevents+json" });
    expect(body.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const { body: event } = await server.call("GET", `/v1/events/${body.id}`);
    expect(event.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  });

  it("reads binary mode", async () => {
    const headers = {
      "ce-specversion": "1.0",
      "ce-id": "b-1",
      "ce-source": "/caf%C3%A9",
      "ce-type": "order.placed",
      "ce-topic": "business-facts",
      "ce-hops": "2",
    };
    expect((await publish({ total: 9 }, { headers })).status).toBe(202);
    expect((await server.call("GET", "/v1/events/b-1")).body).toMatchObject({
      source: "/café",
      hops: 2,
      data: { total: 9 },
    });
    const bad = await publish({}, { headers: { ...headers, "ce-subject": "%zz" } });
    expect(bad.body).toMatchObject({ code: "VALIDATION_FAILED", errors: [{ pointer: "/subject" }] });
  });

  it("refuses bad input by name and pointer, and stores nothing", async () => {
    const before = await stored();
    const deep = `${"[".repeat(65)}${"]".repeat(65)}`;
    const raw = (data: string) =>
      `{"specversion":"1.0","source":"/s","type":"a.b","topic":"business-facts","data":${data}}`;
    const cases: [unknown, number, string, string | undefined, string?][] = [
      ["{", 400, "MALFORMED_JSON", undefined],
      ["", 400, "MALFORMED_JSON", undefined],
      ["null", 422, "VALIDATION_FAILED", ""],
      [{ ...order(), source: undefined }, 422, "VALIDATION_FAILED", "/source"],
      [order({ source: 5 }), 422, "VALIDATION_FAILED", "/source"],
      [order({ specversion: "0.3" }), 422, "VALIDATION_FAILED", "/specversion"],
      [order({ topic: "nowhere" }), 422, "VALIDATION_FAILED", "/topic"],
      [order({ type: "Order" }), 422, "VALIDATION_FAILED", "/type"],
      [order({ type: "a.>" }), 422, "VALIDATION_FAILED", "/type"],
      [order({ id: "a b" }), 422, "VALIDATION_FAILED", "/id"],
      [order({ time: "yesterday" }), 422, "VALIDATION_FAILED", "/time"],
      [order({ hops: 65 }), 422, "HOPS_EXCEEDED", "/hops"],
      [order({ "x-y": "1" }), 422, "VALIDATION_FAILED", "/x-y"],
      [order({ ext: { a: 1 } }), 422, "VALIDATION_FAILED", "/ext"],
      [order({ data_base64: "eA==" }), 422, "VALIDATION_FAILED", "/data_base64"],
      [order({ data: "x".repeat(513 * 1024) }), 413, "EVENT_TOO_LARGE", "/data"],
      [order({ data: "x".repeat(1100 * 1024) }), 413, "EVENT_TOO_LARGE", "/data"],
      [raw(deep), 422, "DATA_TOO_DEEP", `/data${"/0".repeat(64)}`],
      [raw(`${"[".repeat(100_000)}${"]".repeat(100_000)}`), 422, "DATA_TOO_DEEP", `/data${"/0".repeat(64)}`],
      [raw('{"a":"\\u0000"}'), 422, "MALFORMED_TEXT", "/data/a"],
      [raw('["\\ud800x"]'), 422, "MALFORMED_TEXT", "/data/0"],
      [raw('{"n":1e999}'), 400, "MALFORMED_JSON", "/data/n"],
      ["<order/>", 415, "UNSUPPORTED_MEDIA_TYPE", undefined, "text/xml"],
    ];
    for (const [body, status, code, pointer, type] of cases) {
      const answer = await publish(body, type === undefined ? {} : { type });
      expect({
        body: String(JSON.stringify(body)).slice(0, 80),
        status: answer.status,
        code: answer.body.code,
      }).toEqual({
        body: String(JSON.stringify(body)).slice(0, 80),
        status,
        code,
      });
      if (pointer !== undefined) expect(answer.body.errors[0].pointer).toBe(pointer);
    }
    expect(await stored()).toBe(before);
  });

  it("takes data of exactly 512 KiB, and __proto__ as an ordinary key", async () => {
    expect((await publish(order({ data: "x".repeat(512 * 1024 - 2) }))).status).toBe(202);
    const body =
      '{"specversion":"1.0","id":"p-1","source":"/s","type":"a.b","topic":"business-facts","data":{"__proto__":{"admin":true}}}';
    expect((await publish(body)).status).toBe(202);
    expect((await server.call("GET", "/v1/events/p-1")).text).toContain('"__proto__":{"admin":true}');
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });
});

describe("POST /v1/events/batch", () => {
  const batch = (body: unknown, type = "application/cloudevents-batch+json") =>
    server.call("POST", "/v1/events/batch", { body, type });

  it("stores the good ones and names the bad one", async () => {
    const before = await stored();
    const { status, body } = await batch([
      order({ id: "x-1" }),
      order({ id: "x-1" }),
      order({ type: "No" }),
      order({ id: "x-2" }),
    ]);
    expect(status).toBe(200);
    expect(body.results).toMatchObject([
      { id: "x-1", duplicate: false },
      { id: "x-1", duplicate: true },
      { problem: { code: "VALIDATION_FAILED", errors: [{ pointer: "/2/type" }] } },
      { id: "x-2", duplicate: false },
    ]);
    expect(await stored()).toBe(before + 2);
  });

  it("reads NDJSON and names the line that is not JSON", async () => {
    const lines = [JSON.stringify(order({ id: "n-1" })), "{oops", JSON.stringify(order({ id: "n-2" }))].join("\n");
    const { body } = await batch(lines, "application/x-ndjson");
    expect(body.results).toMatchObject([
      { id: "n-1" },
      { problem: { code: "MALFORMED_JSON", detail: expect.stringContaining("line 2"), errors: [{ pointer: "/1" }] } },
      { id: "n-2" },
    ]);
  });

  it("takes 1,000 events and refuses 1,001 whole", async () => {
    const before = (await server.call("GET", "/v1/events?types=bulk.item&limit=1")).body.items.length;
    const many = (count: number) => Array.from({ length: count }, () => order({ type: "bulk.item" }));
    const refused = await batch(many(1001));
    expect(refused).toMatchObject({ status: 413, body: { code: "BATCH_TOO_LARGE" } });
    expect((await server.call("GET", "/v1/events?types=bulk.item&limit=1")).body.items).toHaveLength(before);
    const { body } = await batch(many(1000), "application/json");
    expect(body.results).toHaveLength(1000);
    expect(new Set(body.results.map(({ id }: { id: string }) => id)).size).toBe(1000);
    const sequences = body.results.map(({ sequence }: { sequence: number }) => sequence);
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
  });

  it("refuses what is no batch", async () => {
    expect((await batch({ a: 1 })).body.code).toBe("VALIDATION_FAILED");
    expect((await batch("[")).body.code).toBe("MALFORMED_JSON");
    expect(await batch("a", "text/plain")).toMatchObject({
      status: 415,
      body: {
        detail:
          "text/plain is not read here: application/json, application/cloudevents-batch+json, application/x-ndjson are",
      },
    });
    expect((await batch([])).body).toEqual({ results: [] });
  });
});

describe("schemas and quotas", () => {
  const schema = { type: "object", required: ["total"], properties: { total: { type: "integer" } } };
  const type = (more: object = {}) => ({
    type: "order.placed",
    topic: "business-facts" as const,
    version: "2.0.0",
    schemas: { "2.0.0": schema, "1.0.0": { type: "object" } },
    ...more,
  });

  it("checks what is registered, by version, and leaves the rest alone", async () => {
    await using known = await startEvents(backing);
    await backing.bus.mirror.put(known.tenant, type());
    const send = async (body: object) => (await known.call("POST", "/v1/events", { body })).body;
    expect(await send(order({ data: { total: 1 } }))).toMatchObject({ duplicate: false });
    expect(await send(order({ data: { total: "x" } }))).toMatchObject({
      code: "SCHEMA_MISMATCH",
      errors: [{ pointer: "/data/total" }],
      hint: "troupe event-types show order.placed",
    });
    const dataschema = "urn:troupe:event-type:order.placed:1.0.0";
    expect(await send(order({ data: { total: "x" }, dataschema }))).toMatchObject({ duplicate: false });
    expect(await send(order({ dataschema: dataschema.replace("1.0.0", "9.0.0") }))).toMatchObject({
      code: "EVENT_TYPE_UNKNOWN",
    });
    expect(await send(order({ topic: "system-events" }))).toMatchObject({
      code: "TOPIC_MISMATCH",
      errors: [{ pointer: "/topic" }],
    });
    expect(await send(order({ type: "never.registered" }))).toMatchObject({ duplicate: false });
    expect((await server.call("POST", "/v1/events", { body: order({ data: "another tenant" }) })).status).toBe(202);
  });

  it("refuses unknown types where the tenant is strict, and nothing where it is off", async () => {
    const settings = { schemaPolicyOf: (tenant: string) => (tenant === "lax" ? "off" : "strict") } as const;
    await using strict = await startEvents(backing, { settings });
    await backing.bus.mirror.put(strict.tenant, type());
    expect((await strict.call("POST", "/v1/events", { body: order() })).status).toBe(202);
    const unknown = await strict.call("POST", "/v1/events", { body: order({ type: "never.registered" }) });
    expect(unknown.body).toMatchObject({ code: "EVENT_TYPE_UNKNOWN", errors: [{ pointer: "/type" }] });
    const batch = await strict.call("POST", "/v1/events/batch", { body: [order(), order({ data: 1 })] });
    expect(batch.body.results).toMatchObject([{ duplicate: false }, { problem: { errors: [{ pointer: "/1/data" }] } }]);
    const token = await strict.tokenFor({ tenant: "lax" });
    expect((await strict.call("POST", "/v1/events", { body: order({ type: "never.registered" }), token })).status).toBe(
      202,
    );
  });

  it("stays quick whatever a registered schema does", async () => {
    await using hostile = await startEvents(backing);
    await backing.bus.mirror.put(
      hostile.tenant,
      type({ schemas: { "2.0.0": { properties: { a: { pattern: "^(a+)+$" } } } } }),
    );
    const startedAt = performance.now();
    const bomb = await hostile.call("POST", "/v1/events", { body: order({ data: { a: `${"a".repeat(50)}!` } }) });
    expect(bomb.body.code).toBe("SCHEMA_MISMATCH");
    expect(performance.now() - startedAt).toBeLessThan(2000);
    await backing.bus.mirror.put(hostile.tenant, type({ schemas: { "2.0.0": { $ref: "http://127.0.0.1:9/x.json" } } }));
    expect((await hostile.call("POST", "/v1/events", { body: order() })).body.code).toBe("SCHEMA_INVALID");
  });

  it("bounds one tenant's rate and bytes, and no other feels it", async () => {
    await using limited = await startEvents(backing, { settings: { publishRate: { perSecond: 1, burst: 3 } } });
    const batch = await limited.call("POST", "/v1/events/batch", { body: [order(), order(), order()] });
    expect(batch.status).toBe(200);
    const refused = await limited.call("POST", "/v1/events", { body: order() });
    expect(refused).toMatchObject({ status: 429, body: { code: "RATE_LIMITED" } });
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    const token = await limited.tokenFor({ tenant: "another" });
    expect((await limited.call("POST", "/v1/events", { body: order(), token })).status).toBe(202);

    await using full = await startEvents(backing, { settings: { storedBytes: 300 } });
    expect((await full.call("POST", "/v1/events", { body: order() })).status).toBe(202);
    await full.call("POST", "/v1/events", { body: order() });
    expect((await full.call("POST", "/v1/events", { body: order() })).body.code).toBe("QUOTA_EXCEEDED");
  });
});
