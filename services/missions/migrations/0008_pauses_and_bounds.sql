-- What a pause holds, and what is not passed over in silence: while a mission is paused the times of its plan and of its
-- tasks stand still, since nobody may work on them; what a call came to may be more than the budget allows; and an id
-- that is another goal's is refused.

-- A timer that is held has no time at which it is due, but the one that it had. `asked_at` is the time it was set for,
-- which pauses put off.
alter table missions.timers alter column due_at drop not null, add column held_at timestamptz, add column asked_at timestamptz;
update missions.timers set asked_at = due_at;
alter table missions.missions add column paused_at timestamptz, add column resumed_at timestamptz;

-- Whether its time stands still: deadlines of missions, their wall time and what handlers wait for do not.
create function missions.is_held(p_tenant text, p_kind text, p_mission text) returns boolean language sql stable as $$
  select p_kind in ('plan', 'task') and p_mission is not null and exists (select from missions.missions
    where tenant_id = p_tenant and id = p_mission and phase = 'paused')
$$;

create function missions.note_due(p_due timestamptz) returns void language plpgsql as $$
begin
  perform set_config('missions.due', least(extract(epoch from p_due)::bigint * 1000,
    nullif(current_setting('missions.due', true), '')::bigint)::text, true);
end $$;

create or replace function missions.set_timer(p_tenant text, p_id text, p_kind text, p_due timestamptz, p_mission text,
  p_task text, p_key text) returns void
  language plpgsql as $$
declare
  v_held boolean := missions.is_held(p_tenant, p_kind, p_mission);
begin
  insert into missions.timers (tenant_id, id, kind, due_at, held_at, asked_at, mission_id, task_id, key)
  values (p_tenant, p_id, p_kind, case when not v_held then p_due end, case when v_held then p_due end, p_due, p_mission,
    p_task, p_key)
  on conflict (tenant_id, id) do update set due_at = excluded.due_at, held_at = excluded.held_at,
    asked_at = excluded.asked_at;
  if not v_held then perform missions.note_due(p_due); end if;
end $$;

-- Timers of a mission that stand still while it is paused: those of its plan, and of its tasks.
create function missions.hold_timers(p_tenant text, p_mission text) returns void language plpgsql as $$
begin
  update missions.timers set held_at = due_at, due_at = null
  where tenant_id = p_tenant and due_at is not null and ((mission_id = p_mission and task_id is null and kind = 'plan')
    or (kind = 'task' and task_id in (select id from missions.tasks
      where tenant_id = p_tenant and mission_id = p_mission and ended_at is null)));
end $$;

-- They go on with what was left of them.
create function missions.release_timers(p_tenant text, p_mission text, p_held interval) returns void language plpgsql as $$
declare
  r missions.timers;
begin
  for r in update missions.timers set due_at = held_at + p_held, held_at = null
    where tenant_id = p_tenant and held_at is not null and ((mission_id = p_mission and task_id is null)
      or task_id in (select id from missions.tasks where tenant_id = p_tenant and mission_id = p_mission))
    returning *
  loop
    update missions.tasks set deadline = r.due_at where tenant_id = p_tenant and id = r.task_id;
    perform missions.note_due(r.due_at);
  end loop;
end $$;

create or replace function missions.apply_mission(h missions.history, d jsonb) returns void language plpgsql as $$
declare
  v_old missions.spendings;
