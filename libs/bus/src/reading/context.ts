import type { JetStreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import type { Clock } from "../clock.js";
import type { CursorCodec } from "../domain/cursor.js";
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
