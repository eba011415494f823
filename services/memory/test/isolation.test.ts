import { unprotectedTables } from "@troupe/store/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Bench, openBench } from "./harness.js";
import { onEveryStore } from "./stores.js";

const SECRET = "wolverine";
const search = { query: SECRET };

interface Route {
  readonly url: (ids: { item: string }) => string;
  readonly body?: unknown;
  readonly contentType?: string;
  /** What a stranger gets: nothing of ours in a 200, a 404, or a thing of its own. */
  readonly expects: "empty" | "missing" | "own";
}

const at =
  (url: string): (() => string) =>
  () =>
    url;

const ROUTES: Record<string, Route> = {
  "POST /v1/memory/semantic/items": { url: at("/v1/memory/semantic/items"), body: { text: "mine" }, expects: "own" },
  "GET /v1/memory/semantic/items": { url: at("/v1/memory/semantic/items"), expects: "empty" },
  "GET /v1/memory/semantic/items/:id": { url: ({ item }) => `/v1/memory/semantic/items/${item}`, expects: "missing" },
  "PATCH /v1/memory/semantic/items/:id": {
    url: ({ item }) => `/v1/memory/semantic/items/${item}`,
    body: { importance: 1 },
    expects: "missing",
  },
  "POST /v1/memory/semantic/items/:id/release": {
    url: ({ item }) => `/v1/memory/semantic/items/${item}/release`,
    expects: "missing",
  },
  "POST /v1/memory/semantic/search": { url: at("/v1/memory/semantic/search"), body: search, expects: "empty" },
  "POST /v1/memory/episodic/interactions": {
    url: at("/v1/memory/episodic/interactions"),
    body: { role: "user", text: "mine" },
    expects: "own",
  },
  "GET /v1/memory/episodic/interactions": {
    url: at("/v1/memory/episodic/interactions?conversation=c1"),
    expects: "empty",
  },
  "POST /v1/memory/episodic/summaries": {
    url: at("/v1/memory/episodic/summaries"),
    body: { text: "mine", interactionIds: ["$item"] },
    expects: "missing",
  },
  "POST /v1/memory/episodic/search": { url: at("/v1/memory/episodic/search"), body: search, expects: "empty" },
  "GET /v1/memory/procedural": { url: at("/v1/memory/procedural"), expects: "empty" },
  "GET /v1/memory/procedural/:name": { url: at("/v1/memory/procedural/spy"), expects: "missing" },
  "GET /v1/memory/procedural/:name/versions/:version": {
    url: at("/v1/memory/procedural/spy/versions/1.0.0"),
    expects: "missing",
  },
  "PUT /v1/memory/procedural/:name": {
    url: at("/v1/memory/procedural/spy"),
    body: { type: "rule", content: "mine" },
    expects: "own",
  },
  "DELETE /v1/memory/procedural/:name": { url: at("/v1/memory/procedural/spy"), expects: "missing" },
  "POST /v1/memory/procedural/:name/feedback": {
    url: at("/v1/memory/procedural/spy/feedback"),
    body: { outcome: "hurt" },
    expects: "missing",
  },
  "POST /v1/memory/procedural/relevant": {
    url: at("/v1/memory/procedural/relevant"),
    body: { situation: SECRET },
    expects: "empty",
  },
  "GET /v1/memory/working/:mission": { url: at("/v1/memory/working/m1"), expects: "empty" },
  "DELETE /v1/memory/working/:mission": { url: at("/v1/memory/working/m1"), expects: "empty" },
  "GET /v1/memory/working/:mission/:key": { url: at("/v1/memory/working/m1/k"), expects: "missing" },
  "PUT /v1/memory/working/:mission/:key": { url: at("/v1/memory/working/m1/k"), body: { value: 1 }, expects: "own" },
  "DELETE /v1/memory/working/:mission/:key": { url: at("/v1/memory/working/m1/k"), expects: "missing" },
  "POST /v1/memory/working/:mission/:key/increment": {
    url: at("/v1/memory/working/m1/k/increment"),
    body: {},
    expects: "own",
  },
  "POST /v1/memory/working/:mission/:key/append": {
    url: at("/v1/memory/working/m1/k/append"),
    body: { values: [1] },
    expects: "own",
  },
  "GET /v1/memory/items/:id": { url: ({ item }) => `/v1/memory/items/${item}`, expects: "missing" },
  "DELETE /v1/memory/items/:id": { url: ({ item }) => `/v1/memory/items/${item}`, expects: "missing" },
  "POST /v1/memory/forget": { url: at("/v1/memory/forget"), body: { user: "owner" }, expects: "empty" },
  "GET /v1/memory/receipts": { url: at("/v1/memory/receipts?limit=10"), expects: "empty" },
  "GET /v1/memory/stats": { url: at("/v1/memory/stats"), expects: "empty" },
  "GET /v1/memory/export": { url: at("/v1/memory/export"), expects: "empty" },
  "POST /v1/memory/import": {
    url: at("/v1/memory/import"),
    body: "",
    contentType: "application/x-ndjson",
    expects: "own",
  },
  "GET /v1/memory/reembed": { url: at("/v1/memory/reembed"), expects: "empty" },
  "POST /v1/memory/reembed": { url: at("/v1/memory/reembed"), body: { model: "none" }, expects: "empty" },
};

