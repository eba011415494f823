import { type Embedder, type EmbeddingModel, vectorText } from "@troupe/embeddings";
import type { Logger } from "@troupe/service";
import type { Store } from "@troupe/store";
import { LRUCache } from "lru-cache";
import { readModels } from "../store/vectors.js";

/** A query's vector, in pgvector's text form. */
export interface QueryVector extends EmbeddingModel {
  readonly vector: string;
}

/** Embeds queries by the model of the tenant's vectors. */
export interface QueryEmbedder {
  /** Never rejects: a search goes on without, and says why. */
  embed(tenant: string, query: string): Promise<QueryVector | { readonly unavailable: string }>;
  /** Forgets which model a tenant has: it has moved. */
  forget(tenant: string): void;
}

const MAX_CACHED = 2000;
const MODEL_TTL_MS = 10_000;
/** A query that takes longer is answered by words alone. */
const PATIENCE_MS = 5000;

/** Over the embedders there are, by their model's name. */
export function createQueryEmbedder(deps: {
  readonly store: Store;
  readonly embedders: ReadonlyMap<string, Embedder>;
  readonly logger: Logger;
}): QueryEmbedder {
  const { store, embedders, logger } = deps;
  const vectors = new LRUCache<string, string>({ max: MAX_CACHED });
  const tenants = new LRUCache<string, EmbeddingModel>({ max: 10_000, ttl: MODEL_TTL_MS });

  async function modelOf(tenant: string): Promise<EmbeddingModel | undefined> {
    const known = tenants.get(tenant);
    if (known !== undefined) return known;
    const found = (await store.withTenant(tenant, (tx) => readModels(tx, tenant)))?.current;
    if (found !== undefined) tenants.set(tenant, found);
    return found;
  }

  return {
    async embed(tenant, query) {
      if (embedders.size === 0) return { unavailable: "no embedding model is configured" };
      const model = await modelOf(tenant);
      if (model === undefined) return { unavailable: "nothing is embedded yet" };
      const embedder = embedders.get(model.model);
      if (embedder === undefined) return { unavailable: `the vectors are of ${model.model}, which is not configured` };
      const key = `${model.model}\n${query}`;
      const cached = vectors.get(key);
      if (cached !== undefined) return { ...model, vector: cached };
      try {
        const [vector] = await embedder.embed([query], AbortSignal.timeout(PATIENCE_MS));
        if (vector === undefined || vector.length !== model.dims) {
          return { unavailable: `${model.model} gave ${vector?.length ?? 0} dimensions, not ${model.dims}` };
        }
        const text = vectorText(vector);
        vectors.set(key, text);
        return { ...model, vector: text };
      } catch (error) {
        logger.warn({ err: error, model: model.model }, "a query could not be embedded: searching by words");
        return { unavailable: `${model.model} cannot be reached` };
      }
    },
    forget: (tenant) => void tenants.delete(tenant),
  };
}
