-- The outbox is read by number whatever the tables held when the statement was planned: a session keeps a plan made over
-- tables that were still empty, and would walk the whole history at each look until the tables are analyzed.
create or replace function missions.read_outbox(p_owner text, p_after bigint, p_limit integer) returns jsonb
  language plpgsql as $$
declare
  l missions.leases;
begin
  select * into l from missions.leases where tenant_id = '' and name = 'relay';
  if l.owner is distinct from p_owner or l.until < clock_timestamp() + interval '3 seconds' then
    insert into missions.leases (tenant_id, name, owner, until)
    values ('', 'relay', p_owner, clock_timestamp() + interval '5 seconds')
    on conflict (tenant_id, name) do update set owner = excluded.owner, until = excluded.until
      where missions.leases.owner = excluded.owner or missions.leases.until < clock_timestamp()
    returning * into l;
    if l.owner is distinct from p_owner then return null; end if;
  end if;
  return (select coalesce(jsonb_agg(jsonb_build_object('seq', y.seq, 'event', y.event, 'group', y.to_group,
      'fact', case when y.event is null then to_jsonb(h) end) order by y.seq), '[]')
    from (select * from missions.outbox where seq > p_after order by seq limit p_limit) y
    left join lateral (select * from missions.history f where f.seq = y.seq offset 0) h on true);
end $$;
