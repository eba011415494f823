import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "./stack.js";
import { type CallOptions, call, event, eventually, expectProblem, type Json, openStream } from "./wire.js";

const ROOT = resolve(import.meta.dirname, "../..");
const MIB = 1024 * 1024;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const send = (method: string, path: string, options: CallOptions = {}) =>
  call(`${stack.url}${path}`, method, { token: stack.token, ...options });
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("the stack", () => {
  it("says in .troupe/stack.json what runs, for its owner alone", async () => {
    const path = join(stack.folder, ".troupe/stack.json");
    const record = JSON.parse(await readFile(path, "utf8"));
    expect(Object.keys(record)).toEqual(["name", "url", "token", "startedAt", "processes"]);
    expect(record.name).toBe("default");
    expect(Date.parse(record.startedAt)).toBeLessThanOrEqual(Date.now());
    for (const { pid } of Object.values(record.processes) as { pid: number }[]) expect(process.kill(pid, 0)).toBe(true);
    expect((await stat(path)).mode & 0o077).toBe(0);
    expect((await stat(join(stack.folder, ".troupe/keys.json"))).mode & 0o077).toBe(0);
  });

  it("starts a second one beside the first, on a port of its own", async () => {
    const [second, third] = await Promise.all([startStack(), startStack()]);
    const urls = [stack, second, third].map(({ url }) => url);
    expect(new Set(urls).size).toBe(3);
    for (const url of urls) expect((await call(`${url}/livez`, "GET")).status).toBe(200);
    expectProblem(await call(`${second.url}/v1/agents`, "GET", { token: stack.token }), 401, "UNAUTHENTICATED");
    await Promise.all([second.stop(), third.stop()]);
  }, 60_000);
});

describe("health", () => {
  it("answers /livez and /readyz to anybody, and names its checks", async () => {
    expect((await call(`${stack.url}/livez`, "GET")).status).toBe(200);
    const ready = await call(`${stack.url}/readyz`, "GET");
    expect(ready.status).toBe(200);
    expect(ready.json.checks.map(({ name }: Json) => name)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^events\./), expect.stringMatching(/^registry\./)]),
    );
    for (const check of ready.json.checks) expect(check).toMatchObject({ ok: true, ms: expect.any(Number) });
  });

  it("gives metrics that Prometheus reads, with no tenant in them", async () => {
    await send("POST", "/v1/events", { body: event(), token: stack.tenant("secretive") });
    const { status, text, headers } = await send("GET", "/metrics");
    expect(status).toBe(200);
    expect(headers.get("content-type")).toMatch(/^text\/plain/);
    for (const line of text.trim().split("\n")) {
      expect(line).toMatch(/^(|#.*|[a-zA-Z_:][\w:]*(\{[^}]*\})? (-?[\d.e+-]+|NaN|[+-]Inf)( \d+)?)$/);
    }
    expect(text).not.toContain("secretive");
  });

  it("says at /config/validate what is set, defaulted and wrong, and no secret", async () => {
    const replica = await stack.replica({ TROUPE_PUBLISH_RATE: "77" });
    const { status, json, text } = await call(`${replica.url}/config/validate`, "GET", { token: stack.token });
    expect(status).toBe(200);
    expect(json.events.ok).toBe(true);
    const entry = (name: string) => json.events.entries.find(({ variable }: Json) => variable === name);
    expect(entry("TROUPE_PUBLISH_RATE")).toMatchObject({ state: "set", value: "77" });
    expect(entry("TROUPE_STREAM_REPLICAS")).toMatchObject({ state: "defaulted" });
    expect(entry("TROUPE_SIGNING_KEY")).toMatchObject({ state: "set", value: "***" });
    expect(text).not.toContain("one secret that all");
    expect(text).not.toContain(stack.nats.token);
  });

  it("does not start with faults, and names them all together", () => {
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, "services/events/dist/main.js")], {
      env: { PATH: process.env.PATH, TROUPE_PORT: "many", TROUPE_SIGNING_KEY: "short", TROUPE_STREAM_REPLICAS: "2" },
      encoding: "utf8",
    });
    expect(status).not.toBe(0);
    for (const name of [
      "TROUPE_PORT",
      "TROUPE_SIGNING_KEY",
      "TROUPE_STREAM_REPLICAS",
      "TROUPE_NATS_URL",
      "TROUPE_PUBLIC_KEYS",
    ]) {
      expect(stderr).toContain(name);
    }
    expect(stderr).not.toContain('"short"');
  });
});

