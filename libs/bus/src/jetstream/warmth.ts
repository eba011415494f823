import { createInbox, type NatsConnection } from "@nats-io/nats-core";
import type { Topic } from "@troupe/contracts";
import type { Clock } from "../clock.js";
import { ackTokens } from "../domain/token.js";

const INTERVAL_MS = 100;

/**
 * Keeps a stream's block in the server's memory while a group works off a backlog. A server up to 2.10 that serves a
 * consumer with several filters from a block that is not in memory reads the whole block for each message (about a thousand
 * a second instead of twenty thousand); a block that another request brought in stays.
 */
export class Warmth {
  readonly #nc: NatsConnection;
  readonly #clock: Clock;
  readonly #ignored = createInbox();
  #warmedAt = 0;

  constructor(nc: NatsConnection, clock: Clock) {
    this.#nc = nc;
    this.#clock = clock;
  }

  /** `last` is the ack subject of the latest delivery of each topic. */
  keep(last: ReadonlyMap<Topic, string>): void {
    const now = this.#clock.now();
    if (now - this.#warmedAt < INTERVAL_MS || this.#nc.isClosed()) return;
    this.#warmedAt = now;
    for (const ackSubject of last.values()) {
      const [stream, , , sequence, , , pending] = ackTokens(ackSubject);
      if (stream === undefined || !(Number(pending) > 0)) continue;
      this.#nc.publish(`$JS.API.STREAM.MSG.GET.${stream}`, `{"seq":${Number(sequence) + 1}}`, { reply: this.#ignored });
    }
  }
}
