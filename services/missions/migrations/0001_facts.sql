-- Facts: how they are told, and what they change.
-- 1. `tell` writes a fact, notes that it is to be published, and applies it, in the transaction that decided it.
--    Journaling a step (`record_step`) is so frequent that it does all three by itself.
-- 2. But for that, `apply` is the only code that changes missions, labels, tasks, runs, steps, timers, questions, handled, spendings
--    and actions. It reads nothing but the fact and those tables, so the facts in their order give the tables again.
--    Exempt is what says how late it is: a run's seen_at and lease_until, and the due time of a timer that was put off.
-- 3. A fact's id is derived from what it decides: deciding it twice writes it once.

-- An id that is the same for the same parts: UUIDv8 (RFC 9562, section 5.8) of their SHA-256.
-- Stable and not immutable, here and below, so that the planner puts the expression in the place of the call.
create function missions.derive(variadic p_parts text[]) returns text language sql stable parallel safe as $$
  select overlay(overlay(left(encode(sha256(convert_to(to_json(p_parts)::text, 'UTF8')), 'hex'), 32)
    placing '8' from 13 for 1) placing '8' from 17 for 1)::uuid::text
$$;

-- RFC 3339 in UTC, to the millisecond.
create function missions.iso(p_at timestamptz) returns text language sql stable parallel safe as $$
  select to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- One member, or none when the value is absent; JSON's null is a value.
create function missions.opt(p_key text, p_value jsonb) returns jsonb language sql stable parallel safe as $$
  select case when p_value is null then '{}'::jsonb else jsonb_build_object(p_key, p_value) end
$$;

create function missions.failure(p_code text, p_message text, p_at text default null, p_cause jsonb default null)
  returns jsonb language sql stable parallel safe as $$
  select jsonb_build_object('code', p_code, 'message', left(p_message, 8192))
    || missions.opt('at', to_jsonb(p_at)) || missions.opt('cause', nullif(p_cause, 'null'))
$$;

create function missions.is_final(p_status text) returns boolean language sql immutable parallel safe as $$
  select p_status in ('succeeded', 'failed', 'timed_out', 'cancelled')
$$;

-- What is called the same action: the type and the data, whatever the order of its members.
create function missions.action_hash(p_event jsonb) returns text language sql immutable parallel safe as $$
  select md5((p_event ->> 'type') || coalesce(p_event -> 'data', 'null')::text)
$$;

-- What the transaction told and sent so far, in order, as the inside of a JSON array: it can be published without being
-- read again. Much of it is left to the relay, which reads the table.
create function missions.note_sent(p_entry json) returns void language plpgsql as $$
declare
  v_sent text := coalesce(current_setting('missions.sent', true), '');
begin
  if length(v_sent) < 32768 then perform set_config('missions.sent', v_sent || ',' || p_entry, true); end if;
end $$;

-- What the transaction sends, and when the first of what it put off is due (in milliseconds since 1970), as JSON.
create function missions.sent() returns text language plpgsql as $$
declare
  v_sent text := coalesce(current_setting('missions.sent', true), '');
begin
  return '{"entries":' || case when length(v_sent) < 32768 then '[' || substr(v_sent, 2) || ']' else 'null' end
    || ',"due":' || coalesce(nullif(current_setting('missions.due', true), ''), 'null') || '}';
end $$;

create function missions.tell(p_tenant text, p_now timestamptz, p_actor text, p_type text, p_mission text, p_task text,
  p_run text, p_correlation text, p_cause text, p_data jsonb) returns bigint language plpgsql as $$
declare
  h missions.history;
begin
  with told as (
    insert into missions.history (tenant_id, id, type, at, mission_id, task_id, run_id, actor, causation_id, correlation_id, data)
    values (p_tenant, missions.derive(p_type, p_mission, p_task, p_cause), p_type, p_now, p_mission, p_task, p_run, p_actor,
      p_task, p_correlation, p_data)
    on conflict (tenant_id, task_id, id) do nothing
    returning *),
  left_to_publish as (insert into missions.outbox (seq, tenant_id) select seq, tenant_id from told)
  select * into h from told;
  if h.seq is null then return null; end if;
  perform missions.note_sent(json_build_object('seq', h.seq, 'event', null, 'group', null, 'fact', h));
  perform missions.apply(h);
  return h.seq;
