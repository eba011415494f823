import { AckPolicy, DeliverPolicy } from "@nats-io/jetstream";
import { nanos, nuid } from "@nats-io/nats-core";
import { TOPICS, TroupeError } from "@troupe/contracts";
import type { Start } from "../bus.js";
import { cursorInvalid, type Positions, withPosition } from "../domain/cursor.js";
import { streamOf } from "../domain/subject.js";
import type { ReadingContext } from "./context.js";
import type { GapFrame } from "./frame.js";
import { gapOf } from "./message.js";
import { topicAt } from "./selection.js";
import type { StreamState } from "./stream-states.js";

const PROBE_IDLE_MS = 5_000;

/**
 * Positions at which a reader of `topics` starts. Throws CURSOR_INVALID for a cursor that is not this tenant's or lies
 * past the end of a stream, VALIDATION_FAILED for a time that is none.
 */
export async function startPositions(
  context: ReadingContext,
  reader: { tenant: string; from: Start; topics: readonly number[] },
  states: readonly StreamState[],
): Promise<Positions> {
  const { from, topics, tenant } = reader;
  if (from === "now") return states.map(({ last }) => last);
  if (from === "beginning") return states.map(({ first }) => first - 1);
  if ("cursor" in from) return checkedCursor(context.cursors.open(tenant, from.cursor), topics, states);
  const time = parseTime(from.time);
  const found = await Promise.all(topics.map((topic) => positionAt(context, topic, time)));
  return states.map(({ last }, topic) => found[topics.indexOf(topic)] ?? last);
}

/** What was removed between `start` and what is kept, as gaps, and the positions after them. */
export function skipRemoved(
  start: Positions,
  topics: readonly number[],
  states: readonly StreamState[],
): { position: Positions; gaps: GapFrame[] } {
  const gaps: GapFrame[] = [];
  let position = start;
  for (const topic of topics) {
    const [had, to] = [start[topic] ?? 0, (states[topic]?.first ?? 1) - 1];
    if (to <= had) continue;
    position = withPosition(position, topic, to);
    gaps.push({ ...gapOf(topicAt(topic), had + 1, to), topicIndex: topic, positions: position });
  }
  return { position, gaps };
}

/** Milliseconds of an RFC 3339 time. Throws VALIDATION_FAILED. */
export function parseTime(time: string): number {
  const ms = Date.parse(time);
  if (Number.isNaN(ms)) throw new TroupeError("VALIDATION_FAILED", `${JSON.stringify(time)} is not an RFC 3339 time`);
  return ms;
}

function checkedCursor(positions: Positions, topics: readonly number[], states: readonly StreamState[]): Positions {
  for (const topic of topics) {
    if ((positions[topic] ?? 0) > (states[topic]?.last ?? 0)) {
      throw cursorInvalid(`${TOPICS[topic]} ends before the cursor: its stream was made anew`);
    }
  }
  return positions.map((position, topic) => Math.min(position, states[topic]?.last ?? 0));
}

/** Sequence before the first event stored at or after `ms`; the stream's end when there is none yet. */
export async function positionAt({ jsm }: ReadingContext, topic: number, ms: number): Promise<number> {
  const stream = streamOf(topicAt(topic));
  const name = `troupe-time-${nuid.next()}`;
  const { delivered } = await jsm.consumers.add(stream, {
    name,
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.StartTime,
    opt_start_time: new Date(ms).toISOString(),
    inactive_threshold: nanos(PROBE_IDLE_MS),
    mem_storage: true,
    num_replicas: 1,
  });
  jsm.consumers.delete(stream, name).catch(() => undefined);
  return delivered.stream_seq;
}
