import { expect } from "vitest";

// biome-ignore lint/suspicious/noExplicitAny: the tests read what came over the wire, whatever it is.
export type Json = any;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Json;
}

export interface CallOptions {
  readonly token?: string | undefined;
  /** Sent as it is when a string or bytes, else as JSON. */
  readonly body?: unknown;
  readonly type?: string;
  readonly headers?: Record<string, string>;
}

/** One HTTP request with nothing between the test and the wire. */
export async function call(url: string, method: string, options: CallOptions = {}): Promise<Answer> {
  const { token, body, type, headers = {} } = options;
  const raw = typeof body === "string" || body instanceof Uint8Array;
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": type ?? "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: raw ? (body as string) : JSON.stringify(body) }),
  });
  const text = await response.text();
  let json: Json;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}

/** Holds an answer to RFC 9457 and to the members design names. */
export function expectProblem(answer: Answer, status: number, code?: string, pointer?: string): void {
  expect({ status: answer.status, code: answer.json?.code, text: answer.text.slice(0, 400) }).toMatchObject({
    status,
    ...(code === undefined ? {} : { code }),
  });
  expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  expectProblemBody(answer.json, status);
  if (pointer !== undefined)
    expect(
      answer.json.errors?.map((fault: Json) => fault.pointer),
      answer.text,
    ).toContain(pointer);
}

export function expectProblemBody(problem: Json, status: number): void {
  expect(problem).toMatchObject({
    type: expect.stringMatching(/^[a-z]+:/),
    title: expect.stringMatching(/./),
    status,
    code: expect.stringMatching(/^[A-Z][A-Z_]+$/),
    detail: expect.stringMatching(/./),
    traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  for (const fault of problem.errors ?? []) {
    expect(fault).toEqual({ pointer: expect.stringMatching(/^(\/.*)?$/), message: expect.stringMatching(/./) });
  }
}

export interface Frame {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: Json;
  /** The block as it was sent. */
  readonly raw: string;
}

/** One open event stream, its blocks in the order in which they came. */
export class Stream {
  readonly status: number;
  readonly headers: Headers;
  readonly frames: Frame[] = [];
  readonly comments: string[] = [];
  /** Names of all frames seen, taken or not. */
  readonly seen: string[] = [];
  ended = false;
  readonly #abort: AbortController;
  #wake: (() => void)[] = [];

  constructor(response: Response, abort: AbortController) {
    this.status = response.status;
    this.headers = response.headers;
    this.#abort = abort;
    void this.#read(response);
  }

  async #read(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    let rest = "";
    try {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        const blocks = (rest + decoder.decode(chunk, { stream: true })).split("\n\n");
        rest = blocks.pop() ?? "";
        for (const block of blocks) this.#take(block);
        this.#notify();
      }
    } catch {
      // The test closed it, or the service did without a word; both end the stream.
    }
    this.ended = true;
    this.#notify();
  }

  #take(block: string): void {
    const lines = block.split("\n");
    const field = (name: string) =>
      lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).replace(/^ /, ""));
    this.comments.push(...lines.filter((line) => line.startsWith(":")));
    const data = field("data");
    if (data.length === 0) return;
    const event = field("event")[0] ?? "message";
    this.seen.push(event);
    this.frames.push({ event, id: field("id")[0], data: JSON.parse(data.join("\n")), raw: block });
  }

  #notify(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }

  /** Resolves once `probe` gives something; it is asked again whenever something came. */
  async until<T>(what: string, probe: () => T | undefined, withinMs = 10_000): Promise<T> {
    const deadline = performance.now() + withinMs;
    for (;;) {
      const found = probe();
      if (found !== undefined) return found;
      const leftMs = deadline - performance.now();
      if (leftMs <= 0 || this.ended)
        throw new Error(`${this.ended ? "ended" : `${withinMs} ms passed`} before ${what}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, leftMs);
        this.#wake.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Takes the next frame of that name, leaving others. */
  next(event = "event", withinMs?: number): Promise<Frame> {
    return this.until(
      `a frame "${event}"`,
      () => {
        const at = this.frames.findIndex((frame) => frame.event === event);
        return at < 0 ? undefined : this.frames.splice(at, 1)[0];
      },
      withinMs,
    );
  }

  /** Takes `count` event frames. */
  async take(count: number, withinMs?: number): Promise<Frame[]> {
    const taken: Frame[] = [];
    while (taken.length < count) taken.push(await this.next("event", withinMs));
    return taken;
  }

  async end(withinMs = 10_000): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!this.ended) {
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) throw new Error(`the stream is open after ${withinMs} ms`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, leftMs);
        this.#wake.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  close(): void {
    this.#abort.abort();
  }
}

/** Opens an event stream and waits for the head of the answer. */
export async function openStream(url: string, token: string, headers: Record<string, string> = {}): Promise<Stream> {
  const abort = new AbortController();
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}`, accept: "text/event-stream", ...headers },
    signal: abort.signal,
  });
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return new Stream(response, abort);
}

/** Asks again until `probe` gives something. */
export async function eventually<T>(what: string, probe: () => Promise<T | undefined>, withinMs = 10_000): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** The least an event needs, with what the test adds. */
export function event(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return { specversion: "1.0", source: "/outsider", type: "order.placed", topic: "business-facts", ...overrides };
}
