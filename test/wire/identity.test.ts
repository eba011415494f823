import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Probe, probesFor } from "./routes.js";
import { ALL_SCOPES, type Stack, signed, startStack, troupe } from "./stack.js";
import { call, event, eventually, expectProblem, type Json, openStream, type Stream } from "./wire.js";

let stack: Stack;
let document: Json;
/** What the owner has and nobody else may see or touch. */
const owned = { event: "owned-event", letter: "", content: "", token: "", item: "", mission: "", task: "", run: "" };
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
  await ownMemories(post, put);
  await ownMission(post);
});

type Send = (path: string, body: unknown) => ReturnType<typeof call>;

async function ownMemories(post: Send, put: Send): Promise<void> {
  owned.item = idOf(await post("/v1/memory/semantic/items", { text: "owned knowledge" }));
  await post("/v1/memory/episodic/interactions", { role: "user", text: "owned words", scope: "tenant" });
  await put("/v1/memory/procedural/owned", { type: "rule", content: "owned rule" });
  await put("/v1/memory/working/owned/owned-key", { value: "owned" });
}

async function ownMission(post: Send): Promise<void> {
  owned.mission = idOf(await post("/v1/missions", { goal: "owned goal", type: "owned.requested" }));
  const mine = async (path: string) => (await call(`${stack.url}${path}`, "GET", { token: stack.token })).json;
  const goal = await eventually(
    "the goal's event",
    async () => (await mine("/v1/events?types=owned.requested")).items[0],
  );
  const about = { agent: "owned", group: "owned", instance: "one", attempt: 1, maxAttempts: 5, leaseMs: 30_000 };
  owned.run = idOf(await post("/v1/runs", { event: goal, ...about }));
  owned.task = (await mine("/v1/tasks")).items[0]?.id;
  expect(owned.task).toMatch(/./);
}

/** The id in an answer, wherever it says it. */
function idOf({ status, text, json }: Awaited<ReturnType<typeof call>>): string {
  expect([200, 201, 202], text).toContain(status);
  const id = json.id ?? json.item?.id ?? json.mission?.id ?? json.run?.id;
  expect(id, text).toMatch(/./);
  return id;
}
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
/** What these say is the installation's, or what was asked. */
const OPEN_ABOUT_NAMES = new Set(["GET /metrics", "POST /v1/memory/forget", "GET /v1/memory/receipts"]);
const guarded = () => routes().filter(({ path }) => !OPEN.has(path));

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;
const probeOf = (route: Route): Probe => probesFor(owned)[nameOf(route)] ?? { gets: "own" };
const streams = new Set(["/v1/events/stream", "/v1/missions/stream"]);

const knock = async (route: Route, token: string | undefined) => {
  const { method, path } = route;
  const { at = path.replace(/\{[^}]+\}/g, "owned"), body } = probeOf(route);
  const url = `${stack.url}${at}`;
  if (!streams.has(path)) return call(url, method, { token, ...(body === undefined ? {} : { body }) });
  const abort = new AbortController();
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(url, { headers, signal: abort.signal });
  const text = response.status === 200 ? "" : await response.text();
  abort.abort();
  return { status: response.status, headers: response.headers, text, json: text === "" ? undefined : JSON.parse(text) };
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
  it("is looked for on every route there is", () => {
    expect(guarded().map(nameOf).sort()).toEqual(Object.keys(probesFor(owned)).sort());
  });

  it("sees and touches nothing of the owner's, on every route", async () => {
    const token = stack.tenant("thief");
    for (const route of guarded()) {
      const { gets } = probeOf(route);
      const answer = await knock(route, token);
      const said = `${nameOf(route)}: ${answer.text}`;
      if (gets === "nothing") expect(answer.status, said).toBe(404);
      if (gets === "empty") expect(answer.status, said).toBe(200);
      if (gets !== "nothing" && !OPEN_ABOUT_NAMES.has(nameOf(route))) expect(said).not.toMatch(/: .*owned/);
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
    expect((await mine(`/v1/memory/semantic/items/${owned.item}`)).json).toMatchObject({
      status: "active",
      importance: 0.5,
    });
    expect((await mine("/v1/memory/procedural/owned")).text).toContain("owned rule");
    expect((await mine("/v1/memory/working/owned/owned-key")).json).toMatchObject({ value: "owned" });
    expect((await mine(`/v1/missions/${owned.mission}`)).json).toMatchObject({ goal: "owned goal" });
    expect((await mine(`/v1/runs/${owned.run}`)).json).toMatchObject({ id: owned.run, status: "running" });
  });
});
