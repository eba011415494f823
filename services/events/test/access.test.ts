import { SCOPES, type Scope } from "@troupe/contracts";
import { createToken, generateKeyPair } from "@troupe/service";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Backing, type CallOptions, type EventsServer, order, startBacking, startEvents } from "./fixture.js";

let backing: Backing;
let server: EventsServer;
/** What the owner has and nobody else may see. */
const owned = { event: "secret-event", group: "secret-group", deadLetter: "", content: "", token: "" };

beforeAll(async () => {
  backing = await startBacking();
  server = await startEvents(backing);
  await using stream = await server.stream(`group=${owned.group}&topics=business-facts&maxAttempts=1&from=beginning`);
  await server.call("POST", "/v1/events", { body: order({ id: owned.event }) });
  const [dead] = await stream.events(1);
  await settle(dead?.data.delivery.token, "reject");
  await vi.waitFor(async () => {
    expect((await server.call("GET", "/v1/dead-letters")).body.items).toHaveLength(1);
  });
  owned.deadLetter = (await server.call("GET", "/v1/dead-letters")).body.items[0].id;
  owned.content = (await server.call("PUT", "/v1/content", { body: "secret-body", type: "text/plain" })).body.id;
  await server.call("POST", "/v1/events", { body: order({ id: "held" }) });
  const [held] = await stream.events(1);
  owned.token = held?.data.delivery.token;
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await backing[Symbol.asyncDispose]();
});

const settle = (token: string, outcome: string) =>
  server.call("POST", "/v1/deliveries", { body: { settlements: [{ token, outcome }] } });

interface Sample {
  readonly scope: Scope | "any" | "public";
  readonly url?: () => string;
  readonly options?: () => CallOptions;
  /** What another tenant with all scopes gets for the owner's thing; not told for what holds nothing of a tenant. */
  readonly foreign?: (answer: Awaited<ReturnType<EventsServer["call"]>>) => void;
}

const nothing = (answer: { status: number }) => expect(answer.status).toBe(404);
const emptyList = (answer: { status: number; body: unknown }) =>
  expect(answer).toMatchObject({ status: 200, body: { items: [], cursor: null } });
const letter = () => `/v1/dead-letters/${owned.deadLetter}`;
const content = () => `/v1/content/${owned.content}`;

/** Every route, with a call that works. A route that is missing here fails the test. */
const ROUTES: Record<string, Sample> = {
  "GET /livez": { scope: "public" },
  "GET /readyz": { scope: "public" },
  "GET /openapi.json": { scope: "public" },
  "GET /docs": { scope: "public" },
  "GET /docs/*": { scope: "public", url: () => "/docs/" },
  "GET /metrics": { scope: "any" },
  "GET /config/validate": { scope: "any" },
  "POST /v1/events": {
    scope: "events:publish",
    options: () => ({ body: order({ id: owned.event }) }),
    foreign: (answer) => expect(answer).toMatchObject({ status: 202, body: { duplicate: false } }),
  },
  "POST /v1/events/batch": { scope: "events:publish", options: () => ({ body: [] }) },
  "GET /v1/events/stream": {
    scope: "events:subscribe",
    url: () => "/v1/events/stream?from=forged",
    foreign: (answer) => expect(answer.body.code).toBe("CURSOR_INVALID"),
  },
  "POST /v1/deliveries": {
    scope: "events:subscribe",
    options: () => ({ body: { settlements: [{ token: owned.token, outcome: "ack" }] } }),
    foreign: (answer) =>
      expect(answer.body.results).toMatchObject([{ ok: false, problem: { code: "DELIVERY_TOKEN_INVALID" } }]),
  },
  "GET /v1/groups": { scope: "events:subscribe", foreign: emptyList },
  "GET /v1/groups/:group": { scope: "events:subscribe", url: () => `/v1/groups/${owned.group}`, foreign: nothing },
  "PUT /v1/groups/:group": {
    scope: "events:manage",
    url: () => "/v1/groups/other-group",
    options: () => ({ body: {} }),
  },
  "DELETE /v1/groups/:group": { scope: "events:manage", url: () => `/v1/groups/${owned.group}`, foreign: nothing },
  "GET /v1/dead-letters": { scope: "events:subscribe", foreign: emptyList },
  "GET /v1/dead-letters/:id": { scope: "events:subscribe", url: letter, foreign: nothing },
  "POST /v1/dead-letters/:id/replay": { scope: "events:manage", url: () => `${letter()}/replay`, foreign: nothing },
  "DELETE /v1/dead-letters/:id": { scope: "events:manage", url: letter, foreign: nothing },
  "GET /v1/events": {
    scope: "events:subscribe",
    url: () => `/v1/events?correlation=${owned.event}`,
    foreign: emptyList,
  },
  "GET /v1/events/:id": { scope: "events:subscribe", url: () => `/v1/events/${owned.event}`, foreign: nothing },
  "PUT /v1/content": { scope: "content:write", options: () => ({ body: "x", type: "text/plain" }) },
  "GET /v1/content/:id": { scope: "content:read", url: content, foreign: nothing },
  "HEAD /v1/content/:id": { scope: "content:read", url: content, foreign: nothing },
  "DELETE /v1/content/:id": { scope: "content:write", url: content, foreign: nothing },
};

