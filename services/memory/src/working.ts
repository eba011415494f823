import type { Clock } from "@troupe/bus";
import { type Page, TroupeError, type WorkingAppend, type WorkingEntry, type WorkingWrite } from "@troupe/contracts";
import type { Outbox, Store, Tx } from "@troupe/store";
import { and, asc, eq, gt, type SQL, sql } from "drizzle-orm";
import type { Acting } from "./acting.js";
import { working } from "./store/schema.js";
import { type Gone, SERVICE, tellGone } from "./working-events.js";
import { type Write, writeKey } from "./working-writes.js";

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
  /** Throws CONFLICT when the value is no list, TOO_LARGE when it would be too long. */
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

/** What `memory.read_working` answers. */
type Found = Pick<Row, "value" | "rev" | "agent"> & { readonly updatedAt: string; readonly expiresAt: string | null };

const missing = ({ missionId, key }: WorkingPlace) =>
  new TroupeError("NOT_FOUND", `mission ${missionId} holds nothing as ${key}`);

export interface WorkingDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly outbox: Pick<Outbox, "wake" | "handOver">;
  /** Called after a write of a tenant. */
  readonly written?: ((tenant: string) => void) | undefined;
}

export function createWorking({ store, clock, outbox, written }: WorkingDeps): Working {
  const now = (): Date => new Date(clock.now());

  const at = (tenant: string, { missionId, key }: WorkingPlace): SQL | undefined =>
    and(eq(working.tenantId, tenant), eq(working.missionId, missionId), eq(working.key, key));

  async function changed<T>(work: Promise<T>): Promise<T> {
    const result = await work;
    outbox.wake();
    return result;
  }

  /** The key's row, held; undefined when it is not there or its time is over. */
  async function lock(tx: Tx, tenant: string, place: WorkingPlace): Promise<Row | undefined> {
    const [row] = await tx.select().from(working).where(at(tenant, place)).for("update");
    const isLive = row !== undefined && (row.expiresAt === null || row.expiresAt > now());
    return isLive ? row : undefined;
  }

  const tell = (tx: Tx, { tenant, agent }: Pick<Acting, "tenant" | "agent">, gone: readonly Gone[]): Promise<void> =>
    tellGone(tx, gone, { tenant, actor: agent, nowMs: clock.now() });

  async function write(acting: Acting, place: WorkingPlace, write: Write): Promise<WorkingEntry> {
    const { entry, told } = await writeKey(store, acting, { place, write, nowMs: clock.now() });
    outbox.handOver(told);
    written?.(acting.tenant);
    return entry;
  }

  return {
    async get(tenant, place) {
      const args = [place.missionId, place.key, now().toISOString()];
      const { answer } = await store.call<Found | null>(tenant, { name: "memory.read_working", args });
      if (answer === null) throw missing(place);
      const { expiresAt, updatedAt } = answer;
      return entryOf({
        ...{ ...answer, ...place, tenantId: tenant, updatedAt: new Date(updatedAt) },
        expiresAt: expiresAt === null ? null : new Date(expiresAt),
      });
    },

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
      write(acting, place, { operation: "set", value, ifRev, ttlSeconds }),

    increment: (acting, place, { by, ttlSeconds }) =>
      write(acting, place, { operation: "increment", value: by, ttlSeconds }),

    append: (acting, place, { values, keepLast, ttlSeconds }) =>
      write(acting, place, { operation: "append", value: values, keepLast, ttlSeconds }),

    remove: (acting, place, ifRev) =>
      changed(
        store.withTenant(acting.tenant, async (tx) => {
          const row = await lock(tx, acting.tenant, place);
          if (row === undefined) throw missing(place);
          if (ifRev !== undefined && ifRev !== row.rev) {
            throw new TroupeError("REV_CONFLICT", `${place.key} is at revision ${row.rev}, not ${ifRev}`);
          }
          await tx.delete(working).where(at(acting.tenant, place));
          await tell(tx, acting, [{ ...place, operation: "delete", was: row.rev }]);
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
            rows.map(({ key, rev }) => ({ missionId, key, operation: "delete", was: rev })),
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

    async sweep() {
      for (let total = 0; ; ) {
        const count = await changed(sweepSome());
        total += count;
        if (count < SWEEP_BATCH) return total;
      }
    },
  };

  function sweepSome(): Promise<number> {
    return store.withSystem(async (tx) => {
      const due = sql`select tenant_id, mission_id, key from memory.working
        where expires_at <= ${now().toISOString()}::timestamptz limit ${SWEEP_BATCH} for update skip locked`;
      const rows = await tx
        .delete(working)
        .where(sql`(${working.tenantId}, ${working.missionId}, ${working.key}) in (${due})`)
        .returning();
      for (const { tenantId, missionId, key, rev } of rows) {
        await tell(tx, { tenant: tenantId, agent: SERVICE }, [{ missionId, key, operation: "expire", was: rev }]);
      }
      return rows.length;
    });
  }
}

function entryOf({ missionId, key, value, rev, agent, updatedAt, expiresAt }: Row): WorkingEntry {
  return {
    ...{ missionId, key, rev, agent },
    value: value as WorkingEntry["value"],
    updatedAt: updatedAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}
