import { type EventInput, type PublishReceipt, TroupeError } from "@troupe/contracts";
import type { Journal } from "../bus/event-bus.js";
import type { Transport } from "../transport.js";
import type { DurableRun } from "./durable-run.js";
import { emittedOf } from "./waiting.js";

/** Attributes that do not leave with a journal entry: such an event is published at once, and that is journaled. */
const OWN_WAY = ["contentid", "taskid"] as const satisfies readonly (keyof EventInput)[];

type Composed = EventInput & { readonly id: string };

/**
 * Publishing that is journaled by a run: the event leaves with its entry's commit, and a handler that runs again does
 * not publish it again, however late. Such a receipt has no sequence yet: 0.
 */
export function journaledPublish(transport: Pick<Transport, "publish">, run: DurableRun): Journal {
  return async (event, name) => {
    const step = await run.act(`publish:${name}`, "publish", async () =>
      leavesByItself(event, run)
        ? { result: await transport.publish(event) }
        : { result: receiptOf(event), emit: { ...emittedOf(event), isTask: isRequest(event) } },
    );
    if (step.failure !== null) throw new TroupeError("HANDLER_FAILED", step.failure.message);
    return step.result as PublishReceipt;
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

const receiptOf = ({ id, topic }: Composed): PublishReceipt => ({ id, topic, sequence: 0, duplicate: false });
