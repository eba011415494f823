-- Who spends works on it: a mission is no longer queued while its planner waits for a model's first answer.

create or replace function missions.spend(p_tenant text, p_now timestamptz, p_actor text, p_config jsonb, p_id text, i jsonb)
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
  if m.status = 'queued' then perform missions.tell_mission(m, p_now, p_actor, 'mission.started', 'started', '{}'); end if;
  perform missions.tell_mission(m, p_now, p_actor, 'mission.spent', 'spend/' || (i ->> 'key'),
    jsonb_build_object('key', i -> 'key', 'actions', v_actions, 'tokens', v_tokens, 'cost', v_cost, 'settled', false));
  return missions.spent_answer(p_tenant, p_id);
end $$;
