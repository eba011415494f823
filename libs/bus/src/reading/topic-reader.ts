/**
 * Reads one topic's stream privately, chunk by chunk, only when asked.
 *
 * 1. A pull consumer without acknowledgements delivers from `scanned + 1`; a chunk is what one request brought.
 * 2. Within a consumer, deliveries are numbered without holes; anything else loses the consumer (never an event):
 *    the next chunk makes a new one at `scanned + 1`.
 * 3. A hole in the stream's sequences is either of other subjects or was removed. The stream's first sequence, asked
 *    for after the chunk was delivered, tells: what lies below it and was not delivered is reported as a gap.
 * 4. An empty chunk proves that nothing of the filter lay between `scanned` and the stream's end as it was known
 *    before the request: only then is `scanned` moved there.
 * 5. At most one chunk is fetched ahead of the reader.
 */
import { AckPolicy, type ConsumerInfo, DeliverPolicy } from "@nats-io/jetstream";
import { createInbox, type Msg, nanos, nuid, type Subscription } from "@nats-io/nats-core";
import type { Topic } from "@troupe/contracts";
import { cursorInvalid } from "../domain/cursor.js";
import { streamOf } from "../domain/subject.js";
import { unlessLost } from "./connection.js";
import type { ReadingContext } from "./context.js";
import { ReaderLost } from "./fault.js";
import { type DeliveryInfo, type Gap, gapOf, parseDelivery, type StoredMessage } from "./message.js";
import { topicAt } from "./selection.js";

const CONSUMER_IDLE_MS = 30_000;
const PULL_TIMEOUT_MS = 5_000;
/** More than the largest event with its attributes. */
const CHUNK_BYTES = 1_310_720;
const NO_MESSAGES = 404;
const REQUEST_TIMEOUT = 408;
const CONFLICT = 409;

export interface TopicReaderOptions {
  /** Index in TOPICS. */
  readonly topic: number;
  readonly subject: string;
  /** Sequence after which to read. */
  readonly after: number;
  readonly chunkMessages: number;
  readonly headersOnly?: boolean;
  /** Fetch the next chunk while this one is worked on. */
  readonly ahead?: boolean;
}

export interface Chunk {
  readonly entries: readonly (StoredMessage | Gap)[];
  /** Everything of the filter up to here was read. */
  readonly through: number;
  /** Nothing more was there when this was fetched. */
  readonly atEnd: boolean;
}

export class TopicReader {
  readonly topic: number;
  readonly #context: ReadingContext;
  readonly #options: TopicReaderOptions;
  readonly #inbox = createInbox();
  #scanned: number;
  #atEnd = false;
  #consumer: string | undefined;
  #delivered = 0;
  #received: StoredMessage[] = [];
  #serial = 0;
  #pull: { left: number; end: (lost: boolean) => void } | undefined;
  #subscription: Subscription | undefined;
  #ahead: Promise<Chunk> | undefined;
  #closed = false;

  constructor(context: ReadingContext, options: TopicReaderOptions) {
    this.#context = context;
    this.#options = options;
    this.topic = options.topic;
    this.#scanned = options.after;
  }

  /** The next chunk; empty and `atEnd` when there is nothing more now. Throws ReaderLost, after which it may be called again. */
  async next(): Promise<Chunk> {
    const fetched = this.#ahead ?? this.#fetch();
    this.#ahead = undefined;
    const chunk = await fetched;
    if (this.#options.ahead === true && !chunk.atEnd && !this.#closed) {
      this.#ahead = this.#fetch();
      this.#ahead.catch(() => undefined);
    }
    return chunk;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#subscription?.unsubscribe();
    this.#pull?.end(true);
    this.#dropConsumer();
  }

