import { type CloudEvent, type EventInput, MAX_HOPS, outcomeType, type Problem, TroupeError } from "@troupe/contracts";
import { v5 } from "uuid";

/** Namespace of derived event ids (RFC 9562, section 5.5). */
const NAMESPACE = "6f2b8f0e-6d0a-5c53-9d51-0b7f6f7a1c9e";

/** Emission key under which a group answers, so that a redelivered handler answers with the same id. */
export const REPLY_KEY = "reply";

/**
 * Id of an event emitted while handling another: the same for every attempt at the same event by the same group,
 * so that JetStream drops what a redelivered handler emits again.
 */
export function derivedEventId(cause: string, group: string, key: string): string {
  return v5(JSON.stringify([cause, group, key]), NAMESPACE);
}

/** Attributes an event inherits from the one being handled. Throws HOPS_EXCEEDED past the limit. */
export function lineageOf(
  parent: CloudEvent,
): Pick<EventInput, "correlationid" | "causationid" | "hops" | "missionid"> {
  const hops = parent.hops + 1;
  if (hops > MAX_HOPS) {
    throw new TroupeError("HOPS_EXCEEDED", `event ${parent.id} was already caused through ${parent.hops} others`, {
      hint: `troupe events show ${parent.id}`,
    });
  }
  return {
    correlationid: parent.correlationid,
    causationid: parent.id,
    hops,
    ...(parent.missionid === undefined ? {} : { missionid: parent.missionid }),
  };
}

/**
 * The `<type>.failed` event that tells an asker why no result will come, or undefined when nobody asked
 * (the event names no reply) or when it may cause nothing more.
 */
export function failureReply(
  request: CloudEvent,
  failure: { group: string; source: string; problem: Problem },
): EventInput | undefined {
  if (request.replytype === undefined && request.replytopic === undefined) return undefined;
  if (request.hops >= MAX_HOPS) return undefined;
  return {
    specversion: "1.0",
    id: derivedEventId(request.id, failure.group, REPLY_KEY),
    source: failure.source,
    type: outcomeType(request.type, "failed"),
    topic: request.replytopic ?? "action-results",
    ...lineageOf(request),
    ...(request.taskid === undefined ? {} : { taskid: request.taskid }),
    data: { ...failure.problem },
  };
}
