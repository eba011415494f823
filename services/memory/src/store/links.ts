import { type MemoryKind, type MemoryLink, TroupeError } from "@troupe/contracts";
import type { Tx } from "@troupe/store";
import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { items, links } from "./schema.js";

/** Links whose both ends are kept, of one kind of memory or of all, after one of them; procedures aside. */
export async function listLinks(
  tx: Tx,
  tenant: string,
  query: {
    readonly kind: MemoryKind | undefined;
    readonly after: MemoryLink | undefined;
    readonly at: Date;
    readonly limit: number;
  },
): Promise<MemoryLink[]> {
  const { kind, after, at, limit } = query;
  const isKept = (end: SQL | typeof links.fromId): SQL => sql`exists (select from memory.items i
    where i.tenant_id = ${tenant} and i.id = ${end} and ${kind === undefined ? sql`i.kind <> 'procedural'` : sql`i.kind = ${kind}`}
      and (i.expires_at is null or i.expires_at > ${at.toISOString()}::timestamptz))`;
  const rows = await tx
    .select()
    .from(links)
    .where(
      and(
        eq(links.tenantId, tenant),
        after === undefined
          ? undefined
          : sql`(${links.fromId}, ${links.toId}, ${links.kind}) > (${after.from}::uuid, ${after.to}::uuid, ${after.kind})`,
        isKept(links.fromId),
        isKept(sql`${links.toId}`),
      ),
    )
    .orderBy(asc(links.fromId), asc(links.toId), asc(links.kind))
    .limit(limit);
  return rows.map(({ fromId, toId, kind: how, score, createdAt }) => ({
    ...{ kind: how, from: fromId, to: toId, score },
    createdAt: createdAt.toISOString(),
  }));
}

/** Keeps a link between items that are there, and what it says of them. Throws NOT_FOUND. */
export async function takeLink(
  tx: Tx,
  tenant: string,
  { link, now }: { readonly link: MemoryLink; readonly now: Date },
): Promise<void> {
  const { kind, from, to, score, createdAt } = link;
  const found = await tx
    .select({ id: items.id })
    .from(items)
    .where(and(eq(items.tenantId, tenant), inArray(items.id, [from, to])));
  const missing = [from, to].find((end) => found.every(({ id }) => id !== end));
  if (missing !== undefined) throw new TroupeError("NOT_FOUND", `nothing is remembered as ${missing}`);
  const row = { tenantId: tenant, fromId: from, toId: to, kind, score, createdAt: new Date(createdAt) };
  await tx.insert(links).values(row).onConflictDoNothing();
  if (kind === "supersedes") await supersedeBy(tx, tenant, { id: from, now });
}

const WITHOUT_SUCCESSOR = sql`(${items.status} = 'active' or (${items.status} = 'superseded' and ${items.supersededBy} is null))`;

/** Takes what an item corrects out of what is found, unless the item is quarantined: a stranger's word hides nothing. */
export async function supersedeBy(
  tx: Tx,
  tenant: string,
  { id, now }: { readonly id: string; readonly now: Date },
): Promise<void> {
  const corrected = tx
    .select({ id: links.toId })
    .from(links)
    .innerJoin(items, and(eq(items.tenantId, links.tenantId), eq(items.id, links.fromId)))
    .where(
      and(
        eq(links.tenantId, tenant),
        eq(links.fromId, id),
        eq(links.kind, "supersedes"),
        sql`${items.status} <> 'quarantined'`,
      ),
    );
  await tx
    .update(items)
    .set({ status: "superseded", supersededBy: id, updatedAt: now, rev: sql`${items.rev} + 1` })
    .where(and(eq(items.tenantId, tenant), inArray(items.id, corrected), WITHOUT_SUCCESSOR));
}