describe("OpenAPI", () => {
  it("is 3.1, valid, and describes each route with its problem", async () => {
    const { json, text } = await call(`${stack.url}/openapi.json`, "GET");
    expect(json.openapi).toMatch(/^3\.1\./);
    const file = join(stack.folder, "openapi.json");
    await writeFile(file, text);
    const lint = spawnSync(
      process.execPath,
      [join(ROOT, "node_modules/@redocly/cli/bin/cli.js"), "lint", "--extends=minimal", "--format=json", file],
      {
        encoding: "utf8",
        env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
      },
    );
    const report = JSON.parse(lint.stdout.slice(lint.stdout.indexOf("{")));
    expect(report.problems.filter(({ severity }: Json) => severity === "error")).toEqual([]);
    const operations = Object.entries<Json>(json.paths).flatMap(([path, methods]) =>
      Object.entries<Json>(methods).map(([method, operation]) => ({
        route: `${method.toUpperCase()} ${path}`,
        operation,
      })),
    );
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { route, operation } of operations) {
      expect(JSON.stringify(operation.responses), route).toMatch(/problem\+json/);
      if (!/\/(livez|readyz)$/.test(route)) expect(operation.security, route).toEqual([{ bearer: [] }]);
    }
    const routes = operations.map(({ route }) => route);
    for (const route of [
      "POST /v1/events",
      "POST /v1/events/batch",
      "GET /v1/events/stream",
      "GET /v1/events",
      "POST /v1/deliveries",
      "GET /v1/dead-letters",
      "POST /v1/dead-letters/{id}/replay",
      "DELETE /v1/dead-letters/{id}",
      "GET /v1/groups",
      "PUT /v1/content",
      "GET /v1/agents",
      "GET /v1/event-types",
      "GET /v1/discover",
    ])
      expect(routes).toContain(route);
  }, 30_000);
});

describe("problems", () => {
  it("answer unknown routes, methods and unreadable URLs", async () => {
    expectProblem(await send("GET", "/v1/nothing"), 404, "NOT_FOUND");
    const wrong = await send("PATCH", "/v1/events");
    expectProblem(wrong, 405, "METHOD_NOT_ALLOWED");
    expect(wrong.headers.get("allow")?.split(/, */)).toEqual(expect.arrayContaining(["GET", "POST"]));
    expectProblem(await send("GET", "/v1/events/%E0%A4%A"), 400, "BAD_REQUEST");
    expectProblem(await send("GET", `/v1/agents/${"a".repeat(5000)}`), 400);
  });

  it("continue the caller's trace", async () => {
    const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    const headers = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
    expect((await send("GET", "/v1/nothing", { headers })).json.traceId).toBe(traceId);
    const { json } = await send("POST", "/v1/events", { headers, body: event() });
    expect((await send("GET", `/v1/events/${json.id}`)).json.traceparent).toContain(traceId);
  });
});

describe("/v1/content", () => {
  it("keeps a body under its SHA-256, and gives it back byte for byte", async () => {
    const body = randomBytes(3 * MIB + 17);
    const put = await send("PUT", "/v1/content", { body, type: "image/png" });
    expect(put.status, put.text).toBe(201);
    expect(put.json).toEqual({ id: sha256(body), size: body.length, contentType: "image/png" });
    const response = await fetch(`${stack.url}/v1/content/${put.json.id}`, {
      headers: { authorization: `Bearer ${stack.token}` },
    });
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(response.headers.get("content-length")).toBe(String(body.length));
    expect(sha256(new Uint8Array(await response.arrayBuffer()))).toBe(put.json.id);
    const head = await send("HEAD", `/v1/content/${put.json.id}`);
    expect(head.status).toBe(200);
    expect(head.headers.get("content-length")).toBe(String(body.length));
    expect((await send("PUT", "/v1/content", { body, type: "image/png" })).json.id).toBe(put.json.id);
    const token = stack.tenant("elsewhere");
    expectProblem(await send("GET", `/v1/content/${put.json.id}`, { token }), 404, "NOT_FOUND");
    expect((await send("HEAD", `/v1/content/${put.json.id}`, { token })).status).toBe(404);
    expectProblem(await send("DELETE", `/v1/content/${put.json.id}`, { token }), 404, "NOT_FOUND");
    expect((await send("DELETE", `/v1/content/${put.json.id}`)).status).toBe(204);
    expectProblem(await send("GET", `/v1/content/${put.json.id}`), 404, "NOT_FOUND");
  });

  it("takes JSON and nothing at all as they are", async () => {
    const json = await send("PUT", "/v1/content", { body: '{ "a":1 }' });
    expect(json.json.id).toBe(sha256(Buffer.from('{ "a":1 }')));
    expect((await send("GET", `/v1/content/${json.json.id}`)).text).toBe('{ "a":1 }');
    const empty = await send("PUT", "/v1/content");
    expect(empty.json).toMatchObject({ id: sha256(Buffer.alloc(0)), size: 0 });
    expectProblem(await send("GET", "/v1/content/not-a-hash"), 422, "VALIDATION_FAILED", "/params/id");
  });

  it("takes 64 MiB and refuses one byte more", async () => {
    const body = Buffer.alloc(64 * MIB + 1, "troupe");
    const most = body.subarray(0, 64 * MIB);
    const put = await send("PUT", "/v1/content", { body: most, type: "application/octet-stream" });
    expect(put.status, put.text).toBe(201);
    expect(put.json).toMatchObject({ id: sha256(most), size: 64 * MIB });
    const over = await send("PUT", "/v1/content", { body, type: "application/octet-stream" });
    expectProblem(over, 413, "TOO_LARGE");
    expectProblem(await send("GET", `/v1/content/${sha256(body)}`), 404, "NOT_FOUND");
    expect((await send("DELETE", `/v1/content/${put.json.id}`)).status).toBe(204);
  }, 30_000);
});

