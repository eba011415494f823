import type { JetStreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/nats-core";
import type { CloudEvent, Page } from "@troupe/contracts";
import type { HistoryQuery, Observation, ObserveRequest } from "../bus.js";
import type { Clock } from "../clock.js";
import { createCursorCodec } from "../domain/cursor.js";
import { unavailable } from "../jetstream/faults.js";
import type { ConnectionWatch } from "./connection.js";
import type { ReadingContext } from "./context.js";
import { asBusError, ReaderLost } from "./fault.js";
import { findEvent } from "./find.js";
import { readHistory } from "./history.js";
import { Hub } from "./hub.js";
import { LiveObservation } from "./observation.js";
import { compileSelection } from "./selection.js";
import { skipRemoved, startPositions } from "./start.js";
import { createStreamStates } from "./stream-states.js";

const ATTEMPTS = 3;
const PATIENCE_MS = 2_000;

export interface ObserverOptions {
  readonly nc: NatsConnection;
  readonly jsm: JetStreamManager;
  readonly clock: Clock;
  readonly watch: ConnectionWatch;
  readonly signingKey: Uint8Array;
}

/** The reading side of the bus. Rejects with CURSOR_INVALID, BUS_UNAVAILABLE. */
export interface Observer {
  observe(tenant: string, request: ObserveRequest): Promise<Observation>;
  history(tenant: string, query: HistoryQuery): Promise<Page<CloudEvent>>;
  find(tenant: string, id: string): Promise<CloudEvent | undefined>;
  /** Ends every observation. */
  close(): Promise<void>;
}

export function createObserver(options: ObserverOptions): Observer {
  const { nc, jsm, clock, watch, signingKey } = options;
  const context: ReadingContext = {
    nc,
    jsm,
    clock,
    watch,
    cursors: createCursorCodec(signingKey),
    states: createStreamStates(jsm, watch),
  };
  const hubs = new Map<string, Hub>();
  const open = new Set<LiveObservation>();
  let lost = false;
  const unwatch = watch.onChange((state) => {
    lost = state === "lost";
    if (!lost) for (const hub of hubs.values()) hub.reopen();
  });

  /** A read that lost its consumer or its connection is made anew; it changes nothing. */
  const attempted = async <T>(read: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      try {
        if (lost) await connection(clock, watch);
        return await read();
      } catch (error) {
        if (!(error instanceof ReaderLost) || attempt === ATTEMPTS) throw asBusError(error);
      }
    }
  };

  const hubOf = (tenant: string, positions: readonly number[]): Hub => {
    let hub = hubs.get(tenant);
    if (hub === undefined) {
      hub = new Hub(context, { tenant, positions, onEmpty: () => hubs.delete(tenant) });
      hubs.set(tenant, hub);
    }
    return hub;
  };

  const observe = async (tenant: string, request: ObserveRequest): Promise<Observation> => {
    const selection = compileSelection(request);
    const states = await context.states.all();
    const start = await startPositions(context, { tenant, from: request.from, topics: selection.topics }, states);
    const heads = states.map(({ last }) => last);
    const hub = hubOf(tenant, heads);
    const letGo = hub.acquire(selection.topics, heads);
    const release = () => {
      letGo();
      open.delete(observation);
    };
    const removed = skipRemoved(start, selection.topics, states);
    const observation = new LiveObservation({ context, hub, tenant, selection, start, removed, release });
    open.add(observation);
    return observation;
  };

  return {
    observe: (tenant, request) => attempted(() => observe(tenant, request)),
    history: (tenant, query) => attempted(() => readHistory(context, tenant, query)),
    find: (tenant, id) => attempted(() => findEvent(context, tenant, id)),
    async close() {
      unwatch();
      await Promise.all([...open].map((observation) => observation.close()));
      for (const hub of hubs.values()) hub.close();
      hubs.clear();
    },
  };
}

/** Resolves with the next connection; BUS_UNAVAILABLE when none comes in time. */
function connection(clock: Clock, watch: ConnectionWatch): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = clock.after(PATIENCE_MS, () => {
      off();
      reject(unavailable("NATS cannot be reached"));
    });
    const off = watch.onChange((state) => {
      if (state !== "connected") return;
      timer.cancel();
      off();
      resolve();
    });
  });
}
