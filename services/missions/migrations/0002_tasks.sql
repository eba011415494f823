-- What follows from the begin and the end of tasks and missions.
-- 1. Locks are taken in one order: the mission's row (outside missions: the row of the tree's first task), then tasks.
--    Who changes more than one task holds that first row, so a fan-in is counted by one at a time.
-- 2. Every function that decides reads after it has locked.
-- 3. Events that are sent stand in the outbox behind the facts that sent them.

create function missions.lock_scope(p_tenant text, p_mission text, p_root text) returns void language plpgsql as $$
begin
  if p_mission is not null then
    perform 1 from missions.missions where tenant_id = p_tenant and id = p_mission for update;
  else
    perform 1 from missions.tasks where tenant_id = p_tenant and id = p_root for update;
  end if;
end $$;

-- The event that an emission becomes; `p_x` is an Emitted.
create function missions.emitted(p_tenant text, p_now timestamptz, p_actor text, p_source text, p_x jsonb, p_mission text,
  p_task text, p_correlation text, p_causation text, p_hops integer) returns jsonb language sql stable as $$
  select jsonb_strip_nulls(jsonb_build_object('specversion', '1.0', 'id', p_x -> 'id', 'source', p_source,
      'type', p_x -> 'type', 'topic', p_x -> 'topic', 'time', missions.iso(p_now), 'datacontenttype', 'application/json',
      'dataschema', p_x -> 'dataschema', 'tenantid', p_tenant, 'actor', p_actor,
      'correlationid', coalesce(p_x ->> 'correlationId', p_correlation),
      'causationid', coalesce(p_x ->> 'causationId', p_causation),
      'missionid', coalesce(p_x ->> 'missionId', p_mission), 'taskid', coalesce(p_x ->> 'taskId', p_task),
      'contentid', p_x -> 'contentId',
      'replytype', p_x -> 'replyType',
      'replytopic', coalesce(p_x ->> 'replyTopic', case when (p_x ->> 'isTask')::boolean then 'action-results' end),
      'hops', coalesce((p_x ->> 'hops')::int, p_hops), 'traceparent', p_x -> 'traceparent', 'tracestate', p_x -> 'tracestate',
      'subject', p_x -> 'subject', 'partitionkey', p_x -> 'partitionKey', 'deliverat', p_x -> 'deliverAt',
      'expiresat', p_x -> 'expiresAt', 'sensitive', p_x -> 'sensitive'))
    || missions.opt('data', p_x -> 'data')
$$;

-- Makes a task of a request; the one that is there when it is known. `p_more` adds to what is told of it.
create function missions.open_task(p_tenant text, p_now timestamptz, p_actor text, p_id text, e jsonb, p_kind text,
  p_mission text, p_root text, p_more jsonb) returns missions.tasks language plpgsql as $$
declare
  t missions.tasks;
begin
  perform missions.tell(p_tenant, p_now, p_actor, 'task.created', p_mission, p_id, null, e ->> 'correlationid', 'created',
    jsonb_build_object('kind', p_kind, 'rootId', coalesce(p_root, p_id), 'request', e) || p_more);
  select * into t from missions.tasks where tenant_id = p_tenant and id = p_id for update;
  if t.takes is not null and t.runs = 0 then perform missions.take_recordings(t, p_now, p_actor); end if;
  return t;
end $$;

-- Sends the task's request to its own group once more.
create function missions.send_again(t missions.tasks, p_now timestamptz, p_wake integer) returns void language sql as $$
  select missions.send(t.tenant_id, (t.request - 'deliverat' - 'expiresat')
    || jsonb_build_object('id', missions.derive('wake', t.id, t.epoch::text, p_wake::text), 'wakes', t.id,
      'time', missions.iso(p_now)), t.grp)
$$;

create function missions.wake(t missions.tasks, p_now timestamptz, p_actor text) returns void language plpgsql as $$
begin
  perform missions.tell_task(t, p_now, p_actor, 'task.resumed', null, 'wake/' || (t.wakes + 1),
    jsonb_build_object('wake', t.wakes + 1));
  perform missions.send_again(t, p_now, t.wakes + 1);
end $$;

