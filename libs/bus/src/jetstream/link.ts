import type { ConnectionOptions, NatsConnection } from "@nats-io/nats-core";
import { connect, credsAuthenticator } from "@nats-io/transport-node";
import { TroupeError } from "@troupe/contracts";
import type { BusStatus } from "../bus.js";
import type { ConnectionSettings, LinkEvent } from "./options.js";

const RECONNECT_FLOOR_MS = 100;
const RECONNECT_JITTER_MS = 300;
/** A dead peer is noticed within two intervals. */
const PING_INTERVAL_MS = 10_000;
const DIAL_TIMEOUT_MS = 5_000;

export interface Link {
  /** Settles with the first connection; rejects only when the link is closed before. */
  readonly ready: Promise<NatsConnection>;
  readonly connected: boolean;
  status(): BusStatus;
  /** Calls `listener` after each reconnect and each loss; returns what removes it. */
  onChange(listener: (state: "connected" | "lost") => void): () => void;
  close(): Promise<void>;
}

/** A connection that keeps trying for ever, from the first dial on. */
export function openLink(settings: ConnectionSettings, onEvent: (event: LinkEvent) => void): Link {
  const listeners = new Set<(state: "connected" | "lost") => void>();
  let connection: NatsConnection | undefined;
  let connected = false;
  let closed = false;
  let reconnects = 0;

  const change = (state: "connected" | "lost") => {
    connected = state === "connected";
    for (const listener of listeners) listener(state);
  };

  const watch = async (nc: NatsConnection) => {
    for await (const status of nc.status()) {
      if (status.type === "disconnect") {
        onEvent({ kind: "disconnected", server: status.server });
        change("lost");
      } else if (status.type === "reconnect") {
        reconnects += 1;
        onEvent({ kind: "reconnected", server: status.server });
        change("connected");
      } else if (status.type === "error") {
        onEvent({ kind: "fault", error: status.error });
      }
    }
    change("lost");
  };

  const ready = connect(dialOptions(settings)).then(async (nc) => {
    if (closed) {
      await nc.close();
      throw new TroupeError("BUS_UNAVAILABLE", "the bus was closed");
    }
    connection = nc;
    connected = true;
    onEvent({ kind: "connected", server: nc.getServer(), version: nc.info?.version ?? "" });
    watch(nc).catch((error: unknown) => onEvent({ kind: "fault", error }));
    return nc;
  });
  ready.catch((error: unknown) => {
    if (!closed) onEvent({ kind: "fault", error });
  });

  return {
    ready,
    get connected() {
      return connected;
    },
    status: () => ({ connected, server: connection?.getServer() ?? "", reconnects }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      await connection?.close();
    },
  };
}

function dialOptions(settings: ConnectionSettings): ConnectionOptions {
  const { servers, token, user, pass, creds, tls, name } = settings;
  return {
    servers: typeof servers === "string" ? servers : [...servers],
    name: name ?? "troupe",
    maxReconnectAttempts: -1,
    waitOnFirstConnect: true,
    ignoreAuthErrorAbort: true,
    reconnectDelayHandler: () => RECONNECT_FLOOR_MS + Math.floor(Math.random() * RECONNECT_JITTER_MS),
    timeout: DIAL_TIMEOUT_MS,
    pingInterval: PING_INTERVAL_MS,
    maxPingOut: 2,
    noAsyncTraces: true,
    ...(token === undefined ? {} : { token }),
    ...(user === undefined ? {} : { user }),
    ...(pass === undefined ? {} : { pass }),
    ...(creds === undefined ? {} : { authenticator: credsAuthenticator(new TextEncoder().encode(creds)) }),
    ...(tls === undefined ? {} : { tls }),
  };
}
