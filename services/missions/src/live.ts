import type { Bus, Observation, Observed } from "@troupe/bus";
import { type Topic, TroupeError } from "@troupe/contracts";
import { FACT_TOPICS, factOfEvent, isFact } from "./domain/facts.js";
import { historyOf } from "./rows.js";

/** Which changes somebody wants to hear of; all given conditions hold. */
export interface LiveFilter {
  readonly missionId?: string | undefined;
  readonly taskId?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly types?: readonly string[] | undefined;
}

/** One frame of the live stream. `id` resumes after it. */
export type LiveFrame =
  | { readonly id: string; readonly event: "change"; readonly data: ReturnType<typeof historyOf> }
  | { readonly event: "gap"; readonly data: { topic: Topic; from: number; to: number; missed: number } }
  | { readonly event: "bye"; readonly data: { reason: string } };

export interface Live {
  /** Changes of a tenant's missions, from the given cursor or from now on, until it is closed. */
  open(
    tenant: string,
    filter: LiveFilter,
    cursor?: string,
  ): Promise<{ cursor: string; frames: AsyncIterable<LiveFrame>; close(): Promise<void> }>;
  close(): Promise<void>;
}

const MAX_STREAMS = 1000;
const ANEW =
  "leave cursor and Last-Event-ID out: changes are told from now on; GET /v1/missions/{id}/history has the rest";

/** Live changes, read from the bus: the same facts that make the history. */
export function createLive(bus: Pick<Bus, "observe">): Live {
  const open = new Set<Observation>();

  function frameOf(observed: Observed, filter: LiveFilter): LiveFrame | undefined {
    if (observed.kind === "gap") {
      const { topic, from, to, missed } = observed;
      return { event: "gap", data: { topic, from, to, missed } };
    }
    const { event, cursor } = observed;
    if (!isFact(event)) return undefined;
    const { missionId, taskId, correlationId, types } = filter;
    if (missionId !== undefined && event.missionid !== missionId) return undefined;
    if (taskId !== undefined && event.taskid !== taskId) return undefined;
    if (correlationId !== undefined && event.correlationid !== correlationId) return undefined;
    if (types !== undefined && !types.includes(event.type)) return undefined;
    return { id: cursor, event: "change", data: historyOf(factOfEvent(event)) };
  }

  function observe(tenant: string, cursor: string | undefined): Promise<Observation> {
    const from = cursor === undefined ? "now" : { cursor };
    return bus.observe(tenant, { topics: [...FACT_TOPICS], types: [], from }).catch((cause: unknown) => {
      throw cause instanceof TroupeError && cause.code === "CURSOR_INVALID"
        ? new TroupeError("CURSOR_INVALID", cause.message, { hint: ANEW, cause })
        : cause;
    });
  }

  return {
    async open(tenant, filter, cursor) {
      if (open.size >= MAX_STREAMS) throw new TroupeError("QUOTA_EXCEEDED", "too many live streams are open");
      const observation = await observe(tenant, cursor);
      open.add(observation);
      const close = async () => {
        open.delete(observation);
        await observation.close();
      };
      async function* frames(): AsyncGenerator<LiveFrame> {
        try {
          for await (const batch of observation) {
            for (const observed of batch) {
              const frame = frameOf(observed, filter);
              if (frame !== undefined) yield frame;
            }
          }
          yield { event: "bye", data: { reason: "the service is stopping" } };
        } finally {
          await close();
        }
      }
      return { cursor: observation.cursor, frames: frames(), close };
    },
    async close() {
      await Promise.all([...open].map((observation) => observation.close()));
      open.clear();
    },
  };
}
