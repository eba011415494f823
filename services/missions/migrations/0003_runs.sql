-- What agents tell of the runs they hold. `i` is the request's body; each answers with rows, or with what refused it.

create function missions.begin_run(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_run text, i jsonb)
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
  v_deadline := t.created_at + make_interval(secs => (i ->> 'timeoutMs')::float8 / 1000);
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

-- The task of a run that may write, locked; null when it may not. Emissions and waits lock the scope first.
create function missions.task_of_run(p_tenant text, p_run text, p_scope boolean) returns missions.tasks
  language plpgsql as $$
declare
  t missions.tasks;
begin
  if p_scope then
    select x.* into t from missions.runs r join missions.tasks x on x.tenant_id = r.tenant_id and x.id = r.task_id
    where r.tenant_id = p_tenant and r.id = p_run;
    if not found then return null; end if;
    perform missions.lock_scope(p_tenant, t.mission_id, t.root_id);
  end if;
  select * into t from missions.tasks where tenant_id = p_tenant and run_id = p_run
    and id = (select task_id from missions.runs where tenant_id = p_tenant and id = p_run) for update;
  return t;
end $$;

create function missions.superseded(p_tenant text, p_run text) returns jsonb
  language plpgsql stable as $$
begin
  return (
  select case when exists (select from missions.runs where tenant_id = p_tenant and id = p_run)
    then missions.refused('RUN_SUPERSEDED', 'run ' || p_run || ' may write no more')
    else missions.refused('NOT_FOUND', 'there is no run ' || p_run) end
  );
end $$;

-- A step is what a task does most, so it is told and applied here with nothing that only others need. `i` is the fact's
-- data: the entry with its status; the caller knows of the fact all but what is answered. The entry's key guards it from
-- being told twice, so its id is a new one. An entry that is there already is answered as it is.
create function missions.record_step(p_tenant text, p_now timestamptz, p_actor text, p_run text, p_id text, i jsonb)
  returns jsonb language plpgsql as $$
declare
  v_task text;
  v_mission text;
  v_correlation text;
  v_seq bigint := nextval('missions.seq');
begin
  select id, mission_id, correlation_id into v_task, v_mission, v_correlation from missions.tasks
  where tenant_id = p_tenant and run_id = p_run
    and id = (select task_id from missions.runs where tenant_id = p_tenant and id = p_run) for update;
  if not found then return missions.superseded(p_tenant, p_run); end if;
  insert into missions.steps (tenant_id, task_id, key, kind, mission_id, run_id, status, result, failure, pending, undo,
    tokens, cost, started_at, ended_at, seq, end_seq)
  values (p_tenant, v_task, i ->> 'key', i ->> 'kind', v_mission, p_run, i ->> 'status', i -> 'result', i -> 'failure',
    i -> 'pending', i -> 'undo', (i ->> 'tokens')::int, (i ->> 'cost')::float8, (i ->> 'startedAt')::timestamptz, p_now,
    v_seq, v_seq)
  on conflict (task_id, key, tenant_id) do nothing;
  if not found then
    return (select jsonb_build_object('step', to_jsonb(s)) from missions.steps s
      where tenant_id = p_tenant and task_id = v_task and key = i ->> 'key');
  end if;
  insert into missions.history (seq, tenant_id, id, type, at, mission_id, task_id, run_id, actor, causation_id,
    correlation_id, data)
  values (v_seq, p_tenant, p_id, 'task.stepped', p_now, v_mission, v_task, p_run, p_actor, v_task, v_correlation, i);
  insert into missions.outbox (seq, tenant_id) values (v_seq, p_tenant);
  return jsonb_build_object('seq', v_seq, 'task', v_task, 'mission', v_mission, 'correlation', v_correlation);
end $$;

-- A step that is an event, which leaves with the entry. An entry that is there already is answered as it is.
create function missions.record_emission(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_run text, i jsonb)
  returns jsonb language plpgsql as $$
declare
  t missions.tasks;
  s missions.steps;
  x jsonb := i -> 'emit';
  e jsonb;
  v_refused jsonb;
  v_emit jsonb;
