-- What is undone is told in facts that fit into events, and what was not undone may be tried again.
-- 1. `mission.compensating` tells as much of what is to be undone as has room beside the end, `mission.undo.listed` the
--    rest, in its order; what cannot be undone and has no room is told as `mission.undo.owed`, one by one.
-- 2. An undoing that failed and is retried is counted where it stands among what is not undone, and holds nothing up.

-- A list in parts that fit into a fact each; part 0 is what has room beside the end of a mission, and may be missing.
create function missions.in_parts(p_list jsonb) returns table (part bigint, items jsonb) language sql stable as $$
  select y.part, jsonb_agg(x order by n) from (
    select n, x, case when total <= 32 * 1024 then 0 else 1 + (total - size) / (128 * 1024) end as part from (
      select n, x, octet_length(x::text) as size, sum(octet_length(x::text)) over (order by n) as total
      from jsonb_array_elements(coalesce(p_list, '[]')) with ordinality z (x, n)) w) y
  group by y.part
$$;

-- What a mission's compensation is told as with its end: as much as has room. The tables have all of it.
create function missions.told_compensation(c jsonb) returns jsonb language plpgsql stable as $$
begin
  if octet_length(c::text) <= 32 * 1024 then return c; end if;
  return jsonb_build_object('isCut', true, 'undone', (
      select coalesce(jsonb_agg(x order by n) filter (where total <= 16 * 1024), '[]') from (
        select n, x, sum(octet_length(x::text)) over (order by n) as total
        from jsonb_array_elements(c -> 'undone') with ordinality y (x, n)) z),
    'notUndone', (
      select coalesce(jsonb_agg(x order by n) filter (where total <= 16 * 1024), '[]') from (
        select n, x, sum(octet_length(x::text)) over (order by n) as total
        from jsonb_array_elements(c -> 'notUndone') with ordinality y (x, n)) z));
end $$;

-- With the end of an undoing; what stood there of an earlier attempt at it goes.
create function missions.compensated(c jsonb, t missions.tasks) returns jsonb language plpgsql stable as $$
declare
  v_others jsonb;
begin
  select coalesce(jsonb_agg(x order by n), '[]') into v_others
  from jsonb_array_elements(c -> 'notUndone') with ordinality y (x, n)
  where t.epoch = 0 or coalesce(x ->> 'taskId', case when x ->> 'name' = t.undoes then t.id end) is distinct from t.id;
  if t.status = 'succeeded' then
    return c || jsonb_build_object('undone', c -> 'undone' || to_jsonb(t.undoes), 'notUndone', v_others);
  end if;
  return c || jsonb_build_object('notUndone',
    v_others || jsonb_build_object('name', t.undoes, 'taskId', t.id, 'failure', t.failure));
end $$;

create or replace function missions.apply(h missions.history) returns void language plpgsql as $$
begin
  if h.type = 'mission.undo.owed' then perform missions.apply_owed(h, h.data);
  elsif h.type = 'mission.undo.listed' then
    update missions.missions set undo = undo || (h.data -> 'undo'), updated_at = h.at
    where tenant_id = h.tenant_id and id = h.mission_id;
  elsif h.type like 'task.%' then
    perform missions.apply_task(h, h.data);
    if h.type = 'task.retried' and h.data ? 'deadline' then perform missions.limit_task(h); end if;
  elsif h.type like 'mission.%' then
    perform missions.apply_mission(h, h.data);
    if h.data ? 'notUndone' then
      update missions.missions set compensation = jsonb_build_object('undone', '[]'::jsonb, 'notUndone', h.data -> 'notUndone')
      where tenant_id = h.tenant_id and id = h.mission_id;
    end if;
  else perform missions.apply_question(h, h.data);
  end if;
end $$;

create function missions.limit_task(h missions.history) returns void language plpgsql as $$
declare
  v_deadline timestamptz := (h.data ->> 'deadline')::timestamptz;
begin
  update missions.tasks set deadline = v_deadline where tenant_id = h.tenant_id and id = h.task_id;
  perform missions.set_timer(h.tenant_id, 'task:' || h.task_id, 'task', v_deadline, h.mission_id, h.task_id, null);
end $$;

