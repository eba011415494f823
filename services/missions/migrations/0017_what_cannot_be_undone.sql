-- What was done and cannot be undone is listed.
-- 1. An entry that failed with UNDO_UNSAID was done, and nobody can say what undoes it: it stands among what is not
--    undone from the start, with the cause.
-- 2. An entry that failed and names what undoes it was done as well, and is undone.
-- 3. A task is asked for once: nobody waits for one that another asked for.

create function missions.is_unsaid(p_failure jsonb) returns boolean language sql immutable as $$
  select coalesce(p_failure ->> 'code' = 'UNDO_UNSAID', false)
$$;

create or replace function missions.apply_owed(h missions.history, d jsonb) returns void language plpgsql as $$
begin
  update missions.missions set undo = case when phase = 'compensating' and not d ? 'failure'
      then jsonb_insert(undo, array[(undo_at + 1)::text], d) else undo end,
    compensation = case when d ? 'failure'
      then jsonb_set(c, '{notUndone}', c -> 'notUndone' || jsonb_build_array(d - 'task')) else c end,
    rev = rev + 1, updated_at = h.at
  from (select coalesce((select compensation from missions.missions where tenant_id = h.tenant_id and id = h.mission_id),
    '{"undone": [], "notUndone": []}') as c) x
  where tenant_id = h.tenant_id and id = h.mission_id;
end $$;

create or replace function missions.apply(h missions.history) returns void language plpgsql as $$
begin
  if h.type = 'mission.undo.owed' then perform missions.apply_owed(h, h.data);
  elsif h.type like 'task.%' then perform missions.apply_task(h, h.data);
  elsif h.type like 'mission.%' then
    perform missions.apply_mission(h, h.data);
    if h.data ? 'notUndone' then
      update missions.missions set compensation = jsonb_build_object('undone', '[]'::jsonb, 'notUndone', h.data -> 'notUndone')
      where tenant_id = h.tenant_id and id = h.mission_id;
    end if;
  else perform missions.apply_question(h, h.data);
  end if;
end $$;

create or replace function missions.owe_undo(t missions.tasks, p_now timestamptz, p_actor text, p_config jsonb, p_cause text,
  p_name text, p_undo jsonb) returns void language plpgsql as $$
declare
  m missions.missions;
  u jsonb := jsonb_build_object('name', p_name, 'task', t.id) || p_undo;
begin
  select * into m from missions.missions where tenant_id = t.tenant_id and id = t.mission_id;
  if m.id is null or t.kind = 'compensation' then return; end if;
  if m.phase is distinct from 'compensating' and (m.ended_at is null or m.status = 'succeeded') then return; end if;
  if missions.tell_mission(m, p_now, p_actor, 'mission.undo.owed', p_cause, u) is null then return; end if;
  if m.ended_at is not null and not p_undo ? 'failure' then
    perform missions.ask_undo(m, p_now, p_actor, p_config, missions.derive('undo', m.id, 'owed', p_cause), u);
  end if;
end $$;

create or replace function missions.record_late(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_run text, i jsonb)
  returns jsonb language plpgsql as $$
declare
  t missions.tasks;
  r missions.runs;
  v_owed jsonb := case when i ? 'undo' then i -> 'undo'
    when missions.is_unsaid(i -> 'failure') then jsonb_build_object('failure', i -> 'failure') end;
begin
  select * into r from missions.runs where tenant_id = p_tenant and id = p_run;
  select * into t from missions.tasks where tenant_id = p_tenant and id = r.task_id;
  if t.id is not null then
    perform missions.lock_scope(p_tenant, t.mission_id, t.root_id);
    select * into t from missions.tasks where tenant_id = p_tenant and id = r.task_id for update;
    if t.runs = r.number and (t.status = 'queued' or (t.ended_at is not null and v_owed is not null))
      and not exists (select from missions.steps where tenant_id = p_tenant and task_id = t.id and key = i ->> 'key') then
      perform missions.tell_task(t, p_now, p_actor, 'task.stepped', p_run, 'late/' || (i ->> 'key'), i);
      if t.ended_at is not null then
        perform missions.owe_undo(t, p_now, p_actor, p_config, t.id || '/' || (i ->> 'key'), i ->> 'key', v_owed);
      end if;
    end if;
  end if;
  return missions.superseded(p_tenant, p_run);
