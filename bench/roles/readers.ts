/** Many readers of one event stream, as lean as can be: they look for nothing but the mark that ends a round. */
import { type ClientRequest, request } from "node:http";
import { takeOrders } from "../kit/role.js";

interface Reader {
  readonly request: ClientRequest;
  /** Time of the mark, once it came. */
  markedAt: number | undefined;
}

let readers: Reader[] = [];
let mark: Buffer = Buffer.from("\u0000");
let firstAt: number | undefined;
let bytes = 0;
let finished: (() => void) | undefined;

async function open(url: string, token: string | undefined): Promise<Reader> {
  const headers = { accept: "text/event-stream", ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  const outgoing = request(url, { headers, agent: false });
  const reader: Reader = { request: outgoing, markedAt: undefined };
  await new Promise<void>((resolve, reject) => {
    outgoing.once("error", reject);
    outgoing.once("response", (response) => {
      if (response.statusCode !== 200) reject(new Error(`${response.statusCode} from ${url}`));
      let tail = Buffer.alloc(0);
      response.on("error", () => undefined);
      response.once("data", () => resolve());
      response.on("data", (chunk: Buffer) => {
        firstAt ??= performance.now();
        bytes += chunk.length;
        if (reader.markedAt !== undefined) return;
        const seam = Buffer.concat([tail, chunk.subarray(0, mark.length)]);
        if (chunk.includes(mark) || seam.includes(mark)) {
          reader.markedAt = performance.now();
          if (readers.every(({ markedAt }) => markedAt !== undefined)) finished?.();
        }
        tail = Buffer.from(chunk.subarray(Math.max(0, chunk.length - mark.length)));
      });
    });
    outgoing.end();
  });
  outgoing.on("error", () => undefined);
  return reader;
}

takeOrders({
  async open({ url, token, count }: { url: string; token?: string; count: number }) {
    for (let opened = 0; opened < count; opened += 50) {
      const some = Math.min(50, count - opened);
      readers.push(...(await Promise.all(Array.from({ length: some }, () => open(url, token)))));
    }
  },
  /** Looks out for `text`; what was read so far no longer counts. */
  async expect({ text }: { text: string }) {
    mark = Buffer.from(text);
    firstAt = undefined;
    bytes = 0;
    for (const reader of readers) reader.markedAt = undefined;
  },
  /** Waits until every reader has seen it: milliseconds from the first byte to the last reader's mark. */
  async finish() {
    if (!readers.every(({ markedAt }) => markedAt !== undefined)) {
      await new Promise<void>((resolve) => {
        finished = resolve;
      });
    }
    const last = Math.max(...readers.map(({ markedAt }) => markedAt ?? 0));
    return { ms: last - (firstAt ?? last), bytes };
  },
  async close() {
    for (const reader of readers) reader.request.destroy();
    readers = [];
  },
});
