import type { LinkKind, MemoryKind, MemoryScope, MemoryStatus, Metadata } from "@troupe/contracts";
import { sql } from "drizzle-orm";
import {
  bigint,
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  real,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

const time = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
const bytea = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });
/** Vectors of any model are in one column; their indexes are for one number of dimensions each. */
const anyVector = customType<{ data: string }>({ dataType: () => "vector" });

const microseconds = sql`(extract(epoch from clock_timestamp()) * 1000000)`;

export const memory = pgSchema("memory");

/*
 * Only primary keys begin with the tenant. To a planner without statistics a tenant has hardly a row, whichever index it is
 * found by; one that begins with the tenant and is not the key would then be read from end to end.
 */

/** What is remembered, whatever its kind: one row an item, its text in passages. */
export const items = memory.table(
  "items",
  {
    tenantId: text("tenant_id").notNull(),
    id: uuid("id").notNull(),
    kind: text("kind").$type<MemoryKind>().notNull(),
    title: text("title"),
    externalId: text("external_id"),
    mediaType: text("media_type").notNull(),
    contentHash: text("content_hash").notNull(),
    scope: text("scope").$type<MemoryScope>().notNull(),
    status: text("status").$type<MemoryStatus>().notNull(),
    supersededBy: uuid("superseded_by"),
    metadata: jsonb("metadata").$type<Metadata>().notNull(),
    importance: real("importance").notNull(),
    agent: text("agent").notNull(),
    owner: text("owner").notNull(),
    /** `user`, `assistant`, … of an interaction. */
    role: text("role"),
    eventId: text("event_id"),
    runId: text("run_id"),
    missionId: text("mission_id"),
    conversationId: text("conversation_id"),
    source: text("source"),
    createdAt: time("created_at").notNull(),
    updatedAt: time("updated_at").notNull(),
    expiresAt: time("expires_at"),
    rev: integer("rev").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("items_external")
      .on(table.tenantId, table.kind, table.owner, table.externalId)
      .where(sql`external_id is not null`),
    index("items_hash").on(table.contentHash, table.tenantId),
    index("items_recent").on(table.kind, table.tenantId, table.createdAt, table.id),
    index("items_conversation").on(table.conversationId, table.tenantId, table.createdAt),
    index("items_source").on(table.source, table.tenantId),
    index("items_mission").on(table.missionId, table.tenantId),
    index("items_expiry").on(table.expiresAt).where(sql`expires_at is not null`),
    index("items_metadata").using("gin", sql`metadata jsonb_path_ops`),
  ],
);

/** What is searched: parts of items, numbered from 0 in each kind of a tenant. */
export const passages = memory.table(
  "passages",
  {
    tenantId: text("tenant_id").notNull(),
    kind: text("kind").$type<MemoryKind>().notNull(),
    no: integer("no").notNull(),
    itemId: uuid("item_id").notNull(),
    position: integer("position").notNull(),
    heading: text("heading").notNull(),
    text: text("text").notNull(),
    startAt: integer("start_at").notNull(),
    endAt: integer("end_at").notNull(),
    /** Of what is embedded and indexed: title, heading and text. */
    textHash: text("text_hash").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.kind, table.no] }),
    foreignKey({
      columns: [table.tenantId, table.itemId],
      foreignColumns: [items.tenantId, items.id],
      name: "passages_item",
    }).onDelete("cascade"),
    index("passages_of_item").on(table.itemId, table.tenantId, table.position),
  ],
);

/** Figures of a tenant's lexical index; the row's lock orders those who write to it. */
export const corpora = memory.table(
  "corpora",
  {
    tenantId: text("tenant_id").notNull(),
    kind: text("kind").$type<MemoryKind>().notNull(),
    passages: integer("passages").notNull().default(0),
    length: bigint("length", { mode: "number" }).notNull().default(0),
    nextNo: integer("next_no").notNull().default(0),
    /** When this index began, in microseconds: what was known of one before it is worth nothing. */
    born: bigint("born", { mode: "number" }).notNull().default(microseconds),
    /** When it changed last; always more than before. */
    rev: bigint("rev", { mode: "number" }).notNull().default(microseconds),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.kind] })],
);

/** The lexical index: a term's postings in one block of passages, as `domain/postings.ts` writes them. */
export const terms = memory.table(
  "terms",
  {
    tenantId: text("tenant_id").notNull(),
    kind: text("kind").$type<MemoryKind>().notNull(),
    term: text("term").notNull(),
    block: integer("block").notNull(),
    /** Passages of the block that hold the term; their sum over blocks is the document frequency. */
    count: smallint("count").notNull(),
    postings: bytea("postings").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.kind, table.term, table.block] })],
);

/** When postings of a block of passages changed last, as the corpus counts: older ones are read once and remembered. */
export const blocks = memory.table(
  "blocks",
  {
    tenantId: text("tenant_id").notNull(),
    kind: text("kind").$type<MemoryKind>().notNull(),
    block: integer("block").notNull(),
    rev: bigint("rev", { mode: "number" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.kind, table.block] })],
);