end $$;

create or replace function missions.end_mission(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_mission text,
  p_status text, p_result jsonb, p_failure jsonb) returns void language plpgsql as $$
declare
  m missions.missions;
  v_undo jsonb;
  v_unsaid jsonb;
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
      where tenant_id = p_tenant and mission_id = p_mission and undo is not null and status in ('succeeded', 'failed')
      union all
      select end_seq, jsonb_build_object('name', type, 'task', id) || undo from missions.tasks t
      where tenant_id = p_tenant and mission_id = p_mission and undo is not null and (status = 'succeeded'
        or exists (select from missions.runs r where r.tenant_id = p_tenant and r.task_id = t.id and r.status = 'succeeded'))) y;
    select jsonb_agg(jsonb_build_object('name', key, 'failure', failure) order by end_seq desc) into v_unsaid
    from missions.steps where tenant_id = p_tenant and mission_id = p_mission and status = 'failed'
      and missions.is_unsaid(failure);
  end if;
  if v_undo is null then
    perform missions.tell_mission(m, p_now, p_actor, 'mission.' || p_status, 'end/' || m.rev,
      v_end - 'status' || missions.opt('notUndone', v_unsaid));
  else
    perform missions.tell_mission(m, p_now, p_actor, 'mission.compensating', 'end/' || m.rev,
      jsonb_build_object('end', v_end, 'undo', v_undo) || missions.opt('notUndone', v_unsaid));
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

create function missions.others_task(t missions.tasks) returns jsonb language sql stable as $$
  select missions.refused('CONFLICT', 'task ' || t.id || ' was asked for elsewhere already'
    || coalesce(', in mission ' || t.mission_id, ''))
$$;

-- The first of what a task asks for that another wait has asked for, of this task or of another.
create function missions.refuse_others(t missions.tasks, p_asked jsonb) returns jsonb language sql stable as $$
  select missions.others_task(c) from jsonb_array_elements(p_asked) y, jsonb_array_elements(y -> 'events') x
  join missions.tasks c on c.tenant_id = x ->> 'tenantid' and c.id = x ->> 'id'
  where c.parent_id is distinct from t.id or c.parent_key is distinct from y ->> 'key' limit 1
$$;

create or replace function missions.register_waits(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_run text, i jsonb)
  returns jsonb language plpgsql as $$
declare
  t missions.tasks;
  w jsonb;
  f jsonb;
  v_asked jsonb := '[]';
  v_all jsonb;
  v_refused jsonb;
  v_total integer;
  v_suspended boolean := false;
