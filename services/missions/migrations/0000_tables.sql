create schema missions;

-- Places facts and what they send in one order.
create sequence missions.seq;

create table missions.missions (
  tenant_id text not null,
  id text not null,
  task_id text not null,
  goal text,
  type text not null,
  topic text not null,
  status text not null default 'queued',
  phase text,
  plan text,
  state jsonb,
  planner text,
  data jsonb,
  result jsonb,
  failure jsonb,
  ending jsonb, -- the end it takes after compensation
  undo jsonb, -- what is to be undone, in order
  undo_at integer not null default 0,
  compensation jsonb,
  budget jsonb not null,
  spent_hops integer not null default 0,
  spent_actions integer not null default 0,
  spent_tokens bigint not null default 0,
  spent_cost numeric not null default 0,
  deadline timestamptz,
  tags text[] not null,
  correlation_id text not null,
  replay jsonb, -- the mission it repeats, and up to where
  rev integer not null default 1,
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  ended_at timestamptz
) with (fillfactor = 70);
create index missions_newest on missions.missions (tenant_id, created_at, id);
create index missions_status on missions.missions (tenant_id, status, created_at, id);
create index missions_type on missions.missions (tenant_id, type, created_at, id);
create index missions_correlation on missions.missions (tenant_id, correlation_id, created_at, id);
create index missions_ended on missions.missions (ended_at) where ended_at is not null;

-- Tags (`tag:…`) and agents (`agent:…`) of missions.
create table missions.labels (
  tenant_id text not null,
  label text not null,
  created_at timestamptz not null,
  mission_id text not null
);
create index labels_mission on missions.labels (mission_id, tenant_id);

create table missions.tasks (
  tenant_id text not null,
  id text not null,
  mission_id text,
  root_id text not null, -- outside missions: the task whose row guards the tree
  parent_id text,
  parent_key text, -- the parent's wait that it answers
  parent_index integer,
  kind text not null,
  type text not null,
  topic text not null,
  status text not null,
  agent text,
  grp text,
  request jsonb not null,
  result jsonb,
  failure jsonb,
  progress jsonb,
  runs integer not null default 0,
  run_id text,
  held boolean not null default false,
  wait_keys text[],
  wakes integer not null default 0,
  epoch integer not null default 0, -- times it was retried
  undo jsonb,
  undoes text,
  takes text, -- the task whose recordings it takes over
  correlation_id text not null,
  causation_id text,
  hops integer not null,
  deadline timestamptz,
  rev integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  ended_at timestamptz,
  end_seq bigint
) with (fillfactor = 60);
create index tasks_newest on missions.tasks (tenant_id, created_at, id);
create index tasks_mission on missions.tasks (mission_id, tenant_id, created_at, id) where mission_id is not null;
create index tasks_parent on missions.tasks (parent_id, tenant_id, parent_key, parent_index) where parent_id is not null;
create index tasks_correlation on missions.tasks (correlation_id, tenant_id);

create table missions.runs (
  tenant_id text not null,
  id text not null,
  task_id text not null,
  mission_id text,
  number integer not null,
  status text not null,
  agent text not null,
  instance text not null,
  attempt integer not null,
  max_attempts integer not null,
  failure jsonb,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  lease_ms integer not null,
  lease_until timestamptz not null,
  ended_at timestamptz
) with (fillfactor = 70);
create index runs_newest on missions.runs (tenant_id, started_at, id);
create index runs_task on missions.runs (task_id, tenant_id, number);
create index runs_mission on missions.runs (mission_id, tenant_id, started_at) where mission_id is not null;
create index runs_lease on missions.runs (lease_until) where status = 'running';

create table missions.steps (
  tenant_id text not null,
  task_id text not null,
  key text not null,
  kind text not null,
  mission_id text,
  run_id text not null,
  status text not null,
  result jsonb,
  failure jsonb,
  pending jsonb not null default '[]',
  undo jsonb,
  tokens integer,
  cost double precision,
  spec jsonb, -- what a wait is for
  wait_type text,
  total integer not null default 0,
  succeeded integer not null default 0,
  failed integer not null default 0,
  started_at timestamptz not null,
  ended_at timestamptz,
  seq bigint not null,
  end_seq bigint
) with (fillfactor = 80);
create index steps_waits on missions.steps (wait_type, tenant_id) where status = 'waiting' and kind = 'event';
create index steps_undo on missions.steps (mission_id, tenant_id) where undo is not null;

