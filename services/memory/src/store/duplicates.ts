import type { Tx } from "@troupe/store";
import { sql } from "drizzle-orm";
import type { EmbeddingModel } from "../embeddings/embedder.js";
import type { IndexPlace } from "./lexical-index.js";
import { joined, planLookups } from "./rows.js";

/** Cosine from which two short items are linked. It says that both speak of one thing, not that they agree. */
export const NEAR = 0.93;
/** Most items of a tenant among which duplicates are looked for one by one. */
const MOST = 20_000;

/**
 * Links items of one passage to the nearest other one of the same scope and owner, where it is very near. Nothing is
 * merged: a cosine cannot see a negation.
 */
export async function linkDuplicates(
  tx: Tx,
  place: IndexPlace,
  options: { readonly model: EmbeddingModel; readonly nos: readonly number[]; readonly now: Date },
): Promise<void> {
  const { model, nos, now } = options;
  await planLookups(tx);
  await tx.execute(sql`
    insert into memory.links (tenant_id, from_id, to_id, kind, score, created_at)
    select v.tenant_id, v.item_id, near.item_id, 'near-duplicate', near.similarity, ${now.toISOString()}::timestamptz
    from memory.vectors v
    join memory.items i on i.tenant_id = v.tenant_id and i.id = v.item_id
    cross join lateral (
      select o.item_id, 1 - (v.embedding <=> o.embedding) as similarity
      from memory.vectors o
      where o.tenant_id = v.tenant_id and o.kind = v.kind and o.model = v.model and o.item_id <> v.item_id
      order by v.embedding <=> o.embedding limit 1) near
    join memory.items other on other.tenant_id = v.tenant_id and other.id = near.item_id
    where v.tenant_id = ${place.tenant} and v.kind = ${place.kind} and v.model = ${model.model}
      and v.no = any(string_to_array(${joined(nos)}, ',')::int[])
      and near.similarity >= ${NEAR}
      and (select passages from memory.corpora where tenant_id = ${place.tenant} and kind = ${place.kind}) <= ${MOST}
      and not exists (select from memory.passages p where p.tenant_id = v.tenant_id and p.item_id = v.item_id and p.position > 0)
      and other.scope = i.scope and other.owner = i.owner and other.status = 'active' and i.status = 'active'
      and not exists (select from memory.links l where l.tenant_id = v.tenant_id
        and ((l.from_id = v.item_id and l.to_id = near.item_id) or (l.from_id = near.item_id and l.to_id = v.item_id)))
    on conflict do nothing`);
}