onEveryStore("tenants, users and scopes on every route", (url) => {
  let bench: Bench;
  let item: string;
  const owner = { tenant: "acme", subject: "owner", headers: { "troupe-conversation": "c1" } };
  beforeAll(async () => {
    bench = await openBench(await url());
    const text = `The ${SECRET} is ours`;
    item = (await bench.call("POST", "/v1/memory/semantic/items", { text, scope: "private" }, owner)).body.item.id;
    await bench.call("POST", "/v1/memory/episodic/interactions", { role: "user", text }, owner);
    await bench.call("PUT", "/v1/memory/procedural/spy", { type: "skill", content: text, triggers: [SECRET] }, owner);
    await bench.call("PUT", "/v1/memory/working/m1/k", { value: SECRET }, owner);
  });
  afterAll(() => bench?.[Symbol.asyncDispose]());

  const request = (route: Route) => {
    const filled = typeof route.body === "string" ? route.body : JSON.stringify(route.body)?.replace("$item", item);
    const body = filled === undefined || typeof route.body === "string" ? filled : JSON.parse(filled);
    return { path: route.url({ item }), body };
  };

  it("knows every route", () => {
    const { paths } = bench.server.app.swagger() as { paths: Record<string, Record<string, unknown>> };
    const routes = Object.entries(paths)
      .filter(([path]) => path.startsWith("/v1/"))
      .flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
      );
    expect(routes.sort()).toEqual(Object.keys(ROUTES).sort());
  });

  it.each(Object.entries(ROUTES))("%s gives another tenant nothing", async (name, route) => {
    const { path, body } = request(route);
    const tenant = `other-${Object.keys(ROUTES).indexOf(name)}`;
    const options = {
      tenant,
      subject: "owner",
      ...(route.contentType === undefined ? {} : { contentType: route.contentType }),
    };
    const answer = await bench.call(name.split(" ")[0] ?? "", path, body, options);
    if (route.expects === "missing") expect(answer).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
    expect(answer.text).not.toContain(SECRET);
    const mine = await bench.call("POST", "/v1/memory/semantic/search", search, owner);
    expect(mine.body.items).toHaveLength(1);
    expect((await bench.call("GET", "/v1/memory/working/m1/k", undefined, owner)).body).toMatchObject({
      value: SECRET,
      rev: 1,
    });
    expect((await bench.call("GET", "/v1/memory/procedural/spy", undefined, owner)).body).toMatchObject({ hurt: 0 });
  });

  it("gives another user of the tenant nothing that is private", async () => {
    const stranger = {
      tenant: "acme",
      subject: "stranger",
      headers: { "troupe-conversation": "c1" },
      scopes: ["memory:read", "memory:write"] as const,
    };
    for (const kind of ["semantic", "episodic"]) {
      expect((await bench.call("POST", `/v1/memory/${kind}/search`, search, stranger)).body.items).toEqual([]);
    }
    for (const [method, path] of [
      ["GET", `/v1/memory/semantic/items/${item}`],
      ["PATCH", `/v1/memory/semantic/items/${item}`],
      ["GET", `/v1/memory/items/${item}`],
      ["DELETE", `/v1/memory/items/${item}`],
    ] as const) {
      expect(
        (await bench.call(method, path, method === "PATCH" ? { importance: 0 } : undefined, stranger)).status,
      ).toBe(404);
    }
    const list = await bench.call("GET", "/v1/memory/episodic/interactions?conversation=c1", undefined, stranger);
    expect(list.body.items).toEqual([]);
    const posing = { ...stranger, headers: { "troupe-user": "owner" } };
    expect((await bench.call("POST", "/v1/memory/semantic/search", search, posing)).body.items).toEqual([]);
  });

  it.each(Object.entries(ROUTES))("%s wants a token with its scope", async (name, route) => {
    const { path, body } = request(route);
    const method = name.split(" ")[0] as "GET";
    const headers = route.contentType === undefined ? {} : { "content-type": route.contentType };
    const bare = await bench.server.app.inject({
      method,
      url: path,
      headers,
      ...(body === undefined ? {} : { payload: body }),
    });
    expect(bare.statusCode).toBe(401);
    const options = {
      scopes: ["events:publish"] as const,
      ...(route.contentType === undefined ? {} : { contentType: route.contentType }),
    };
    expect((await bench.call(method, path, body, options)).status).toBe(403);
  });

  it("shows no row of any table to another tenant, and takes none for one", async () => {
    const tables = await bench.store.withSystem((tx) =>
      tx.execute<{ name: string }>(`select c.oid::regclass::text as name from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
        where c.relnamespace = 'memory'::regnamespace and c.relkind in ('r', 'p') order by 1`),
    );
    expect(tables.length).toBeGreaterThan(15);
    const countOf = async (tenant: string, name: string): Promise<number> => {
      const rows = await bench.store.once<{ n: number }>(tenant, `select count(*)::int as n from ${name}`);
      return rows[0]?.n ?? 0;
    };
    let ours = 0;
    for (const { name } of tables) {
      expect(await countOf("nobody", name), name).toBe(0);
      if ((await countOf("acme", name)) === 0) continue;
      ours++;
      await expect(bench.store.once("acme", `update ${name} set tenant_id = 'nobody'`), name).rejects.toThrow();
    }
    expect(ours).toBeGreaterThan(6);
  });

  it("leaves no table without forced row-level security", async () => {
    expect(await unprotectedTables(bench.store)).toEqual([]);
  });
});