create or replace function missions.apply_task_end(h missions.history, d jsonb) returns void language plpgsql as $$
declare
  v_status text := substr(h.type, 6);
  t missions.tasks;
begin
  if h.run_id is not null then
    update missions.runs set status = v_status, failure = d -> 'failure', ended_at = h.at
    where tenant_id = h.tenant_id and id = h.run_id and ended_at is null;
  end if;
  update missions.tasks set status = v_status, result = d -> 'result', failure = d -> 'failure', run_id = null,
    agent = coalesce(agent, d ->> 'agent'), held = false, wait_keys = null, ended_at = h.at, end_seq = h.seq, rev = rev + 1, updated_at = h.at
  where tenant_id = h.tenant_id and id = h.task_id returning * into t;
  if t.deadline is not null or exists (select from missions.steps
      where tenant_id = h.tenant_id and task_id = h.task_id and status = 'waiting') then
    update missions.steps set status = 'cancelled', ended_at = h.at, end_seq = h.seq
    where tenant_id = h.tenant_id and task_id = h.task_id and status = 'waiting';
    update missions.questions set status = 'cancelled'
    where tenant_id = h.tenant_id and task_id = h.task_id and status = 'waiting';
    delete from missions.timers where tenant_id = h.tenant_id and task_id = h.task_id;
  end if;
  if t.parent_key is not null then
    update missions.steps set succeeded = succeeded + (v_status = 'succeeded')::int,
      failed = failed + (v_status <> 'succeeded')::int
    where tenant_id = h.tenant_id and task_id = t.parent_id and key = t.parent_key and status = 'waiting';
  end if;
  if t.kind = 'compensation' then
    update missions.missions set undo_at = undo_at + (t.epoch = 0)::int, updated_at = h.at,
      compensation = missions.compensated(compensation, t)
    where tenant_id = h.tenant_id and id = h.mission_id;
  end if;
end $$;

create or replace function missions.end_locked(t missions.tasks, p_now timestamptz, p_actor text, p_config jsonb, p_status text,
  p_result jsonb, p_failure jsonb) returns boolean language plpgsql as $$
declare
  v_child text;
begin
  if t.id is null or t.ended_at is not null then return false; end if;
  perform missions.tell_task(t, p_now, p_actor, 'task.' || p_status, t.run_id, 'end',
    missions.opt('result', p_result) || missions.opt('failure', p_failure) || missions.opt('agent', to_jsonb(t.agent)));
  t.status := p_status;
  t.result := p_result;
  t.failure := p_failure;
  perform missions.note_breaker(t, p_now, p_config);
  for v_child in select id from missions.tasks
    where tenant_id = t.tenant_id and parent_id = t.id and parent_key is not null and ended_at is null order by id
  loop
    perform missions.end_task(t.tenant_id, p_now, p_actor, p_config, v_child, 'cancelled', null,
      missions.failure('CANCELLED', 'the task that asked for it has ended', '/tasks/' || t.id));
  end loop;
  if t.parent_key is not null then perform missions.join_ended(p_now, p_actor, t); end if;
  if t.kind = 'goal' then perform missions.goal_ended(t, p_now, p_actor, p_config); end if;
  -- One that was tried again holds nothing up: what comes after it was asked for when it ended first.
  if t.kind = 'compensation' and t.epoch = 0 then
    perform missions.undo_next(t.tenant_id, p_now, p_actor, t.mission_id, p_config);
  end if;
  return true;
end $$;

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
      m.ending - 'status' || jsonb_build_object('compensation', missions.told_compensation(m.compensation)));
    return;
  end if;
  perform missions.ask_undo(m, p_now, p_actor, p_config, missions.derive('undo', m.id, m.rev::text, m.undo_at::text), u);
end $$;

create or replace function missions.end_mission(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_mission text,
  p_status text, p_result jsonb, p_failure jsonb) returns void language plpgsql as $$
