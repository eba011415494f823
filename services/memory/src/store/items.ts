import type { MemoryItem, MemoryKind, MemoryLink, MemoryStatus, Page, Passage } from "@troupe/contracts";
import { TroupeError } from "@troupe/contracts";
import type { Tx } from "@troupe/store";
import { and, asc, desc, eq, or, type SQL, sql } from "drizzle-orm";
import type { Acting } from "../acting.js";
import type { Extracted } from "../extract/extracted.js";
import { asJson, itemsIn } from "./rows.js";
import { items, links, passages, uses } from "./schema.js";
import { visibleTo } from "./visibility.js";

export type ItemRow = typeof items.$inferSelect;
export type NewItem = typeof items.$inferInsert;

/** An item as others see it. */
export function itemOf(row: ItemRow): MemoryItem {
  const { agent, owner, eventId, runId, missionId, conversationId, source } = row;
  const recordedAt = row.createdAt.toISOString();
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    externalId: row.externalId,
    mediaType: row.mediaType,
    contentHash: row.contentHash,
    scope: row.scope,
    status: row.status,
    supersededBy: row.supersededBy,
    metadata: row.metadata,
    importance: Math.round(row.importance * 1e6) / 1e6,
    provenance: { agent, user: owner, eventId, runId, missionId, conversationId, source, recordedAt },
    createdAt: recordedAt,
    updatedAt: row.updatedAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    rev: row.rev,
  };
}

export const passageOf = (row: typeof passages.$inferSelect): Passage => ({
  position: row.position,
  heading: row.heading,
  text: row.text,
  start: row.startAt,
  end: row.endAt,
});

/** The item, when the caller may see it; held against changes when it is to be changed. */
export async function findItem(
  tx: Tx,
  acting: Acting,
  options: { readonly id: string; readonly kind?: MemoryKind; readonly now: Date; readonly lock?: boolean },
): Promise<ItemRow | undefined> {
  const { id, kind, now, lock = false } = options;
  const query = tx
    .select()
    .from(items)
    .where(and(visibleTo(acting, now), eq(items.id, id), kind === undefined ? undefined : eq(items.kind, kind)));
  const [row] = await (lock ? query.for("update") : query);
  return row;
}

/** As {@link findItem}; throws NOT_FOUND. */
export async function requireItem(tx: Tx, acting: Acting, options: Parameters<typeof findItem>[2]): Promise<ItemRow> {
  const row = await findItem(tx, acting, options);
  if (row !== undefined) return row;
  throw new TroupeError("NOT_FOUND", `nothing is remembered as ${options.id}`, { hint: "troupe memory search" });
}

/** As {@link requireItem} for many; what the caller may see, in no order. */
export async function requireItems(
  tx: Tx,
  acting: Acting,
  options: { readonly ids: readonly string[]; readonly kind?: MemoryKind; readonly now: Date },
): Promise<Pick<ItemRow, "id" | "status">[]> {
  const { ids, kind, now } = options;
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: items.id, status: items.status })
    .from(items)
    .where(
      and(visibleTo(acting, now), itemsIn(acting.tenant, ids), kind === undefined ? undefined : eq(items.kind, kind)),
    );
  const found = new Set(rows.map(({ id }) => id));
  const missing = ids.find((id) => !found.has(id));
  if (missing === undefined) return rows;
  throw new TroupeError("NOT_FOUND", `nothing is remembered as ${missing}`, { hint: "troupe memory search" });
}

/** What was remembered elsewhere before, and comes with the time and the id it had there. */
export interface Recorded {
  readonly at: Date;
  readonly id: string;
  /** Of the text as it was first written: what is put together from passages may differ in white space. */
  readonly contentHash: string;
  /** Whether something else had taken its place. */
  readonly isSuperseded?: boolean;
  /** What its document said, where that has been read already. */
  readonly read?: Extracted;
}

/** The item that was remembered elsewhere before, where it is here already. */
export async function findRecorded(
  tx: Tx,
  tenant: string,
  recorded: Pick<Recorded, "id"> | undefined,
): Promise<ItemRow | undefined> {
  if (recorded === undefined) return undefined;
  const [row] = await tx
    .select()
    .from(items)
    .where(and(eq(items.tenantId, tenant), eq(items.id, recorded.id)));
  return row;
}

/** Whether what is made from these is to be trusted no more than they are. */
export const isTainted = (sources: readonly Pick<ItemRow, "status">[]): boolean =>
  sources.some(({ status }) => status === "quarantined");

