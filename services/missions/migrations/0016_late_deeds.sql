-- What was done when its run had ended already.
-- 1. Where the task goes on, after a pause, a failure or a lost lease, a step that no later run has begun to do again is
--    journaled, and not done twice.
-- 2. Where the task has ended, cancelled or out of time, what says how it is undone is journaled, and undone with the rest:
--    at once, where the mission has ended too.

-- Asks whoever did something to undo it; `u` names it, and is the event.
create function missions.ask_undo(m missions.missions, p_now timestamptz, p_actor text, p_config jsonb, p_id text, u jsonb)
  returns void language plpgsql as $$
declare
  e jsonb := missions.emitted(m.tenant_id, p_now, m.created_by, 'urn:troupe:missions',
    u || jsonb_build_object('id', p_id, 'isTask', true), m.id, p_id, m.correlation_id, u ->> 'task', 1);
begin
  perform missions.open_task(m.tenant_id, p_now, p_actor, p_id, e, 'compensation', m.id, null,
    jsonb_build_object('undoes', u ->> 'name', 'deadline',
      missions.iso(p_now + make_interval(secs => (p_config ->> 'compensationMs')::float8 / 1000))));
  perform missions.send(m.tenant_id, e);
end $$;

-- Asks for the next undoing of a mission that compensates, or ends the mission when nothing is left.
create or replace function missions.undo_next(p_tenant text, p_now timestamptz, p_actor text, p_mission text, p_config jsonb)
  returns void language plpgsql as $$
declare
  m missions.missions;
  u jsonb;
begin
  select * into m from missions.missions where tenant_id = p_tenant and id = p_mission for update;
  if m.phase is distinct from 'compensating' then return; end if;
  u := m.undo -> m.undo_at;
  if u is null then
    perform missions.tell_mission(m, p_now, p_actor, 'mission.' || (m.ending ->> 'status'), 'end/' || m.rev,
      m.ending - 'status' || jsonb_build_object('compensation', m.compensation));
    return;
  end if;
  perform missions.ask_undo(m, p_now, p_actor, p_config, missions.derive('undo', m.id, m.rev::text, m.undo_at::text), u);
end $$;

create function missions.apply_owed(h missions.history, d jsonb) returns void language plpgsql as $$
begin
  update missions.missions set undo = case when phase = 'compensating'
      then jsonb_insert(undo, array[(undo_at + 1)::text], d) else undo end,
    compensation = coalesce(compensation, '{"undone": [], "notUndone": []}'), rev = rev + 1, updated_at = h.at
  where tenant_id = h.tenant_id and id = h.mission_id;
end $$;

create or replace function missions.apply(h missions.history) returns void language plpgsql as $$
begin
  if h.type = 'mission.undo.owed' then perform missions.apply_owed(h, h.data);
  elsif h.type like 'task.%' then perform missions.apply_task(h, h.data);
  elsif h.type like 'mission.%' then perform missions.apply_mission(h, h.data);
  else perform missions.apply_question(h, h.data);
  end if;
end $$;

-- Has a late deed undone, where its mission came to nothing. The scope is locked.
create function missions.owe_undo(t missions.tasks, p_now timestamptz, p_actor text, p_config jsonb, p_cause text,
  p_name text, p_undo jsonb) returns void language plpgsql as $$
declare
  m missions.missions;
  u jsonb := jsonb_build_object('name', p_name, 'task', t.id) || p_undo;
begin
  select * into m from missions.missions where tenant_id = t.tenant_id and id = t.mission_id;
  if m.id is null or t.kind = 'compensation' then return; end if;
  if m.phase is distinct from 'compensating' and (m.ended_at is null or m.status = 'succeeded') then return; end if;
  if missions.tell_mission(m, p_now, p_actor, 'mission.undo.owed', p_cause, u) is null then return; end if;
  if m.ended_at is not null then
    perform missions.ask_undo(m, p_now, p_actor, p_config, missions.derive('undo', m.id, 'owed', p_cause), u);
  end if;
end $$;

-- Journals a step that was done too late to be heard of by its run, which is refused all the same.
create function missions.record_late(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_run text, i jsonb)
  returns jsonb language plpgsql as $$
declare
  t missions.tasks;
  r missions.runs;
begin
  select * into r from missions.runs where tenant_id = p_tenant and id = p_run;
  select * into t from missions.tasks where tenant_id = p_tenant and id = r.task_id;
  if t.id is not null then
    perform missions.lock_scope(p_tenant, t.mission_id, t.root_id);
    select * into t from missions.tasks where tenant_id = p_tenant and id = r.task_id for update;
    if t.runs = r.number and (t.status = 'queued' or (t.ended_at is not null and i ? 'undo'))
      and not exists (select from missions.steps where tenant_id = p_tenant and task_id = t.id and key = i ->> 'key') then
      perform missions.tell_task(t, p_now, p_actor, 'task.stepped', p_run, 'late/' || (i ->> 'key'), i);
      if t.ended_at is not null then
        perform missions.owe_undo(t, p_now, p_actor, p_config, t.id || '/' || (i ->> 'key'), i ->> 'key', i -> 'undo');
      end if;
    end if;
  end if;
  return missions.superseded(p_tenant, p_run);
