/**
 * Many readers of one event stream, as lean as can be, so that what is measured is who writes: they read into one
 * buffer, and look for nothing but the mark that ends a round.
 */
import { connect, type Socket } from "node:net";
import { takeOrders } from "../kit/role.js";

interface Reader {
  readonly socket: Socket;
  /** Time of the mark, once it came. */
  markedAt: number | undefined;
}

const BUFFER_BYTES = 1024 * 1024;
/** The mark is in the last frame of a round, so it is in the last bytes of some read. */
const TAIL_BYTES = 4096;
const OPEN_AT_ONCE = 50;
/** Every read is done with before the next. */
const shared = Buffer.allocUnsafe(BUFFER_BYTES);

let readers: Reader[] = [];
let mark: Buffer = Buffer.from("\u0000");
let firstAt: number | undefined;
let bytes = 0;
let left = 0;
let finished: (() => void) | undefined;

function open(url: string, token: string | undefined): Promise<Reader> {
  const { hostname, port, pathname, search, host } = new URL(url);
  return new Promise((resolve, reject) => {
    let head = "";
    let seam = Buffer.alloc(0);
    const read = (count: number): void => {
      const now = performance.now();
      firstAt ??= now;
      bytes += count;
      if (reader.markedAt !== undefined) return;
      const tail = shared.subarray(Math.max(0, count - TAIL_BYTES), count);
      if (tail.includes(mark) || Buffer.concat([seam, shared.subarray(0, mark.length)]).includes(mark)) {
        reader.markedAt = now;
        left -= 1;
        if (left === 0) finished?.();
      }
      seam = Buffer.from(shared.subarray(Math.max(0, count - mark.length), count));
    };
    const onRead = (count: number): boolean => {
      if (head.endsWith("\n\n")) {
        read(count);
        return true;
      }
      head += shared.toString("latin1", 0, count).replace(/\r\n$/, "");
      if (!head.startsWith("HTTP/1.1 200")) reject(new Error(`${head.split("\r\n")[0]} from ${url}`));
      if (head.endsWith("\n\n")) resolve(reader);
      return true;
    };
    const socket = connect({ host: hostname, port: Number(port), onread: { buffer: shared, callback: onRead } });
    const reader: Reader = { socket, markedAt: undefined };
    socket.on("error", reject);
    const authorization = token === undefined ? "" : `authorization: Bearer ${token}\r\n`;
    socket.write(
      `GET ${pathname}${search} HTTP/1.1\r\nhost: ${host}\r\naccept: text/event-stream\r\n${authorization}\r\n`,
    );
  });
}

takeOrders({
  async open({ url, token, count }: { url: string; token?: string; count: number }) {
    for (let opened = 0; opened < count; opened += OPEN_AT_ONCE) {
      const some = Math.min(OPEN_AT_ONCE, count - opened);
      readers.push(...(await Promise.all(Array.from({ length: some }, () => open(url, token)))));
    }
  },
  /** Looks out for `text`; what was read so far no longer counts. */
  async expect({ text }: { text: string }) {
    mark = Buffer.from(text);
    firstAt = undefined;
    bytes = 0;
    left = readers.length;
    for (const reader of readers) reader.markedAt = undefined;
  },
  /** Waits until every reader has seen it: milliseconds from the first byte to the last reader's mark. */
  async finish() {
    if (left > 0) {
      await new Promise<void>((resolve) => {
        finished = resolve;
      });
    }
    const last = Math.max(...readers.map(({ markedAt }) => markedAt ?? 0));
    return { ms: last - (firstAt ?? last), bytes };
  },
  async close() {
    for (const { socket } of readers) socket.destroy();
    readers = [];
  },
});
