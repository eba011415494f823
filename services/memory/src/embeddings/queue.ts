import type { Clock, Timer } from "@troupe/bus";
import { TroupeError } from "@troupe/contracts";
import { type Embedder, type EmbeddingModel, vectorText } from "@troupe/embeddings";
import type { Logger } from "@troupe/service";
import type { Store } from "@troupe/store";
import { groupBy } from "../domain/group-by.js";
import { indexedText } from "../indexer.js";
import { claimJobs, countJobs, type Job, postponeJobs } from "../store/jobs.js";
import type { IndexPlace } from "../store/lexical-index.js";
import { saveVectors } from "../store/vectors.js";

/*
 * Passages wait in a table until they have their vectors.
 * 1. A replica claims jobs by moving their due time ahead by a lease; one that dies leaves them to the next.
 * 2. A job leaves the table in the transaction that writes its vector, so no passage is lost between.
 * 3. A provider that fails is left alone for a while, longer each time, and its jobs stay; they are tried for as long as
 *    it takes. Meanwhile the passages are found by their words.
 * 4. Two lanes run at once: one stores while the other embeds.
 * 5. A tenant with more jobs than `maxPending` is told to come back later: that is the back-pressure.
 */

export interface EmbeddingQueueOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly embedders: ReadonlyMap<string, Embedder>;
  /** Most passages of one tenant that may wait; 200,000 when absent. */
  readonly maxPending?: number | undefined;
  /** Called after passages of one place have their vectors. */
  readonly onEmbedded?:
    | ((place: IndexPlace, model: EmbeddingModel, nos: readonly number[]) => Promise<void>)
    | undefined;
}

export interface EmbeddingQueue {
  start(): void;
  /** Looks for work now. */
  wake(): void;
  /** Works until nothing is due. */
  drain(): Promise<void>;
  /** Throws QUOTA_EXCEEDED when too much of the tenant's waits already. */
  admit(tenant: string): Promise<void>;
  close(): Promise<void>;
}

const JOBS_A_CLAIM = 128;
const LANES = 2;
const LEASE_MS = 120_000;
const POLL_MS = 5000;
const MAX_PENDING = 200_000;
const COUNT_TTL_MS = 1000;
const BACKOFF_MS = [1000, 2000, 5000, 15_000, 60_000, 300_000];

export function createEmbeddingQueue(options: EmbeddingQueueOptions): EmbeddingQueue {
  const { store, clock, logger, embedders, maxPending = MAX_PENDING, onEmbedded } = options;
  const resting = new Map<string, { untilMs: number; failures: number }>();
  const counted = new Map<string, { atMs: number; count: number }>();
  const lanes = new Set<Promise<void>>();
  let timer: Timer | undefined;
  let isClosed = false;

  const ready = (): string[] =>
    [...embedders.keys()].filter((model) => (resting.get(model)?.untilMs ?? 0) <= clock.now());

  /** Takes one claim through; false when nothing was due. */
  async function step(): Promise<boolean> {
    const models = ready();
    if (models.length === 0) return false;
    const lease = { nowMs: clock.now(), leaseMs: LEASE_MS, limit: JOBS_A_CLAIM };
    const jobs = await claimJobs(store, models, lease);
    if (jobs.length === 0) return false;
    let didAny = false;
    for (const [model, ofModel] of groupBy(jobs, (job) => job.model)) {
      if (await embedAll(embedders.get(model), ofModel)) didAny = true;
    }
    return didAny;
  }

  async function embedAll(embedder: Embedder | undefined, jobs: readonly Job[]): Promise<boolean> {
    if (embedder === undefined) return false;
    try {
      const vectors = await embedder.embed(
        jobs.map(({ title, heading, text }) => indexedText(title, { heading, text })),
      );
      const wrong = vectors.find(({ length }) => length !== embedder.dims);
      if (wrong !== undefined || vectors.length !== jobs.length) {
        throw new Error(
          `${embedder.model} gave ${vectors.length} vectors of ${wrong?.length ?? embedder.dims} dimensions`,
        );
      }
      const rows = jobs.map((job, at) => ({ ...job, vector: vectorText(vectors[at] ?? new Float32Array()) }));
      for (const [key, ofPlace] of groupBy(rows, ({ tenant, kind }) => `${kind}/${tenant}`)) {
        const [{ tenant, kind } = { tenant: key, kind: "semantic" as const }] = ofPlace;
        await store.withTenant(tenant, (tx) => saveVectors(tx, { tenant, kind }, embedder, ofPlace));
        await onEmbedded?.(
          { tenant, kind },
          embedder,
          ofPlace.map(({ no }) => no),
        );
      }
      resting.delete(embedder.model);
      return true;
    } catch (error) {
      await rest(embedder.model, jobs, error);
      return false;
    }
  }

  async function rest(model: string, jobs: readonly Job[], error: unknown): Promise<void> {
    const failures = (resting.get(model)?.failures ?? 0) + 1;
    const waitMs = BACKOFF_MS[Math.min(failures, BACKOFF_MS.length) - 1] ?? 0;
    resting.set(model, { untilMs: clock.now() + waitMs, failures });
    const reason = error instanceof Error ? error.message : String(error);
    logger.warn({ err: error, model, waitMs }, "passages could not be embedded and are tried again");
    await postponeJobs(store, jobs, { dueMs: clock.now() + waitMs, reason: reason.slice(0, 500) });
  }

  async function lane(): Promise<void> {
    try {
      while (!isClosed && (await step()));
    } catch (error) {
      logger.warn({ err: error }, "the embedding queue cannot be read");
    }
  }

  function wake(): void {
    if (isClosed || embedders.size === 0) return;
    while (lanes.size < LANES) {
      const running: Promise<void> = lane().finally(() => lanes.delete(running));
      lanes.add(running);
    }
  }

  function tick(): void {
    if (isClosed) return;
    wake();
    timer = clock.after(POLL_MS, tick);
  }

  return {
    start: tick,
    wake,
    async drain() {
      do {
        wake();
        await Promise.all(lanes);
      } while (!isClosed && (await step()));
    },
    async admit(tenant) {
      if (embedders.size === 0) return;
      const known = counted.get(tenant);
      const isFresh = known !== undefined && clock.now() - known.atMs < COUNT_TTL_MS;
      const count = isFresh ? known.count : await countJobs(store, tenant, maxPending + 1);
      if (!isFresh) counted.set(tenant, { atMs: clock.now(), count });
      if (count <= maxPending) return;
      throw new TroupeError("QUOTA_EXCEEDED", `more than ${maxPending} passages wait to be embedded`, {
        retryAfterMs: POLL_MS,
        hint: "troupe memory stats",
      });
    },
    async close() {
      isClosed = true;
      timer?.cancel();
      await Promise.all(lanes);
    },
  };
}
