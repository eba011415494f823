/**
 * The pipelined publisher.
 *
 * 1. One wildcard subscription takes all acknowledgements; a reply subject ends in the number of its pending publish.
 *    The number of one that was sent once and acknowledged once is used again, so that the server finds the subject in
 *    its cache; no acknowledgement of it can still come. Any other number is spent.
 * 2. A pending publish keeps its frame until it settles, so it is sent again after a reconnect; the server drops the
 *    copy by its `Nats-Msg-Id`, and the receipt says `duplicate` then.
 * 3. While the connection is lost nothing is handed to the client, whose buffer would be emptied by the next dial.
 * 4. Every pending publish settles: by its acknowledgement, or by the sweep when its time is over.
 * 5. A publish is one frame of the NATS protocol (HPUB). The frames of one turn are encoded together and handed to the
 *    client's outbound queue as one buffer, of which each pending publish keeps its part; the client's own `publish`
 *    makes four buffers for each. What waits is on no JavaScript heap, so that a collection copies next to nothing.
 * 6. While acknowledgements are awaited, frames gather: until the next one comes, a turn is full, or HOLD_MS have
 *    passed. So one write, here and in the server, carries what many publishers publish at once (as RFC 896 does
 *    for TCP); where nothing is awaited a frame leaves at the end of the event loop's turn.
 * 7. Acknowledgements are told at the end of the turn of the event loop they came in: what else came in it, deliveries
 *    above all, goes first, since a publisher can wait better than a handler.
 * 8. No responders means that the stream is missing: it is ensured once, and the publish is sent once more.
 */
import { createInbox, type Msg, type NatsConnection } from "@nats-io/nats-core";
import type { NatsConnectionImpl } from "@nats-io/nats-core/internal";
import { type CloudEvent, type PublishReceipt, TroupeError } from "@troupe/contracts";
import type { Published } from "../bus.js";
import type { Clock, Timer } from "../clock.js";
import { delayedMessageId, delayedSubject, eventSubject, groupEventSubject, messageId } from "../domain/subject.js";
import { EventWriter } from "./event-writer.js";
import { asTroupeError, unavailable } from "./faults.js";
import { encodeFrames, type Frame, frameOf, headerOf, type Message, type MessageLabels } from "./frame.js";
import type { Link } from "./link.js";
import { readPubAck, type Stored } from "./pub-ack.js";
import { readAhead } from "./read-ahead.js";
import { Many, One, type Waiter } from "./waiter.js";

const SWEEP_MS = 250;
/** Bytes of frames after which a turn's are handed over before its end. */
const TURN_BYTES = 64 * 1024;
/** Longest that a frame is held for others while acknowledgements are awaited. */
const HOLD_MS = 1;
const MAX_PENDING = 100_000;
const MAX_PENDING_BYTES = 256 * 1024 * 1024;
const NO_RESPONDERS = 503;

interface Pending {
  readonly subject: string;
  readonly frame: Frame;
  readonly deadline: number;
  readonly waiter: Waiter;
  readonly at: number;
  ensured: boolean;
  /** How often it was handed over. */
  sends: number;
  answer: number | Stored | TroupeError | undefined;
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
  /** What is not handed over yet. */
  #turn: Frame[] = [];
  #turnBytes = 0;
  #flushing: NodeJS.Immediate | undefined;
  #hold: Timer | undefined;
  /** What is acknowledged and not told yet. */
  #answered: Pending[] = [];
  readonly #writer = new EventWriter();
  /** Of the event before: producers send many alike. */
  #last = { tenantid: "", topic: "", type: "", subject: "" };
  #bytes = 0;
  #next = 0;
  /** Numbers to use again, the latest first. */
  readonly #free: number[] = [];
  #sweep: Timer | undefined;

