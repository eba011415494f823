import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectBus, systemClock, type TroupeBus } from "@troupe/bus";
import { type NatsServer, startNatsServer } from "@troupe/bus/server";
import { findNatsServer } from "@troupe/bus/setup";
import type { Scope } from "@troupe/contracts";
import { createLogger, type ServerOptions } from "@troupe/service";
import { type TestServer, testServer } from "@troupe/service/testing";
import { type EventsSettings, eventsModule } from "../src/index.js";

/** A real nats-server with its bus, for the tests of one file. */
export interface Backing extends AsyncDisposable {
  readonly nats: NatsServer;
  readonly bus: TroupeBus;
}

export async function startBacking(): Promise<Backing> {
  const storeDir = await mkdtemp(join(tmpdir(), "troupe-events-"));
  const { path: binary } = await findNatsServer({ env: process.env });
  const nats = await startNatsServer({ binary, storeDir });
  const bus = await connectBus({ servers: nats.url, signingKey: "k".repeat(32), patienceMs: 1000 });
  return {
    nats,
    bus,
    async [Symbol.asyncDispose]() {
      await bus.close();
      await nats.stop();
      await rm(storeDir, { recursive: true, force: true });
    },
  };
}

/** The events service over `backing`, with calls that carry a token of a tenant of its own. */
export interface EventsServer extends TestServer {
  readonly tenant: string;
  call(method: Method, url: string, options?: CallOptions): Promise<Answer>;
  /** Opens a stream on a real socket. */
  stream(query: string, options?: { token?: string; headers?: Record<string, string> }): Promise<SseReader>;
}

type Method = "GET" | "HEAD" | "POST" | "PUT" | "DELETE";

export interface CallOptions {
  /** An object is sent as JSON, a string as it is. */
  readonly body?: unknown;
  readonly type?: string;
  readonly headers?: Record<string, string>;
  /** The default token when absent; none when null. */
  readonly token?: string | null;
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are asserted on, whatever they hold.
  readonly body: any;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

let tenants = 0;

export async function startEvents(
  backing: Backing,
  options: { settings?: EventsSettings; server?: Partial<ServerOptions>; tenant?: string } = {},
): Promise<EventsServer> {
  const tenant = options.tenant ?? `t${process.pid}-${++tenants}`;
  const { bus } = backing;
  const module = eventsModule({
    bus,
    content: bus.content,
    mirror: bus.mirror,
    clock: systemClock,
    logger: createLogger({ service: "events", level: "silent" }),
    ...(options.settings === undefined ? {} : { settings: options.settings }),
  });
  const server = await testServer([module], options.server);
  const token = await server.tokenFor({ tenant });
  const bearer = (given: string | null | undefined): Record<string, string> =>
    given === null ? {} : { authorization: `Bearer ${given ?? token}` };
  return Object.assign(server, {
    tenant,
    async call(method: Method, url: string, given: CallOptions = {}): Promise<Answer> {
      const { body, type = "application/json" } = given;
      const response = await server.app.inject({
        method,
        url,
        headers: { ...bearer(given.token), ...(body === undefined ? {} : { "content-type": type }), ...given.headers },
        ...(body === undefined ? {} : { payload: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const json = /json/.test(String(response.headers["content-type"])) && response.body !== "";
      return {
        status: response.statusCode,
        body: json ? response.json() : undefined,
        text: response.body,
        headers: response.headers,
      };
    },
    async stream(query: string, given: { token?: string; headers?: Record<string, string> } = {}) {
      const url = `${await server.listen()}/v1/events/stream?${query}`;
      return SseReader.open(url, { ...bearer(given.token), ...given.headers });
    },
  });
}

/** One server-sent event. */
export interface Frame {
  readonly event: string;
  readonly id: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: frames are asserted on, whatever they hold.
  readonly data: any;
}

/** Reads a stream frame by frame, and only as fast as it is asked to. */
export class SseReader implements AsyncDisposable {
  readonly response: Response;
  /** Comment lines seen so far. */
  comments = 0;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  readonly #abort: AbortController;
  readonly #decoder = new TextDecoder();
  #text = "";

  private constructor(response: Response, abort: AbortController) {
    this.response = response;
    this.#abort = abort;
    this.#reader = response.body?.getReader();
  }

  static async open(url: string, headers: Record<string, string>): Promise<SseReader> {
    const abort = new AbortController();
    return new SseReader(await fetch(url, { headers, signal: abort.signal }), abort);
  }

  /** The next frame, or undefined when the stream has ended. */
  async next(): Promise<Frame | undefined> {
    for (;;) {
      const end = this.#text.indexOf("\n\n");
      if (end === -1) {
        const { done, value } = (await this.#reader?.read()) ?? { done: true, value: undefined };
        if (done) return undefined;
        this.#text += this.#decoder.decode(value, { stream: true });
        continue;
      }
      const block = this.#text.slice(0, end);
      this.#text = this.#text.slice(end + 2);
      if (block.startsWith(":")) this.comments++;
      else return parseFrame(block);
    }
  }

  /** The next `count` frames named `event`. */
  async events(count: number): Promise<Frame[]> {
    const frames: Frame[] = [];
    while (frames.length < count) {
      const frame = await this.next();
      if (frame === undefined) throw new Error(`the stream ended after ${frames.length} of ${count} events`);
      if (frame.event === "event") frames.push(frame);
    }
    return frames;
  }

  /** Resolves with the number of heartbeats once the first has come. */
  async heartbeat(): Promise<number> {
    while (this.comments === 0) {
      const { done, value } = (await this.#reader?.read()) ?? { done: true, value: undefined };
      if (done) break;
      if (this.#decoder.decode(value, { stream: true }).includes(": \n\n")) this.comments++;
    }
    return this.comments;
  }

  close(): void {
    this.#abort.abort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }
}

function parseFrame(block: string): Frame {
  const fields = new Map(
    block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(": ") + 2)]),
  );
  return {
    event: fields.get("event") ?? "message",
    id: fields.get("id"),
    data: JSON.parse(fields.get("data") ?? "null"),
  };
}

/** An event as a producer writes it. */
export const order = (more: Record<string, unknown> = {}) => ({
  specversion: "1.0",
  source: "/shop",
  type: "order.placed",
  topic: "business-facts",
  data: { total: 3 },
  ...more,
});

export type { Scope };