/** The vectors of passages, each with the model it is of. */
export const vectors = memory.table(
  "vectors",
  {
    tenantId: text("tenant_id").notNull(),
    kind: text("kind").$type<MemoryKind>().notNull(),
    no: integer("no").notNull(),
    /** Name and number type of the model. */
    model: text("model").notNull(),
    dims: smallint("dims").notNull(),
    itemId: uuid("item_id").notNull(),
    textHash: text("text_hash").notNull(),
    embedding: anyVector("embedding").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.kind, table.model, table.no] }),
    index("vectors_of_item").on(table.itemId, table.tenantId),
    index("vectors_of_text").on(table.textHash, table.tenantId, table.model),
  ],
);

/** Passages that wait for their vector. */
export const embeddingJobs = memory.table(
  "embedding_jobs",
  {
    tenantId: text("tenant_id").notNull(),
    kind: text("kind").$type<MemoryKind>().notNull(),
    no: integer("no").notNull(),
    model: text("model").notNull(),
    dueAt: time("due_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    lastError: text("last_error"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.kind, table.model, table.no] }),
    index("embedding_jobs_due").on(table.dueAt),
  ],
);

/** Which model a tenant's vectors are of, and which it moves to. */
export const models = memory.table(
  "models",
  {
    tenantId: text("tenant_id").notNull(),
    model: text("model").notNull(),
    dims: smallint("dims").notNull(),
    nextModel: text("next_model"),
    nextDims: smallint("next_dims"),
  },
  (table) => [primaryKey({ columns: [table.tenantId] })],
);

/** How often an item was found; apart from the item, since it changes with every search. */
export const uses = memory.table(
  "uses",
  {
    tenantId: text("tenant_id").notNull(),
    itemId: uuid("item_id").notNull(),
    count: integer("count").notNull(),
    lastAt: time("last_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.itemId] }),
    foreignKey({
      columns: [table.tenantId, table.itemId],
      foreignColumns: [items.tenantId, items.id],
      name: "uses_item",
    }).onDelete("cascade"),
  ],
);

/** How items bear on each other. */
export const links = memory.table(
  "links",
  {
    tenantId: text("tenant_id").notNull(),
    fromId: uuid("from_id").notNull(),
    toId: uuid("to_id").notNull(),
    kind: text("kind").$type<LinkKind>().notNull(),
    score: real("score"),
    createdAt: time("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.fromId, table.toId, table.kind] }),
    foreignKey({
      columns: [table.tenantId, table.fromId],
      foreignColumns: [items.tenantId, items.id],
      name: "links_from",
    }).onDelete("cascade"),
    foreignKey({
      columns: [table.tenantId, table.toId],
      foreignColumns: [items.tenantId, items.id],
      name: "links_to",
    }).onDelete("cascade"),
    index("links_back").on(table.toId, table.tenantId),
  ],
);

/** What was forgotten, told without telling it. */
export const receipts = memory.table(
  "receipts",
  {
    tenantId: text("tenant_id").notNull(),
    id: uuid("id").notNull(),
    actor: text("actor").notNull(),
    selector: jsonb("selector").$type<Record<string, string>>().notNull(),
    counts: jsonb("counts").$type<Record<string, number>>().notNull(),
    createdAt: time("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

/** What missions hold in mind. */
export const working = memory.table(
  "working",
  {
    tenantId: text("tenant_id").notNull(),
    missionId: text("mission_id").notNull(),
    key: text("key").notNull(),
    value: jsonb("value").$type<unknown>().notNull(),
    rev: integer("rev").notNull(),
    agent: text("agent").notNull(),
    updatedAt: time("updated_at").notNull(),
    expiresAt: time("expires_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.missionId, table.key] }),
    index("working_expiry").on(table.expiresAt).where(sql`expires_at is not null`),
  ],
);

/** Prompts, rules and skills by name and version; the searchable text of the newest is an item. */
export const procedures = memory.table(
  "procedures",
  {
    tenantId: text("tenant_id").notNull(),
    name: text("name").notNull(),
    version: text("version").notNull(),
    type: text("type").$type<"prompt" | "rule" | "skill">().notNull(),
    description: text("description").notNull(),
    content: text("content").notNull(),
    triggers: jsonb("triggers").$type<string[]>().notNull(),
    priority: integer("priority").notNull(),
    isNewest: smallint("is_newest").notNull(),
    itemId: uuid("item_id"),
    agent: text("agent").notNull(),
    createdAt: time("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.name, table.version] }),
    index("procedures_item").on(table.itemId, table.tenantId),
  ],
);

/** What became of using a procedure, summed up. */
export const feedback = memory.table(
  "feedback",
  {
    tenantId: text("tenant_id").notNull(),
    name: text("name").notNull(),
    helped: real("helped").notNull(),
    hurt: real("hurt").notNull(),
    updatedAt: time("updated_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.name] })],
);
