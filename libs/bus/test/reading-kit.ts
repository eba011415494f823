import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type JetStreamManager, jetstreamManager } from "@nats-io/jetstream";
import { headers, type NatsConnection } from "@nats-io/nats-core";
import { connect } from "@nats-io/transport-node";
import { findNatsServer } from "@troupe/bus/setup";
import { type CloudEvent, TOPICS, type Topic } from "@troupe/contracts";
import { v7 } from "uuid";
import type { Observation, Observed } from "../src/bus.js";
import { systemClock } from "../src/clock.js";
import { streamOf, streamSubjects } from "../src/domain/subject.js";
import type { ConnectionWatch } from "../src/reading/connection.js";
import { createObserver, type Observer } from "../src/reading/observer.js";
import { type NatsServer, startNatsServer } from "../src/server/nats-server.js";
import { newestEngine } from "./jetstream/engines.js";

export const KEY = Buffer.alloc(32, 7);

/** Binaries to run against: the one that is always there, and the newest when it was fetched. */
export async function engines(): Promise<{ name: string; binary: string }[]> {
  const found = await findNatsServer({ env: process.env });
  const newest = await newestEngine();
  if (typeof newest === "string") console.info(`not run on the newest nats-server: ${newest}`);
  return [
    { name: found.version, binary: found.path },
    ...(typeof newest === "string" ? [] : [{ name: newest.version, binary: newest.binary }]),
  ];
}

/** A nats-server of its own with the eight streams, and what a reader of them needs. */
export interface Bench extends AsyncDisposable {
  readonly server: NatsServer;
  readonly nc: NatsConnection;
  readonly jsm: JetStreamManager;
  readonly watch: ConnectionWatch;
  readonly observer: Observer;
  /** A second process' observer: a connection of its own. */
  another(): Promise<Observer>;
  publish(tenant: string, topic: Topic, type: string, extra?: Partial<CloudEvent>): Promise<CloudEvent>;
  /** Stores without waiting for each; resolves when all are stored. */
  burst(tenant: string, topic: Topic, count: number, pad?: number): Promise<void>;
}

export async function openBench(binary?: string): Promise<Bench> {
  const storeDir = await mkdtemp(join(tmpdir(), "troupe-reading-"));
  const server = await startNatsServer({
    binary: binary ?? (await findNatsServer({ env: process.env })).path,
    storeDir,
  });
  const opened: { nc: NatsConnection; observer: Observer }[] = [];
  const dial = async () => {
    const nc = await connect({
      servers: server.url,
      noAsyncTraces: true,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 50,
    });
    const jsm = await jetstreamManager(nc);
    const watch = watchOf(nc);
    const observer = createObserver({ nc, jsm, clock: systemClock, watch, signingKey: KEY });
    opened.push({ nc, observer });
    return { nc, jsm, watch, observer };
  };
  const first = await dial();
  const { nc, jsm } = first;
  await Promise.all(
    TOPICS.map((topic) =>
      jsm.streams.add({ name: streamOf(topic), subjects: streamSubjects(topic), allow_direct: true }),
    ),
  );
  let count = 0;
  const send = async (event: CloudEvent, topic: Topic, timeout: number) => {
    const hdrs = headers();
    hdrs.set("Nats-Msg-Id", `${event.tenantid}/${event.id}`);
    const subject = `troupe.${event.tenantid}.${topic}.${event.type}`;
    const answer = await nc.request(subject, JSON.stringify(event), { headers: hdrs, timeout });
    const { error } = answer.json<{ error?: unknown }>();
    if (error !== undefined) throw new Error(JSON.stringify(error));
  };
  return {
    server,
    ...first,
    another: async () => (await dial()).observer,
    async publish(tenant, topic, type, extra = {}) {
      const event = eventOf(tenant, topic, type, { data: { n: count++ }, ...extra });
      await send(event, topic, 1_000);
      return event;
    },
    async burst(tenant, topic, amount, pad = 0) {
      const data = { pad: "x".repeat(pad) };
      for (let at = 0; at < amount; at += 1000) {
        const some = Array.from({ length: Math.min(1000, amount - at) }, () =>
          eventOf(tenant, topic, "burst.sent", { data }),
        );
        await Promise.all(some.map((event) => send(event, topic, 20_000)));
      }
    },
    async [Symbol.asyncDispose]() {
      for (const { nc: connection, observer } of opened) {
        await observer.close();
        await connection.close();
      }
      await server.kill();
      await rm(storeDir, { recursive: true, force: true });
    },
  };
}

export function eventOf(tenant: string, topic: Topic, type: string, extra: Partial<CloudEvent>): CloudEvent {
  const id = extra.id ?? v7();
  return {
    specversion: "1.0",
    id,
    source: "/test",
    type,
    topic,
    time: new Date().toISOString(),
    tenantid: tenant,
    actor: "tester",
    correlationid: id,
    hops: 0,
    ...extra,
  };
}

function watchOf(nc: NatsConnection): ConnectionWatch {
  const listeners = new Set<(state: "connected" | "lost") => void>();
  const follow = async () => {
    for await (const { type } of nc.status()) {
      if (type !== "reconnect" && type !== "disconnect") continue;
      for (const listener of [...listeners]) listener(type === "reconnect" ? "connected" : "lost");
    }
  };
  follow().catch((error: unknown) => console.error(error));
  return {
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export type EventObserved = Extract<Observed, { kind: "event" }>;

/** Reads on until `count` frames came, or until `isEnough` says so of the last. */
export async function take(
  observation: Observation,
  enough: number | ((frame: Observed) => boolean),
): Promise<Observed[]> {
  const taken: Observed[] = [];
  const iterator = observation[Symbol.asyncIterator]();
  while (typeof enough !== "number" || taken.length < enough) {
    const { done, value } = await iterator.next();
    if (done) break;
    taken.push(...value);
    const last = taken.at(-1);
    if (typeof enough !== "number" && last !== undefined && enough(last)) break;
  }
  return taken;
}

export const events = (frames: readonly Observed[]): EventObserved[] =>
  frames.filter((frame): frame is EventObserved => frame.kind === "event");

export const idsOf = (frames: readonly Observed[]): string[] => events(frames).map(({ event }) => event.id);

/** Deterministic random numbers in [0, 1): mulberry32. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