end $$;

create function missions.tell_task(t missions.tasks, p_now timestamptz, p_actor text, p_type text, p_run text,
  p_cause text, p_data jsonb) returns bigint language sql as $$
  select missions.tell(t.tenant_id, p_now, p_actor, p_type, t.mission_id, t.id, p_run, t.correlation_id,
    t.epoch || '/' || p_cause, p_data)
$$;

create function missions.tell_mission(m missions.missions, p_now timestamptz, p_actor text, p_type text, p_cause text,
  p_data jsonb) returns bigint language sql as $$
  select missions.tell(m.tenant_id, p_now, p_actor, p_type, m.id, m.task_id, null, m.correlation_id, p_cause, p_data)
$$;

create function missions.send(p_tenant text, p_event jsonb, p_group text default null) returns void language plpgsql as $$
declare
  v_seq bigint;
begin
  insert into missions.outbox (tenant_id, event, to_group) values (p_tenant, p_event, p_group) returning seq into v_seq;
  perform missions.note_sent(json_build_object('seq', v_seq, 'event', p_event, 'group', p_group));
end $$;

create function missions.set_timer(p_tenant text, p_id text, p_kind text, p_due timestamptz, p_mission text, p_task text,
  p_key text) returns void
  language plpgsql as $$
begin
  insert into missions.timers (tenant_id, id, kind, due_at, mission_id, task_id, key)
  values (p_tenant, p_id, p_kind, p_due, p_mission, p_task, p_key)
  on conflict (tenant_id, id) do update set due_at = excluded.due_at;
  perform set_config('missions.due', least(extract(epoch from p_due)::bigint * 1000,
    nullif(current_setting('missions.due', true), '')::bigint)::text, true);
end $$;

create function missions.count_action(p_tenant text, p_mission text, p_hash text, p_hops integer) returns void
  language plpgsql as $$
declare
  v_counts boolean;
begin
  update missions.missions set spent_actions = spent_actions + 1, spent_hops = greatest(spent_hops, p_hops)
  where tenant_id = p_tenant and id = p_mission returning budget ? 'repeats' into v_counts;
  if v_counts and p_hash is not null then
    insert into missions.actions (tenant_id, mission_id, hash, count) values (p_tenant, p_mission, p_hash, 1)
    on conflict (tenant_id, mission_id, hash) do update set count = missions.actions.count + 1;
  end if;
end $$;

create function missions.apply(h missions.history) returns void language plpgsql as $$
begin
  if h.type like 'task.%' then perform missions.apply_task(h, h.data);
  elsif h.type like 'mission.%' then perform missions.apply_mission(h, h.data);
  else perform missions.apply_question(h, h.data);
  end if;
end $$;

create function missions.apply_task(h missions.history, d jsonb) returns void language plpgsql as $$
declare
  e jsonb;
  t missions.tasks;
  v_total integer;
  v_succeeded integer := 0;
