import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ALL_SCOPES, type Stack, signed, startStack, troupe } from "./stack.js";
import { call, event, eventually, expectProblem, type Json, openStream, type Stream } from "./wire.js";

let stack: Stack;
let document: Json;
/** What the owner has and nobody else may see or touch. */
const owned = { event: "owned-event", letter: "", content: "", token: "", cursor: "" };
let member: Stream;

beforeAll(async () => {
  stack = await startStack();
  document = (await call(`${stack.url}/openapi.json`, "GET")).json;
  const { token, url } = stack;
  member = await openStream(`${url}/v1/events/stream?group=owned&topics=business-facts`, token);
  const post = (path: string, body: unknown) => call(`${url}${path}`, "POST", { token, body });
  const put = (path: string, body: unknown) => call(`${url}${path}`, "PUT", { token, body });
  await post("/v1/events", event({ id: owned.event }));
  const frame = await member.next();
  await post("/v1/deliveries", { settlements: [{ token: frame.data.delivery.token, outcome: "reject" }] });
  await eventually("a dead letter", async () => {
    owned.letter = (await call(`${url}/v1/dead-letters`, "GET", { token })).json.items[0]?.id;
    return owned.letter;
  });
  await post("/v1/events", event());
  owned.token = (await member.next()).data.delivery.token;
  owned.content = (await put("/v1/content", "owned body")).json.id;
  await put("/v1/agents/owned", { capabilities: ["owned"] });
  await put("/v1/agents/owned/instances/one", {});
  await put("/v1/event-types/owned.type", { topic: "business-facts", schema: {} });
});
afterAll(async () => {
  member.close();
  await stack.stop();
});

interface Route {
  readonly method: string;
  readonly path: string;
  readonly scope: string | undefined;
}

