-- Counts failures of an agent at a type; enough of them in a row hold it back for a while. What others failed at, or were
-- waited for in vain, says nothing of the agent: it would be held back at each task above one that failed.
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
    or (t.status = 'failed' and t.failure ->> 'code' in ('SUBTASK_FAILED', 'TIMED_OUT', 'HOPS_EXCEEDED')) then
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