  async #fetch(): Promise<Chunk> {
    try {
      return await this.#fetchOnce();
    } catch (error) {
      this.#dropConsumer();
      throw error;
    }
  }

  async #fetchOnce(): Promise<Chunk> {
    const { states } = this.#context;
    const topic = topicAt(this.topic);
    const isNew = this.#consumer === undefined;
    const before = isNew || this.#atEnd ? await states.of(topic) : undefined;
    if (before !== undefined && before.last < this.#scanned) {
      throw cursorInvalid(`${topic} ends before the cursor: its stream was made anew`);
    }
    if (this.#consumer === undefined) this.#atEnd = (await this.#createConsumer()).num_pending === 0;
    if (!(isNew && this.#atEnd)) await this.#request();
    const messages = this.#received;
    this.#received = [];
    if (messages.length === 0) this.#atEnd = true;
    const through = messages.at(-1)?.sequence ?? Math.max(this.#scanned, before?.last ?? 0);
    const atEnd = this.#atEnd;
    const whole = through - this.#scanned === messages.length;
    const entries = whole
      ? messages
      : withGaps(topic, { scanned: this.#scanned, messages, through, first: (await states.of(topic)).first });
    this.#scanned = through;
    return { entries, through, atEnd };
  }

  async #createConsumer(): Promise<ConsumerInfo> {
    if (this.#closed) throw new ReaderLost("closed");
    const { nc, jsm, watch } = this.#context;
    this.#subscription ??= nc.subscribe(`${this.#inbox}.*`, { callback: (error, msg) => this.#receive(error, msg) });
    const name = `troupe-read-${nuid.next()}`;
    this.#delivered = 0;
    this.#consumer = name;
    const added = jsm.consumers.add(streamOf(topicAt(this.topic)), {
      name,
      ack_policy: AckPolicy.None,
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: this.#scanned + 1,
      filter_subject: this.#options.subject,
      inactive_threshold: nanos(CONSUMER_IDLE_MS),
      mem_storage: true,
      num_replicas: 1,
      headers_only: this.#options.headersOnly === true,
    });
    return await unlessLost(watch, added);
  }

  #request(): Promise<void> {
    const { nc, clock, watch } = this.#context;
    return new Promise((resolve, reject) => {
      if (this.#closed) return reject(new ReaderLost("closed"));
      const timer = clock.after(PULL_TIMEOUT_MS, () => this.#pull?.end(true));
      const off = watch.onChange(() => this.#pull?.end(true));
      const end = (lost: boolean) => {
        timer.cancel();
        off();
        this.#pull = undefined;
        if (lost) this.#dropConsumer();
        if (lost && this.#received.length === 0) reject(new ReaderLost("the reader's consumer is gone"));
        else resolve();
      };
      this.#serial += 1;
      this.#pull = { left: this.#options.chunkMessages, end };
      const request = { batch: this.#options.chunkMessages, max_bytes: CHUNK_BYTES, no_wait: true };
      const subject = `$JS.API.CONSUMER.MSG.NEXT.${streamOf(topicAt(this.topic))}.${this.#consumer}`;
      try {
        nc.publish(subject, JSON.stringify(request), { reply: `${this.#inbox}.${this.#serial}` });
      } catch {
        end(true);
      }
    });
  }

  #receive(error: Error | null, msg: Msg): void {
    const delivery = parseDelivery(msg.reply);
    if (error !== null) this.#pull?.end(true);
    else if (delivery === undefined) this.#receiveStatus(msg);
    else if (delivery.consumer === this.#consumer) this.#receiveEvent(msg, delivery);
  }

  #receiveEvent(msg: Msg, delivery: DeliveryInfo): void {
    if (delivery.consumerSequence !== this.#delivered + 1) {
      this.#pull?.end(true);
      return;
    }
    this.#delivered += 1;
    this.#atEnd = delivery.pending === 0;
    const { sequence, storedNs } = delivery;
    const { subject, data } = msg;
    this.#received.push({ kind: "message", topic: this.topic, sequence, storedNs, subject, data, msg });
    if (this.#pull === undefined) return;
    this.#pull.left -= 1;
    if (this.#pull.left <= 0 || this.#atEnd) this.#pull.end(false);
  }

  #receiveStatus(msg: Msg): void {
    const code = msg.headers?.code ?? 0;
    if (this.#pull === undefined || msg.subject !== `${this.#inbox}.${this.#serial}` || code === 100) return;
    const done =
      code === NO_MESSAGES ||
      code === REQUEST_TIMEOUT ||
      (code === CONFLICT && !/deleted/i.test(msg.headers?.description ?? ""));
    this.#pull.end(!done);
  }

  #dropConsumer(): void {
    const name = this.#consumer;
    if (name === undefined) return;
    this.#consumer = undefined;
    const { nc, jsm } = this.#context;
    if (!nc.isClosed()) jsm.consumers.delete(streamOf(topicAt(this.topic)), name).catch(() => undefined);
  }
}

/** `messages` with a gap wherever sequences after `scanned`, up to `through`, are missing below the stream's first. */
function withGaps(
  topic: Topic,
  read: { scanned: number; messages: readonly StoredMessage[]; through: number; first: number },
): (StoredMessage | Gap)[] {
  const entries: (StoredMessage | Gap)[] = [];
  let last = read.scanned;
  const close = (next: number) => {
    const to = Math.min(next, read.first) - 1;
    if (to > last) entries.push(gapOf(topic, last + 1, to));
  };
  for (const message of read.messages) {
    close(message.sequence);
    entries.push(message);
    last = message.sequence;
  }
  close(read.through + 1);
  return entries;
}
