import { jetstreamManager } from "@nats-io/jetstream";
import { connect as connectNats } from "@nats-io/transport-node";
import { connect } from "@troupe/sdk";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Api, apiOf } from "../kit/api.js";
import { type Backbone, startBackbone } from "../kit/backbone.js";
import { eventually } from "../kit/eventually.js";

vi.setConfig({ testTimeout: 60_000 });

let backbone: Backbone;
let api: Api;
let token: string;

beforeAll(async () => {
  backbone = await startBackbone();
  token = await backbone.tokenFor();
  api = apiOf(backbone.url, token);
});
afterAll(() => backbone[Symbol.asyncDispose]());

/** An observation's cursor after each of `count` events of `type`. */
async function cursorsOver(type: string, count: number): Promise<string[]> {
  using stream = await api.stream({ topics: "business-facts", types: type });
  await stream.next("ready");
  const cursors: string[] = [];
  for (let at = 0; at < count; at += 1) {
    await api.publish({ id: `${type}-${at}`, type });
    cursors.push((await stream.next("event")).id ?? "");
  }
  return cursors;
}

test("a valid cursor resumes after its event, with no loss and no repeat", async () => {
  const [first = ""] = await cursorsOver("cursor.valid", 3);
  using resumed = await api.stream({ topics: "business-facts", types: "cursor.valid" }, { lastEventId: first });
  const ids = [(await resumed.next("event")).data.event.id, (await resumed.next("event")).data.event.id];
  expect(ids).toEqual(["cursor.valid-1", "cursor.valid-2"]);
});

test("a cursor of another tenant and a forged one are refused, and nothing is streamed", async () => {
  const [cursor = ""] = await cursorsOver("cursor.foreign", 1);
  const stranger = apiOf(backbone.url, await backbone.tokenFor({ tenant: "rival" }));
  const last = cursor.at(-3) === "A" ? "B" : "A";
  const forged = `${cursor.slice(0, -3)}${last}${cursor.slice(-2)}`;
  for (const [who, lastEventId] of [
    [stranger, cursor],
    [api, forged],
    [api, "no cursor at all"],
  ] as const) {
    using refused = await who.stream({ topics: "business-facts" }, { lastEventId });
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.body).code).toBe("CURSOR_INVALID");
  }
  using byQuery = await stranger.stream({ topics: "business-facts", from: cursor });
  expect(JSON.parse(byQuery.body).code).toBe("CURSOR_INVALID");
});

test("a cursor older than what is kept gets a gap that says what was missed, then what is kept", async () => {
  const type = "cursor.trimmed";
  const [cursor = ""] = await cursorsOver(type, 4);
  const nc = await connectNats(backbone.natsCredentials);
  const manager = await jetstreamManager(nc);
  const { state } = await manager.streams.info("TROUPE_BUSINESS_FACTS");
  await manager.streams.purge("TROUPE_BUSINESS_FACTS", { seq: state.last_seq });
  await nc.close();
  await eventually("the service to know what is kept", async () => {
    using resumed = await api.stream({ topics: "business-facts", types: type }, { lastEventId: cursor });
    const { data: gap } = await resumed.next("gap");
    expect(gap).toEqual({ topic: "business-facts", from: state.last_seq - 2, to: state.last_seq - 1, missed: 2 });
    expect((await resumed.next("event")).data.event.id).toBe(`${type}-3`);
    return true;
  });
});

test("a resumed stream that breaks before its first event keeps its cursor", async () => {
  const type = "cursor.kept";
  const [cursor = ""] = await cursorsOver(type, 1);
  const resumed = await api.stream({ topics: "business-facts", types: type }, { lastEventId: cursor });
  const { data: ready } = await resumed.next("ready");
  resumed.close();
  await api.publish({ id: `${type}-missed`, type });
  using again = await api.stream({ topics: "business-facts", types: type }, { lastEventId: ready.cursor ?? "" });
  expect((await again.next("event")).data.event.id).toBe(`${type}-missed`);
});

test("an SDK observation whose streams break again and again before an event arrives misses none", async () => {
  const type = "cursor.sdk";
  await using client = connect({ url: backbone.url, token, name: "cursors" });
  await using observation = client.bus.observe({ topics: ["business-facts"], types: [type], from: "beginning" });
  const seen: string[] = [];
  const reading = (async () => {
    for await (const sight of observation) {
      if (sight.kind !== "event") continue;
      seen.push(sight.event.id);
      if (seen.length === 6) return;
    }
  })();
  const past = apiOf(backbone.directUrl, token);
  await past.publish({ id: `${type}-0`, type });
  await eventually("the first event to be seen", () => seen.length > 0);
  for (let at = 1; at < 6; at += 1) {
    backbone.httpProxy.cut();
    await past.publish({ id: `${type}-${at}`, type });
    backbone.httpProxy.heal();
    // It reconnects, and is cut again before or after the event reached it.
    const before = backbone.httpProxy.bytes;
    await eventually("the client to come back", () => backbone.httpProxy.bytes > before);
    if (at % 2 === 1) backbone.httpProxy.cut();
    backbone.httpProxy.heal();
    await eventually("the event to be seen", () => seen.includes(`${type}-${at}`));
  }
  await reading;
  expect(seen).toEqual([0, 1, 2, 3, 4, 5].map((at) => `${type}-${at}`));
});
