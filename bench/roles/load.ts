/**
 * Posts one body again and again over keep-alive connections, each one request at a time. As lean as can be: what it
 * takes of the processor is taken from whoever is measured.
 */
import { connect, type Socket } from "node:net";
import { takeOrders } from "../kit/role.js";

interface Load {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  /** Requests a second at most, over all connections; as many as go when absent. */
  readonly rate?: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const BUFFER_BYTES = 256 * 1024;
/** Every read is done with before the next. */
const shared = Buffer.allocUnsafe(BUFFER_BYTES);
const END_OF_HEAD = "\r\n\r\n";
const LENGTH = "content-length: ";
/** More than any head. */
const HEAD_BYTES = 2048;

/** One connection: sends the request, reads the answer to its end, and asks `next` when to send again. */
class Connection {
  answered = 0;
  readonly #request: Buffer;
  readonly #next: (send: () => void) => void;
  readonly #fail: (error: Error) => void;
  readonly #socket: Socket;
  /** Bytes of the answer that are still to come; none while no answer has begun. */
  #left = 0;
  #isClosed = false;

  constructor(url: URL, request: Buffer, next: (send: () => void) => void, fail: (error: Error) => void) {
    this.#request = request;
    this.#next = next;
    this.#fail = fail;
    const onread = { buffer: shared, callback: (count: number): boolean => this.#read(count) };
    this.#socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true, onread });
    this.#socket.once("connect", () => this.#send());
    this.#socket.on("error", fail);
    this.#socket.on("close", () => this.#isClosed || fail(new Error(`${url} closed the connection`)));
  }

  close(): void {
    this.#isClosed = true;
    this.#socket.destroy();
  }

  #send(): void {
    if (!this.#isClosed) this.#socket.write(this.#request);
  }

  #read(count: number): boolean {
    this.#left = this.#left === 0 ? this.#begin(count) : this.#left - count;
    if (this.#left === 0) {
      this.answered += 1;
      this.#next(() => this.#send());
    }
    return true;
  }

  /** Reads the head, which comes in one piece: what is left of the answer after this read. */
  #begin(count: number): number {
    const text = shared.toString("latin1", 0, Math.min(count, HEAD_BYTES));
    const head = text.indexOf(END_OF_HEAD);
    const length = text.indexOf(LENGTH);
    if (!text.startsWith("HTTP/1.1 20") || head < 0 || length < 0 || length > head) {
      this.#fail(new Error(`not the answer of a publish: ${text.slice(0, 300)}`));
      return count;
    }
    const bodyBytes = Number.parseInt(text.slice(length + LENGTH.length, head), 10);
    return head + END_OF_HEAD.length + bodyBytes - count;
  }
}

function requestOf({ url, body, headers }: Load): Buffer {
  const { pathname, host } = new URL(url);
  const all = { host, ...headers, "content-length": `${Buffer.byteLength(body)}` };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST ${pathname} HTTP/1.1\r\n${lines.join("")}\r\n${body}`);
}

/** When a connection that has its answer sends again: at once, or in its turn of `rate`. */
function pacer({ rate, connections }: Load): (send: () => void) => void {
  if (rate === undefined) return (send) => send();
  const start = performance.now();
  let sent = connections;
  return (send) => {
    const dueMs = (sent++ / rate) * 1000 - (performance.now() - start);
    if (dueMs < 1) send();
    else setTimeout(send, dueMs);
  };
}

takeOrders({
  async post(load: Load) {
    const request = requestOf(load);
    const next = pacer(load);
    const open: Connection[] = [];
    const start = performance.now();
    try {
      await new Promise<void>((resolve, reject) => {
        for (let made = 0; made < load.connections; made += 1) {
          open.push(new Connection(new URL(load.url), request, next, reject));
        }
        setTimeout(resolve, load.seconds * 1000);
      });
      const answered = open.reduce((sum, connection) => sum + connection.answered, 0);
      return { perSecond: answered / ((performance.now() - start) / 1000) };
    } finally {
      for (const connection of open) connection.close();
    }
  },
});
