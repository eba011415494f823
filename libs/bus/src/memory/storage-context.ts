import type { CursorCodec } from "../domain/cursor.js";
import type { DeliveryFaults } from "./faults.js";
import type { OwnTimers } from "./own-timers.js";

/** Who the bus says it is, in events of its own. */
export const SOURCE = "troupe:bus";

/** What all tenants of one storage share. */
export interface StorageContext {
  readonly timers: OwnTimers;
  readonly random: () => number;
  readonly key: Uint8Array;
  readonly cursors: CursorCodec;
  readonly faults: DeliveryFaults | undefined;
  readonly duplicateWindowMs: number;
}
