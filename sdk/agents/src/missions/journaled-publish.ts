import {
  type CloudEvent,
  type EventInput,
  type JournaledEmission,
  type PublishReceipt,
  TroupeError,
} from "@troupe/contracts";
import type { Journal } from "../bus/event-bus.js";
import type { DurableRun } from "./durable-run.js";
import { emittedOf } from "./waiting.js";

type Composed = EventInput & { readonly id: string };

/**
 * Publishing that is journaled by a run: the event leaves with its entry's commit, and a handler that runs again does
 * not publish it again, however late. Such a receipt has no sequence yet: 0.
 */
export function journaledPublish(run: DurableRun): Journal {
  return async (event, name) => {
    const step = await run.act(`publish:${name}`, "publish", async () => ({
      result: receiptOf(event),
      emit: emissionOf(event, run.begun.event),
    }));
    if (step.failure !== null) throw new TroupeError("HANDLER_FAILED", step.failure.message);
    return step.result as PublishReceipt;
  };
}

const isRequest = ({ topic, replytype }: EventInput): boolean => topic === "action-requests" || replytype !== undefined;

/** What is said of another task, mission or correlation than the run's own is said with it. */
function emissionOf(event: Composed, own: Pick<CloudEvent, "correlationid" | "missionid">): JournaledEmission {
  const { correlationid, missionid, taskid, contentid } = event;
  const isElsewhere = missionid !== own.missionid;
  const said = {
    contentId: contentid,
    taskId: taskid,
    correlationId: correlationid === own.correlationid ? undefined : correlationid,
    missionId: isElsewhere ? missionid : undefined,
  };
  const present = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return { ...emittedOf(event), isTask: !isElsewhere && isRequest(event), ...present };
}

const receiptOf = ({ id, topic }: Composed): PublishReceipt => ({ id, topic, sequence: 0, duplicate: false });
