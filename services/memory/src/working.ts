import type { Clock } from "@troupe/bus";
import {
  type Page,
  TroupeError,
  type WorkingAppend,
  type WorkingChange,
  type WorkingEntry,
  type WorkingWrite,
} from "@troupe/contracts";
import type { Outbox, Store, Tx } from "@troupe/store";
import { and, asc, eq, gt, type SQL, sql } from "drizzle-orm";
import type { Acting } from "./acting.js";
import { working } from "./store/schema.js";
import { SERVICE, type Told, tellChanges } from "./working-events.js";

/** Which key is meant. */
export interface WorkingPlace {
  readonly missionId: string;
  readonly key: string;
}

/** What missions hold in mind. Every change is told by an event, after its commit and in the order of the key's revisions. */
export interface Working {
  get(tenant: string, place: WorkingPlace): Promise<WorkingEntry>;
  list(
    tenant: string,
    query: { missionId: string; limit: number; cursor?: string | undefined; prefix?: string | undefined },
  ): Promise<Page<WorkingEntry>>;
  /** Throws REV_CONFLICT when `ifRev` is not the key's revision. */
  set(acting: Acting, place: WorkingPlace, write: WorkingWrite): Promise<WorkingEntry>;
  /** Throws CONFLICT when the value is no number. */
  increment(
    acting: Acting,
    place: WorkingPlace,
    change: { by: number; ttlSeconds?: number | undefined },
  ): Promise<WorkingEntry>;
  /** Throws CONFLICT when the value is no list. */
  append(acting: Acting, place: WorkingPlace, change: WorkingAppend): Promise<WorkingEntry>;
  /** Throws NOT_FOUND; REV_CONFLICT when `ifRev` is given and is not the key's revision. */
  remove(acting: Acting, place: WorkingPlace, ifRev?: number): Promise<void>;
  /** Ends a mission's memory; returns how many keys it had. */
  clear(acting: Acting, missionId: string): Promise<number>;
  /** Gives a mission's keys a limit in time, unless they have an earlier one. */
  retire(tenant: string, missionId: string, afterMs: number): Promise<void>;
  /** Tenants that hold something in mind. */
  tenants(): Promise<string[]>;
  /** Removes keys of any tenant whose time is over. */
  sweep(): Promise<number>;
}

type Row = typeof working.$inferSelect;
const SWEEP_BATCH = 500;

const missing = ({ missionId, key }: WorkingPlace) =>
  new TroupeError("NOT_FOUND", `mission ${missionId} holds nothing as ${key}`);

export interface WorkingDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly outbox: Outbox;
  /** Called after a write of a tenant. */
  readonly written?: ((tenant: string) => void) | undefined;
}

