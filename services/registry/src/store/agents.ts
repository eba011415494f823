import type { AgentDefinition, AgentInstance, AgentRecord, Page } from "@troupe/contracts";
import type { Tx } from "@troupe/store";
import { and, asc, eq, gt, inArray, lte, type SQL, sql } from "drizzle-orm";
import { searchWords } from "../domain/words.js";
import { nameOfCursor, pageOfRows } from "./cursor.js";
import { agentOf, instanceOf } from "./mapping.js";
import { AGENT_WORDS, forgetMeaning, hashed, type Meant } from "./meanings.js";
import { agents, instances, meanings } from "./schema.js";
import { rankOf, searchCondition } from "./search.js";

/** What a list of agents selects; all given conditions hold. */
export interface AgentFilter {
  readonly capability?: string | undefined;
  readonly kind?: AgentDefinition["kind"] | undefined;
  readonly live?: boolean | undefined;
  readonly consumes?: string | undefined;
  readonly produces?: string | undefined;
  readonly topic?: string | undefined;
  readonly q?: string | undefined;
  /** One of these. */
  readonly names?: readonly string[] | undefined;
}

const uses = (column: typeof agents.consumes | typeof agents.produces, type: string): SQL =>
  sql`exists (select from jsonb_array_elements(${column}) u where registry.type_matches(u->>'type', ${type}))`;

function conditionsOf(tenant: string, filter: AgentFilter, now: Date): (SQL | undefined)[] {
  const { capability, kind, live, consumes, produces, topic, q, names } = filter;
  const alive = sql`exists (select from registry.instances i where i.tenant_id = ${agents.tenantId}
    and i.agent = ${agents.name} and i.expires_at > ${now.toISOString()}::timestamptz)`;
  const onTopic = JSON.stringify([{ topic }]);
  return [
    eq(agents.tenantId, tenant),
    capability === undefined ? undefined : sql`${agents.capabilities} @> ${JSON.stringify([capability])}::jsonb`,
    kind === undefined ? undefined : eq(agents.kind, kind),
    live === undefined ? undefined : live ? alive : sql`not ${alive}`,
    consumes === undefined ? undefined : uses(agents.consumes, consumes),
    produces === undefined ? undefined : uses(agents.produces, produces),
    topic === undefined
      ? undefined
      : sql`(${agents.consumes} @> ${onTopic}::jsonb or ${agents.produces} @> ${onTopic}::jsonb)`,
    q === undefined ? undefined : searchCondition(agents.search, q),
    names === undefined ? undefined : inArray(agents.name, [...names]),
  ];
}

/** Agents that fit, with what their words mean by that model; `vector` is null where that is not known. */
export function agentMeanings(
  tx: Tx,
  tenant: string,
  { filter, model, now }: { filter: AgentFilter; model: string; now: Date },
): Promise<Meant[]> {
  return tx
    .select({ name: agents.name, vector: meanings.vector })
    .from(agents)
    .leftJoin(
      meanings,
      and(
        eq(meanings.tenantId, agents.tenantId),
        eq(meanings.of, "agent"),
        eq(meanings.name, agents.name),
        eq(meanings.model, model),
        eq(meanings.hash, hashed(AGENT_WORDS)),
      ),
    )
    .where(and(...conditionsOf(tenant, filter, now)));
}

async function withInstances(
  tx: Tx,
  tenant: string,
  rows: readonly (typeof agents.$inferSelect)[],
  now: Date,
): Promise<AgentRecord[]> {
  const names = rows.map(({ name }) => name);
  const live = names.length === 0 ? [] : await liveInstances(tx, tenant, names, now);
  return rows.map((row) =>
    agentOf(
      row,
      live.filter(({ agent }) => agent === row.name),
    ),
  );
}

async function liveInstances(tx: Tx, tenant: string, names: string[], now: Date): Promise<AgentInstance[]> {
  const rows = await tx
    .select()
    .from(instances)
    .where(and(eq(instances.tenantId, tenant), inArray(instances.agent, names), gt(instances.expiresAt, now)))
    .orderBy(asc(instances.agent), asc(instances.id));
  return rows.map(instanceOf);
}

/** By name. */
export async function listAgents(
  tx: Tx,
  tenant: string,
  query: { filter: AgentFilter; limit: number; cursor?: string | undefined; now: Date },
): Promise<Page<AgentRecord>> {
  const after = nameOfCursor(query.cursor);
  const rows = await tx
    .select()
    .from(agents)
    .where(
      and(
        ...conditionsOf(tenant, query.filter, query.now),
        after === undefined ? undefined : sql`${agents.name} collate "C" > ${after}`,
      ),
    )
    .orderBy(sql`${agents.name} collate "C"`)
    .limit(query.limit + 1);
  const page = pageOfRows(rows, query.limit, { name: ({ name }) => name, map: (row) => row });
  return { items: await withInstances(tx, tenant, page.items, query.now), cursor: page.cursor };
}

/** By how well they fit the text, then by name. */
export async function findAgents(
  tx: Tx,
  tenant: string,
  query: { filter: AgentFilter; limit: number; now: Date },
): Promise<AgentRecord[]> {
  const { q } = query.filter;
  const rows = await tx
    .select()
    .from(agents)
    .where(and(...conditionsOf(tenant, query.filter, query.now)))
    .orderBy(...(q === undefined ? [] : [rankOf(agents.search, q)]), asc(agents.name))
    .limit(query.limit);
  return withInstances(tx, tenant, rows, query.now);
}

