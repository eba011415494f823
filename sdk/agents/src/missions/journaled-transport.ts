import type { BatchResult, EventInput, PublishReceipt } from "@troupe/contracts";
import { TroupeError } from "@troupe/contracts";
import { traceIdOf } from "../domain/trace.js";
import type { Transport } from "../transport.js";
import type { DurableRun } from "./durable-run.js";
import { emittedOf } from "./waiting.js";

/** Attributes that do not leave with a journal entry: such an event is published at once, and that is journaled. */
const OWN_WAY = [
  "subject",
  "partitionkey",
  "deliverat",
  "expiresat",
  "sensitive",
  "contentid",
  "taskid",
  "tracestate",
] as const satisfies readonly (keyof EventInput)[];

/**
 * A transport whose publishing is journaled while `running` gives a run: the event leaves with its entry's commit, and
 * a handler that runs again does not publish it again, however late. Such a receipt has no sequence yet: 0.
 */
export function journaledTransport(transport: Transport, running: () => DurableRun | undefined): Transport {
  const publish = async (event: EventInput): Promise<PublishReceipt> => {
    const run = running();
    if (run === undefined || event.id === undefined) return transport.publish(event);
    const said = { ...event, id: event.id };
    const step = await run.act(`publish:${event.type}:${event.id}`, "publish", async () =>
      leavesByItself(said, run)
        ? { result: await transport.publish(event) }
        : { result: receiptOf(said), emit: { ...emittedOf(said), isTask: isRequest(said) } },
    );
    if (step.failure !== null) throw new TroupeError("HANDLER_FAILED", step.failure.message);
    return step.result as PublishReceipt;
  };
  return {
    publish,
    publishBatch: (events) =>
      running() === undefined
        ? transport.publishBatch(events)
        : Promise.all(events.map((event) => publish(event).catch((error: unknown) => batchProblem(event, error)))),
    join: (request) => transport.join(request),
    observe: (request) => transport.observe(request),
    close: () => transport.close(),
  };
}

const isRequest = ({ topic, replytype }: EventInput): boolean => topic === "action-requests" || replytype !== undefined;

function leavesByItself(event: EventInput, { begun }: DurableRun): boolean {
  const { correlationid, missionid } = begun.event;
  return (
    event.correlationid !== correlationid ||
    event.missionid !== missionid ||
    OWN_WAY.some((name) => event[name] !== undefined)
  );
}

const receiptOf = ({ id, topic }: EventInput & { readonly id: string }): PublishReceipt => ({
  id,
  topic,
  sequence: 0,
  duplicate: false,
});

function batchProblem(event: EventInput, error: unknown): BatchResult {
  const known =
    error instanceof TroupeError ? error : new TroupeError("INTERNAL", "the event was not stored", { cause: error });
  return { problem: known.toProblem(traceIdOf(event.traceparent)) };
}
