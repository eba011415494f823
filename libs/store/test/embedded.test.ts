import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { openStore, type Store, warmUp } from "@troupe/store";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TEMPLATE_KEY } from "../src/pglite/template.js";

const migrations = fileURLToPath(new URL("./migrations", import.meta.url));
const notes = { service: "notes", folder: migrations };
const writer = fileURLToPath(new URL("./writer.mjs", import.meta.url));

describe("the embedded database", () => {
  let folder: string;
  let children: ChildProcess[] = [];
  let stores: Store[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "troupe-pglite-"));
  });
  afterEach(async () => {
    for (const child of children) child.kill("SIGKILL");
    await Promise.all(stores.map((store) => store.close()));
    await rm(folder, { recursive: true, force: true });
    children = [];
    stores = [];
  });

  async function open(
    options: { template?: boolean; statementTimeoutMs?: number; idleTransactionTimeoutMs?: number } = {},
  ) {
    const store = await openStore({ url: `pglite:${folder}`, ...options });
    stores.push(store);
    return store;
  }

  function start(mode: "hold" | "write") {
    const child = spawn(process.execPath, [writer, folder, mode, migrations], { stdio: ["ignore", "pipe", "inherit"] });
    children.push(child);
    return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
  }

  async function kill(child: ChildProcess): Promise<void> {
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  }

  it("refuses a second process by naming the first, and is taken over from a dead one", async () => {
    const { child, lines } = start("hold");
    expect((await lines.next()).value).toBe("open");
    await expect(open()).rejects.toMatchObject({ code: "CONFLICT", hint: `kill ${child.pid}` });
    await kill(child);
    const store = await open();
    await expect(openStore({ url: `pglite:${folder}` })).rejects.toMatchObject({ code: "CONFLICT" });
    await store.close();
    await expect(stat(join(folder, "lock"))).rejects.toMatchObject({ code: "ENOENT" });
  });

  it("says what cannot be opened, and what to do", async () => {
    await writeFile(join(folder, "data"), "no folder");
    await expect(open()).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: expect.stringContaining(folder),
      hint: expect.stringContaining(`move ${folder} aside`),
    });
    await rm(join(folder, "data"));
    expect((await open()).kind).toBe("pglite");
  });

  it("takes the thread that was started ahead, which keeps no process alive", async () => {
    warmUp();
    warmUp();
    const store = await open();
    await store.migrate([notes]);
    expect(await store.once("acme", "select 1 as one", [])).toEqual([{ one: 1 }]);
    const program = 'import { warmUp } from "@troupe/store"; warmUp();';
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], { cwd: import.meta.dirname });
    children.push(child);
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("is not fooled by a process that got the dead owner's pid, nor by another host", async () => {
    const lock = { nonce: "n", pid: process.pid, startedAt: "1", host: hostname() };
    await writeFile(join(folder, "lock"), JSON.stringify(lock));
    const store = await open();
    await store.close();
    await writeFile(join(folder, "lock"), JSON.stringify({ ...lock, host: "elsewhere" }));
    await expect(open()).rejects.toThrow("on elsewhere");
  });

  it("is opened by one of many that find a stale lock", async () => {
    await writeFile(
      join(folder, "lock"),
      JSON.stringify({ nonce: "n", pid: 2 ** 22 + 1, startedAt: "1", host: hostname() }),
    );
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => open()));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("loses nothing acknowledged when its owner is killed", async () => {
    const acknowledged: string[] = [];
    for (const count of [5, 40]) {
      const { child, lines } = start("write");
      for (let at = 0; at < count; at++) acknowledged.push(String((await lines.next()).value));
      await kill(child);
    }
    const store = await open();
    const rows = await store.withTenant("acme", (tx) => tx.execute<{ id: string }>(sql`select id from notes.notes`));
    expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(acknowledged));
  });

  it("starts with and without a template, and over what a killed first start left", async () => {
    for (const template of [false, true]) {
      await rm(join(folder, "data"), { recursive: true, force: true });
      await mkdir(join(folder, "data"));
      await writeFile(join(folder, "data", "PG_VERSION"), "half");
      await writeFile(join(folder, "data.new"), "");
      const store = await open({ template });
      expect((await store.check()).vector).toBe(true);
      await store.close();
      await expect(stat(join(folder, "data.new"))).rejects.toMatchObject({ code: "ENOENT" });
    }
  });

  it("ends a statement that takes too long and goes on", async () => {
    const store = await open({ statementTimeoutMs: 500 });
    await store.migrate([notes]);
    const forever = sql`select count(*) from generate_series(1, 1000000000)`;
    await expect(store.withSystem((tx) => tx.execute(forever))).rejects.toMatchObject({ code: "REQUEST_TIMEOUT" });
    expect(await store.withTenant("acme", (tx) => tx.execute(sql`select id from notes.notes`))).toEqual([]);
  });

  it("gives up a transaction that idles, and lets the next one in", async () => {
    const store = await open({ idleTransactionTimeoutMs: 200 });
    await store.migrate([notes]);
    const stuck = store.withTenant("acme", async (tx) => {
      await tx.execute(sql`insert into notes.notes (tenant_id, id) values ('acme', 'stuck')`);
      await new Promise(() => {});
    });
    const next = store.withTenant("acme", (tx) => tx.execute(sql`select id from notes.notes`));
    await expect(stuck).rejects.toMatchObject({ code: "REQUEST_TIMEOUT" });
    expect(await next).toEqual([]);
  });

  it("keys its template by the versions it was made with", async () => {
    const versionOf = async (name: string) => {
      const file = fileURLToPath(new URL(`../../../node_modules/${name}/package.json`, import.meta.url));
      return JSON.parse(await readFile(file, "utf8")).version;
    };
    const versions = await Promise.all(["@electric-sql/pglite", "@electric-sql/pglite-pgvector"].map(versionOf));
    expect(TEMPLATE_KEY).toMatch(new RegExp(`^${versions.join("-")}-`));
  });

  it("refuses a migration that was changed after it was applied", async () => {
    const store = await open();
    await store.migrate([notes]);
    const changed = await mkdtemp(join(tmpdir(), "troupe-migrations-"));
    await writeFile(join(changed, "0000_notes.sql"), "select 1;");
    await expect(store.migrate([{ service: "notes", folder: changed }])).rejects.toMatchObject({
      code: "CONFLICT",
      hint: expect.stringContaining("as it was"),
    });
    await writeFile(join(changed, "0000_notes.sql"), await readFile(join(migrations, "0000_notes.sql")));
    await writeFile(join(changed, "0001_bad.sql"), "create table notes.more (tenant_id text); select nonsense;");
    await expect(store.migrate([{ service: "notes", folder: changed }])).rejects.toThrow();
    const [found] = await store.withSystem((tx) => tx.execute(sql`select to_regclass('notes.more') as name`));
    expect(found).toEqual({ name: null });
    await rm(changed, { recursive: true });
  });
});
