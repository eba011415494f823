import { openStore } from "@troupe/store";
import { findPostgres, startPostgres, storeConformance, type TestPostgres } from "@troupe/store/testing";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const notes = { service: "notes", folder: new URL("./migrations", import.meta.url) };
const available = (await findPostgres()) !== undefined;

storeConformance("pglite", notes, () => openStore({ url: "pglite:memory" }));

describe.skipIf(!available)("with a Postgres server", () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());

  storeConformance("postgres", notes, async () => openStore({ url: await server.createDatabase() }));

  it("works as a login that is no superuser and finds the roles made by another", async () => {
    await using store = closing(await openStore({ url: await server.createDatabase() }));
    expect(await store.migrate([notes])).toEqual(["store/0000_base", "notes/0000_notes"]);
  });

  it("gives every database the vector extension, where it could be had", async (context) => {
    if (!server.pgvector) context.skip("no pgvector for this server: node scripts/postgres.mjs says why");
    await using store = closing(await openStore({ url: await server.createDatabase() }));
    expect(await store.check()).toMatchObject({ vector: true });
    const [row] = await store.withSystem((tx) =>
      tx.execute<{ distance: number }>("select '[1,2,3]'::vector <=> '[1,2,3]'::vector as distance"),
    );
    expect(row?.distance).toBe(0);
  });

  it("tells a login that may make no roles what an administrator must do, and works once it is done", async () => {
    const admin = postgres(server.adminUrl, { max: 1, onnotice: () => {} });
    const url = new URL(await server.createDatabase());
    await admin.unsafe("create role plain login");
    await admin.unsafe(`alter database ${url.pathname.slice(1)} owner to plain`);
    url.username = "plain";
    await using store = closing(await openStore({ url: url.href }));
    await expect(store.migrate([notes])).rejects.toMatchObject({
      code: "42501",
      hint: expect.stringContaining("grant"),
    });
    await admin.unsafe("grant troupe_app, troupe_system to plain");
    expect(await store.migrate([notes])).toHaveLength(2);
    await admin.end();
  });

  it("fails with STORE_UNAVAILABLE while the server is gone, and goes on once it is back", async () => {
    await using store = closing(await openStore({ url: await server.createDatabase() }));
    await store.migrate([notes]);
    const interrupted = store.withTenant("acme", async (tx) => {
      await tx.execute("select pg_sleep(20)");
    });
    const outcome = interrupted.catch((error: unknown) => error);
    await store.check();
    await server.kill();
    expect(await outcome).toMatchObject({ code: "STORE_UNAVAILABLE" });
    await expect(store.check()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    await server.restart();
    expect(await store.check()).toMatchObject({ server: expect.stringMatching(/^PostgreSQL \d+/) });
  });

  it("asks again for what only reads when its connection is lost, and not for what may write", async () => {
    const admin = postgres(server.adminUrl, { max: 1, onnotice: () => {} });
    await using store = closing(await openStore({ url: await server.createDatabase(), applicationName: "cut off" }));
    await store.migrate([notes]);
    const cut = async (): Promise<void> => {
      for (let count = 0; count === 0; ) {
        const ended = await admin`select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'cut off' and state = 'active' and query like '%pg_sleep%'`;
        count = ended.length;
      }
    };
    const count = "select count(*)::int as n from notes.notes";
    const asked = store.once("acme", `${count}, pg_sleep(1)`, [], { readsOnly: true });
    await cut();
    expect(await asked).toEqual([{ n: 0 }]);
    const insert = "insert into notes.notes (tenant_id, id) select 'acme', 'x' from pg_sleep(1)";
    for (const write of [() => store.once("acme", insert), () => store.once("acme", insert, [], { settings: {} })]) {
      const outcome = write().catch((error: unknown) => error);
      await cut();
      expect(await outcome).toMatchObject({ code: "STORE_UNAVAILABLE" });
    }
    expect(await store.once("acme", count)).toEqual([{ n: 0 }]);
    await admin.end();
  });

  it("says that the disk is full where Postgres does", async () => {
    await using store = closing(await openStore({ url: await server.createDatabase() }));
    await store.migrate([]);
    const full = "do $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$";
    for (const call of [store.withSystem((tx) => tx.execute(full)), store.once("acme", full)]) {
      await expect(call).rejects.toMatchObject({ code: "STORAGE_FULL", retryable: true });
    }
  });

  it("ends a statement that takes too long", async () => {
    await using store = closing(await openStore({ url: await server.createDatabase(), statementTimeoutMs: 100 }));
    await store.migrate([]);
    await expect(store.withSystem((tx) => tx.execute("select pg_sleep(5)"))).rejects.toMatchObject({
      code: "REQUEST_TIMEOUT",
    });
    expect(await store.check()).toBeDefined();
  });
});

function closing<T extends { close(): Promise<void> }>(store: T): T & AsyncDisposable {
  return Object.assign(store, { [Symbol.asyncDispose]: () => store.close() });
}
