import type { MemoryFilter, MetadataCondition } from "@troupe/contracts";
import { type SQL, sql } from "drizzle-orm";
import type { Acting } from "../acting.js";
import { items } from "./schema.js";

const COMPARISONS = { gt: sql.raw(">"), gte: sql.raw(">="), lt: sql.raw("<"), lte: sql.raw("<=") } as const;

/** What the caller may see at all, expired items aside. */
export function visibleTo({ tenant, user, missionId }: Acting, now: Date): SQL {
  return sql`(${items.tenantId} = ${tenant}
    and (${items.scope} in ('tenant', 'public')
      or (${items.scope} = 'private' and ${items.owner} = ${user})
      or (${items.scope} = 'mission' and ${items.missionId} = ${missionId ?? null}))
    and (${items.expiresAt} is null or ${items.expiresAt} > ${now.toISOString()}::timestamptz))`;
}

/** The conditions of a filter, all of which hold. */
export function matching(filter: MemoryFilter): SQL {
  const { scopes, agent, user, role, missionId, source, conversationId, externalIds, from, to, metadata } = filter;
  const statuses = [
    "active",
    ...(filter.includeQuarantined ? ["quarantined"] : []),
    ...(filter.includeSuperseded ? ["superseded"] : []),
  ];
  const conditions: SQL[] = [anyOf(items.status, statuses)];
  if (scopes !== undefined) conditions.push(anyOf(items.scope, scopes));
  if (externalIds !== undefined) conditions.push(anyOf(items.externalId, externalIds));
  if (agent !== undefined) conditions.push(sql`${items.agent} = ${agent}`);
  if (user !== undefined) conditions.push(sql`${items.owner} = ${user}`);
  if (role !== undefined) conditions.push(sql`${items.role} = ${role}`);
  if (missionId !== undefined) conditions.push(sql`${items.missionId} = ${missionId}`);
  if (source !== undefined) conditions.push(sql`${items.source} = ${source}`);
  if (conversationId !== undefined) conditions.push(sql`${items.conversationId} = ${conversationId}`);
  if (from !== undefined) conditions.push(sql`${items.createdAt} >= ${from}::timestamptz`);
  if (to !== undefined) conditions.push(sql`${items.createdAt} < ${to}::timestamptz`);
  for (const [key, condition] of Object.entries(metadata ?? {})) conditions.push(metadataIs(key, condition));
  return sql.join(conditions, sql` and `);
}

function anyOf(
  column: SQL | typeof items.status | typeof items.scope | typeof items.externalId,
  values: readonly string[],
): SQL {
  return sql`${column} in (${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )})`;
}

function metadataIs(key: string, condition: MetadataCondition): SQL {
  const equals = (value: unknown): SQL => sql`${items.metadata} @> ${JSON.stringify({ [key]: value })}::jsonb`;
  if (typeof condition !== "object" || condition === null) return equals(condition);
  const conditions: SQL[] = [];
  const { eq, ne, in: list, exists } = condition;
  if (eq !== undefined) conditions.push(equals(eq));
  if (ne !== undefined) conditions.push(sql`not ${equals(ne)}`);
  if (list !== undefined) conditions.push(sql`(${sql.join(list.map(equals), sql` or `)})`);
  if (exists !== undefined) conditions.push(sql`(${items.metadata} ? ${key}) = ${exists}`);
  for (const name of ["gt", "gte", "lt", "lte"] as const) {
    const bound = condition[name];
    if (bound === undefined) continue;
    const type = typeof bound === "number" ? "number" : "string";
    conditions.push(sql`(jsonb_typeof(${items.metadata} -> ${key}) = ${type}
      and ${items.metadata} -> ${key} ${COMPARISONS[name]} ${JSON.stringify(bound)}::jsonb)`);
  }
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}
