import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "./stack.js";
import { type Answer, type CallOptions, call, event, expectProblem, expectProblemBody, type Json } from "./wire.js";

const KIB = 1024;
const UUID7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const post = (path: string, options: CallOptions): Promise<Answer> =>
  call(`${stack.url}${path}`, "POST", { token: stack.token, ...options });
const publish = (body: unknown, options: CallOptions = {}) => post("/v1/events", { body, ...options });
const batch = (body: unknown, type = "application/cloudevents-batch+json") => post("/v1/events/batch", { body, type });
const read = async (id: string): Promise<Json> =>
  (await call(`${stack.url}/v1/events/${id}`, "GET", { token: stack.token })).json;
/** Data that is `bytes` long as JSON. */
const dataOf = (bytes: number) => "x".repeat(bytes - 2);
const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;

describe("POST /v1/events, structured", () => {
  it("answers 202 with exactly id, topic, sequence and duplicate", async () => {
    const answer = await publish(event({ data: { n: 1 } }), { type: "application/cloudevents+json" });
    expect(answer.status).toBe(202);
    expect(Object.keys(answer.json)).toEqual(["id", "topic", "sequence", "duplicate"]);
    expect(answer.json).toEqual({
      id: expect.stringMatching(UUID7),
      topic: "business-facts",
      sequence: expect.any(Number),
      duplicate: false,
    });
  });

  it("takes application/json, with parameters", async () => {
    expect((await publish(event(), { type: "application/json; charset=utf-8" })).status).toBe(202);
  });

  it("completes the event: time in UTC, tenant and actor of the credential, correlation, hops", async () => {
    const { json } = await publish(event({ tenantid: "somebody-else", actor: "root", data: [1, null, "é𝄞"] }));
    const stored = await read(json.id);
    expect(stored).toMatchObject({
      specversion: "1.0",
      id: json.id,
      datacontenttype: "application/json",
      tenantid: "dev",
      actor: "developer",
      correlationid: json.id,
      hops: 0,
      data: [1, null, "é𝄞"],
      traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/),
    });
    expect(stored.time).toMatch(/Z$/);
    expect(Math.abs(Date.parse(stored.time) - Date.now())).toBeLessThan(5000);
  });

  it("keeps every attribute of the contract and extensions of the producer's own", async () => {
    const given = event({
      id: randomUUID(),
      time: "2020-02-29T23:59:59.123Z",
      subject: "order/7",
      dataschema: "https://example.org/order",
      correlationid: "c1",
      causationid: "c0",
      missionid: "m1",
      taskid: "t1",
      replytype: "order.answered",
      replytopic: "action-results",
      partitionkey: "p",
      sensitive: true,
      contentid: "a".repeat(64),
      tracestate: "vendor=1",
      hops: 3,
      mine: "text",
      count: 7,
      flag: false,
      data: { nested: { a: [1.5, -0.1, true] } },
    });
    await publish(given);
    expect(await read(String(given.id))).toMatchObject(given);
  });

  it.each(["2035-01-01T00:00:00Z", "1970-01-01T00:00:00.000001Z", "2026-05-05T12:00:00+02:00"])(
    "takes the producer's time %s and stores it in UTC",
    async (time) => {
      const { status, json } = await publish(event({ time }));
      expect(status).toBe(202);
      const stored = (await read(json.id)).time;
      expect(stored).toMatch(/Z$/);
      expect(Date.parse(stored)).toBe(Date.parse(time));
    },
  );

  it("answers 200 duplicate for a repeated id, whatever it says, and stores nothing", async () => {
    const id = randomUUID();
    const first = await publish(event({ id, data: "first" }));
    const second = await publish(event({ id, data: "second" }));
    expect([first.status, second.status]).toEqual([202, 200]);
    expect(second.json).toEqual({ ...first.json, duplicate: true });
    expect((await read(id)).data).toBe("first");
    const next = await publish(event());
    expect(next.json.sequence).toBe(first.json.sequence + 1);
  });

  it("finds one stored among twenty concurrent repeats", async () => {
    const id = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => publish(event({ id }))));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(answers.filter(({ status, json }) => status === 200 && json.duplicate === true)).toHaveLength(19);
    expect(new Set(answers.map(({ json }) => json.sequence)).size).toBe(1);
  });

  it("keeps the same id of two tenants apart", async () => {
    const id = randomUUID();
    const mine = await publish(event({ id }));
    const theirs = await publish(event({ id }), { token: stack.tenant("globex") });
    expect([mine.status, theirs.status]).toEqual([202, 202]);
  });

  it.each([
    "action-requests",
    "action-results",
    "business-facts",
    "billing-events",
    "notification-events",
    "system-events",
    "plan-events",
    "task-events",
  ])("knows the topic %s", async (topic) => {
    const { status, json } = await publish(event({ topic }));
    expect(status).toBe(202);
    expect(json.topic).toBe(topic);
  });

  it.each(["a.b", "a.b.c.d.e.f.g.h", "0_-.z9", `${"a".repeat(63)}.${"b".repeat(64)}`])(
    "takes the type %s",
    async (type) => {
      expect((await publish(event({ type }))).status).toBe(202);
    },
  );
});

