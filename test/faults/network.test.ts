import { expect, test } from "vitest";
import { apiOf } from "../kit/api.js";
import { type Backbone, startBackbone } from "../kit/backbone.js";
import { eventually } from "../kit/eventually.js";
import type { FaultProxy } from "../kit/fault-proxy.js";
import { type LoadRun, startLoad } from "../kit/run.js";

/** Long enough for what is under way to have ended, one way or the other. */
const SILENT_MS = 700;

/** Waits until no publish is acknowledged any more. */
async function untilSilent(load: LoadRun): Promise<void> {
  let [count, since] = [-1, performance.now()];
  await eventually("publishing to stop", () => {
    if (load.counted.acknowledged !== count) [count, since] = [load.counted.acknowledged, performance.now()];
    return performance.now() - since > SILENT_MS;
  });
}

async function weather(load: LoadRun, link: string, proxy: FaultProxy): Promise<void> {
  for (const [name, begin] of [
    ["stalls", () => proxy.stall()],
    ["is cut", () => proxy.cut()],
    ["is half-open", () => proxy.halfOpen()],
  ] as const) {
    load.history.record({ kind: "fault", what: `the network between ${link} ${name}` });
    begin();
    await untilSilent(load);
    load.history.record({ kind: "fault", what: "it heals" });
    proxy.heal();
    await load.progress(100);
  }
  proxy.delay(20);
  await load.progress(50);
  proxy.delay(0);
}

async function withLoad(work: (backbone: Backbone, load: LoadRun) => Promise<void>): Promise<void> {
  await using backbone = await startBackbone({ registry: true });
  await using load = await startLoad(backbone);
  await load.progress(50);
  await work(backbone, load);
  const { counts } = await load.judge();
  expect(counts.acknowledged).toBeGreaterThan(300);
}

test(
  "a network between service and nats-server that stalls, cuts and heals loses and repeats nothing",
  { timeout: 180_000 },
  () => withLoad((backbone, load) => weather(load, "service and nats-server", backbone.natsProxy)),
);

test(
  "a network between agents and service that stalls, cuts and heals loses and repeats nothing",
  { timeout: 180_000 },
  () => withLoad((backbone, load) => weather(load, "agents and service", backbone.httpProxy)),
);

test("while nats-server cannot be reached publishing is refused, readiness says so, and both come back", async () => {
  await using backbone = await startBackbone();
  const api = apiOf(backbone.url, await backbone.tokenFor());
  expect((await api.call("GET", "/readyz")).status).toBe(200);
  backbone.natsProxy.cut();
  await eventually("not ready", async () => (await api.call("GET", "/readyz")).status === 503);
  const refused = await api.publish({ type: "network.cut", id: "network.cut-1" });
  expect(refused).toMatchObject({ status: 503, body: { code: "BUS_UNAVAILABLE" } });
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  expect((await api.call("GET", "/livez")).status).toBe(200);
  backbone.natsProxy.heal();
  await eventually("ready", async () => (await api.call("GET", "/readyz")).status === 200);
  const stored = await eventually("a publish to be stored", async () => {
    const answer = await api.publish({ type: "network.cut", id: "network.cut-1" });
    return answer.status < 300 ? answer : undefined;
  });
  expect(stored.body.id).toBe("network.cut-1");
  expect((await api.history("business-facts")).map(({ id }) => id)).toEqual(["network.cut-1"]);
});
