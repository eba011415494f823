import type { NatsConnection } from "@nats-io/nats-core";
import { type CloudEvent, type EventInput, type GroupPolicy, TroupeError } from "@troupe/contracts";
import type { Clock } from "../clock.js";
import { retryDelayMs } from "../domain/backoff.js";
import { derivedEventId, failureReply } from "../domain/lineage.js";
import type { AckPlace } from "../domain/token.js";
import { type Attempts, history } from "./attempts.js";
import { type DeadLetterStore, letterIdOf } from "./dead-letters.js";
import type { Publisher } from "./publisher.js";

const SOURCE = "troupe:bus";
const ACTOR = "troupe";
const NO_REASON = "no reason was given";
const LAPSED = "the lease ended and nobody had settled it";

const TERM = Buffer.from("+TERM");
const NANOS = 1_000_000;

/** A delivery that was not handled. */
export interface Failed {
  readonly place: AckPlace;
  readonly ackSubject: string;
  readonly attempt: number;
  readonly bytes: Uint8Array;
}

export type Failure =
  | { readonly kind: "retry"; readonly afterMs?: number | undefined; readonly reason?: string | undefined }
  | { readonly kind: "reject"; readonly reason?: string | undefined };

export interface FailingContext {
  readonly nc: NatsConnection;
  readonly clock: Clock;
  readonly publisher: Publisher;
  readonly attempts: Attempts;
  readonly deadLetters: DeadLetterStore;
  /** In [0, 1). */
  random(): number;
}

/** Decides and does what follows a failure. Each step is idempotent, so a crash between two of them only repeats. */
export class Failing {
  readonly #context: FailingContext;

  constructor(context: FailingContext) {
    this.#context = context;
  }

  /** Notes the reason, then gives the event back for later or, after the last attempt, to the dead letters. */
  async fail(failed: Failed, policy: GroupPolicy, failure: Failure): Promise<void> {
    const at = this.#at();
    const reasons = await this.#context.attempts.addReason(failed.place, failed.attempt, {
      at,
      reason: failure.reason ?? NO_REASON,
    });
    if (failure.kind === "reject" || failed.attempt >= policy.maxAttempts) {
      await this.#bury(failed, reasons);
      return;
    }
    const delay = retryDelayMs(policy, { attempt: failed.attempt, afterMs: failure.afterMs }, this.#context.random());
    this.#context.nc.publish(failed.ackSubject, `-NAK {"delay":${delay * NANOS}}`);
  }

  /** Puts an event to the dead letters whose leases ended once too often. */
  async exhaust(failed: Failed): Promise<void> {
    const record = await this.#context.attempts.read(failed.place);
    const reasons = history(record);
    await this.#bury(failed, reasons.length > 0 ? reasons : [{ at: this.#at(), reason: LAPSED }]);
  }

  /** Notes that a lease ended without a word. */
  async lapse(place: AckPlace, attempt: number): Promise<void> {
    await this.#context.attempts.addReason(place, attempt, { at: this.#at(), reason: LAPSED });
  }

  /** Drops an event that nobody took in time, with a system event. */
  async expire(failed: Omit<Failed, "attempt">, event: CloudEvent): Promise<void> {
    const { group, topic } = failed.place;
    await this.#publish(event, {
      specversion: "1.0",
      id: derivedEventId(event.id, group, "expired"),
      source: SOURCE,
      type: "event.expired",
      topic: "system-events",
      correlationid: event.correlationid,
      causationid: event.id,
      data: { id: event.id, type: event.type, topic, group, expiresat: event.expiresat },
    });
    this.#context.nc.publish(failed.ackSubject, TERM);
  }

  async #bury(failed: Failed, attempts: Awaited<ReturnType<Attempts["addReason"]>>): Promise<void> {
    const { place } = failed;
    const event = JSON.parse(Buffer.from(failed.bytes).toString("utf8")) as CloudEvent;
    await this.#context.deadLetters.add(place.tenant, {
      id: letterIdOf(event.id, place),
      event,
      group: place.group,
      attempts,
      diedAt: this.#at(),
    });
    const detail = attempts.at(-1)?.reason ?? NO_REASON;
    const problem = new TroupeError("HANDLER_FAILED", detail, {
      hint: `troupe dead-letters show ${letterIdOf(event.id, place)}`,
    }).toProblem(event.traceparent?.split("-")[1] ?? "");
    const reply = failureReply(event, { group: place.group, source: SOURCE, problem });
    if (reply !== undefined) await this.#publish(event, reply);
    this.#context.nc.publish(failed.ackSubject, TERM);
  }

  async #publish(cause: CloudEvent, input: EventInput & { id?: string | undefined }): Promise<void> {
    const event = {
      ...input,
      id: input.id ?? derivedEventId(cause.id, SOURCE, input.type),
      time: this.#at(),
      tenantid: cause.tenantid,
      actor: ACTOR,
      correlationid: input.correlationid ?? cause.correlationid,
      hops: input.hops ?? cause.hops,
      ...(cause.traceparent === undefined ? {} : { traceparent: cause.traceparent }),
    } as CloudEvent;
    await this.#context.publisher.publish(event);
  }

  #at(): string {
    return new Date(this.#context.clock.now()).toISOString();
  }
}
