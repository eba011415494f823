import { sql } from "drizzle-orm";
import type { Store } from "../store.js";

/**
 * Tables that are not under forced row-level security by tenant, as `schema.table: reason`; must be empty. Only
 * `troupe.migrations` has no tenant.
 */
export async function unprotectedTables(store: Store): Promise<string[]> {
  const rows = await store.withSystem((tx) =>
    tx.execute<{ name: string; forced: boolean; keyed: boolean; policies: string }>(sql`
      select c.oid::regclass::text as name,
        c.relrowsecurity and c.relforcerowsecurity as forced,
        exists(select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull) as keyed,
        coalesce((select string_agg(
            p.polname || ':' || array_to_string(array(select r.rolname from pg_roles r where r.oid = any(p.polroles)), '+')
            || ':' || pg_get_expr(p.polqual, p.polrelid) || ':' || pg_get_expr(p.polwithcheck, p.polrelid), ' '
            order by p.polname)
          from pg_policy p where p.polrelid = c.oid), '') as policies
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'
        and c.oid <> 'troupe.migrations'::regclass
      order by 1`),
  );
  const guard = "(tenant_id = current_setting('app.tenant_id'::text, true))";
  const expected = `housekeeping:troupe_system:true:true tenant:troupe_app:${guard}:${guard}`;
  return rows.flatMap(({ name, forced, keyed, policies }) => {
    if (!forced) return [`${name}: row-level security is not forced`];
    if (!keyed) return [`${name}: no tenant_id that is not null`];
    return policies === expected ? [] : [`${name}: policies are ${policies || "missing"}`];
  });
}
