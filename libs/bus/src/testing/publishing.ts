import type { CloudEvent } from "@troupe/contracts";
import { eventOf } from "./event-of.js";
import type { CaseContext } from "./harness.js";

/** An event of the case's tenant at the bus's present. */
export const tenantEvent = (context: CaseContext, given: Partial<CloudEvent> = {}): CloudEvent =>
  eventOf({ tenantid: context.tenant, time: isoAt(context.now()), ...given });

/** Publishes one event after the other and gives them in order. */
export async function publishAll(
  context: CaseContext,
  given: readonly Partial<CloudEvent>[],
): Promise<readonly CloudEvent[]> {
  const events: CloudEvent[] = [];
  for (const each of given) {
    const event = tenantEvent(context, each);
    await context.bus.publish(event);
    events.push(event);
  }
  return events;
}

/** `n` events that differ in `data.n`. */
export const numbered = (n: number, given: Partial<CloudEvent> = {}): Partial<CloudEvent>[] =>
  Array.from({ length: n }, (_, at) => ({ ...given, data: { n: at } }));

export const idsOf = (items: readonly { readonly event: CloudEvent }[]): string[] => items.map(({ event }) => event.id);

export const isoAt = (ms: number): string => new Date(ms).toISOString();
