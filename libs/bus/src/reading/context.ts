import type { JetStreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import type { Clock } from "../clock.js";
import type { CursorCodec } from "../domain/cursor.js";
import type { ConnectionWatch } from "./connection.js";
import type { StreamStates } from "./stream-states.js";

/** What every reader of streams works with. */
export interface ReadingContext {
  readonly nc: NatsConnection;
  readonly jsm: JetStreamManager;
  readonly clock: Clock;
  readonly watch: ConnectionWatch;
  readonly cursors: CursorCodec;
  readonly states: StreamStates;
}
