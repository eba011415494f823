import type { Mission } from "@troupe/contracts";

/** As many as are remembered; a mission may be half a megabyte. */
const MOST = 64;

/** Missions as this process last saw them, those that were seen last. They may have gone on since. */
export class KnownMissions {
  readonly #missions = new Map<string, Mission>();

  /** A mission that is remembered, and is not any more. */
  take(id: string): Mission | undefined {
    const mission = this.#missions.get(id);
    this.#missions.delete(id);
    return mission;
  }

  keep(mission: Mission): void {
    this.#missions.set(mission.id, mission);
    const [oldest] = this.#missions.keys();
    if (oldest !== undefined && this.#missions.size > MOST) this.#missions.delete(oldest);
  }
}
