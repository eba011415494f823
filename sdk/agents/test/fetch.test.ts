import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, test } from "vitest";
import { createFetch } from "../src/http/fetch.js";

async function serve(onConnect: (answer: (text: string) => void, close: () => void) => void) {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    onConnect(
      (text) => socket.on("data", () => socket.write(text)),
      () => socket.destroy(),
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  return { url, [Symbol.dispose]: () => server.close() };
}

/** Lets the connection open and close again before this process gets to write. */
function stayBusy(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test("rejects when the connection is closed before the request could be written", async () => {
  using closing = await serve((_answer, close) => close());
  for (const afterMs of [0, 1, 2, 5]) {
    const answer = createFetch()(closing.url, { method: "GET", headers: {} });
    setTimeout(stayBusy, afterMs, 20);
    await expect(answer).rejects.toThrow();
  }
});

test("gives the status, headers and body of an answer", async () => {
  using server = await serve((answer) =>
    answer("HTTP/1.1 409 Conflict\r\nretry-after: 2\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}"),
  );
  const answer = await createFetch()(server.url, { method: "POST", headers: {}, body: "{}" });
  expect([answer.status, answer.header("retry-after"), answer.body.toString()]).toEqual([409, "2", "{}"]);
});

test("rejects when its signal is aborted", async () => {
  using silent = await serve(() => undefined);
  const signal = AbortSignal.timeout(20);
  await expect(createFetch()(silent.url, { method: "GET", headers: {}, signal })).rejects.toThrow(/abort/i);
});
