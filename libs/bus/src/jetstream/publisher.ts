/**
 * The pipelined publisher.
 *
 * 1. One wildcard subscription takes all acknowledgements; a reply subject ends in the number of its pending publish.
 * 2. A pending publish keeps its frame until it settles, so it is sent again after a reconnect; the server drops the
 *    copy by its `Nats-Msg-Id`, and the receipt says `duplicate` then.
 * 3. While the connection is lost nothing is handed to the client, whose buffer would be emptied by the next dial.
 * 4. Every pending publish settles: by its acknowledgement, or by the sweep when its time is over.
 * 5. A publish is one frame of the NATS protocol (HPUB), kept as text; the frames of one turn are encoded together and
 *    handed to the client's outbound queue as one buffer. Its own `publish` makes four buffers for each.
 * 6. No responders means that the stream is missing: it is ensured once, and the publish is sent once more.
 */
import { createInbox, type Msg, type NatsConnection } from "@nats-io/nats-core";
import type { NatsConnectionImpl } from "@nats-io/nats-core/internal";
import { type CloudEvent, type PublishReceipt, type Topic, TroupeError } from "@troupe/contracts";
import type { Clock, Timer } from "../clock.js";
import { delayedMessageId, delayedSubject, eventSubject, GROUP_HEADER, messageId } from "../domain/subject.js";
import { type ApiFault, storeFault, unavailable } from "./faults.js";
import type { Link } from "./link.js";

const SWEEP_MS = 250;
/** Characters of frames after which a turn's are handed over before its end. */
const TURN_BYTES = 128 * 1024;
const MAX_PENDING = 100_000;
const MAX_PENDING_BYTES = 256 * 1024 * 1024;
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
const NO_RESPONDERS = 503;

/** What JetStream answers to a stored message. */
export interface Stored {
  readonly sequence: number;
  readonly duplicate: boolean;
}

interface Message {
  readonly subject: string;
  /** Text is UTF-8 on the wire. */
  readonly data: Uint8Array | string;
  readonly header: string;
}

interface Pending {
  readonly subject: string;
  readonly frame: string | Buffer;
  /** Of header and data: what the server's limit is about. */
  readonly payloadBytes: number;
  readonly deadline: number;
  ensured: boolean;
  resolve(stored: Stored): void;
  reject(error: TroupeError): void;
}

/** What a message's headers say. */
export interface MessageLabels {
  /** `Nats-Msg-Id`. */
  readonly id: string;
  readonly traceparent?: string | undefined;
  /** The one group it is for. */
  readonly group?: string;
}

interface PubAck {
  readonly seq: number;
  readonly duplicate?: boolean;
  readonly error?: ApiFault;
}

export interface PublisherContext {
  readonly nc: NatsConnection;
  readonly link: Link;
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** Creates the streams that are missing. */
  ensure(): Promise<void>;
}

export class Publisher {
  readonly #context: PublisherContext;
  readonly #inbox: string;
  readonly #pending = new Map<number, Pending>();
  readonly #unsubscribe: () => void;
  readonly #unlisten: () => void;
  /** Frames of this turn that are not handed over yet. */
  #turn: string[] = [];
  #turnBytes = 0;
  #bytes = 0;
  #next = 0;
  #sweep: Timer | undefined;

