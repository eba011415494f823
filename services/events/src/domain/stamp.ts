import { type CloudEvent, type EventInput, MAX_DATA_BYTES, TroupeError, toUtc } from "@troupe/contracts";

/** What the server adds to an event; none of it is the producer's to choose. */
export interface Stamp {
  readonly tenant: string;
  readonly actor: string;
  readonly id: string;
  /** RFC 3339. */
  readonly time: string;
  readonly traceparent: string;
}

/**
 * The event as it is stored. The server's attributes come first and `data` last, so that all events of a producer have
 * one shape and serialise alike. Keys are the checked ones: nothing here is merged blindly.
 */
export function stampEvent(input: EventInput, stamp: Stamp): CloudEvent {
  const id = input.id ?? stamp.id;
  const event: Record<string, unknown> & CloudEvent = {
    specversion: "1.0",
    id,
    source: input.source,
    type: input.type,
    topic: input.topic,
    time: input.time === undefined ? stamp.time : toUtc(input.time),
    datacontenttype: "application/json",
    tenantid: stamp.tenant,
    actor: stamp.actor,
    correlationid: input.correlationid ?? id,
    hops: input.hops ?? 0,
    traceparent: input.traceparent ?? stamp.traceparent,
  };
  for (const name in input) {
    if (event[name] === undefined && name !== "data") event[name] = input[name as keyof EventInput];
  }
  if (event.deliverat !== undefined) event.deliverat = toUtc(event.deliverat);
  if (event.expiresat !== undefined) event.expiresat = toUtc(event.expiresat);
  if (input.data !== undefined) event.data = input.data;
  return event;
}

/** A text this short cannot hold data that serialises to more than the limit: `1e20` is the worst, at seven times. */
const SURELY_SMALL = Math.floor(MAX_DATA_BYTES / 7);

/** Refuses data above 512 KiB of JSON; `textBytes` is the size of the text it was parsed from. */
export function assertDataSize(data: unknown, textBytes: number, base = ""): void {
  if (textBytes <= SURELY_SMALL || data === undefined) return;
  const size = Buffer.byteLength(JSON.stringify(data));
  if (size > MAX_DATA_BYTES) throw eventTooLarge(`its data is ${size} bytes of JSON`, base);
}

export function eventTooLarge(detail: string, base = ""): TroupeError {
  return new TroupeError("EVENT_TOO_LARGE", `${detail}; at most ${MAX_DATA_BYTES} are allowed`, {
    hint: "PUT /v1/content, and name the body by contentid",
    errors: [{ pointer: `${base}/data`, message: `is larger than ${MAX_DATA_BYTES} bytes` }],
  });
}
