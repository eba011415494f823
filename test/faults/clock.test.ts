import { fileURLToPath } from "node:url";
import { expect, test, vi } from "vitest";
import { apiOf } from "../kit/api.js";
import { KIT_PRELOADS, startBackbone } from "../kit/backbone.js";
import { eventually } from "../kit/eventually.js";
import type { ManagedProcess } from "../kit/process.js";
import { startLoad } from "../kit/run.js";

vi.setConfig({ testTimeout: 60_000 });

const HOUR_MS = 3_600_000;
const DAY_SECONDS = 86_400;
const LEASE_MS = 1000;
const preload = ["--import", fileURLToPath(new URL("clock-jump.mjs", KIT_PRELOADS))];

/** Sets the wall clock of a running process ahead or back. */
async function jump(process: ManagedProcess, clockJumpMs: number): Promise<void> {
  const jumped = process.report((report) => "shiftMs" in report);
  process.tell({ clockJumpMs });
  await jumped;
}

const group = (name: string) => ({
  group: name,
  topics: "action-requests",
  types: `${name}.requested`,
  from: "beginning",
  leaseMs: `${LEASE_MS}`,
  backoffMs: "300",
  maxAttempts: "20",
});
const request = (name: string) => ({ id: `${name}-1`, type: `${name}.requested`, topic: "action-requests" as const });

test("wall clocks that jump an hour ahead and back, in service and agents, change nothing", {
  timeout: 120_000,
}, async () => {
  await using backbone = await startBackbone({ registry: true, execArgv: preload });
  // A busy machine may keep an agent from its lease for seconds; that is not what is looked for here.
  await using load = await startLoad(backbone, { execArgv: preload, leaseMs: 30_000 });
  await load.progress(50);
  for (const process of [backbone.services, ...load.workers, load.client]) {
    for (const shiftMs of [HOUR_MS, -2 * HOUR_MS, HOUR_MS]) {
      load.history.record({ kind: "fault", what: `the clock of ${process.name} jumps ${shiftMs} ms` });
      await jump(process, shiftMs);
      await load.progress(40);
    }
  }
  const { counts } = await load.judge();
  expect(counts.redelivered).toBe(0);
});

test("a clock that jumps makes a held event neither early nor late", async () => {
  await using backbone = await startBackbone({ execArgv: preload });
  const api = apiOf(backbone.directUrl, await backbone.tokenFor({ expiresInSeconds: DAY_SECONDS }));
  for (const [name, shiftMs] of [
    ["clock.ahead", HOUR_MS],
    ["clock.behind", -2 * HOUR_MS],
  ] as const) {
    using seen = await api.stream({ topics: "business-facts", types: name });
    await seen.next("ready");
    const dueAt = Date.now() + 2500;
    await api.publish({ id: name, type: name, deliverat: new Date(dueAt).toISOString() });
    await jump(backbone.services, shiftMs);
    await seen.next("event", 10_000);
    expect(Date.now()).toBeGreaterThanOrEqual(dueAt - 50);
    expect(Date.now()).toBeLessThan(dueAt + 5000);
  }
});

test("a held event is kept by a service that is killed and comes back with its clock an hour ahead", async () => {
  await using backbone = await startBackbone({ execArgv: preload });
  const api = apiOf(backbone.directUrl, await backbone.tokenFor({ expiresInSeconds: DAY_SECONDS }));
  await api.publish({ id: "held", type: "clock.held", deliverat: new Date(Date.now() + 3000).toISOString() });
  await backbone.services.kill();
  const { url } = await backbone.replica({ execArgv: preload, env: { CLOCK_SHIFT_MS: `${HOUR_MS}` } });
  const elsewhere = apiOf(url, await backbone.tokenFor({ expiresInSeconds: DAY_SECONDS }));
  using seen = await elsewhere.stream({ topics: "business-facts", types: "clock.held", from: "beginning" });
  expect((await seen.next("event", 15_000)).data.event.id).toBe("held");
});

test("a superseded attempt settles nothing after the clock of the service was set back", async () => {
  await using backbone = await startBackbone({ execArgv: preload });
  const api = apiOf(backbone.directUrl, await backbone.tokenFor({ expiresInSeconds: DAY_SECONDS }));
  using stream = await api.stream(group("setback"));
  await api.publish(request("setback"));
  const { data: first } = await stream.next("event");
  await jump(backbone.services, -HOUR_MS);
  const { data: second } = await stream.next("event");
  expect(second.delivery?.attempt).toBe(2);
  const [refused] = await api.settle({ token: first.delivery?.token ?? "", outcome: "ack" });
  expect(refused).toMatchObject({ ok: false, problem: { code: "LEASE_EXPIRED" } });
  expect(await api.settle({ token: second.delivery?.token ?? "", outcome: "ack" })).toEqual([{ ok: true }]);
});

test("a superseded attempt settles nothing on a replica whose clock is an hour behind, its own replica being dead", async () => {
  await using backbone = await startBackbone({ execArgv: preload });
  const token = await backbone.tokenFor({ expiresInSeconds: DAY_SECONDS });
  const api = apiOf(backbone.directUrl, token);
  const { url } = await backbone.replica({ execArgv: preload, env: { CLOCK_SHIFT_MS: `${-HOUR_MS}` } });
  const elsewhere = apiOf(url, token);
  using stream = await api.stream(group("skewed"));
  await api.publish(request("skewed"));
  const { data: first } = await stream.next("event");
  await backbone.services.kill();
  using other = await elsewhere.stream(group("skewed"));
  const { data: second } = await other.next("event", 20_000);
  expect(second.delivery?.attempt).toBe(2);
  for (const outcome of ["ack", "retry", "reject", "extend"] as const) {
    const [refused] = await elsewhere.settle({ token: first.delivery?.token ?? "", outcome });
    expect(refused).toMatchObject({ ok: false, problem: { code: "LEASE_EXPIRED" } });
  }
  expect(await elsewhere.settle({ token: second.delivery?.token ?? "", outcome: "ack" })).toEqual([{ ok: true }]);
  await eventually("nothing to be left", async () => {
    const { body } = await elsewhere.call<{ lag: number; pending: number }>("GET", "/v1/groups/skewed");
    return body.lag === 0 && body.pending === 0;
  });
});
