CREATE TABLE "memory"."blocks" (
	"tenant_id" text NOT NULL,
	"kind" text NOT NULL,
	"block" integer NOT NULL,
	"rev" bigint NOT NULL,
	CONSTRAINT "blocks_tenant_id_kind_block_pk" PRIMARY KEY("tenant_id","kind","block")
);
--> statement-breakpoint
ALTER TABLE "memory"."corpora" ADD COLUMN "born" bigint DEFAULT (extract(epoch from clock_timestamp()) * 1000000) NOT NULL;--> statement-breakpoint
ALTER TABLE "memory"."corpora" ADD COLUMN "rev" bigint DEFAULT (extract(epoch from clock_timestamp()) * 1000000) NOT NULL;
--> statement-breakpoint
select troupe.protect('memory.blocks');
