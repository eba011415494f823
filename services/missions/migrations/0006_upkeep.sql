-- Rebuilding the tables from facts, and forgetting what ended long ago.

create function missions.empty(p_tenant text) returns void language plpgsql as $$
begin
  -- Nobody decides anything while the tables are rebuilt.
  lock table missions.history in exclusive mode;
  delete from missions.missions where tenant_id = p_tenant;
  delete from missions.labels where tenant_id = p_tenant;
  delete from missions.tasks where tenant_id = p_tenant;
  delete from missions.runs where tenant_id = p_tenant;
  delete from missions.steps where tenant_id = p_tenant;
  delete from missions.timers where tenant_id = p_tenant;
  delete from missions.questions where tenant_id = p_tenant;
  delete from missions.handled where tenant_id = p_tenant;
  delete from missions.spendings where tenant_id = p_tenant;
  delete from missions.actions where tenant_id = p_tenant;
end $$;

-- Facts of the stream that the history does not have.
create function missions.remember(p_tenant text, p_facts jsonb) returns void language sql as $$
  insert into missions.history (seq, tenant_id, id, type, at, mission_id, task_id, run_id, actor, causation_id,
    correlation_id, data)
  select (x ->> 'seq')::bigint, p_tenant, x ->> 'id', x ->> 'type', (x ->> 'at')::timestamptz, x ->> 'mission_id',
    x ->> 'task_id', x ->> 'run_id', x ->> 'actor', x ->> 'causation_id', x ->> 'correlation_id', x -> 'data'
  from jsonb_array_elements(p_facts) x
  on conflict do nothing
$$;

-- Applies facts of the history after a number, in order; answers with the last one's, null when there was none.
create function missions.apply_history(p_tenant text, p_after bigint, p_limit integer, out n_facts integer, out last bigint)
  language plpgsql as $$
declare
  h missions.history;
begin
  n_facts := 0;
  for h in select * from missions.history where tenant_id = p_tenant and seq > p_after order by seq limit p_limit loop
    perform missions.apply(h);
    n_facts := n_facts + 1;
    last := h.seq;
  end loop;
end $$;

-- Notes events of the stream for the causal graphs. What the stream has forgotten since stays noted.
create function missions.note_events(p_tenant text, p_events jsonb) returns void language plpgsql as $$
begin
  perform missions.note_event(p_tenant, x) from jsonb_array_elements(p_events) x
  where exists (select from missions.missions where tenant_id = p_tenant and id = x ->> 'missionid');
end $$;

-- Counts what is there, and sees to it that new facts come after all of it.
create function missions.rebuilt(p_tenant text, out n_missions bigint, out n_tasks bigint) language plpgsql as $$
begin
  select count(*) into n_missions from missions.missions where tenant_id = p_tenant;
  select count(*) into n_tasks from missions.tasks where tenant_id = p_tenant;
  perform setval('missions.seq', greatest((select max(seq) from missions.history), nextval('missions.seq')));
end $$;

-- Deletes up to `p_limit` missions, or tasks outside missions, that ended before then; answers with how many.
create function missions.forget(p_before timestamptz, p_limit integer) returns integer language plpgsql as $$
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
