import { type ReembedStatus, TroupeError } from "@troupe/contracts";
import type { Embedder, EmbeddingModel } from "@troupe/embeddings";
import type { Store, Tx } from "@troupe/store";
import { eq, sql } from "drizzle-orm";
import { models } from "./store/schema.js";
import { queueAll, readModels, settleModels } from "./store/vectors.js";

/*
 * A tenant's move to another model.
 * 1. Every passage is queued for the next model; what is written meanwhile is queued for both.
 * 2. Searches go on with the current model until the last passage has its new vector. Then, in one transaction, the
 *    next becomes the current one and the old vectors go. Vectors of two models are never compared.
 */

export interface Reembedding {
  /** Begins a move, or goes on with it. Throws VALIDATION_FAILED for a model that is not configured. */
  start(tenant: string, model: string): Promise<ReembedStatus>;
  status(tenant: string): Promise<ReembedStatus>;
  /** Gives tenants that remember something and have no model the one of this service; returns how many they were. */
  adopt(model: EmbeddingModel): Promise<number>;
  /** Ends the tenant's move when nothing more waits; true when it did. */
  settle(tenant: string, model: string): Promise<boolean>;
}

export function createReembedding(deps: {
  readonly store: Store;
  readonly embedders: ReadonlyMap<string, Embedder>;
  readonly now: () => Date;
  /** Called after a commit: there is work, or the tenant's model is another. */
  readonly changed: (tenant: string) => void;
}): Reembedding {
  const { store, embedders, now, changed } = deps;

  async function read(tx: Tx, tenant: string): Promise<ReembedStatus> {
    const known = await readModels(tx, tenant);
    const [row] = await tx.execute<{ count: number }>(
      sql`select count(*)::int as count from memory.embedding_jobs where tenant_id = ${tenant}`,
    );
    return {
      current: known?.current.model ?? null,
      next: known?.next?.model ?? null,
      pending: row?.count ?? 0,
      available: [...embedders.keys()],
    };
  }

  return {
    async start(tenant, name) {
      const model = embedders.get(name);
      if (model === undefined) {
        throw new TroupeError("VALIDATION_FAILED", `${name} is not a model that is configured here`, {
          errors: [{ pointer: "/model", message: `is one of ${[...embedders.keys()].join(", ") || "none"}` }],
        });
      }
      await store.withTenant(tenant, async (tx) => {
        const { current } = await settleModels(tx, tenant, { fallback: model, now: now() });
        const isOther = current.model !== model.model;
        await tx
          .update(models)
          .set({ nextModel: isOther ? model.model : null, nextDims: isOther ? model.dims : null })
          .where(eq(models.tenantId, tenant));
        await tx.execute(sql`delete from memory.embedding_jobs where tenant_id = ${tenant}
          and model not in (${model.model}, ${current.model})`);
        await queueAll(tx, tenant, { model: name, now: now() });
      });
      await this.settle(tenant, name);
      changed(tenant);
      return this.status(tenant);
    },

    async adopt(fallback) {
      const tenants = await store.withSystem((tx) =>
        tx.execute<{ tenant: string }>(sql`select distinct c.tenant_id as tenant from memory.corpora c
          where c.passages > 0 and not exists (select from memory.models m where m.tenant_id = c.tenant_id)`),
      );
      for (const { tenant } of tenants) {
        await store.withTenant(tenant, (tx) => settleModels(tx, tenant, { fallback, now: now() }));
        changed(tenant);
      }
      return tenants.length;
    },

    status: (tenant) => store.withTenant(tenant, (tx) => read(tx, tenant)),

    async settle(tenant, model) {
      const isDone = await store.withTenant(tenant, async (tx) => {
        const [row] = await tx.select().from(models).where(eq(models.tenantId, tenant)).for("update");
        if (row?.nextModel !== model || row.nextDims === null) return false;
        const [waiting] = await tx.execute<{ any: boolean }>(sql`select exists (select from memory.embedding_jobs
          where tenant_id = ${tenant} and model = ${model}) as any`);
        if (waiting?.any) return false;
        await tx
          .update(models)
          .set({ model, dims: row.nextDims, nextModel: null, nextDims: null })
          .where(eq(models.tenantId, tenant));
        await tx.execute(sql`delete from memory.embedding_jobs where tenant_id = ${tenant} and model <> ${model}`);
        await tx.execute(sql`delete from memory.vectors where tenant_id = ${tenant} and model <> ${model}`);
        return true;
      });
      if (isDone) changed(tenant);
      return isDone;
    },
  };
}
