import { EventEmitter, once } from "node:events";
import { createMemoryBus, manualClock } from "@troupe/bus/memory";
import { missionsModule } from "@troupe/missions";
import { createLogger } from "@troupe/service";
import { type TestServer, testServer } from "@troupe/service/testing";
import type { Store } from "@troupe/store";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openShared } from "./bench.js";

const JSON_TEXT = { "content-type": "application/json" };
const answer = { id: "reply-1", type: "job.completed", topic: "action-results" };
const undoing = { key: "k", result: 1, startedAt: "2026-01-01T00:00:00Z" };

/** What another tenant gets on each route once `acme` has filled it. `:mission`, `:task`, `:run`, `:question` are acme's. */
const ROUTES: Record<string, { url: string; body?: object; expects: "empty" | "missing" | "own" | "refused" }> = {
  "POST /v1/missions": { url: "/v1/missions", body: { id: ":mission", type: "job.requested" }, expects: "own" },
  "GET /v1/missions": { url: "/v1/missions", expects: "empty" },
  "POST /v1/missions/rebuild": { url: "/v1/missions/rebuild", expects: "empty" },
  "GET /v1/missions/:id": { url: "/v1/missions/:mission", expects: "missing" },
  "PATCH /v1/missions/:id": { url: "/v1/missions/:mission", body: { ifRev: 1, tags: [] }, expects: "missing" },
  "POST /v1/missions/:id/cancel": { url: "/v1/missions/:mission/cancel", body: {}, expects: "missing" },
  "POST /v1/missions/:id/pause": { url: "/v1/missions/:mission/pause", body: {}, expects: "missing" },
  "POST /v1/missions/:id/resume": { url: "/v1/missions/:mission/resume", body: {}, expects: "missing" },
  "POST /v1/missions/:id/approve": {
    url: "/v1/missions/:mission/approve",
    body: { approved: true },
    expects: "missing",
  },
  "POST /v1/missions/:id/transitions": {
    url: "/v1/missions/:mission/transitions",
    body: { ifRev: 1, planner: "spy", handled: "x", state: 1 },
    expects: "missing",
  },
  "POST /v1/missions/:id/spend": { url: "/v1/missions/:mission/spend", body: { key: "k" }, expects: "missing" },
  "POST /v1/missions/:id/spend/:key": { url: "/v1/missions/:mission/spend/k", body: {}, expects: "missing" },
  "POST /v1/missions/:id/replay": { url: "/v1/missions/:mission/replay", body: {}, expects: "missing" },
  "GET /v1/missions/:id/history": { url: "/v1/missions/:mission/history", expects: "missing" },
  "GET /v1/missions/:id/steps": { url: "/v1/missions/:mission/steps", expects: "missing" },
  "GET /v1/missions/:id/graph": { url: "/v1/missions/:mission/graph", expects: "missing" },
  "GET /v1/breakers": { url: "/v1/breakers", expects: "empty" },
  "DELETE /v1/breakers/:agent": { url: "/v1/breakers/w", expects: "missing" },
  "POST /v1/tasks": { url: "/v1/tasks", body: { id: ":task", type: "job.requested" }, expects: "own" },
  "GET /v1/tasks": { url: "/v1/tasks?missionId=:mission", expects: "empty" },
  "GET /v1/tasks/:id": { url: "/v1/tasks/:task", expects: "missing" },
  "GET /v1/tasks/:id/steps": { url: "/v1/tasks/:task/steps", expects: "missing" },
  "POST /v1/tasks/:id/answer": {
    url: "/v1/tasks/:task/answer",
    body: { agent: "w", reply: answer },
    expects: "missing",
  },
  "POST /v1/tasks/:id/retry": { url: "/v1/tasks/:task/retry", body: {}, expects: "missing" },
  "POST /v1/runs": { url: "/v1/runs", body: { event: ":event", ...who() }, expects: "refused" },
  "GET /v1/runs": { url: "/v1/runs?taskId=:task", expects: "empty" },
  "POST /v1/runs/heartbeats": { url: "/v1/runs/heartbeats", body: { runs: [":run"] }, expects: "own" },
  "GET /v1/runs/:id": { url: "/v1/runs/:run", expects: "missing" },
  "POST /v1/runs/:id/steps": { url: "/v1/runs/:run/steps", body: undoing, expects: "missing" },
  "POST /v1/runs/:id/waits": { url: "/v1/runs/:run/waits", body: {}, expects: "missing" },
  "POST /v1/runs/:id/finish": { url: "/v1/runs/:run/finish", body: { outcome: "succeeded" }, expects: "missing" },
  "POST /v1/runs/:id/progress": { url: "/v1/runs/:run/progress", body: {}, expects: "missing" },
  "GET /v1/questions": { url: "/v1/questions", expects: "empty" },
  "GET /v1/questions/:id": { url: "/v1/questions/:question", expects: "missing" },
  "POST /v1/questions/:id/answer": { url: "/v1/questions/:question/answer", body: { value: 1 }, expects: "missing" },
};