end $$;

-- A task that was cancelled, and done nevertheless, is undone as well.
create or replace function missions.end_mission(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_mission text,
  p_status text, p_result jsonb, p_failure jsonb) returns void language plpgsql as $$
declare
  m missions.missions;
  v_undo jsonb;
  v_end jsonb;
  v_task text;
  v_is_goal boolean;
begin
  select * into m from missions.missions where tenant_id = p_tenant and id = p_mission for update;
  if m.id is null or m.ended_at is not null or m.phase = 'compensating' then return; end if;
  v_end := jsonb_build_object('status', p_status) || missions.opt('failure', p_failure)
    || missions.opt('result', coalesce(p_result, case when p_status <> 'succeeded' then missions.partial(m) end));
  if p_status <> 'succeeded' then
    select jsonb_agg(x order by end_seq desc) into v_undo from (
      select end_seq, jsonb_build_object('name', key, 'task', task_id) || undo as x from missions.steps
      where tenant_id = p_tenant and mission_id = p_mission and undo is not null and status = 'succeeded'
      union all
      select end_seq, jsonb_build_object('name', type, 'task', id) || undo from missions.tasks t
      where tenant_id = p_tenant and mission_id = p_mission and undo is not null and (status = 'succeeded'
        or exists (select from missions.runs r where r.tenant_id = p_tenant and r.task_id = t.id and r.status = 'succeeded'))) y;
  end if;
  if v_undo is null then
    perform missions.tell_mission(m, p_now, p_actor, 'mission.' || p_status, 'end/' || m.rev, v_end - 'status');
  else
    perform missions.tell_mission(m, p_now, p_actor, 'mission.compensating', 'end/' || m.rev,
      jsonb_build_object('end', v_end, 'undo', v_undo));
  end if;
  for v_task, v_is_goal in select id, kind = 'goal' from missions.tasks
    where tenant_id = p_tenant and mission_id = p_mission and ended_at is null order by id
  loop
    perform missions.end_task(p_tenant, p_now, p_actor, p_config, v_task,
      case when v_is_goal then p_status else 'cancelled' end,
      case when v_is_goal and p_status = 'succeeded' then p_result end,
      case when not v_is_goal then missions.failure('CANCELLED', 'its mission ' || p_status, '/missions/' || m.id)
        when p_status <> 'succeeded' then p_failure end);
  end loop;
  if v_undo is not null then perform missions.undo_next(p_tenant, p_now, p_actor, p_mission, p_config); end if;
end $$;

create or replace function missions.finish_run(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_run text,
  i jsonb) returns jsonb language plpgsql as $$
declare
  t missions.tasks;
  r missions.runs;
  x jsonb := i -> 'reply';
begin
  select * into r from missions.runs where tenant_id = p_tenant and id = p_run;
  if r.id is null then return missions.superseded(p_tenant, p_run); end if;
  select * into t from missions.tasks where tenant_id = p_tenant and id = r.task_id;
  if t.mission_id is not null or t.root_id <> t.id then perform missions.lock_scope(p_tenant, t.mission_id, t.root_id); end if;
  select * into t from missions.tasks where tenant_id = p_tenant and id = r.task_id for update;
  if t.run_id is distinct from p_run then
    select * into r from missions.runs where tenant_id = p_tenant and id = p_run;
    if r.status = i ->> 'outcome' and (r.failure is null or r.failure ->> 'code' = i #>> '{failure,code}') then
      return jsonb_build_object('task', to_jsonb(t));
    end if;
    if i ->> 'outcome' = 'succeeded' and t.undo is not null and t.ended_at is not null and t.runs = r.number then
      perform missions.tell_task(t, p_now, p_actor, 'task.run.ended', p_run, 'late/' || p_run, '{"status": "succeeded"}');
      perform missions.owe_undo(t, p_now, p_actor, p_config, p_run, t.type, t.undo);
    end if;
    return missions.superseded(p_tenant, p_run);
  end if;
  if coalesce((i ->> 'retry')::boolean, false) then
    perform missions.tell_task(t, p_now, p_actor, 'task.run.ended', p_run, 'run/' || p_run || '/end',
      jsonb_build_object('status', i -> 'outcome', 'failure', i -> 'failure'));
  else
    if x is not null then
      perform missions.send(p_tenant, missions.emitted(p_tenant, p_now, p_actor, '/agents/' || t.agent, x, t.mission_id,
        t.request ->> 'taskid', t.correlation_id, t.id, least(t.hops + 1, 64)));
    end if;
    perform missions.end_locked(t, p_now, p_actor, p_config, i ->> 'outcome',
      case when i ->> 'outcome' = 'succeeded' then coalesce(i -> 'result', 'null') end, i -> 'failure');
  end if;
  select * into t from missions.tasks where tenant_id = p_tenant and id = t.id;
  return jsonb_build_object('task', to_jsonb(t));
end $$;
