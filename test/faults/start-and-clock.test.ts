import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { apiOf } from "../kit/api.js";
import { KIT_PRELOADS, startBackbone } from "../kit/backbone.js";
import { eventually } from "../kit/eventually.js";
import type { ManagedProcess } from "../kit/process.js";
import { startLoad } from "../kit/run.js";

const HOUR_MS = 3_600_000;

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

test("wall clocks that jump an hour ahead and back, in service and agents, change nothing", {
  timeout: 120_000,
}, async () => {
  const preload = ["--import", fileURLToPath(new URL("clock-jump.mjs", KIT_PRELOADS))];
  await using backbone = await startBackbone({ registry: true, execArgv: preload });
  await using load = await startLoad(backbone, preload);
  await load.progress(50);
  const jump = async (process: ManagedProcess, clockJumpMs: number): Promise<void> => {
    const jumped = process.report((report) => "shiftMs" in report);
    load.history.record({ kind: "fault", what: `the clock of ${process.name} jumps ${clockJumpMs} ms` });
    process.tell({ clockJumpMs });
    await jumped;
    await load.progress(40);
  };
  for (const process of [backbone.services, ...load.workers, load.client]) {
    await jump(process, HOUR_MS);
    await jump(process, -2 * HOUR_MS);
    await jump(process, HOUR_MS);
  }
  const { counts } = await load.judge();
  expect(counts.redelivered).toBe(0);
});
