create schema notes;
create table notes.notes (
  tenant_id text not null,
  id text not null,
  body jsonb not null default '{}',
  size bigint not null default 0,
  made_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
select troupe.protect('notes.notes');
