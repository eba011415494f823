-- A task goes on by the event that woke it last. An earlier one that came again, since its settlement was lost or late,
-- ended the run that was under way, and what that was doing was done twice.
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
  -- Sent before it was last woken, and delivered once more: its turn belongs to the event that woke it.
  if t.wakes > 0 and (i ->> 'attempt')::int > 1 and not e ? 'replayof'
    and e ->> 'id' <> missions.derive('wake', t.id, t.epoch::text, t.wakes::text) then
    return jsonb_build_object('state', 'held', 'task', to_jsonb(t));
  end if;
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
