import type { AgentInstance, AgentRecord, EventTypeRecord } from "@troupe/contracts";
import type { agents, eventTypeVersions, instances } from "./schema.js";

export function instanceOf(row: typeof instances.$inferSelect): AgentInstance {
  return {
    id: row.id,
    agent: row.agent,
    version: row.version,
    startedAt: row.startedAt.toISOString(),
    seenAt: row.seenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    metadata: row.metadata,
  };
}

export function agentOf(row: typeof agents.$inferSelect, live: readonly AgentInstance[]): AgentRecord {
  return {
    name: row.name,
    version: row.version,
    description: row.description,
    kind: row.kind,
    capabilities: row.capabilities,
    consumes: row.consumes,
    produces: row.produces,
    rev: row.rev,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    live: live.length > 0,
    instances: [...live],
  };
}

export function eventTypeOf(row: typeof eventTypeVersions.$inferSelect, versions: readonly string[]): EventTypeRecord {
  return {
    type: row.type,
    topic: row.topic,
    version: row.version,
    description: row.description,
    purpose: row.purpose,
    schema: row.schema,
    schemaHash: row.schemaHash,
    createdAt: row.createdAt.toISOString(),
    versions: [...versions],
  };
}
