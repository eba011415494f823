import { derivedEventId, REPLY_KEY } from "@troupe/bus";
import {
  type CloudEvent,
  type EventInput,
  type Failure,
  isFinal,
  type Mission,
  outcomeType,
  type Transition,
  TroupeError,
} from "@troupe/contracts";
import { backoffMs } from "../domain/backoff.js";
import { RetryableError, TerminalError } from "../domain/errors.js";
import { reasonOf } from "../domain/outcome.js";
import { childTrace, traceIdOf } from "../domain/trace.js";
import type { Logger, Platform } from "../platform.js";
import { persist, wait } from "../time.js";
import type { Along } from "../transport.js";
import { type Asker, askerOf, isPlannerRecord, type PlannerRecord } from "./record.js";
import type { Decision, Moment, Strategy } from "./strategy.js";

/*
 * How an event becomes a decision of a mission.
 * 1. Nothing leaves but with a transition: state, events, timers and end are one commit, compared by revision.
 * 2. Another was first: read again, decide again. The event led to a decision before: nothing more to do.
 * 3. Ids of events are derived from mission, planner and emission key, so a decision made twice is one.
 * 4. A decision that the platform refuses ends the mission as failed: it would be refused again.
 * 5. Whoever asked for the mission is answered after its end, under an id derived from the asking event.
 * 6. A mission that is remembered may have gone on since: what comes of it counts only as a commit, and anything else
 *    (nothing follows, a failure, a refusal) is looked at again with the mission as it is.
 */

const UNFINISHED = "queued,running,waiting";
const MAX_CONFLICTS = 30;
const CONFLICT_BOUNDS = { firstMs: 20, maxMs: 1000 };
/** Refusals that a repetition would meet again. */
const REFUSED: ReadonlySet<string> = new Set([
  "VALIDATION_FAILED",
  "SCHEMA_MISMATCH",
  "TOPIC_MISMATCH",
  "EVENT_TYPE_UNKNOWN",
  "MALFORMED_TEXT",
  "DATA_TOO_DEEP",
  "EVENT_TOO_LARGE",
  "TOO_LARGE",
  "BAD_REQUEST",
  "HOPS_EXCEEDED",
]);
const OVER: ReadonlySet<string> = new Set(["MISSION_ENDED", "BUDGET_EXCEEDED", "NOT_FOUND"]);

/** One event at one planner. */
export interface Visit {
  readonly planner: string;
  readonly event: CloudEvent;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly platform: Platform;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** What acknowledges the event along with the decision, where it concerns one mission alone. */
  readonly along?: Along | undefined;
}

type Decided = Extract<Decision, { kind: "decided" }>;

/** What an event came to: the mission as it was left, where that is known; or as another left it meanwhile. */
type Outcome =
  | { readonly kind: "done"; readonly mission?: Mission }
  | { readonly kind: "again"; readonly mission?: Mission };

/**
 * Carries a mission on by what `strategy` makes of the event; gives the mission as it is left, unless it is over or not
 * known. `isFresh` is false for a mission as somebody remembers it.
 */
export async function carryOn(
  visit: Visit,
  strategy: Strategy,
  first: Mission,
  isFresh = true,
): Promise<Mission | undefined> {
  let mission: Mission | undefined = first;
  let conflicts = isFresh ? 0 : -1;
  for (; conflicts < MAX_CONFLICTS; conflicts++) {
    if (mission === undefined || !isOurs(visit, mission)) return undefined;
    if (isFinal(mission.status)) {
      await answerAsker(visit, mission);
      return undefined;
    }
    const outcome = await decided(visit, strategy, mission, conflicts >= 0);
    if (outcome.kind === "done") return outcome.mission;
    if (conflicts >= 0) await pauseAfter(visit, conflicts);
    mission = (conflicts < 0 ? outcome.mission : undefined) ?? (await missionOf(visit, mission.id));
  }
  throw new RetryableError(`mission ${first.id} was changed by others ${MAX_CONFLICTS} times in a row`);
}

async function pauseAfter({ platform, signal }: Visit, conflicts: number): Promise<void> {
  await wait(platform.clock, backoffMs(conflicts, platform.random(), CONFLICT_BOUNDS), signal);
  signal.throwIfAborted();
}

