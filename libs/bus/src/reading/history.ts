import type { CloudEvent, Page } from "@troupe/contracts";
import type { HistoryQuery } from "../bus.js";
import type { Positions } from "../domain/cursor.js";
import { holdsEvent } from "../domain/readable.js";
import type { ReadingContext } from "./context.js";
import { MergedReader, type Step } from "./merged-reader.js";
import type { StoredMessage } from "./message.js";
import { compileSelection, readerSubject, type Selection, topicAt, typeOfSubject } from "./selection.js";
import { parseTime, startPositions } from "./start.js";
import { TopicReader } from "./topic-reader.js";

/** Most events looked at for one page. */
const SCAN_BUDGET = 20_000;
const MAX_CHUNK = 512;
const NS_PER_MS = 1_000_000;

/**
 * One page of a tenant's events, oldest first by the time the bus stored them; `after` and `before` mean that time too.
 * A page that looked at its share of events is given short, with a cursor to go on from; the cursor is null at the end.
 */
export async function readHistory(
  context: ReadingContext,
  tenant: string,
  query: HistoryQuery,
): Promise<Page<CloudEvent>> {
  const selection = compileSelection(query);
  const start = await startOf(context, { tenant, query, selection });
  const reader = openReader(context, { tenant, selection, start, limit: query.limit });
  try {
    return await collect(reader, { query, selection, start, sign: (at) => context.cursors.sign(tenant, at) });
  } finally {
    reader.close();
  }
}

async function startOf(
  context: ReadingContext,
  { tenant, query, selection }: { tenant: string; query: HistoryQuery; selection: Selection },
): Promise<Positions> {
  const { cursor, after } = query;
  const from = cursor !== undefined ? { cursor } : after !== undefined ? { time: after } : "beginning";
  return startPositions(context, { tenant, from, topics: selection.topics }, await context.states.all());
}

function openReader(
  context: ReadingContext,
  reader: { tenant: string; selection: Selection; start: Positions; limit: number },
): MergedReader {
  const { tenant, selection, start, limit } = reader;
  const readers = selection.topics.map(
    (topic) =>
      new TopicReader(context, {
        topic,
        subject: readerSubject(tenant, topicAt(topic)),
        after: start[topic] ?? 0,
        chunkMessages: Math.min(MAX_CHUNK, limit + 1),
      }),
  );
  return new MergedReader(readers, start);
}

async function collect(
  reader: MergedReader,
  page: { query: HistoryQuery; selection: Selection; start: Positions; sign: (positions: Positions) => string },
): Promise<Page<CloudEvent>> {
  const { query, selection, sign } = page;
  const matches = matcherOf(query, selection);
  const beforeNs = query.before === undefined ? Number.POSITIVE_INFINITY : parseTime(query.before) * NS_PER_MS;
  const items: CloudEvent[] = [];
  let reached = page.start;
  for (let scanned = 0; scanned < SCAN_BUDGET; ) {
    const steps = await reader.next(MAX_CHUNK);
    if (steps.length === 0) return { items, cursor: null };
    scanned += steps.length;
    for (const { entry, positions } of steps as Step[]) {
      if (entry.kind === "message" && entry.storedNs >= beforeNs) return { items, cursor: null };
      const event = entry.kind === "message" ? matches(entry) : undefined;
      if (event !== undefined && items.length === query.limit) return { items, cursor: sign(reached) };
      if (event !== undefined) items.push(event);
      reached = positions;
    }
  }
  return { items, cursor: sign(reached) };
}

/** Gives the event of a message that the query selects; the server matched tenant and topic. */
function matcherOf(query: HistoryQuery, selection: Selection): (message: StoredMessage) => CloudEvent | undefined {
  const { correlationId } = query;
  return ({ subject, data }) => {
    if (!selection.hasType(typeOfSubject(subject)) || !holdsEvent(data)) return undefined;
    const event = JSON.parse(Buffer.from(data).toString()) as CloudEvent;
    return correlationId === undefined || event.correlationid === correlationId ? event : undefined;
  };
}