begin
  t := missions.task_of_run(p_tenant, p_run, true);
  if t.id is null then return missions.superseded(p_tenant, p_run); end if;

  -- Everything that is asked for is weighed together, before anything is.
  for w in select x from jsonb_array_elements(i -> 'waits') with ordinality y (x, n)
    where x #>> '{for,kind}' in ('task', 'tasks')
      and not exists (select from missions.steps where tenant_id = p_tenant and task_id = t.id and key = x ->> 'key')
    order by n
  loop
    f := w -> 'for';
    select jsonb_agg(missions.emitted(p_tenant, p_now, p_actor, '/agents/' || t.agent,
        x || '{"isTask": true}', t.mission_id, t.id, t.correlation_id, t.id, t.hops + 1) order by n) into v_all
    from jsonb_array_elements(coalesce(f -> 'requests', jsonb_build_array(f -> 'request'))) with ordinality y (x, n);
    v_asked := v_asked || jsonb_build_array(jsonb_build_object('key', w -> 'key', 'events', v_all));
  end loop;
  if jsonb_array_length(v_asked) > 0 then
    v_refused := missions.refuse_others(t, v_asked);
    if v_refused is not null then return v_refused; end if;
    select jsonb_agg(x) into v_all from jsonb_array_elements(v_asked) y, jsonb_array_elements(y -> 'events') x
    where not exists (select from missions.tasks where tenant_id = p_tenant and id = x ->> 'id');
    if exists (select from jsonb_array_elements(v_all) x where (x ->> 'hops')::int > 64) then
      return missions.refused('HOPS_EXCEEDED', 'the task was caused through too many others');
    end if;
    if v_all is not null and t.mission_id is not null and t.kind <> 'compensation' then
      v_refused := missions.refuse_actions(p_tenant, p_now, p_actor, p_config, t.mission_id, t.id, v_all);
      if v_refused is not null then return v_refused; end if;
    end if;
  end if;

  for w in select x from jsonb_array_elements(i -> 'waits') with ordinality y (x, n)
    where not exists (select from missions.steps where tenant_id = p_tenant and task_id = t.id and key = x ->> 'key')
    order by n
  loop
    f := w -> 'for';
    v_total := case f ->> 'kind' when 'task' then 1 when 'tasks' then jsonb_array_length(f -> 'requests') end;
    if f ->> 'kind' = 'event' and not f ? 'since' then
      f := f || jsonb_build_object('since', missions.iso(t.created_at));
    end if;
    perform missions.tell_task(t, p_now, p_actor, 'task.stepped', p_run, 'wait/' || (w ->> 'key'),
      jsonb_build_object('key', w -> 'key', 'kind', f -> 'kind', 'status', 'waiting', 'startedAt', missions.iso(p_now),
        'pending', coalesce(w -> 'pending', '[]'),
        'for', f - 'request' - 'requests' || missions.opt('total', to_jsonb(v_total))));
    if f ->> 'kind' = 'question' then
      perform missions.tell_task(t, p_now, p_actor, 'question.asked', p_run, 'question/' || (w ->> 'key'),
        f - 'kind' - 'escalate' || jsonb_build_object('key', w -> 'key',
          'id', missions.derive('question', t.id, t.epoch::text, w ->> 'key'),
          'isApproval', coalesce(f -> 'isApproval', 'false')));
    end if;
  end loop;
  perform missions.ask(t, p_now, p_actor, y ->> 'key', (n - 1)::int, x)
  from jsonb_array_elements(v_asked) y, jsonb_array_elements(y -> 'events') with ordinality z (x, n);
  perform missions.count_known(t, p_now, p_actor, y ->> 'key') from jsonb_array_elements(v_asked) y;

  if i ? 'suspend' then
    if exists (select from jsonb_array_elements_text(i -> 'suspend') k
        where not exists (select from missions.steps where tenant_id = p_tenant and task_id = t.id and key = k)) then
      return missions.refused('BAD_REQUEST', 'suspend names a key that is no wait of the task');
    end if;
    v_suspended := not exists (select from missions.steps where tenant_id = p_tenant and task_id = t.id
      and status <> 'waiting' and key in (select jsonb_array_elements_text(i -> 'suspend')));
    if v_suspended then
      perform missions.tell_task(t, p_now, p_actor, 'task.waiting', p_run, 'run/' || p_run,
        jsonb_build_object('keys', i -> 'suspend'));
    end if;
  end if;
  return jsonb_build_object('suspended', v_suspended, 'steps', (
    select coalesce(jsonb_agg(to_jsonb(s) order by s.end_seq nulls last, s.seq), '[]') from missions.steps s
    where tenant_id = p_tenant and task_id = t.id and key in (
      select x ->> 'key' from jsonb_array_elements(i -> 'waits') x
      union select jsonb_array_elements_text(coalesce(i -> 'suspend', '[]')))));
end $$;

create or replace function missions.transition(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_id text, i jsonb)
  returns jsonb language plpgsql as $$
