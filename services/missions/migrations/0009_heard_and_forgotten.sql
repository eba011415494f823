-- An event counts for a wait by when the bus stored it, since its own time is its producer's; a run whose mission ended
-- is let go; and a rebuild brings back nothing that was forgotten.

drop function missions.witness(text, timestamptz, jsonb, jsonb);
drop function missions.offer(text, timestamptz, text, text, jsonb);

-- Gives an event to a wait; true when the wait is over with it. `p_stored` is when the bus stored it; without, whoever
-- offers it has looked at that.
create function missions.offer(p_tenant text, p_now timestamptz, p_task text, p_key text, e jsonb,
  p_stored timestamptz default null) returns boolean language plpgsql as $$
declare
  t missions.tasks;
  s missions.steps;
begin
  select * into t from missions.tasks where tenant_id = p_tenant and id = p_task;
  perform missions.lock_scope(p_tenant, t.mission_id, t.root_id);
  select * into s from missions.steps where tenant_id = p_tenant and task_id = p_task and key = p_key and status = 'waiting';
  if s.key is null or s.wait_type <> e ->> 'type' or e ? 'wakes'
    or e ->> 'topic' <> coalesce(s.spec ->> 'topic', e ->> 'topic')
    or p_stored < (s.spec ->> 'since')::timestamptz
    or (coalesce((s.spec ->> 'inMission')::boolean, false) and t.mission_id is distinct from e ->> 'missionid')
    or (s.spec ? 'match' and not coalesce(e -> 'data', 'null') @> (s.spec -> 'match'))
    -- What ended an earlier wait of the task is not the next such event.
    or exists (select from missions.steps o where o.tenant_id = p_tenant and o.task_id = p_task and o.kind = 'event'
      and o.status = 'succeeded' and o.end_seq < s.seq and o.result ->> 'id' = e ->> 'id') then
    return false;
  end if;
  return missions.end_wait(p_tenant, p_now, e ->> 'actor', p_task, p_key, 'succeeded', e, null);
end $$;

create function missions.witness(p_tenant text, p_now timestamptz, p_config jsonb, e jsonb, p_stored timestamptz)
  returns void language plpgsql as $$
declare
  t missions.tasks;
  m missions.missions;
  w record;
  v_failed boolean;