const call = (route: string, more: CallOptions) => {
  const [method, path] = route.split(" ") as [Parameters<EventsServer["call"]>[0], string];
  const { url, options } = ROUTES[route] as Sample;
  return server.call(method, url?.() ?? path, { ...options?.(), ...more });
};
const guarded = Object.entries(ROUTES).filter(([, { scope }]) => scope !== "public");

describe("every route", () => {
  it("is in the table of this test", async () => {
    const known = await import("@troupe/service/testing").then(({ routesOf }) => routesOf(server.app));
    expect(new Set(known)).toEqual(new Set(Object.keys(ROUTES)));
  });

  it("asks for a token, unless it is public", async () => {
    for (const [route, { scope }] of Object.entries(ROUTES)) {
      const { status, body } = await call(route, { token: null });
      if (scope === "public") expect(status, route).toBeLessThan(400);
      else expect({ route, status }).toEqual({ route, status: 401 });
      if (scope !== "public" && !route.startsWith("HEAD")) {
        expect(body, route).toMatchObject({ code: "UNAUTHENTICATED", hint: "troupe token create" });
      }
    }
  });

  it("refuses forged, expired and unsigned tokens", async () => {
    const stranger = await generateKeyPair();
    const claims = { tenant: server.tenant, subject: "x", scopes: SCOPES, expiresInSeconds: 600 };
    const good = await server.tokenFor({ tenant: server.tenant });
    const [header, payload, signature] = good.split(".");
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const bad = [
      `${encode({ alg: "none" })}.${payload}.`,
      `${encode({ alg: "none" })}.${payload}.${signature}`,
      `${encode({ alg: "HS256" })}.${payload}.${signature}`,
      `${header}.${encode({ ...claims, sub: "x", scope: SCOPES.join(" "), exp: 9_999_999_999 })}.${signature}`,
      await createToken({ ...claims, privateKey: stranger.privateKey }),
      await server.tokenFor({ tenant: server.tenant, expiresInSeconds: -1 }),
      "x",
    ];
    for (const [route] of guarded) {
      for (const token of bad) expect((await call(route, { token })).status, route).toBe(401);
    }
  });

  it("asks for its scope", async () => {
    for (const [route, { scope }] of guarded) {
      if (scope === "any") continue;
      const token = await server.tokenFor({ tenant: server.tenant, scopes: SCOPES.filter((one) => one !== scope) });
      const { status, body } = await call(route, { token });
      expect(status, route).toBe(403);
      if (!route.startsWith("HEAD"))
        expect(body).toMatchObject({ code: "FORBIDDEN", detail: expect.stringContaining(scope) });
    }
  });

  it("gives another tenant nothing", async () => {
    for (const [at, [route, { foreign }]] of guarded.entries()) {
      const token = await server.tokenFor({ tenant: `${server.tenant}-x${at}`, scopes: SCOPES });
      const answer = await call(route, { token });
      expect(answer.text, route).not.toContain("secret-body");
      foreign?.(answer);
    }
    expect((await server.call("GET", `/v1/groups/${owned.group}`)).status).toBe(200);
    expect((await server.call("GET", letter())).status).toBe(200);
    expect((await server.call("GET", content())).status).toBe(200);
  });
});
