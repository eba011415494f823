-- What is asked of missions and tasks by whoever steers them. `i` is the request's body.

create function missions.no_mission(p_id text) returns jsonb language sql stable as $$
  select missions.refused('NOT_FOUND', 'there is no mission ' || p_id)
$$;

create function missions.mission_answer(p_tenant text, p_id text) returns jsonb
  language plpgsql stable as $$
begin
  return (
  select jsonb_build_object('mission', (select to_jsonb(m) from missions.missions m where tenant_id = p_tenant and id = p_id))
  );
end $$;

-- Makes a mission with its goal's task. `e` is the goal event, sent unless the mission adopts one that was published.
create function missions.create_mission(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, i jsonb, e jsonb)
  returns jsonb language plpgsql as $$
declare
  v_id text := i ->> 'id';
  t missions.tasks;
  m missions.missions;
begin
  select * into t from missions.tasks where tenant_id = p_tenant and id = e ->> 'id' for update;
  if t.mission_id <> v_id then
    return missions.refused('CONFLICT', 'event ' || t.id || ' is a task of mission ' || t.mission_id);
  end if;
  if missions.tell(p_tenant, p_now, p_actor, 'mission.created', v_id, e ->> 'id', null, e ->> 'correlationid', 'created',
    i - 'id' - 'event' - 'correlationId' || jsonb_build_object('taskId', e -> 'id')) is not null then
    t := missions.open_task(p_tenant, p_now, p_actor, e ->> 'id', e, 'goal', v_id, null,
      missions.opt('takes', i #> '{replay,goal}'));
    if not i ? 'event' then perform missions.send(p_tenant, e); end if;
    -- An adopted goal may be under way, or over.
    select * into m from missions.missions where tenant_id = p_tenant and id = v_id;
    if t.runs > 0 then perform missions.tell_mission(m, p_now, p_actor, 'mission.started', 'started', '{}'); end if;
    if t.ended_at is not null then perform missions.goal_ended(t, p_now, p_actor, p_config); end if;
  end if;
  return missions.mission_answer(p_tenant, v_id);
end $$;

create function missions.create_task(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, i jsonb, e jsonb)
  returns jsonb language plpgsql as $$
declare
  m missions.missions;
  v_refused jsonb;
  t missions.tasks;
begin
  if i ? 'missionId' then
    select * into m from missions.missions where tenant_id = p_tenant and id = i ->> 'missionId' for update;
    if m.id is null then return missions.no_mission(i ->> 'missionId'); end if;
  end if;
  select * into t from missions.tasks where tenant_id = p_tenant and id = e ->> 'id';
  if t.id is null then
    if m.id is not null then
      e := e || jsonb_build_object('correlationid', m.correlation_id, 'causationid', m.task_id, 'hops', 1);
      v_refused := missions.refuse_actions(p_tenant, p_now, p_actor, p_config, m.id, m.task_id, jsonb_build_array(e));
      if v_refused is not null then return v_refused; end if;
    end if;
    t := missions.open_task(p_tenant, p_now, p_actor, e ->> 'id', e, 'task', m.id, null,
      missions.opt('deadline', i -> 'deadline') || missions.opt('parentId', to_jsonb(m.task_id)));
    perform missions.send(p_tenant, e);
  end if;
  return jsonb_build_object('task', to_jsonb(t));
end $$;

create function missions.rev_conflict(m missions.missions, p_rev integer) returns jsonb language sql stable as $$
  select missions.refused('REV_CONFLICT', 'mission ' || m.id || ' is at revision ' || m.rev || ', not ' || p_rev,
    jsonb_build_object('current', to_jsonb(m)))
$$;

create function missions.patch_mission(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_id text, i jsonb)
  returns jsonb language plpgsql as $$
declare
  m missions.missions;
begin
  select * into m from missions.missions where tenant_id = p_tenant and id = p_id for update;
  if m.id is null then return missions.no_mission(p_id); end if;
  if m.rev <> (i ->> 'ifRev')::int then return missions.rev_conflict(m, (i ->> 'ifRev')::int); end if;
  if m.ended_at is not null and (i ? 'budget' or i ? 'deadline' or i ? 'data') then
    return missions.refused('MISSION_ENDED', 'mission ' || p_id || ' ' || m.status || ': only its tags may change');
  end if;
  perform missions.tell_mission(m, p_now, p_actor, 'mission.changed', 'rev/' || m.rev, i - 'ifRev');
  return missions.mission_answer(p_tenant, p_id);
end $$;

-- Cancels, pauses or resumes: `p_what`. What is so already stays so.
create function missions.steer_mission(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_id text,
  p_what text, i jsonb) returns jsonb language plpgsql as $$
declare
  m missions.missions;
  t missions.tasks;
begin
  select * into m from missions.missions where tenant_id = p_tenant and id = p_id for update;
  if m.id is null then return missions.no_mission(p_id); end if;
  if m.ended_at is not null and m.status <> 'cancelled' then
    return missions.refused('MISSION_ENDED', 'mission ' || p_id || ' ' || m.status);
  end if;
  if p_what = 'cancel' then
    perform missions.end_mission(p_tenant, p_now, p_actor, p_config, p_id, 'cancelled', null,
      missions.failure('CANCELLED', coalesce(i ->> 'reason', 'cancelled by ' || p_actor)));
  elsif m.ended_at is not null then
    return missions.refused('MISSION_ENDED', 'mission ' || p_id || ' ' || m.status);
  elsif m.phase = 'compensating' then
    return missions.refused('CONFLICT', 'mission ' || p_id || ' undoes what was done');
  elsif p_what = 'pause' and m.phase is null then
    perform missions.tell_mission(m, p_now, p_actor, 'mission.paused', 'rev/' || m.rev, i);
  elsif p_what = 'resume' and m.phase = 'paused' then
    perform missions.tell_mission(m, p_now, p_actor, 'mission.resumed', 'rev/' || m.rev, i);
    for t in select * from missions.tasks
      where tenant_id = p_tenant and mission_id = p_id and held and ended_at is null order by id for update
    loop
      perform missions.wake(t, p_now, p_actor);
    end loop;
  end if;
  return missions.mission_answer(p_tenant, p_id);
end $$;

create function missions.transition(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_id text, i jsonb)
  returns jsonb language plpgsql as $$
declare
  m missions.missions;
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
    if not exists (select from missions.tasks where tenant_id = p_tenant and id = e ->> 'id') then
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

create function missions.spent_answer(p_tenant text, p_id text) returns jsonb
  language plpgsql stable as $$
begin
  return (
  select jsonb_build_object('spent', jsonb_build_object('hops', spent_hops, 'actions', spent_actions,
    'tokens', spent_tokens, 'cost', spent_cost)) from missions.missions where tenant_id = p_tenant and id = p_id
  );
end $$;

create function missions.spend(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_id text, i jsonb)
  returns jsonb language plpgsql as $$
declare
  m missions.missions;
  v_actions integer := coalesce((i ->> 'actions')::int, 0);
  v_tokens bigint := coalesce((i ->> 'tokens')::bigint, 0);
  v_cost numeric := coalesce((i ->> 'cost')::numeric, 0);
  v_why text;
begin
  select * into m from missions.missions where tenant_id = p_tenant and id = p_id for update;
  if m.id is null then return missions.no_mission(p_id); end if;
  if exists (select from missions.spendings where tenant_id = p_tenant and mission_id = p_id and key = i ->> 'key') then
    return missions.spent_answer(p_tenant, p_id);
  end if;
  if m.ended_at is not null then return missions.refused('MISSION_ENDED', 'mission ' || p_id || ' ' || m.status); end if;
  v_why := case
    when m.spent_actions + v_actions > (m.budget ->> 'actions')::int
      then 'actions: ' || m.spent_actions + v_actions || ' of ' || (m.budget ->> 'actions')
    when m.spent_tokens + v_tokens > (m.budget ->> 'tokens')::bigint
      then 'tokens: ' || m.spent_tokens + v_tokens || ' of ' || (m.budget ->> 'tokens')
    when m.spent_cost + v_cost > (m.budget ->> 'cost')::numeric
      then 'cost: ' || m.spent_cost + v_cost || ' of ' || (m.budget ->> 'cost') end;
  if v_why is not null then return missions.exceed(m, p_now, p_actor, p_config, v_why); end if;
  perform missions.tell_mission(m, p_now, p_actor, 'mission.spent', 'spend/' || (i ->> 'key'),
    jsonb_build_object('key', i -> 'key', 'actions', v_actions, 'tokens', v_tokens, 'cost', v_cost, 'settled', false));
  return missions.spent_answer(p_tenant, p_id);
end $$;

create function missions.settle_spend(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_id text, p_key text,
  i jsonb) returns jsonb language plpgsql as $$
declare
  m missions.missions;
  s missions.spendings;
begin
  select * into m from missions.missions where tenant_id = p_tenant and id = p_id for update;
  if m.id is null then return missions.no_mission(p_id); end if;
  select * into s from missions.spendings where tenant_id = p_tenant and mission_id = p_id and key = p_key;
  if s.key is null then return missions.refused('NOT_FOUND', 'nothing was spent under ' || p_key); end if;
  if not s.settled then
    perform missions.tell_mission(m, p_now, p_actor, 'mission.spent', 'settle/' || p_key,
      jsonb_build_object('key', p_key, 'actions', s.actions, 'tokens', coalesce((i ->> 'tokens')::bigint, s.tokens),
        'cost', coalesce((i ->> 'cost')::numeric, s.cost), 'settled', true));
  end if;
  return missions.spent_answer(p_tenant, p_id);
end $$;

create function missions.retry_task(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_id text, i jsonb)
  returns jsonb language plpgsql as $$
declare
  t missions.tasks;
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

-- Answers a question; the value was found to fit. `i`: value, comment.
create function missions.answer_question(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_id text, i jsonb)
  returns jsonb language plpgsql as $$
declare
  q missions.questions;
  t missions.tasks;
  v_answer jsonb;
begin
  select * into q from missions.questions where tenant_id = p_tenant and id = p_id;
  if q.id is null then return missions.refused('NOT_FOUND', 'there is no question ' || p_id); end if;
  select * into t from missions.tasks where tenant_id = p_tenant and id = q.task_id;
  perform missions.lock_scope(p_tenant, t.mission_id, t.root_id);
  select * into t from missions.tasks where tenant_id = p_tenant and id = q.task_id for update;
  select * into q from missions.questions where tenant_id = p_tenant and id = p_id;
  if q.status <> 'waiting' then
    return missions.refused('CONFLICT', 'question ' || p_id || ' is closed: '
      || case when q.answer is null then q.status else 'answered by ' || (q.answer ->> 'by') end);
  end if;
  v_answer := jsonb_build_object('comment', i -> 'comment', 'by', p_actor, 'at', missions.iso(p_now));
  perform missions.tell_task(t, p_now, p_actor, 'question.answered', null, 'answer/' || q.id,
    v_answer || jsonb_build_object('id', q.id, 'value', i -> 'value'));
  perform missions.end_wait(p_tenant, p_now, p_actor, t.id, q.key, 'succeeded',
    v_answer || jsonb_build_object(case when q.is_approval then 'approved' else 'value' end, i -> 'value'), null);
  return jsonb_build_object('question', (select to_jsonb(y) from missions.questions y where tenant_id = p_tenant and id = p_id));
end $$;

-- The task of the mission that is repeated which stands at the same place as a sub-task of `t`.
create function missions.counterpart(t missions.tasks, p_key text, p_index integer) returns text
  language plpgsql stable as $$
begin
  return (
  select id from missions.tasks
  where tenant_id = t.tenant_id and parent_id = t.takes and parent_key = p_key and parent_index = p_index
  );
end $$;

-- Takes over what a task of the repeated mission recorded before the point of change.
create function missions.take_recordings(t missions.tasks, p_now timestamptz, p_actor text) returns void
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
      -- What is not taken over is done again before what came after it.
      jsonb_build_object('key', s.key, 'kind', s.kind, 'status', s.status, 'pending', s.pending || (
          select coalesce(jsonb_agg('<' || o.key), '[]') from missions.steps o
          where o.tenant_id = t.tenant_id and o.task_id = t.takes and o.end_seq < s.end_seq
            and not (o.kind in ('code', 'llm', 'shell') and o.status in ('succeeded', 'failed'))),
        'startedAt', missions.iso(p_now), 'replayed', true)
      || missions.opt('result', s.result) || missions.opt('failure', s.failure) || missions.opt('undo', s.undo));
  end loop;
end $$;
