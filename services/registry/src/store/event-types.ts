import type { EventTypeRecord, JsonSchema, Page, Topic } from "@troupe/contracts";
import type { Tx } from "@troupe/store";
import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { isNewer, newestFirst } from "../domain/versions.js";
import { searchWords } from "../domain/words.js";
import { hashOf } from "../schema-hash.js";
import { nameOfCursor, pageOfRows } from "./cursor.js";
import { eventTypeOf } from "./mapping.js";
import { forgetMeaning, hashed, type Meant, TYPE_WORDS } from "./meanings.js";
import { agents, eventTypes, eventTypeVersions, instances, meanings } from "./schema.js";
import { rankOf, searchCondition } from "./search.js";

export interface EventTypeFilter {
  readonly topic?: string | undefined;
  readonly q?: string | undefined;
  /** Only this type. */
  readonly type?: string | undefined;
  /** One of these. */
  readonly names?: readonly string[] | undefined;
}

export interface EventTypeVersion {
  readonly type: string;
  readonly topic: Topic;
  readonly version: string;
  readonly description: string;
  readonly purpose: string;
  readonly schema: JsonSchema;
}

/** Lets one transaction at a time change a type, a new one included. */
export async function lockEventType(tx: Tx, tenant: string, type: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`registry/${tenant}/${type}`}, 0))`);
}

/** All versions of a type, newest first; empty when there is none. */
export async function versionsOf(tx: Tx, tenant: string, type: string): Promise<EventTypeRecord[]> {
  const rows = await tx
    .select()
    .from(eventTypeVersions)
    .where(and(eq(eventTypeVersions.tenantId, tenant), eq(eventTypeVersions.type, type)));
  const sorted = newestFirst(rows);
  const versions = sorted.map(({ version }) => version);
  return sorted.map((row) => eventTypeOf(row, versions));
}

/** Writes a version: a further one, or other words for one that is there. */
export async function saveVersion(tx: Tx, tenant: string, write: EventTypeVersion, now: Date): Promise<void> {
  const { type, topic, version, description, purpose, schema } = write;
  const known = await versionsOf(tx, tenant, type);
  const isNewest = known.every((other) => other.version === version || isNewer(version, other.version));
  const common = { topic, version, description, purpose, words: searchWords([type]) };
  const target = [eventTypes.tenantId, eventTypes.type];
  const insert = tx.insert(eventTypes).values({ tenantId: tenant, type, ...common });
  await (isNewest ? insert.onConflictDoUpdate({ target, set: common }) : insert.onConflictDoNothing({ target }));
  await tx
    .insert(eventTypeVersions)
    .values({
      tenantId: tenant,
      type,
      version,
      topic,
      description,
      purpose,
      schema,
      schemaHash: hashOf(schema),
      createdAt: now,
    })
    .onConflictDoUpdate({
      target: [eventTypeVersions.tenantId, eventTypeVersions.type, eventTypeVersions.version],
      set: { description, purpose },
    });
}

export async function removeEventType(tx: Tx, tenant: string, type: string): Promise<boolean> {
  const rows = await tx
    .delete(eventTypes)
    .where(and(eq(eventTypes.tenantId, tenant), eq(eventTypes.type, type)))
    .returning({ type: eventTypes.type });
  await forgetMeaning(tx, tenant, { of: "type", name: type });
  return rows.length > 0;
}

function conditionsOf(tenant: string, { topic, q, type, names }: EventTypeFilter): (SQL | undefined)[] {
  return [
    eq(eventTypes.tenantId, tenant),
    topic === undefined ? undefined : sql`${eventTypes.topic} = ${topic}`,
    type === undefined ? undefined : eq(eventTypes.type, type),
    q === undefined ? undefined : searchCondition(eventTypes.search, q),
    names === undefined ? undefined : inArray(eventTypes.type, [...names]),
  ];
}

/** Types that fit, with what their words mean by that model; `vector` is null where that is not known. */
export function typeMeanings(
  tx: Tx,
  tenant: string,
  { filter, model }: { filter: EventTypeFilter; model: string },
): Promise<Meant[]> {
  return tx
    .select({ name: eventTypes.type, vector: meanings.vector })
    .from(eventTypes)
    .leftJoin(
      meanings,
      and(
        eq(meanings.tenantId, eventTypes.tenantId),
        eq(meanings.of, "type"),
        eq(meanings.name, eventTypes.type),
        eq(meanings.model, model),
        eq(meanings.hash, hashed(TYPE_WORDS)),
      ),
    )
    .where(and(...conditionsOf(tenant, filter)));
}

const newest = and(
  eq(eventTypeVersions.tenantId, eventTypes.tenantId),
  eq(eventTypeVersions.type, eventTypes.type),
  eq(eventTypeVersions.version, eventTypes.version),
);

const allVersions = sql<string[]>`array(select v.version from registry.event_type_versions v
  where v.tenant_id = ${eventTypes.tenantId} and v.type = ${eventTypes.type})`;

function recordOf(row: { newest: typeof eventTypeVersions.$inferSelect; versions: string[] }): EventTypeRecord {
  const sorted = newestFirst(row.versions.map((version) => ({ version }))).map(({ version }) => version);
  return eventTypeOf(row.newest, sorted);
}

/** The newest version of each, by type. */
export async function listEventTypes(
  tx: Tx,
  tenant: string,
  query: { filter: EventTypeFilter; limit: number; cursor?: string | undefined },
): Promise<Page<EventTypeRecord>> {
  const after = nameOfCursor(query.cursor);
  const rows = await tx
    .select({ newest: eventTypeVersions, versions: allVersions })
    .from(eventTypes)
    .innerJoin(eventTypeVersions, newest)
    .where(
      and(
        ...conditionsOf(tenant, query.filter),
        after === undefined ? undefined : sql`${eventTypes.type} collate "C" > ${after}`,
      ),
    )
    .orderBy(sql`${eventTypes.type} collate "C"`)
    .limit(query.limit + 1);
  return pageOfRows(rows, query.limit, { name: (row) => row.newest.type, map: recordOf });
}

/** The newest version of each, by how well they fit the text, then by type. */
export async function findEventTypes(
  tx: Tx,
  tenant: string,
  query: { filter: EventTypeFilter; limit: number },
): Promise<EventTypeRecord[]> {
  const { q } = query.filter;
  const rows = await tx
    .select({ newest: eventTypeVersions, versions: allVersions })
    .from(eventTypes)
    .innerJoin(eventTypeVersions, newest)
    .where(and(...conditionsOf(tenant, query.filter)))
    .orderBy(...(q === undefined ? [] : [rankOf(eventTypes.search, q)]), asc(eventTypes.type))
    .limit(query.limit);
  return rows.map(recordOf);
}

/** Live agents that consume a type, with how many instances run which version. */
export async function liveConsumers(
  tx: Tx,
  tenant: string,
  type: string,
  now: Date,
): Promise<{ name: string; version: string; instances: number }[]> {
  return tx
    .select({ name: agents.name, version: instances.version, instances: sql<number>`count(*)::int` })
    .from(agents)
    .innerJoin(instances, and(eq(instances.tenantId, agents.tenantId), eq(instances.agent, agents.name)))
    .where(
      and(
        eq(agents.tenantId, tenant),
        sql`${instances.expiresAt} > ${now.toISOString()}::timestamptz`,
        sql`exists (select from jsonb_array_elements(${agents.consumes}) u where registry.type_matches(u->>'type', ${type}))`,
      ),
    )
    .groupBy(agents.name, instances.version)
    .orderBy(asc(agents.name), asc(instances.version));
}

/** Every type of every tenant, for the reconciliation of the mirror. */
export function allEventTypes(tx: Tx): Promise<{ tenant: string; type: string }[]> {
  return tx
    .select({ tenant: eventTypes.tenantId, type: eventTypes.type })
    .from(eventTypes)
    .orderBy(asc(eventTypes.tenantId), asc(eventTypes.type));
}
