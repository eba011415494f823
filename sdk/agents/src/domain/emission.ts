import { derivedEventId, lineageOf } from "@troupe/bus";
import type { CloudEvent, EventInput, Topic } from "@troupe/contracts";
import { childTrace, type RandomHex } from "./trace.js";

/*
 * An event about to be published.
 * 1. Outside a handler it has a fresh id and starts a trace.
 * 2. Inside a handler its id is derived from (cause, group, key), so every attempt emits the same event.
 * 3. The key is given, or the type with a count of that type's emissions: attempts that emit in another order
 *    of types still agree.
 * 4. Correlation, causation, hops, mission and trace come from the cause.
 */

/** Attributes an emitter may set itself; the others follow from where it stands. */
export interface EmissionAttributes {
  /** CloudEvents `subject`: what the event is about. */
  readonly subject?: string;
  readonly partitionKey?: string;
  readonly correlationId?: string;
  readonly missionId?: string;
  readonly taskId?: string;
  /** RFC 3339: held until then. */
  readonly deliverAt?: string;
  /** RFC 3339: dropped when nobody took it by then. */
  readonly expiresAt?: string;
  readonly sensitive?: boolean;
  /** Where an answer is expected. */
  readonly replyType?: string;
  readonly replyTopic?: Topic;
}

/** Where an emission stands: a fresh id and a source; inside a handler, the event handled and the group handling it. */
export interface Emitter {
  readonly source: string;
  readonly newId: () => string;
  readonly randomHex: RandomHex;
  readonly cause?: { readonly event: CloudEvent; readonly group: string };
}

/** What is said, before it is known where it stands. */
export interface Emission {
  readonly type: string;
  readonly topic: Topic;
  readonly data: unknown;
  readonly dataschema?: string;
  readonly attributes?: EmissionAttributes;
  /** Id outside a handler; inside, the key from which the id is derived. */
  readonly id?: string;
  readonly key?: string;
}

const WIRE_NAMES = {
  subject: "subject",
  partitionKey: "partitionkey",
  correlationId: "correlationid",
  missionId: "missionid",
  taskId: "taskid",
  deliverAt: "deliverat",
  expiresAt: "expiresat",
  sensitive: "sensitive",
  replyType: "replytype",
  replyTopic: "replytopic",
} as const satisfies Record<keyof EmissionAttributes, keyof EventInput>;

function wireAttributes(
  attributes: EmissionAttributes = {},
): Partial<Pick<EventInput, (typeof WIRE_NAMES)[keyof EmissionAttributes]>> {
  const said = Object.entries(WIRE_NAMES)
    .map(([name, wire]) => [wire, attributes[name as keyof EmissionAttributes]] as const)
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(said);
}

/** Composes the event. Throws HOPS_EXCEEDED when its cause was caused through too many others. */
export function compose(
  emission: Emission,
  emitter: Emitter,
  nextKey: (type: string) => string,
): EventInput & { readonly id: string } {
  const { cause } = emitter;
  const id =
    emission.id ??
    (cause === undefined
      ? emitter.newId()
      : derivedEventId(cause.event.id, cause.group, emission.key ?? nextKey(emission.type)));
  return {
    specversion: "1.0",
    id,
    source: emitter.source,
    type: emission.type,
    topic: emission.topic,
    datacontenttype: "application/json",
    ...(emission.dataschema === undefined ? {} : { dataschema: emission.dataschema }),
    ...(cause === undefined ? {} : lineageOf(cause.event)),
    traceparent: childTrace(cause?.event.traceparent, emitter.randomHex),
    ...(cause?.event.tracestate === undefined ? {} : { tracestate: cause.event.tracestate }),
    ...wireAttributes(emission.attributes),
    data: emission.data,
  };
}

/** Keys of one handling: `<type>#1`, `<type>#2`, … */
export function emissionKeys(): (type: string) => string {
  const counts = new Map<string, number>();
  return (type) => {
    const count = (counts.get(type) ?? 0) + 1;
    counts.set(type, count);
    return `${type}#${count}`;
  };
}