describe("POST /v1/events, refused with the place named", () => {
  const without = (name: string) => {
    const { [name]: _, ...rest } = event();
    return rest;
  };
  it.each<[string, unknown, string]>([
    ["no specversion", without("specversion"), "/specversion"],
    ["no source", without("source"), "/source"],
    ["no type", without("type"), "/type"],
    ["no topic", without("topic"), "/topic"],
    ["another specversion", event({ specversion: "0.3" }), "/specversion"],
    ["a number as specversion", event({ specversion: 1 }), "/specversion"],
    ["an unknown topic", event({ topic: "gossip" }), "/topic"],
    ["a topic in capitals", event({ topic: "Business-Facts" }), "/topic"],
    ["a type of one token", event({ type: "placed" }), "/type"],
    ["a type of nine tokens", event({ type: "a.b.c.d.e.f.g.h.i" }), "/type"],
    ["a type of 129 characters", event({ type: `a.${"b".repeat(127)}` }), "/type"],
    ["a type with a capital", event({ type: "Order.placed" }), "/type"],
    ["a type with a space", event({ type: "order. placed" }), "/type"],
    ["a type with an empty token", event({ type: "order..placed" }), "/type"],
    ["a type with a wildcard", event({ type: "order.*" }), "/type"],
    ["a type with the rest", event({ type: "order.>" }), "/type"],
    ["a type with a line break at its end", event({ type: "order.placed\n" }), "/type"],
    ["an empty source", event({ source: "" }), "/source"],
    ["an empty id", event({ id: "" }), "/id"],
    ["a number as id", event({ id: 7 }), "/id"],
    ["an id with a line break", event({ id: "a\nb" }), "/id"],
    ["an id of 129 characters", event({ id: "a".repeat(129) }), "/id"],
    ["a time that is none", event({ time: "yesterday" }), "/time"],
    ["a time with no zone", event({ time: "2026-01-01T00:00:00" }), "/time"],
    ["the 30th of February", event({ time: "2026-02-30T00:00:00Z" }), "/time"],
    ["a number as time", event({ time: 0 }), "/time"],
    ["a delivery time that is none", event({ deliverat: "soon" }), "/deliverat"],
    ["an expiry that is none", event({ expiresat: 12 }), "/expiresat"],
    ["negative hops", event({ hops: -1 }), "/hops"],
    ["broken hops", event({ hops: 1.5 }), "/hops"],
    ["hops as text", event({ hops: "1" }), "/hops"],
    ["sensitive as text", event({ sensitive: "true" }), "/sensitive"],
    ["a reply type out of grammar", event({ replytype: "no" }), "/replytype"],
    ["an unknown reply topic", event({ replytopic: "no" }), "/replytopic"],
    ["a content id that is none", event({ contentid: "abc" }), "/contentid"],
    ["an attribute in camel case", event({ correlationId: "c" }), "/correlationId"],
    ["an attribute with a dash", event({ "my-ext": "c" }), "/my-ext"],
    ["an object as an extension", event({ mine: { a: 1 } }), "/mine"],
    ["null as an extension", event({ mine: null }), "/mine"],
    ["another content type of data", event({ datacontenttype: "text/xml" }), "/datacontenttype"],
    ["data in base64", event({ data_base64: "AAAA" }), "/data_base64"],
    ["a slash in an attribute's name", event({ "a/b~": "c" }), "/a~1b~0"],
    ["an array", [event()], ""],
    ["a number", 7, ""],
    ["null", null, ""],
  ])("%s", async (_name, body, pointer) => {
    expectProblem(await publish(body), 422, "VALIDATION_FAILED", pointer);
  });

  it("names all faults together", async () => {
    const answer = await publish(event({ type: "x", topic: "y", hops: "z", Bad: 1 }));
    const pointers = answer.json.errors.map((fault: Json) => fault.pointer);
    expect(pointers.sort()).toEqual(["/Bad", "/hops", "/topic", "/type"]);
  });

  it("an own __proto__ is an attribute out of grammar, and pollutes nothing", async () => {
    const body = `{"__proto__":{"polluted":true},"constructor":"x",${JSON.stringify(event()).slice(1)}`;
    expectProblem(await publish(body), 422, "VALIDATION_FAILED", "/__proto__");
    const inData = `{"data":{"__proto__":{"polluted":true},"constructor":{"prototype":1}},${JSON.stringify(event()).slice(1)}`;
    const { status, json } = await publish(inData);
    expect(status).toBe(202);
    const { text } = await call(`${stack.url}/v1/events/${json.id}`, "GET", { token: stack.token });
    expect(text).toContain('"__proto__":{"polluted":true}');
  });

  it.each([
    ["nothing", ""],
    ["half an object", '{"specversion":"1.0"'],
    ["two objects", "{}{}"],
    ["a comma too many", `${JSON.stringify(event()).slice(0, -1)},}`],
    ["bytes that are no UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ])("%s is no JSON", async (_name, body) => {
    expectProblem(await publish(body), 400, "MALFORMED_JSON");
  });

  it("another media type, or none", async () => {
    expectProblem(await publish("<a/>", { type: "text/xml" }), 415, "UNSUPPORTED_MEDIA_TYPE");
    expectProblem(await publish("a=1", { type: "application/x-www-form-urlencoded" }), 415);
  });

  it.each([
    ["a NUL in data", '"a\\u0000b"', "MALFORMED_TEXT"],
    ["a lone high surrogate", '"\\ud800"', "MALFORMED_TEXT"],
    ["a lone low surrogate", '"x\\udc00y"', "MALFORMED_TEXT"],
    ["a NUL in a key", '{"a\\u0000":1}', "MALFORMED_TEXT"],
    ["65 levels", nested(65), "DATA_TOO_DEEP"],
    ["a depth bomb", nested(100_000), "DATA_TOO_DEEP"],
  ])("%s", async (_name, data, code) => {
    const answer = await publish(`${JSON.stringify(event()).slice(0, -1)},"data":${data}}`);
    expectProblem(answer, 422, code);
    expect(answer.json.errors[0].pointer).toMatch(/^\/data/);
  });

  it("64 levels and an escaped pair are well", async () => {
    for (const data of [nested(64), '"\\ud834\\udd1e"']) {
      const answer = await publish(`${JSON.stringify(event()).slice(0, -1)},"data":${data}}`);
      expect(answer.status, answer.text).toBe(202);
    }
  });

  it("a NUL or a lone surrogate in an attribute", async () => {
    expectProblem(await publish(event({ subject: "a\0b" })), 422, "MALFORMED_TEXT", "/subject");
    expectProblem(await publish(event({ mine: "\ud800" })), 422, "MALFORMED_TEXT", "/mine");
  });

  it("hops past 64; 64 are well", async () => {
    expect((await publish(event({ hops: 64 }))).status).toBe(202);
    expectProblem(await publish(event({ hops: 65 })), 422, "HOPS_EXCEEDED", "/hops");
  });

  it("data past 512 KiB; exactly 512 KiB are well, in any writing", async () => {
    const exact = await publish(event({ data: dataOf(512 * KIB) }));
    expect(exact.status, exact.text).toBe(202);
    expect((await read(exact.json.id)).data).toHaveLength(512 * KIB - 2);
    const spaced = await publish(JSON.stringify(event({ data: dataOf(512 * KIB) }), null, 8));
    expect(spaced.status).toBe(202);
    const over = await publish(event({ data: dataOf(512 * KIB + 1) }));
    expectProblem(over, 413, "EVENT_TOO_LARGE", "/data");
    expect(over.json.hint).toMatch(/content/);
    expectProblem(await publish(event({ data: dataOf(513 * KIB) })), 413, "EVENT_TOO_LARGE", "/data");
    expectProblem(await publish(event({ data: dataOf(5000 * KIB) })), 413, "EVENT_TOO_LARGE");
  });

  it("counts data in bytes of UTF-8", async () => {
    expectProblem(await publish(event({ data: "é".repeat(256 * KIB) })), 413, "EVENT_TOO_LARGE", "/data");
  });
});

describe("POST /v1/events, binary", () => {
  const headers = {
    "ce-specversion": "1.0",
    "ce-source": "/outsider",
    "ce-type": "order.placed",
    "ce-topic": "business-facts",
  };

  it("takes attributes percent-encoded from headers, and data from the body", async () => {
    const answer = await publish(
      { total: 3 },
      {
        headers: {
          ...headers,
          "ce-id": "binary-1",
          "ce-subject": "caf%C3%A9%20%22x%22%20%25",
          "ce-hops": "2",
          "CE-Sensitive": "true",
          "ce-mine": "own",
        },
      },
    );
    expect(answer.status, answer.text).toBe(202);
    expect(answer.json).toEqual({
      id: "binary-1",
      topic: "business-facts",
      sequence: expect.any(Number),
      duplicate: false,
    });
    expect(await read("binary-1")).toMatchObject({
      subject: 'café "x" %',
      hops: 2,
      sensitive: true,
      mine: "own",
      datacontenttype: "application/json",
      data: { total: 3 },
    });
    expect((await publish({}, { headers: { ...headers, "ce-id": "binary-1" } })).status).toBe(200);
  });

  it("takes 64 levels of data and no more", async () => {
    expect((await publish(nested(64), { headers })).status).toBe(202);
    expectProblem(await publish(nested(65), { headers }), 422, "DATA_TOO_DEEP");
  });

  it("takes an event with no data, and data that looks like an event", async () => {
    const bare = await post("/v1/events", { headers });
    expect(bare.status, bare.text).toBe(202);
    expect(await read(bare.json.id)).not.toHaveProperty("data");
    const inner = await publish(event({ type: "x.y" }), { headers });
    expect(await read(inner.json.id)).toMatchObject({ type: "order.placed", data: { type: "x.y" } });
  });

  it("never believes tenant and actor", async () => {
    const { json } = await publish(1, { headers: { ...headers, "ce-tenantid": "globex", "ce-actor": "root" } });
    expect(await read(json.id)).toMatchObject({ tenantid: "dev", actor: "developer", data: 1 });
  });

  it("refuses what is wrong in headers by the same names", async () => {
    const wrong = (extra: Record<string, string>) => publish({}, { headers: { ...headers, ...extra } });
    expectProblem(await wrong({ "ce-type": "no" }), 422, "VALIDATION_FAILED", "/type");
    expectProblem(await wrong({ "ce-subject": "%E0%A4%A" }), 422, "VALIDATION_FAILED", "/subject");
    expectProblem(await wrong({ "ce-subject": "a%00b" }), 422, undefined, "/subject");
    expectProblem(await wrong({ "ce-hops": "many" }), 422, "VALIDATION_FAILED", "/hops");
    expectProblem(await wrong({ "ce-hops": "65" }), 422, "HOPS_EXCEEDED", "/hops");
    expectProblem(await wrong({ "ce-data": "1" }), 422, "VALIDATION_FAILED", "/data");
  });
});

describe("POST /v1/events/batch", () => {
  const mixed = [
    event({ id: "batch-a", data: 1 }),
    event({ type: "no" }),
    event({ id: "batch-b", topic: "task-events" }),
    event({ hops: 65 }),
    event({ id: "batch-a" }),
    event({ data: dataOf(512 * KIB + 1) }),
    7,
  ];
  const expectMixed = (answer: Answer) => {
    expect(answer.status).toBe(200);
    const { results } = answer.json;
    expect(Object.keys(answer.json)).toEqual(["results"]);
    expect(results).toHaveLength(7);
    expect(results[0]).toMatchObject({ id: expect.any(String), topic: "business-facts", duplicate: false });
    expect(results[2]).toMatchObject({ topic: "task-events", duplicate: false });
    expect(results[4]).toMatchObject({ id: results[0].id, sequence: results[0].sequence, duplicate: true });
    const problem = (at: number, status: number, code: string, pointer: string) => {
      expect(Object.keys(results[at])).toEqual(["problem"]);
      expectProblemBody(results[at].problem, status);
      expect(results[at].problem.code).toBe(code);
      expect(results[at].problem.errors.map((fault: Json) => fault.pointer)).toContain(pointer);
    };
    problem(1, 422, "VALIDATION_FAILED", "/1/type");
    problem(3, 422, "HOPS_EXCEEDED", "/3/hops");
    problem(5, 413, "EVENT_TOO_LARGE", "/5/data");
    problem(6, 422, "VALIDATION_FAILED", "/6");
  };

  it("answers for each in order; a bad one is named and spoils no other", async () => {
    expectMixed(await batch(mixed));
  });

  it("says the same of NDJSON, with blank lines and carriage returns", async () => {
    const text = mixed.map((item) => JSON.stringify(item).replace("batch-", "lines-")).join("\r\n\r\n");
    expectMixed(await batch(`${text}\r\n`, "application/x-ndjson"));
  });

  it("names a line that is no JSON", async () => {
    const answer = await batch(`${JSON.stringify(event())}\n{oops\n${JSON.stringify(event())}`, "application/x-ndjson");
    expect(answer.status).toBe(200);
    expect(answer.json.results[1].problem).toMatchObject({ code: "MALFORMED_JSON", status: 400 });
    expect([0, 2].map((at) => answer.json.results[at].duplicate)).toEqual([false, false]);
  });

  it("names a NUL, a lone surrogate and a depth bomb in their places", async () => {
    const whole = JSON.stringify(event()).slice(0, -1);
    const texts = [
      `${whole},"data":"\\u0000"}`,
      `${whole}}`,
      `${whole},"data":"\\ud800"}`,
      `${whole},"data":${nested(70)}}`,
    ];
    for (const [body, type] of [
      [`[${texts.join(",")}]`, "application/json"],
      [texts.join("\n"), "application/x-ndjson"],
    ] as const) {
      const { json } = await batch(body, type);
      expect(json.results.map((result: Json) => result.problem?.code)).toEqual([
        "MALFORMED_TEXT",
        undefined,
        "MALFORMED_TEXT",
        "DATA_TOO_DEEP",
      ]);
    }
  });

  it("stores what it was given in its order", async () => {
    const { json } = await batch(Array.from({ length: 200 }, (_, n) => event({ topic: "billing-events", data: n })));
    const sequences = json.results.map((result: Json) => result.sequence);
    expect(sequences).toEqual(Array.from({ length: 200 }, (_, n) => sequences[0] + n));
  });

  it("takes 1,000 and refuses 1,001 whole, with nothing stored", async () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => event({ topic: "plan-events", data: n }));
    const thousand = await batch(many(1000));
    expect(thousand.status).toBe(200);
    expect(thousand.json.results.every((result: Json) => result.duplicate === false)).toBe(true);
    expectProblem(await batch(many(1001)), 413, "BATCH_TOO_LARGE", "/1000");
    const lines = many(1001)
      .map((item) => JSON.stringify(item))
      .join("\n");
    expectProblem(await batch(lines, "application/x-ndjson"), 413, "BATCH_TOO_LARGE");
    const last = await publish(event({ topic: "plan-events" }));
    expect(last.json.sequence).toBe(thousand.json.results[999].sequence + 1);
  });

  it("takes an empty batch, and refuses what is none", async () => {
    expect((await batch([])).json).toEqual({ results: [] });
    expectProblem(await batch(event()), 422, "VALIDATION_FAILED", "");
    expectProblem(await batch("[1,"), 400, "MALFORMED_JSON");
    expectProblem(await batch("a,b", "text/csv"), 415, "UNSUPPORTED_MEDIA_TYPE");
  });
});