export function createWorking({ store, clock, outbox, written }: WorkingDeps): Working {
  const now = (): Date => new Date(clock.now());

  const at = (tenant: string, { missionId, key }: WorkingPlace): SQL | undefined =>
    and(eq(working.tenantId, tenant), eq(working.missionId, missionId), eq(working.key, key));

  async function changed<T>(work: Promise<T>, tenant?: string): Promise<T> {
    const result = await work;
    outbox.wake();
    if (tenant !== undefined) written?.(tenant);
    return result;
  }

  /** The key's row, held; undefined when it is not there or its time is over. `before` is its last revision even then. */
  async function lock(tx: Tx, tenant: string, place: WorkingPlace): Promise<{ row: Row | undefined; before: number }> {
    const [row] = await tx.select().from(working).where(at(tenant, place)).for("update");
    const isLive = row !== undefined && (row.expiresAt === null || row.expiresAt > now());
    return { row: isLive ? row : undefined, before: row?.rev ?? 0 };
  }

  async function write(
    tx: Tx,
    acting: Acting,
    change: {
      readonly place: WorkingPlace;
      readonly value: unknown;
      readonly rev: number;
      readonly operation: WorkingChange["operation"];
      readonly expiresAt: Date | null;
    },
  ): Promise<WorkingEntry> {
    const { place, value, rev, operation, expiresAt } = change;
    const values = { value, rev, agent: acting.agent, updatedAt: now(), expiresAt };
    const row: Row = { tenantId: acting.tenant, ...place, ...values };
    await tx
      .insert(working)
      .values({ ...row, value: sql`${JSON.stringify(value)}::jsonb` })
      .onConflictDoUpdate({
        target: [working.tenantId, working.missionId, working.key],
        set: { ...values, value: sql`${JSON.stringify(value)}::jsonb` },
      });
    await tell(tx, acting, [{ ...place, operation, rev, value }]);
    return entryOf(row);
  }

  /** Writes whatever the key held, in one statement. */
  async function overwrite(
    tx: Tx,
    acting: Acting,
    { place, value, expiresAt }: { place: WorkingPlace; value: unknown; expiresAt: Date | null },
  ): Promise<WorkingEntry> {
    const json = sql`${JSON.stringify(value)}::jsonb`;
    const values = { value: json, agent: acting.agent, updatedAt: now(), expiresAt };
    const [row] = await tx
      .insert(working)
      .values({ tenantId: acting.tenant, ...place, ...values, rev: 1 })
      .onConflictDoUpdate({
        target: [working.tenantId, working.missionId, working.key],
        set: { ...values, rev: sql`${working.rev} + 1` },
      })
      .returning({ rev: working.rev });
    if (row === undefined) throw new Error("an upsert returned no row");
    await tell(tx, acting, [{ ...place, operation: "set", rev: row.rev, value }]);
    return entryOf({ tenantId: acting.tenant, ...place, ...values, value, rev: row.rev });
  }

  const tell = (tx: Tx, { tenant, agent }: Pick<Acting, "tenant" | "agent">, changes: readonly Told[]): Promise<void> =>
    tellChanges(tx, changes, { tenant, actor: agent, nowMs: clock.now() });

  const expiryOf = (ttlSeconds: number | undefined, otherwise: Date | null): Date | null =>
    ttlSeconds === undefined ? otherwise : new Date(clock.now() + ttlSeconds * 1000);

  /** Makes two first writers of one key wait for one another: there is no row yet to hold. */
  async function hold(tx: Tx, tenant: string, { missionId, key }: WorkingPlace): Promise<void> {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${tenant}\n${missionId}\n${key}`}, 7403))`);
  }

  async function update(
    acting: Acting,
    place: WorkingPlace,
    change: {
      readonly operation: WorkingChange["operation"];
      readonly ttlSeconds: number | undefined;
      readonly next: (row: Row | undefined) => unknown;
    },
  ): Promise<WorkingEntry> {
    return changed(
      store.withTenant(acting.tenant, async (tx) => {
        await hold(tx, acting.tenant, place);
        const { row, before } = await lock(tx, acting.tenant, place);
        const expiresAt = expiryOf(change.ttlSeconds, row?.expiresAt ?? null);
        const { operation } = change;
        return write(tx, acting, { place, operation, value: change.next(row), rev: before + 1, expiresAt });
      }),
      acting.tenant,
    );
  }

  return {
    get: (tenant, place) =>
      store.withTenant(tenant, async (tx) => {
        const [row] = await tx.select().from(working).where(at(tenant, place));
        if (row === undefined || (row.expiresAt !== null && row.expiresAt <= now())) throw missing(place);
        return entryOf(row);
      }),

    list: (tenant, { missionId, limit, cursor, prefix }) =>
      store.withTenant(tenant, async (tx) => {
        const after = cursor === undefined ? undefined : Buffer.from(cursor, "base64url").toString("utf8");
        const rows = await tx
          .select()
          .from(working)
          .where(
            and(
              eq(working.tenantId, tenant),
              eq(working.missionId, missionId),
              sql`(${working.expiresAt} is null or ${working.expiresAt} > ${now().toISOString()}::timestamptz)`,
              prefix === undefined ? undefined : sql`starts_with(${working.key}, ${prefix})`,
              after === undefined ? undefined : gt(working.key, after),
            ),
          )
          .orderBy(asc(working.key))
          .limit(limit + 1);
        const kept = rows.slice(0, limit);
        const last = kept.at(-1);
        const isLast = rows.length <= limit || last === undefined;
        return { items: kept.map(entryOf), cursor: isLast ? null : Buffer.from(last.key).toString("base64url") };
      }),

    set: (acting, place, { value, ifRev, ttlSeconds }) =>
      changed(
        store.withTenant(acting.tenant, async (tx) => {
          const expiresAt = expiryOf(ttlSeconds, null);
          if (ifRev === undefined) return overwrite(tx, acting, { place, value, expiresAt });
          await hold(tx, acting.tenant, place);
          const { row, before } = await lock(tx, acting.tenant, place);
          const found = row?.rev ?? 0;
          if (ifRev !== found) {
            throw new TroupeError("REV_CONFLICT", `${place.key} is at revision ${found}, not ${ifRev}`, {
              extensions: { rev: found },
            });
          }
          return write(tx, acting, { place, operation: "set", value, rev: before + 1, expiresAt });
        }),
        acting.tenant,
      ),

    increment: (acting, place, { by, ttlSeconds }) =>
      update(acting, place, {
        operation: "increment",
        ttlSeconds,
        next(row) {
          const value = row?.value ?? 0;
          if (typeof value === "number") return value + by;
          throw new TroupeError("CONFLICT", `${place.key} holds no number: it cannot be incremented`);
        },
      }),

    append: (acting, place, { values, keepLast, ttlSeconds }) =>
      update(acting, place, {
        operation: "append",
        ttlSeconds,
        next(row) {
          const value = row?.value ?? [];
          if (!Array.isArray(value))
            throw new TroupeError("CONFLICT", `${place.key} holds no list: nothing can be appended`);
          const all: unknown[] = [...(value as unknown[]), ...values];
          return keepLast === undefined ? all : all.slice(-keepLast);
        },
      }),

    remove: (acting, place, ifRev) =>
      changed(
        store.withTenant(acting.tenant, async (tx) => {
          const { row } = await lock(tx, acting.tenant, place);
          if (row === undefined) throw missing(place);
          if (ifRev !== undefined && ifRev !== row.rev) {
            throw new TroupeError("REV_CONFLICT", `${place.key} is at revision ${row.rev}, not ${ifRev}`);
          }
          await tx.delete(working).where(at(acting.tenant, place));
          await tell(tx, acting, [{ ...place, operation: "delete", rev: 0, was: row.rev }]);
        }),
      ),

    clear: (acting, missionId) =>
      changed(
        store.withTenant(acting.tenant, async (tx) => {
          const rows = await tx
            .delete(working)
            .where(and(eq(working.tenantId, acting.tenant), eq(working.missionId, missionId)))
            .returning();
          await tell(
            tx,
            acting,
            rows.map(({ key, rev }) => ({ missionId, key, operation: "delete", rev: 0, was: rev })),
          );
          return rows.length;
        }),
      ),

    retire: (tenant, missionId, afterMs) =>
      store.withTenant(tenant, async (tx) => {
        const limit = new Date(clock.now() + afterMs).toISOString();
        await tx
          .update(working)
          .set({ expiresAt: sql`least(${working.expiresAt}, ${limit}::timestamptz)` })
          .where(and(eq(working.tenantId, tenant), eq(working.missionId, missionId)));
      }),

    async tenants() {
      const rows = await store.withSystem((tx) =>
        tx.execute<{ tenant: string }>(sql`select distinct tenant_id as tenant from memory.working`),
      );
      return rows.map(({ tenant }) => tenant);
    },

    sweep: () =>
      changed(
        store.withSystem(async (tx) => {
          const due = sql`select tenant_id, mission_id, key from memory.working
            where expires_at <= ${now().toISOString()}::timestamptz limit ${SWEEP_BATCH} for update skip locked`;
          const rows = await tx
            .delete(working)
            .where(sql`(${working.tenantId}, ${working.missionId}, ${working.key}) in (${due})`)
            .returning();
          for (const { tenantId, missionId, key, rev } of rows) {
            await tell(tx, { tenant: tenantId, agent: SERVICE }, [
              { missionId, key, operation: "expire", rev: 0, was: rev },
            ]);
          }
          return rows.length;
        }),
      ),
  };
}

function entryOf({ missionId, key, value, rev, agent, updatedAt, expiresAt }: Row): WorkingEntry {
  return {
    ...{ missionId, key, rev, agent },
    value: value as WorkingEntry["value"],
    updatedAt: updatedAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}
