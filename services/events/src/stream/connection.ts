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
  readonly #onClose: () => void;
  #closed = false;
  #wake: (() => void) | undefined;

  /** Takes the response over from Fastify; `onClose` is called once, however it ends. */
  constructor(reply: FastifyReply, onClose: () => void) {
    this.#raw = reply.raw;
    this.#onClose = onClose;
    reply.hijack();
    this.#raw.on("close", () => this.#closeOnce());
    this.#raw.on("error", () => this.#closeOnce());
    this.#raw.on("drain", () => this.#resume());
    this.#raw.socket?.setKeepAlive(true, TCP_KEEP_ALIVE_MS);
    this.#raw.writeHead(200, { ...reply.getHeaders(), ...HEADERS } as Record<string, string>);
    this.#raw.flushHeaders();
    if (this.#raw.destroyed) this.#closeOnce();
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
    this.#onClose();
  }
}
