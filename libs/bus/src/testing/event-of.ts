import type { CloudEvent } from "@troupe/contracts";
import { v7 } from "uuid";

/**
 * A complete event as the events service would hand it to the bus: a new UUIDv7 for `id` and `correlationid`,
 * the present for `time`; what is given wins.
 */
export function eventOf(given: Partial<CloudEvent> = {}): CloudEvent {
  const id = given.id ?? v7();
  return {
    specversion: "1.0",
    id,
    source: "/troupe/testing",
    type: "order.placed",
    topic: "business-facts",
    time: new Date().toISOString(),
    datacontenttype: "application/json",
    tenantid: "acme",
    actor: "tester",
    correlationid: id,
    hops: 0,
    ...given,
  };
}
