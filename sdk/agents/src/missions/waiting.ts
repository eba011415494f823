import type { Clock } from "@troupe/bus";
import {
  dataSchemaOf,
  type Emitted,
  type EventInput,
  type Failure,
  isKeepable,
  type Join,
  type Joined,
  outcomeType,
  type Step,
  type Undo,
} from "@troupe/contracts";
import { z } from "zod";
import { compose, type Emitter } from "../domain/emission.js";
import { TerminalError } from "../domain/errors.js";
import { type AnyEvent, checkData, type InputOf, sentData } from "../events/definition.js";
import { StepFailedError, TaskFailedError, TIMED_OUT, WaitTimeoutError } from "./domain/failures.js";

/** One task to be asked of whoever does it. */
export interface Delegation<E extends AnyEvent = AnyEvent, R extends AnyEvent = AnyEvent> {
  readonly event: E;
  readonly data: InputOf<E>;
  /** What the answer is; `<type>.completed` on action-results, its data unchecked, when absent. */
  readonly replies?: R;
}

/** When a fan-in is over: all succeeded or one failed, one succeeded, that many succeeded, all ended. */
export type JoinPolicy = "all" | "any" | "settled" | { readonly quorum: number };

/** How one of several sub-tasks stood when their join was met. */
export interface Delegated<Reply> {
  readonly taskId: string;
  readonly status: Joined[number]["status"];
  readonly result: Reply | undefined;
  readonly failure: Failure | undefined;
}

/** An event that undoes what was done. */
export type Undoing<E extends AnyEvent = AnyEvent> = readonly [event: E, data: InputOf<E>];

export const joinOf = (join: JoinPolicy): Join =>
  typeof join === "string" ? { policy: join } : { policy: "quorum", count: join.quorum };

/** What no sub-tasks come to. Throws a TerminalError where the join wants one at least. */
export function joinedOfNone(join: JoinPolicy): [] {
  if (join === "all" || join === "settled") return [];
  const wanted = join === "any" ? 1 : join.quorum;
  throw new TerminalError(`a join that wants ${wanted} of no tasks is never met: ask for some`);
}

/** RFC 3339. Throws a TerminalError when it is no time, or none that can be kept. */
export function timeAt(ms: number): string {
  const at = new Date(ms);
  const text = Number.isNaN(at.getTime()) ? undefined : at.toISOString();
  if (text === undefined || !isKeepable(text)) throw new TerminalError(`nothing can wait until ${text ?? `${ms} ms`}`);
  return text;
}

/** RFC 3339, so many milliseconds from now. Throws a TerminalError for what is no number. */
export function inMs(clock: Clock, ms: number): string {
  if (typeof ms !== "number") throw new TerminalError(`a time to wait is milliseconds or a Date, and no ${typeof ms}`);
  return timeAt(clock.now() + ms);
}

export const untilOf = (clock: Clock, timeoutMs: number | undefined): { until?: string } =>
  timeoutMs === undefined ? {} : { until: inMs(clock, timeoutMs) };

export function undoOf([event, data]: Undoing): Undo {
  return { type: event.type, topic: event.topic, data: sentData(event, data) };
}

/** The request of a delegation, its id derived from the event handled and `key`. Throws SCHEMA_MISMATCH, HOPS_EXCEEDED. */
export function requestOf(delegation: Delegation, key: string, emitter: Emitter): Emitted {
  const { event, data, replies } = delegation;
  const emission = {
    type: event.type,
    topic: event.topic,
    dataschema: dataSchemaOf(event.type, event.version),
    data: sentData(event, data),
    key,
    attributes: {
      replyType: replies?.type ?? outcomeType(event.type, "completed"),
      replyTopic: replies?.topic ?? ("action-results" as const),
    },
  };
  return { ...emittedOf(compose(emission, emitter, () => key)), isTask: true };
}

/** An event as it leaves with a decision: what is not said here follows from the task. */
export function emittedOf(event: EventInput & { readonly id: string }): Emitted {
  const { id, type, topic, data, dataschema, causationid, replytype, replytopic, hops, traceparent } = event;
  const { tracestate, subject, partitionkey, deliverat, expiresat, sensitive } = event;
  const said = {
    data,
    dataschema,
    causationId: causationid,
    replyType: replytype,
    replyTopic: replytopic,
    hops,
    traceparent,
    tracestate,
    subject,
    partitionKey: partitionkey,
    deliverAt: deliverat,
    expiresAt: expiresat,
    sensitive,
  };
  const present = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return { id, type, topic, ...present };
}

/** JSON Schema of an answer. */
export const answerSchemaOf = (schema: z.ZodType): Record<string, unknown> => z.toJSONSchema(schema, { io: "input" });

/** What an entry came to. Throws StepFailedError when it failed. */
export function resultOf(step: Step): unknown {
  if (step.failure !== null) throw new StepFailedError(step.failure, step.key);
  return step.result;
}

/** What a wait came to. Throws WaitTimeoutError when its time was up. */
export function waitedFor(step: Step, what: string): unknown {
  if (step.failure === null) return step.result;
  if (step.failure.code === TIMED_OUT || step.status === "timed_out") throw new WaitTimeoutError(step.failure, what);
  throw new StepFailedError(step.failure, what);
}

/** What a sub-task answered. Throws TaskFailedError when it failed, WaitTimeoutError when its time was up. */
export function answeredBy(step: Step, { event, replies }: Delegation): unknown {
  if (step.failure !== null) {
    if (step.failure.code === TIMED_OUT && step.failure.cause === undefined) {
      throw new WaitTimeoutError(step.failure, event.type);
    }
    throw new TaskFailedError(step.failure, event.type);
  }
  return replies === undefined ? step.result : checkData(replies, step.result);
}

/** What a fan-in came to: answers where all had to succeed, else how each stood. */
export function joinedBy(step: Step, parts: readonly Delegation[], join: JoinPolicy): unknown[] {
  if (step.failure !== null) {
    const what = `${parts.length} sub-tasks`;
    if (step.failure.code === TIMED_OUT && step.failure.cause === undefined) {
      throw new WaitTimeoutError(step.failure, what);
    }
    throw new TaskFailedError(step.failure, what);
  }
  return (step.result as Joined).map(({ taskId, status, result, failure }, at) => {
    const replies = parts[at]?.replies;
    const isDone = status === "succeeded";
    const answer = isDone && replies !== undefined ? checkData(replies, result) : (result ?? undefined);
    return join === "all"
      ? answer
      : { taskId, status, result: isDone ? answer : undefined, failure: failure ?? undefined };
  });
}