-- Ends a wait and, when the task was waiting for it, wakes the task. False when it was over.
create function missions.end_wait(p_tenant text, p_now timestamptz, p_actor text, p_task text, p_key text, p_status text,
  p_result jsonb, p_failure jsonb) returns boolean language plpgsql as $$
declare
  t missions.tasks;
begin
  select * into t from missions.tasks where tenant_id = p_tenant and id = p_task for update;
  if t.id is null or t.ended_at is not null or not exists (select from missions.steps
      where tenant_id = p_tenant and task_id = p_task and key = p_key and status = 'waiting') then
    return false;
  end if;
  perform missions.tell_task(t, p_now, p_actor, 'task.waited', null, 'waited/' || p_key,
    jsonb_build_object('key', p_key, 'status', p_status) || missions.opt('result', p_result)
      || missions.opt('failure', p_failure));
  if t.status = 'waiting' and p_key = any (t.wait_keys) then perform missions.wake(t, p_now, p_actor); end if;
  return true;
end $$;

-- Looks whether a wait for sub-tasks is over, now that one of them ended.
create function missions.join_ended(p_now timestamptz, p_actor text, c missions.tasks) returns void language plpgsql as $$
declare
  s missions.steps;
  v_policy text;
  v_need integer;
  v_why jsonb;
