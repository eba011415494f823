import type { Clock } from "@troupe/bus";
import type { CloudEvent } from "@troupe/contracts";
import { Observation } from "../bus/observation.js";
import type { Transport } from "../transport.js";

/** Facts after which runs may no longer be wanted. */
const OF_TASKS = ["task.cancelled", "task.timed_out"];
const OF_MISSIONS = ["mission.paused", "mission.failed", "mission.compensating"];

/** What stop signs stand on. */
export interface SignSurroundings {
  readonly transport: Pick<Transport, "observe">;
  readonly clock: Clock;
  readonly random: () => number;
}

/** What a fact names that may be at work here. */
export interface StopSign {
  readonly run: string | undefined;
  readonly mission: string | undefined;
}

/**
 * Hears, as they are told, the facts after which a run may no longer be wanted. Whoever hears one asks: a fact that is
 * missed while there is no connection is made good by the next heartbeat.
 */
export class StopSigns {
  readonly #observation: Observation;

  constructor(around: SignSurroundings, seen: (sign: StopSign) => void) {
    this.#observation = new Observation(around, {
      topics: ["task-events", "plan-events"],
      types: [...OF_TASKS, ...OF_MISSIONS],
      from: "now",
    });
    void this.#watch(seen).catch(() => undefined);
  }

  close(): Promise<void> {
    return this.#observation.close();
  }

  async #watch(seen: (sign: StopSign) => void): Promise<void> {
    for await (const sight of this.#observation) {
      if (sight.kind === "event") seen(signOf(sight.event));
    }
  }
}

/** What a mission comes to concerns all its runs; a task's end its own. */
function signOf(event: CloudEvent): StopSign {
  const { runid } = event as CloudEvent & { readonly runid?: string };
  return { run: runid, mission: OF_MISSIONS.includes(event.type) ? event.missionid : undefined };
}