declare
  m missions.missions;
  v_undo jsonb;
  v_unsaid jsonb;
  v_said jsonb;
  v_part record;
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
    select jsonb_agg(jsonb_build_object('name', key, 'task', task_id, 'failure', failure) order by end_seq desc) into v_unsaid
    from missions.steps where tenant_id = p_tenant and mission_id = p_mission and status = 'failed'
      and missions.is_unsaid(failure);
  end if;
  select jsonb_agg(x - 'task' order by n) into v_said
  from missions.in_parts(v_unsaid) y, jsonb_array_elements(y.items) with ordinality z (x, n) where y.part = 0;
  if v_undo is null then
    perform missions.tell_mission(m, p_now, p_actor, 'mission.' || p_status, 'end/' || m.rev,
      v_end - 'status' || missions.opt('notUndone', v_said));
  else
    perform missions.tell_mission(m, p_now, p_actor, 'mission.compensating', 'end/' || m.rev,
      jsonb_build_object('end', v_end, 'undo', coalesce((select items from missions.in_parts(v_undo) where part = 0), '[]'))
        || missions.opt('notUndone', v_said));
    for v_part in select * from missions.in_parts(v_undo) where part > 0 order by part loop
      perform missions.tell_mission(m, p_now, p_actor, 'mission.undo.listed', 'undo/' || m.rev || '/' || v_part.part,
        jsonb_build_object('undo', v_part.items));
    end loop;
  end if;
  for v_part in select y.part, x from missions.in_parts(v_unsaid) y, jsonb_array_elements(y.items) with ordinality z (x, n)
    where y.part > 0 order by y.part, n
  loop
    perform missions.tell_mission(m, p_now, p_actor, 'mission.undo.owed',
      (v_part.x ->> 'task') || '/' || (v_part.x ->> 'name'), v_part.x);
  end loop;
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

create or replace function missions.retry_task(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_id text, i jsonb)
  returns jsonb language plpgsql as $$
declare
  t missions.tasks;
  v_parent missions.tasks;
  m missions.missions;
begin
  select * into t from missions.tasks where tenant_id = p_tenant and id = p_id;
  if t.id is null then return missions.refused('NOT_FOUND', 'there is no task ' || p_id); end if;
  perform missions.lock_scope(p_tenant, t.mission_id, t.root_id);
  select * into m from missions.missions where tenant_id = p_tenant and id = t.mission_id;
  select * into t from missions.tasks where tenant_id = p_tenant and id = p_id for update;
  if t.status not in ('failed', 'timed_out') then
    return missions.refused('CONFLICT', 'task ' || p_id || ' is ' || t.status || ': only a failed one is retried');
  end if;
  -- What was not undone may still be, whatever became of its mission.
  if t.kind = 'compensation' then
    i := i || jsonb_build_object('deadline',
      missions.iso(p_now + make_interval(secs => (p_config ->> 'compensationMs')::float8 / 1000)));
  elsif m.phase = 'compensating' or m.compensation is not null or m.status in ('succeeded', 'cancelled') then
    return missions.refused('MISSION_ENDED', 'mission ' || m.id || ' ' || coalesce(m.phase, m.status)
      || case when m.compensation is null then '' else ' and undid what was done' end);
  end if;
  -- Nobody would hear what comes of it.
  if m.ended_at is not null and m.planner is not null and t.kind <> 'compensation' then
    return missions.refused('MISSION_ENDED', 'mission ' || m.id || ' ' || m.status || ', and ' || m.planner
      || ' plans it no more', jsonb_build_object('hint', 'troupe missions replay ' || m.id));
  end if;
  select * into v_parent from missions.tasks where tenant_id = p_tenant and id = t.parent_id;
  if v_parent.ended_at is not null and t.kind = 'task' then
    return missions.refused('CONFLICT', 'task ' || v_parent.id || ', which asked for it, ' || v_parent.status,
      case when v_parent.status in ('failed', 'timed_out')
        then jsonb_build_object('hint', 'troupe tasks retry ' || v_parent.id) else '{}' end);
  end if;
  if m.ended_at is not null and t.kind <> 'compensation' then
    perform missions.tell_mission(m, p_now, p_actor, 'mission.resumed', 'rev/' || m.rev, '{"reopened": true}');
  end if;
  perform missions.tell_task(t, p_now, p_actor, 'task.retried', null, 'retry',
    i || jsonb_build_object('wake', t.wakes + 1));
  t.epoch := t.epoch + 1;
  perform missions.send_again(t, p_now, t.wakes + 1);
  select * into t from missions.tasks where tenant_id = p_tenant and id = p_id;
  return jsonb_build_object('task', to_jsonb(t));
end $$;