begin
  case h.type
  when 'task.created' then
    e := d -> 'request';
    insert into missions.tasks (tenant_id, id, mission_id, root_id, parent_id, parent_key, parent_index, kind, type,
      topic, status, request, undo, undoes, takes, correlation_id, causation_id, hops, deadline, created_at, updated_at)
    values (h.tenant_id, h.task_id, h.mission_id, d ->> 'rootId', d ->> 'parentId', d ->> 'parentKey',
      (d ->> 'parentIndex')::int, d ->> 'kind', e ->> 'type', e ->> 'topic', 'queued', e, d -> 'undo', d ->> 'undoes',
      d ->> 'takes', h.correlation_id, e ->> 'causationid', coalesce((e ->> 'hops')::int, 0),
      (d ->> 'deadline')::timestamptz, h.at, h.at)
    -- A mission adopts a task that began outside of any.
    on conflict (tenant_id, id) do update set mission_id = excluded.mission_id, kind = excluded.kind,
      request = excluded.request, rev = missions.tasks.rev + 1, updated_at = h.at;
    if d ? 'deadline' then
      perform missions.set_timer(h.tenant_id, 'task:' || h.task_id, 'task', (d ->> 'deadline')::timestamptz,
        h.mission_id, h.task_id, null);
    end if;
    if h.mission_id is not null and d ->> 'kind' = 'task' and not d ? 'free' then
      perform missions.count_action(h.tenant_id, h.mission_id, missions.action_hash(e), (e ->> 'hops')::int);
    end if;
  when 'task.started' then
    insert into missions.runs (tenant_id, id, task_id, mission_id, number, status, agent, instance, attempt, max_attempts,
      started_at, seen_at, lease_ms, lease_until)
    values (h.tenant_id, h.run_id, h.task_id, h.mission_id, (d ->> 'number')::int, 'running', d ->> 'agent',
      d ->> 'instance', (d ->> 'attempt')::int, (d ->> 'maxAttempts')::int, h.at, h.at, (d ->> 'leaseMs')::int,
      h.at + make_interval(secs => (d ->> 'leaseMs')::float8 / 1000));
    update missions.tasks set status = 'running', run_id = h.run_id, runs = (d ->> 'number')::int, agent = d ->> 'agent',
      grp = d ->> 'group', held = false, wait_keys = null, undo = coalesce(d -> 'undo', undo),
      deadline = coalesce((d ->> 'deadline')::timestamptz, deadline), rev = rev + 1, updated_at = h.at
    where tenant_id = h.tenant_id and id = h.task_id;
    if d ? 'deadline' then
      perform missions.set_timer(h.tenant_id, 'task:' || h.task_id, 'task', (d ->> 'deadline')::timestamptz,
        h.mission_id, h.task_id, null);
    end if;
    if h.mission_id is not null then
      insert into missions.labels (tenant_id, label, created_at, mission_id)
      select tenant_id, 'agent:' || (d ->> 'agent'), created_at, id from missions.missions
      where tenant_id = h.tenant_id and id = h.mission_id
      on conflict do nothing;
    end if;
  when 'task.held' then
    update missions.tasks set held = true, grp = d ->> 'group', rev = rev + 1, updated_at = h.at
    where tenant_id = h.tenant_id and id = h.task_id;
  when 'task.progressed' then
    update missions.tasks set progress = jsonb_build_object('percent', d -> 'percent', 'message', d -> 'message'),
      rev = rev + 1, updated_at = h.at
    where tenant_id = h.tenant_id and id = h.task_id;
  when 'task.stepped' then
    v_total := (d #>> '{for,total}')::int;
    if v_total is not null then
      -- Sub-tasks that an earlier attempt asked for under the same key.
      select count(*) into v_succeeded from missions.tasks
      where tenant_id = h.tenant_id and parent_id = h.task_id and parent_key = d ->> 'key' and status = 'succeeded';
    end if;
    insert into missions.steps (tenant_id, task_id, key, kind, mission_id, run_id, status, result, failure, pending, undo,
      tokens, cost, spec, wait_type, total, succeeded, started_at, ended_at, seq, end_seq)
    values (h.tenant_id, h.task_id, d ->> 'key', d ->> 'kind', h.mission_id, coalesce(h.run_id, ''), d ->> 'status',
      d -> 'result', d -> 'failure', coalesce(d -> 'pending', '[]'), d -> 'undo', (d ->> 'tokens')::int,
      (d ->> 'cost')::float8, d -> 'for', d #>> '{for,type}', coalesce(v_total, 0), v_succeeded,
      (d ->> 'startedAt')::timestamptz, case when d ->> 'status' <> 'waiting' then h.at end, h.seq,
      case when d ->> 'status' <> 'waiting' then h.seq end);
    if d ? 'for' then perform missions.set_wait_timers(h, d); end if;
    if h.mission_id is not null and d #> '{emit,hash}' is not null then
      perform missions.count_action(h.tenant_id, h.mission_id, d #>> '{emit,hash}', (d #>> '{emit,hops}')::int);
    end if;
  when 'task.waiting' then
    update missions.runs set status = 'waiting', ended_at = h.at where tenant_id = h.tenant_id and id = h.run_id;
    update missions.tasks set status = 'waiting', run_id = null,
      wait_keys = array(select jsonb_array_elements_text(d -> 'keys')), rev = rev + 1, updated_at = h.at
    where tenant_id = h.tenant_id and id = h.task_id;
  when 'task.waited' then
    update missions.steps s set status = d ->> 'status', failure = d -> 'failure', ended_at = h.at, end_seq = h.seq,
      result = case when s.kind = 'tasks' then missions.joined(s) else d -> 'result' end
    where s.tenant_id = h.tenant_id and s.task_id = h.task_id and s.key = d ->> 'key';
    delete from missions.timers where tenant_id = h.tenant_id and task_id = h.task_id and key = d ->> 'key';
    update missions.questions set status = d ->> 'status'
    where tenant_id = h.tenant_id and task_id = h.task_id and key = d ->> 'key' and status = 'waiting';
  when 'task.resumed' then
    update missions.tasks set status = 'queued', wakes = (d ->> 'wake')::int, wait_keys = null, held = false,
      rev = rev + 1, updated_at = h.at
    where tenant_id = h.tenant_id and id = h.task_id;
  when 'task.retried' then
    select * into t from missions.tasks where tenant_id = h.tenant_id and id = h.task_id;
    -- A wait of the parent that had counted its failure takes that back.
    update missions.steps set failed = failed - 1
    where tenant_id = h.tenant_id and task_id = t.parent_id and key = t.parent_key and status = 'waiting'
      and seq < t.end_seq;
    -- What is taken out may be done again while what came after it stands.
    update missions.steps s set pending = s.pending || (select coalesce(jsonb_agg('<' || o.key), '[]') from missions.steps o
      where o.tenant_id = h.tenant_id and o.task_id = h.task_id and o.status <> 'succeeded' and o.end_seq < s.end_seq)
    where s.tenant_id = h.tenant_id and s.task_id = h.task_id and s.status = 'succeeded';
    delete from missions.steps where tenant_id = h.tenant_id and task_id = h.task_id
      and (coalesce((d ->> 'fresh')::boolean, false) or status <> 'succeeded');
    update missions.tasks set status = 'queued', wakes = (d ->> 'wake')::int, epoch = epoch + 1, result = null,
      failure = null, ended_at = null, end_seq = null, run_id = null, wait_keys = null, held = false, progress = null,
      deadline = null, rev = rev + 1, updated_at = h.at
    where tenant_id = h.tenant_id and id = h.task_id;
  when 'task.run.ended' then
    update missions.runs set status = d ->> 'status', failure = d -> 'failure', ended_at = h.at
    where tenant_id = h.tenant_id and id = h.run_id;
    update missions.tasks set status = 'queued', run_id = null, held = coalesce((d ->> 'held')::boolean, held),
      rev = rev + 1, updated_at = h.at
    where tenant_id = h.tenant_id and id = h.task_id and run_id = h.run_id;
  when 'task.succeeded', 'task.failed', 'task.timed_out', 'task.cancelled' then
    perform missions.apply_task_end(h, d);
  end case;
end $$;

create function missions.set_wait_timers(h missions.history, d jsonb) returns void language plpgsql as $$
declare
  f jsonb := d -> 'for';
  v_name text := h.task_id || ':' || (d ->> 'key');
begin
  if f ? 'until' then
    perform missions.set_timer(h.tenant_id, 'wait:' || v_name, 'wait', (f ->> 'until')::timestamptz, h.mission_id,
      h.task_id, d ->> 'key');
  end if;
  if f ->> 'kind' = 'event' then
    perform missions.set_timer(h.tenant_id, 'lookback:' || v_name, 'lookback', h.at, h.mission_id, h.task_id, d ->> 'key');
  end if;
  if f ? 'escalate' then
    perform missions.set_timer(h.tenant_id, 'escalate:' || v_name, 'escalate', (f #>> '{escalate,at}')::timestamptz,
      h.mission_id, h.task_id, d ->> 'key');
  end if;
end $$;

-- Every sub-task of a join, in the order of the requests.
create function missions.joined(s missions.steps) returns jsonb
  language plpgsql as $$
begin
  return (
  select coalesce(jsonb_agg(jsonb_build_object('taskId', id, 'status', status, 'result', result, 'failure', failure)
    order by parent_index), '[]')
  from missions.tasks where tenant_id = s.tenant_id and parent_id = s.task_id and parent_key = s.key
  );
end $$;

create function missions.apply_task_end(h missions.history, d jsonb) returns void language plpgsql as $$
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
    update missions.missions set undo_at = undo_at + 1, updated_at = h.at, compensation = case
      when v_status = 'succeeded' then jsonb_set(compensation, '{undone}', compensation -> 'undone' || to_jsonb(t.undoes))
      else jsonb_set(compensation, '{notUndone}',
        compensation -> 'notUndone' || jsonb_build_object('name', t.undoes, 'failure', t.failure)) end
    where tenant_id = h.tenant_id and id = h.mission_id;
  end if;
end $$;

create function missions.apply_mission(h missions.history, d jsonb) returns void language plpgsql as $$
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
    perform missions.set_mission_timers(h.tenant_id, h.mission_id);
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

create function missions.label_tags(h missions.history, p_created timestamptz, p_tags jsonb) returns void
  language plpgsql as $$
begin
  insert into missions.labels (tenant_id, label, created_at, mission_id)
  select h.tenant_id, 'tag:' || x, p_created, h.mission_id from jsonb_array_elements_text(p_tags) x
  on conflict do nothing;
end $$;

-- A mission's deadline, and the end of its wall time.
create function missions.set_mission_timers(p_tenant text, p_mission text) returns void language plpgsql as $$
declare
  m missions.missions;
begin
  select * into m from missions.missions where tenant_id = p_tenant and id = p_mission;
  delete from missions.timers where tenant_id = p_tenant and mission_id = p_mission and kind in ('mission', 'wall');
  if m.deadline is not null then
    perform missions.set_timer(p_tenant, 'mission:' || p_mission, 'mission', m.deadline, p_mission, null, null);
  end if;
  if m.budget ? 'wallMs' then
    perform missions.set_timer(p_tenant, 'wall:' || p_mission, 'wall',
      m.created_at + make_interval(secs => (m.budget ->> 'wallMs')::float8 / 1000), p_mission, null, null);
  end if;
end $$;

create function missions.apply_question(h missions.history, d jsonb) returns void language plpgsql as $$
begin
  case h.type
  when 'question.asked' then
    insert into missions.questions (tenant_id, id, mission_id, task_id, key, question, schema, is_approval, context, status,
      until, asked_at)
    values (h.tenant_id, d ->> 'id', h.mission_id, h.task_id, d ->> 'key', d ->> 'question', d -> 'schema',
      (d ->> 'isApproval')::boolean, d -> 'context', 'waiting', (d ->> 'until')::timestamptz, h.at);
  when 'question.escalated' then
    update missions.questions set escalated_to = d ->> 'to' where tenant_id = h.tenant_id and id = d ->> 'id';
  when 'question.answered' then
    update missions.questions set status = 'succeeded',
      answer = jsonb_build_object('value', d -> 'value', 'comment', d -> 'comment', 'by', d -> 'by', 'at', d -> 'at')
    where tenant_id = h.tenant_id and id = d ->> 'id';
  end case;
end $$;
