import { type CloudEvent, type Failure, isFinal, type Task } from "@troupe/contracts";
import type { EventAddress } from "../events/definition.js";
import { persist } from "../time.js";
import type { Moment } from "./strategy.js";

/** Ends of tasks, as the missions service tells them: planners that cannot know the types of answers go by these. */
export const TASK_ENDS: readonly EventAddress[] = [
  "task.succeeded",
  "task.failed",
  "task.timed_out",
  "task.cancelled",
].map((type) => ({ type, topic: "task-events" }) as const);

/** Agents that came or went. */
export const AGENT_NEWS: readonly EventAddress[] = ["agent.registered", "agent.left", "agent.expired"].map(
  (type) => ({ type, topic: "system-events" }) as const,
);

/** What a task came to. */
export type TaskEnd = { readonly ok: true; readonly data: unknown } | { readonly ok: false; readonly failure: Failure };

export const isTaskEnd = ({ type, topic }: CloudEvent): boolean =>
  topic === "task-events" && TASK_ENDS.some((end) => end.type === type);

/** The end of one of `ids`, when that is what the event tells of. */
export async function taskEndOf(
  { event, platform, signal }: Moment,
  ids: ReadonlySet<string>,
): Promise<(TaskEnd & { id: string }) | undefined> {
  const id = event.taskid;
  if (!isTaskEnd(event) || id === undefined || !ids.has(id)) return undefined;
  const task = await persist(() => platform.tasks.get(id), { ...platform, signal });
  return task === undefined || !isFinal(task.status) ? undefined : { id, ...endOf(task) };
}

function endOf({ status, result, failure, type }: Task): TaskEnd {
  if (status === "succeeded") return { ok: true, data: result };
  return { ok: false, failure: failure ?? { code: status.toUpperCase(), message: `${type} ${status}` } };
}
