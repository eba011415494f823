import type { Bus, Clock } from "@troupe/bus";
import { type CloudEvent, type EventInput, type Principal, type PublishReceipt, TroupeError } from "@troupe/contracts";
import { createRandomBytes, type Limiter } from "@troupe/service";
import { v7 } from "uuid";
import { createEnvelopeCheck } from "./domain/envelope.js";
import type { StorageMeter } from "./domain/quota.js";
import { assertDataSize, stampEvent } from "./domain/stamp.js";
import type { EventsMetrics } from "./metrics.js";
import type { Conformance } from "./schemas/conformance.js";

/** An event as a request carries it. */
export interface Submission {
  readonly value: unknown;
  /** Bytes of the text it came in. */
  readonly bytes: number;
  readonly principal: Principal;
  /** Continued by the event when it names no trace. */
  readonly traceparent: string;
  /** Where it stands in the request, for pointers. */
  readonly base?: string;
}

export interface Publisher {
  /** Takes `count` events and `bytes` from the tenant's quotas. Throws RATE_LIMITED or QUOTA_EXCEEDED. */
  admit(tenant: string, count: number, bytes: number): void;
  /** Checks, completes and stores one event. Throws or rejects with a TroupeError that names what is wrong. */
  publish(submission: Submission): Promise<PublishReceipt>;
}

export interface PublisherOptions {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly conformance: Conformance;
  readonly metrics: EventsMetrics;
  readonly limiter: Limiter | undefined;
  readonly storage: { readonly meter: StorageMeter; readonly limit: number } | undefined;
}

export function createPublisher(options: PublisherOptions): Publisher {
  const { bus, clock, conformance, metrics, limiter, storage } = options;
  const envelope = createEnvelopeCheck();
  const random = createRandomBytes();
  const timestamp = createTimestamps(clock);

  const counted = (receipt: PublishReceipt): PublishReceipt => {
    (receipt.duplicate ? metrics.duplicates : metrics.published).add(receipt.topic);
    return receipt;
  };
  const store = (event: CloudEvent): Promise<PublishReceipt> => bus.publish(event).then(counted);

  const stamped = (input: EventInput, { principal, traceparent }: Submission): CloudEvent =>
    stampEvent(input, {
      tenant: principal.tenant,
      actor: principal.subject,
      id: input.id ?? v7({ msecs: clock.now(), random: random(16) }),
      time: timestamp(),
      traceparent,
    });

  return {
    admit(tenant, count, bytes) {
      const waitMs = limiter?.take(tenant, count) ?? 0;
      if (waitMs > 0) {
        const detail = "the tenant publishes more events than it may";
        throw new TroupeError("RATE_LIMITED", detail, { retryAfterMs: waitMs });
      }
      if (storage === undefined) return;
      if (storage.meter.used(tenant) + bytes > storage.limit) {
        const detail = `the tenant's events take all of its ${storage.limit} bytes`;
        throw new TroupeError("QUOTA_EXCEEDED", detail, { retryAfterMs: storage.meter.retryAfterMs(tenant) });
      }
      storage.meter.add(tenant, bytes);
    },
    publish(submission) {
      const { value, bytes, principal, base = "" } = submission;
      const input = envelope.check(value, base);
      assertDataSize(input.data, bytes, base);
      const pending = conformance.check(principal.tenant, input, bytes, base);
      if (pending === undefined) return store(stamped(input, submission));
      return pending.then(() => store(stamped(input, submission)));
    },
  };
}

/** RFC 3339 of the clock, formatted once a millisecond. */
function createTimestamps(clock: Clock): () => string {
  let at = Number.NaN;
  let text = "";
  return () => {
    const now = clock.now();
    if (now !== at) {
      at = now;
      text = new Date(now).toISOString();
    }
    return text;
  };
}
