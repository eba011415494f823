import type { Clock } from "../clock.js";

/** How to reach NATS. */
export interface ConnectionSettings {
  /** One URL or several, e.g. `nats://127.0.0.1:4222`. */
  readonly servers: string | readonly string[];
  readonly token?: string;
  readonly user?: string;
  readonly pass?: string;
  /** Contents of a `.creds` file. */
  readonly creds?: string;
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  /** Shown in the server's list of connections. */
  readonly name?: string;
}

/** What the streams may hold. */
export interface StreamSettings {
  /** Copies in a cluster: 1, 3 or 5. */
  readonly replicas?: number;
  /** Events older than this are removed; kept for ever when absent or 0. */
  readonly maxAgeMs?: number;
  /** Most bytes of one topic's stream, the oldest events giving way; unbounded when absent or -1. */
  readonly maxBytes?: number;
  /** How long a repeated id is recognised; 10 minutes when absent. */
  readonly duplicateWindowMs?: number;
}

/** What happens to the connection, for logs. */
export type LinkEvent =
  | { readonly kind: "connected"; readonly server: string; readonly version: string }
  | { readonly kind: "disconnected"; readonly server: string }
  | { readonly kind: "reconnected"; readonly server: string }
  | { readonly kind: "fault"; readonly error: unknown };

export interface BusOptions extends ConnectionSettings, StreamSettings {
  /** Key of delivery tokens and cursors, the same on every replica; at least 32 bytes. */
  readonly signingKey: Uint8Array | string;
  readonly clock?: Clock;
  /** Bound of one publish; BUS_UNAVAILABLE past it. 5,000 when absent. */
  readonly publishTimeoutMs?: number;
  /** How long each call waits for a server that is not there yet; 2,000 when absent. */
  readonly patienceMs?: number;
  /** How long `connectBus` waits for it; `patienceMs` when absent. */
  readonly startWithinMs?: number;
  /** Called with what happens to the connection. */
  readonly onEvent?: (event: LinkEvent) => void;
}