begin
  case h.type
  when 'mission.created' then
    insert into missions.missions (tenant_id, id, task_id, goal, type, topic, plan, data, budget, deadline, tags,
      correlation_id, replay, created_by, created_at, updated_at)
    values (h.tenant_id, h.mission_id, h.task_id, d ->> 'goal', d ->> 'type', d ->> 'topic', d ->> 'plan', d -> 'data',
      d -> 'budget', (d ->> 'deadline')::timestamptz, array(select jsonb_array_elements_text(d -> 'tags')),
      h.correlation_id, d -> 'replay', h.actor, h.at, h.at);
    if d -> 'tags' <> '[]' then perform missions.label_tags(h, h.at, d -> 'tags'); end if;
    if d ? 'deadline' or d -> 'budget' ? 'wallMs' then
      perform missions.set_mission_timers(h.tenant_id, h.mission_id);
    end if;
  when 'mission.started' then
    update missions.missions set status = 'running', updated_at = h.at
    where tenant_id = h.tenant_id and id = h.mission_id;
  when 'mission.changed' then
    update missions.missions set data = case when d ? 'data' then d -> 'data' else data end,
      tags = case when d ? 'tags' then array(select jsonb_array_elements_text(d -> 'tags')) else tags end,
      deadline = case when d ? 'deadline' then (d ->> 'deadline')::timestamptz else deadline end,
      budget = coalesce(d -> 'budget', budget), rev = rev + 1, updated_at = h.at
    where tenant_id = h.tenant_id and id = h.mission_id;
    if d ? 'tags' then
      delete from missions.labels where tenant_id = h.tenant_id and mission_id = h.mission_id and label like 'tag:%';
      perform missions.label_tags(h, created_at, d -> 'tags') from missions.missions
      where tenant_id = h.tenant_id and id = h.mission_id;
    end if;
    perform missions.set_mission_timers(tenant_id, id) from missions.missions
    where tenant_id = h.tenant_id and id = h.mission_id and ended_at is null;
  when 'mission.transitioned' then
    update missions.missions set status = 'running', state = d -> 'state', planner = d ->> 'planner',
      data = case when d ? 'data' then d -> 'data' else data end,
      spent_actions = spent_actions + coalesce((d ->> 'published')::int, 0), rev = rev + 1, updated_at = h.at
    where tenant_id = h.tenant_id and id = h.mission_id;
    update missions.tasks set status = 'running', agent = d ->> 'planner', rev = rev + 1, updated_at = h.at
    where tenant_id = h.tenant_id and id = h.task_id and status = 'queued';
    insert into missions.labels (tenant_id, label, created_at, mission_id)
    select tenant_id, 'agent:' || (d ->> 'planner'), created_at, id from missions.missions
    where tenant_id = h.tenant_id and id = h.mission_id on conflict do nothing;
    insert into missions.handled (tenant_id, mission_id, event_id)
    values (h.tenant_id, h.mission_id, d ->> 'handled') on conflict do nothing;
    -- A timer that the planner sets again for the same time is the one that is there, with what pauses put it off by.
    delete from missions.timers t where tenant_id = h.tenant_id and mission_id = h.mission_id and task_id is null
      and kind = 'plan' and not exists (select from jsonb_array_elements(d -> 'timers') x
        where x ->> 'key' = t.key and (x ->> 'at')::timestamptz = t.asked_at);
    perform missions.set_timer(h.tenant_id, 'plan:' || h.mission_id || ':' || (x ->> 'key'), 'plan',
      (x ->> 'at')::timestamptz, h.mission_id, null, x ->> 'key') from jsonb_array_elements(d -> 'timers') x
    where not exists (select from missions.timers
      where tenant_id = h.tenant_id and id = 'plan:' || h.mission_id || ':' || (x ->> 'key'));
  when 'mission.spent' then
    select * into v_old from missions.spendings
    where tenant_id = h.tenant_id and mission_id = h.mission_id and key = d ->> 'key';
    insert into missions.spendings (tenant_id, mission_id, key, actions, tokens, cost, settled)
    values (h.tenant_id, h.mission_id, d ->> 'key', (d ->> 'actions')::int, (d ->> 'tokens')::bigint,
      (d ->> 'cost')::numeric, (d ->> 'settled')::boolean)
    on conflict (tenant_id, mission_id, key) do update set actions = excluded.actions, tokens = excluded.tokens,
      cost = excluded.cost, settled = excluded.settled;
    update missions.missions set updated_at = h.at,
      spent_actions = spent_actions + (d ->> 'actions')::int - coalesce(v_old.actions, 0),
      spent_tokens = spent_tokens + (d ->> 'tokens')::bigint - coalesce(v_old.tokens, 0),
      spent_cost = spent_cost + (d ->> 'cost')::numeric - coalesce(v_old.cost, 0)
    where tenant_id = h.tenant_id and id = h.mission_id;
  when 'mission.paused' then
    update missions.missions set phase = 'paused', paused_at = h.at, rev = rev + 1, updated_at = h.at
    where tenant_id = h.tenant_id and id = h.mission_id;
    perform missions.hold_timers(h.tenant_id, h.mission_id);
  when 'mission.resumed' then
    perform missions.release_timers(tenant_id, id, h.at - paused_at) from missions.missions
    where tenant_id = h.tenant_id and id = h.mission_id and paused_at is not null;
    update missions.missions set phase = null, paused_at = null, resumed_at = h.at, rev = rev + 1, updated_at = h.at,
      ended_at = null, failure = null, result = null, status = case when missions.is_final(status) then 'running' else status end
    where tenant_id = h.tenant_id and id = h.mission_id;
    if d ? 'reopened' then perform missions.set_mission_timers(h.tenant_id, h.mission_id); end if;
  when 'mission.compensating' then
    update missions.missions set status = 'running', phase = 'compensating', ending = d -> 'end', undo = d -> 'undo',
      undo_at = 0, compensation = '{"undone": [], "notUndone": []}', rev = rev + 1, updated_at = h.at
    where tenant_id = h.tenant_id and id = h.mission_id;
    delete from missions.timers where tenant_id = h.tenant_id and mission_id = h.mission_id and task_id is null;
  when 'mission.succeeded', 'mission.failed', 'mission.timed_out', 'mission.cancelled' then
    update missions.missions set status = substr(h.type, 9), phase = null, ending = null, undo = null,
      result = d -> 'result', failure = d -> 'failure', rev = rev + 1, updated_at = h.at, ended_at = h.at
    where tenant_id = h.tenant_id and id = h.mission_id;
    delete from missions.timers where tenant_id = h.tenant_id and mission_id = h.mission_id and task_id is null;
  end case;
