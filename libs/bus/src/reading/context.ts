import type { JetStreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import type { Clock } from "../clock.js";
import type { CursorCodec } from "../domain/cursor.js";
import { ReaderLost } from "./fault.js";
import type { StreamStates } from "./stream-states.js";

/** What tells of the connection's losses and returns. */
export interface ConnectionWatch {
  /** Calls `listener` after each reconnect and each loss; returns what removes it. */
  onChange(listener: (state: "connected" | "lost") => void): () => void;
}

/** What every reader of streams works with. */
export interface ReadingContext {
  readonly nc: NatsConnection;
  readonly jsm: JetStreamManager;
  readonly clock: Clock;
  readonly watch: ConnectionWatch;
  readonly cursors: CursorCodec;
  readonly states: StreamStates;
}

/** `answer`, unless the connection changes before: then ReaderLost at once, since the answer may never come. */
export function unlessLost<T>(watch: ConnectionWatch, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const off = watch.onChange(() => reject(new ReaderLost("the connection changed")));
    answer.then(resolve, reject).finally(off);
  });
}
