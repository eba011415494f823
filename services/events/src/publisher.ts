import type { Bus, Clock, Published } from "@troupe/bus";
import { type CloudEvent, type EventInput, type Principal, type PublishReceipt, TroupeError } from "@troupe/contracts";
import type { Conformance } from "@troupe/schemas";
import { createIds, createRandomHex, type Limiter, toTroupeError } from "@troupe/service";
import type { BatchItem } from "./domain/batch.js";
import { createEnvelopeCheck } from "./domain/envelope.js";
import type { StorageMeter } from "./domain/quota.js";
import { assertDataSize, stampEvent } from "./domain/stamp.js";
import type { EventsMetrics } from "./metrics.js";

/** An event as a request carries it. */
export interface Submission {
  readonly value: unknown;
  /** Bytes of the text it came in. */
  readonly bytes: number;
}

/** Whose request it is. */
export interface Sender {
  readonly principal: Principal;
  /** Continued by the events that name no trace. */
  readonly traceparent: string;
}

export interface Publisher {
  /** Takes `count` events and `bytes` from the tenant's quotas. Throws RATE_LIMITED or QUOTA_EXCEEDED. */
  admit(tenant: string, count: number, bytes: number): void;
  /** Checks, completes and stores one event. Throws or rejects with a TroupeError that names what is wrong. */
  publish(submission: Submission, sender: Sender): Promise<PublishReceipt>;
  /** The same for each of a batch: what became of it, in order. Empties `items`, so that nothing waits with them. */
  publishAll(items: BatchItem[], sender: Sender): Promise<readonly Published[]>;
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
  const newId = createIds(clock, createRandomHex());
  const timestamp = createTimestamps(clock);

  const count = ({ topic, duplicate }: PublishReceipt): void =>
    (duplicate ? metrics.duplicates : metrics.published).add(topic);
  const counted = (receipt: PublishReceipt): PublishReceipt => {
    count(receipt);
    return receipt;
  };
  const store = (event: CloudEvent): Promise<PublishReceipt> => bus.publish(event).then(counted);

  const stamped = (input: EventInput, { principal, traceparent }: Sender): CloudEvent =>
    stampEvent(input, {
      tenant: principal.tenant,
      actor: principal.subject,
      id: input.id ?? newId(),
      time: timestamp(),
      traceparent,
    });

  /** The event when it can be stored at once, else the answer that must be waited for. */
  const prepare = ({ value, bytes }: Submission, sender: Sender, base: string): CloudEvent | Promise<CloudEvent> => {
    const input = envelope.check(value, base);
    assertDataSize(input.data, bytes, base);
    const pending = conformance.check(sender.principal.tenant, input, bytes, base);
    return pending === undefined ? stamped(input, sender) : pending.then(() => stamped(input, sender));
  };

  /** Hands in what can be stored at once and holds on to none of it. */
  const submit = (items: BatchItem[], sender: Sender, outcomes: Published[]): Promise<unknown> => {
    const ready: CloudEvent[] = [];
    const places: number[] = [];
    const late: Promise<unknown>[] = [];
    for (const [at, item] of items.entries()) {
      if ("error" in item) {
        outcomes[at] = item.error;
        continue;
      }
      const put = (outcome: Published): void => {
        outcomes[at] = outcome;
      };
      try {
        const event = prepare(item, sender, `/${at}`);
        if (event instanceof Promise) {
          late.push(event.then(store).then(put, (error: unknown) => put(toTroupeError(error))));
        } else {
          ready.push(event);
          places.push(at);
        }
      } catch (error) {
        put(toTroupeError(error));
      }
    }
    items.length = 0;
    if (ready.length > 0) late.push(storeAll(ready, places, outcomes));
    return Promise.all(late);
  };

  const storeAll = (events: readonly CloudEvent[], places: readonly number[], outcomes: Published[]): Promise<void> =>
    bus.publishAll(events).then(
      (published) => {
        for (const [index, outcome] of published.entries()) {
          if (!(outcome instanceof TroupeError)) count(outcome);
          outcomes[places[index] as number] = outcome;
        }
      },
      (error: unknown) => {
        for (const at of places) outcomes[at] = toTroupeError(error);
      },
    );

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
    publish(submission, sender) {
      const event = prepare(submission, sender, "");
      return event instanceof Promise ? event.then(store) : store(event);
    },
    async publishAll(items, sender) {
      const outcomes = new Array<Published>(items.length);
      await submit(items, sender, outcomes);
      return outcomes;
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
