select troupe.protect('registry.agents');
select troupe.protect('registry.instances');
select troupe.protect('registry.event_types');
select troupe.protect('registry.event_type_versions');

-- Whether a type is selected by a type filter: `*` one token, a last `>` one or more.
create function registry.type_matches(filter text, type text) returns boolean
  language sql immutable parallel safe as $$
  select type ~ ('^' || replace(replace(replace(filter, '.', '\.'), '*', '[^.]+'), '>', '.+') || '$')
$$;
