import type { EmbeddingModel } from "@troupe/embeddings";
import type { Tx } from "@troupe/store";
import { sql } from "drizzle-orm";
import { type IndexPlace, readCorpus } from "./lexical-index.js";
import { listedNos, planLookups } from "./rows.js";
import { distanceBetween, hasGraph } from "./vectors.js";

/** Cosine from which two short items are linked. It says that both speak of one thing, not that they agree. */
const NEAR = 0.93;
/** Up to so many passages a new one is compared with all; above, the graph is walked. */
const FEW = 2000;

/**
 * Links items of one passage to the nearest other one of the same scope and owner, where it is very near. Nothing is
 * merged: a cosine cannot see a negation. Passages of longer documents are not looked at. The later item is the one that
 * links, so two that are embedded at the same time get one link.
 */
export async function linkDuplicates(
  tx: Tx,
  place: IndexPlace,
  options: { readonly model: EmbeddingModel; readonly nos: readonly number[]; readonly now: Date },
): Promise<void> {
  const { model, nos, now } = options;
  await planLookups(tx);
  const { passages } = await readCorpus(tx, place);
  const isFew = passages <= FEW;
  if (!isFew && !hasGraph(model.dims)) return;
  if (!isFew) await tx.execute(sql`select set_config('hnsw.iterative_scan', 'relaxed_order', true)`);
  const far = isFew ? sql`(v.embedding <=> o.embedding) + 0` : distanceBetween(model.dims);
  await tx.execute(sql`
    with fresh as materialized (
      select v.item_id, v.embedding, i.scope, i.owner
      from ${listedNos(nos)}
      cross join lateral (select item_id, embedding from memory.vectors
        where tenant_id = ${place.tenant} and kind = ${place.kind} and model = ${model.model} and no = listed.no
        limit 1) v
      cross join lateral (select scope, owner from memory.items
        where tenant_id = ${place.tenant} and id = v.item_id and status = 'active' limit 1) i
      where not exists (select from memory.passages p
          where p.tenant_id = ${place.tenant} and p.item_id = v.item_id and p.position > 0 offset 0))
    insert into memory.links (tenant_id, from_id, to_id, kind, score, created_at)
    select ${place.tenant}, greatest(v.item_id, near.item_id), least(v.item_id, near.item_id), 'near-duplicate', 1 - near.far, ${now.toISOString()}::timestamptz
    from fresh v
    cross join lateral (
      select o.item_id, ${far} as far from memory.vectors o
      where o.tenant_id = ${place.tenant} and o.kind = ${place.kind} and o.model = ${model.model}
        and o.dims = ${sql.raw(String(model.dims))} and o.item_id <> v.item_id
      order by ${far} limit 1) near
    cross join lateral (select scope, owner, status from memory.items
      where tenant_id = ${place.tenant} and id = near.item_id limit 1) other
    where near.far <= ${1 - NEAR} and other.scope = v.scope and other.owner = v.owner and other.status = 'active'
      and not exists (select from memory.links l where l.tenant_id = ${place.tenant}
        and ((l.from_id = v.item_id and l.to_id = near.item_id) or (l.from_id = near.item_id and l.to_id = v.item_id)) offset 0)
    on conflict do nothing`);
}
