import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { eventually } from "../eventually.js";
import { type FaultProxy, startFaultProxy } from "../fault-proxy.js";

let proxy: FaultProxy;
let closeEcho: () => void;
const clients: Socket[] = [];

beforeEach(async () => {
  const echo = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.pipe(socket);
  });
  echo.listen(0, "127.0.0.1");
  await once(echo, "listening");
  proxy = await startFaultProxy((echo.address() as AddressInfo).port);
  closeEcho = () => echo.close();
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await proxy.close();
  closeEcho();
});

async function dial(): Promise<Socket & { heard: string; gone: Promise<unknown> }> {
  const socket = connect(proxy.port, "127.0.0.1");
  clients.push(socket);
  socket.on("error", () => undefined);
  const client = Object.assign(socket, {
    heard: "",
    gone: new Promise((resolve) => {
      socket.on("close", resolve);
    }),
  });
  socket.on("data", (chunk) => {
    client.heard += chunk;
  });
  await Promise.race([once(socket, "connect"), client.gone]).catch(() => undefined);
  return client;
}

const hears = (client: { heard: string }, text: string) => eventually(`echo of ${text}`, () => client.heard === text);

test("passes bytes while the network is well", async () => {
  const client = await dial();
  client.write("hello");
  await hears(client, "hello");
  expect(proxy.bytes).toBe(10);
});

test("a stalled connection hears nothing, then everything in order", async () => {
  const client = await dial();
  client.write("one ");
  await hears(client, "one ");
  proxy.stall();
  client.write("two ");
  const late = await dial();
  late.write("late");
  client.write("three");
  await new Promise((resolve) => setImmediate(resolve));
  expect(client.heard).toBe("one ");
  proxy.heal();
  await hears(client, "one two three");
  await hears(late, "late");
});

test("a cut resets connections, refuses new ones, and heals", async () => {
  const client = await dial();
  proxy.cut();
  await client.gone;
  const refused = await dial();
  await refused.gone;
  proxy.heal();
  const again = await dial();
  again.write("back");
  await hears(again, "back");
});

test("a half-open connection swallows bytes and is reset when the network heals", async () => {
  const client = await dial();
  client.write("kept");
  await hears(client, "kept");
  proxy.halfOpen();
  client.write("swallowed");
  await eventually("the bytes to be swallowed", () => proxy.swallowed === 9);
  proxy.heal();
  await client.gone;
  expect(client.heard).toBe("kept");
});

test("a deaf client's bytes arrive, and what it is answered is swallowed", async () => {
  const client = await dial();
  const before = proxy.bytes;
  proxy.deafen();
  client.write("unheard");
  await eventually("the answer to be swallowed", () => proxy.swallowed === 7);
  expect(proxy.bytes - before).toBe(7);
  proxy.heal();
  await client.gone;
  expect(client.heard).toBe("");
});

test("delays what passes", async () => {
  const client = await dial();
  proxy.delay(50);
  const start = performance.now();
  client.write("slow");
  await hears(client, "slow");
  expect(performance.now() - start).toBeGreaterThanOrEqual(95);
});
