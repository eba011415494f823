import type { CloudEvent } from "@troupe/contracts";

/** Group under which the registry derives ids of its events. */
export const REGISTRY_GROUP = "registry";

export type AgentEventType = "agent.registered" | "agent.expired" | "agent.left";

/** What an event of an agent says. */
export interface AgentEventData {
  readonly agent: string;
  readonly version: string;
  /** The instance that came or went; absent when the definition is new or has changed. */
  readonly instance?: string;
  /** Live instances that remain. */
  readonly live: number;
}

export interface AgentEventOptions {
  readonly id: string;
  readonly type: AgentEventType;
  readonly tenant: string;
  readonly actor: string;
  readonly nowMs: number;
  readonly data: AgentEventData;
}

/** The system event that tells a tenant of one of its agents. */
export function agentEvent({ id, type, tenant, actor, nowMs, data }: AgentEventOptions): CloudEvent {
  return {
    specversion: "1.0",
    id,
    source: "urn:troupe:registry",
    type,
    topic: "system-events",
    time: new Date(nowMs).toISOString(),
    datacontenttype: "application/json",
    subject: data.agent,
    tenantid: tenant,
    actor,
    correlationid: id,
    hops: 0,
    data,
  };
}
