import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bench, openBench } from "./harness.js";

const agent = { capabilities: ["secret"], consumes: [{ type: "secret.asked", topic: "action-requests" }] };
const eventType = { topic: "action-requests", schema: { type: "object" } };

/** What another tenant gets on each route once `acme` has filled it: `empty` lists, `missing` items, or an own copy. */
const ROUTES: Record<string, { url: string; body?: object; expects: "empty" | "missing" | "own" }> = {
  "GET /v1/agents": { url: "/v1/agents", expects: "empty" },
  "GET /v1/agents/:name": { url: "/v1/agents/spy", expects: "missing" },
  "PUT /v1/agents/:name": { url: "/v1/agents/spy", body: {}, expects: "own" },
  "DELETE /v1/agents/:name": { url: "/v1/agents/spy", expects: "missing" },
  "GET /v1/agents/:name/instances": { url: "/v1/agents/spy/instances", expects: "missing" },
  "PUT /v1/agents/:name/instances/:id": { url: "/v1/agents/spy/instances/1", body: {}, expects: "missing" },
  "DELETE /v1/agents/:name/instances/:id": { url: "/v1/agents/spy/instances/1", expects: "missing" },
  "GET /v1/event-types": { url: "/v1/event-types", expects: "empty" },
  "GET /v1/event-types/:type": { url: "/v1/event-types/secret.asked", expects: "missing" },
  "GET /v1/event-types/:type/versions/:version": {
    url: "/v1/event-types/secret.asked/versions/1.0.0",
    expects: "missing",
  },
  "PUT /v1/event-types/:type": {
    url: "/v1/event-types/secret.asked",
    body: { topic: "task-events", schema: { type: "string" } },
    expects: "own",
  },
  "POST /v1/event-types/:type/check": {
    url: "/v1/event-types/secret.asked/check",
    body: { topic: "task-events", version: "1.1.0", schema: { type: "string" } },
    expects: "empty",
  },
  "DELETE /v1/event-types/:type": { url: "/v1/event-types/secret.asked", expects: "missing" },
  "GET /v1/discover": { url: "/v1/discover?q=secret", expects: "empty" },
  "GET /v1/export/openai-tools": { url: "/v1/export/openai-tools", expects: "empty" },
  "GET /v1/export/mcp-tools": { url: "/v1/export/mcp-tools", expects: "empty" },
  "GET /v1/export/asyncapi": { url: "/v1/export/asyncapi", expects: "empty" },
};

describe("tenants and scopes on every route", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(() => bench?.[Symbol.asyncDispose]());

  const routes = () => {
    const { paths } = bench.server.app.swagger() as { paths: Record<string, Record<string, unknown>> };
    return Object.entries(paths)
      .filter(([path]) => path.startsWith("/v1/"))
      .flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
      );
  };

  it("knows every route", () => {
    expect(routes().sort()).toEqual(Object.keys(ROUTES).sort());
  });

  it.each(Object.entries(ROUTES))("%s gives another tenant nothing", async (route, { url, body, expects }) => {
    const other = `other-${Object.keys(ROUTES).indexOf(route)}`;
    await bench.call("PUT", "/v1/agents/spy", agent);
    await bench.call("PUT", "/v1/agents/spy/instances/1", {});
    await bench.call("PUT", "/v1/event-types/secret.asked", eventType);
    const answer = await bench.call(route.split(" ")[0] ?? "", url, body, other);
    if (expects === "missing") expect(answer).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
    else expect(answer.status).toBe(200);
    if (expects === "empty") expect(JSON.stringify(answer.body)).not.toMatch(/spy|secret/);
    const mine = await bench.call("GET", "/v1/agents/spy");
    expect(mine.body).toMatchObject({ live: true, capabilities: ["secret"], rev: 1 });
    expect((await bench.call("GET", "/v1/event-types/secret.asked")).body.topic).toBe("action-requests");
  });

  it.each(Object.entries(ROUTES))("%s wants a token with its scope", async (route, { url, body }) => {
    const method = route.split(" ")[0] as "GET";
    const payload = body === undefined ? {} : { payload: body };
    const bare = await bench.server.app.inject({ method, url, ...payload });
    expect(bare.statusCode).toBe(401);
    const token = await bench.server.tokenFor({ scopes: ["events:publish"] });
    const scoped = await bench.server.app.inject({
      method,
      url,
      headers: { authorization: `Bearer ${token}` },
      ...payload,
    });
    expect(scoped.statusCode).toBe(403);
  });
});