  constructor(context: PublisherContext) {
    this.#context = context;
    this.#inbox = `${createInbox()}.`;
    const subscription = context.nc.subscribe(`${this.#inbox}*`, {
      callback: (_error, message) => this.#answered(message),
    });
    this.#unsubscribe = () => subscription.unsubscribe();
    this.#unlisten = context.link.onChange((state) => {
      if (state === "connected") for (const [number, entry] of this.#pending) this.#send(number, entry);
    });
  }

  /** Stores an event under its own id, held while `deliverat` is ahead. */
  publish(event: CloudEvent): Promise<PublishReceipt> {
    try {
      return this.#enqueue(this.#messageOf(event), receiptOf(event.id, event.topic));
    } catch (error) {
      return Promise.reject(error as Error);
    }
  }

  /** Stores bytes on a subject; a repeated `id` within the stream's window is a duplicate. */
  store(subject: string, data: Uint8Array, labels: MessageLabels): Promise<Stored> {
    return this.#enqueue({ subject, data, header: headerOf(labels) }, (stored) => stored);
  }

  close(): void {
    this.#unlisten();
    this.#sweep?.cancel();
    for (const [number] of this.#pending) this.#settle(number)?.reject(unavailable("the bus was closed"));
    if (!this.#context.nc.isClosed()) this.#unsubscribe();
  }

  #messageOf(event: CloudEvent): Message {
    const { tenantid, topic, type, id, deliverat, traceparent } = event;
    const held = deliverat !== undefined && Date.parse(deliverat) > this.#context.clock.now();
    return {
      subject: held ? delayedSubject(tenantid, topic, type) : eventSubject(tenantid, topic, type),
      data: JSON.stringify(event),
      header: headerOf({ id: held ? delayedMessageId(tenantid, topic, id) : messageId(tenantid, id), traceparent }),
    };
  }

  /** Holds on to the frame and to nothing else: many wait at once, and what waits is what a collection copies. */
  #enqueue<T>(message: Message, finish: (stored: Stored) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const number = this.#next++;
      const { frame, payloadBytes } = frameOf(message, this.#inbox + number);
      if (this.#pending.size >= MAX_PENDING || this.#bytes + frame.length > MAX_PENDING_BYTES) {
        throw unavailable("too many events wait for an acknowledgement");
      }
      const now = this.#context.clock.now();
      const entry: Pending = {
        subject: message.subject,
        frame,
        payloadBytes,
        deadline: now + this.#context.timeoutMs,
        ensured: false,
        resolve: (stored) => resolve(finish(stored)),
        reject,
      };
      this.#pending.set(number, entry);
      this.#bytes += frame.length;
      this.#sweep ??= this.#context.clock.after(SWEEP_MS, () => this.#expire());
      if (this.#context.link.connected) this.#send(number, entry);
    });
  }

  #send(number: number, { frame, payloadBytes }: Pending): void {
    const { nc } = this.#context;
    const limit = nc.info?.max_payload ?? payloadBytes;
    if (payloadBytes > limit) {
      const detail = `the event takes ${payloadBytes} bytes, nats-server allows ${limit}`;
      this.#settle(number)?.reject(new TroupeError("EVENT_TOO_LARGE", detail));
    } else if (nc.isClosed() || nc.isDraining()) {
      this.#settle(number)?.reject(unavailable("the connection to NATS is closed"));
    } else {
      this.#write(frame);
    }
  }

  #write(frame: string | Buffer): void {
    if (typeof frame !== "string") {
      this.#flushTurn();
      (this.#context.nc as NatsConnectionImpl).protocol.sendCommand(frame);
      return;
    }
    if (this.#turn.length === 0) queueMicrotask(() => this.#flushTurn());
    this.#turn.push(frame);
    this.#turnBytes += frame.length;
    if (this.#turnBytes >= TURN_BYTES) this.#flushTurn();
  }

  #flushTurn(): void {
    if (this.#turn.length === 0) return;
    const frames = this.#turn;
    this.#turn = [];
    this.#turnBytes = 0;
    // Lost meanwhile: what is pending is sent again after the reconnect.
    if (!this.#context.link.connected) return;
    (this.#context.nc as NatsConnectionImpl).protocol.sendCommand(Buffer.from(frames.join("")));
  }

  #answered(message: Msg): void {
    const number = Number(message.subject.slice(this.#inbox.length));
    const entry = this.#pending.get(number);
    if (entry === undefined) return;
    if (message.data.length === 0) {
      if (message.headers?.code === NO_RESPONDERS) this.#missing(number, entry);
      return;
    }
    const answer = JSON.parse(textOf(message.data)) as PubAck;
    this.#settle(number);
    if (answer.error === undefined) entry.resolve({ sequence: answer.seq, duplicate: answer.duplicate === true });
    else entry.reject(storeFault(answer.error));
  }

  #missing(number: number, entry: Pending): void {
    if (entry.ensured) {
      this.#settle(number)?.reject(unavailable(`no stream takes ${entry.subject}: JetStream is not ready`));
      return;
    }
    entry.ensured = true;
    this.#context.ensure().then(
      () => this.#pending.has(number) && this.#send(number, entry),
      (cause: unknown) => this.#settle(number)?.reject(unavailable(`no stream takes ${entry.subject}`, cause)),
    );
  }

  #settle(number: number): Pending | undefined {
    const entry = this.#pending.get(number);
    if (entry === undefined) return undefined;
    this.#pending.delete(number);
    this.#bytes -= entry.frame.length;
    return entry;
  }

  /** Entries are in the order of their deadlines. */
  #expire(): void {
    const now = this.#context.clock.now();
    for (const [number, entry] of this.#pending) {
      if (entry.deadline > now) break;
      this.#settle(number)?.reject(unavailable(`no acknowledgement within ${this.#context.timeoutMs} ms`));
    }
    this.#sweep = this.#pending.size === 0 ? undefined : this.#context.clock.after(SWEEP_MS, () => this.#expire());
  }
}

const receiptOf =
  (id: string, topic: Topic) =>
  ({ sequence, duplicate }: Stored): PublishReceipt => ({ id, topic, sequence, duplicate });

/** The values are free of line breaks: id and group by their grammar, a trace parent by its pattern. */
function headerOf({ id, traceparent, group }: MessageLabels): string {
  const trace = traceparent !== undefined && TRACEPARENT.test(traceparent) ? `traceparent: ${traceparent}\r\n` : "";
  const target = group === undefined ? "" : `${GROUP_HEADER}: ${group}\r\n`;
  return `NATS/1.0\r\nNats-Msg-Id: ${id}\r\n${trace}${target}\r\n`;
}

/** `HPUB <subject> <reply> <header bytes> <total bytes>`, header and data (NATS client protocol). */
function frameOf({ subject, data, header }: Message, reply: string): Pick<Pending, "frame" | "payloadBytes"> {
  const payloadBytes = header.length + (typeof data === "string" ? Buffer.byteLength(data) : data.length);
  const head = `HPUB ${subject} ${reply} ${header.length} ${payloadBytes}\r\n${header}`;
  const frame = typeof data === "string" ? `${head}${data}\r\n` : Buffer.concat([Buffer.from(head), data, END]);
  return { frame, payloadBytes };
}

const END = Buffer.from("\r\n");

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
