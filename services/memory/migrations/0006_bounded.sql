-- Writes a key of a mission's memory and notes the event that tells of it, in one statement.
-- 1. An operation is set, increment or append; p_value is the value, what is added, or the list of what is appended.
-- 2. A key whose time is over counts as one that is not there; its revisions go on.
-- 3. The event is noted while the key's row is held, so the events of a key leave in the order of its revisions.
-- 4. Nothing is written when it is refused; rev is then the key's revision.
-- 5. The writer sends the event itself: seq is its entry of the outbox, due at p_due for whoever finds it left, before
--    the entry before it.
-- 6. A list of more than p_most bytes is refused.
-- p_tells says whether the event carries the value; when null, a value of at most p_short bytes is carried, and tells
-- says so.
drop function memory.write_working;
create function memory.write_working(p_tenant text, p_mission text, p_key text, p_operation text, p_value jsonb,
  p_if_rev bigint, p_keep_last integer, p_expires_at timestamptz, p_agent text, p_now timestamptz, p_event jsonb,
  p_tells boolean, p_short integer, p_most integer, p_due timestamptz) returns jsonb language plpgsql as $$
declare
  v_row memory.working;
  v_before integer;
  v_rev integer;
  v_value jsonb := p_value;
  v_expires_at timestamptz := p_expires_at;
  v_data jsonb;
  v_entry text := 'working/' || p_mission || '/' || p_key;
  v_last bigint;
  v_seq bigint;
begin
  if p_operation = 'set' and p_if_rev is null then
    insert into memory.working as w (tenant_id, mission_id, key, value, rev, agent, updated_at, expires_at)
    values (p_tenant, p_mission, p_key, p_value, 1, p_agent, p_now, p_expires_at)
    on conflict (tenant_id, mission_id, key) do update set value = excluded.value, rev = w.rev + 1,
      agent = excluded.agent, updated_at = excluded.updated_at, expires_at = excluded.expires_at
    returning w.rev into v_rev;
  else
    loop
      select * into v_row from memory.working
      where tenant_id = p_tenant and mission_id = p_mission and key = p_key for update;
      v_before := v_row.rev;
      if v_row.expires_at <= p_now then v_row := null; end if;
      v_rev := coalesce(v_row.rev, 0);

      if p_operation = 'set' then
        if p_if_rev <> v_rev then return jsonb_build_object('refused', 'revision', 'rev', v_rev); end if;
      elsif p_operation = 'increment' then
        v_value := coalesce(nullif(v_row.value, 'null'), '0');
        if jsonb_typeof(v_value) <> 'number' then return jsonb_build_object('refused', 'no number', 'rev', v_rev); end if;
        begin
          v_value := to_jsonb((v_value #>> '{}')::float8 + (p_value #>> '{}')::float8);
        exception when numeric_value_out_of_range then
          return jsonb_build_object('refused', 'too large', 'rev', v_rev);
        end;
      else
        v_value := coalesce(nullif(v_row.value, 'null'), '[]');
        if jsonb_typeof(v_value) <> 'array' then return jsonb_build_object('refused', 'no list', 'rev', v_rev); end if;
        v_value := v_value || p_value;
        if jsonb_array_length(v_value) > p_keep_last then
          select jsonb_agg(x.item order by x.at) into v_value
          from jsonb_array_elements(v_value) with ordinality x(item, at)
          where x.at > jsonb_array_length(v_value) - p_keep_last;
        end if;
        if octet_length(v_value::text) > p_most then return jsonb_build_object('refused', 'too long', 'rev', v_rev); end if;
      end if;
      if p_operation <> 'set' then v_expires_at := coalesce(p_expires_at, v_row.expires_at); end if;

      if v_before is not null then
        v_rev := v_before + 1;
        update memory.working set value = v_value, rev = v_rev, agent = p_agent, updated_at = p_now,
          expires_at = v_expires_at
        where tenant_id = p_tenant and mission_id = p_mission and key = p_key;
        exit;
      end if;
      v_rev := 1;
      insert into memory.working (tenant_id, mission_id, key, value, rev, agent, updated_at, expires_at)
      values (p_tenant, p_mission, p_key, v_value, v_rev, p_agent, p_now, v_expires_at)
      on conflict do nothing;
      -- Another was the first to write the key: what it wrote is looked at now.
      exit when found;
    end loop;
  end if;

  v_data := (p_event -> 'data') || jsonb_build_object('rev', v_rev);
  p_tells := coalesce(p_tells, octet_length(v_value::text) <= p_short);
  if p_tells then v_data := v_data || jsonb_build_object('value', v_value); end if;
  select seq into v_last from troupe.outbox
  where service = 'memory' and tenant_id = p_tenant and key = v_entry order by seq desc limit 1;
  insert into troupe.outbox (tenant_id, service, kind, key, payload, due_at)
  values (p_tenant, 'memory', 'event', v_entry, p_event || jsonb_build_object('data', v_data), p_due)
  returning seq into v_seq;
  -- A value that was set is known to the one who set it.
  return jsonb_build_object('rev', v_rev, 'value', case when p_operation <> 'set' then v_value end,
    'expiresAt', v_expires_at, 'tells', p_tells, 'seq', v_seq, 'before', v_last);
end $$;
