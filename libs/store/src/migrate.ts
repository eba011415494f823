import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { TroupeError } from "@troupe/contracts";
import type { Connection, Driver } from "./driver.js";
import type { MigrationSet } from "./store.js";

/** The store's own migrations: the tenants' guard and the outbox. */
const BASE: MigrationSet = { service: "store", folder: new URL("../migrations", import.meta.url) };
/** Key of the advisory lock that lets one process migrate at a time. */
const LOCK_KEY = 7_400_001;

/**
 * Runs before every migration, since roles belong to the cluster and not to the database: a restored database finds
 * them missing. Works for a login that is no superuser when it may create roles, or when the roles are granted to it.
 */
const ROLES = `
do $$
declare
  wanted text;
  may_set boolean;
begin
  foreach wanted in array array['troupe_app', 'troupe_system'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I nologin nosuperuser nobypassrls', wanted);
      exception when duplicate_object or unique_violation then null;
      end;
    end if;
    if current_setting('server_version_num')::int >= 160000 then
      may_set := pg_has_role(current_user, wanted, 'SET');
    else
      may_set := pg_has_role(current_user, wanted, 'MEMBER');
    end if;
    if not may_set then
      execute format('grant %I to current_user', wanted);
    end if;
  end loop;
exception when insufficient_privilege then
  raise exception using errcode = '42501',
    message = format('%s may neither create nor use the roles troupe_app and troupe_system', current_user),
    hint = format('as an administrator: create role troupe_app nologin; create role troupe_system nologin; grant troupe_app, troupe_system to %I', current_user);
end $$;
create schema if not exists troupe;
create table if not exists troupe.migrations (
  service text not null,
  name text not null,
  hash text not null,
  applied_at timestamptz not null default now(),
  primary key (service, name)
);`;

interface Migration {
  readonly service: string;
  readonly name: string;
  readonly hash: string;
  readonly sql: string;
}

async function read({ service, folder }: MigrationSet): Promise<Migration[]> {
  const path = folder instanceof URL ? fileURLToPath(folder) : folder;
  const files = (await readdir(path)).filter((file) => file.endsWith(".sql")).sort();
  return Promise.all(
    files.map(async (file) => {
      const sql = await readFile(`${path}/${file}`, "utf8");
      const hash = createHash("sha256").update(sql).digest("hex");
      return { service, name: basename(file, ".sql"), hash, sql };
    }),
  );
}

async function appliedHashes(connection: Connection): Promise<Map<string, string>> {
  const { rows } = await connection.query("select service || '/' || name, hash from troupe.migrations", []);
  return new Map(rows.map(([name, hash]) => [String(name), String(hash)]));
}

/**
 * Applies what is not yet applied, in one transaction under an advisory lock. Throws CONFLICT when a file that was
 * applied has changed since.
 */
export async function migrate(driver: Driver, sets: readonly MigrationSet[]): Promise<string[]> {
  const migrations = (await Promise.all([BASE, ...sets].map(read))).flat();
  return driver.transaction({ bounded: false }, async (connection) => {
    await connection.query("select pg_advisory_xact_lock($1)", [LOCK_KEY]);
    await connection.script(ROLES);
    const known = await appliedHashes(connection);
    const applied: string[] = [];
    for (const { service, name, hash, sql } of migrations) {
      const id = `${service}/${name}`;
      const before = known.get(id);
      if (before === hash) continue;
      if (before !== undefined) {
        throw new TroupeError("CONFLICT", `migration ${id} was applied and has changed since: write a further one`, {
          hint: `bring ${name} back as it was; a local stack whose data may go starts over with troupe stop --clean`,
        });
      }
      await connection.script(sql);
      await connection.query("insert into troupe.migrations (service, name, hash) values ($1, $2, $3)", [
        service,
        name,
        hash,
      ]);
      applied.push(id);
    }
    return applied;
  });
}
