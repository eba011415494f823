import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, apiOf } from "../kit/api.js";
import { type Backbone, KIT_PRELOADS, startBackbone } from "../kit/backbone.js";

const MIB = 1024 * 1024;
const EVENTS = 6000;
const BATCH = 200;
const text = "x".repeat(8 * 1024);
/** What one reader that has stopped may cost the service: a small part of the 48 MiB it does not read. */
const BOUND_BYTES = 24 * MIB;

let backbone: Backbone;
let api: Api;

beforeAll(async () => {
  const probe = fileURLToPath(new URL("memory-probe.mjs", KIT_PRELOADS));
  backbone = await startBackbone({ execArgv: ["--expose-gc", "--import", probe] });
  api = apiOf(backbone.directUrl, await backbone.tokenFor());
});
afterAll(() => backbone[Symbol.asyncDispose]());

async function heldBytes(): Promise<number> {
  const answered = backbone.services.report((report) => "memory" in report);
  backbone.services.tell({ memory: true });
  const { heapUsed, external } = (await answered).memory as { heapUsed: number; external: number };
  return heapUsed + external;
}

async function publishAll(type: string): Promise<void> {
  for (let at = 0; at < EVENTS; at += BATCH) {
    const events = Array.from({ length: BATCH }, (_, index) => ({
      specversion: "1.0",
      id: `${type}-${at + index}`,
      source: "test",
      type,
      topic: "business-facts",
      data: { text },
    }));
    const answer = await api.call("POST", "/v1/events/batch", events);
    expect(answer.status).toBe(200);
  }
}

test("an observer that stops reading costs bounded memory, hinders nobody, and misses nothing", {
  timeout: 90_000,
}, async () => {
  const type = "slow.observed";
  const seen = { slow: 0, lively: 0 };
  using slow = await api.stream(
    { topics: "business-facts", types: type },
    { onFrame: ({ event }) => event === "event" && seen.slow++ },
  );
  using lively = await api.stream(
    { topics: "business-facts", types: type },
    { onFrame: ({ event }) => event === "event" && seen.lively++ },
  );
  await Promise.all([slow.next("ready"), lively.next("ready")]);
  const before = await heldBytes();
  slow.pause();
  await publishAll(type);
  for (let at = 0; at < EVENTS; at += 1) await lively.next("event");
  expect(seen.slow).toBeLessThan(EVENTS);
  expect((await heldBytes()) - before).toBeLessThan(BOUND_BYTES);
  slow.resume();
  for (let at = 0; at < EVENTS; at += 1) {
    expect((await slow.next("event")).data.event.id).toBe(`${type}-${at}`);
  }
});

test("a member that stops reading holds its credit and no more; the others take the rest", {
  timeout: 90_000,
}, async () => {
  const type = "slow.shared";
  const query = {
    topics: "business-facts",
    types: type,
    group: "slow",
    credit: "50",
    leaseMs: "60000",
    from: "beginning",
  };
  using slow = await api.stream({ ...query, member: "slow" });
  await slow.next("ready");
  slow.pause();
  using lively = await api.stream({ ...query, member: "lively" });
  await lively.next("ready");
  const before = await heldBytes();
  await publishAll(type);
  const tokens: string[] = [];
  for (let at = 0; at < EVENTS - 50; at += 1) {
    const { data } = await lively.next("event");
    tokens.push(data.delivery?.token ?? "");
    if (tokens.length === 25 || at === EVENTS - 51) {
      await api.settle(...tokens.splice(0).map((token) => ({ token, outcome: "ack" as const })));
    }
  }
  expect((await heldBytes()) - before).toBeLessThan(BOUND_BYTES);
  slow.resume();
  for (let at = 0; at < 50; at += 1) {
    const { data } = await slow.next("event");
    const [settled] = await api.settle({ token: data.delivery?.token ?? "", outcome: "ack" });
    expect(settled).toEqual({ ok: true });
  }
});
