import { and, eq, sql } from "drizzle-orm";
import { bigint, jsonb, pgSchema, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqlStateOf } from "../failure.js";
import type { MigrationSet, Store } from "../store.js";
import { outboxConformance } from "./outbox.js";
import { unprotectedTables } from "./protection.js";

const notes = pgSchema("notes").table(
  "notes",
  {
    tenantId: text("tenant_id").notNull(),
    id: text("id").notNull(),
    body: jsonb("body").notNull().default({}),
    size: bigint("size", { mode: "number" }).notNull().default(0),
    madeAt: timestamp("made_at", { withTimezone: true, mode: "date" }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

/** What every store must keep. `set` creates the table `notes.notes`; `open` opens an empty database. */
export function storeConformance(name: string, set: MigrationSet, open: () => Promise<Store>): void {
  describe(`store: ${name}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
      await store.migrate([set]);
    });
    afterAll(() => store?.close());

    const stored = (tenant: string) => store.withTenant(tenant, (tx) => tx.select().from(notes).orderBy(notes.id));

    it("migrates once, in many callers at once", async () => {
      const applied = await Promise.all([1, 2, 3].map(() => store.migrate([set])));
      expect(applied).toEqual([[], [], []]);
    });

    it("gives values alike: JSON once, times as dates, counts as numbers", async () => {
      const body = { text: "ä€😀", list: [1, "2", null], nested: { a: true } };
      const madeAt = new Date("2026-01-02T03:04:05.678Z");
      await store.withTenant("values", async (tx) => {
        await tx.insert(notes).values({ tenantId: "values", id: "1", body, size: 2 ** 40, madeAt });
        await tx.insert(notes).values({ tenantId: "values", id: "2", body: "5" });
      });
      const [first, second] = await stored("values");
      expect(first).toEqual({ tenantId: "values", id: "1", body, size: 2 ** 40, madeAt });
      expect(second?.body).toBe("5");
      const raw = await store.withTenant("values", (tx) =>
        tx.execute(sql`select count(*) as n, 9007199254740993::bigint as big, body, made_at from notes.notes
          where id = '1' group by body, made_at`),
      );
      expect(raw).toEqual([{ n: 1, big: 9007199254740993n, body, made_at: "2026-01-02 03:04:05.678+00" }]);
    });

    it("runs one statement as a transaction of its own, for the tenant alone", async () => {
      const insert = "insert into notes.notes (tenant_id, id, body) values ($1, $2, $3) returning id, body";
      expect(await store.once("single", insert, ["single", "1", '{"a": [1]}'])).toEqual([
        { id: "1", body: { a: [1] } },
      ]);
      await expect(store.once("single", insert, ["other", "2", "{}"])).rejects.toThrow();
      await expect(store.once("single", insert, ["single", "1", "{}"])).rejects.toThrow();
      const count = "select count(*)::int as n from notes.notes where tenant_id = $1";
      expect(await store.once("single", count, ["single"])).toEqual([{ n: 1 }]);
      expect(await store.once("other", count, ["single"])).toEqual([{ n: 0 }]);
      expect(await store.onceForAll(count, ["single"])).toEqual([{ n: 1 }]);
      await expect(store.once("Bad Tenant", count, ["single"])).rejects.toMatchObject({ code: "BAD_REQUEST" });
    });

    it("keeps nothing of a transaction that throws or whose statement failed", async () => {
      const insert = (id: string) => ({ tenantId: "atomic", id });
      await expect(
        store.withTenant("atomic", async (tx) => {
          await tx.insert(notes).values(insert("1"));
          throw new Error("changed my mind");
        }),
      ).rejects.toThrow("changed my mind");
      await expect(
        store.withTenant("atomic", async (tx) => {
          await tx.insert(notes).values(insert("2"));
          await tx
            .insert(notes)
            .values(insert("2"))
            .catch(() => {});
        }),
      ).rejects.toSatisfy((error) => sqlStateOf(error) === "23505");
      expect(await stored("atomic")).toEqual([]);
    });

    it("shows a tenant its own rows alone", async () => {
      await store.withTenant("acme", (tx) => tx.insert(notes).values({ tenantId: "acme", id: "1" }));
      expect(await stored("globex")).toEqual([]);
      expect(await stored("acme")).toHaveLength(1);
    });

    it("refuses what crosses tenants", async () => {
      await store.withTenant("acme", (tx) =>
        tx.insert(notes).values({ tenantId: "acme", id: "x" }).onConflictDoNothing(),
      );
      const cross = (work: Parameters<Store["withTenant"]>[1]) => store.withTenant("globex", work);
      await expect(cross((tx) => tx.insert(notes).values({ tenantId: "acme", id: "9" }))).rejects.toSatisfy(
        (error) => sqlStateOf(error) === "42501",
      );
      const theirs = and(eq(notes.tenantId, "acme"), eq(notes.id, "x"));
      expect(await cross((tx) => tx.update(notes).set({ size: 9 }).where(theirs).returning())).toEqual([]);
      expect(await cross((tx) => tx.delete(notes).where(theirs).returning())).toEqual([]);
      await store.withTenant("globex", (tx) => tx.insert(notes).values({ tenantId: "globex", id: "own" }));
      await expect(cross((tx) => tx.update(notes).set({ tenantId: "acme" }))).rejects.toSatisfy(
        (error) => sqlStateOf(error) === "42501",
      );
      for (const statement of [
        "truncate notes.notes",
        "drop table notes.notes",
        "alter table notes.notes disable row level security",
      ]) {
        await expect(cross((tx) => tx.execute(sql.raw(statement)))).rejects.toSatisfy(
          (error) => sqlStateOf(error) === "42501",
        );
      }
    });

    it("gives lists of text alike", async () => {
      const list = ["plain", "", "a,b", 'say "so"', "back\\slash", "{braces}", "NULL", "line\nend"];
      const asked = list.map((text) => `'${text.replaceAll("'", "''")}'`).join(", ");
      const [row] = await store.once("acme", `select array[${asked}, null]::text[] as list, '{}'::text[] as none`);
      expect(row).toEqual({ list: [...list, null], none: [] });
    });

    it("lets housekeeping reach every tenant", async () => {
      await store.withTenant("one", (tx) => tx.insert(notes).values({ tenantId: "one", id: "hk" }));
      await store.withTenant("two", (tx) => tx.insert(notes).values({ tenantId: "two", id: "hk" }));
      const swept = await store.withSystem((tx) => tx.delete(notes).where(eq(notes.id, "hk")).returning());
      expect(swept.map(({ tenantId }) => tenantId).sort()).toEqual(["one", "two"]);
    });

    it("runs as a role that row-level security binds", async () => {
      const [role] = await store.withTenant("acme", (tx) =>
        tx.execute(sql`select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user`),
      );
      expect(role).toEqual({ rolname: "troupe_app", rolsuper: false, rolbypassrls: false });
    });

    it("refuses a tenant that is none", async () => {
      for (const tenant of ["", "Acme", "a b", "a'--"]) {
        await expect(stored(tenant)).rejects.toMatchObject({ code: "BAD_REQUEST" });
      }
    });

    it("refuses a transaction that was kept past its end", async () => {
      const kept = await store.withTenant("acme", async (tx) => ({ tx }));
      await expect(kept.tx.select().from(notes)).rejects.toSatisfy((error) =>
        /after its end/.test(String(error instanceof Error ? (error.cause ?? error) : error)),
      );
    });

    it("says which text it cannot keep", async () => {
      const values = { tenantId: "acme", id: "nul\0" };
      await expect(store.withTenant("acme", (tx) => tx.insert(notes).values(values))).rejects.toMatchObject({
        code: "MALFORMED_TEXT",
      });
      const half = store.once("acme", "select $1::text::jsonb as kept", [JSON.stringify("\ud800")]);
      await expect(half).rejects.toMatchObject({ code: "MALFORMED_TEXT" });
    });

    it("runs concurrent transactions", async () => {
      const ids = Array.from({ length: 40 }, (_, at) => `c${String(at).padStart(2, "0")}`);
      await Promise.all(
        ids.map((id) => store.withTenant("many", (tx) => tx.insert(notes).values({ tenantId: "many", id }))),
      );
      expect((await stored("many")).map(({ id }) => id)).toEqual(ids);
    });

    it("leaves no table without forced row-level security", async () => {
      expect(await unprotectedTables(store)).toEqual([]);
    });

    outboxConformance(() => store);
  });
}
