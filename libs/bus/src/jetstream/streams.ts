import {
  DiscardPolicy,
  JetStreamApiError,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from "@nats-io/jetstream";
import { type KV, Kvm } from "@nats-io/kv";
import type { NatsConnection } from "@nats-io/nats-core";
import { nanos } from "@nats-io/nats-core";
import { TOPICS } from "@troupe/contracts";
import {
  ATTEMPTS_BUCKET,
  DEAD_LETTER_STREAM,
  DELAYED_STREAM,
  deadLetterStreamSubjects,
  delayedStreamSubjects,
  GROUPS_BUCKET,
  RELEASED_BUCKET,
  streamOf,
  streamSubjects,
} from "../domain/subject.js";
import type { StreamSettings } from "./options.js";

const DAY_MS = 86_400_000;
const DUPLICATE_WINDOW_MS = 600_000;
const ATTEMPTS_TTL_MS = 30 * DAY_MS;
/** Past the longest lease a token can hold. */
const RELEASED_TTL_MS = 2 * 3_600_000;
const STREAM_NOT_FOUND = 10059;
const STREAM_NAME_IN_USE = 10058;

type Wanted = Partial<StreamConfig> & { name: string; subjects: string[] };

/** The buckets of groups. */
export interface Buckets {
  readonly groups: KV;
  readonly attempts: KV;
  readonly released: KV;
}

/** Every stream of events, delays and dead letters, as it should be. */
export function wantedStreams(settings: StreamSettings): Wanted[] {
  const base = {
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    num_replicas: settings.replicas ?? 1,
    duplicate_window: nanos(settings.duplicateWindowMs ?? DUPLICATE_WINDOW_MS),
    allow_direct: true,
    max_bytes: -1,
    max_age: 0,
  };
  const kept = { ...base, max_age: nanos(settings.maxAgeMs ?? 0), max_bytes: settings.maxBytes ?? -1 };
  if (kept.max_age > 0) kept.duplicate_window = Math.min(kept.duplicate_window, kept.max_age);
  return [
    ...TOPICS.map((topic) => ({ ...kept, name: streamOf(topic), subjects: streamSubjects(topic) })),
    { ...base, name: DELAYED_STREAM, subjects: delayedStreamSubjects() },
    { ...base, name: DEAD_LETTER_STREAM, subjects: deadLetterStreamSubjects(), max_msgs_per_subject: 1 },
  ];
}

/** Creates the streams that are missing and updates those that differ. Safe to run on several replicas at once. */
export async function ensureStreams(jsm: JetStreamManager, settings: StreamSettings): Promise<void> {
  await Promise.all(wantedStreams(settings).map((wanted) => ensureStream(jsm, wanted)));
}

async function ensureStream(jsm: JetStreamManager, wanted: Wanted): Promise<void> {
  try {
    const { config } = await jsm.streams.info(wanted.name);
    if (differs(wanted, config)) await jsm.streams.update(wanted.name, wanted);
  } catch (error) {
    if (!isApiError(error, STREAM_NOT_FOUND)) throw error;
    await jsm.streams.add(wanted).catch((cause: unknown) => {
      if (!isApiError(cause, STREAM_NAME_IN_USE)) throw cause;
    });
  }
}

function differs(wanted: Wanted, actual: Partial<StreamConfig>): boolean {
  const has = actual as Record<string, unknown>;
  return Object.entries(wanted).some(([key, value]) => JSON.stringify(value) !== JSON.stringify(has[key]));
}

/** Opens the KV buckets, creating those that are missing. */
export async function ensureBuckets(nc: NatsConnection, settings: StreamSettings): Promise<Buckets> {
  const kvm = new Kvm(nc);
  const replicas = settings.replicas ?? 1;
  const [groups, attempts, released] = await Promise.all([
    kvm.create(GROUPS_BUCKET, { replicas, history: 1 }),
    kvm.create(ATTEMPTS_BUCKET, { replicas, history: 1, ttl: ATTEMPTS_TTL_MS }),
    kvm.create(RELEASED_BUCKET, { replicas, history: 1, ttl: RELEASED_TTL_MS }),
  ]);
  return { groups, attempts, released };
}

/** Whether `error` is the JetStream API's error with this `err_code`. */
export const isApiError = (error: unknown, code: number): boolean =>
  error instanceof JetStreamApiError && error.code === code;