begin
  t := missions.task_of_run(p_tenant, p_run, true);
  if t.id is null then return missions.superseded(p_tenant, p_run); end if;
  select * into s from missions.steps where tenant_id = p_tenant and task_id = t.id and key = i ->> 'key';
  if s.key is not null then return jsonb_build_object('step', to_jsonb(s)); end if;
  e := missions.emitted(p_tenant, p_now, p_actor, '/agents/' || t.agent, x, t.mission_id, t.id, t.correlation_id, t.id,
    t.hops + 1);
  if (e ->> 'hops')::int > 64 then return missions.refused('HOPS_EXCEEDED', 'the event was caused through too many others'); end if;
  if t.mission_id is not null and t.kind <> 'compensation' then
    v_refused := missions.refuse_actions(p_tenant, p_now, p_actor, p_config, t.mission_id, t.id, jsonb_build_array(e));
    if v_refused is not null then return v_refused; end if;
  end if;
  v_emit := jsonb_build_object('id', e -> 'id', 'type', e -> 'type', 'topic', e -> 'topic')
    || case when (x ->> 'isTask')::boolean then '{}'::jsonb
      else jsonb_build_object('hash', missions.action_hash(e), 'hops', e -> 'hops') end;
  perform missions.tell_task(t, p_now, p_actor, 'task.stepped', p_run, 'step/' || (i ->> 'key'),
    i || jsonb_build_object('emit', v_emit));
  if (x ->> 'isTask')::boolean and not exists (select from missions.tasks where tenant_id = p_tenant and id = e ->> 'id') then
    perform missions.open_task(p_tenant, p_now, p_actor, e ->> 'id', e, 'task', t.mission_id, t.root_id,
      jsonb_build_object('parentId', t.id) || case when t.kind = 'compensation' then '{"free": true}'::jsonb else '{}' end);
  end if;
  perform missions.send(p_tenant, e);
  return jsonb_build_object('task', t.id, 'mission', t.mission_id, 'at', missions.iso(p_now));
end $$;

-- Asks for one sub-task of a wait. One that was asked for before is taken over: counted, or tried again once it failed.
create function missions.ask(t missions.tasks, p_now timestamptz, p_actor text, p_key text, p_index integer, e jsonb)
  returns void language plpgsql as $$
declare
  c missions.tasks;
begin
  select * into c from missions.tasks where tenant_id = t.tenant_id and id = e ->> 'id' for update;
  if c.id is null then
    perform missions.open_task(t.tenant_id, p_now, p_actor, e ->> 'id', e, 'task', t.mission_id, t.root_id,
      jsonb_build_object('parentId', t.id, 'parentKey', p_key, 'parentIndex', p_index)
      || case when t.kind = 'compensation' then '{"free": true}'::jsonb else '{}' end
      || missions.opt('takes', to_jsonb(missions.counterpart(t, p_key, p_index))));
    perform missions.send(t.tenant_id, e);
  elsif c.parent_id is distinct from t.id then
    return;
  elsif c.status in ('failed', 'timed_out', 'cancelled') then
    perform missions.tell_task(c, p_now, p_actor, 'task.retried', null, 'retry', jsonb_build_object('wake', c.wakes + 1));
    c.epoch := c.epoch + 1;
    perform missions.send_again(c, p_now, c.wakes + 1);
  end if;
end $$;

create function missions.register_waits(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_run text, i jsonb)
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

-- Sub-tasks that had succeeded before the wait was registered may be enough.
create function missions.count_known(t missions.tasks, p_now timestamptz, p_actor text, p_key text) returns void
  language plpgsql as $$
declare
  c missions.tasks;
begin
  select * into c from missions.tasks
  where tenant_id = t.tenant_id and parent_id = t.id and parent_key = p_key and status = 'succeeded' limit 1;
  if c.id is not null then perform missions.join_ended(p_now, p_actor, c); end if;
end $$;

