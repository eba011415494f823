import type { Store } from "@troupe/store";
import type { SQL } from "drizzle-orm";
import { rendered } from "./render.js";

/**
 * Statements that only read, as a tenant. Each is a transaction of its own in one round trip, so that they run side by
 * side where there are connections for it; a transaction of the store fits as well.
 */
export interface Reading {
  execute<R extends Record<string, unknown>>(query: SQL): PromiseLike<R[]>;
}

/** Reads with these settings. */
export function readingOf(store: Store, tenant: string, settings: Readonly<Record<string, string>>): Reading {
  return {
    execute<R extends Record<string, unknown>>(query: SQL) {
      const { text, params } = rendered(query);
      return store.once<R>(tenant, text, params, { settings, readsOnly: true });
    },
  };
}