-- Everything that is due some day; of runs see runs_lease.
create table missions.timers (
  tenant_id text not null,
  id text not null,
  kind text not null,
  due_at timestamptz not null,
  mission_id text,
  task_id text,
  key text
);
create index timers_due on missions.timers (due_at);
create index timers_task on missions.timers (task_id, tenant_id) where task_id is not null;
create index timers_mission on missions.timers (mission_id, tenant_id) where task_id is null;

create table missions.questions (
  tenant_id text not null,
  id text not null,
  mission_id text,
  task_id text not null,
  key text not null,
  question text not null,
  schema jsonb,
  is_approval boolean not null,
  context jsonb,
  status text not null,
  answer jsonb,
  escalated_to text,
  until timestamptz,
  asked_at timestamptz not null
);
create index questions_newest on missions.questions (tenant_id, asked_at, id);
create index questions_mission on missions.questions (mission_id, tenant_id, asked_at, id);
create index questions_open on missions.questions (tenant_id, asked_at, id) where status = 'waiting';
create index questions_task on missions.questions (task_id, tenant_id);

-- Every decision, in its order; never changed.
create table missions.history (
  seq bigint primary key default nextval('missions.seq'),
  tenant_id text not null,
  id text not null,
  type text not null,
  at timestamptz not null,
  mission_id text,
  task_id text not null,
  run_id text,
  actor text not null,
  causation_id text,
  correlation_id text not null,
  data jsonb not null
);
-- A fact's id is derived from its task, among other things.
create unique index history_id on missions.history (task_id, id, tenant_id);
create index history_mission on missions.history (mission_id, tenant_id, seq) where mission_id is not null;

-- What is yet to be published: a fact by its number, or an event of its own, for one group alone where it names one.
create table missions.outbox (
  seq bigint primary key default nextval('missions.seq'),
  tenant_id text not null,
  event jsonb,
  to_group text
);

-- Events of missions, for the causal graph.
create table missions.events (
  tenant_id text not null,
  mission_id text not null,
  id text not null,
  type text not null,
  topic text not null,
  source text not null,
  at timestamptz not null,
  causation_id text,
  task_id text,
  hops integer not null
);

-- Events that led to a transition.
create table missions.handled (
  tenant_id text not null,
  mission_id text not null,
  event_id text not null
);

create table missions.spendings (
  tenant_id text not null,
  mission_id text not null,
  key text not null,
  actions integer not null,
  tokens bigint not null,
  cost numeric not null,
  settled boolean not null default false
);

-- How often an action (type and data) was asked in a mission that bounds it.
create table missions.actions (
  tenant_id text not null,
  mission_id text not null,
  hash text not null,
  count integer not null
);

create table missions.breakers (
  tenant_id text not null,
  type text not null,
  agent text not null,
  failures integer not null,
  failed_at timestamptz not null,
  opened_at timestamptz,
  until timestamptz
);

-- Tenants whose events are read.
create table missions.tenants (
  tenant_id text primary key,
  since timestamptz not null
);

-- Which replica does what only one may do; the tenant is empty.
create table missions.leases (
  tenant_id text not null,
  name text not null,
  owner text not null,
  until timestamptz not null
);

-- Of indexes that look alike, as they do while tables are small or were never analyzed, the planner takes the newest. So
-- only lists begin with the tenant, whose rows may be all of them, and the keys come last.
alter table missions.missions add primary key (id, tenant_id);
alter table missions.labels add primary key (label, tenant_id, created_at, mission_id);
alter table missions.tasks add primary key (id, tenant_id);
alter table missions.runs add primary key (id, tenant_id);
alter table missions.steps add primary key (task_id, key, tenant_id);
alter table missions.timers add primary key (id, tenant_id);
alter table missions.questions add primary key (id, tenant_id);
alter table missions.events add primary key (mission_id, id, tenant_id);
alter table missions.handled add primary key (mission_id, event_id, tenant_id);
alter table missions.spendings add primary key (mission_id, key, tenant_id);
alter table missions.actions add primary key (mission_id, hash, tenant_id);
alter table missions.breakers add primary key (type, agent, tenant_id);
alter table missions.leases add primary key (name, tenant_id);

select troupe.protect('missions.missions');
select troupe.protect('missions.labels');
select troupe.protect('missions.tasks');
select troupe.protect('missions.runs');
select troupe.protect('missions.steps');
select troupe.protect('missions.timers');
select troupe.protect('missions.questions');
select troupe.protect('missions.history');
select troupe.protect('missions.outbox');
select troupe.protect('missions.events');
select troupe.protect('missions.handled');
select troupe.protect('missions.spendings');
select troupe.protect('missions.actions');
select troupe.protect('missions.breakers');
select troupe.protect('missions.tenants');
select troupe.protect('missions.leases');
grant usage, update on sequence missions.seq to troupe_app, troupe_system;
