DROP INDEX "memory"."items_hash";--> statement-breakpoint
DROP INDEX "memory"."items_recent";--> statement-breakpoint
DROP INDEX "memory"."items_conversation";--> statement-breakpoint
DROP INDEX "memory"."items_source";--> statement-breakpoint
DROP INDEX "memory"."items_mission";--> statement-breakpoint
DROP INDEX "memory"."links_back";--> statement-breakpoint
DROP INDEX "memory"."passages_of_item";--> statement-breakpoint
DROP INDEX "memory"."procedures_item";--> statement-breakpoint
DROP INDEX "memory"."vectors_of_item";--> statement-breakpoint
DROP INDEX "memory"."vectors_of_text";--> statement-breakpoint
CREATE INDEX "items_hash" ON "memory"."items" USING btree ("content_hash","tenant_id");--> statement-breakpoint
CREATE INDEX "items_recent" ON "memory"."items" USING btree ("kind","tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "items_conversation" ON "memory"."items" USING btree ("conversation_id","tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "items_source" ON "memory"."items" USING btree ("source","tenant_id");--> statement-breakpoint
CREATE INDEX "items_mission" ON "memory"."items" USING btree ("mission_id","tenant_id");--> statement-breakpoint
CREATE INDEX "links_back" ON "memory"."links" USING btree ("to_id","tenant_id");--> statement-breakpoint
CREATE INDEX "passages_of_item" ON "memory"."passages" USING btree ("item_id","tenant_id","position");--> statement-breakpoint
CREATE INDEX "procedures_item" ON "memory"."procedures" USING btree ("item_id","tenant_id");--> statement-breakpoint
CREATE INDEX "vectors_of_item" ON "memory"."vectors" USING btree ("item_id","tenant_id");--> statement-breakpoint
CREATE INDEX "vectors_of_text" ON "memory"."vectors" USING btree ("text_hash","tenant_id","model");