/**
 * The pipelined publisher.
 *
 * 1. One wildcard subscription takes all acknowledgements; a reply subject ends in the number of its pending publish.
 * 2. A pending publish keeps its bytes until it settles, so it is sent again after a reconnect; the server drops the
 *    copy by its `Nats-Msg-Id`, and the receipt says `duplicate` then.
 * 3. While the connection is lost nothing is handed to the client, whose buffer would be emptied by the next dial.
 * 4. Every pending publish settles: by its acknowledgement, or by the sweep when its time is over.
 * 5. No responders means that the stream is missing: it is ensured once, and the publish is sent once more.
 */
import { createInbox, type Msg, type MsgHdrs, type NatsConnection } from "@nats-io/nats-core";
import { type CloudEvent, type PublishReceipt, TroupeError } from "@troupe/contracts";
import type { Clock, Timer } from "../clock.js";
import { delayedMessageId, delayedSubject, eventSubject, GROUP_HEADER, messageId } from "../domain/subject.js";
import { type ApiFault, storeFault, unavailable } from "./faults.js";
import type { Link } from "./link.js";

const SWEEP_MS = 250;
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
  readonly data: Uint8Array;
  readonly header: string;
}

interface Pending extends Message {
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
    const { id, topic } = event;
    return this.#enqueue(
      () => this.#messageOf(event),
      ({ sequence, duplicate }) => ({ id, topic, sequence, duplicate }),
    );
  }

  /** Stores bytes on a subject; a repeated `id` within the stream's window is a duplicate. */
  store(subject: string, data: Uint8Array, labels: MessageLabels): Promise<Stored> {
    return this.#enqueue(
      () => ({ subject, data, header: headerOf(labels) }),
      (stored) => stored,
    );
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
      data: Buffer.from(JSON.stringify(event)),
      header: headerOf({ id: held ? delayedMessageId(tenantid, topic, id) : messageId(tenantid, id), traceparent }),
    };
  }

  /** One promise a publish, made with the message so that a fault in it rejects. */
  #enqueue<T>(messageOf: () => Message, finish: (stored: Stored) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const { subject, data, header } = messageOf();
      if (this.#pending.size >= MAX_PENDING || this.#bytes + data.length > MAX_PENDING_BYTES) {
        throw unavailable("too many events wait for an acknowledgement");
      }
      const now = this.#context.clock.now();
      const entry: Pending = {
        subject,
        data,
        header,
        deadline: now + this.#context.timeoutMs,
        ensured: false,
        resolve: (stored) => resolve(finish(stored)),
        reject,
      };
      const number = this.#next++;
      this.#pending.set(number, entry);
      this.#bytes += data.length;
      this.#sweep ??= this.#context.clock.after(SWEEP_MS, () => this.#expire());
      if (this.#context.link.connected) this.#send(number, entry);
    });
  }

  #send(number: number, entry: Pending): void {
    try {
      this.#context.nc.publish(entry.subject, entry.data, {
        reply: this.#inbox + number,
        headers: encoded(entry.header),
      });
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : String(cause);
      const tooLarge = detail.includes("max_payload");
      this.#settle(number)?.reject(
        tooLarge ? new TroupeError("EVENT_TOO_LARGE", detail, { cause }) : unavailable(detail, cause),
      );
    }
  }

  #answered(message: Msg): void {
    const number = Number(message.subject.slice(this.#inbox.length));
    const entry = this.#pending.get(number);
    if (entry === undefined) return;
    if (message.data.length === 0) {
      if (message.headers?.code === NO_RESPONDERS) this.#missing(number, entry);
      return;
    }
    const answer = message.json<PubAck>();
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
    this.#bytes -= entry.data.length;
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

/** The values are free of line breaks: id and group by their grammar, a trace parent by its pattern. */
function headerOf({ id, traceparent, group }: MessageLabels): string {
  const trace = traceparent !== undefined && TRACEPARENT.test(traceparent) ? `traceparent: ${traceparent}\r\n` : "";
  const target = group === undefined ? "" : `${GROUP_HEADER}: ${group}\r\n`;
  return `NATS/1.0\r\nNats-Msg-Id: ${id}\r\n${trace}${target}\r\n`;
}

/** The client asks headers for their bytes alone; making them at once costs a tenth of its own header object. */
const encoded = (header: string): MsgHdrs => ({ encode: () => Buffer.from(header, "latin1") }) as unknown as MsgHdrs;
