-- A tenant's vectors lie in one of eight partitions, each with graphs of its own: the fewer strangers a graph holds, the
-- more of what it finds is the tenant's.
do $$ begin
  for remainder in 0..7 loop
    execute format('create table memory.vectors_%s partition of memory.vectors for values with (modulus 8, remainder %s)', remainder, remainder);
    perform troupe.protect(format('memory.vectors_%s', remainder)::regclass);
  end loop;
end $$;
select troupe.protect('memory.vectors');

create index vectors_near_384 on memory.vectors using hnsw ((embedding::vector(384)) vector_cosine_ops) where dims = 384;
create index vectors_near_512 on memory.vectors using hnsw ((embedding::vector(512)) vector_cosine_ops) where dims = 512;
create index vectors_near_768 on memory.vectors using hnsw ((embedding::vector(768)) vector_cosine_ops) where dims = 768;
create index vectors_near_1024 on memory.vectors using hnsw ((embedding::vector(1024)) vector_cosine_ops) where dims = 1024;
create index vectors_near_1536 on memory.vectors using hnsw ((embedding::vector(1536)) vector_cosine_ops) where dims = 1536;
-- The vector type is indexed up to 2,000 dimensions, its half-precision form up to 4,000.
create index vectors_near_3072 on memory.vectors using hnsw ((embedding::halfvec(3072)) halfvec_cosine_ops) where dims = 3072;

-- Postings are compressed by their own code; rows change with each write, so pages keep room for the new version.
alter table memory.terms alter column postings set storage external;
alter table memory.terms set (fillfactor = 80);

select troupe.protect('memory.items');
select troupe.protect('memory.passages');
select troupe.protect('memory.corpora');
select troupe.protect('memory.terms');
select troupe.protect('memory.embedding_jobs');
select troupe.protect('memory.models');
select troupe.protect('memory.uses');
select troupe.protect('memory.links');
select troupe.protect('memory.receipts');
select troupe.protect('memory.working');
select troupe.protect('memory.procedures');
select troupe.protect('memory.feedback');
