-- A mission that ended may be given more before it is retried, a retry is refused whose end nobody would hear, an answer is
-- of the type that was asked for, and a wait is not ended by what ended the one before it.

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
    delete from missions.timers where tenant_id = h.tenant_id and mission_id = h.mission_id and kind = 'plan';
    perform missions.set_timer(h.tenant_id, 'plan:' || h.mission_id || ':' || (x ->> 'key'), 'plan',
      (x ->> 'at')::timestamptz, h.mission_id, null, x ->> 'key') from jsonb_array_elements(d -> 'timers') x;
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
    update missions.missions set phase = 'paused', rev = rev + 1, updated_at = h.at
    where tenant_id = h.tenant_id and id = h.mission_id;
  when 'mission.resumed' then
    update missions.missions set phase = null, rev = rev + 1, updated_at = h.at, ended_at = null, failure = null,
      result = null, status = case when missions.is_final(status) then 'running' else status end
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

create or replace function missions.patch_mission(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_id text, i jsonb)
  returns jsonb language plpgsql as $$
declare
  m missions.missions;
begin
  select * into m from missions.missions where tenant_id = p_tenant and id = p_id for update;
  if m.id is null then return missions.no_mission(p_id); end if;
  if m.rev <> (i ->> 'ifRev')::int then return missions.rev_conflict(m, (i ->> 'ifRev')::int); end if;
  -- One that may be retried may be given more before it is.
  if m.ended_at is not null and (i ? 'data' or ((i ? 'budget' or i ? 'deadline')
      and (m.status not in ('failed', 'timed_out') or m.compensation is not null or m.planner is not null))) then
    return missions.refused('MISSION_ENDED', 'mission ' || p_id || ' ' || m.status || ': only its tags may change');
  end if;
  perform missions.tell_mission(m, p_now, p_actor, 'mission.changed', 'rev/' || m.rev, i - 'ifRev');
  return missions.mission_answer(p_tenant, p_id);
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
  if m.phase = 'compensating' or m.compensation is not null or m.status in ('succeeded', 'cancelled') then
    return missions.refused('MISSION_ENDED', 'mission ' || m.id || ' ' || coalesce(m.phase, m.status)
      || case when m.compensation is null then '' else ' and undid what was done' end);
  end if;
  -- Nobody would hear what comes of it.
  if m.ended_at is not null and m.planner is not null then
    return missions.refused('MISSION_ENDED', 'mission ' || m.id || ' ' || m.status || ', and ' || m.planner
      || ' plans it no more', jsonb_build_object('hint', 'troupe missions replay ' || m.id));
  end if;
  select * into v_parent from missions.tasks where tenant_id = p_tenant and id = t.parent_id;
  if v_parent.ended_at is not null and t.kind = 'task' then
    return missions.refused('CONFLICT', 'task ' || v_parent.id || ', which asked for it, ' || v_parent.status,
      case when v_parent.status in ('failed', 'timed_out')
        then jsonb_build_object('hint', 'troupe tasks retry ' || v_parent.id) else '{}' end);
  end if;
  if m.ended_at is not null then
    perform missions.tell_mission(m, p_now, p_actor, 'mission.resumed', 'rev/' || m.rev, '{"reopened": true}');
  end if;
  perform missions.tell_task(t, p_now, p_actor, 'task.retried', null, 'retry',
    i || jsonb_build_object('wake', t.wakes + 1));
  t.epoch := t.epoch + 1;
  perform missions.send_again(t, p_now, t.wakes + 1);
  select * into t from missions.tasks where tenant_id = p_tenant and id = p_id;
  return jsonb_build_object('task', to_jsonb(t));
end $$;

create or replace function missions.witness(p_tenant text, p_now timestamptz, p_config jsonb, e jsonb) returns void
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
    perform missions.offer(p_tenant, p_now, w.task_id, w.key, e);
  end loop;
end $$;

create or replace function missions.offer(p_tenant text, p_now timestamptz, p_task text, p_key text, e jsonb) returns boolean
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
    or (s.spec ? 'match' and not coalesce(e -> 'data', 'null') @> (s.spec -> 'match'))
    -- What ended an earlier wait of the task is not the next such event.
    or exists (select from missions.steps o where o.tenant_id = p_tenant and o.task_id = p_task and o.kind = 'event'
      and o.status = 'succeeded' and o.end_seq < s.seq and o.result ->> 'id' = e ->> 'id') then
    return false;
  end if;
  return missions.end_wait(p_tenant, p_now, e ->> 'actor', p_task, p_key, 'succeeded', e, null);
end $$;
