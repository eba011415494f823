import type { MemoryKind } from "@troupe/contracts";
import type { Store } from "@troupe/store";
import { sql } from "drizzle-orm";
import { asJson, planLookups } from "./rows.js";

/** A passage that waits for its vector, with what is to be embedded. */
export interface Job {
  readonly tenant: string;
  readonly kind: MemoryKind;
  readonly no: number;
  readonly model: string;
  readonly title: string | null;
  readonly heading: string;
  readonly text: string;
  readonly textHash: string;
}

const at = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`;

/** Takes jobs that are due for a while, the oldest first; other replicas take others. */
export function claimJobs(
  store: Store,
  models: readonly string[],
  { nowMs, leaseMs, limit }: { readonly nowMs: number; readonly leaseMs: number; readonly limit: number },
): Promise<Job[]> {
  const wanted = sql.join(
    models.map((model) => sql`${model}`),
    sql`, `,
  );
  return store.withSystem(async (tx) => {
    await planLookups(tx);
    return tx.execute<Job & Record<string, unknown>>(sql`
      with due as (
        select tenant_id, kind, model, no from memory.embedding_jobs
        where due_at <= ${at(nowMs)} and model in (${wanted})
        order by due_at limit ${limit} for update skip locked),
      taken as (
        update memory.embedding_jobs j set due_at = ${at(nowMs + leaseMs)}, attempts = attempts + 1
        from due where j.tenant_id = due.tenant_id and j.kind = due.kind and j.model = due.model and j.no = due.no
        returning j.tenant_id, j.kind, j.no, j.model)
      select t.tenant_id as tenant, t.kind, t.no, t.model, i.title, p.heading, p.text, p.text_hash as "textHash"
      from taken t
      join memory.passages p on p.tenant_id = t.tenant_id and p.kind = t.kind and p.no = t.no
      join memory.items i on i.tenant_id = p.tenant_id and i.id = p.item_id
      order by t.tenant_id, t.kind, t.no`);
  });
}

/** Leaves jobs for later, with what went wrong. */
export async function postponeJobs(
  store: Store,
  jobs: readonly Job[],
  { dueMs, reason }: { readonly dueMs: number; readonly reason: string },
): Promise<void> {
  const keys = jobs.map(({ tenant, kind, model, no }) => ({ tenant, kind, model, no }));
  await store.withSystem((tx) =>
    tx.execute(sql`
      update memory.embedding_jobs j set due_at = ${at(dueMs)}, last_error = ${reason}
      from json_to_recordset(${asJson(keys)}::json) as k(tenant text, kind text, model text, no int)
      where j.tenant_id = k.tenant and j.kind = k.kind and j.model = k.model and j.no = k.no`),
  );
}

/** How many of a tenant's passages wait, counted up to `most`. */
export async function countJobs(store: Store, tenant: string, most: number): Promise<number> {
  const [row] = await store.withTenant(tenant, (tx) =>
    tx.execute<{ count: number }>(sql`
      select count(*)::int as count
      from (select from memory.embedding_jobs where tenant_id = ${tenant} limit ${most}) waiting`),
  );
  return row?.count ?? 0;
}
