import type { BatchResult, EventInput, PublishReceipt } from "@troupe/contracts";
import { childTrace, type RandomHex } from "../domain/trace.js";
import type { Delivered, Transport } from "../transport.js";
import { fail, inSpan, remoteContext, SpanKind, standingContext, traceparentOf, tracer } from "./spans.js";

/*
 * One trace from a publish through the handler to its reply, for a process that registered an OpenTelemetry provider;
 * the names are those of the semantic conventions for messaging and CloudEvents.
 * 1. A publish is a span below the one that is active, and the event carries that span.
 * 2. Handling is a span below the event's, active while the handler runs, so what it publishes is below it.
 * 3. Without a provider nothing is made, and events carry the trace they were composed with.
 */

const SYSTEM = { "messaging.system": "troupe" };

function attributesOf(event: EventInput): Record<string, string> {
  return {
    ...SYSTEM,
    "messaging.destination.name": event.topic,
    ...(event.id === undefined ? {} : { "messaging.message.id": event.id, "cloudevents.event_id": event.id }),
    ...(event.correlationid === undefined ? {} : { "messaging.message.conversation_id": event.correlationid }),
    "cloudevents.event_type": event.type,
    "cloudevents.event_source": event.source,
  };
}

function withTrace<E extends EventInput>(event: E, traceparent: string | undefined): E {
  return traceparent === undefined ? event : { ...event, traceparent };
}

/** The transport with a span around each publish. */
export function tracedTransport(transport: Transport, randomHex: RandomHex): Transport {
  return {
    publish(event): Promise<PublishReceipt> {
      const active = tracer();
      if (active === undefined) return transport.publish(event);
      const starting = {
        tracer: active,
        name: `publish ${event.type}`,
        parent: standingContext(event),
        options: {
          kind: SpanKind.PRODUCER,
          attributes: { ...attributesOf(event), "messaging.operation.type": "send" },
        },
      };
      return inSpan(starting, (span) => transport.publish(withTrace(event, traceparentOf(span, event.traceparent))));
    },
    publishBatch(events): Promise<readonly BatchResult[]> {
      const active = tracer();
      if (active === undefined) return transport.publishBatch(events);
      const starting = {
        tracer: active,
        name: "publish batch",
        parent: standingContext(events[0]),
        options: {
          kind: SpanKind.PRODUCER,
          attributes: {
            ...SYSTEM,
            "messaging.operation.type": "send",
            "messaging.batch.message_count": events.length,
          },
        },
      };
      return inSpan(starting, (span) => {
        const parent = traceparentOf(span, undefined);
        if (parent === undefined) return transport.publishBatch(events);
        return transport.publishBatch(events.map((event) => withTrace(event, childTrace(parent, randomHex))));
      });
    },
    join: (request) => transport.join(request),
    observe: (request) => transport.observe(request),
    close: () => transport.close(),
  };
}

/** Handles a delivery in a span of its own, which says what became of it. */
export function handledInSpan(
  delivered: Delivered,
  group: string,
  handle: (delivered: Delivered) => Promise<void>,
): Promise<void> {
  const active = tracer();
  if (active === undefined) return handle(delivered);
  const { event, attempt, leaseMs } = delivered;
  const starting = {
    tracer: active,
    name: `process ${event.type}`,
    parent: remoteContext(event.traceparent),
    options: {
      kind: SpanKind.CONSUMER,
      attributes: {
        ...attributesOf(event),
        "messaging.operation.type": "process",
        "messaging.consumer.group.name": group,
        "troupe.attempt": attempt,
      },
    },
  };
  return inSpan(starting, (span) =>
    handle({
      event,
      attempt,
      leaseMs,
      async settle(outcome) {
        const settled = await delivered.settle(outcome);
        if (outcome.outcome === "extend") return settled;
        span.setAttribute("troupe.outcome", settled.ok ? outcome.outcome : settled.error.code);
        if (outcome.outcome !== "ack" && outcome.reason !== undefined) fail(span, outcome.reason);
        return settled;
      },
    }),
  );
}