export async function getAgent(tx: Tx, tenant: string, name: string, now: Date): Promise<AgentRecord | undefined> {
  const rows = await tx
    .select()
    .from(agents)
    .where(and(eq(agents.tenantId, tenant), eq(agents.name, name)));
  const [agent] = await withInstances(tx, tenant, rows, now);
  return agent;
}

/** The agent's row, held against changes until the transaction's end. */
export async function lockAgent(tx: Tx, tenant: string, name: string) {
  const [row] = await tx
    .select()
    .from(agents)
    .where(and(eq(agents.tenantId, tenant), eq(agents.name, name)))
    .for("update");
  return row;
}

/** Writes a definition as the given revision. */
export async function saveAgent(
  tx: Tx,
  tenant: string,
  definition: AgentDefinition,
  { rev, now }: { rev: number; now: Date },
): Promise<void> {
  const { name, ...rest } = definition;
  const uses = [...rest.consumes, ...rest.produces].map(({ type }) => type);
  const values = { ...rest, rev, updatedAt: now, words: searchWords([name, ...rest.capabilities, ...uses]) };
  await tx
    .insert(agents)
    .values({ tenantId: tenant, name, createdAt: now, ...values })
    .onConflictDoUpdate({ target: [agents.tenantId, agents.name], set: values });
}

export async function removeAgent(tx: Tx, tenant: string, name: string): Promise<void> {
  await tx.delete(agents).where(and(eq(agents.tenantId, tenant), eq(agents.name, name)));
  await forgetMeaning(tx, tenant, { of: "agent", name });
}

export interface InstanceWrite {
  readonly agent: string;
  readonly id: string;
  readonly version: string;
  readonly metadata: Record<string, string>;
  readonly expiresAt: Date;
}

/** Registers an instance or renews it; `isNew` when it was not there, or had expired. */
export async function saveInstance(
  tx: Tx,
  tenant: string,
  write: InstanceWrite,
  now: Date,
): Promise<{ instance: AgentInstance; isNew: boolean }> {
  const { agent, id, ...values } = write;
  const startedAt = sql`case when ${instances.expiresAt} > ${now.toISOString()}::timestamptz
    then ${instances.startedAt} else ${now.toISOString()}::timestamptz end`;
  const [row] = await tx
    .insert(instances)
    .values({ tenantId: tenant, agent, id, ...values, startedAt: now, seenAt: now })
    .onConflictDoUpdate({
      target: [instances.tenantId, instances.agent, instances.id],
      set: { ...values, seenAt: now, startedAt },
    })
    .returning();
  if (row === undefined) throw new Error("an upsert returned no row");
  return { instance: instanceOf(row), isNew: row.startedAt.getTime() === now.getTime() };
}

export async function listInstances(
  tx: Tx,
  tenant: string,
  query: { agent: string; limit: number; cursor?: string | undefined; now: Date },
): Promise<Page<AgentInstance>> {
  const after = nameOfCursor(query.cursor);
  const rows = await tx
    .select()
    .from(instances)
    .where(
      and(
        eq(instances.tenantId, tenant),
        eq(instances.agent, query.agent),
        gt(instances.expiresAt, query.now),
        after === undefined ? undefined : sql`${instances.id} collate "C" > ${after}`,
      ),
    )
    .orderBy(sql`${instances.id} collate "C"`)
    .limit(query.limit + 1);
  return pageOfRows(rows, query.limit, { name: ({ id }) => id, map: instanceOf });
}

/** Removes instances of an agent, one or all; returns those that were alive. */
export async function removeInstances(
  tx: Tx,
  tenant: string,
  which: { agent: string; id?: string; now: Date },
): Promise<AgentInstance[]> {
  const rows = await tx
    .delete(instances)
    .where(
      and(
        eq(instances.tenantId, tenant),
        eq(instances.agent, which.agent),
        which.id === undefined ? undefined : eq(instances.id, which.id),
      ),
    )
    .returning();
  return rows.filter(({ expiresAt }) => expiresAt > which.now).map(instanceOf);
}

export async function countLive(tx: Tx, tenant: string, agent: string, now: Date): Promise<number> {
  const [row] = await tx
    .select({ live: sql<number>`count(*)::int` })
    .from(instances)
    .where(and(eq(instances.tenantId, tenant), eq(instances.agent, agent), gt(instances.expiresAt, now)));
  return row?.live ?? 0;
}

/**
 * Takes up to `limit` instances of any tenant whose time is over. Replicas that sweep at once share them: a row is
 * returned to one of them.
 */
export async function takeExpired(tx: Tx, now: Date, limit: number): Promise<(AgentInstance & { tenant: string })[]> {
  const due = tx
    .select({ tenantId: instances.tenantId, agent: instances.agent, id: instances.id })
    .from(instances)
    .where(lte(instances.expiresAt, now))
    .orderBy(asc(instances.expiresAt))
    .limit(limit)
    .for("update", { skipLocked: true });
  const rows = await tx
    .delete(instances)
    .where(sql`(${instances.tenantId}, ${instances.agent}, ${instances.id}) in (${due})`)
    .returning();
  return rows.map((row) => ({ ...instanceOf(row), tenant: row.tenantId }));
}