/** What the strategy makes of the mission as it is said to be, committed. */
async function decided(visit: Visit, strategy: Strategy, mission: Mission, isFresh: boolean): Promise<Outcome> {
  const decision = await decisionOf(visit, strategy, mission, isFresh);
  if (decision === undefined) return { kind: "again" };
  if (decision.kind === "decided") {
    return settled(visit, mission, transitionOf(visit, strategy, mission, decision), isFresh);
  }
  if (!isFresh) return { kind: "again" };
  visit.logger.debug({ mission: mission.id }, `nothing follows from ${visit.event.type}: ${decision.why}`);
  return { kind: "done" };
}

/**
 * What the strategy says; where it fails for good, or for the last time, the mission fails. Undefined where it fails
 * over a mission that is not fresh.
 */
async function decisionOf(
  visit: Visit,
  strategy: Strategy,
  mission: Mission,
  isFresh: boolean,
): Promise<Decision | undefined> {
  const moment = momentOf(visit, mission);
  try {
    return await strategy.decide(moment);
  } catch (error) {
    if (!isFresh && !visit.signal.aborted) return undefined;
    if (error instanceof TroupeError && OVER.has(error.code)) return { kind: "ignored", why: error.message };
    const isMisfit = error instanceof TroupeError && error.code === "SCHEMA_MISMATCH";
    const isLast = isMisfit || error instanceof TerminalError || visit.attempt >= visit.maxAttempts;
    if (!isLast || visit.signal.aborted) throw error;
    const message = `${visit.planner} could not decide about ${visit.event.type}: ${reasonOf(error)}`;
    visit.logger.error({ mission: mission.id, error }, message);
    const code = isMisfit ? error.code : "PLANNER_FAILED";
    const end = { as: "failed", failure: { code, message, at: `/agents/${visit.planner}` } } as const;
    return { kind: "decided", state: moment.state ?? null, at: "failed", emit: [], timers: [], end };
  }
}

/** A mission as it is now; an unreachable platform is waited for. */
export function missionOf({ platform, signal }: Visit, id: string): Promise<Mission | undefined> {
  return persist(() => platform.missions.get(id), { ...platform, signal });
}