  constructor(context: PublisherContext) {
    this.#context = context;
    this.#inbox = `${createInbox()}.`;
    const subscription = context.nc.subscribe(`${this.#inbox}*`, {
      callback: (_error, message) => this.#receive(message),
    });
    this.#unsubscribe = () => subscription.unsubscribe();
    this.#listen();
    this.#unlisten = context.link.onChange((state) => {
      if (state !== "connected") return;
      this.#listen();
      for (const [number, entry] of this.#pending) this.#send(number, entry);
    });
  }

  /** Stores an event under its own id: for one group alone, or held while `deliverat` is ahead. */
  publish(event: CloudEvent, to?: { readonly group: string }): Promise<PublishReceipt> {
    const { id, topic } = event;
    return new Promise((resolve, reject) => {
      const finish = (sequence: number, duplicate: boolean): void => resolve({ id, topic, sequence, duplicate });
      const message = to === undefined ? this.#messageOf(event) : this.#messageTo(event, to.group);
      this.#enqueue(message, new One(finish, reject), 0);
    });
  }

  /** Stores events in their order: what became of each. */
  publishAll(events: readonly CloudEvent[]): Promise<readonly Published[]> {
    return new Promise((resolve) => {
      const many = new Many(events, resolve);
      for (const [at, event] of events.entries()) {
        try {
          this.#enqueue(this.#messageOf(event), many, at);
        } catch (error) {
          many.refused(at, asTroupeError(error));
        }
      }
    });
  }

  /** Stores bytes on a subject; a repeated `id` within the stream's window is a duplicate. */
  store(subject: string, data: Uint8Array, labels: MessageLabels): Promise<Stored> {
    return new Promise((resolve, reject) => {
      const finish = (sequence: number, duplicate: boolean): void => resolve({ sequence, duplicate });
      this.#enqueue({ subject, data, header: headerOf(labels) }, new One(finish, reject), 0);
    });
  }

  #listen(): void {
    const acknowledge = (number: number, bytes: Uint8Array, from: number, to: number): void =>
      this.#acknowledge(number, bytes, from, to);
    readAhead(this.#context.nc, this.#inbox, acknowledge);
  }

  close(): void {
    this.#unlisten();
    this.#sweep?.cancel();
    this.#hold?.cancel();
    if (this.#flushing !== undefined) clearImmediate(this.#flushing);
    this.#turn = [];
    for (const [number] of this.#pending) this.#refuse(number, unavailable("the bus was closed"));
    if (!this.#context.nc.isClosed()) this.#unsubscribe();
  }

  #messageOf(event: CloudEvent): Message {
    const { tenantid, topic, type, id, deliverat, traceparent } = event;
    const held = deliverat !== undefined && Date.parse(deliverat) > this.#context.clock.now();
    return {
      subject: held ? delayedSubject(tenantid, topic, type) : this.#subjectOf(event),
      data: this.#writer.write(event),
      header: headerOf({ id: held ? delayedMessageId(tenantid, topic, id) : messageId(tenantid, id), traceparent }),
    };
  }

  #messageTo(event: CloudEvent, group: string): Message {
    const { tenantid, topic, type, id, traceparent } = event;
    return {
      subject: groupEventSubject(tenantid, topic, type),
      data: this.#writer.write(event),
      header: headerOf({ id: messageId(tenantid, id), traceparent, group }),
    };
  }

  #subjectOf({ tenantid, topic, type }: CloudEvent): string {
    const last = this.#last;
    if (last.type === type && last.topic === topic && last.tenantid === tenantid) return last.subject;
    const subject = eventSubject(tenantid, topic, type);
    this.#last = { tenantid, topic, type, subject };
    return subject;
  }

  /** Throws when too much is pending. */
  #enqueue(message: Message, waiter: Waiter, at: number): void {
    const { subject } = message;
    const number = this.#free.pop() ?? this.#next++;
    const frame = frameOf(message, this.#inbox + number);
    if (this.#pending.size >= MAX_PENDING || this.#bytes + frame.size > MAX_PENDING_BYTES) {
      throw unavailable("too many events wait for an acknowledgement");
    }
    const deadline = this.#context.clock.now() + this.#context.timeoutMs;
    const entry: Pending = { subject, frame, deadline, waiter, at, ensured: false, sends: 0, answer: undefined };
    this.#pending.set(number, entry);
    this.#bytes += frame.size;
    this.#sweep ??= this.#context.clock.after(SWEEP_MS, () => this.#expire());
    if (this.#context.link.connected) this.#send(number, entry);
  }

  #send(number: number, entry: Pending): void {
    const { frame } = entry;
    const { nc } = this.#context;
    const { payloadBytes } = frame;
    const limit = nc.info?.max_payload ?? payloadBytes;
    if (payloadBytes > limit) {
      const detail = `the event takes ${payloadBytes} bytes, nats-server allows ${limit}`;
      this.#refuse(number, new TroupeError("EVENT_TOO_LARGE", detail));
    } else if (nc.isClosed() || nc.isDraining()) {
      this.#refuse(number, unavailable("the connection to NATS is closed"));
    } else {
      entry.sends += 1;
      this.#write(frame);
    }
  }

  #write(frame: Frame): void {
    this.#turn.push(frame);
    this.#turnBytes += frame.size;
    const isAwaiting = this.#pending.size > this.#turn.length;
    if (this.#turnBytes >= TURN_BYTES) this.#flush();
    else if (isAwaiting) this.#hold ??= this.#context.clock.after(HOLD_MS, () => this.#flush());
    else this.#flushSoon();
  }

  /** At the end of this turn of the event loop: what arrives together leaves together. */
  #flushSoon(): void {
    this.#flushing ??= setImmediate(() => this.#flush());
  }

  #flush(): void {
    if (this.#flushing !== undefined) clearImmediate(this.#flushing);
    this.#flushing = undefined;
    this.#hold?.cancel();
    this.#hold = undefined;
    const turn = this.#turn;
    this.#turn = [];
    this.#turnBytes = 0;
    // Lost meanwhile: what is pending is sent again after the reconnect.
    if (!this.#context.link.connected) return;
    const { protocol } = this.#context.nc as NatsConnectionImpl;
    for (const buffer of encodeFrames(turn)) protocol.sendCommand(buffer);
  }

  /** What was not read ahead. */
  #receive(message: Msg): void {
    const number = Number(message.subject.slice(this.#inbox.length));
    const { data } = message;
    if (data.length > 0) {
      this.#acknowledge(number, data, 0, data.length);
      return;
    }
    const entry = this.#pending.get(number);
    if (entry !== undefined && message.headers?.code === NO_RESPONDERS) this.#missing(number, entry);
  }

  #acknowledge(number: number, bytes: Uint8Array, from: number, to: number): void {
    const entry = this.#pending.get(number);
    if (entry === undefined) return;
    entry.answer = readPubAck(bytes, from, to);
    this.#settle(number, entry);
    if (entry.sends === 1) this.#free.push(number);
    if (this.#turn.length > 0) this.#flushSoon();
    if (this.#answered.length === 0) setImmediate(() => this.#tell());
    this.#answered.push(entry);
  }

  #tell(): void {
    const answered = this.#answered;
    this.#answered = [];
    for (const { waiter, at, answer } of answered) {
      if (typeof answer === "number") waiter.stored(at, answer, false);
      else if (answer instanceof TroupeError) waiter.refused(at, answer);
      else if (answer !== undefined) waiter.stored(at, answer.sequence, answer.duplicate);
    }
  }

  #missing(number: number, entry: Pending): void {
    if (entry.ensured) {
      this.#refuse(number, unavailable(`no stream takes ${entry.subject}: JetStream is not ready`));
      return;
    }
    entry.ensured = true;
    this.#context.ensure().then(
      () => this.#pending.has(number) && this.#send(number, entry),
      (cause: unknown) => this.#refuse(number, unavailable(`no stream takes ${entry.subject}`, cause)),
    );
  }

  #refuse(number: number, error: TroupeError): void {
    const entry = this.#pending.get(number);
    if (entry === undefined) return;
    this.#settle(number, entry);
    entry.waiter.refused(entry.at, error);
  }

  #settle(number: number, { frame }: Pending): void {
    this.#pending.delete(number);
    this.#bytes -= frame.size;
  }

  /** Entries are in the order of their deadlines. */
  #expire(): void {
    const now = this.#context.clock.now();
    for (const [number, entry] of this.#pending) {
      if (entry.deadline > now) break;
      this.#refuse(number, unavailable(`no acknowledgement within ${this.#context.timeoutMs} ms`));
    }
    this.#sweep = this.#pending.size === 0 ? undefined : this.#context.clock.after(SWEEP_MS, () => this.#expire());
  }
}