begin
  if e ->> 'topic' = 'action-requests' and e ? 'missionid' then
    select * into m from missions.missions where tenant_id = p_tenant and id = e ->> 'missionid' for update;
    if m.id is not null and m.ended_at is null
      and not exists (select from missions.tasks where tenant_id = p_tenant and id = e ->> 'id') then
      perform missions.refuse_actions(p_tenant, p_now, 'missions', p_config, m.id, e ->> 'taskid', jsonb_build_array(e));
      select * into m from missions.missions where tenant_id = p_tenant and id = m.id;
      if m.ended_at is null then
        perform missions.open_task(p_tenant, p_now, e ->> 'actor', e ->> 'id', e, 'task', m.id, null, coalesce((
          select jsonb_build_object('parentId', id) from missions.tasks
          where tenant_id = p_tenant and mission_id = m.id and id = coalesce(e ->> 'taskid', e ->> 'causationid')), '{}'));
      end if;
    end if;
  end if;
  select * into t from missions.tasks where tenant_id = p_tenant and id = e ->> 'causationid';
  if t.id is not null and t.ended_at is null and e ->> 'topic' = coalesce(t.request ->> 'replytopic', 'action-results') then
    if t.mission_id is not null or t.root_id <> t.id then
      perform missions.lock_scope(p_tenant, t.mission_id, t.root_id);
    end if;
    select * into t from missions.tasks where tenant_id = p_tenant and id = t.id for update;
    v_failed := e ->> 'type' like '%.failed';
    -- A task that is run tells its own end, unless its group gave it up; an answer is of the type that was asked for.
    if t.ended_at is null and (t.runs = 0 or e ->> 'source' = 'troupe:bus')
      and (v_failed or e ->> 'type' = coalesce(t.request ->> 'replytype', e ->> 'type')) then
      perform missions.end_locked(t, p_now, e ->> 'actor', p_config, case when v_failed then 'failed' else 'succeeded' end,
        case when not v_failed then coalesce(e -> 'data', 'null') end,
        case when v_failed then missions.failure(coalesce(e #>> '{data,code}', 'HANDLER_FAILED'),
          coalesce(e #>> '{data,detail}', e #>> '{data,message}', 'the task failed'), e ->> 'source')
          || missions.opt('details', e -> 'data') end);
    end if;
  end if;
  for w in select task_id, key from missions.steps s where s.tenant_id = p_tenant and s.wait_type = e ->> 'type'
    and s.status = 'waiting' and s.kind = 'event' order by task_id, key
  loop
    perform missions.offer(p_tenant, p_now, w.task_id, w.key, e, p_stored);
  end loop;
end $$;

-- As it was; an event may say as `storedat` when the bus stored it, which is no part of the event.
create or replace function missions.project(p_tenant text, p_now timestamptz, p_config jsonb, p_events jsonb) returns jsonb
  language plpgsql as $$
declare
  e jsonb;
  v_stored timestamptz;
  v_means boolean;
  v_failed jsonb := '[]';
begin
  for e in select x from jsonb_array_elements(p_events) with ordinality y (x, n) order by n loop
    v_stored := (e ->> 'storedat')::timestamptz;
    e := e - 'storedat';
    v_means := exists (select from missions.steps
      where tenant_id = p_tenant and wait_type = e ->> 'type' and status = 'waiting' and kind = 'event');
    if e ? 'causationid' and not v_means then
      v_means := exists (select from missions.tasks
        where tenant_id = p_tenant and id = e ->> 'causationid' and ended_at is null);
    end if;
    if e ? 'missionid' and exists (select from missions.missions where tenant_id = p_tenant and id = e ->> 'missionid') then
      perform missions.note_event(p_tenant, e);
      if e ->> 'topic' = 'action-requests' and not v_means then
        v_means := not exists (select from missions.tasks where tenant_id = p_tenant and id = e ->> 'id');
      end if;
    end if;
    continue when not v_means;
    begin
      perform missions.witness(p_tenant, p_now, p_config, e, v_stored);
    exception when data_exception or integrity_constraint_violation then
      v_failed := v_failed || jsonb_build_object('id', e -> 'id', 'error', sqlerrm);
    end;
  end loop;
  return v_failed;
end $$;

-- As it was; a task that ended otherwise than by its run lets the run go.
create or replace function missions.heartbeat(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_runs jsonb)
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
    v_reason := case when t.status = 'timed_out' then 'timed_out' when t.ended_at is not null then 'cancelled'
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

-- Facts that the stream keeps of what was forgotten by halves: without its beginning nothing can be made of the rest.
create function missions.drop_headless(p_tenant text) returns void language plpgsql as $$
begin
  delete from missions.history where tenant_id = p_tenant and mission_id is not null and mission_id not in (
    select mission_id from missions.history where tenant_id = p_tenant and type = 'mission.created');
  delete from missions.history where tenant_id = p_tenant and task_id not in (
    select task_id from missions.history where tenant_id = p_tenant and type = 'task.created');
end $$;

-- As it was; a task that its mission adopted later leaves nothing behind either.
create or replace function missions.forget(p_before timestamptz, p_limit integer) returns integer language plpgsql as $$
declare
  v_gone integer := 0;
  r record;
begin
  for r in select tenant_id, id from missions.missions where ended_at < p_before order by ended_at limit p_limit
    for update skip locked
  loop
    delete from missions.runs x using missions.tasks t where t.tenant_id = r.tenant_id and t.mission_id = r.id
      and x.tenant_id = t.tenant_id and x.task_id = t.id;
    delete from missions.steps x using missions.tasks t where t.tenant_id = r.tenant_id and t.mission_id = r.id
      and x.tenant_id = t.tenant_id and x.task_id = t.id;
    delete from missions.history x using missions.tasks t where t.tenant_id = r.tenant_id and t.mission_id = r.id
      and x.tenant_id = t.tenant_id and x.task_id = t.id and x.mission_id is null
      and not exists (select from missions.outbox o where o.seq = x.seq);
    delete from missions.questions where tenant_id = r.tenant_id and mission_id = r.id;
    delete from missions.tasks where tenant_id = r.tenant_id and mission_id = r.id;
    delete from missions.labels where tenant_id = r.tenant_id and mission_id = r.id;
    delete from missions.events where tenant_id = r.tenant_id and mission_id = r.id;
    delete from missions.handled where tenant_id = r.tenant_id and mission_id = r.id;
    delete from missions.spendings where tenant_id = r.tenant_id and mission_id = r.id;
    delete from missions.actions where tenant_id = r.tenant_id and mission_id = r.id;
    delete from missions.history where tenant_id = r.tenant_id and mission_id = r.id
      and not exists (select from missions.outbox o where o.seq = missions.history.seq);
    delete from missions.missions where tenant_id = r.tenant_id and id = r.id;
    v_gone := v_gone + 1;
  end loop;
  for r in select tenant_id, id from missions.tasks where mission_id is null and ended_at < p_before
    order by ended_at limit p_limit - v_gone for update skip locked
  loop
    delete from missions.runs where tenant_id = r.tenant_id and task_id = r.id;
    delete from missions.steps where tenant_id = r.tenant_id and task_id = r.id;
    delete from missions.questions where tenant_id = r.tenant_id and task_id = r.id;
    delete from missions.history where tenant_id = r.tenant_id and task_id = r.id and mission_id is null
      and not exists (select from missions.outbox o where o.seq = missions.history.seq);
    delete from missions.tasks where tenant_id = r.tenant_id and id = r.id;
    v_gone := v_gone + 1;
  end loop;
  return v_gone;
end $$;
