import type { CloudEvent, Topic } from "@troupe/contracts";

/** Who asked for a mission, where somebody waits for its answer. */
export type Asker = Pick<CloudEvent, "id" | "type" | "correlationid" | "hops"> & {
  readonly replytype?: string;
  readonly replytopic?: Topic;
  readonly missionid?: string;
  readonly taskid?: string;
};

/** What a planner keeps as a mission's state. */
export interface PlannerRecord {
  /** Strategy that plans it. */
  readonly by: string;
  /** Where it is, in words. */
  readonly at: string;
  readonly hops: number;
  readonly asker?: Asker;
  readonly state: unknown;
}

export function isPlannerRecord(state: unknown): state is PlannerRecord {
  return typeof state === "object" && state !== null && "by" in state && "hops" in state && "state" in state;
}

/** What of a goal event is needed to answer it later. */
export function askerOf(goal: CloudEvent): Asker | undefined {
  const { id, type, correlationid, hops, replytype, replytopic, missionid, taskid } = goal;
  if (replytype === undefined && replytopic === undefined) return undefined;
  return {
    id,
    type,
    correlationid,
    hops,
    ...(replytype === undefined ? {} : { replytype }),
    ...(replytopic === undefined ? {} : { replytopic }),
    ...(missionid === undefined ? {} : { missionid }),
    ...(taskid === undefined ? {} : { taskid }),
  };
}
