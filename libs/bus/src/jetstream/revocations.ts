import type { KV, KvWatchEntry } from "@nats-io/kv";
import type { QueuedIterator } from "@nats-io/nats-core";

/** Sessions whose leases were given back by a drain; every replica watches them. */
export class Revocations {
  readonly #kv: KV;
  readonly #revoked = new Set<string>();
  readonly #waiting = new Map<string, () => void>();
  #watch: QueuedIterator<KvWatchEntry> | undefined;

  constructor(kv: KV) {
    this.#kv = kv;
  }

  async start(): Promise<void> {
    const watch = await this.#kv.watch();
    this.#watch = watch;
    this.#read(watch).catch(() => undefined);
  }

  has(session: string): boolean {
    return this.#revoked.has(session);
  }

  /** Resolves when it is stored and has come back to this replica, as to the others. */
  async revoke(session: string): Promise<void> {
    const seen = new Promise<void>((resolve) => this.#waiting.set(session, resolve));
    await this.#kv.put(session, "1");
    await seen;
  }

  stop(): void {
    this.#watch?.stop();
    for (const resolve of this.#waiting.values()) resolve();
  }

  async #read(watch: QueuedIterator<KvWatchEntry>): Promise<void> {
    for await (const entry of watch) {
      if (entry.operation !== "PUT") this.#revoked.delete(entry.key);
      else this.#revoked.add(entry.key);
      this.#waiting.get(entry.key)?.();
      this.#waiting.delete(entry.key);
    }
  }
}
