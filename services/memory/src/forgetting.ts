import { createHash } from "node:crypto";
import type { Clock } from "@troupe/bus";
import { type Forget, type ForgetReceipt, MEMORY_KINDS, TroupeError } from "@troupe/contracts";
import type { Outbox, Store, Tx } from "@troupe/store";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Acting } from "./acting.js";
import type { Indexer } from "./indexer.js";
import { anyId, chunksOf, itemsIn, listedTerms, planLookups } from "./store/rows.js";
import { items, receipts, working } from "./store/schema.js";
import { visibleTo } from "./store/visibility.js";
import { tellGone } from "./working-events.js";

/*
 * Forgetting is for good.
 * 1. An item goes with its passages, vectors, postings, links, uses and waiting jobs, in one transaction.
 * 2. The receipt says how much was forgotten, when and by whom, and nothing of what it was; users and conversations
 *    are named by their hash.
 * 3. Large sets go in portions, each whole; the receipt is written last, so a broken-off forgetting is done again.
 */

export interface Forgetting {
  /** Forgets one item that the caller may see. */
  item(acting: Acting, id: string): Promise<ForgetReceipt>;
  /** Forgets a set of the tenant's memory. */
  forget(acting: Acting, selector: Forget): Promise<ForgetReceipt>;
  receipts(tenant: string, limit: number): Promise<ForgetReceipt[]>;
  /** Forgets items of any tenant whose time is over; returns how many. */
  sweep(): Promise<number>;
}

type Counts = { items: number; passages: number; working: number; procedures: number };

const ITEMS_A_PORTION = 500;
const KEYS_A_STATEMENT = 500;
const PERSONAL = new Set(["user", "conversation"]);

