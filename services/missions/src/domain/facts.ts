import { type CloudEvent, MISSIONS_SOURCE, type Topic } from "@troupe/contracts";

/** Actor of facts. No credential has that subject, so nobody else's event passes for a fact. */
export const ACTOR = "troupe:missions";

/** What a fact is made of. */
export interface Fact {
  readonly seq: number;
  readonly tenant_id: string;
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly mission_id: string | null;
  readonly task_id: string | null;
  readonly run_id: string | null;
  readonly actor: string;
  readonly causation_id: string | null;
  readonly correlation_id: string;
  readonly data: unknown;
}

/** Topics on which facts are told. */
export const FACT_TOPICS = ["task-events", "plan-events", "notification-events"] as const satisfies readonly Topic[];

function topicOf(type: string): Topic {
  if (type.startsWith("task.")) return "task-events";
  return type.startsWith("mission.") ? "plan-events" : "notification-events";
}

/** The event that tells a fact. `by` is who decided it, `factseq` its place among all facts. */
export function eventOfFact(fact: Fact): CloudEvent {
  const event = {
    specversion: "1.0" as const,
    id: fact.id,
    source: MISSIONS_SOURCE,
    type: fact.type,
    topic: topicOf(fact.type),
    time: new Date(fact.at).toISOString(),
    datacontenttype: "application/json" as const,
    tenantid: fact.tenant_id,
    actor: ACTOR,
    correlationid: fact.correlation_id,
    hops: 0,
    ...(fact.causation_id === null ? {} : { causationid: fact.causation_id }),
    ...(fact.mission_id === null ? {} : { missionid: fact.mission_id }),
    ...(fact.task_id === null ? {} : { taskid: fact.task_id }),
    ...(fact.run_id === null ? {} : { runid: fact.run_id }),
    by: fact.actor,
    factseq: fact.seq,
    data: fact.data,
  };
  return event;
}

/** Whether an event is a fact of the missions service. */
export const isFact = (event: CloudEvent): boolean => event.source === MISSIONS_SOURCE && event.actor === ACTOR;

/** The fact that an event tells. */
export function factOfEvent(event: CloudEvent): Fact {
  const attributes = event as CloudEvent & { readonly by?: string; readonly factseq?: number; readonly runid?: string };
  return {
    seq: attributes.factseq ?? 0,
    tenant_id: event.tenantid,
    id: event.id,
    type: event.type,
    at: event.time,
    mission_id: event.missionid ?? null,
    task_id: event.taskid ?? null,
    run_id: attributes.runid ?? null,
    actor: attributes.by ?? event.actor,
    causation_id: event.causationid ?? null,
    correlation_id: event.correlationid,
    data: event.data ?? {},
  };
}