begin
  select * into s from missions.steps where tenant_id = c.tenant_id and task_id = c.parent_id and key = c.parent_key;
  if s.key is null or s.status <> 'waiting' then return; end if;
  v_why := missions.failure('SUBTASK_FAILED', 'task ' || c.type || ' ' || c.status, '/tasks/' || c.id, c.failure);
  if s.kind = 'task' then
    if c.status = 'succeeded' then
      perform missions.end_wait(c.tenant_id, p_now, p_actor, c.parent_id, s.key, 'succeeded', coalesce(c.result, 'null'), null);
    else
      perform missions.end_wait(c.tenant_id, p_now, p_actor, c.parent_id, s.key, 'failed', null, v_why);
    end if;
    return;
  end if;
  v_policy := s.spec #>> '{join,policy}';
  if v_policy = 'settled' then
    v_need := s.total;
    s.succeeded := s.succeeded + s.failed;
    s.failed := 0;
  else
    v_need := case v_policy when 'any' then 1 when 'quorum' then (s.spec #>> '{join,count}')::int else s.total end;
  end if;
  if s.succeeded >= v_need then
    perform missions.end_wait(c.tenant_id, p_now, p_actor, c.parent_id, s.key, 'succeeded', null, null);
  elsif s.failed > s.total - v_need then
    perform missions.end_wait(c.tenant_id, p_now, p_actor, c.parent_id, s.key, 'failed', null, v_why);
  end if;
end $$;

-- Ends a task, with whatever that leads to. The scope is locked. False when it had ended.
create function missions.end_task(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_task text,
  p_status text, p_result jsonb, p_failure jsonb) returns boolean language plpgsql as $$
declare
  t missions.tasks;
begin
  select * into t from missions.tasks where tenant_id = p_tenant and id = p_task for update;
  return missions.end_locked(t, p_now, p_actor, p_config, p_status, p_result, p_failure);
end $$;

-- As `end_task`, of a task that was read under its lock.
create function missions.end_locked(t missions.tasks, p_now timestamptz, p_actor text, p_config jsonb, p_status text,
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
  if t.kind = 'compensation' then perform missions.undo_next(t.tenant_id, p_now, p_actor, t.mission_id, p_config); end if;
  return true;
end $$;

create function missions.goal_ended(t missions.tasks, p_now timestamptz, p_actor text, p_config jsonb) returns void
  language plpgsql as $$
declare
  v_planner text;
begin
  select planner into v_planner from missions.missions where tenant_id = t.tenant_id and id = t.mission_id;
  if v_planner is not null then return; end if;
  perform missions.end_mission(t.tenant_id, p_now, p_actor, p_config, t.mission_id, t.status, t.result,
    case when t.status = 'succeeded' then null
      else missions.failure(coalesce(t.failure ->> 'code', 'TASK_FAILED'),
        coalesce(t.failure ->> 'message', 'the goal''s task ' || t.status), '/tasks/' || t.id, t.failure) end);
end $$;

-- What came of a mission so far.
create function missions.partial(m missions.missions) returns jsonb
  language plpgsql stable as $$
begin
  return (
  select missions.opt('state', m.state) || jsonb_build_object(
    'steps', (select coalesce(jsonb_object_agg(key, result), '{}') from missions.steps
      where tenant_id = m.tenant_id and task_id = m.task_id and status = 'succeeded' and kind <> 'tasks'),
    'tasks', (select coalesce(jsonb_agg(x), '[]') from (
      select jsonb_build_object('taskId', id, 'type', type, 'result', result) as x from missions.tasks
      where tenant_id = m.tenant_id and mission_id = m.id and kind = 'task' and status = 'succeeded'
      order by end_seq limit 20) y))
  );
end $$;

-- Ends a mission: at once, or after what was done is undone. Its open tasks are cancelled. The mission is locked.
create function missions.end_mission(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_mission text,
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
      select end_seq, jsonb_build_object('name', type, 'task', id) || undo from missions.tasks
      where tenant_id = p_tenant and mission_id = p_mission and undo is not null and status = 'succeeded') y;
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

-- Asks for the next undoing of a mission that compensates, or ends the mission when nothing is left.
create function missions.undo_next(p_tenant text, p_now timestamptz, p_actor text, p_mission text, p_config jsonb)
  returns void language plpgsql as $$
declare
  m missions.missions;
  u jsonb;
  e jsonb;
  v_id text;
begin
  select * into m from missions.missions where tenant_id = p_tenant and id = p_mission for update;
  if m.phase is distinct from 'compensating' then return; end if;
  u := m.undo -> m.undo_at;
  if u is null then
    perform missions.tell_mission(m, p_now, p_actor, 'mission.' || (m.ending ->> 'status'), 'end/' || m.rev,
      m.ending - 'status' || jsonb_build_object('compensation', m.compensation));
    return;
  end if;
  v_id := missions.derive('undo', m.id, m.rev::text, m.undo_at::text);
  e := missions.emitted(p_tenant, p_now, m.created_by, 'urn:troupe:missions',
    u || jsonb_build_object('id', v_id, 'isTask', true), m.id, v_id, m.correlation_id, u ->> 'task', 1);
  perform missions.open_task(p_tenant, p_now, p_actor, v_id, e, 'compensation', m.id, null,
    jsonb_build_object('undoes', u ->> 'name', 'deadline',
      missions.iso(p_now + make_interval(secs => (p_config ->> 'compensationMs')::float8 / 1000))));
  perform missions.send(p_tenant, e);
end $$;

-- Counts failures of an agent at a type; enough of them in a row hold it back for a while.
create function missions.note_breaker(t missions.tasks, p_now timestamptz, p_config jsonb) returns void
  language plpgsql as $$
declare
  b missions.breakers;
  v_window interval := make_interval(secs => (p_config ->> 'breakerWindowMs')::float8 / 1000);
begin
  if t.status = 'cancelled' or t.agent is null then return; end if;
  if t.status = 'succeeded' then
    delete from missions.breakers where tenant_id = t.tenant_id and type = t.type and agent = t.agent;
    return;
  end if;
  insert into missions.breakers (tenant_id, type, agent, failures, failed_at)
  values (t.tenant_id, t.type, t.agent, 1, p_now)
  on conflict (tenant_id, type, agent) do update set failed_at = p_now, failures =
    case when missions.breakers.failed_at < p_now - v_window then 1 else missions.breakers.failures + 1 end
  returning * into b;
  if b.failures >= (p_config ->> 'breakerFailures')::int then
    update missions.breakers set opened_at = p_now,
      until = p_now + make_interval(secs => (p_config ->> 'breakerOpenMs')::float8 / 1000)
    where tenant_id = b.tenant_id and type = b.type and agent = b.agent;
  end if;
end $$;

-- Milliseconds until an agent may be given a type again; null when it may. Once the time is up one try is let through.
create function missions.held_back(p_tenant text, p_now timestamptz, p_config jsonb, p_type text, p_agent text)
  returns integer language plpgsql as $$
declare
  b missions.breakers;
begin
  select * into b from missions.breakers
  where tenant_id = p_tenant and type = p_type and agent = p_agent and until is not null;
  if b.type is null then return null; end if;
  if b.until > p_now then return ceil(extract(epoch from b.until - p_now) * 1000); end if;
  update missions.breakers set until = p_now + make_interval(secs => (p_config ->> 'breakerOpenMs')::float8 / 1000)
  where tenant_id = p_tenant and type = p_type and agent = p_agent;
  return null;
end $$;

-- Why a mission's budget does not allow more actions, or null. `p_events` are those that are asked for together.
create function missions.over_budget(m missions.missions, p_parent text, p_events jsonb) returns text
  language plpgsql as $$
declare
  b jsonb := m.budget;
  v_count integer := jsonb_array_length(p_events);
  v_hops integer;
  v_repeated text;
begin
  if b ? 'actions' and m.spent_actions + v_count > (b ->> 'actions')::int then
    return 'actions: ' || m.spent_actions + v_count || ' of ' || (b ->> 'actions');
  end if;
  select max((x ->> 'hops')::int) into v_hops from jsonb_array_elements(p_events) x;
  if b ? 'hops' and v_hops > (b ->> 'hops')::int then
    return 'hops: ' || v_hops || ' of ' || (b ->> 'hops');
  end if;
  if b ? 'repeats' then
    select x.type || ': ' || x.n + coalesce(a.count, 0) || ' times, ' || (b ->> 'repeats') || ' are allowed' into v_repeated
    from (select missions.action_hash(y) as hash, min(y ->> 'type') as type, count(*) as n
      from jsonb_array_elements(p_events) y group by 1) x
    left join missions.actions a on a.tenant_id = m.tenant_id and a.mission_id = m.id and a.hash = x.hash
    where x.n + coalesce(a.count, 0) > (b ->> 'repeats')::int limit 1;
    if v_repeated is not null then return 'repeats: ' || v_repeated; end if;
  end if;
  return missions.circle(m.tenant_id, p_parent, p_events);
end $$;

-- A chain of tasks in which the same action asks for itself for the third time goes in a circle.
create function missions.circle(p_tenant text, p_parent text, p_events jsonb) returns text
  language plpgsql stable as $$
begin
  return (
  with recursive above as (
    select id, parent_id, request, 1 as depth from missions.tasks where tenant_id = p_tenant and id = p_parent
    union all
    select t.id, t.parent_id, t.request, depth + 1 from above a
    join missions.tasks t on t.tenant_id = p_tenant and t.id = a.parent_id where depth < 64)
  select 'cycle: ' || min(request ->> 'type') || ' asks for itself' from above
  where request ->> 'type' in (select x ->> 'type' from jsonb_array_elements(p_events) x)
    and missions.action_hash(request) in (select missions.action_hash(x) from jsonb_array_elements(p_events) x)
  having count(*) >= 2
  );
end $$;

-- Takes actions from a mission's budget; what does not fit ends the mission. The mission is locked.
create function missions.refuse_actions(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_mission text,
  p_parent text, p_events jsonb) returns jsonb language plpgsql as $$
declare
  m missions.missions;
  v_why text;
begin
  select * into m from missions.missions where tenant_id = p_tenant and id = p_mission for update;
  if m.ended_at is not null then
    return missions.refused('MISSION_ENDED', 'mission ' || m.id || ' ' || m.status);
  end if;
  v_why := missions.over_budget(m, p_parent, p_events);
  if v_why is null then return null; end if;
  return missions.exceed(m, p_now, p_actor, p_config, v_why);
end $$;

create function missions.exceed(m missions.missions, p_now timestamptz, p_actor text, p_config jsonb, p_why text)
  returns jsonb language plpgsql as $$
begin
  perform missions.end_mission(m.tenant_id, p_now, p_actor, p_config, m.id, 'failed', null,
    missions.failure('BUDGET_EXCEEDED', p_why, '/missions/' || m.id));
  return missions.refused('BUDGET_EXCEEDED', p_why);
end $$;

-- What a command answers that is not carried out; its caller makes a problem of it.
create function missions.refused(p_code text, p_detail text, p_more jsonb default '{}') returns jsonb
  language sql stable as $$
  select jsonb_build_object('refused', jsonb_build_object('code', p_code, 'detail', p_detail) || p_more)
$$;
