import type { JetStreamManager } from "@nats-io/jetstream";
import { TOPICS, type Topic } from "@troupe/contracts";
import { streamOf } from "../domain/subject.js";
import { type ConnectionWatch, unlessLost } from "./connection.js";

/** What a topic's stream holds: `first` is the oldest kept sequence, `last + 1` when there is none. */
export interface StreamState {
  readonly first: number;
  readonly last: number;
}

/** Asks for the state of streams. An answer is never older than its question; questions that wait share one request. */
export interface StreamStates {
  of(topic: Topic): Promise<StreamState>;
  /** In the order of TOPICS. */
  all(): Promise<StreamState[]>;
}

interface Slot {
  running: Promise<StreamState> | undefined;
  waiting: Promise<StreamState> | undefined;
}

export function createStreamStates(jsm: JetStreamManager, watch: ConnectionWatch): StreamStates {
  const slots = new Map<Topic, Slot>(TOPICS.map((topic) => [topic, { running: undefined, waiting: undefined }]));

  const ask = async (topic: Topic): Promise<StreamState> => {
    const { state } = await unlessLost(watch, jsm.streams.info(streamOf(topic)));
    return { first: Math.max(1, state.first_seq), last: state.last_seq };
  };
  const run = (topic: Topic, slot: Slot): Promise<StreamState> => {
    const asked = ask(topic).finally(() => {
      slot.running = undefined;
    });
    slot.running = asked;
    return asked;
  };
  const of = (topic: Topic): Promise<StreamState> => {
    const slot = slots.get(topic);
    if (slot === undefined) return ask(topic);
    if (slot.running === undefined) return run(topic, slot);
    slot.waiting ??= slot.running
      .catch(() => undefined)
      .then(() => {
        slot.waiting = undefined;
        return run(topic, slot);
      });
    return slot.waiting;
  };
  return { of, all: () => Promise.all(TOPICS.map(of)) };
}