create function missions.finish_run(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_run text, i jsonb)
  returns jsonb language plpgsql as $$
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
    return missions.superseded(p_tenant, p_run);
  end if;
  if i ->> 'outcome' = 'failed' and coalesce((i ->> 'retry')::boolean, false) then
    perform missions.tell_task(t, p_now, p_actor, 'task.run.ended', p_run, 'run/' || p_run || '/end',
      jsonb_build_object('status', 'failed', 'failure', i -> 'failure'));
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

-- The end of a task that was done without a run; its answer leaves with it.
create function missions.answer_task(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_task text, i jsonb)
  returns jsonb language plpgsql as $$
declare
  t missions.tasks;
begin
  select * into t from missions.tasks where tenant_id = p_tenant and id = p_task;
  if t.id is null then return missions.refused('NOT_FOUND', 'there is no task ' || p_task); end if;
  if t.mission_id is not null or t.root_id <> t.id then perform missions.lock_scope(p_tenant, t.mission_id, t.root_id); end if;
  select * into t from missions.tasks where tenant_id = p_tenant and id = p_task for update;
  if t.runs > 0 or t.status not in ('queued', 'succeeded') then
    return missions.refused('RUN_SUPERSEDED', 'task ' || p_task || ' is ' || t.status || ' after ' || t.runs || ' runs');
  elsif t.status = 'queued' then
    t.agent := i ->> 'agent';
    perform missions.send(p_tenant, missions.emitted(p_tenant, p_now, p_actor, '/agents/' || t.agent, i -> 'reply',
      t.mission_id, t.request ->> 'taskid', t.correlation_id, t.id, least(t.hops + 1, 64)));
    perform missions.end_locked(t, p_now, p_actor, p_config, 'succeeded', coalesce(i -> 'result', 'null'), null);
    select * into t from missions.tasks where tenant_id = p_tenant and id = p_task;
  end if;
  return jsonb_build_object('task', to_jsonb(t));
end $$;

create function missions.tell_progress(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_run text, i jsonb)
  returns jsonb language plpgsql as $$
declare
  t missions.tasks := missions.task_of_run(p_tenant, p_run, false);
begin
  if t.id is null then return missions.superseded(p_tenant, p_run); end if;
  perform missions.tell_task(t, p_now, p_actor, 'task.progressed', p_run, 'progress/' || t.rev, i);
  return '{}';
end $$;

-- Runs that live, and those that are no longer wanted. A run of a paused mission is let go, and sent again at its resume.
create function missions.heartbeat(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_runs jsonb)
  returns jsonb language plpgsql as $$
declare
  v_stop jsonb := '[]';
  v_run text;
  v_reason text;
  v_phase text;
  r missions.runs;
  t missions.tasks;
begin
  for v_run in select jsonb_array_elements_text(p_runs) order by 1 loop
    v_phase := null;
    select * into r from missions.runs where tenant_id = p_tenant and id = v_run;
    select * into t from missions.tasks where tenant_id = p_tenant and id = r.task_id;
    if t.mission_id is not null then
      select phase into v_phase from missions.missions where tenant_id = p_tenant and id = t.mission_id;
    end if;
    v_reason := case when t.status = 'cancelled' then 'cancelled' when t.status = 'timed_out' then 'timed_out'
      when t.run_id is distinct from v_run or r.id is null then 'superseded' when v_phase = 'paused' then 'paused' end;
    if v_reason = 'paused' then
      t := missions.task_of_run(p_tenant, v_run, true);
      continue when t.id is null;
      perform missions.tell_task(t, p_now, p_actor, 'task.run.ended', v_run, 'run/' || v_run || '/end',
        jsonb_build_object('status', 'cancelled', 'held', true));
    end if;
    if v_reason is not null then v_stop := v_stop || jsonb_build_object('run', v_run, 'reason', v_reason); end if;
  end loop;
  for v_run in select jsonb_array_elements_text(p_runs) order by 1 loop
    update missions.runs set seen_at = p_now, lease_until = p_now + make_interval(secs => lease_ms::float8 / 1000)
    where tenant_id = p_tenant and id = v_run and ended_at is null;
  end loop;
  return jsonb_build_object('stop', v_stop);
end $$;