function who() {
  return { agent: "w", group: "w", instance: "i", attempt: 1, maxAttempts: 5, leaseMs: 30_000 };
}

describe("routes of missions", () => {
  let store: Store;
  let server: TestServer;
  let url: string;
  const tokens = new Map<string, string>();
  const bus = createMemoryBus({ clock: manualClock() });
  const names: Record<string, string> = {};
  let event: object;

  async function call(method: string, target: string, body?: unknown, tenant = "acme") {
    const token = tokens.get(tenant) ?? (await server.tokenFor({ tenant }));
    tokens.set(tenant, token);
    const response = await server.app.inject({
      method: method as "GET",
      url: target,
      headers: { authorization: `Bearer ${token}`, ...(typeof body === "string" ? JSON_TEXT : {}) },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: bodies are looked into freely by the tests
    return { status: response.statusCode, body: (response.body === "" ? undefined : response.json()) as any };
  }
  const filled = (text: string) =>
    text.replace(/:(mission|task|run|question)\b/g, (_, name: string) => names[name] ?? "");
  const bodyOf = (body: object | undefined) =>
    body === undefined
      ? undefined
      : (JSON.parse(filled(JSON.stringify(body)).replace('":event"', JSON.stringify(event))) as object);

  beforeAll(async () => {
    store = await openShared();
    const logger = createLogger({ service: "missions", level: "silent" });
    server = await testServer([missionsModule({ store, bus, clock: manualClock(), ids: v7, logger })]);
    url = await server.listen();
    const mission = await call("POST", "/v1/missions", {
      type: "job.requested",
      tags: ["secret"],
      data: { word: "secret" },
    });
    expect(mission.status).toBe(201);
    names.mission = mission.body.id;
    names.task = mission.body.taskId;
    let found: object | undefined;
    while (found === undefined) found = await bus.find("acme", mission.body.taskId);
    event = found;
    const begun = await call("POST", "/v1/runs", { event, ...who() });
    names.run = begun.body.run.id;
    const waits = [{ key: "ask", for: { kind: "question", question: "secret?" } }];
    await call("POST", `/v1/runs/${names.run}/waits`, { waits });
    names.question = (await call("GET", "/v1/questions")).body.items[0].id;
  });
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
    await store?.close();
  });

  it("knows every route", () => {
    const { paths } = server.app.swagger() as { paths: Record<string, Record<string, unknown>> };
    const known = Object.entries(paths)
      .filter(([path]) => path.startsWith("/v1/") && path !== "/v1/missions/stream")
      .flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
      );
    expect(known.sort()).toEqual(Object.keys(ROUTES).sort());
  });

  it.each(Object.entries(ROUTES))("%s gives another tenant nothing", async (route, { url: path, body, expects }) => {
    const other = `other-${Object.keys(ROUTES).indexOf(route)}`;
    const answer = await call(route.split(" ")[0] ?? "", filled(path), bodyOf(body), other);
    if (expects === "missing") expect(answer).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
    else if (expects === "refused") expect(answer).toMatchObject({ status: 422, body: { code: "VALIDATION_FAILED" } });
    else expect([200, 201]).toContain(answer.status);
    if (expects === "empty") expect(JSON.stringify(answer.body)).not.toMatch(/secret|job/);
    if (route === "POST /v1/runs/heartbeats")
      expect(answer.body).toEqual({ stop: [{ run: names.run, reason: "superseded" }] });
    const mine = await call("GET", `/v1/missions/${names.mission}`);
    expect(mine.body).toMatchObject({ status: "running", rev: 1, tags: ["secret"] });
    expect((await call("GET", `/v1/runs/${names.run}`)).body).toMatchObject({ status: "running", number: 1 });
    expect((await call("GET", `/v1/questions/${names.question}`)).body.status).toBe("waiting");
  });

  it.each(Object.entries(ROUTES))("%s wants a token with its scope", async (route, { url: path, body }) => {
    const request = {
      method: route.split(" ")[0] as "GET",
      url: filled(path),
      ...(body === undefined ? {} : { payload: bodyOf(body) as object }),
    };
    expect((await server.app.inject(request)).statusCode).toBe(401);
    const token = await server.tokenFor({ scopes: ["events:publish"] });
    expect((await server.app.inject({ ...request, headers: { authorization: `Bearer ${token}` } })).statusCode).toBe(
      403,
    );
  });

  it("keeps no stream open for a client that left while it was opened", async () => {
    const moments = new EventEmitter();
    const [opened, gone, closed] = ["opened", "gone", "closed"].map((moment) => once(moments, moment));
    const observe = bus.observe.bind(bus);
    const spy = vi.spyOn(bus, "observe").mockImplementationOnce(async (tenant, request) => {
      const observation = await observe(tenant, request);
      const close = observation.close.bind(observation);
      observation.close = () => close().finally(() => moments.emit("closed"));
      moments.emit("opened");
      await gone;
      return observation;
    });
    server.app.server.once("connection", (socket) => socket.once("close", () => moments.emit("gone")));
    const leaving = new AbortController();
    const headers = { authorization: `Bearer ${await server.tokenFor()}`, accept: "text/event-stream" };
    const answer = fetch(`${url}/v1/missions/stream`, { headers, signal: leaving.signal });
    await opened;
    leaving.abort();
    await expect(answer).rejects.toThrow("aborted");
    await closed;
    spy.mockRestore();
  });

  it("says what is wrong with a request", async () => {
    const wrong = await call("POST", "/v1/missions", { type: "no type", budget: { actions: -1 }, more: 1 });
    expect(wrong).toMatchObject({ status: 422, body: { code: "VALIDATION_FAILED" } });
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      "/budget/actions",
      "/more",
      "/type",
    ]);
    expect(await call("PATCH", `/v1/missions/${names.mission}`, { ifRev: 9 })).toMatchObject({
      status: 409,
      body: {
        code: "REV_CONFLICT",
        current: { id: names.mission, rev: 1 },
        hint: `troupe missions show ${names.mission}`,
      },
    });
    expect((await call("GET", "/v1/missions?cursor=x")).body.code).toBe("CURSOR_INVALID");
    expect((await call("GET", "/v1/missions?limit=500")).status).toBe(422);
    const done = await call("GET", "/v1/missions?status=running,done");
    expect(done).toMatchObject({ status: 422, body: { errors: [{ pointer: "/query/status" }] } });
    expect((await call("GET", "/v1/tasks?status=running, queued")).status).toBe(200);
    expect((await call("POST", "/v1/missions/none/cancel", {})).body).toMatchObject({ hint: "troupe missions list" });
    expect((await call("GET", "/v1/runs/none")).body).toMatchObject({ hint: "troupe tasks list" });
    for (const id of ["stream", ".", ".."]) {
      const unreadable = await call("POST", "/v1/missions", { id });
      expect(unreadable).toMatchObject({ status: 422, body: { errors: [{ pointer: "/id" }] } });
    }
    expect((await call("POST", "/v1/tasks", { id: "..", type: "job.requested" })).body.errors[0].pointer).toBe("/id");
    const agent = await call("GET", "/v1/tasks?agent=two%20words");
    expect(agent.body.errors).toEqual([
      { pointer: "/query/agent", message: expect.stringContaining("an agent's name is 1 to 64 letters") },
    ]);
    const unknown = await call("GET", "/v1/missions/stream?types=mission.created,mission.done");
    expect(unknown).toMatchObject({ status: 422, body: { errors: [{ pointer: "/query/types" }] } });
    const foreign = await call("GET", "/v1/missions/stream?cursor=x");
    expect(foreign).toMatchObject({
      status: 400,
      body: { code: "CURSOR_INVALID", hint: expect.stringContaining("leave cursor") },
    });
  });

  it.each(["POST /v1/missions", "POST /v1/tasks", "POST /v1/runs", "PATCH /v1/missions/:id"])(
    "reads nothing but an object at %s",
    async (route) => {
      const [method = "", path = ""] = [route.split(" ")[0], ROUTES[route]?.url];
      for (const body of [undefined, null, [], "a text", 5]) {
        const refused = await call(method, filled(path), body === undefined ? undefined : JSON.stringify(body));
        expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "" }] } });
      }
    },
  );

  it("takes no number, time or text that it could not keep", async () => {
    const { body: mission } = await call("POST", "/v1/missions", { type: "bounded.requested" });
    const { body: begun } = await call("POST", "/v1/runs", { event: { ...event, id: "bounded-1" }, ...who() });
    const [mine, run] = [`/v1/missions/${mission.id}`, `/v1/runs/${begun.run.id}`];
    const [huge, started] = [9_007_199_254_740_991, { startedAt: "2026-01-01T00:00:00Z" }];
    const begin = (more: object, said: object = {}) => [
      "POST",
      "/v1/runs",
      { event: { ...event, ...said }, ...who(), ...more },
    ];
    const wait = (what: object) => ["POST", `${run}/waits`, { waits: [{ key: "w", for: what }] }];
    const refused: unknown[][] = [
      ...["actions", "hops", "repeats", "wallMs", "cost"].map((name) => [
        "POST",
        "/v1/missions",
        { goal: "x", budget: { [name]: huge } },
      ]),
      ["POST", "/v1/missions", { goal: "x", deadline: "0000-01-01T00:00:00Z" }],
      ["POST", "/v1/missions", { goal: "x", deadline: "9999-12-31T23:59:59-01:00" }],
      ["PATCH", mine, { ifRev: 3_000_000_000 }],
      ["POST", `${mine}/spend`, { key: "a", actions: 3_000_000_000 }],
      ["POST", `${mine}/spend`, { key: "a", tokens: huge }],
      ["POST", `${mine}/spend`, { key: "a", cost: 1e300 }],
      ["GET", "/v1/missions?after=0000-01-01T00:00:00Z"],
      ["GET", "/v1/tasks?before=2026-01-01T00:00:00-23:59"],
      begin({ leaseMs: huge }),
      begin({ timeoutMs: huge }),
      begin({ attempt: huge }),
      begin({}, { hops: 3_000_000_000 }),
      begin({}, { time: "0000-01-01T00:00:00Z" }),
      begin({}, { tenantid: "stranger" }),
      ["POST", `${run}/steps`, { key: "a", ...started, tokens: 3_000_000_000 }],
      ["POST", `${run}/steps`, { key: "a", startedAt: "0000-01-01T00:00:00Z" }],
      wait({ kind: "sleep", until: "0000-01-01T00:00:00Z" }),
      wait({ kind: "question", question: "?", schema: { type: "nonsense" } }),
      wait({ kind: "question", question: "?", schema: { $ref: "#/nowhere" } }),
      wait({ kind: "tasks", requests: [answer], join: { policy: "quorum", count: 2 } }),
      wait({ kind: "tasks", requests: [answer, answer], join: { policy: "all" } }),
    ];
    for (const [method, target, body] of refused) {
      const refusal = await call(String(method), String(target), body);
      expect({ method, target, body, status: refusal.status }).toMatchObject({ status: 422 });
      expect(refusal.body.errors[0].pointer).not.toBe("");
    }
    expect((await call("GET", mine)).body).toMatchObject({ status: "queued", rev: 1, spent: { tokens: 0 } });
  });

  it("takes no task or mission for another that has its id", async () => {
    const asked = { id: "twice-1", type: "twice.requested", data: { n: 1 } };
    const made = await call("POST", "/v1/tasks", asked);
    expect((await call("POST", "/v1/tasks", asked)).body).toEqual(made.body);
    for (const more of [{ type: "other.requested" }, { topic: "plan-events" }]) {
      expect(await call("POST", "/v1/tasks", { ...asked, ...more })).toMatchObject({
        status: 409,
        body: { code: "CONFLICT", hint: "troupe tasks show twice-1" },
      });
    }
    const mine = `/v1/missions/${names.mission}`;
    const itself = await call("POST", `${mine}/replay`, { id: names.mission });
    expect(itself).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
    const stray = await call("POST", `${mine}/replay`, { task: "twice-1" });
    expect(stray).toMatchObject({ status: 404, body: { hint: `troupe tasks list --mission ${names.mission}` } });
  });

  it("answers in time, whatever a question's schema asks of the answer", async () => {
    const { body: begun } = await call("POST", "/v1/runs", { event: { ...event, id: "slow-1" }, ...who() });
    const slow = { kind: "question", question: "?", schema: { type: "string", pattern: "^(a+)+$" } };
    await call("POST", `/v1/runs/${begun.run.id}/waits`, { waits: [{ key: "slow", for: slow }] });
    const { items } = (await call("GET", "/v1/questions")).body;
    const asked = items.find(({ taskId }: { taskId: string }) => taskId === begun.task.id);
    const late = await call("POST", `/v1/questions/${asked.id}/answer`, { value: `${"a".repeat(60)}!` });
    const why = "nothing was made of it within 1000 ms";
    expect(late).toMatchObject({ status: 422, body: { errors: [{ pointer: "/value", message: why }] } });
    expect((await call("POST", `/v1/questions/${asked.id}/answer`, { value: "aaa" })).status).toBe(200);
  });

  it("takes 64 levels of data wherever it is handed in, and no more", async () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
    const begin = async (id: string) =>
      (await call("POST", "/v1/runs", { event: { ...event, id }, ...who() })).body.run.id as string;
    const [deep, other] = [await begin("deep-1"), await begin("deep-2")];
    const emit = (data: unknown) => ({ id: "deep-3", type: "deep.requested", topic: "action-requests", data });
    const wait = (data: unknown) => ({ kind: "tasks", requests: [emit(data)], join: { policy: "all" } });
    const places: [target: string, pointer: string, body: (data: unknown) => object][] = [
      ["/v1/missions", "/data", (data) => ({ type: "deep.requested", data })],
      ["/v1/tasks", "/data", (data) => ({ type: "deep.requested", data })],
      [`/v1/runs/${deep}/steps`, "/result", (result) => ({ ...undoing, result })],
      [`/v1/runs/${deep}/steps`, "/undo/data", (data) => ({ ...undoing, key: "u", undo: { type: "un.done", data } })],
      [
        `/v1/runs/${deep}/waits`,
        "/waits/0/for/requests/0/data",
        (data) => ({ waits: [{ key: "w", for: wait(data) }] }),
      ],
      [`/v1/runs/${deep}/finish`, "/result", (result) => ({ outcome: "succeeded", result })],
      [`/v1/runs/${other}/finish`, "/reply/data", (data) => ({ outcome: "succeeded", reply: emit(data) })],
    ];
    for (const [target, pointer, body] of places) {
      const refusal = await call("POST", target, body(nested(65)));
      expect({ target, ...refusal }).toMatchObject({
        status: 422,
        body: { code: "DATA_TOO_DEEP", errors: [{ pointer }] },
      });
      const taken = await call("POST", target, body(nested(64)));
      expect({ target, ...taken }).toMatchObject({ status: expect.toSatisfy((status: number) => status < 300) });
    }
  });

  it("takes an answer of 512 KiB, whatever it is written in, and no larger one", async () => {
    const answer = (word: string, bytes: number) => word.repeat(Math.floor(bytes / Buffer.byteLength(word)));
    const reply = (data: string) => ({
      id: `${data.length}-large`,
      type: "large.completed",
      topic: "action-results",
      data,
    });
    for (const [at, word] of ["x", "漢"].entries()) {
      const { body } = await call("POST", "/v1/runs", { event: { ...event, id: `large-${at}` }, ...who() });
      const path = `/v1/runs/${body.run.id}/finish`;
      const end = (result: string) => ({ outcome: "succeeded", result, reply: reply(result) });
      const large = await call("POST", path, end(answer(word, 550_000)));
      expect(large).toMatchObject({ status: 413, body: { code: "EVENT_TOO_LARGE" } });
      expect(await call("POST", path, end(answer(word, 520_000)))).toMatchObject({ status: 200 });
    }
  });

  it("steers without a body, and knows the cursors of other lists and tenants", async () => {
    const { body: mission } = await call("POST", "/v1/missions", { type: "steered.requested" });
    for (const what of ["pause", "resume", "cancel", "replay"]) {
      expect([what, (await call("POST", `/v1/missions/${mission.id}/${what}`)).status]).toEqual([
        what,
        what === "replay" ? 201 : 200,
      ]);
    }
    const { cursor } = (await call("GET", "/v1/missions?limit=1")).body;
    expect((await call("GET", `/v1/missions?cursor=${cursor}`)).status).toBe(200);
    for (const [tenant, list] of [
      ["acme", "tasks"],
      ["beta", "missions"],
    ] as const) {
      const foreign = await call("GET", `/v1/${list}?cursor=${cursor}`, undefined, tenant);
      expect(foreign).toMatchObject({ status: 400, body: { code: "CURSOR_INVALID" } });
    }
  });

  it("streams changes as they happen, of the tenant alone, and resumes after an id", async () => {
    const open = async (query: string, tenant = "acme", lastId?: string) => {
      const token = await server.tokenFor({ tenant });
      const abort = new AbortController();
      const headers = {
        authorization: `Bearer ${token}`,
        accept: "text/event-stream",
        ...(lastId === undefined ? {} : { "last-event-id": lastId }),
      };
      const response = await fetch(`${url}/v1/missions/stream${query}`, { headers, signal: abort.signal });
      expect(response.status).toBe(200);
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      const next = async (): Promise<{ event: string; id: string; data: Record<string, unknown> }> => {
        for (;;) {
          const end = text.indexOf("\n\n");
          if (end >= 0) {
            const lines = text.slice(0, end).split("\n");
            text = text.slice(end + 2);
            const field = (name: string) =>
              lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? "";
            if (field("data") === "") continue;
            return { event: field("event"), id: field("id"), data: JSON.parse(field("data")) };
          }
          const read = await reader?.read();
          if (read?.done !== false) throw new Error("the stream ended");
          text += read.value;
        }
      };
      return { next, close: () => abort.abort() };
    };
    const all = await open("?types=mission.created,mission.cancelled");
    const foreign = await open("", "stranger");
    expect((await all.next()).event).toBe("ready");
    expect((await foreign.next()).event).toBe("ready");
    const made = (await call("POST", "/v1/missions", { type: "job.requested" })).body;
    const first = await all.next();
    expect(first).toMatchObject({
      event: "change",
      data: { type: "mission.created", missionId: made.id, actor: "tester" },
    });
    await call("POST", `/v1/missions/${made.id}/cancel`, { reason: "enough" });
    expect((await all.next()).data).toMatchObject({ type: "mission.cancelled", missionId: made.id });
    all.close();
    const resumed = await open(`?missionId=${made.id}&types=mission.cancelled`, "acme", first.id);
    expect((await resumed.next()).event).toBe("ready");
    expect((await resumed.next()).data).toMatchObject({ type: "mission.cancelled" });
    resumed.close();
    const own = (await call("POST", "/v1/missions", { type: "own.requested" }, "stranger")).body;
    expect((await foreign.next()).data).toMatchObject({ missionId: own.id });
    foreign.close();
  });
});
