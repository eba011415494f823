import { TroupeError } from "@troupe/contracts";
import { createAuthenticator, createLogger, createToken, generateKeyPair, type ServiceModule } from "@troupe/service";
import { testServer } from "@troupe/service/testing";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { importPKCS8, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const thing: ServiceModule = {
  name: "things",
  checks: { store: async () => undefined },
  configReport: { ok: true, entries: [{ variable: "A", state: "set", value: "***" }] },
  routes: async (app) => {
    const routes = app.withTypeProvider<ZodTypeProvider>();
    const body = z.object({ "a/b": z.object({ count: z.int() }) });
    routes.post("/v1/things", { config: { scope: "registry:write" }, schema: { body } }, async () => ({ ok: true }));
    routes.get(
      "/v1/things",
      {
        config: { scope: "registry:read" },
        schema: { querystring: z.strictObject({ limit: z.coerce.number().max(5).optional() }) },
      },
      async (request) => ({ tenant: request.principal.tenant }),
    );
    routes.get("/v1/things/one", { config: { scope: "registry:read" } }, async () => ({ one: 1 }));
    routes.get("/v1/broken", { config: { public: true } }, async () => {
      throw new Error("the password is hunter2");
    });
  },
};

describe("a server", () => {
  it("starts with no route that declares no access", async () => {
    const open: ServiceModule = {
      name: "open",
      checks: {},
      routes: async (app) => void app.get("/v1/open", async () => ""),
    };
    await expect(testServer([open])).rejects.toThrow(/GET \/v1\/open declares no access/);
  });

  it("answers every failure with a problem", async () => {
    await using server = await testServer([thing]);
    const authorization = `Bearer ${await server.tokenFor()}`;
    const json = { authorization, "content-type": "application/json" };
    const post = (payload: string, headers: Record<string, string> = json) =>
      server.app.inject({ method: "POST", url: "/v1/things", headers, payload });
    const cases = [
      [await post("{"), 400, "MALFORMED_JSON", undefined],
      [await post(""), 400, "MALFORMED_JSON", undefined],
      [await post('{"a/b":{"count":"x"}}'), 422, "VALIDATION_FAILED", "/a~1b/count"],
      [await post('{"x":["\\u0000"]}'), 422, "MALFORMED_TEXT", "/x/0"],
      [await post('{"x":"\\ud800"}'), 422, "MALFORMED_TEXT", "/x"],
      [await post(`${"[".repeat(100)}${"]".repeat(100)}`), 422, "DATA_TOO_DEEP", "/0".repeat(72)],
      [await post(`{"x":"${"y".repeat(2 ** 20)}"}`), 413, "TOO_LARGE", undefined],
      [await post("<a/>", { authorization, "content-type": "text/xml" }), 415, "UNSUPPORTED_MEDIA_TYPE", undefined],
      [
        await server.app.inject({ url: "/v1/things?limit=9", headers: { authorization } }),
        422,
        "VALIDATION_FAILED",
        "/query/limit",
      ],
      [
        await server.app.inject({ url: "/v1/things?lmit=1", headers: { authorization } }),
        422,
        "VALIDATION_FAILED",
        "/query/lmit",
      ],
      [await server.app.inject({ url: "/v1/nothing" }), 404, "NOT_FOUND", undefined],
      [await server.app.inject({ method: "DELETE", url: "/v1/things" }), 405, "METHOD_NOT_ALLOWED", undefined],
      [await server.app.inject({ url: "/v1/%zz" }), 400, "BAD_REQUEST", undefined],
      [await server.app.inject({ url: "/v1/broken" }), 500, "INTERNAL", undefined],
    ] as const;
    expect((await post("<a/>", { authorization, "content-type": "text/xml" })).json().detail).toBe(
      "text/xml is not read here: application/json is",
    );
    for (const [response, status, code, pointer] of cases) {
      expect(response.json()).toMatchObject({ status, code, type: expect.stringMatching(/^urn:troupe:error:/) });
      expect(response.json().traceId).toMatch(/^[0-9a-f]{32}$/);
      expect(response.statusCode).toBe(status);
      expect(response.headers["content-type"]).toMatch(/^application\/problem\+json/);
      expect(response.body).not.toContain("hunter2");
      if (pointer !== undefined) expect(response.json().errors[0].pointer).toBe(pointer);
    }
    expect(cases[11][0].headers.allow).toBe("POST, GET");
  });

  it("carries the caller's trace into its problems and logs, and no secret into its logs", async () => {
    const lines: string[] = [];
    const logger = createLogger({ service: "t", destination: { write: (line) => void lines.push(line) } });
    await using server = await testServer([thing], { logger });
    const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    const response = await server.app.inject({ url: "/v1/broken", headers: { traceparent } });
    expect(response.json().traceId).toBe("4bf92f3577b34da6a3ce929d0e0e4736");
    expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({
      level: "error",
      traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
    });
    logger.info({ token: "s3cret", request: { headers: { authorization: "s3cret" } }, data: "s3cret" }, "hello");
    expect(lines.at(-1)).not.toContain("s3cret");
  });

  it("is as loud about a failure as it is its own", async () => {
    const failing: ServiceModule = {
      name: "failing",
      checks: {},
      routes: async (app) => {
        app.get("/v1/:code", { config: { public: true } }, async (request) => {
          throw new TroupeError((request.params as { code: "DRAINING" }).code, "it is so");
        });
      },
    };
    const lines: { level: string; code?: string; err?: unknown }[] = [];
    const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
    const logger = createLogger({ service: "t", level: "debug", destination });
    await using server = await testServer([failing], { logger });
    for (const code of ["INTERNAL", "BUS_UNAVAILABLE", "DRAINING", "NOT_FOUND"]) {
      await server.app.inject({ url: `/v1/${code}` });
    }
    const said = lines
      .filter(({ code }) => code !== undefined)
      .map(({ level, code, err }) => [level, code, err !== undefined]);
    expect(said).toEqual([
      ["error", "INTERNAL", true],
      ["warn", "BUS_UNAVAILABLE", false],
      ["debug", "DRAINING", false],
    ]);
  });

  it("names the parameters that there are where one is not known", async () => {
    await using server = await testServer([thing]);
    const headers = { authorization: `Bearer ${await server.tokenFor()}` };
    const detail = async (url: string) => (await server.app.inject({ url, headers })).json().detail;
    expect(await detail("/v1/things?lmit=1")).toBe("/query/lmit: is not known here: there is limit");
    expect(await detail("/v1/things/one?limit=1")).toBe("/query/limit: is not known here: there are no parameters");
    expect((await server.app.inject({ url: "/v1/things/one", headers })).statusCode).toBe(200);
    expect((await server.app.inject({ url: "/livez?probe=1" })).statusCode).toBe(200);
  });

  it("asks for a token on all but the public routes", async () => {
    await using server = await testServer([thing]);
    const other = await generateKeyPair();
    const claims = { tenant: "acme", subject: "x", scopes: ["registry:read"], expiresInSeconds: 60 } as const;
    const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${(await server.tokenFor()).split(".")[1]}.`;
    const code = async (token?: string, method: "GET" | "POST" = "GET") => {
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
      return (await server.app.inject({ method, url: "/v1/things", headers })).json().code;
    };
    expect(await code()).toBe("UNAUTHENTICATED");
    expect(await code(none)).toBe("UNAUTHENTICATED");
    expect(await code(await createToken({ ...claims, privateKey: other.privateKey }))).toBe("UNAUTHENTICATED");
    expect(await code(await server.tokenFor({ tenant: "../x" }))).toBe("UNAUTHENTICATED");
    expect(await code(await server.tokenFor({ expiresInSeconds: -1 }))).toBe("TOKEN_EXPIRED");
    const own = "troupe:missions";
    await expect(server.tokenFor({ subject: own })).rejects.toMatchObject({ code: "VALIDATION_FAILED" });
    const signed = new SignJWT({ tenant: "acme", scope: "registry:read" }).setProtectedHeader({ alg: "EdDSA" });
    const pair = await generateKeyPair();
    const authenticator = await createAuthenticator({ publicKeys: [pair.publicKey] });
    const key = await importPKCS8(pair.privateKey, "EdDSA");
    const ofOther = await signed.setSubject(own).setExpirationTime("1h").sign(key);
    await expect((async () => authenticator.authenticate(`Bearer ${ofOther}`))()).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
      message: expect.stringContaining("sub"),
    });
    expect(await code(await server.tokenFor({ scopes: ["registry:read"] }), "POST")).toBe("FORBIDDEN");
    const token = await server.tokenFor({ tenant: "beta", scopes: ["registry:read"] });
    for (const _ of [1, 2]) {
      const response = await server.app.inject({ url: "/v1/things", headers: { authorization: `bearer ${token}` } });
      expect(response.json()).toEqual({ tenant: "beta" });
    }
    for (const url of ["/metrics", "/config/validate"]) {
      expect((await server.app.inject({ url })).statusCode).toBe(401);
      expect((await server.app.inject({ url, headers: { authorization: `Bearer ${token}` } })).statusCode).toBe(200);
    }
  });

  it("forgets a verified token when it expires", async () => {
    let now = Date.now();
    const { createAuthenticator } = await import("@troupe/service");
    const keys = await generateKeyPair();
    const authenticator = await createAuthenticator({ publicKeys: [keys.publicKey], clock: { now: () => now } });
    const token = await createToken({
      privateKey: keys.privateKey,
      tenant: "acme",
      subject: "x",
      scopes: [],
      expiresInSeconds: 60,
    });
    await authenticator.authenticate(`Bearer ${token}`);
    expect(authenticator.authenticate(`Bearer ${token}`)).toMatchObject({ tenant: "acme" });
    now += 61_000;
    expect(() => authenticator.authenticate(`Bearer ${token}`)).toThrow(/expired/);
  });

  it("tells its health check by check", async () => {
    const failing: ServiceModule = {
      ...thing,
      checks: { store: async () => undefined, bus: () => Promise.reject(new Error("no route to it")) },
    };
    await using server = await testServer([failing]);
    expect((await server.app.inject({ url: "/livez" })).json()).toMatchObject({ status: "live" });
    const ready = await server.app.inject({ url: "/readyz" });
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toMatchObject({
      status: "failing",
      checks: [
        { name: "things.store", ok: true },
        { name: "things.bus", ok: false, error: "no route to it" },
      ],
    });
  });

  it("limits one tenant and not the others", async () => {
    await using server = await testServer([thing], { rateLimit: { perSecond: 1, burst: 2 } });
    const get = async (tenant: string) => {
      const authorization = `Bearer ${await server.tokenFor({ tenant })}`;
      return server.app.inject({ url: "/v1/things", headers: { authorization } });
    };
    await get("acme");
    await get("acme");
    const refused = await get("acme");
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect(refused.json().code).toBe("RATE_LIMITED");
    expect((await get("beta")).statusCode).toBe(200);
  });

  it("describes any JSON value without a reference to what is not in the document", async () => {
    const anything: ServiceModule = {
      name: "anything",
      checks: {},
      routes: async (app) => {
        const schema = { body: z.object({ value: z.json() }), response: { 200: z.record(z.string(), z.json()) } };
        app.post("/v1/anything", { config: { public: true }, schema }, async () => ({}));
      },
    };
    await using server = await testServer([anything]);
    const { body } = await server.app.inject({ url: "/openapi.json" });
    expect(body).not.toMatch(/schemas\/schema\d/);
    expect(JSON.parse(body).paths["/v1/anything"].post.requestBody.content["application/json"].schema).toMatchObject({
      required: ["value"],
      properties: { value: {} },
    });
  });

  it("documents its routes and shows the documents", async () => {
    await using server = await testServer([thing]);
    const document = (await server.app.inject({ url: "/openapi.json" })).json();
    expect(document.openapi).toBe("3.1.0");
    expect(document.paths["/v1/things"].post.security).toEqual([{ bearer: [] }]);
    expect((await server.app.inject({ url: "/docs/" })).body).toContain("/openapi.json");
    expect((await server.app.inject({ url: "/docs/js/scalar.js" })).statusCode).toBe(200);
  });
});
