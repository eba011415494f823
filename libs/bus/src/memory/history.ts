import { type CloudEvent, type Page, TOPICS } from "@troupe/contracts";
import type { HistoryQuery } from "../bus.js";
import { selects } from "./observer.js";
import type { Tenant } from "./tenant.js";
import { type Entry, eventIn } from "./topic-log.js";

/** The events a query selects, oldest first. Throws CURSOR_INVALID. */
export function readHistory(tenant: Tenant, query: HistoryQuery): Page<CloudEvent> {
  const start = tenant.positions(query.cursor === undefined ? "beginning" : { cursor: query.cursor });
  const wanted = wantedBy(query);
  const found = tenant
    .logsOf(query)
    .flatMap((log) => log.after(start[TOPICS.indexOf(log.topic)] ?? 0).filter(wanted))
    .sort((left, right) => left.order - right.order);
  const items = found.slice(0, query.limit);
  const last = items.at(-1);
  if (last === undefined || found.length === items.length) return { items: items.map(eventIn), cursor: null };
  const reached = TOPICS.map((topic) => {
    const passed = tenant
      .log(topic)
      .after(0)
      .findLast((entry) => entry.order <= last.order);
    return passed?.sequence ?? tenant.log(topic).first - 1;
  });
  return { items: items.map(eventIn), cursor: tenant.context.cursors.sign(tenant.name, reached) };
}

/** The oldest kept event of that id. */
export function findEvent(tenant: Tenant, id: string): CloudEvent | undefined {
  const entries = tenant
    .logsOf({ topics: TOPICS })
    .flatMap((log) => log.next(0, (entry) => eventIn(entry).id === id) ?? [])
    .sort((left, right) => left.order - right.order);
  return entries[0] === undefined ? undefined : eventIn(entries[0]);
}

function wantedBy(query: HistoryQuery): (entry: Entry) => boolean {
  const selected = selects(query);
  const after = query.after === undefined ? Number.NEGATIVE_INFINITY : Date.parse(query.after);
  const before = query.before === undefined ? Number.POSITIVE_INFINITY : Date.parse(query.before);
  return (entry) =>
    selected(entry) &&
    entry.storedAt >= after &&
    entry.storedAt < before &&
    (query.correlationId === undefined || eventIn(entry).correlationid === query.correlationId);
}
