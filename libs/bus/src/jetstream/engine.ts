import { jetstreamManager } from "@nats-io/jetstream";
import type { KvWatchEntry } from "@nats-io/kv";
import { type NatsConnection, nuid, type QueuedIterator } from "@nats-io/nats-core";
import type { ContentStore } from "../bus.js";
import type { Clock } from "../clock.js";
import { createContentStore } from "../content/content-store.js";
import { createCursorCodec } from "../domain/cursor.js";
import { createLeaseCodec } from "../domain/token.js";
import { createSchemaMirror, type OpenMirror } from "../mirror/schema-mirror.js";
import { createObserver, type Observer } from "../reading/observer.js";
import { Acknowledger } from "./acknowledger.js";
import { Attempts } from "./attempts.js";
import { DeadLetterStore } from "./dead-letters.js";
import { Definitions, type StoredGroup } from "./definitions.js";
import { Failing } from "./failing.js";
import { JetStreamGroups } from "./groups.js";
import { IssuedTokens } from "./issued.js";
import type { Link } from "./link.js";
import type { BusOptions } from "./options.js";
import { Publisher } from "./publisher.js";
import { Release } from "./release.js";
import { Revocations } from "./revocations.js";
import { Roster } from "./roster.js";
import { Settler } from "./settler.js";
import { ensureBuckets, ensureStreams } from "./streams.js";

const PUBLISH_TIMEOUT_MS = 5000;
const DRAIN_MS = 0;

export interface EngineContext {
  readonly nc: NatsConnection;
  readonly link: Link;
  readonly clock: Clock;
  readonly signingKey: Uint8Array;
  readonly options: BusOptions;
}

/** All parts of the bus, running on one connection. */
export interface Engine {
  readonly publisher: Publisher;
  readonly groups: JetStreamGroups;
  readonly settler: Settler;
  readonly deadLetters: DeadLetterStore;
  readonly observer: Observer;
  readonly content: ContentStore;
  readonly mirror: OpenMirror;
  close(): Promise<void>;
}

/** Ensures streams and buckets and starts every part. Rejects when JetStream is not ready; it may be tried again. */
export async function startEngine(context: EngineContext): Promise<Engine> {
  const { nc, link, clock, signingKey, options } = context;
  const jsm = await jetstreamManager(nc);
  const ensure = once(async () => {
    await ensureStreams(jsm, options);
    await ensureBuckets(nc, options);
  });
  await ensure();
  const buckets = await ensureBuckets(nc, options);
  const replicas = options.replicas ?? 1;
  const replica = nuid.next();

  const revocations = new Revocations(buckets.released);
  const [content, mirror, definitionWatch] = await Promise.all([
    createContentStore({ nc, jsm, clock, replicas }),
    createSchemaMirror({ nc, clock, watch: link, replicas }),
    buckets.groups.watch(),
    revocations.start(),
  ]);

  const publisher = new Publisher({
    nc,
    link,
    clock,
    timeoutMs: options.publishTimeoutMs ?? PUBLISH_TIMEOUT_MS,
    ensure,
  });
  const attempts = new Attempts(buckets.attempts);
  const deadLetters = new DeadLetterStore({ jsm, publisher });
  const failing = new Failing({ nc, clock, publisher, attempts, deadLetters, random: Math.random });
  const definitions = new Definitions({
    jsm,
    kv: buckets.groups,
    cursors: createCursorCodec(signingKey),
    now: () => clock.now(),
  });
  const roster: Roster = new Roster({
    nc,
    link,
    clock,
    replica,
    onChange: (group) => groups.onMembers(group),
    onReplaced: (session) => groups.onReplaced(session),
  });
  const leases = createLeaseCodec(signingKey);
  const issued = new IssuedTokens(leases);
  const acknowledger = new Acknowledger(nc);
  const groups = new JetStreamGroups({
    jsm,
    definitions,
    roster,
    replica,
    ensure,
    session: {
      nc,
      link,
      clock,
      attempts,
      failing,
      sign: (lease) => issued.sign(lease),
      acknowledge: (ackSubject) => acknowledger.acknowledge(ackSubject),
      revoke: (session) => revocations.revoke(session),
    },
  });
  const session = (id: string) => groups.session(id);
  const settler = new Settler({
    nc,
    jsm,
    link,
    clock,
    replica,
    leases,
    issued,
    definitions,
    attempts,
    failing,
    revocations,
    session,
  });
  const release = new Release({ nc, jsm, link, clock, publisher, ensure });
  const observer = createObserver({ nc, jsm, clock, watch: link, signingKey });
  await release.start();
  followDefinitions(definitionWatch, groups).catch(() => undefined);

  return {
    publisher,
    groups,
    settler,
    deadLetters,
    observer,
    content,
    mirror,
    async close() {
      await Promise.all(groups.open().map((each) => each.drain(DRAIN_MS).catch(() => undefined)));
      await release.stop();
      await observer.close();
      definitionWatch.stop();
      revocations.stop();
      mirror.close();
      settler.close();
      roster.close();
      if (link.connected) await nc.flush().catch(() => undefined);
      publisher.close();
    },
  };
}

async function followDefinitions(watch: QueuedIterator<KvWatchEntry>, groups: JetStreamGroups): Promise<void> {
  for await (const entry of watch) {
    groups.onDefinition(entry.key, entry.operation === "PUT" ? entry.json<StoredGroup>().definition : undefined);
  }
}

/** Runs `work` once at a time: calls during a run share it. */
function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= work().finally(() => {
      running = undefined;
    });
    return running;
  };
}
