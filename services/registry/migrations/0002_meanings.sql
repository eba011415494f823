CREATE TABLE "registry"."meanings" (
	"tenant_id" text NOT NULL,
	"of" text NOT NULL,
	"name" text NOT NULL,
	"model" text NOT NULL,
	"hash" text NOT NULL,
	"vector" "bytea" NOT NULL,
	CONSTRAINT "meanings_tenant_id_of_name_model_pk" PRIMARY KEY("tenant_id","of","name","model")
);

--> statement-breakpoint
select troupe.protect('registry.meanings');
