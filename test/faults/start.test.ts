import { expect, test } from "vitest";
import { apiOf } from "../kit/api.js";
import { startBackbone } from "../kit/backbone.js";
import { eventually } from "../kit/eventually.js";

test("a service that is there before its nats-server works once the server is", { timeout: 60_000 }, async () => {
  await using backbone = await startBackbone({ stopped: true, production: true });
  const api = apiOf(backbone.directUrl, await backbone.tokenFor());
  await backbone.services.start();
  expect((await api.call("GET", "/livez")).status).toBe(200);
  expect((await api.call("GET", "/readyz")).status).toBe(503);
  expect(await api.publish({ type: "start.early" })).toMatchObject({ status: 503, body: { code: "BUS_UNAVAILABLE" } });
  await backbone.nats.restart();
  await eventually("ready", async () => (await api.call("GET", "/readyz")).status === 200, { withinMs: 30_000 });
  const stored = await eventually("a publish to be stored", async () => {
    const answer = await api.publish({ type: "start.late", id: "start.late-1" });
    return answer.status < 300 ? answer : undefined;
  });
  expect(stored.body).toMatchObject({ id: "start.late-1", topic: "business-facts" });
});
