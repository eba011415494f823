import type { EmbeddingModel } from "@troupe/embeddings";
import type { Tx } from "@troupe/store";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { DensePlan } from "../domain/plan.js";
import type { IndexPlace } from "./lexical-index.js";
import type { Reading } from "./reading.js";
import { asJson, chunksOf, listedNos, planLookups } from "./rows.js";
import { items, models } from "./schema.js";

/** Which model a tenant's vectors are of, and which it moves to. */
export interface TenantModels {
  readonly current: EmbeddingModel;
  readonly next: EmbeddingModel | undefined;
}

/** Dimensions that have a graph; others are always compared one by one. */
const GRAPHS: Readonly<Record<number, "vector" | "halfvec">> = {
  384: "vector",
  512: "vector",
  768: "vector",
  1024: "vector",
  1536: "vector",
  3072: "halfvec",
};
const ROWS_A_STATEMENT = 500;

export const hasGraph = (dims: number): boolean => dims in GRAPHS;

/** Cosine distance of a stored vector, in the form the graph is built on. */
function distance(dims: number, vector: string): SQL {
  const type = sql.raw(`${GRAPHS[dims] ?? "vector"}(${dims})`);
  return sql`(v.embedding::${type} <=> ${vector}::${type})`;
}

/** Cosine distance of two stored vectors, `v` and `o`, in the form the graph is built on. */
export function distanceBetween(dims: number): SQL {
  const type = sql.raw(`${GRAPHS[dims] ?? "vector"}(${dims})`);
  return sql`(o.embedding::${type} <=> v.embedding::${type})`;
}

export async function readModels(tx: Tx, tenant: string): Promise<TenantModels | undefined> {
  const [row] = await tx.select().from(models).where(eq(models.tenantId, tenant));
  if (row === undefined) return undefined;
  const { model, dims, nextModel, nextDims } = row;
  const next = nextModel === null || nextDims === null ? undefined : { model: nextModel, dims: nextDims };
  return { current: { model, dims }, next };
}

/** The tenant's models. Where it has none it gets `fallback`, and what it remembers already is queued to be embedded. */
export async function settleModels(
  tx: Tx,
  tenant: string,
  { fallback, now }: { readonly fallback: EmbeddingModel; readonly now: Date },
): Promise<TenantModels> {
  const { model, dims } = fallback;
  const values = { tenantId: tenant, model, dims };
  const settled = await tx.insert(models).values(values).onConflictDoNothing().returning();
  if (settled.length > 0) await queueAll(tx, tenant, { model, now });
  return (await readModels(tx, tenant)) ?? { current: fallback, next: undefined };
}

/** Queues all passages of a tenant that have no vector of the model. */
export async function queueAll(
  tx: Tx,
  tenant: string,
  { model, now }: { readonly model: string; readonly now: Date },
): Promise<void> {
  await tx.execute(sql`
    insert into memory.embedding_jobs (tenant_id, kind, no, model, due_at)
    select p.tenant_id, p.kind, p.no, ${model}, ${now.toISOString()}::timestamptz from memory.passages p
    where p.tenant_id = ${tenant} and not exists (select from memory.vectors v
      where v.tenant_id = p.tenant_id and v.kind = p.kind and v.model = ${model} and v.no = p.no)
    on conflict do nothing`);
}

export interface NearQuery {
  readonly place: IndexPlace;
  readonly model: EmbeddingModel;
  /** In pgvector's text form. */
  readonly vector: string;
  /** Conditions on the item. */
  readonly where: SQL;
  readonly limit: number;
  readonly plan: DensePlan;
}

/** Whether the plan is carried out by walking a graph: there is none for each number of dimensions. */
export const walks = ({ plan, model }: Pick<NearQuery, "plan" | "model">): boolean =>
  plan.by === "graph" && hasGraph(model.dims);

/**
 * The passages nearest in meaning, as rows of `no`, `item_id`, `importance`, `at`, `far`. Vectors that are all
 * compared are compared as they are stored (a cast to their dimensions would copy each of them); those the filter refuses
 * are dropped from the `first` of them.
 */
export function nearRows(query: NearQuery, first = 2 * query.limit): SQL {
  const { place, model, vector, where, limit } = query;
  const ofModel = sql`v.tenant_id = ${place.tenant} and v.kind = ${place.kind} and v.model = ${model.model}
    and v.dims = ${sql.raw(String(model.dims))}`;
  if (walks(query)) {
    return sql`select v.no, v.item_id, item.importance, item.at, ${distance(model.dims, vector)} as far
      from memory.vectors v ${itemOfRow(place.tenant, "v", where)}
      where ${ofModel} order by far limit ${limit}`;
  }
  const most = Number.isFinite(first) ? sql`limit ${first}` : sql``;
  return sql`select compared.no, compared.item_id, item.importance, item.at, compared.far
    from (select v.no, v.item_id, (v.embedding <=> ${vector}::vector) + 0 as far
      from memory.vectors v where ${ofModel} order by far ${most}) compared
    ${itemOfRow(place.tenant, "compared", where)} order by compared.far limit ${limit}`;
}

/** What ranking needs of the item of a row with an `item_id`, where the conditions let it through. */
export const itemOfRow = (tenant: string, row: string, where: SQL | undefined): SQL => sql`
  cross join lateral (select ${items.id}, ${items.importance},
    (extract(epoch from ${items.createdAt}) * 1000)::float8 as at from ${items}
    where ${and(sql`${items.tenantId} = ${tenant} and ${items.id} = ${sql.raw(row)}.item_id`, where)} limit 1) item`;