/** The planner's missions that have not ended, of one correlation where one is given. */
export async function* unfinishedMissions(
  { planner, platform, signal }: Visit,
  correlationId?: string,
): AsyncGenerator<Mission> {
  let cursor: string | undefined;
  do {
    const query = {
      agent: planner,
      status: UNFINISHED,
      ...(correlationId === undefined ? {} : { correlationId }),
      ...(cursor === undefined ? {} : { cursor }),
    };
    const page = await persist(() => platform.missions.list(query), { ...platform, signal });
    yield* page.items.filter((mission) => mission.planner === planner);
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
}

/** A planner takes missions of nobody and its own. */
export const isOurs = ({ planner }: Visit, mission: Mission): boolean =>
  mission.planner === null || mission.planner === planner;

function momentOf(visit: Visit, mission: Mission): Moment {
  const { planner, event, attempt, maxAttempts, platform, logger, signal } = visit;
  const idOf = (key: string): string => derivedEventId(mission.id, planner, key);
  const state = isPlannerRecord(mission.state) ? mission.state.state : undefined;
  return { event, mission, state, attempt, maxAttempts, platform, logger, signal, idOf };
}

function transitionOf(visit: Visit, strategy: Strategy, mission: Mission, decision: Decided): Transition {
  const { event, planner, platform } = visit;
  const record = recordOf(visit, strategy, mission, decision);
  return {
    ifRev: mission.rev,
    planner,
    handled: event.id,
    state: record,
    emit: decision.emit.map((sent) => ({
      ...sent,
      causationId: causeOf(event, mission),
      hops: record.hops + 1,
      traceparent: childTrace(event.traceparent, platform.randomHex),
    })),
    timers: decision.timers.map(({ key, at }) => ({ key, at })),
    ...(decision.reason === undefined ? {} : { reason: decision.reason }),
    ...(decision.end === undefined ? {} : { end: decision.end }),
  };
}

/** What an event is said to follow from: always an event of the mission itself, so that its graph holds together. */
function causeOf({ id, missionid, topic, taskid }: CloudEvent, mission: Mission): string {
  if (missionid !== mission.id) return mission.state === null ? id : mission.taskId;
  if (topic === "task-events") return taskid ?? mission.taskId;
  return topic === "plan-events" || topic === "notification-events" ? mission.taskId : id;
}

/** Hops count from the goal, so that long plans are not taken for runaway ones. */
function recordOf({ event }: Visit, { name }: Strategy, mission: Mission, { state, at }: Decided): PlannerRecord {
  const before = isPlannerRecord(mission.state) ? mission.state : undefined;
  const asker = before === undefined ? askerOf(event) : before.asker;
  const hops = before === undefined ? event.hops : before.hops;
  return { by: name, at, hops, ...(asker === undefined ? {} : { asker }), state };
}

async function settled(visit: Visit, mission: Mission, transition: Transition, isFresh: boolean): Promise<Outcome> {
  const { platform, signal, logger } = visit;
  // After an end there is an answer to be sent, for which the event may have to come again.
  const along = transition.end === undefined ? visit.along : undefined;
  const commit = (next: Transition) =>
    persist(() => platform.missions.transition(mission.id, next, along), { ...platform, signal });
  try {
    const { mission: now } = await commit(transition);
    if (!isFinal(now.status)) return { kind: "done", mission: now };
    await answerAsker(visit, now);
    return { kind: "done" };
  } catch (error) {
    if (!(error instanceof TroupeError)) throw error;
    if (error.code === "REV_CONFLICT" || error.code === "CONFLICT") return againWith(error);
    if (OVER.has(error.code)) return { kind: isFresh ? "done" : "again" };
    if (!REFUSED.has(error.code)) throw error;
    logger.error({ mission: mission.id, error }, `a decision was refused: ${reasonOf(error)}`);
    return settled(visit, mission, refusalOf(mission, transition, error), isFresh);
  }
}

/** A conflict says what the mission is now. */
function againWith({ extensions }: TroupeError): Outcome {
  const current = extensions?.current as Mission | undefined;
  return current === undefined ? { kind: "again" } : { kind: "again", mission: current };
}

/** Fails the mission from where it stood: what was refused may be the new state itself. Throws where that was refused as well. */
function refusalOf(mission: Mission, transition: Transition, error: TroupeError): Transition {
  const { reason: _, ...rest } = transition;
  if (rest.end?.as === "failed" && (rest.end.failure as Failure).code === error.code) throw error;
  const { code, message, errors } = error;
  const failure: Failure = { code, message, ...(errors === undefined ? {} : { details: errors }) };
  const state = isPlannerRecord(mission.state)
    ? mission.state
    : { ...(transition.state as PlannerRecord), state: null };
  return { ...rest, state: { ...state, at: "failed" }, emit: [], timers: [], end: { as: "failed", failure } };
}

/** Tells who asked for the mission what it came to; nothing where nobody did. */
export async function answerAsker(visit: Visit, mission: Mission): Promise<void> {
  const asker = isPlannerRecord(mission.state) ? mission.state.asker : undefined;
  if (asker === undefined) return;
  const { platform, signal } = visit;
  await persist(() => platform.transport.publish(answerOf(visit, asker, mission)), { ...platform, signal });
}

function answerOf({ planner, event, platform }: Visit, asker: Asker, mission: Mission): EventInput {
  const isDone = mission.status === "succeeded";
  const failed = outcomeType(asker.type, "failed");
  return {
    specversion: "1.0",
    id: derivedEventId(asker.id, planner, REPLY_KEY),
    source: `/agents/${planner}`,
    type: isDone ? (asker.replytype ?? outcomeType(asker.type, "completed")) : failed,
    topic: asker.replytopic ?? "action-results",
    datacontenttype: "application/json",
    correlationid: asker.correlationid,
    causationid: asker.id,
    hops: asker.hops + 1,
    ...(asker.missionid === undefined ? {} : { missionid: asker.missionid }),
    ...(asker.taskid === undefined ? {} : { taskid: asker.taskid }),
    traceparent: childTrace(event.traceparent, platform.randomHex),
    data: isDone ? mission.result : problemOf(mission, traceIdOf(event.traceparent)),
  };
}

function problemOf({ failure, id, status }: Mission, traceId: string): object {
  const message = failure?.message ?? `the mission ended as ${status}`;
  const problem = new TroupeError("HANDLER_FAILED", message, { hint: `troupe missions show ${id}` }).toProblem(traceId);
  return { ...problem, code: failure?.code ?? problem.code };
}
