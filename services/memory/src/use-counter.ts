import type { Clock, Timer } from "@troupe/bus";
import type { Logger } from "@troupe/service";
import type { Store } from "@troupe/store";
import { countUses } from "./store/items.js";

/** Counts what searches find, off their path. */
export interface UseCounter {
  found(tenant: string, itemIds: readonly string[]): void;
  /** Writes what was counted. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

const FLUSH_MS = 2000;

/** Counts are kept here for two seconds and then written together; a crash in between loses them. */
export function createUseCounter(deps: { store: Store; clock: Clock; logger: Logger }): UseCounter {
  const { store, clock, logger } = deps;
  let counts = new Map<string, Map<string, number>>();
  let timer: Timer | undefined;

  async function flush(): Promise<void> {
    timer?.cancel();
    timer = undefined;
    const taken = counts;
    counts = new Map();
    for (const [tenant, ofTenant] of taken) {
      await store
        .withTenant(tenant, (tx) => countUses(tx, tenant, ofTenant, new Date(clock.now())))
        .catch((error: unknown) => logger.warn({ err: error }, "what was found could not be counted"));
    }
  }

  return {
    found(tenant, itemIds) {
      const ofTenant = counts.get(tenant) ?? new Map<string, number>();
      for (const id of itemIds) ofTenant.set(id, (ofTenant.get(id) ?? 0) + 1);
      counts.set(tenant, ofTenant);
      timer ??= clock.after(FLUSH_MS, () => void flush());
    },
    flush,
    close: flush,
  };
}
