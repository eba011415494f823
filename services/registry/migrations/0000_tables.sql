CREATE SCHEMA "registry";
--> statement-breakpoint
CREATE TABLE "registry"."agents" (
	"tenant_id" text NOT NULL,
	"name" text NOT NULL,
	"version" text NOT NULL,
	"description" text NOT NULL,
	"kind" text NOT NULL,
	"capabilities" jsonb NOT NULL,
	"consumes" jsonb NOT NULL,
	"produces" jsonb NOT NULL,
	"rev" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"words" text NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (setweight(to_tsvector('english', words), 'A') || setweight(to_tsvector('english', description), 'B')) STORED NOT NULL,
	CONSTRAINT "agents_tenant_id_name_pk" PRIMARY KEY("tenant_id","name")
);
--> statement-breakpoint
CREATE TABLE "registry"."event_type_versions" (
	"tenant_id" text NOT NULL,
	"type" text NOT NULL,
	"version" text NOT NULL,
	"topic" text NOT NULL,
	"description" text NOT NULL,
	"purpose" text NOT NULL,
	"schema" json NOT NULL,
	"schema_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "event_type_versions_tenant_id_type_version_pk" PRIMARY KEY("tenant_id","type","version")
);
--> statement-breakpoint
CREATE TABLE "registry"."event_types" (
	"tenant_id" text NOT NULL,
	"type" text NOT NULL,
	"topic" text NOT NULL,
	"version" text NOT NULL,
	"description" text NOT NULL,
	"purpose" text NOT NULL,
	"words" text NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (setweight(to_tsvector('english', words), 'A') || setweight(to_tsvector('english', purpose), 'B') || setweight(to_tsvector('english', description), 'C')) STORED NOT NULL,
	CONSTRAINT "event_types_tenant_id_type_pk" PRIMARY KEY("tenant_id","type")
);
--> statement-breakpoint
CREATE TABLE "registry"."instances" (
	"tenant_id" text NOT NULL,
	"agent" text NOT NULL,
	"id" text NOT NULL,
	"version" text NOT NULL,
	"metadata" jsonb NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "instances_tenant_id_agent_id_pk" PRIMARY KEY("tenant_id","agent","id")
);
--> statement-breakpoint
ALTER TABLE "registry"."event_type_versions" ADD CONSTRAINT "event_type_versions_type" FOREIGN KEY ("tenant_id","type") REFERENCES "registry"."event_types"("tenant_id","type") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registry"."instances" ADD CONSTRAINT "instances_agent" FOREIGN KEY ("tenant_id","agent") REFERENCES "registry"."agents"("tenant_id","name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agents_search" ON "registry"."agents" USING gin ("search");--> statement-breakpoint
CREATE INDEX "event_types_search" ON "registry"."event_types" USING gin ("search");--> statement-breakpoint
CREATE INDEX "instances_expiry" ON "registry"."instances" USING btree ("expires_at");