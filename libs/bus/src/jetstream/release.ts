import { AckPolicy, type JetStreamManager } from "@nats-io/jetstream";
import type { Msg, NatsConnection } from "@nats-io/nats-core";
import { nanos } from "@nats-io/nats-core";
import type { CloudEvent } from "@troupe/contracts";
import type { Clock, Timer } from "../clock.js";
import { DELAYED_STREAM, eventSubject, messageId, RELEASE_CONSUMER } from "../domain/subject.js";
import { ackTokens } from "../domain/token.js";
import type { Link } from "./link.js";
import type { Publisher } from "./publisher.js";
import { Puller } from "./puller.js";

const ACK_WAIT_MS = 5_000;
const AT_ONCE = 256;
const CHECK_MS = 2_000;
const NANOS = 1_000_000;
const ACK = Buffer.from("+ACK");
/** A wait longer than this is asked for in pieces, so that a replica whose clock is wrong delays an event no longer. */
const LONGEST_WAIT_MS = 10 * 60_000;

export interface ReleaseContext {
  readonly nc: NatsConnection;
  readonly jsm: JetStreamManager;
  readonly link: Link;
  readonly clock: Clock;
  readonly publisher: Publisher;
  ensure(): Promise<void>;
}

/**
 * Holds events until their `deliverat`: each waits as an unacknowledged message whose redelivery is due then, and is
 * published under its own id before it is removed, so that a crash in between repeats a publish that is dropped.
 */
export class Release {
  readonly #context: ReleaseContext;
  readonly #puller: Puller;
  readonly #unlisten: () => void;
  #busy = 0;
  #check: Timer | undefined;

  constructor(context: ReleaseContext) {
    this.#context = context;
    this.#puller = new Puller({
      nc: context.nc,
      clock: context.clock,
      stream: DELAYED_STREAM,
      consumer: RELEASE_CONSUMER,
      wanted: () => AT_ONCE - this.#busy,
      onMessage: (message) => this.#met(message),
      onMissing: () => this.#recover(),
    });
    this.#unlisten = context.link.onChange((state) => {
      if (state === "connected") this.#puller.reset();
    });
  }

  async start(): Promise<void> {
    await this.#context.jsm.consumers.add(DELAYED_STREAM, {
      durable_name: RELEASE_CONSUMER,
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(ACK_WAIT_MS),
      max_deliver: -1,
      max_ack_pending: -1,
      max_waiting: 4096,
    });
    this.#puller.reset();
    this.#watch();
  }

  async stop(): Promise<void> {
    this.#unlisten();
    this.#check?.cancel();
    await this.#puller.stop();
  }

  #watch(): void {
    this.#check?.cancel();
    this.#check = this.#context.clock.after(CHECK_MS, () => {
      this.#puller.check();
      this.#watch();
    });
  }

  #recover(): void {
    this.#context
      .ensure()
      .then(() => this.start())
      .catch(() => this.#context.clock.after(CHECK_MS, () => this.#recover()));
  }

  #met(message: Msg): void {
    this.#busy += 1;
    this.#handle(message)
      .catch(() => undefined)
      .finally(() => {
        this.#busy -= 1;
        this.#puller.fill();
      });
  }

  /** What fails here is delivered again after the ack wait. */
  async #handle(message: Msg): Promise<void> {
    const { nc, clock, publisher, jsm } = this.#context;
    const reply = message.reply ?? "";
    const event = message.json<CloudEvent>();
    const waitMs = Date.parse(event.deliverat ?? "") - clock.now();
    if (waitMs > 0) {
      nc.publish(reply, `-NAK {"delay":${Math.min(waitMs, LONGEST_WAIT_MS) * NANOS}}`);
      return;
    }
    const subject = eventSubject(event.tenantid, event.topic, event.type);
    const id = messageId(event.tenantid, event.id);
    await publisher.store(subject, message.data, { id, traceparent: event.traceparent });
    const sequence = Number(ackTokens(reply)[3]);
    await jsm.streams.deleteMessage(DELAYED_STREAM, sequence, false).catch(() => false);
    nc.publish(reply, ACK);
  }
}
