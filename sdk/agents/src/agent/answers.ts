import { failureReply, REPLY_KEY } from "@troupe/bus";
import { type CloudEvent, dataSchemaOf, type EventInput } from "@troupe/contracts";
import { compose, type Emitter } from "../domain/emission.js";
import { TerminalError } from "../domain/errors.js";
import { problemOf, reasonOf } from "../domain/outcome.js";
import { childTrace, traceIdOf } from "../domain/trace.js";
import { type AnyEvent, sentData } from "../events/definition.js";

type Answer = EventInput & { readonly id: string };

/** What a handler returned, as its replies' schema reads it. Throws TerminalError when it does not fit, or is no JSON. */
export function checkedReply(replies: AnyEvent, result: unknown): unknown {
  try {
    return sentData(replies, result);
  } catch (cause) {
    throw terminal(cause);
  }
}

/** The answer to a request, where and as its asker expects it. */
export function replyTo(request: CloudEvent, replies: AnyEvent, data: unknown, emitter: Emitter): Answer {
  return compose(
    {
      type: request.replytype ?? replies.type,
      topic: request.replytopic ?? replies.topic,
      dataschema: dataSchemaOf(replies.type, replies.version),
      data,
      key: REPLY_KEY,
      ...(request.taskid === undefined ? {} : { attributes: { taskId: request.taskid } }),
    },
    emitter,
    () => REPLY_KEY,
  );
}

/** The `<type>.failed` event that tells whoever asked; its id is that of the answer it stands for. */
export function failureNotice(
  request: CloudEvent,
  replies: AnyEvent | undefined,
  error: unknown,
  { source, cause, randomHex }: Emitter,
): Answer | undefined {
  const answersTo = request.replytype === undefined ? replies?.topic : undefined;
  const asked = { ...request, replytopic: request.replytopic ?? answersTo ?? "action-results" };
  const problem = problemOf(error, traceIdOf(request.traceparent));
  const notice = failureReply(asked, { group: cause?.group ?? source, source, problem });
  return notice && ({ ...notice, traceparent: childTrace(request.traceparent, randomHex) } as Answer);
}

/** An error that no other attempt would mend. */
export const terminal = (cause: unknown): TerminalError =>
  new TerminalError(reasonOf(cause), { ...faultsIn(cause), cause });

const faultsIn = (cause: unknown): object =>
  cause instanceof Error && "errors" in cause && cause.errors !== undefined ? { errors: cause.errors } : {};