end $$;

create or replace function missions.begin_run(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_run text, i jsonb)
  returns jsonb language plpgsql as $$
declare
  e jsonb := i -> 'event';
  v_id text := coalesce(e ->> 'wakes', e ->> 'id');
  t missions.tasks;
  m missions.missions;
  v_wait integer;
  v_deadline timestamptz;
begin
  select * into t from missions.tasks where tenant_id = p_tenant and id = v_id;
  if t.id is null and e ? 'replayof' then
    select * into t from missions.tasks where tenant_id = p_tenant and id = e ->> 'replayof';
  end if;
  -- An event that another group has taken is a task of its own here.
  if t.grp is not null and t.grp <> i ->> 'group' then
    v_id := missions.derive('group', t.id, i ->> 'group');
    t := null;
    select * into t from missions.tasks where tenant_id = p_tenant and id = v_id;
  end if;
  if t.id is null then
    if e ? 'missionid' then
      select * into m from missions.missions where tenant_id = p_tenant and id = e ->> 'missionid' for update;
    end if;
    if m.id is not null and m.ended_at is null then
      perform missions.refuse_actions(p_tenant, p_now, p_actor, p_config, m.id, null, jsonb_build_array(e));
      select * into m from missions.missions where tenant_id = p_tenant and id = m.id;
    end if;
    t := missions.open_task(p_tenant, p_now, p_actor, v_id, e, 'task', m.id, null, '{}');
    if m.ended_at is not null or m.phase = 'compensating' then
      perform missions.end_task(p_tenant, p_now, p_actor, p_config, t.id, 'cancelled', null,
        missions.failure('MISSION_ENDED', 'mission ' || m.id || ' is over'));
    end if;
  elsif t.mission_id is not null then
    select * into m from missions.missions where tenant_id = p_tenant and id = t.mission_id;
    if m.status = 'queued' then
      select * into m from missions.missions where tenant_id = p_tenant and id = t.mission_id for update;
    end if;
  end if;
  select * into t from missions.tasks where tenant_id = p_tenant and id = t.id for update;

  if t.ended_at is not null then
    if not (e ? 'replayof' and not e ? 'wakes' and t.status in ('failed', 'timed_out') and m.ended_at is null) then
      return jsonb_build_object('state', 'done', 'task', to_jsonb(t));
    end if;
    perform missions.tell_task(t, p_now, p_actor, 'task.retried', null, 'retry',
      jsonb_build_object('wake', t.wakes, 'reason', 'a dead letter was replayed'));
    select * into t from missions.tasks where tenant_id = p_tenant and id = t.id;
  end if;
  if t.status = 'waiting' then return jsonb_build_object('state', 'held', 'task', to_jsonb(t)); end if;
  if m.phase = 'paused' then
    if not t.held then
      perform missions.tell_task(t, p_now, p_actor, 'task.held', null, 'held/' || t.rev,
        jsonb_build_object('group', i -> 'group'));
    end if;
    return jsonb_build_object('state', 'held', 'task', to_jsonb(t));
  end if;
  v_wait := missions.held_back(p_tenant, p_now, p_config, t.type, i ->> 'agent');
  if v_wait is not null then
    return missions.refused('CIRCUIT_OPEN', (i ->> 'agent') || ' failed too often at ' || t.type,
      jsonb_build_object('retryAfterMs', v_wait));
  end if;
  if t.run_id is not null then
    perform missions.tell_task(t, p_now, p_actor, 'task.run.ended', t.run_id, 'run/' || t.run_id,
      jsonb_build_object('status', 'failed', 'failure', missions.failure('RUN_SUPERSEDED', 'a newer run began')));
  end if;
  -- A mission that was paused may have given nobody the time.
  v_deadline := greatest(t.created_at, m.resumed_at) + make_interval(secs => (i ->> 'timeoutMs')::float8 / 1000);
  v_deadline := case when t.deadline is null or v_deadline < t.deadline then v_deadline end;
  perform missions.tell_task(t, p_now, p_actor, 'task.started', p_run, 'run/' || p_run,
    jsonb_build_object('number', t.runs + 1, 'agent', i -> 'agent', 'group', i -> 'group', 'instance', i -> 'instance',
      'attempt', i -> 'attempt', 'maxAttempts', i -> 'maxAttempts', 'leaseMs', i -> 'leaseMs')
    || missions.opt('deadline', to_jsonb(missions.iso(v_deadline))) || missions.opt('undo', i -> 'undo'));
  if m.status = 'queued' then perform missions.tell_mission(m, p_now, p_actor, 'mission.started', 'started', '{}'); end if;
  select * into t from missions.tasks where tenant_id = p_tenant and id = t.id;
  return jsonb_build_object('state', 'run', 'task', to_jsonb(t),
    'run', (select to_jsonb(r) from missions.runs r where tenant_id = p_tenant and id = p_run),
    'journal', (select coalesce(jsonb_agg(to_jsonb(s) order by s.end_seq nulls last, s.seq), '[]')
      from missions.steps s where tenant_id = p_tenant and task_id = t.id));
