CREATE EXTENSION IF NOT EXISTS vector;
--> statement-breakpoint
CREATE SCHEMA "memory";
--> statement-breakpoint
CREATE TABLE "memory"."corpora" (
	"tenant_id" text NOT NULL,
	"kind" text NOT NULL,
	"passages" integer DEFAULT 0 NOT NULL,
	"length" bigint DEFAULT 0 NOT NULL,
	"next_no" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "corpora_tenant_id_kind_pk" PRIMARY KEY("tenant_id","kind")
);
--> statement-breakpoint
CREATE TABLE "memory"."embedding_jobs" (
	"tenant_id" text NOT NULL,
	"kind" text NOT NULL,
	"no" integer NOT NULL,
	"model" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	CONSTRAINT "embedding_jobs_tenant_id_kind_model_no_pk" PRIMARY KEY("tenant_id","kind","model","no")
);
--> statement-breakpoint
CREATE TABLE "memory"."feedback" (
	"tenant_id" text NOT NULL,
	"name" text NOT NULL,
	"helped" real NOT NULL,
	"hurt" real NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "feedback_tenant_id_name_pk" PRIMARY KEY("tenant_id","name")
);
--> statement-breakpoint
CREATE TABLE "memory"."items" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"title" text,
	"external_id" text,
	"media_type" text NOT NULL,
	"content_hash" text NOT NULL,
	"scope" text NOT NULL,
	"status" text NOT NULL,
	"superseded_by" uuid,
	"metadata" jsonb NOT NULL,
	"importance" real NOT NULL,
	"agent" text NOT NULL,
	"owner" text NOT NULL,
	"role" text,
	"event_id" text,
	"run_id" text,
	"mission_id" text,
	"conversation_id" text,
	"source" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"rev" integer NOT NULL,
	CONSTRAINT "items_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "memory"."links" (
	"tenant_id" text NOT NULL,
	"from_id" uuid NOT NULL,
	"to_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"score" real,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "links_tenant_id_from_id_to_id_kind_pk" PRIMARY KEY("tenant_id","from_id","to_id","kind")
);
--> statement-breakpoint
CREATE TABLE "memory"."models" (
	"tenant_id" text NOT NULL,
	"model" text NOT NULL,
	"dims" smallint NOT NULL,
	"next_model" text,
	"next_dims" smallint,
	CONSTRAINT "models_tenant_id_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
CREATE TABLE "memory"."passages" (
	"tenant_id" text NOT NULL,
	"kind" text NOT NULL,
	"no" integer NOT NULL,
	"item_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"heading" text NOT NULL,
	"text" text NOT NULL,
	"start_at" integer NOT NULL,
	"end_at" integer NOT NULL,
	"text_hash" text NOT NULL,
	CONSTRAINT "passages_tenant_id_kind_no_pk" PRIMARY KEY("tenant_id","kind","no")
);
--> statement-breakpoint
CREATE TABLE "memory"."procedures" (
	"tenant_id" text NOT NULL,
	"name" text NOT NULL,
	"version" text NOT NULL,
	"type" text NOT NULL,
	"description" text NOT NULL,
	"content" text NOT NULL,
	"triggers" jsonb NOT NULL,
	"priority" integer NOT NULL,
	"is_newest" smallint NOT NULL,
	"item_id" uuid,
	"agent" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "procedures_tenant_id_name_version_pk" PRIMARY KEY("tenant_id","name","version")
);
--> statement-breakpoint
CREATE TABLE "memory"."receipts" (
	"tenant_id" text NOT NULL,
	"id" uuid NOT NULL,
	"actor" text NOT NULL,
	"selector" jsonb NOT NULL,
	"counts" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "receipts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "memory"."terms" (
	"tenant_id" text NOT NULL,
	"kind" text NOT NULL,
	"term" text NOT NULL,
	"block" integer NOT NULL,
	"count" smallint NOT NULL,
	"postings" "bytea" NOT NULL,
	CONSTRAINT "terms_tenant_id_kind_term_block_pk" PRIMARY KEY("tenant_id","kind","term","block")
);
--> statement-breakpoint
CREATE TABLE "memory"."uses" (
	"tenant_id" text NOT NULL,
	"item_id" uuid NOT NULL,
	"count" integer NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "uses_tenant_id_item_id_pk" PRIMARY KEY("tenant_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "memory"."vectors" (
	"tenant_id" text NOT NULL,
	"kind" text NOT NULL,
	"no" integer NOT NULL,
	"model" text NOT NULL,
	"dims" smallint NOT NULL,
	"item_id" uuid NOT NULL,
	"text_hash" text NOT NULL,
	"embedding" vector NOT NULL,
	CONSTRAINT "vectors_tenant_id_kind_model_no_pk" PRIMARY KEY("tenant_id","kind","model","no")
) PARTITION BY HASH ("tenant_id");
--> statement-breakpoint
CREATE TABLE "memory"."working" (
	"tenant_id" text NOT NULL,
	"mission_id" text NOT NULL,
	"key" text NOT NULL,
	"value" jsonb NOT NULL,
	"rev" integer NOT NULL,
	"agent" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	CONSTRAINT "working_tenant_id_mission_id_key_pk" PRIMARY KEY("tenant_id","mission_id","key")
);
--> statement-breakpoint
ALTER TABLE "memory"."links" ADD CONSTRAINT "links_from" FOREIGN KEY ("tenant_id","from_id") REFERENCES "memory"."items"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memory"."links" ADD CONSTRAINT "links_to" FOREIGN KEY ("tenant_id","to_id") REFERENCES "memory"."items"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memory"."passages" ADD CONSTRAINT "passages_item" FOREIGN KEY ("tenant_id","item_id") REFERENCES "memory"."items"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memory"."uses" ADD CONSTRAINT "uses_item" FOREIGN KEY ("tenant_id","item_id") REFERENCES "memory"."items"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "embedding_jobs_due" ON "memory"."embedding_jobs" USING btree ("due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "items_external" ON "memory"."items" USING btree ("tenant_id","kind","owner","external_id") WHERE external_id is not null;--> statement-breakpoint
CREATE INDEX "items_hash" ON "memory"."items" USING btree ("tenant_id","content_hash");--> statement-breakpoint
CREATE INDEX "items_recent" ON "memory"."items" USING btree ("tenant_id","kind","created_at","id");--> statement-breakpoint
CREATE INDEX "items_conversation" ON "memory"."items" USING btree ("tenant_id","conversation_id","created_at");--> statement-breakpoint
CREATE INDEX "items_source" ON "memory"."items" USING btree ("tenant_id","source");--> statement-breakpoint
CREATE INDEX "items_mission" ON "memory"."items" USING btree ("tenant_id","mission_id");--> statement-breakpoint
CREATE INDEX "items_expiry" ON "memory"."items" USING btree ("expires_at") WHERE expires_at is not null;--> statement-breakpoint
CREATE INDEX "items_metadata" ON "memory"."items" USING gin (metadata jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "links_back" ON "memory"."links" USING btree ("tenant_id","to_id");--> statement-breakpoint
CREATE INDEX "passages_of_item" ON "memory"."passages" USING btree ("tenant_id","item_id","position");--> statement-breakpoint
CREATE INDEX "procedures_item" ON "memory"."procedures" USING btree ("tenant_id","item_id");--> statement-breakpoint
CREATE INDEX "vectors_of_item" ON "memory"."vectors" USING btree ("tenant_id","item_id");--> statement-breakpoint
CREATE INDEX "vectors_of_text" ON "memory"."vectors" USING btree ("tenant_id","model","text_hash");--> statement-breakpoint
CREATE INDEX "working_expiry" ON "memory"."working" USING btree ("expires_at") WHERE expires_at is not null;