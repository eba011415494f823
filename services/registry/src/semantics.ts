import type { Clock, Timer } from "@troupe/bus";
import type { Logger } from "@troupe/service";
import type { Store } from "@troupe/store";
import { LRUCache } from "lru-cache";
import { saveMeanings, unmeant } from "./store/meanings.js";

/*
 * What the words of agents and event types mean.
 * 1. They are embedded when somebody first asks by meaning, and after that as they change: a registry that nobody
 *    searches loads no model.
 * 2. A question waits a little for that. What has no vector by then is found by its words, and the answer says so.
 */

/** A model that turns texts into unit vectors; the memory's embedders fit. */
export interface Embedder {
  /** Vectors of two models are never compared. */
  readonly model: string;
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
}

/** A question as a vector. */
export interface Asked {
  readonly model: string;
  readonly vector: Float32Array;
}

export interface Semantics {
  /** Never rejects: what cannot be embedded is looked for by its words. */
  ask(tenant: string, question: string): Promise<Asked | { readonly unavailable: string }>;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

const TEXTS_A_TURN = 64;
const MAX_QUESTIONS = 1000;
const PATIENCE_MS = 5000;

export function createSemantics(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly embedder: Embedder | undefined;
}): Semantics {
  const { store, clock, logger, embedder } = deps;
  const questions = new LRUCache<string, Float32Array>({ max: MAX_QUESTIONS });
  const refreshing = new Map<string, Promise<void>>();
  let isClosed = false;

  async function embedChanged(tenant: string, { model, embed }: Embedder): Promise<void> {
    while (!isClosed) {
      const some = await store.withTenant(tenant, (tx) => unmeant(tx, tenant, { model, limit: TEXTS_A_TURN }));
      if (some.length === 0) return;
      const vectors = await embed(some.map(({ words }) => words));
      const rows = some.map(({ of, name, hash }, at) => ({ of, name, hash, vector: base64(vectors[at]) }));
      await store.withTenant(tenant, (tx) => saveMeanings(tx, tenant, { model, rows }));
    }
  }

  function refresh(tenant: string, by: Embedder): Promise<void> {
    const known = refreshing.get(tenant);
    if (known !== undefined) return known;
    const running = embedChanged(tenant, by).finally(() => refreshing.delete(tenant));
    refreshing.set(tenant, running);
    return running;
  }

  async function vectorOf(question: string, { embed }: Embedder): Promise<Float32Array> {
    const known = questions.get(question);
    if (known !== undefined) return known;
    const [vector] = await embed([question]);
    if (vector === undefined) throw new Error("the model gave no vector");
    questions.set(question, vector);
    return vector;
  }

  /** Undefined when it takes longer. */
  async function soon<T>(work: Promise<T>): Promise<T | undefined> {
    let timer: Timer | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = clock.after(PATIENCE_MS, () => resolve(undefined));
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      timer?.cancel();
    }
  }

  return {
    async ask(tenant, question) {
      if (embedder === undefined) return { unavailable: "no embedding model is configured" };
      const { model } = embedder;
      const by: Embedder = { model, embed: (texts, signal) => embedder.embed(texts, signal) };
      const work = Promise.all([vectorOf(question, by), refresh(tenant, by)]);
      work.catch((error: unknown) => logger.warn({ err: error, model }, "the registry cannot be searched by meaning"));
      try {
        const done = await soon(work);
        return done === undefined ? { unavailable: `${model} takes too long` } : { model, vector: done[0] };
      } catch {
        return { unavailable: `${model} cannot be reached` };
      }
    },
    async close() {
      isClosed = true;
      await Promise.allSettled(refreshing.values());
    },
  };
}

const base64 = (vector: Float32Array | undefined): string => {
  if (vector === undefined) throw new Error("the model gave too few vectors");
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString("base64");
};

/** A stored vector as it was. */
export const vectorFrom = (bytes: Uint8Array): Float32Array => new Float32Array(Uint8Array.from(bytes).buffer);
