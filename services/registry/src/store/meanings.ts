import type { Tx } from "@troupe/store";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { agents, eventTypes, meanings } from "./schema.js";

/** What of an agent, and of an event type, is embedded. */
export const AGENT_WORDS = sql<string>`${agents.words} || E'\n' || ${agents.description}`;
export const TYPE_WORDS = sql<string>`${eventTypes.words} || E'\n' || ${eventTypes.purpose} || E'\n' || ${eventTypes.description}`;

export const hashed = (words: SQL<string>): SQL<string> => sql<string>`md5(${words})`;

/** An agent or an event type. */
export interface Named {
  readonly of: "agent" | "type";
  readonly name: string;
}

/** A name that fits, with the vector of its words. */
export interface Meant {
  readonly name: string;
  readonly vector: Uint8Array | null;
}

/** Something whose meaning is not known yet, or has changed. */
export interface Unmeant extends Named, Record<string, unknown> {
  readonly words: string;
  readonly hash: string;
}

/** What of a tenant's is to be embedded by the model, `limit` at most. */
export async function unmeant(tx: Tx, tenant: string, options: { model: string; limit: number }): Promise<Unmeant[]> {
  const isUnknown = (of: Named["of"], name: SQL, words: SQL<string>): SQL =>
    sql`not exists (select from ${meanings} where ${meanings.tenantId} = ${tenant} and ${meanings.of} = ${of}
      and ${meanings.name} = ${name} and ${meanings.model} = ${options.model} and ${meanings.hash} = ${hashed(words)})`;
  return tx.execute<Unmeant>(sql`
    select 'agent' as of, ${agents.name} as name, ${AGENT_WORDS} as words, ${hashed(AGENT_WORDS)} as hash from ${agents}
    where ${agents.tenantId} = ${tenant} and ${isUnknown("agent", sql`${agents.name}`, AGENT_WORDS)}
    union all
    select 'type', ${eventTypes.type}, ${TYPE_WORDS}, ${hashed(TYPE_WORDS)} from ${eventTypes}
    where ${eventTypes.tenantId} = ${tenant} and ${isUnknown("type", sql`${eventTypes.type}`, TYPE_WORDS)}
    limit ${options.limit}`);
}

/** Keeps what words mean; `vector` in base64. */
export async function saveMeanings(
  tx: Tx,
  tenant: string,
  { model, rows }: { model: string; rows: readonly (Named & { hash: string; vector: string })[] },
): Promise<void> {
  await tx.execute(sql`
    insert into registry.meanings (tenant_id, "of", name, model, hash, vector)
    select ${tenant}, r.of, r.name, ${model}, r.hash, decode(r.vector, 'base64')
    from json_to_recordset(${JSON.stringify(rows)}::json) as r("of" text, name text, hash text, vector text)
    on conflict (tenant_id, "of", name, model) do update set hash = excluded.hash, vector = excluded.vector`);
}

export async function forgetMeaning(tx: Tx, tenant: string, { of, name }: Named): Promise<void> {
  await tx.delete(meanings).where(and(eq(meanings.tenantId, tenant), eq(meanings.of, of), eq(meanings.name, name)));
}
