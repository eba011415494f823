-- What there was of a mission that came to nothing is told in one event: what has no room there is left out, the latest
-- first, and `isCut` says so.
create or replace function missions.partial(m missions.missions) returns jsonb language plpgsql stable as $$
declare
  c_room constant integer := 128 * 1024;
  v_steps jsonb;
  v_tasks jsonb;
  v_has_state boolean := coalesce(octet_length(m.state::text), 0) <= c_room;
  v_cut boolean;
begin
  select coalesce(jsonb_object_agg(key, result) filter (where total <= c_room), '{}'), coalesce(bool_or(total > c_room), false)
  into v_steps, v_cut from (
    select key, result, sum(octet_length(result::text) + octet_length(key)) over (order by end_seq) as total
    from missions.steps
    where tenant_id = m.tenant_id and task_id = m.task_id and status = 'succeeded' and kind <> 'tasks') x;
  select coalesce(jsonb_agg(y order by end_seq) filter (where total <= c_room), '[]'), v_cut or coalesce(bool_or(total > c_room), false)
  into v_tasks, v_cut from (
    select end_seq, jsonb_build_object('taskId', id, 'type', type, 'result', result) as y,
      sum(coalesce(octet_length(result::text), 0) + 256) over (order by end_seq) as total
    from missions.tasks
    where tenant_id = m.tenant_id and mission_id = m.id and kind = 'task' and status = 'succeeded'
    order by end_seq limit 20) x;
  return missions.opt('state', case when v_has_state then m.state end)
    || jsonb_build_object('steps', v_steps, 'tasks', v_tasks)
    || case when v_cut or not v_has_state then '{"isCut": true}'::jsonb else '{}' end;
end $$;
