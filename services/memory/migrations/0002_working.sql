-- Writes a key of a mission's memory and notes the event that tells of it, in one statement.
-- 1. An operation is set, increment or append; p_value is the value, what is added, or the list of what is appended.
-- 2. A key whose time is over counts as one that is not there; its revisions go on.
-- 3. The event is noted while the key's row is held, so the events of a key leave in the order of its revisions.
-- 4. Nothing is written when it is refused; new_rev is then the key's revision.
-- p_tells says whether the event carries the value; when null, a value of at most p_short bytes is carried.
create function memory.write_working(p_tenant text, p_mission text, p_key text, p_operation text, p_value jsonb,
  p_if_rev bigint, p_keep_last integer, p_expires_at timestamptz, p_agent text, p_now timestamptz, p_event jsonb,
  p_tells boolean, p_short integer,
  out refused text, out new_rev integer, out new_value jsonb, out new_expires_at timestamptz) language plpgsql as $$
declare
  v_row memory.working;
  v_before integer;
  v_data jsonb;
begin
  new_value := p_value;
  new_expires_at := p_expires_at;
  if p_operation = 'set' and p_if_rev is null then
    insert into memory.working as w (tenant_id, mission_id, key, value, rev, agent, updated_at, expires_at)
    values (p_tenant, p_mission, p_key, p_value, 1, p_agent, p_now, p_expires_at)
    on conflict (tenant_id, mission_id, key) do update set value = excluded.value, rev = w.rev + 1,
      agent = excluded.agent, updated_at = excluded.updated_at, expires_at = excluded.expires_at
    returning w.rev into new_rev;
  else
    loop
      select * into v_row from memory.working
      where tenant_id = p_tenant and mission_id = p_mission and key = p_key for update;
      v_before := v_row.rev;
      if v_row.expires_at <= p_now then v_row := null; end if;
      new_rev := coalesce(v_row.rev, 0);

      if p_operation = 'set' then
        if p_if_rev <> new_rev then
          refused := 'revision';
          return;
        end if;
      elsif p_operation = 'increment' then
        new_value := coalesce(nullif(v_row.value, 'null'), '0');
        if jsonb_typeof(new_value) <> 'number' then
          refused := 'no number';
          return;
        end if;
        begin
          new_value := to_jsonb((new_value #>> '{}')::float8 + (p_value #>> '{}')::float8);
        exception when numeric_value_out_of_range then
          refused := 'too large';
          return;
        end;
      else
        new_value := coalesce(nullif(v_row.value, 'null'), '[]');
        if jsonb_typeof(new_value) <> 'array' then
          refused := 'no list';
          return;
        end if;
        new_value := new_value || p_value;
        if jsonb_array_length(new_value) > p_keep_last then
          select jsonb_agg(x.item order by x.at) into new_value
          from jsonb_array_elements(new_value) with ordinality x(item, at)
          where x.at > jsonb_array_length(new_value) - p_keep_last;
        end if;
      end if;
      if p_operation <> 'set' then new_expires_at := coalesce(p_expires_at, v_row.expires_at); end if;

      if v_before is not null then
        new_rev := v_before + 1;
        update memory.working set value = new_value, rev = new_rev, agent = p_agent, updated_at = p_now,
          expires_at = new_expires_at
        where tenant_id = p_tenant and mission_id = p_mission and key = p_key;
        exit;
      end if;
      new_rev := 1;
      insert into memory.working (tenant_id, mission_id, key, value, rev, agent, updated_at, expires_at)
      values (p_tenant, p_mission, p_key, new_value, new_rev, p_agent, p_now, new_expires_at)
      on conflict do nothing;
      -- Another was the first to write the key: what it wrote is looked at now.
      exit when found;
    end loop;
  end if;

  v_data := (p_event -> 'data') || jsonb_build_object('rev', new_rev);
  if coalesce(p_tells, octet_length(new_value::text) <= p_short) then
    v_data := v_data || jsonb_build_object('value', new_value);
  end if;
  insert into troupe.outbox (tenant_id, service, kind, key, payload, due_at)
  values (p_tenant, 'memory', 'event', 'working/' || p_mission || '/' || p_key,
    p_event || jsonb_build_object('data', v_data), p_now);
  -- A value that was set is known to the one who set it.
  if p_operation = 'set' then new_value := null; end if;
end $$;
