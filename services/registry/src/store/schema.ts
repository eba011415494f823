import type { AgentDefinition, EventUse, JsonSchema, Topic } from "@troupe/contracts";
import { sql } from "drizzle-orm";
import {
  customType,
  foreignKey,
  index,
  integer,
  json,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
} from "drizzle-orm/pg-core";

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });
const bytea = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });
const time = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

export const registry = pgSchema("registry");

export const agents = registry.table(
  "agents",
  {
    tenantId: text("tenant_id").notNull(),
    name: text("name").notNull(),
    version: text("version").notNull(),
    description: text("description").notNull(),
    kind: text("kind").$type<AgentDefinition["kind"]>().notNull(),
    capabilities: jsonb("capabilities").$type<string[]>().notNull(),
    consumes: jsonb("consumes").$type<EventUse[]>().notNull(),
    produces: jsonb("produces").$type<EventUse[]>().notNull(),
    rev: integer("rev").notNull(),
    createdAt: time("created_at").notNull(),
    updatedAt: time("updated_at").notNull(),
    /** Names in their parts, for the search. */
    words: text("words").notNull(),
    search: tsvector("search")
      .notNull()
      .generatedAlwaysAs(
        sql`setweight(to_tsvector('english', words), 'A') || setweight(to_tsvector('english', description), 'B')`,
      ),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.name] }), index("agents_search").using("gin", table.search)],
);

export const instances = registry.table(
  "instances",
  {
    tenantId: text("tenant_id").notNull(),
    agent: text("agent").notNull(),
    id: text("id").notNull(),
    version: text("version").notNull(),
    metadata: jsonb("metadata").$type<Record<string, string>>().notNull(),
    startedAt: time("started_at").notNull(),
    seenAt: time("seen_at").notNull(),
    expiresAt: time("expires_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.agent, table.id] }),
    foreignKey({
      columns: [table.tenantId, table.agent],
      foreignColumns: [agents.tenantId, agents.name],
      name: "instances_agent",
    }).onDelete("cascade"),
    index("instances_expiry").on(table.expiresAt),
  ],
);

/** The newest version of each type, beside what is common to all. */
export const eventTypes = registry.table(
  "event_types",
  {
    tenantId: text("tenant_id").notNull(),
    type: text("type").notNull(),
    topic: text("topic").$type<Topic>().notNull(),
    version: text("version").notNull(),
    description: text("description").notNull(),
    purpose: text("purpose").notNull(),
    words: text("words").notNull(),
    search: tsvector("search")
      .notNull()
      .generatedAlwaysAs(
        sql`setweight(to_tsvector('english', words), 'A') || setweight(to_tsvector('english', purpose), 'B') || setweight(to_tsvector('english', description), 'C')`,
      ),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.type] }),
    index("event_types_search").using("gin", table.search),
  ],
);

/** What the words of an agent or of an event type mean, by one model. */
export const meanings = registry.table(
  "meanings",
  {
    tenantId: text("tenant_id").notNull(),
    of: text("of").$type<"agent" | "type">().notNull(),
    name: text("name").notNull(),
    model: text("model").notNull(),
    /** Of the words as they were. */
    hash: text("hash").notNull(),
    /** 32-bit floats, the lowest byte first. */
    vector: bytea("vector").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.of, table.name, table.model] })],
);

export const eventTypeVersions = registry.table(
  "event_type_versions",
  {
    tenantId: text("tenant_id").notNull(),
    type: text("type").notNull(),
    version: text("version").notNull(),
    topic: text("topic").$type<Topic>().notNull(),
    description: text("description").notNull(),
    purpose: text("purpose").notNull(),
    /** `json` keeps the order of keys as it was written. */
    schema: json("schema").$type<JsonSchema>().notNull(),
    schemaHash: text("schema_hash").notNull(),
    createdAt: time("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.type, table.version] }),
    foreignKey({
      columns: [table.tenantId, table.type],
      foreignColumns: [eventTypes.tenantId, eventTypes.type],
      name: "event_type_versions_type",
    }).onDelete("cascade"),
  ],
);