export function createForgetting(deps: {
  store: Store;
  clock: Clock;
  indexer: Indexer;
  newId: () => string;
  /** Takes the events that tell of keys that are gone. */
  outbox: Pick<Outbox, "wake">;
}): Forgetting {
  const { store, clock, indexer, newId, outbox } = deps;
  const now = (): Date => new Date(clock.now());

  /** Removes up to a portion of the items that fit. */
  async function portion(
    tx: Tx,
    tenant: string,
    where: SQL,
  ): Promise<Pick<Counts, "items" | "passages" | "procedures">> {
    await planLookups(tx);
    const rows = await tx
      .select({ id: items.id, kind: items.kind })
      .from(items)
      .where(and(eq(items.tenantId, tenant), where))
      .orderBy(items.id)
      .limit(ITEMS_A_PORTION)
      .for("update");
    let passages = 0;
    let procedures = 0;
    for (const kind of MEMORY_KINDS) {
      const itemIds = rows.filter((row) => row.kind === kind).map(({ id }) => id);
      if (itemIds.length === 0) continue;
      passages += await indexer.remove(tx, { tenant, kind }, { itemIds });
      const ids = anyId(itemIds);
      await tx.execute(
        sql`update memory.items set superseded_by = null where tenant_id = ${tenant} and superseded_by = ${ids}`,
      );
      procedures += await forgetProcedures(tx, tenant, sql`item_id = ${ids}`);
      await tx.execute(sql`delete from memory.items where tenant_id = ${tenant} and ${itemsIn(tenant, itemIds)}`);
    }
    return { items: rows.length, passages, procedures };
  }

  async function removeAll(tenant: string, where: SQL, counts: Counts): Promise<void> {
    for (;;) {
      const removed = await store.withTenant(tenant, (tx) => portion(tx, tenant, where));
      counts.items += removed.items;
      counts.passages += removed.passages;
      counts.procedures += removed.procedures;
      if (removed.items < ITEMS_A_PORTION) return;
    }
  }

  function writeReceipt(acting: Acting, selector: Forget, counts: Counts): Promise<ForgetReceipt> {
    const named = Object.entries(selector).map(([key, value = ""]) => [key, PERSONAL.has(key) ? hashed(value) : value]);
    const row = {
      tenantId: acting.tenant,
      id: newId(),
      actor: acting.agent,
      selector: Object.fromEntries(named) as Record<string, string>,
      counts,
      createdAt: now(),
    };
    return store.withTenant(acting.tenant, async (tx) => {
      await tx.insert(receipts).values(row);
      return receiptOf(row);
    });
  }

  return {
    async item(acting, id) {
      const counts: Counts = { items: 0, passages: 0, working: 0, procedures: 0 };
      const where = sql`${items.id} = ${id}::uuid and ${visibleTo(acting, now())}`;
      await removeAll(acting.tenant, where, counts);
      if (counts.items === 0) throw new TroupeError("NOT_FOUND", `nothing is remembered as ${id}`);
      return writeReceipt(acting, { item: id }, counts);
    },

    async forget(acting, selector) {
      const { tenant } = acting;
      if (selector.tenant !== undefined && selector.tenant !== tenant) {
        throw new TroupeError("FORBIDDEN", `the token is of ${tenant}: it cannot forget ${selector.tenant}`);
      }
      const counts: Counts = { items: 0, passages: 0, working: 0, procedures: 0 };
      await removeAll(tenant, selected(selector), counts);
      const { mission } = selector;
      if (mission !== undefined || selector.tenant !== undefined) {
        await store.withTenant(tenant, async (tx) => {
          const ofMission = mission === undefined ? undefined : eq(working.missionId, mission);
          const keys = await tx
            .delete(working)
            .where(and(eq(working.tenantId, tenant), ofMission))
            .returning({ missionId: working.missionId, key: working.key, was: working.rev });
          counts.working = keys.length;
          const gone = keys.map((key) => ({ ...key, operation: "delete" as const }));
          for (const part of chunksOf(gone, KEYS_A_STATEMENT)) {
            await tellGone(tx, part, { tenant, actor: acting.agent, nowMs: clock.now() });
          }
          if (selector.tenant === undefined) return;
          counts.procedures += await forgetProcedures(tx, tenant, sql`true`);
          for (const table of ["feedback", "terms", "blocks", "corpora", "vectors", "embedding_jobs"]) {
            await tx.execute(sql`delete from ${sql.raw(`memory.${table}`)} where tenant_id = ${tenant}`);
          }
        });
        outbox.wake();
      }
      return writeReceipt(acting, selector, counts);
    },

    receipts: (tenant, limit) =>
      store.withTenant(tenant, async (tx) => {
        const rows = await tx
          .select()
          .from(receipts)
          .where(eq(receipts.tenantId, tenant))
          .orderBy(sql`${receipts.createdAt} desc`)
          .limit(limit);
        return rows.map(receiptOf);
      }),

    async sweep() {
      const tenants = await store.withSystem((tx) =>
        tx.execute<{ tenant: string }>(sql`select distinct tenant_id as tenant from memory.items
          where expires_at <= ${now().toISOString()}::timestamptz limit 100`),
      );
      const counts: Counts = { items: 0, passages: 0, working: 0, procedures: 0 };
      for (const { tenant } of tenants) {
        await removeAll(tenant, sql`${items.expiresAt} <= ${now().toISOString()}::timestamptz`, counts);
      }
      return counts.items;
    },
  };
}

function selected({ item, user, mission, conversation, source }: Forget): SQL {
  if (item !== undefined) return sql`${items.id} = ${item}::uuid`;
  if (user !== undefined) return sql`${items.owner} = ${user}`;
  if (mission !== undefined) return sql`${items.missionId} = ${mission}`;
  if (conversation !== undefined) return sql`${items.conversationId} = ${conversation}`;
  if (source !== undefined) return sql`${items.source} = ${source}`;
  return sql`true`;
}

/** Removes procedures in all versions, with what became of them; returns how many there were. */
async function forgetProcedures(tx: Tx, tenant: string, where: SQL): Promise<number> {
  const rows = await tx.execute<{ name: string }>(sql`
    with gone as (delete from memory.procedures where tenant_id = ${tenant} and ${where} returning name)
    select distinct name from gone`);
  const names = listedTerms(rows.map(({ name }) => name));
  await tx.execute(sql`delete from memory.feedback where tenant_id = ${tenant}
    and name in (select listed.term from ${names})`);
  return rows.length;
}

const hashed = (text: string): string => `sha256:${createHash("sha256").update(text).digest("hex")}`;

function receiptOf(row: typeof receipts.$inferSelect): ForgetReceipt {
  const { id, actor, selector, counts, createdAt } = row;
  return { id, actor, selector, counts: counts as Counts, createdAt: createdAt.toISOString() };
}
