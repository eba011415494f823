/**
 * Event types in a KV bucket, one key a tenant and type, copied whole into each process.
 *
 * 1. The watcher applies entries in the order of their revisions; `seen` is the last one applied.
 * 2. A new connection starts a new watcher, which replays the newest entry of every key: deletions are entries too.
 * 3. A write resolves once `seen` has reached its revision.
 */
import { jetstream } from "@nats-io/jetstream";
import { type KV, type KvEntry, Kvm, type KvWatchEntry } from "@nats-io/kv";
import type { NatsConnection } from "@nats-io/nats-core";
import type { MirroredType } from "@troupe/contracts";
import type { SchemaMirror } from "../bus.js";
import type { Clock, Timer } from "../clock.js";
import { asTroupeError, unavailable } from "../jetstream/faults.js";
import type { ConnectionWatch } from "../reading/connection.js";

const BUCKET = "troupe_event_types";
const SEEN_TIMEOUT_MS = 15_000;
const RETRY_MS = 250;

export interface SchemaMirrorOptions {
  readonly nc: NatsConnection;
  readonly clock: Clock;
  readonly watch: ConnectionWatch;
  readonly replicas?: number;
}

/** A mirror that can be let go. */
export interface OpenMirror extends SchemaMirror {
  close(): void;
}

/** Opens the mirror, creating its bucket when it is missing; resolves once the copy is complete. */
export async function createSchemaMirror(options: SchemaMirrorOptions): Promise<OpenMirror> {
  const kv = await new Kvm(jetstream(options.nc)).create(BUCKET, { history: 1, replicas: options.replicas ?? 1 });
  const copy = new Copy(kv, options);
  await copy.fill();
  return {
    async put(tenant, type) {
      await copy.until(await kv.put(keyOf(tenant, type.type), JSON.stringify(type)).catch(rethrow));
    },
    async remove(tenant, type) {
      const key = keyOf(tenant, type);
      await kv.delete(key).catch(rethrow);
      await copy.until((await entryOf(kv, key))?.revision ?? 0);
    },
    lookup: (tenant, type) => copy.get(tenant, type),
    async fetch(tenant, type) {
      const entry = await entryOf(kv, keyOf(tenant, type));
      return entry?.operation === "PUT" ? entry.json<MirroredType>() : undefined;
    },
    close: () => copy.close(),
  };
}

/** A type's dots become `=`, so that a key is two tokens. */
const keyOf = (tenant: string, type: string): string => `${tenant}.${type.replaceAll(".", "=")}`;
const partsOf = (key: string): [tenant: string, type: string] => {
  const at = key.indexOf(".");
  return [key.slice(0, at), key.slice(at + 1).replaceAll("=", ".")];
};

const entryOf = async (kv: KV, key: string): Promise<KvEntry | undefined> =>
  (await kv.get(key).catch(rethrow)) ?? undefined;

class Copy {
  readonly #kv: KV;
  readonly #clock: Clock;
  /** By tenant and type. */
  readonly #types = new Map<string, Map<string, { readonly entry: KvWatchEntry; parsed: MirroredType | undefined }>>();
  readonly #waiting = new Set<{ readonly revision: number; readonly resolve: () => void }>();
  readonly #unwatch: () => void;
  #seen = 0;
  #epoch = 0;
  #stop: (() => void) | undefined;
  #retry: Timer | undefined;

  constructor(kv: KV, { clock, watch }: SchemaMirrorOptions) {
    this.#kv = kv;
    this.#clock = clock;
    this.#unwatch = watch.onChange((state) => {
      if (state === "connected") this.#open();
    });
    this.#open();
  }

  /** Resolves once what the bucket holds now is copied. */
  async fill(): Promise<void> {
    const { streamInfo } = await this.#kv.status().catch(rethrow);
    if (streamInfo.state.messages > 0) await this.until(streamInfo.state.last_seq);
  }

  get(tenant: string, type: string): MirroredType | undefined {
    const kept = this.#types.get(tenant)?.get(type);
    if (kept === undefined) return undefined;
    kept.parsed ??= kept.entry.json<MirroredType>();
    return kept.parsed;
  }

  until(revision: number): Promise<void> {
    if (this.#seen >= revision) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const waiter = {
        revision,
        resolve: () => {
          timer.cancel();
          resolve();
        },
      };
      const timer = this.#clock.after(SEEN_TIMEOUT_MS, () => {
        this.#waiting.delete(waiter);
        reject(unavailable("the mirror of event types does not follow its bucket"));
      });
      this.#waiting.add(waiter);
    });
  }

  close(): void {
    this.#epoch += 1;
    this.#unwatch();
    this.#retry?.cancel();
    this.#stop?.();
  }

  #open(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#retry?.cancel();
    this.#epoch += 1;
    const epoch = this.#epoch;
    this.#follow(epoch)
      .catch(() => undefined)
      .finally(() => {
        if (epoch === this.#epoch) this.#retry = this.#clock.after(RETRY_MS, () => this.#open());
      });
  }

  async #follow(epoch: number): Promise<void> {
    const entries = await this.#kv.watch();
    if (epoch !== this.#epoch) return entries.stop();
    this.#stop = () => entries.stop();
    for await (const entry of entries) {
      if (epoch !== this.#epoch) return;
      this.#apply(entry);
    }
  }

  #apply(entry: KvWatchEntry): void {
    const [tenant, type] = partsOf(entry.key);
    const types = this.#types.get(tenant) ?? new Map();
    if (entry.operation === "PUT") types.set(type, { entry, parsed: undefined });
    else types.delete(type);
    if (types.size > 0) this.#types.set(tenant, types);
    else this.#types.delete(tenant);
    this.#seen = Math.max(this.#seen, entry.revision);
    for (const waiter of this.#waiting) {
      if (waiter.revision > this.#seen) continue;
      this.#waiting.delete(waiter);
      waiter.resolve();
    }
  }
}

function rethrow(error: unknown): never {
  throw asTroupeError(error);
}
