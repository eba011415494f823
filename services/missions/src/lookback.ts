import type { Bus } from "@troupe/bus";
import { TOPICS, type Topic } from "@troupe/contracts";
import type { Lookback } from "./clockwork.js";
import type { Database, Sent } from "./database.js";
import { keepable } from "./domain/keepable.js";

interface Wait {
  readonly type: string;
  readonly topic: Topic | null;
  readonly since: string;
}

const PAGE = 200;

/**
 * Offers a wait the events that came before it was registered. The wait is committed by then, so an event that comes
 * meanwhile is offered by the projector; whoever is first ends the wait.
 */
export function createLookback(database: Database, bus: Pick<Bus, "history">, sent: (entries: Sent) => void) {
  return async ({ tenant, task, key, timer }: Lookback): Promise<void> => {
    const [wait] = await database.rows<Wait>(
      tenant,
      `select wait_type as type, spec ->> 'topic' as topic, spec ->> 'since' as since from missions.steps
      where tenant_id = $1 and task_id = $2 and key = $3 and status = 'waiting'`,
      [tenant, task, key],
    );
    if (wait !== undefined) await offer(wait);
    await database.rows(tenant, "delete from missions.timers where tenant_id = $1 and id = $2", [tenant, timer]);

    async function offer({ type, topic, since }: Wait): Promise<void> {
      const topics = topic === null ? TOPICS : [topic];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<Bus["history"]>> = await bus.history(tenant, {
          topics,
          types: [type],
          after: new Date(since).toISOString(),
          limit: PAGE,
          ...(cursor === null ? {} : { cursor }),
        });
        for (const event of page.items) {
          const args = [database.now(), task, key, keepable(event)];
          if (await database.decide<boolean>("offer", tenant, args, sent)) return;
        }
        cursor = page.cursor;
      } while (cursor !== null);
    }
  };
}