/** Every route the service says it has. */
const routes = (): Route[] =>
  Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      scope: /Scope: `([^`]+)`/.exec(operation.description ?? "")?.[1],
    })),
  );
const OPEN = new Set(["/livez", "/readyz"]);
const guarded = () => routes().filter(({ path }) => !OPEN.has(path));

/** The owner's thing at a route. */
const aim = ({ path }: Route) => {
  const id = path.includes("content") ? owned.content : path.includes("dead-letters") ? owned.letter : owned.event;
  const filled = path
    .replace("/instances/{id}", "/instances/one")
    .replace("{id}", id)
    .replace("{group}", "owned")
    .replace("{name}", "owned")
    .replace("{type}", "owned.type")
    .replace("{version}", "1.0.0")
    .replace(/\{[^}]+\}/g, "owned");
  return `${stack.url}${filled}`;
};
const BODIES: Record<string, Json> = {
  "POST /v1/events": event(),
  "POST /v1/events/batch": [event()],
  "POST /v1/deliveries": { settlements: [] },
  "PUT /v1/content": "body",
  "PUT /v1/event-types/{type}": { topic: "business-facts", schema: {} },
  "POST /v1/event-types/{type}/check": { topic: "business-facts", schema: {} },
};
const knock = async (route: Route, token: string | undefined, headers: Record<string, string> = {}) => {
  const { method, path } = route;
  if (path === "/v1/events/stream") {
    const abort = new AbortController();
    const response = await fetch(aim(route), {
      headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
      signal: abort.signal,
    });
    const text = response.status === 200 ? "" : await response.text();
    abort.abort();
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: text === "" ? undefined : JSON.parse(text),
    };
  }
  const body = method === "GET" || method === "HEAD" || method === "DELETE" ? undefined : BODIES[`${method} ${path}`];
  const needsBody = method === "PUT" && body === undefined ? {} : body;
  return call(aim(route), method, { token, headers, ...(needsBody === undefined ? {} : { body: needsBody }) });
};

describe("tokens", () => {
  it("are asked for on every route", async () => {
    expect(guarded().length).toBeGreaterThan(25);
    for (const route of guarded()) {
      const answer = await knock(route, undefined);
      expect(answer.status, `${route.method} ${route.path}`).toBe(401);
      expect(answer.headers.get("www-authenticate"), route.path).toMatch(/^Bearer/);
      if (route.method !== "HEAD") expectProblem(answer, 401, "UNAUTHENTICATED");
    }
  });

  it("need the scope of the route, on every route", async () => {
    for (const route of guarded().filter(({ scope }) => scope !== undefined)) {
      const others = ALL_SCOPES.split(" ").filter((scope) => scope !== route.scope);
      const answer = await knock(route, stack.mint({ scope: others.join(" ") }));
      expect(answer.status, `${route.method} ${route.path}`).toBe(403);
      if (route.method !== "HEAD") expectProblem(answer, 403, "FORBIDDEN");
    }
    for (const { path, method } of guarded().filter(({ scope }) => scope === undefined)) {
      expect(["GET /metrics", "GET /config/validate"]).toContain(`${method} ${path}`);
    }
  });

  it("that are forged, unsigned, expired, early, incomplete or of no tenant are refused", async () => {
    const now = Math.floor(Date.now() / 1000);
    const stranger = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const claims = { tenant: "dev", sub: "x", scope: ALL_SCOPES, exp: now + 3600 };
    const good = stack.mint({});
    const [head, body, signature] = good.split(".") as [string, string, string];
    const other = Buffer.from(JSON.stringify({ ...claims, tenant: "globex" })).toString("base64url");
    const bad: Record<string, string> = {
      forged: signed({ alg: "EdDSA" }, claims, stranger),
      unsigned: signed({ alg: "none" }, claims, stranger),
      "unsigned in capitals": signed({ alg: "None" }, claims, stranger),
      "of another algorithm": stack.mint({}, { alg: "HS256" }),
      "with another body": `${head}.${other}.${signature}`,
      "without signature": `${head}.${body}.`,
      "cut off": good.slice(0, -10),
      "not yet valid": stack.mint({ nbf: now + 600 }),
      "without expiry": stack.mint({ exp: undefined }),
      "without subject": stack.mint({ sub: undefined }),
      "without tenant": stack.mint({ tenant: undefined }),
      "with a wildcard tenant": stack.mint({ tenant: "*" }),
      "with a dotted tenant": stack.mint({ tenant: "dev.business-facts" }),
      "with a key of its own": stack.mint(
        {},
        { jwk: { kty: "OKP", crv: "Ed25519", x: "AAAA" }, kid: "../../etc", crit: ["x"] },
      ),
      nonsense: "nonsense",
    };
    for (const [name, token] of Object.entries(bad)) {
      const answer = await call(`${stack.url}/v1/events`, "GET", { token });
      expect(answer.status, name).toBe(401);
      expectProblem(answer, 401, "UNAUTHENTICATED");
      expect(answer.text).not.toContain(token.split(".")[2] || token);
    }
    const expired = await call(`${stack.url}/v1/events`, "GET", { token: stack.mint({ exp: now - 1 }) });
    expectProblem(expired, 401, "TOKEN_EXPIRED");
    expect(expired.json.hint).toContain("troupe token create");
    const basic = await call(`${stack.url}/v1/events`, "GET", { headers: { authorization: "Basic ZGV2OmRldg==" } });
    expectProblem(basic, 401, "UNAUTHENTICATED");
    expectProblem(await call(`${stack.url}/v1/events?access_token=${good}`, "GET"), 401, "UNAUTHENTICATED");
  });

  it("expire while they are in use", async () => {
    const token = stack.mint({ exp: Math.floor(Date.now() / 1000) + 2 });
    expect((await call(`${stack.url}/v1/events`, "GET", { token })).status).toBe(200);
    const answer = await eventually("the token expires", async () => {
      const asked = await call(`${stack.url}/v1/events`, "GET", { token });
      return asked.status === 200 ? undefined : asked;
    });
    expectProblem(answer, 401, "TOKEN_EXPIRED");
  });

  it("made by the CLI carry tenant, subject and scopes", async () => {
    const out = await troupe(
      stack,
      "token",
      "create",
      "--tenant",
      "acme",
      "--subject",
      "ann",
      "--scope",
      "events:publish",
      "--scope",
      "events:subscribe",
    );
    const token = out.trim();
    const published = await call(`${stack.url}/v1/events`, "POST", { token, body: event() });
    expect(published.status, published.text).toBe(202);
    const read = await call(`${stack.url}/v1/events/${published.json.id}`, "GET", { token });
    expect(read.json).toMatchObject({ tenantid: "acme", actor: "ann" });
    expectProblem(await call(`${stack.url}/v1/agents`, "GET", { token }), 403, "FORBIDDEN");
  });
});

describe("another tenant", () => {
  it("sees and touches nothing of the owner's, on every route", async () => {
    const token = stack.tenant("thief");
    const own = new Set([
      "POST /v1/events",
      "POST /v1/events/batch",
      "POST /v1/deliveries",
      "PUT /v1/content",
      "PUT /v1/groups/{group}",
      "PUT /v1/agents/{name}",
      "PUT /v1/event-types/{type}",
      "POST /v1/event-types/{type}/check",
      "GET /v1/events/stream",
      "GET /metrics",
      "GET /config/validate",
    ]);
    for (const route of guarded()) {
      const name = `${route.method} ${route.path}`;
      if (own.has(name)) continue;
      const answer = await knock(route, token);
      if (route.path.includes("{")) {
        expect(answer.status, name).toBe(404);
      } else {
        expect(answer.status, name).toBe(200);
        expect(answer.text, name).not.toContain("owned");
      }
    }
  });

  it("writes the same names and leaves the owner's as they are", async () => {
    const token = stack.tenant("twin");
    const put = (path: string, body: Json) => call(`${stack.url}${path}`, "PUT", { token, body });
    expect(
      (await call(`${stack.url}/v1/events`, "POST", { token, body: event({ id: owned.event, data: "twin" }) })).status,
    ).toBe(202);
    expect((await put("/v1/agents/owned", { description: "twin" })).json.rev).toBe(1);
    expect((await put("/v1/event-types/owned.type", { topic: "task-events", schema: { type: "string" } })).status).toBe(
      200,
    );
    expect((await put("/v1/groups/owned", { topics: ["task-events"] })).status).toBe(200);
    const settled = await call(`${stack.url}/v1/deliveries`, "POST", {
      token,
      body: { settlements: [{ token: owned.token, outcome: "ack" }] },
    });
    expect(settled.json.results[0].problem.code).toBe("DELIVERY_TOKEN_INVALID");
    const mine = (path: string) => call(`${stack.url}${path}`, "GET", { token: stack.token });
    expect((await mine(`/v1/events/${owned.event}`)).json.data).toBeUndefined();
    expect((await mine("/v1/agents/owned")).json).toMatchObject({ capabilities: ["owned"], live: true });
    expect((await mine("/v1/event-types/owned.type")).json.topic).toBe("business-facts");
    expect((await mine("/v1/groups/owned")).json).toMatchObject({ topics: ["business-facts"], pending: 1 });
    expect((await mine(`/v1/dead-letters/${owned.letter}`)).status).toBe(200);
    expect((await mine(`/v1/content/${owned.content}`)).text).toContain("owned body");
  });
});
