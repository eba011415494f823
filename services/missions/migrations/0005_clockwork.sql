-- What happens by itself: what falls due, runs that fell silent, and what other events mean for tasks and missions.

-- Carries out one due timer. It may be too late: whatever it was for is looked at again under its lock.
create function missions.fire(p_tenant text, p_now timestamptz, p_config jsonb, p_id text) returns void language plpgsql as $$
declare
  r missions.timers;
  t missions.tasks;
  m missions.missions;
  s missions.steps;
  v_late jsonb;
begin
  select * into r from missions.timers where tenant_id = p_tenant and id = p_id;
  if r.id is null then return; end if;
  if r.task_id is not null then
    select * into t from missions.tasks where tenant_id = p_tenant and id = r.task_id;
    perform missions.lock_scope(p_tenant, t.mission_id, t.root_id);
  end if;
  if r.mission_id is not null then
    select * into m from missions.missions where tenant_id = p_tenant and id = r.mission_id for update;
  end if;
  delete from missions.timers where tenant_id = p_tenant and id = p_id and due_at <= p_now;
  if not found then return; end if;
  case r.kind
  when 'wait' then
    select * into s from missions.steps where tenant_id = p_tenant and task_id = r.task_id and key = r.key;
    if s.kind = 'sleep' then
      perform missions.end_wait(p_tenant, p_now, 'missions', r.task_id, r.key, 'succeeded', 'null', null);
    else
      perform missions.end_wait(p_tenant, p_now, 'missions', r.task_id, r.key, 'timed_out', null,
        missions.failure('TIMED_OUT', 'nothing came until ' || (s.spec ->> 'until'), '/tasks/' || r.task_id || '/steps/' || r.key));
    end if;
  when 'task' then
    perform missions.end_task(p_tenant, p_now, 'missions', p_config, r.task_id, 'timed_out', null,
      missions.failure('TIMED_OUT', 'the task was not done by ' || missions.iso(r.due_at), '/tasks/' || r.task_id));
  when 'mission' then
    perform missions.end_mission(p_tenant, p_now, 'missions', p_config, r.mission_id, 'timed_out', null,
      missions.failure('TIMED_OUT', 'the mission was not done by ' || missions.iso(r.due_at), '/missions/' || r.mission_id));
  when 'wall' then
    perform missions.exceed(m, p_now, 'missions', p_config, 'wallMs: ' || (m.budget ->> 'wallMs') || ' are over');
  when 'plan' then
    perform missions.send(p_tenant, jsonb_strip_nulls(jsonb_build_object('specversion', '1.0',
      'id', missions.derive('timer', r.mission_id, r.key, missions.iso(r.due_at), m.rev::text), 'source', 'urn:troupe:missions',
      'type', 'plan.timer.fired', 'topic', 'plan-events', 'time', missions.iso(p_now),
      'datacontenttype', 'application/json', 'tenantid', p_tenant, 'actor', 'missions', 'correlationid', m.correlation_id,
      'causationid', m.task_id, 'missionid', m.id, 'hops', 1,
      'data', jsonb_build_object('missionId', m.id, 'key', r.key))));
  when 'escalate' then
    select * into s from missions.steps where tenant_id = p_tenant and task_id = r.task_id and key = r.key;
    if s.status = 'waiting' then
      perform missions.tell_task(t, p_now, 'missions', 'question.escalated', null, 'escalate/' || r.key,
        (select jsonb_build_object('id', id, 'key', key, 'question', question, 'to', s.spec #>> '{escalate,to}')
        from missions.questions where tenant_id = p_tenant and task_id = r.task_id and key = r.key and status = 'waiting'));
    end if;
  end case;
end $$;

-- Carries out due timers of a tenant; one that fails is put off, and told.
create function missions.fire_all(p_tenant text, p_now timestamptz, p_config jsonb, p_ids jsonb) returns jsonb
  language plpgsql as $$
declare
  v_id text;
  v_failed jsonb := '[]';
begin
  for v_id in select jsonb_array_elements_text(p_ids) loop
    begin
      perform missions.fire(p_tenant, p_now, p_config, v_id);
    exception when others then
      update missions.timers set due_at = p_now + interval '10 seconds' where tenant_id = p_tenant and id = v_id;
      v_failed := v_failed || jsonb_build_object('id', v_id, 'error', sqlerrm);
    end;
  end loop;
  return v_failed;
end $$;

-- Nobody was there to hear the agents: every run may be silent for its lease once more.
create function missions.bear_with_runs(p_now timestamptz) returns void language plpgsql as $$
begin
  update missions.runs set lease_until = p_now + make_interval(secs => lease_ms::float8 / 1000)
  where status = 'running' and lease_until < p_now + make_interval(secs => lease_ms::float8 / 1000);
end $$;

-- Runs that were silent for longer than their lease. The last attempt's end is the task's.
create function missions.lose_runs(p_tenant text, p_now timestamptz, p_config jsonb, p_runs jsonb) returns void
  language plpgsql as $$
declare
  v_run text;
  r missions.runs;
  t missions.tasks;
  v_failure jsonb;
begin
  for v_run in select jsonb_array_elements_text(p_runs) loop
    t := missions.task_of_run(p_tenant, v_run, true);
    select * into r from missions.runs where tenant_id = p_tenant and id = v_run;
    continue when r.ended_at is not null or r.lease_until > p_now;
    v_failure := missions.failure('RUN_LOST', r.instance || ' was not heard of since ' || missions.iso(r.seen_at), '/agents/' || r.agent);
    if t.id is null then
      continue;
    elsif r.attempt >= r.max_attempts then
      perform missions.end_task(p_tenant, p_now, 'missions', p_config, t.id, 'failed', null, v_failure);
    else
      perform missions.tell_task(t, p_now, 'missions', 'task.run.ended', v_run, 'run/' || v_run || '/end',
        jsonb_build_object('status', 'failed', 'failure', v_failure));
    end if;
  end loop;
end $$;

-- What one event means for tasks and waits.
create function missions.witness(p_tenant text, p_now timestamptz, p_config jsonb, e jsonb) returns void
  language plpgsql as $$
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
    -- A task that is run tells its own end, unless its group gave it up.
    if t.ended_at is null and (t.runs = 0 or e ->> 'source' = 'troupe:bus') then
      v_failed := e ->> 'type' like '%.failed';
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
    perform missions.offer(p_tenant, p_now, w.task_id, w.key, e);
  end loop;
end $$;

-- Gives an event to a wait; true when the wait is over with it.
create function missions.offer(p_tenant text, p_now timestamptz, p_task text, p_key text, e jsonb) returns boolean
  language plpgsql as $$
declare
  t missions.tasks;
  s missions.steps;
begin
  select * into t from missions.tasks where tenant_id = p_tenant and id = p_task;
  perform missions.lock_scope(p_tenant, t.mission_id, t.root_id);
  select * into s from missions.steps where tenant_id = p_tenant and task_id = p_task and key = p_key and status = 'waiting';
  if s.key is null or s.wait_type <> e ->> 'type' or e ? 'wakes'
    or e ->> 'topic' <> coalesce(s.spec ->> 'topic', e ->> 'topic')
    or (e ->> 'time')::timestamptz < (s.spec ->> 'since')::timestamptz
    or (coalesce((s.spec ->> 'inMission')::boolean, false) and t.mission_id is distinct from e ->> 'missionid')
    or (s.spec ? 'match' and not coalesce(e -> 'data', 'null') @> (s.spec -> 'match')) then
    return false;
  end if;
  return missions.end_wait(p_tenant, p_now, e ->> 'actor', p_task, p_key, 'succeeded', e, null);
end $$;

create function missions.note_event(p_tenant text, e jsonb) returns void language plpgsql as $$
begin
  insert into missions.events (tenant_id, mission_id, id, type, topic, source, at, causation_id, task_id, hops)
  values (p_tenant, e ->> 'missionid', e ->> 'id', e ->> 'type', e ->> 'topic', e ->> 'source',
    (e ->> 'time')::timestamptz, e ->> 'causationid', e ->> 'taskid', coalesce((e ->> 'hops')::int, 0))
  on conflict do nothing;
end $$;

-- Notes events for the causal graphs of their missions, and witnesses in order those that mean more: a request in a
-- mission that is no task yet, an answer to an open task, an event that somebody waits for. Each is looked up by its key:
-- a join would be planned for the tables as they once were. Answers with the events that failed and were left.
create function missions.project(p_tenant text, p_now timestamptz, p_config jsonb, p_events jsonb) returns jsonb
  language plpgsql as $$
declare
  e jsonb;
  v_means boolean;
  v_failed jsonb := '[]';
begin
  for e in select x from jsonb_array_elements(p_events) with ordinality y (x, n) order by n loop
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
      perform missions.witness(p_tenant, p_now, p_config, e);
    exception when data_exception or integrity_constraint_violation then
      v_failed := v_failed || jsonb_build_object('id', e -> 'id', 'error', sqlerrm);
    end;
  end loop;
  return v_failed;
end $$;

-- Takes out what was published. Should the server lose that, it is published again under the same ids.
create function missions.clear_outbox(p_published jsonb) returns void language plpgsql as $$
begin
  perform set_config('synchronous_commit', 'off', true);
  delete from missions.outbox where seq in (select x::bigint from jsonb_array_elements_text(p_published) x);
end $$;

-- What is to be published, in order, after a number; null when another replica looks after it. The lease is by the
-- database's clock, the same for all replicas.
create function missions.read_outbox(p_owner text, p_after bigint, p_limit integer) returns jsonb language plpgsql as $$
declare
  l missions.leases;
begin
  select * into l from missions.leases where tenant_id = '' and name = 'relay';
  if l.owner is distinct from p_owner or l.until < clock_timestamp() + interval '3 seconds' then
    insert into missions.leases (tenant_id, name, owner, until)
    values ('', 'relay', p_owner, clock_timestamp() + interval '5 seconds')
    on conflict (tenant_id, name) do update set owner = excluded.owner, until = excluded.until
      where missions.leases.owner = excluded.owner or missions.leases.until < clock_timestamp()
    returning * into l;
    if l.owner is distinct from p_owner then return null; end if;
  end if;
  return (select coalesce(jsonb_agg(jsonb_build_object('seq', y.seq, 'event', y.event, 'group', y.to_group,
      'fact', case when y.event is null then to_jsonb(h) end) order by y.seq), '[]')
    from (select * from missions.outbox where seq > p_after order by seq limit p_limit) y
    left join missions.history h on h.seq = y.seq);
end $$;

-- The relay's lease is given back, so that another replica need not wait.
create function missions.leave_outbox(p_owner text) returns void language sql as $$
  delete from missions.leases where tenant_id = '' and name = 'relay' and owner = p_owner
$$;

-- What is due, and when the next is.
create function missions.due(p_now timestamptz, p_limit integer) returns jsonb
  language plpgsql stable as $$
begin
  return (
  select jsonb_build_object(
    'timers', (select coalesce(jsonb_agg(x), '[]') from (
      select tenant_id as tenant, id, kind, task_id as task, key from missions.timers
      where due_at <= p_now order by due_at limit p_limit) x),
    'runs', (select coalesce(jsonb_agg(x), '[]') from (
      select tenant_id as tenant, id from missions.runs
      where status = 'running' and lease_until <= p_now order by lease_until limit p_limit) x),
    'next', missions.iso(least(
      (select min(due_at) from missions.timers where due_at > p_now),
      (select min(lease_until) from missions.runs where status = 'running' and lease_until > p_now))))
  );
end $$;