end $$;

create or replace function missions.create_mission(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, i jsonb, e jsonb)
  returns jsonb language plpgsql as $$
declare
  v_id text := i ->> 'id';
  t missions.tasks;
  m missions.missions;
begin
  select * into t from missions.tasks where tenant_id = p_tenant and id = e ->> 'id' for update;
  if t.mission_id <> v_id then
    return missions.refused('CONFLICT', 'event ' || t.id || ' is a task of mission ' || t.mission_id);
  end if;
  select * into m from missions.missions where tenant_id = p_tenant and id = v_id;
  if m.id is not null and (m.type <> i ->> 'type' or m.topic <> i ->> 'topic') then
    return missions.refused('CONFLICT', 'mission ' || v_id || ' exists, and its goal is ' || m.type || ' on ' || m.topic);
  end if;
  if missions.tell(p_tenant, p_now, p_actor, 'mission.created', v_id, e ->> 'id', null, e ->> 'correlationid', 'created',
    i - 'id' - 'event' - 'correlationId' || jsonb_build_object('taskId', e -> 'id')) is not null then
    t := missions.open_task(p_tenant, p_now, p_actor, e ->> 'id', e, 'goal', v_id, null,
      missions.opt('takes', i #> '{replay,goal}'));
    if not i ? 'event' then perform missions.send(p_tenant, e); end if;
    -- An adopted goal may be under way, or over.
    select * into m from missions.missions where tenant_id = p_tenant and id = v_id;
    if t.runs > 0 then perform missions.tell_mission(m, p_now, p_actor, 'mission.started', 'started', '{}'); end if;
    if t.ended_at is not null then perform missions.goal_ended(t, p_now, p_actor, p_config); end if;
  end if;
  return missions.mission_answer(p_tenant, v_id);
end $$;

-- What a call came to is known after it: where that is more than the budget allows, the mission ends there.
create or replace function missions.settle_spend(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_id text, p_key text,
  i jsonb) returns jsonb language plpgsql as $$
declare
  m missions.missions;
  s missions.spendings;
  v_why text;
begin
  select * into m from missions.missions where tenant_id = p_tenant and id = p_id for update;
  if m.id is null then return missions.no_mission(p_id); end if;
  select * into s from missions.spendings where tenant_id = p_tenant and mission_id = p_id and key = p_key;
  if s.key is null then return missions.refused('NOT_FOUND', 'nothing was spent under ' || p_key); end if;
  if not s.settled then
    perform missions.tell_mission(m, p_now, p_actor, 'mission.spent', 'settle/' || p_key,
      jsonb_build_object('key', p_key, 'actions', s.actions, 'tokens', coalesce((i ->> 'tokens')::bigint, s.tokens),
        'cost', coalesce((i ->> 'cost')::numeric, s.cost), 'settled', true));
    select * into m from missions.missions where tenant_id = p_tenant and id = p_id;
    v_why := case
      when m.spent_tokens > (m.budget ->> 'tokens')::bigint
        then 'tokens: ' || m.spent_tokens || ' of ' || (m.budget ->> 'tokens')
      when m.spent_cost > (m.budget ->> 'cost')::numeric
        then 'cost: ' || trim_scale(m.spent_cost) || ' of ' || (m.budget ->> 'cost') end;
    if v_why is not null and m.ended_at is null then return missions.exceed(m, p_now, p_actor, p_config, v_why); end if;
  end if;
  return missions.spent_answer(p_tenant, p_id);
end $$;