describe("registry", () => {
  const schema = { type: "object", properties: { total: { type: "number" } }, required: ["total"] };
  const putType = (token: string, type: string, body: Json) => send("PUT", `/v1/event-types/${type}`, { token, body });

  it("keeps agents with capabilities and instances that live by their TTL, and tells of them", async () => {
    const token = stack.tenant("agents");
    const told = await openStream(`${stack.url}/v1/events/stream?topics=system-events&types=agent.*`, token);
    const body = {
      version: "1.2.0",
      kind: "worker",
      capabilities: ["sums"],
      consumes: [{ type: "sum.requested", topic: "action-requests" }],
    };
    const put = await send("PUT", "/v1/agents/adder", { token, body });
    expect(put.status, put.text).toBe(200);
    expect(put.json).toMatchObject({ name: "adder", version: "1.2.0", rev: 1, live: false, instances: [] });
    expectProblem(await send("PUT", "/v1/agents/adder", { token, body: { ...body, ifRev: 7 } }), 409, "REV_CONFLICT");
    const byDefault = await send("PUT", "/v1/agents/adder/instances/i0", { token, body: {} });
    expect(byDefault.status, byDefault.text).toBe(200);
    expect(Date.parse(byDefault.json.expiresAt) - Date.parse(byDefault.json.seenAt)).toBe(60_000);
    expect((await send("DELETE", "/v1/agents/adder/instances/i0", { token })).status).toBe(204);
    await send("PUT", "/v1/agents/adder/instances/i1", { token, body: { ttlSeconds: 3 } });
    expect((await send("GET", "/v1/agents/adder", { token })).json).toMatchObject({ live: true });
    const found = await send("GET", "/v1/discover?capability=sums&live=true", { token });
    expect(found.json.agents.map(({ name }: Json) => name)).toEqual(["adder"]);
    const types: string[] = [];
    while (!types.includes("agent.expired")) {
      const { type, data, tenantid } = (await told.next("event", 12_000)).data.event;
      types.push(type);
      expect(data.agent).toBe("adder");
      expect(tenantid).toBe("agents");
    }
    expect(types).toEqual(expect.arrayContaining(["agent.registered", "agent.left", "agent.expired"]));
    expect((await send("GET", "/v1/agents/adder", { token })).json).toMatchObject({ live: false, instances: [] });
    expect((await send("GET", "/v1/discover?capability=sums&live=true", { token })).json.agents).toEqual([]);
    told.close();
  }, 20_000);

  it("finds by consumed and produced event, topic and words", async () => {
    const token = stack.tenant("discovery");
    const agent = (name: string, body: Json) => send("PUT", `/v1/agents/${name}`, { token, body });
    await agent("invoicer", {
      description: "Writes invoices for customers",
      consumes: [{ type: "order.>", topic: "business-facts" }],
    });
    await agent("mailer", {
      description: "Sends letters",
      produces: [{ type: "mail.sent", topic: "notification-events" }],
    });
    const names = async (query: string) =>
      (await send("GET", `/v1/discover?${query}`, { token })).json.agents.map(({ name }: Json) => name);
    expect(await names("consumes=order.placed")).toEqual(["invoicer"]);
    expect(await names("consumes=mail.sent")).toEqual([]);
    expect(await names("produces=mail.sent")).toEqual(["mailer"]);
    expect(await names("topic=notification-events")).toEqual(["mailer"]);
    expect(await names("q=invoice")).toEqual(["invoicer"]);
    expect(await names("q=%27%3B%20drop%20table%20agents%3B--")).toEqual([]);
  });

  it("holds events to their registered schema, per tenant, with the place named", async () => {
    const token = stack.tenant("typed");
    const put = await putType(token, "cart.paid", {
      topic: "business-facts",
      description: "Paid",
      purpose: "Ship it",
      schema,
    });
    expect(put.status, put.text).toBe(200);
    expect(put.json).toMatchObject({
      type: "cart.paid",
      version: "1.0.0",
      topic: "business-facts",
      versions: ["1.0.0"],
      purpose: "Ship it",
    });
    const publish = (overrides: Json, who = token) =>
      send("POST", "/v1/events", { token: who, body: event({ type: "cart.paid", ...overrides }) });
    expect((await publish({ data: { total: 3 } })).status).toBe(202);
    expectProblem(await publish({ data: { total: "3" } }), 422, "SCHEMA_MISMATCH", "/data/total");
    expectProblem(await publish({ data: {} }), 422, "SCHEMA_MISMATCH");
    expectProblem(await publish({}), 422, "SCHEMA_MISMATCH");
    expectProblem(await publish({ topic: "task-events", data: { total: 3 } }), 422, "TOPIC_MISMATCH", "/topic");
    expect((await publish({ data: "anything" }, stack.tenant("untyped"))).status).toBe(202);
    const batch = await send("POST", "/v1/events/batch", {
      token,
      body: [event({ type: "cart.paid", data: 1 }), event({ type: "cart.paid", data: { total: 1 } })],
    });
    expect(batch.json.results[0].problem).toMatchObject({ code: "SCHEMA_MISMATCH" });
    expect(batch.json.results[0].problem.errors[0].pointer).toMatch(/^\/0\/data/);
    expect(batch.json.results[1].duplicate).toBe(false);
  });

  it("refuses a version that breaks live consumers with their names, unless it is major", async () => {
    const token = stack.tenant("versions");
    await putType(token, "bill.sent", { topic: "billing-events", schema });
    await send("PUT", "/v1/agents/payer", { token, body: { consumes: [{ type: "bill.*", topic: "billing-events" }] } });
    await send("PUT", "/v1/agents/payer/instances/i", { token, body: {} });
    const broken = { topic: "billing-events", schema: { ...schema, properties: { total: { type: "string" } } } };
    const refused = await putType(token, "bill.sent", { ...broken, version: "1.1.0" });
    expectProblem(refused, 409, "INCOMPATIBLE_SCHEMA");
    expect(JSON.stringify(refused.json.consumers)).toContain("payer");
    const check = await send("POST", "/v1/event-types/bill.sent/check", {
      token,
      body: { ...broken, version: "1.1.0" },
    });
    expect(check.json).toMatchObject({ compatible: false });
    expect((await putType(token, "bill.sent", { ...broken, version: "2.0.0" })).status).toBe(200);
    expectProblem(await putType(token, "bill.sent", { ...broken, version: "1.9.0" }), 409);
    const old = { dataschema: "urn:troupe:event-type:bill.sent:1.0.0", type: "bill.sent", topic: "billing-events" };
    await eventually(
      "the mirror knows both versions",
      async () => {
        const { status } = await send("POST", "/v1/events", { token, body: event({ ...old, data: { total: 1 } }) });
        return status === 202 ? true : undefined;
      },
      20_000,
    );
  });

  it.each<[string, Json]>([
    ["a type that is none", { type: "objekt" }],
    ["a keyword of the wrong kind", { type: "object", required: "total" }],
    ["a $ref to the network", { $ref: "https://example.org/schema.json" }],
    ["a $ref to nothing", { $ref: "#/$defs/nothing" }],
    ["a pattern that does not compile", { type: "string", pattern: "(" }],
  ])("refuses %s as a schema, with nothing kept", async (_name, bad) => {
    const token = stack.tenant("schemas");
    expectProblem(await putType(token, "bad.schema", { topic: "business-facts", schema: bad }), 422, "SCHEMA_INVALID");
    expectProblem(await send("GET", "/v1/event-types/bad.schema", { token }), 404, "NOT_FOUND");
  });

  it("is not stopped by a regex bomb", async () => {
    const token = stack.tenant("bombs");
    const bomb = { type: "string", pattern: "^(a+)+$" };
    const put = await putType(token, "regex.bomb", { topic: "business-facts", schema: bomb });
    if (put.status !== 200) return expectProblem(put, 422, "SCHEMA_INVALID");
    const at = performance.now();
    const answer = await send("POST", "/v1/events", {
      token,
      body: event({ type: "regex.bomb", data: `${"a".repeat(50_000)}!` }),
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(performance.now() - at).toBeLessThan(3000);
  });

  it("exports tools and AsyncAPI 3", async () => {
    const token = stack.tenant("exports");
    await putType(token, "sum.requested", { topic: "action-requests", description: "Adds", schema });
    const openai = await send("GET", "/v1/export/openai-tools", { token });
    expect(openai.json.tools[0]).toMatchObject({
      type: "function",
      function: { description: expect.stringContaining("Adds"), parameters: { type: "object" } },
    });
    expect(openai.json.tools[0].function.name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    const mcp = await send("GET", "/v1/export/mcp-tools", { token });
    expect(mcp.json.tools[0]).toMatchObject({ name: expect.any(String), inputSchema: { type: "object" } });
    const { Parser } = await import("@asyncapi/parser");
    const { text, json } = await send("GET", "/v1/export/asyncapi", { token });
    expect(json.asyncapi).toMatch(/^3\./);
    const { diagnostics } = await new Parser().parse(text);
    expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([]);
  }, 20_000);

  it("pages its lists: 200 at most, each once, cursors that are its own", async () => {
    const token = stack.tenant("paging");
    const names = Array.from({ length: 7 }, (_, n) => `agent-${n}`);
    for (const name of names) await send("PUT", `/v1/agents/${name}`, { token, body: {} });
    for (const n of [0, 1, 2]) await putType(token, `paged.n${n}`, { topic: "business-facts", schema: {} });
    for (const [path, count] of [
      ["/v1/agents", 7],
      ["/v1/event-types", 3],
    ] as const) {
      const items: Json[] = [];
      let cursor: string | null = null;
      do {
        const query: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
        const page: Json = await send("GET", `${path}?limit=2${query}`, { token });
        expect(Object.keys(page.json).sort()).toEqual(["cursor", "items"]);
        items.push(...page.json.items);
        cursor = page.json.cursor;
      } while (cursor !== null);
      expect(new Set(items.map((item) => item.name ?? item.type)).size).toBe(count);
      expect(items).toHaveLength(count);
      expect((await send("GET", `${path}?limit=200`, { token })).status).toBe(200);
      for (const limit of ["201", "0", "-1", "ten"]) {
        expectProblem(await send("GET", `${path}?limit=${limit}`, { token }), 422, "VALIDATION_FAILED", "/query/limit");
      }
      expectProblem(await send("GET", `${path}?cursor=forged`, { token }), 400, "CURSOR_INVALID");
    }
  });

  it.each<[string, string, Json, string]>([
    ["a misspelt member", "/v1/agents/a", { capabilites: ["x"] }, "/capabilites"],
    ["an unknown kind", "/v1/agents/a", { kind: "boss" }, "/kind"],
    ["a version that is none", "/v1/agents/a", { version: "one" }, "/version"],
    ["a name that is none", "/v1/agents/a%20b", {}, "/params/name"],
    ["an unknown topic", "/v1/event-types/a.b", { topic: "gossip", schema: {} }, "/topic"],
    ["no schema", "/v1/event-types/a.b", { topic: "business-facts" }, "/schema"],
    [
      "a misspelt member of a type",
      "/v1/event-types/a.b",
      { topic: "business-facts", schema: {}, descripton: "" },
      "/descripton",
    ],
  ])("refuses %s", async (_name, path, body, pointer) => {
    expectProblem(await send("PUT", path, { body }), 422, "VALIDATION_FAILED", pointer);
  });

  it("refuses a misspelt query and a NUL", async () => {
    expectProblem(await send("GET", "/v1/agents?capabilty=x"), 422, "VALIDATION_FAILED", "/query/capabilty");
    expectProblem(await send("GET", "/v1/discover?capabilty=x"), 422, "VALIDATION_FAILED", "/query/capabilty");
    for (const path of ["/v1/agents?q=a%00b", "/v1/discover?q=%00", "/v1/agents?capability=%00", "/v1/agents/a%00b"]) {
      const answer = await send("GET", path);
      expect(answer.status, path).toBeGreaterThanOrEqual(400);
      expect(answer.status, `${path} ${answer.text}`).toBeLessThan(500);
    }
    expectProblem(
      await send("PUT", "/v1/agents/a", { body: { description: "a\0b" } }),
      422,
      "MALFORMED_TEXT",
      "/description",
    );
  });
});
