import { createMemoryBus, manualClock } from "@troupe/bus/memory";
import { missionsModule } from "@troupe/missions";
import { createConformance } from "@troupe/schemas";
import { createLogger } from "@troupe/service";
import { type TestServer, testServer } from "@troupe/service/testing";
import type { Store } from "@troupe/store";
import { v7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openShared } from "./bench.js";

const bus = createMemoryBus({ clock: manualClock() });
let store: Store;
let server: TestServer;

beforeAll(async () => {
  store = await openShared();
  const logger = createLogger({ service: "missions", level: "silent" });
  const policyOf = (tenant: string) => (tenant === "strict" ? "strict" : tenant === "lax" ? "off" : "known");
  const conformance = createConformance({ mirror: bus.mirror, policyOf, logger });
  server = await testServer([missionsModule({ store, bus, clock: manualClock(), ids: v7, logger, conformance })]);
  await server.listen();
  const schema = { type: "object", required: ["to"], properties: { to: { type: "string" } } };
  for (const tenant of ["acme", "strict", "lax"]) {
    for (const type of ["trip.requested", "hotel.requested"]) {
      await bus.mirror.put(tenant, { type, topic: "action-requests", version: "1.0.0", schemas: { "1.0.0": schema } });
    }
  }
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await store?.close();
});

async function call(url: string, body: object, tenant = "acme") {
  const headers = { authorization: `Bearer ${await server.tokenFor({ tenant })}` };
  const response = await server.app.inject({ method: "POST", url, headers, payload: body });
  return { status: response.statusCode, body: response.json() };
}

/** A run of a new mission's goal. */
async function running() {
  const { body: mission } = await call("/v1/missions", { type: "trip.requested", data: { to: "Rome" } });
  let event: object | undefined;
  while (event === undefined) event = await bus.find("acme", mission.taskId);
  const who = { agent: "w", group: "w", instance: "i", attempt: 1, maxAttempts: 5, leaseMs: 30_000 };
  const { body: begun } = await call("/v1/runs", { event, ...who });
  return { mission: begun.task.missionId as string, path: `/v1/runs/${begun.run.id}` };
}

const wrong = { to: 7 };
const misfit = (pointer: string) => ({ status: 422, body: { code: "SCHEMA_MISMATCH", errors: [{ pointer }] } });

test.each(["/v1/missions", "/v1/tasks"])("POST %s holds its request against what is registered", async (url) => {
  const request = { type: "trip.requested" };
  expect(await call(url, { ...request, data: wrong })).toMatchObject(misfit("/data/to"));
  expect(await call(url, { ...request, data: {} })).toMatchObject(misfit("/data/to"));
  expect(await call(url, { ...request, data: { to: "Rome" }, topic: "business-facts" })).toMatchObject({
    status: 422,
    body: { code: "TOPIC_MISMATCH", errors: [{ pointer: "/topic" }] },
  });
  expect(await call(url, { ...request, data: { to: "Rome" } })).toMatchObject({ status: 201 });
  expect(await call(url, { type: "never.registered" })).toMatchObject({ status: 201 });
});

test("a strict tenant's missions ask for registered types alone, and nothing is held against a lax one's", async () => {
  const unknown = { status: 422, body: { code: "EVENT_TYPE_UNKNOWN", errors: [{ pointer: "/type" }] } };
  expect(await call("/v1/missions", { type: "never.registered" }, "strict")).toMatchObject(unknown);
  expect(await call("/v1/tasks", { type: "never.registered" }, "strict")).toMatchObject(unknown);
  expect(await call("/v1/missions", { type: "trip.requested", data: wrong }, "lax")).toMatchObject({ status: 201 });
});

test("what a task asks for and publishes is held against what is registered, and nothing of it is sent", async () => {
  const { path } = await running();
  const part = (id: string, data: object) => ({ id, type: "hotel.requested", topic: "action-requests", data });
  const requests = [part("part-0", { to: "Pisa" }), part("part-1", wrong)];
  const all = { key: "all", for: { kind: "tasks", requests, join: { policy: "all" } } };
  expect(await call(`${path}/waits`, { waits: [all] })).toMatchObject(misfit("/waits/0/for/requests/1/data/to"));
  const one = { key: "one", for: { kind: "task", request: part("part-2", wrong) } };
  expect(await call(`${path}/waits`, { waits: [one] })).toMatchObject(misfit("/waits/0/for/request/data/to"));
  const step = { key: "told", kind: "publish", startedAt: "2026-01-01T00:00:00Z", emit: part("told-0", wrong) };
  expect(await call(`${path}/steps`, step)).toMatchObject(misfit("/emit/data/to"));
  for (const id of ["part-0", "part-1", "part-2", "told-0"]) expect(await bus.find("acme", id)).toBeUndefined();
});

test("what a planner sends is held against what is registered, and its decision does not count", async () => {
  const { mission } = await running();
  const emit = [{ id: "sent-0", type: "hotel.requested", topic: "action-requests", data: wrong, isTask: true }];
  const decision = { ifRev: 2, planner: "p", handled: "x", state: { at: "asking" }, emit };
  expect(await call(`/v1/missions/${mission}/transitions`, decision)).toMatchObject(misfit("/emit/0/data/to"));
  expect(await bus.find("acme", "sent-0")).toBeUndefined();
});
