import { type ClientRequest, type IncomingMessage, request } from "node:http";
import type { StreamFrames } from "@troupe/contracts";

/** One frame as it came over the wire. */
export interface Frame {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: string;
}

export interface SseOptions {
  readonly token: string;
  readonly lastEventId?: string;
  /** Sees each frame when it arrives, before anybody asks for it. */
  readonly onFrame?: (frame: Frame) => void;
}

/** A reader of one event stream that hides nothing: no reconnect, and reading can be stopped. */
export interface SseClient {
  readonly status: number;
  /** Whole body when the answer is no event stream. */
  readonly body: string;
  /** True once the stream ended, however it did. */
  readonly ended: boolean;
  /** Next frame of that name; rejects when the stream ends or `withinMs` pass. */
  next<K extends keyof StreamFrames>(
    event: K,
    withinMs?: number,
  ): Promise<{ id: string | undefined; data: StreamFrames[K] }>;
  /** Stops reading from the socket. */
  pause(): void;
  resume(): void;
  close(): void;
  [Symbol.dispose](): void;
}

/** Opens `url` and waits for the answer's head. */
export async function openSse(url: string, options: SseOptions): Promise<SseClient> {
  const headers: Record<string, string> = { accept: "text/event-stream", authorization: `Bearer ${options.token}` };
  if (options.lastEventId !== undefined) headers["last-event-id"] = options.lastEventId;
  const outgoing: ClientRequest = request(url, { headers, agent: false });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once("response", resolve);
    outgoing.once("error", reject);
    outgoing.end();
  });
  outgoing.on("error", () => undefined);
  response.on("error", () => undefined);
  response.setEncoding("utf8");

  const frames: Frame[] = [];
  const wakers = new Set<() => void>();
  const isStream = String(response.headers["content-type"]).startsWith("text/event-stream");
  let body = "";
  let rest = "";
  let ended = false;
  const wake = (): void => {
    for (const waker of [...wakers]) waker();
  };
  response.on("data", (chunk: string) => {
    if (!isStream) {
      body += chunk;
      return;
    }
    const blocks = (rest + chunk).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const frame = parseFrame(block);
      if (frame === undefined) continue;
      options.onFrame?.(frame);
      frames.push(frame);
    }
    wake();
  });
  const end = (): void => {
    ended = true;
    wake();
  };
  response.once("close", end);
  if (!isStream) await new Promise<void>((resolve) => response.once("close", () => resolve()));

  return {
    status: response.statusCode ?? 0,
    get body() {
      return body;
    },
    get ended() {
      return ended;
    },
    next(event, withinMs = 15_000) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const at = frames.findIndex((frame) => frame.event === event);
          const [found] = at < 0 ? [] : frames.splice(at, 1);
          if (found === undefined && !ended) return;
          clearTimeout(timer);
          wakers.delete(look);
          if (found === undefined) reject(new Error(`the stream ended before a "${event}" frame`));
          else resolve({ id: found.id, data: JSON.parse(found.data) });
        };
        const timer = setTimeout(() => {
          wakers.delete(look);
          reject(new Error(`no "${event}" frame within ${withinMs} ms`));
        }, withinMs);
        wakers.add(look);
        look();
      });
    },
    pause: () => response.pause(),
    resume: () => response.resume(),
    close: () => outgoing.destroy(),
    [Symbol.dispose]: () => outgoing.destroy(),
  };
}

/** The frame in a block of lines, or undefined for a comment (HTML Living Standard, section 9.2.6). */
export function parseFrame(block: string): Frame | undefined {
  let event = "message";
  let id: string | undefined;
  const data: string[] = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) event = line.slice(6).trimStart();
    else if (line.startsWith("id:")) id = line.slice(3).trimStart();
    else if (line.startsWith("data:")) data.push(line.slice(5).trimStart());
  }
  return data.length === 0 ? undefined : { event, id, data: data.join("\n") };
}
