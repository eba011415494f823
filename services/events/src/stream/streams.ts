import type { Bus, Clock, EventFilter, GroupRequest, GroupSession, Observation, Observed, Timer } from "@troupe/bus";
import { type StreamFrames, TroupeError } from "@troupe/contracts";
import { type Logger, toTroupeError } from "@troupe/service";
import type { FastifyReply } from "fastify";
import { controlFrame, leasedFrames, observedFrames } from "../domain/frames.js";
import type { EventsMetrics } from "../metrics.js";
import { SseConnection } from "./connection.js";

// 1. Nothing is pulled from the bus while a reader is behind: the batch it got last is all that waits here for it.
// 2. A batch that several observers share is encoded once, for as long as anyone holds it.
// 3. The session is released exactly once: when the client leaves, when the bus ends it, or by the drain.

/** What a client asked to stream. */
export type StreamRequest =
  | { readonly kind: "group"; readonly request: GroupRequest }
  | { readonly kind: "observe"; readonly filter: EventFilter; readonly from: Parameters<Bus["observe"]>[1]["from"] };

export interface Streams {
  /** Starts streaming on `reply`. Rejects before anything is written: DRAINING, QUOTA_EXCEEDED, or the bus's refusal. */
  open(tenant: string, wanted: StreamRequest, reply: FastifyReply): Promise<void>;
  /** Says `bye` to all, and waits until what groups hold is settled, at most `graceMs`. */
  drain(graceMs: number): Promise<void>;
  /** Open streams. */
  count(): number;
}

export interface StreamsOptions {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: () => EventsMetrics;
  readonly heartbeatMs: number;
  /** Most streams a tenant has open here. */
  readonly maxStreams: number;
}

/** A source of frames, and how it is left. */
interface Source {
  readonly to: "group" | "observer";
  readonly ready: StreamFrames["ready"];
  frames(): AsyncIterable<{ readonly pieces: readonly Buffer[]; readonly count: number }>;
  release(): Promise<void>;
  drain(graceMs: number): Promise<void>;
}

interface OpenStream {
  readonly connection: SseConnection;
  readonly source: Source;
  draining: boolean;
}

const RETRY_AFTER_MS = 1000;

export function createStreams(options: StreamsOptions): Streams {
  const { bus, clock, logger, metrics, heartbeatMs, maxStreams } = options;
  const open = new Set<OpenStream>();
  const perTenant = new Map<string, number>();
  const encoded = new WeakMap<readonly Observed[], readonly Buffer[]>();
  let draining = false;
  let heart: Timer | undefined;

  const beat = () => {
    for (const { connection } of open) connection.heartbeat();
    heart = open.size === 0 ? undefined : clock.after(heartbeatMs, beat);
  };

  const encodeShared = (batch: readonly Observed[]): readonly Buffer[] => {
    let pieces = encoded.get(batch);
    if (pieces === undefined) {
      pieces = observedFrames(batch);
      encoded.set(batch, pieces);
    }
    return pieces;
  };

  const reserve = (tenant: string): (() => void) => {
    if (draining) throw new TroupeError("DRAINING", "this replica is shutting down", { retryAfterMs: RETRY_AFTER_MS });
    const count = perTenant.get(tenant) ?? 0;
    if (count >= maxStreams) {
      const detail = `the tenant has ${count} streams open, as many as it may`;
      throw new TroupeError("QUOTA_EXCEEDED", detail, { retryAfterMs: RETRY_AFTER_MS });
    }
    perTenant.set(tenant, count + 1);
    return () => {
      const left = (perTenant.get(tenant) ?? 1) - 1;
      if (left === 0) perTenant.delete(tenant);
      else perTenant.set(tenant, left);
    };
  };

  const sourceOf = async (tenant: string, wanted: StreamRequest): Promise<Source> =>
    wanted.kind === "group"
      ? groupSource(wanted.request.group, await bus.join(tenant, wanted.request))
      : observerSource(await bus.observe(tenant, { ...wanted.filter, from: wanted.from }), encodeShared);

  const run = (source: Source, reply: FastifyReply, unreserve: () => void): void => {
    const connection = new SseConnection(reply);
    const stream: OpenStream = { connection, source, draining: false };
    open.add(stream);
    connection.onClose(() => {
      open.delete(stream);
      unreserve();
      if (!stream.draining)
        void source.release().catch((err: unknown) => logger.warn({ err }, "a stream was not released"));
    });
    if (connection.closed) return;
    heart ??= clock.after(heartbeatMs, beat);
    connection.write(controlFrame("ready", source.ready));
    pump(connection, source, (count) => metrics().delivered.add(source.to, count)).then(
      () => connection.end(controlFrame("bye", { reason: "ended" })),
      (error: unknown) => {
        const { code } = toTroupeError(error);
        logger.warn({ code, err: error }, "a stream broke");
        connection.end(controlFrame("bye", { reason: code }));
      },
    );
  };

  return {
    count: () => open.size,
    async open(tenant, wanted, reply) {
      const unreserve = reserve(tenant);
      let source: Source;
      try {
        source = await sourceOf(tenant, wanted);
      } catch (error) {
        unreserve();
        throw error;
      }
      run(source, reply, unreserve);
    },
    async drain(graceMs) {
      draining = true;
      heart?.cancel();
      await Promise.allSettled(
        [...open].map((stream) => {
          stream.draining = true;
          stream.connection.end(controlFrame("bye", { reason: "draining" }));
          return stream.source.drain(graceMs);
        }),
      );
    },
  };
}

async function pump(connection: SseConnection, source: Source, delivered: (count: number) => void): Promise<void> {
  for await (const { pieces, count } of source.frames()) {
    for (const piece of pieces) {
      if (connection.closed) return;
      if (!connection.write(piece)) await connection.drained();
    }
    delivered(count);
  }
}

function groupSource(group: string, session: GroupSession): Source {
  return {
    to: "group",
    ready: { group, cursor: null },
    async *frames() {
      for await (const batch of session) yield { pieces: leasedFrames(batch), count: batch.length };
    },
    release: () => session.stop(),
    drain: (graceMs) => session.drain(graceMs),
  };
}

function observerSource(observation: Observation, encode: (batch: readonly Observed[]) => readonly Buffer[]): Source {
  return {
    to: "observer",
    ready: { group: null, cursor: observation.cursor },
    async *frames() {
      for await (const batch of observation) yield { pieces: encode(batch), count: batch.length };
    },
    release: () => observation.close(),
    drain: () => observation.close(),
  };
}
