import type { Bus, Clock, GroupSession, Timer } from "@troupe/bus";
import type { Logger } from "@troupe/service";

/*
 * What a mission held in mind goes some time after the mission.
 * 1. A tenant is followed from its first key on, and after a restart because it has keys.
 * 2. All replicas are members of one group, so each end is heard once; it is acknowledged when the keys have their limit.
 * 3. A session that breaks is opened again, later; the group keeps its place.
 */

/** Follows the ends of missions. */
export interface MissionEnds {
  follow(tenant: string): void;
  close(): Promise<void>;
}

export interface MissionEndsOptions {
  readonly join: Bus["join"];
  readonly clock: Clock;
  readonly logger: Logger;
  readonly ended: (tenant: string, missionId: string) => Promise<void>;
}

const GROUP = "troupe-memory";
const ENDS = ["mission.succeeded", "mission.failed", "mission.timed_out", "mission.cancelled"];
const CREDIT = 16;
const PAUSE_MS = 5000;

export function createMissionEnds({ join, clock, logger, ended }: MissionEndsOptions): MissionEnds {
  const followed = new Map<string, { session?: GroupSession; timer?: Timer }>();
  const running = new Set<Promise<void>>();
  let isClosed = false;

  async function listen(tenant: string): Promise<void> {
    const place = followed.get(tenant);
    if (place === undefined || isClosed) return;
    try {
      const request = {
        group: GROUP,
        topics: ["plan-events" as const],
        types: ENDS,
        credit: CREDIT,
        from: "now" as const,
      };
      const session = await join(tenant, request);
      place.session = session;
      if (isClosed) await session.stop();
      for await (const batch of session) {
        for (const leased of batch) {
          const missionId = leased.event.missionid;
          try {
            if (missionId !== undefined) await ended(tenant, missionId);
            await leased.settle({ outcome: "ack" });
          } catch (error) {
            await leased.settle({ outcome: "retry", reason: String(error) });
          }
        }
      }
    } catch (error) {
      logger.warn({ err: error, tenant }, "the ends of missions cannot be heard and are listened for again");
    }
    if (isClosed) return;
    place.timer = clock.after(PAUSE_MS, () => run(tenant));
  }

  function run(tenant: string): void {
    const work: Promise<void> = listen(tenant).finally(() => running.delete(work));
    running.add(work);
  }

  return {
    follow(tenant) {
      if (isClosed || followed.has(tenant)) return;
      followed.set(tenant, {});
      run(tenant);
    },
    async close() {
      isClosed = true;
      for (const { session, timer } of followed.values()) {
        timer?.cancel();
        await session?.drain(0);
      }
      await Promise.all(running);
    },
  };
}
