import {
  type CloudEvent,
  type CreateMission,
  type CreateTask,
  MISSIONS_SOURCE,
  OPEN_GOAL,
  type Topic,
  TroupeError,
} from "@troupe/contracts";

/** Who asks for a request, when, and under which id. */
export interface Asking {
  readonly tenant: string;
  readonly subject: string;
  readonly id: string;
  readonly nowMs: number;
}

interface Request {
  readonly type: string;
  readonly topic: Topic;
  readonly data?: unknown;
  readonly correlationid: string;
  readonly missionid?: string | undefined;
  readonly replytype?: string | undefined;
  readonly replytopic?: Topic | undefined;
}

function requestEvent({ tenant, subject, id, nowMs }: Asking, request: Request): CloudEvent {
  const { data, missionid, replytype, replytopic, ...rest } = request;
  return {
    specversion: "1.0",
    id,
    source: MISSIONS_SOURCE,
    time: new Date(nowMs).toISOString(),
    datacontenttype: "application/json",
    tenantid: tenant,
    actor: subject,
    hops: 0,
    ...rest,
    ...(missionid === undefined ? {} : { missionid }),
    ...(replytype === undefined ? {} : { replytype }),
    replytopic: replytopic ?? "action-results",
    ...(data === undefined ? {} : { data }),
  };
}

/** The goal event of a mission. A goal that is only said in words is its data. */
export function goalEvent(asking: Asking, mission: CreateMission & { readonly id: string }): CloudEvent {
  const words = mission.goal === undefined ? undefined : { goal: mission.goal };
  return requestEvent(asking, {
    type: mission.type ?? OPEN_GOAL,
    topic: mission.topic ?? "action-requests",
    data: mission.data ?? words,
    correlationid: mission.correlationId ?? mission.id,
    missionid: mission.id,
  });
}

/** The request event of a task that is asked for by hand. */
export function taskEvent(asking: Asking, task: CreateTask): CloudEvent {
  return requestEvent(asking, {
    type: task.type,
    topic: task.topic ?? "action-requests",
    data: task.data,
    correlationid: asking.id,
    missionid: task.missionId,
    replytype: task.replyType,
    replytopic: task.replyTopic,
  });
}

/** An event that a caller hands in. Throws VALIDATION_FAILED for another tenant's: what it led to would be sent there. */
export function ownEvent(tenant: string, event: CloudEvent): CloudEvent {
  if (event.tenantid === tenant) return event;
  throw new TroupeError("VALIDATION_FAILED", "the event is another tenant's", {
    errors: [{ pointer: "/event/tenantid", message: `is not ${tenant}` }],
  });
}
