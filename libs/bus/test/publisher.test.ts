import { createServer, type Socket } from "node:net";
import { connect } from "@nats-io/transport-node";
import { eventOf } from "@troupe/bus/testing";
import { expect, test } from "vitest";
import { systemClock } from "../src/clock.js";
import type { Link } from "../src/jetstream/link.js";
import { Publisher } from "../src/jetstream/publisher.js";

const TIMEOUT_MS = 100;
const INFO = { server_id: "S", version: "2.10.27", headers: true, max_payload: 1_048_576, proto: 1 };
const HPUB = /HPUB \S+ (\S+) \d+ \d+\r\n/g;
const LINK = { connected: true, onChange: () => () => {} } as unknown as Link;

/** A server that acknowledges nothing by itself: `frames` are the reply subjects of what it was sent. */
async function silentServer() {
  const replies: string[] = [];
  const waiting: (() => void)[] = [];
  let socket: Socket | undefined;
  const server = createServer((accepted) => {
    socket = accepted;
    accepted.on("error", () => {});
    accepted.write(`INFO ${JSON.stringify(INFO)}\r\n`);
    accepted.on("data", (chunk) => {
      const text = chunk.toString("latin1");
      if (text.includes("PING\r\n")) accepted.write("PONG\r\n");
      for (const [, reply] of text.matchAll(HPUB)) replies.push(String(reply));
      for (const wake of waiting.splice(0)) wake();
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  return {
    port,
    async replyOf(at: number): Promise<string> {
      while (replies[at] === undefined) await new Promise<void>((resolve) => waiting.push(resolve));
      return replies[at];
    },
    acknowledge(reply: string, seq: number) {
      const body = JSON.stringify({ stream: "S", seq });
      socket?.write(`MSG ${reply} 1 ${body.length}\r\n${body}\r\n`);
    },
    async [Symbol.asyncDispose]() {
      socket?.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const fact = () => eventOf({ tenantid: "acme" });

test("a reply subject serves again once its publish is acknowledged", async () => {
  await using server = await silentServer();
  const nc = await connect({ servers: `127.0.0.1:${server.port}` });
  const publisher = new Publisher({
    nc,
    link: LINK,
    clock: systemClock,
    timeoutMs: 60_000,
    ensure: async () => {},
  });
  for (const sequence of [1, 2, 3]) {
    const receipt = publisher.publish(fact());
    server.acknowledge(await server.replyOf(sequence - 1), sequence);
    await expect(receipt).resolves.toMatchObject({ sequence });
  }
  expect(await server.replyOf(2)).toBe(await server.replyOf(0));
  publisher.close();
  await nc.close();
});

test("an acknowledgement that comes too late is nobody else's", async () => {
  await using server = await silentServer();
  const nc = await connect({ servers: `127.0.0.1:${server.port}` });
  const publisher = new Publisher({
    nc,
    link: LINK,
    clock: systemClock,
    timeoutMs: TIMEOUT_MS,
    ensure: async () => {},
  });
  await expect(publisher.publish(fact())).rejects.toMatchObject({ code: "BUS_UNAVAILABLE" });
  const second = publisher.publish(fact());
  const [late, present] = [await server.replyOf(0), await server.replyOf(1)];
  server.acknowledge(late, 7);
  server.acknowledge(present, 8);
  await expect(second).resolves.toMatchObject({ sequence: 8 });
  publisher.close();
  await nc.close();
});

test("the number of a publish that was sent twice is not used again: two acknowledgements may come", async () => {
  await using server = await silentServer();
  const nc = await connect({ servers: `127.0.0.1:${server.port}` });
  let reconnected: (state: "connected") => void = () => {};
  const link = {
    connected: true,
    onChange: (listener: typeof reconnected) => {
      reconnected = listener;
      return () => {};
    },
  } as unknown as Link;
  const publisher = new Publisher({ nc, link, clock: systemClock, timeoutMs: 60_000, ensure: async () => {} });
  const first = publisher.publish(fact());
  const number = await server.replyOf(0);
  reconnected("connected");
  expect(await server.replyOf(1)).toBe(number);
  server.acknowledge(number, 1);
  await first;
  const second = publisher.publish(fact());
  const next = await server.replyOf(2);
  expect(next).not.toBe(number);
  server.acknowledge(number, 1);
  server.acknowledge(next, 2);
  await expect(second).resolves.toMatchObject({ sequence: 2 });
  publisher.close();
  await nc.close();
});
