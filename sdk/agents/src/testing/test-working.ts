import {
  MAX_CHANGE_BYTES,
  TroupeError,
  WORKING_CHANGED,
  type WorkingChange,
  type WorkingEntry,
} from "@troupe/contracts";
import type { WorkingPlace, WorkingPort } from "../memory/memory-ports.js";
import type { TestMemoryOptions } from "./test-memory.js";

/** Working memory in process. */
export function testWorking({ clock, agent, publish }: TestMemoryOptions): WorkingPort {
  const entries = new Map<string, WorkingEntry>();
  const revs = new Map<string, number>();
  const keyOf = ({ missionId, key }: WorkingPlace): string => `${missionId}\n${key}`;
  const now = (): string => new Date(clock.now()).toISOString();

  function live(place: WorkingPlace): WorkingEntry | undefined {
    const entry = entries.get(keyOf(place));
    return entry === undefined || (entry.expiresAt !== null && entry.expiresAt <= now()) ? undefined : entry;
  }

  async function tell(place: WorkingPlace, change: Omit<WorkingChange, "missionId" | "key">): Promise<void> {
    const isShort = change.value !== undefined && JSON.stringify(change.value).length <= MAX_CHANGE_BYTES;
    const { value, ...rest } = change;
    const data = { ...place, ...rest, ...(isShort ? { value } : {}) };
    await publish({ ...WORKING_CHANGED, missionid: place.missionId, data });
  }

  async function write(
    place: WorkingPlace,
    { value, operation, expiresAt }: Pick<WorkingEntry, "value" | "expiresAt"> & Pick<WorkingChange, "operation">,
  ): Promise<WorkingEntry> {
    const rev = (revs.get(keyOf(place)) ?? 0) + 1;
    const copy = structuredClone(value);
    const entry: WorkingEntry = { ...place, value: copy, rev, agent, updatedAt: now(), expiresAt };
    entries.set(keyOf(place), entry);
    revs.set(keyOf(place), rev);
    await tell(place, { operation, rev, value: copy });
    return entry;
  }

  async function drop(place: WorkingPlace): Promise<boolean> {
    const entry = live(place);
    entries.delete(keyOf(place));
    revs.delete(keyOf(place));
    if (entry !== undefined) await tell(place, { operation: "delete", rev: 0 });
    return entry !== undefined;
  }

  const expiryOf = (ttlSeconds: number | undefined, otherwise: string | null): string | null =>
    ttlSeconds === undefined ? otherwise : new Date(clock.now() + ttlSeconds * 1000).toISOString();
  const ofMission = (missionId: string): WorkingEntry[] =>
    [...entries.values()]
      .filter((entry) => entry.missionId === missionId && live(entry) !== undefined)
      .sort((a, b) => (a.key < b.key ? -1 : 1));

  return {
    get: async (_at, place) => structuredClone(live(place)),
    async set(_at, place, { value, ifRev, ttlSeconds }) {
      const found = live(place)?.rev ?? 0;
      if (ifRev !== undefined && ifRev !== found) {
        throw new TroupeError("REV_CONFLICT", `${place.key} is at revision ${found}, not ${ifRev}`);
      }
      return write(place, { value, operation: "set", expiresAt: expiryOf(ttlSeconds, null) });
    },
    async increment(_at, place, { by = 1, ttlSeconds }) {
      const entry = live(place);
      const value = entry?.value ?? 0;
      if (typeof value !== "number") throw new TroupeError("CONFLICT", `${place.key} holds no number`);
      const expiresAt = expiryOf(ttlSeconds, entry?.expiresAt ?? null);
      return write(place, { value: value + by, operation: "increment", expiresAt });
    },
    async append(_at, place, { values, keepLast, ttlSeconds }) {
      const entry = live(place);
      const value = entry?.value ?? [];
      if (!Array.isArray(value)) throw new TroupeError("CONFLICT", `${place.key} holds no list`);
      const all = [...value, ...values];
      const expiresAt = expiryOf(ttlSeconds, entry?.expiresAt ?? null);
      return write(place, {
        value: keepLast === undefined ? all : all.slice(-keepLast),
        operation: "append",
        expiresAt,
      });
    },
    remove: (_at, place) => drop(place),
    list: async (_at, missionId) => structuredClone(ofMission(missionId)),
    async clear(_at, missionId) {
      const held = ofMission(missionId);
      for (const { key } of held) await drop({ missionId, key });
      return held.length;
    },
  };
}
