import type { Bus, Clock } from "@troupe/bus";
import { type CloudEvent, type Rebuilt, TOPICS } from "@troupe/contracts";
import type { Store, Tx } from "@troupe/store";
import { sql } from "drizzle-orm";
import { type Fact, factOfEvent, isFact } from "./domain/facts.js";
import { keepable } from "./domain/keepable.js";
import type { Relay } from "./relay.js";
import { forgottenBefore } from "./retention.js";

const PAGE = 200;
const BATCH = 500;
const APPLIED_AT_ONCE = 2000;

export interface RebuildContext {
  readonly store: Store;
  readonly bus: Pick<Bus, "history">;
  readonly clock: Clock;
  readonly relay: Relay;
  readonly retentionMs: number;
}

/**
 * Empties a tenant's tables and applies the facts of the stream again, in their order, in one transaction: who asks
 * meanwhile sees the tables as they were. Facts that retention took from the stream stay in the history, and events
 * that it took stay in the causal graphs; what it took from the tables stays forgotten.
 */
export function createRebuild({ store, bus, clock, relay, retentionMs }: RebuildContext) {
  async function* stored(tenant: string): AsyncGenerator<readonly CloudEvent[]> {
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<Bus["history"]>> = await bus.history(tenant, {
        topics: [...TOPICS],
        types: [],
        limit: PAGE,
        ...(cursor === null ? {} : { cursor }),
      });
      yield page.items;
      cursor = page.cursor;
    } while (cursor !== null);
  }

  return async (tenant: string): Promise<Rebuilt> => {
    const startedAt = clock.now();
    await relay.flush();
    const found = new Map<string, Fact>();
    const caused: string[] = [];
    for await (const page of stored(tenant)) {
      for (const event of page) {
        if (isFact(event)) found.set(event.id, factOfEvent(event));
        else if (event.missionid !== undefined && !isToOneGroup(event)) caused.push(keepable(nodeOf(event)));
      }
    }
    return store.withTenant(tenant, async (tx) => {
      await tx.execute(sql`select missions.empty(${tenant})`);
      const all = [...found.values()];
      for (let at = 0; at < all.length; at += BATCH) {
        const batch = JSON.stringify(all.slice(at, at + BATCH));
        await tx.execute(sql`select missions.remember(${tenant}, ${batch}::jsonb)`);
      }
      await tx.execute(sql`select missions.drop_headless(${tenant})`);
      let applied = 0;
      for (let after = 0; ; ) {
        const [step] = await tx.execute<{ n_facts: number; last: number | null }>(
          sql`select * from missions.apply_history(${tenant}, ${after}, ${APPLIED_AT_ONCE})`,
        );
        applied += step?.n_facts ?? 0;
        if (step === undefined || step.n_facts < APPLIED_AT_ONCE || step.last === null) break;
        after = step.last;
      }
      await forgetAgain(tx, forgottenBefore(clock, retentionMs));
      for (let at = 0; at < caused.length; at += BATCH) {
        const batch = `[${caused.slice(at, at + BATCH).join(",")}]`;
        await tx.execute(sql`select missions.note_events(${tenant}, ${batch}::jsonb)`);
      }
      const [row] = await tx.execute<Record<"n_missions" | "n_tasks", number>>(
        sql`select * from missions.rebuilt(${tenant})`,
      );
      return {
        facts: applied,
        missions: row?.n_missions ?? 0,
        tasks: row?.n_tasks ?? 0,
        tookMs: clock.now() - startedAt,
      };
    });
  };
}

/** The stream keeps facts of what retention took from the tables. */
async function forgetAgain(tx: Tx, before: string): Promise<void> {
  let deleted: number;
  do {
    const [row] = await tx.execute<{ n: number }>(sql`select missions.forget(${before}, ${BATCH}) as n`);
    deleted = row?.n ?? 0;
  } while (deleted > 0);
}

/** A request that is sent once more, to wake its task or from the dead letters: no part of a causal graph. */
const isToOneGroup = (event: CloudEvent): boolean => "wakes" in event || event.replayof !== undefined;

/** As much of an event as its place in a causal graph needs. */
function nodeOf({ id, type, topic, source, time, causationid, missionid, taskid, hops }: CloudEvent) {
  return { id, type, topic, source, time, causationid, missionid, taskid, hops };
}