declare
  m missions.missions;
  t missions.tasks;
  x jsonb;
  e jsonb;
  v_events jsonb := '[]';
  v_counted jsonb := '[]';
  v_hops integer;
  v_refused jsonb;
begin
  select * into m from missions.missions where tenant_id = p_tenant and id = p_id for update;
  if m.id is null then return missions.no_mission(p_id); end if;
  if exists (select from missions.handled where tenant_id = p_tenant and mission_id = p_id and event_id = i ->> 'handled') then
    return missions.mission_answer(p_tenant, p_id) || '{"applied": false}';
  end if;
  if m.ended_at is not null or m.phase = 'compensating' then
    return missions.refused('MISSION_ENDED', 'mission ' || p_id || ' ' || coalesce(m.phase, m.status));
  end if;
  if m.planner <> i ->> 'planner' then
    return missions.refused('CONFLICT', 'mission ' || p_id || ' is planned by ' || m.planner);
  end if;
  if m.rev <> (i ->> 'ifRev')::int then return missions.rev_conflict(m, (i ->> 'ifRev')::int); end if;

  select hops + 1 into v_hops from missions.events
  where tenant_id = p_tenant and mission_id = p_id and id = i ->> 'handled';
  for x in select y from jsonb_array_elements(coalesce(i -> 'emit', '[]')) y loop
    e := missions.emitted(p_tenant, p_now, p_actor, '/agents/' || (i ->> 'planner'), x, p_id, m.task_id, m.correlation_id,
      i ->> 'handled', coalesce(v_hops, 1));
    if (e ->> 'hops')::int > 64 then
      return missions.refused('HOPS_EXCEEDED', 'event ' || (e ->> 'id') || ' was caused through too many others');
    end if;
    v_events := v_events || jsonb_build_array(e);
    select * into t from missions.tasks where tenant_id = p_tenant and id = e ->> 'id';
    if t.mission_id is distinct from p_id and t.id is not null and coalesce((x ->> 'isTask')::boolean, false) then
      return missions.others_task(t);
    end if;
    if t.id is null then
      v_counted := v_counted || jsonb_build_array(e);
    end if;
  end loop;
  if jsonb_array_length(v_counted) > 0 then
    v_refused := missions.refuse_actions(p_tenant, p_now, p_actor, p_config, p_id, null, v_counted);
    if v_refused is not null then return v_refused; end if;
  end if;
  perform missions.tell_mission(m, p_now, p_actor, 'mission.transitioned', 'rev/' || m.rev,
    i - 'emit' - 'ifRev' - 'end' || jsonb_build_object('timers', coalesce(i -> 'timers', '[]'),
      'published', (select count(*) from jsonb_array_elements(coalesce(i -> 'emit', '[]')) y where not coalesce((y ->> 'isTask')::boolean, false)),
      'emitted', (select coalesce(jsonb_agg(jsonb_build_object('id', y -> 'id', 'type', y -> 'type', 'topic', y -> 'topic')), '[]')
        from jsonb_array_elements(v_events) y)));
  for x, e in select y, z from rows from (jsonb_array_elements(coalesce(i -> 'emit', '[]')), jsonb_array_elements(v_events)) as w (y, z) loop
    if coalesce((x ->> 'isTask')::boolean, false)
      and not exists (select from missions.tasks where tenant_id = p_tenant and id = e ->> 'id') then
      perform missions.open_task(p_tenant, p_now, p_actor, e ->> 'id', e, 'task', p_id, null,
        jsonb_build_object('parentId', m.task_id));
    end if;
    perform missions.send(p_tenant, e);
  end loop;
  if i ? 'end' then
    perform missions.end_mission(p_tenant, p_now, p_actor, p_config, p_id, i #>> '{end,as}', i #> '{end,result}',
      i #> '{end,failure}');
  end if;
  return missions.mission_answer(p_tenant, p_id) || '{"applied": true}';
end $$;
