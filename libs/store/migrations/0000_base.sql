-- Puts a table with a tenant_id under forced row-level security: troupe_app reaches the rows of app.tenant_id alone,
-- troupe_system (sweeps and relays) reaches all. Every table of every service calls it in the migration that creates it.
create function troupe.protect(guarded regclass) returns void language plpgsql as $$
declare
  own_schema text := (select relnamespace::regnamespace::text from pg_class where oid = guarded);
begin
  execute format('alter table %s enable row level security', guarded);
  execute format('alter table %s force row level security', guarded);
  execute format(
    'create policy tenant on %s to troupe_app using (tenant_id = current_setting(''app.tenant_id'', true)) with check (tenant_id = current_setting(''app.tenant_id'', true))',
    guarded);
  execute format('create policy housekeeping on %s to troupe_system using (true) with check (true)', guarded);
  execute format('grant usage on schema %s to troupe_app, troupe_system', own_schema);
  execute format('grant select, insert, update, delete on %s to troupe_app, troupe_system', guarded);
end $$;

-- What leaves after the commit of the transaction that decided it. Entries of one key leave in their order.
create table troupe.outbox (
  seq bigint generated always as identity primary key,
  tenant_id text not null,
  service text not null,
  kind text not null,
  key text not null,
  payload jsonb not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  last_error text
);
create index outbox_due on troupe.outbox (service, due_at);
create index outbox_order on troupe.outbox (service, tenant_id, key, seq);
select troupe.protect('troupe.outbox');
