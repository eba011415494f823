-- Whose deed and whose fault: a mission undoes nothing that it took over from another, an agent is not held back for data
-- that did not fit, nor from what it has begun.

create or replace function missions.note_breaker(t missions.tasks, p_now timestamptz, p_config jsonb) returns void
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
  -- Its time was up while it waited, or its mission's was; or it let a failure through that it was told of.
  if (t.status = 'timed_out' and t.run_id is null) or t.failure ->> 'at' like '/missions/%'
    or (t.status = 'failed' and t.failure ->> 'code' in ('SUBTASK_FAILED', 'TIMED_OUT', 'HOPS_EXCEEDED', 'SCHEMA_MISMATCH')) then
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
  -- What goes on after a wait, or is tried again by hand, has its turn.
  if not e ? 'wakes' then v_wait := missions.held_back(p_tenant, p_now, p_config, t.type, i ->> 'agent'); end if;
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

create or replace function missions.take_recordings(t missions.tasks, p_now timestamptz, p_actor text) returns void
  language plpgsql as $$
declare
  v_replay jsonb;
  v_cut bigint;
  s missions.steps;
begin
  select replay into v_replay from missions.missions where tenant_id = t.tenant_id and id = t.mission_id;
  select end_seq into v_cut from missions.steps
  where tenant_id = t.tenant_id and task_id = v_replay ->> 'task' and key = v_replay ->> 'from';
  for s in select * from missions.steps where tenant_id = t.tenant_id and task_id = t.takes
    and kind in ('code', 'llm', 'shell') and status in ('succeeded', 'failed') and (v_cut is null or end_seq <= v_cut)
    order by end_seq
  loop
    if s.end_seq = v_cut then
      continue when not v_replay ? 'data';
      s.result := v_replay -> 'data';
      s.status := 'succeeded';
      s.failure := null;
    end if;
    perform missions.tell_task(t, p_now, p_actor, 'task.stepped', null, 'step/' || s.key,
      -- What is not taken over is done again before what came after it. What is, was another mission's deed to undo.
      jsonb_build_object('key', s.key, 'kind', s.kind, 'status', s.status, 'pending', s.pending || (
          select coalesce(jsonb_agg('<' || o.key), '[]') from missions.steps o
          where o.tenant_id = t.tenant_id and o.task_id = t.takes and o.end_seq < s.end_seq
            and not (o.kind in ('code', 'llm', 'shell') and o.status in ('succeeded', 'failed'))),
        'startedAt', missions.iso(p_now), 'replayed', true)
      || missions.opt('result', s.result) || missions.opt('failure', s.failure));
  end loop;
end $$;