/** What the same writer wrote under that name, or with that very content. */
export async function findSame(
  tx: Tx,
  acting: Acting,
  wanted: Pick<NewItem, "kind" | "scope" | "contentHash"> & { readonly externalId: string | undefined },
): Promise<ItemRow | undefined> {
  const { kind, scope, contentHash, externalId } = wanted;
  const named: SQL | undefined =
    externalId === undefined
      ? and(
          eq(items.contentHash, contentHash),
          eq(items.scope, scope),
          sql`${items.externalId} is null`,
          sql`${items.missionId} is not distinct from ${acting.missionId ?? null}`,
        )
      : eq(items.externalId, externalId);
  const [row] = await tx
    .select()
    .from(items)
    .where(and(eq(items.tenantId, acting.tenant), eq(items.kind, kind), eq(items.owner, acting.user), named))
    .orderBy(asc(items.id))
    .limit(1)
    .for("update");
  return row;
}

/** Newest first. */
export async function listItems(
  tx: Tx,
  acting: Acting,
  query: {
    readonly kind: MemoryKind;
    readonly where?: SQL | undefined;
    readonly status?: MemoryStatus | undefined;
    readonly limit: number;
    readonly cursor?: string | undefined;
    readonly now: Date;
  },
): Promise<Page<ItemRow>> {
  const after = placeOfCursor(query.cursor);
  const rows = await tx
    .select()
    .from(items)
    .where(
      and(
        visibleTo(acting, query.now),
        eq(items.kind, query.kind),
        query.status === undefined ? undefined : eq(items.status, query.status),
        query.where,
        after === undefined
          ? undefined
          : sql`(${items.createdAt}, ${items.id}) < (${after.at}::timestamptz, ${after.id}::uuid)`,
      ),
    )
    .orderBy(desc(items.createdAt), desc(items.id))
    .limit(query.limit + 1);
  const kept = rows.slice(0, query.limit);
  const last = kept.at(-1);
  return { items: kept, cursor: rows.length > kept.length && last !== undefined ? cursorAt(last) : null };
}

const cursorAt = ({ createdAt, id }: ItemRow): string =>
  Buffer.from(`${createdAt.toISOString()}/${id}`).toString("base64url");

function placeOfCursor(cursor: string | undefined): { at: string; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const said = /^(\d{4}-[0-9T:.-]+Z)\/([0-9a-f-]{36})$/.exec(Buffer.from(cursor, "base64url").toString("utf8"));
  const [, at, id] = said ?? [];
  if (at !== undefined && id !== undefined) return { at, id };
  throw new TroupeError("CURSOR_INVALID", "the cursor is not one that this list gave", {
    hint: "leave the cursor out: it begins anew",
  });
}

export async function passagesOf(tx: Tx, tenant: string, itemId: string): Promise<(typeof passages.$inferSelect)[]> {
  return tx
    .select()
    .from(passages)
    .where(and(eq(passages.tenantId, tenant), eq(passages.itemId, itemId)))
    .orderBy(asc(passages.position));
}

/** Links from and to an item whose other end the caller may see. */
export async function linksOf(tx: Tx, acting: Acting, itemId: string, now: Date): Promise<MemoryLink[]> {
  const rows = await tx
    .select({ link: links })
    .from(links)
    .innerJoin(
      items,
      sql`${items.tenantId} = ${links.tenantId}
        and ${items.id} = case when ${links.fromId} = ${itemId}::uuid then ${links.toId} else ${links.fromId} end`,
    )
    .where(
      and(
        eq(links.tenantId, acting.tenant),
        or(eq(links.fromId, itemId), eq(links.toId, itemId)),
        visibleTo(acting, now),
      ),
    )
    .orderBy(asc(links.createdAt));
  return rows.map(({ link: { kind, fromId, toId, score, createdAt } }) => ({
    kind,
    from: fromId,
    to: toId,
    score,
    createdAt: createdAt.toISOString(),
  }));
}

/** Counts that items were found; those that are gone by now are left out. */
export async function countUses(tx: Tx, tenant: string, counts: ReadonlyMap<string, number>, now: Date): Promise<void> {
  const rows = [...counts].sort().map(([id, count]) => ({ id, count }));
  await tx.execute(sql`
    insert into memory.uses (tenant_id, item_id, count, last_at)
    select ${tenant}, r.id, r.count, ${now.toISOString()}::timestamptz
    from json_to_recordset(${asJson(rows)}::json) as r(id uuid, count int)
    where exists (select from memory.items i where i.tenant_id = ${tenant} and i.id = r.id offset 0)
    on conflict (tenant_id, item_id) do update set count = memory.uses.count + excluded.count, last_at = excluded.last_at`);
}

export async function usesOf(tx: Tx, tenant: string, itemId: string): Promise<{ count: number; lastAt: Date | null }> {
  const [row] = await tx
    .select()
    .from(uses)
    .where(and(eq(uses.tenantId, tenant), eq(uses.itemId, itemId)));
  return { count: row?.count ?? 0, lastAt: row?.lastAt ?? null };
}
