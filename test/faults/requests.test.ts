import { connect, defineEvent, type Platform, RequestTimeoutError, Worker } from "@troupe/sdk";
import { natsPlatform } from "@troupe/sdk/nats";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { startAgentsBackbone } from "../kit/agents-backbone.js";
import type { Api } from "../kit/api.js";
import type { Backbone } from "../kit/backbone.js";
import { eventually } from "../kit/eventually.js";
import type { FaultProxy } from "../kit/fault-proxy.js";

vi.setConfig({ testTimeout: 60_000 });

/** Long enough for what is under way to have met the fault. */
const FAULT_MS = 700;

let backbone: Backbone;
let token: string;
let api: Api;

beforeAll(async () => {
  // The worker is past the proxy of the asker.
  ({ backbone, token, api } = await startAgentsBackbone("directUrl"));
});
afterAll(() => backbone[Symbol.asyncDispose]());

const text = z.object({ text: z.string() });

/** A worker whose handler waits until it is let go, and an asker behind the proxy. */
async function conversation(name: string, platform?: Platform) {
  const asked = defineEvent({ type: `${name}.requested`, topic: "action-requests", description: "Ask", schema: text });
  const answered = defineEvent({
    type: `${name}.completed`,
    topic: "action-results",
    description: "Answer",
    schema: text,
  });
  let calls = 0;
  let letGo: () => void = () => undefined;
  const freed = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const worker = new Worker({ name, policy: { leaseMs: 10_000 } });
  worker.onTask(asked, { replies: answered }, async ({ data }) => {
    calls += 1;
    await freed;
    return { text: `heard ${data.text}` };
  });
  const running = worker.start(platform === undefined ? {} : { platform });
  await running.ready;
  const client = connect({ url: backbone.url, token, name: "asker", ...(platform === undefined ? {} : { platform }) });
  return {
    letGo,
    calls: () => calls,
    ask: ({ id = `${name}-1`, timeoutMs = 25_000 } = {}) =>
      client.bus.request(asked, { text: name }, { id, replies: answered, timeoutMs }),
    /** How many events on a topic are the request or its answer. */
    async storedOn(topic: string): Promise<number> {
      const events = await api.history(topic);
      return events.filter(({ id, causationid }) => id === `${name}-1` || causationid === `${name}-1`).length;
    },
    async [Symbol.asyncDispose]() {
      await client.close();
      await running.stop();
    },
  };
}

const LINKS = { "asker and service": () => backbone.httpProxy, "service and nats-server": () => backbone.natsProxy };
const WEATHERS = {
  stalls: (proxy: FaultProxy) => proxy.stall(),
  "is cut": (proxy: FaultProxy) => proxy.cut(),
  "is half-open": (proxy: FaultProxy) => proxy.halfOpen(),
};
const CASES = Object.entries(LINKS).flatMap(([link, proxy]) =>
  Object.entries(WEATHERS).map(([what, begin]) => ({ link, what, proxy, begin })),
);

const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test.each(CASES)("an answer reaches its asker when the network between $link $what meanwhile", async (weather) => {
  await using talk = await conversation(`during-${CASES.indexOf(weather)}`);
  const asking = talk.ask();
  await eventually("the request to be at work", () => talk.calls() === 1);
  const proxy = weather.proxy();
  weather.begin(proxy);
  talk.letGo();
  await pass(FAULT_MS);
  proxy.heal();
  expect(await asking).toEqual({ text: expect.stringMatching(/^heard /) });
  expect(await talk.storedOn("action-requests")).toBe(1);
  expect(await talk.storedOn("action-results")).toBe(1);
});

test.each(CASES)(
  "a request is stored once, and answered, when the network between $link $what before it is sent",
  async (weather) => {
    await using talk = await conversation(`before-${CASES.indexOf(weather)}`);
    talk.letGo();
    // Its reader is there already: the publish itself meets the fault.
    const proxy = weather.proxy();
    weather.begin(proxy);
    const asking = talk.ask();
    await pass(FAULT_MS);
    proxy.heal();
    expect(await asking).toEqual({ text: expect.stringMatching(/^heard /) });
    expect(await talk.storedOn("action-requests")).toBe(1);
    expect(await talk.storedOn("action-results")).toBe(1);
    expect(talk.calls()).toBe(1);
  },
);

test.each(Object.entries(WEATHERS))(
  "agents straight on NATS ask and answer when the network between them and nats-server %s meanwhile",
  async (what, begin) => {
    const proxy = backbone.natsProxy;
    const platform = await natsPlatform({
      servers: `nats://127.0.0.1:${proxy.port}`,
      token: backbone.natsCredentials.token,
      tenant: "acme",
      actor: "tester",
      registry: { url: backbone.directUrl, token },
    });
    try {
      await using talk = await conversation(`direct-${Object.keys(WEATHERS).indexOf(what)}`, platform);
      const asking = talk.ask();
      await eventually("the request to be at work", () => talk.calls() === 1);
      begin(proxy);
      talk.letGo();
      await pass(FAULT_MS);
      proxy.heal();
      expect(await asking).toEqual({ text: expect.stringMatching(/^heard /) });
      await eventually("the answer to be read", async () => (await talk.storedOn("action-results")) === 1);
      expect(await talk.storedOn("action-requests")).toBe(1);
    } finally {
      await platform.close();
    }
  },
);

test("a request whose acknowledgement was lost is not stored twice, and its answer is found although it came before", async () => {
  await using talk = await conversation("unheard");
  talk.letGo();
  const proxy = backbone.httpProxy;
  await talk.ask({ id: "unheard-0" });
  // Its reader is there now, so the request itself is what goes unacknowledged.
  proxy.deafen();
  const asking = talk.ask();
  // The worker, past the proxy, answers meanwhile.
  await eventually("the answer", async () => (await talk.storedOn("action-results")) === 1);
  proxy.heal();
  expect(await asking).toEqual({ text: "heard unheard" });
  expect(await talk.storedOn("action-requests")).toBe(1);
  expect(await talk.storedOn("action-results")).toBe(1);
});

test("a request that gets no answer in time says why, and its late answer is an event like any other", async () => {
  await using talk = await conversation("late");
  const asking = talk.ask({ timeoutMs: 1500 });
  await eventually("the request to be at work", () => talk.calls() === 1);
  await expect(asking).rejects.toThrow(RequestTimeoutError);
  talk.letGo();
  await eventually("the late answer", async () => (await talk.storedOn("action-results")) === 1);
});

test("a request that never reached the platform says what is in its way", async () => {
  await using talk = await conversation("unreached");
  backbone.httpProxy.cut();
  await expect(talk.ask({ timeoutMs: 1500 })).rejects.toMatchObject({
    code: "REQUEST_TIMEOUT",
    message: expect.stringMatching(/does not answer/),
  });
  backbone.httpProxy.heal();
});
