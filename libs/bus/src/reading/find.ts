import { type CloudEvent, TOPICS } from "@troupe/contracts";
import { messageId, streamOf } from "../domain/subject.js";
import type { ReadingContext } from "./context.js";
import { readerSubject, topicAt } from "./selection.js";
import { positionAt } from "./start.js";
import { TopicReader } from "./topic-reader.js";

const UUID_V7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const CHUNK = 1_024;
/** How far a producer's clock may be ahead of the bus. */
const SKEW_MS = 60_000;
/** How long after its id was made an event is stored, as a rule. */
const USUAL_MS = 600_000;

/**
 * The tenant's event with this id. Quick for a UUIDv7 stored about when it was made; any other is sought through all
 * the tenant's events, by their headers alone.
 */
export async function findEvent(context: ReadingContext, tenant: string, id: string): Promise<CloudEvent | undefined> {
  const wanted = messageId(tenant, id);
  const madeAt = timeOfId(id);
  if (madeAt !== undefined) {
    const near = await search(context, tenant, async (topic) => ({
      after: await positionAt(context, topic, madeAt - SKEW_MS),
      untilNs: (madeAt + USUAL_MS) * 1_000_000,
      wanted,
    }));
    if (near !== undefined) return near;
  }
  const states = await context.states.all();
  return search(context, tenant, async (topic) => ({
    after: (states[topic]?.first ?? 1) - 1,
    untilNs: Number.POSITIVE_INFINITY,
    wanted,
  }));
}

interface Stretch {
  readonly after: number;
  readonly untilNs: number;
  /** Value of `Nats-Msg-Id`. */
  readonly wanted: string;
}

async function search(
  context: ReadingContext,
  tenant: string,
  stretchOf: (topic: number) => Promise<Stretch>,
): Promise<CloudEvent | undefined> {
  const readers: TopicReader[] = [];
  let found: Promise<CloudEvent | undefined> | undefined;
  const searchTopic = async (topic: number) => {
    const stretch = await stretchOf(topic);
    const reader = new TopicReader(context, {
      topic,
      subject: readerSubject(tenant, topicAt(topic)),
      after: stretch.after,
      chunkMessages: CHUNK,
      headersOnly: true,
      ahead: true,
    });
    readers.push(reader);
    const sequence = await sequenceOf(reader, stretch, () => found !== undefined);
    if (sequence !== undefined) found ??= readAt(context, topic, sequence);
  };
  try {
    await Promise.all(TOPICS.map((_, topic) => searchTopic(topic)));
    return await found;
  } finally {
    for (const reader of readers) reader.close();
  }
}

async function sequenceOf(
  reader: TopicReader,
  { wanted, untilNs }: Stretch,
  isFound: () => boolean,
): Promise<number | undefined> {
  for (let atEnd = false; !atEnd && !isFound(); ) {
    const chunk = await reader.next();
    for (const entry of chunk.entries) {
      if (entry.kind === "gap") continue;
      if (entry.msg.headers?.get("Nats-Msg-Id") === wanted) return entry.sequence;
      if (entry.storedNs > untilNs) return undefined;
    }
    atEnd = chunk.atEnd;
  }
  return undefined;
}

async function readAt({ jsm }: ReadingContext, topic: number, seq: number): Promise<CloudEvent | undefined> {
  const message = await jsm.streams.getMessage(streamOf(topicAt(topic)), { seq });
  return message?.json<CloudEvent>();
}

/** Milliseconds at which a UUIDv7 was made (RFC 9562, section 5.7). */
function timeOfId(id: string): number | undefined {
  const parts = UUID_V7.exec(id);
  return parts === null ? undefined : Number.parseInt(`${parts[1]}${parts[2]}`, 16);
}
