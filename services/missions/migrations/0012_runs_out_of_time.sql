-- A run whose handler took longer than it may is timed out, and so is its task where no other attempt follows.
create or replace function missions.finish_run(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_run text,
  i jsonb) returns jsonb language plpgsql as $$
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
  if coalesce((i ->> 'retry')::boolean, false) then
    perform missions.tell_task(t, p_now, p_actor, 'task.run.ended', p_run, 'run/' || p_run || '/end',
      jsonb_build_object('status', i -> 'outcome', 'failure', i -> 'failure'));
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
