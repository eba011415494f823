import type { MemoryKind } from "@troupe/contracts";
import type { Store } from "@troupe/store";
import { sql } from "drizzle-orm";
import { asJson } from "./rows.js";

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

type Taken = Pick<Job, "tenant" | "kind" | "no" | "model"> & {
  readonly [K in Exclude<keyof Job, "tenant" | "kind" | "no" | "model">]: Job[K] | null;
} & Record<string, unknown>;

const at = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`;

/** Takes jobs that are due for a while, the oldest first; other replicas take others. Those whose passage is gone go. */
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
    const taken = await tx.execute<Taken>(sql`
      with taken as (
        update memory.embedding_jobs set due_at = ${at(nowMs + leaseMs)}, attempts = attempts + 1
        where ctid = any(array(
          select ctid from memory.embedding_jobs where due_at <= ${at(nowMs)} and model in (${wanted})
          order by due_at limit ${limit} for update skip locked))
        returning tenant_id, kind, no, model)
      select t.tenant_id as tenant, t.kind, t.no, t.model, i.title, p.heading, p.text, p.text_hash as "textHash"
      from taken t
      left join lateral (select item_id, heading, text, text_hash from memory.passages
        where tenant_id = t.tenant_id and kind = t.kind and no = t.no limit 1) p on true
      left join lateral (select title from memory.items where tenant_id = t.tenant_id and id = p.item_id limit 1) i on true
      order by t.tenant_id, t.kind, t.no`);
    for (const { tenant, kind, model, no, textHash } of taken) {
      if (textHash !== null) continue;
      await tx.execute(sql`delete from memory.embedding_jobs
        where tenant_id = ${tenant} and kind = ${kind} and model = ${model} and no = ${no}`);
    }
    return taken.filter((job): job is Taken & Job => job.textHash !== null);
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
      update memory.embedding_jobs set due_at = ${at(dueMs)}, last_error = ${reason} where ctid = any(array(
        select job.ctid from json_to_recordset(${asJson(keys)}::json) as k(tenant text, kind text, model text, no int)
        cross join lateral (select ctid from memory.embedding_jobs
          where tenant_id = k.tenant and kind = k.kind and model = k.model and no = k.no limit 1) job))`),
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
