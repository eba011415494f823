import type { FastifyReply } from "fastify";
import { HEARTBEAT } from "../domain/frames.js";

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};
/** A peer that vanished without a word is noticed by TCP itself. */
const TCP_KEEP_ALIVE_MS = 30_000;

/** One open response of server-sent events. Node gathers what is written in one tick into one write. */
export class SseConnection {
  readonly #raw: FastifyReply["raw"];
  #closed = false;
  #onClose: (() => void) | undefined;
  #wake: (() => void) | undefined;

  /** Takes the response over from Fastify. */
  constructor(reply: FastifyReply) {
    this.#raw = reply.raw;
    reply.hijack();
    this.#raw.on("close", () => this.#closeOnce());
    this.#raw.on("error", () => this.#closeOnce());
    this.#raw.on("drain", () => this.#resume());
    this.#raw.socket?.setKeepAlive(true, TCP_KEEP_ALIVE_MS);
    this.#raw.writeHead(200, { ...reply.getHeaders(), ...HEADERS } as Record<string, string>);
    this.#raw.flushHeaders();
    if (this.#raw.destroyed) this.#closeOnce();
  }

  /** `listener` is called once, however the response ends; at once where the client has already left. */
  onClose(listener: () => void): void {
    if (this.#closed) listener();
    else this.#onClose = listener;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** False when the reader is behind: wait for {@link drained} before the next write. */
  write(chunk: Buffer | string): boolean {
    return !this.#closed && this.#raw.write(chunk);
  }

  /** Resolves when the reader has caught up, or is gone. */
  drained(): Promise<void> {
    if (this.#closed || !this.#raw.writableNeedDrain) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Says nothing, to keep the connection open; skipped when the reader is behind. */
  heartbeat(): void {
    if (!this.#closed && !this.#raw.writableNeedDrain) this.#raw.write(HEARTBEAT);
  }

  end(chunk: string): void {
    if (!this.#closed) this.#raw.end(chunk);
  }

  #resume(): void {
    this.#wake?.();
    this.#wake = undefined;
  }

  #closeOnce(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#resume();
    this.#onClose?.();
  }
}
