/**
 * Reads one topic of one tenant live, for a hub.
 *
 * 1. `position` is the sequence up to which everything of the tenant was handed on; a message is handed on only when
 *    its consumer sequence follows the last. Whatever breaks that (a skipped number, silence past the heartbeats, a
 *    new connection) opens a new consumer at `position + 1`.
 * 2. Each opening first looks at the stream: what was removed past `position` is handed on as a gap before anything
 *    else, and a stream that ends before `position` was made anew, which ends the tap with CURSOR_INVALID.
 * 3. A heartbeat that confirms the last consumer sequence moves `position` over events of others.
 * 4. What was written past the bus and is no event is passed over.
 * 5. While the consumer lags, events may be removed under it. A hole met then is checked against the stream's first
 *    sequence within CHECK_EVERY_MS.
 */
import { AckPolicy, DeliverPolicy } from "@nats-io/jetstream";
import { createInbox, Empty, type Msg, type MsgHdrs, nanos, nuid, type Subscription } from "@nats-io/nats-core";
import { type Topic, TroupeError } from "@troupe/contracts";
import type { Timer } from "../clock.js";
import { cursorInvalid } from "../domain/cursor.js";
import { holdsEvent } from "../domain/readable.js";
import { streamOf } from "../domain/subject.js";
import type { ReadingContext } from "./context.js";
import { parseDelivery } from "./message.js";
import { readerSubject } from "./selection.js";

const HEARTBEAT_MS = 5_000;
const CONSUMER_IDLE_MS = 30_000;
const RETRY_MS = 250;
const CHECK_EVERY_MS = 100;
const CONTROL = 100;

export interface TapSink {
  message(sequence: number, subject: string, data: Uint8Array): void;
  gap(from: number, to: number): void;
  /** Nothing of the tenant lies up to `sequence` that was not handed on. */
  advance(sequence: number): void;
  failed(error: TroupeError): void;
}

export interface TapOptions {
  readonly tenant: string;
  readonly topic: Topic;
  /** Sequence after which to read. */
  readonly after: number;
}

export class Tap {
  readonly #context: ReadingContext;
  readonly #options: TapOptions;
  readonly #sink: TapSink;
  readonly #stream: string;
  #position: number;
  #delivered = 0;
  #lagging = false;
  #unverified: number | undefined;
  #subscription: Subscription | undefined;
  #consumer: string | undefined;
  /** Messages of a new consumer, until the stream was looked at. */
  #held: Msg[] | undefined;
  #heardAt = 0;
  #timer: Timer | undefined;
  #checking: Timer | undefined;
  #epoch = 0;

  constructor(context: ReadingContext, options: TapOptions, sink: TapSink) {
    this.#context = context;
    this.#options = options;
    this.#sink = sink;
    this.#stream = streamOf(options.topic);
    this.#position = options.after;
    this.open();
  }