/** A passage near the query, with what ranking needs to know of it. */
export interface Near {
  readonly no: number;
  readonly itemId: string;
  readonly importance: number;
  readonly recordedAtMs: number;
  readonly similarity: number;
}

/** A row of {@link nearRows}. */
export interface NearRow extends Record<string, unknown> {
  readonly no: number;
  readonly item_id: string;
  readonly importance: number;
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly far: number;
}

export const nearOf = ({ no, item_id, importance, at, far }: NearRow): Near => ({
  ...{ no, importance, itemId: item_id, similarity: 1 - far, recordedAtMs: at },
});

/** The passages nearest in meaning, nearest first. Where a way to them gives too few, a wider one is gone. */
export async function nearest(reading: Reading, query: NearQuery): Promise<Near[]> {
  if (walks(query)) {
    const found = await readNear(reading, nearRows(query));
    if (found.length === query.limit) return found;
  }
  const compared: NearQuery = { ...query, plan: { by: "exact" } };
  for (const first of [2 * query.limit, 20 * query.limit]) {
    const found = await readNear(reading, nearRows(compared, first));
    if (found.length === query.limit) return found;
  }
  return readNear(reading, nearRows(compared, Number.POSITIVE_INFINITY));
}

const readNear = async (reading: Reading, query: SQL): Promise<Near[]> =>
  (await reading.execute<NearRow>(query)).map(nearOf).sort((a, b) => b.similarity - a.similarity || a.no - b.no);

/** A passage that a vector is for. */
export interface VectorRow {
  readonly no: number;
  readonly itemId: string;
  readonly textHash: string;
  readonly vector: string;
}

/** Writes vectors of passages that are still there, and takes their jobs off the queue. */
export async function saveVectors(
  tx: Tx,
  place: IndexPlace,
  model: EmbeddingModel,
  rows: readonly Omit<VectorRow, "itemId">[],
): Promise<void> {
  await planLookups(tx);
  for (const part of chunksOf(rows, ROWS_A_STATEMENT)) {
    await tx.execute(sql`
      insert into memory.vectors (tenant_id, kind, no, model, dims, item_id, text_hash, embedding)
      select ${place.tenant}, ${place.kind}, r.no, ${model.model}, ${model.dims}, p.item_id, p.text_hash, r.vector::vector
      from json_to_recordset(${asJson(part)}::json) as r(no int, "textHash" text, vector text)
      cross join lateral (select item_id, text_hash from memory.passages
        where tenant_id = ${place.tenant} and kind = ${place.kind} and no = r.no limit 1) p
      where p.text_hash = r."textHash"
      on conflict (tenant_id, kind, model, no) do update
        set embedding = excluded.embedding, text_hash = excluded.text_hash, item_id = excluded.item_id`);
  }
  await removeJobs(
    tx,
    place,
    [model.model],
    rows.map(({ no }) => no),
  );
}

/** A job that another replica takes at this moment may stay; whoever takes one whose passage is gone removes it. */
export async function removeJobs(
  tx: Tx,
  place: IndexPlace,
  models: readonly string[],
  nos: readonly number[],
): Promise<void> {
  if (nos.length === 0) return;
  for (const model of models) {
    await tx.execute(sql`
      delete from memory.embedding_jobs where ctid = any(array(
        select job.ctid from ${listedNos(nos)} cross join lateral (
          select ctid from memory.embedding_jobs
          where tenant_id = ${place.tenant} and kind = ${place.kind} and model = ${model} and no = listed.no limit 1) job))`);
  }
}

/** Gives passages the vectors that the tenant has for the same text already, and queues the others. */
export async function queueVectors(
  tx: Tx,
  place: IndexPlace,
  options: { readonly model: EmbeddingModel; readonly nos: readonly number[]; readonly now: Date },
): Promise<void> {
  const { model, now } = options;
  for (const part of chunksOf(options.nos, 5000)) {
    const passages = sql`${listedNos(part)} cross join lateral (
      select tenant_id, kind, no, item_id, text_hash from memory.passages
      where tenant_id = ${place.tenant} and kind = ${place.kind} and no = listed.no limit 1) p`;
    await tx.execute(sql`
      insert into memory.vectors (tenant_id, kind, no, model, dims, item_id, text_hash, embedding)
      select p.tenant_id, p.kind, p.no, ${model.model}, ${model.dims}, p.item_id, p.text_hash, known.embedding
      from ${passages}
      cross join lateral (select embedding from memory.vectors v where v.tenant_id = ${place.tenant}
        and v.model = ${model.model} and v.text_hash = p.text_hash limit 1) known
      on conflict (tenant_id, kind, model, no) do nothing`);
    await tx.execute(sql`
      insert into memory.embedding_jobs (tenant_id, kind, no, model, due_at)
      select p.tenant_id, p.kind, p.no, ${model.model}, ${now.toISOString()}::timestamptz
      from ${passages}
      where not exists (select from memory.vectors v where v.tenant_id = ${place.tenant} and v.kind = ${place.kind}
        and v.model = ${model.model} and v.no = p.no offset 0)
      on conflict do nothing`);
  }
}