  /** Reads on with a new consumer. */
  open(): void {
    this.#leave();
    this.#epoch += 1;
    const epoch = this.#epoch;
    this.#open(epoch).catch((error: unknown) => {
      if (epoch !== this.#epoch) return;
      if (error instanceof TroupeError) {
        this.close();
        this.#sink.failed(error);
      } else {
        this.#timer = this.#context.clock.after(RETRY_MS, () => this.open());
      }
    });
  }

  close(): void {
    this.#epoch += 1;
    this.#leave();
    this.#checking?.cancel();
  }

  async #open(epoch: number): Promise<void> {
    const { nc, jsm, states, clock } = this.#context;
    const { tenant, topic } = this.#options;
    const inbox = createInbox();
    const name = `troupe-live-${nuid.next()}`;
    this.#delivered = 0;
    this.#lagging = false;
    this.#held = [];
    this.#consumer = name;
    this.#subscription = nc.subscribe(inbox, {
      callback: (error, msg) => {
        if (epoch !== this.#epoch) return;
        this.#heardAt = clock.now();
        if (error !== null) this.open();
        else if (this.#held === undefined) this.#receive(msg);
        else this.#held.push(msg);
      },
    });
    await jsm.consumers.add(this.#stream, {
      name,
      ack_policy: AckPolicy.None,
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: this.#position + 1,
      deliver_subject: inbox,
      filter_subject: readerSubject(tenant, topic),
      flow_control: true,
      idle_heartbeat: nanos(HEARTBEAT_MS),
      inactive_threshold: nanos(CONSUMER_IDLE_MS),
      mem_storage: true,
      num_replicas: 1,
    });
    const state = await states.of(topic);
    if (epoch !== this.#epoch) return;
    if (state.last < this.#position) throw cursorInvalid(`the stream of ${topic} was made anew`);
    this.#release(state.first);
    this.#heardAt = clock.now();
    this.#listen(epoch);
  }

  #release(first: number): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    const next = parseDelivery(held.find((msg) => parseDelivery(msg.reply) !== undefined)?.reply)?.sequence;
    const to = Math.min(first, next ?? first) - 1;
    if (to > this.#position) {
      this.#sink.gap(this.#position + 1, to);
      this.#position = to;
    }
    for (const msg of held) this.#receive(msg);
  }

  #listen(epoch: number): void {
    const { clock } = this.#context;
    this.#timer = clock.after(2 * HEARTBEAT_MS, () => {
      if (epoch !== this.#epoch) return;
      if (clock.now() - this.#heardAt > 2 * HEARTBEAT_MS) this.open();
      else this.#listen(epoch);
    });
  }

  #receive(msg: Msg): void {
    const delivery = parseDelivery(msg.reply);
    if (delivery === undefined) {
      if (msg.headers?.code === CONTROL) this.#control(msg, msg.headers);
      else this.open();
      return;
    }
    if (delivery.consumerSequence !== this.#delivered + 1) {
      if (delivery.consumer === this.#consumer) this.open();
      return;
    }
    this.#delivered += 1;
    if (this.#lagging && delivery.sequence > this.#position + 1) this.#doubt(this.#position + 1);
    this.#lagging = delivery.pending > 0;
    this.#position = delivery.sequence;
    const { data } = msg;
    if (holdsEvent(data)) this.#sink.message(delivery.sequence, msg.subject, data);
    else this.#sink.advance(delivery.sequence);
  }

  #control(msg: Msg, headers: MsgHdrs): void {
    if (msg.reply) {
      msg.respond();
      return;
    }
    const stalled = headers.get("Nats-Consumer-Stalled");
    if (stalled) this.#context.nc.publish(stalled, Empty);
    const delivered = Number(headers.get("Nats-Last-Consumer"));
    if (delivered > this.#delivered) {
      this.open();
      return;
    }
    const through = Number(headers.get("Nats-Last-Stream"));
    if (delivered !== this.#delivered || !(through > this.#position)) return;
    this.#position = through;
    this.#sink.advance(through);
  }

  #doubt(from: number): void {
    this.#unverified ??= from;
    this.#checking ??= this.#context.clock.after(CHECK_EVERY_MS, () => {
      this.#check().catch(() => undefined);
    });
  }

  async #check(): Promise<void> {
    const from = this.#unverified;
    const to = this.#position;
    this.#unverified = undefined;
    const epoch = this.#epoch;
    try {
      const { first } = await this.#context.states.of(this.#options.topic);
      if (epoch === this.#epoch && from !== undefined && first > from) this.#sink.gap(from, Math.min(first - 1, to));
    } finally {
      this.#checking = undefined;
      if (this.#unverified !== undefined && epoch === this.#epoch) this.#doubt(this.#unverified);
    }
  }

  #leave(): void {
    this.#timer?.cancel();
    this.#subscription?.unsubscribe();
    this.#subscription = undefined;
    const name = this.#consumer;
    this.#consumer = undefined;
    const { nc, jsm } = this.#context;
    if (name !== undefined && !nc.isClosed()) jsm.consumers.delete(this.#stream, name).catch(() => undefined);
  }
}
