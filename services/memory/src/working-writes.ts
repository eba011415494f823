import {
  MAX_CHANGE_BYTES,
  MAX_WORKING_BYTES,
  TroupeError,
  type WorkingChange,
  type WorkingEntry,
} from "@troupe/contracts";
import { HANDED_LEASE_MS, type HandedEntry, type Store } from "@troupe/store";
import { v7 } from "uuid";
import type { Acting } from "./acting.js";
import type { WorkingPlace } from "./working.js";
import { changeEvent, entryOfKey } from "./working-events.js";

/** A write of one key. */
export interface Write {
  readonly operation: Exclude<WorkingChange["operation"], "delete" | "expire">;
  /** What is set, what is added, or the list of what is appended. */
  readonly value: unknown;
  /** For a value that is set: the revision that the key must have. */
  readonly ifRev?: number | undefined;
  /** For a list: how many are kept. */
  readonly keepLast?: number | undefined;
  readonly ttlSeconds?: number | undefined;
}

type Refusal = "revision" | "no number" | "no list" | "too large" | "too long";

/** What `memory.write_working` answers; a refusal has nothing but the revision beside it. */
interface Answer {
  readonly refused?: Refusal;
  readonly rev: number;
  readonly value: unknown;
  readonly expiresAt: string | null;
  readonly tells: boolean;
  readonly seq: number;
  readonly before: number | null;
}

/** A key that was written, and the event that tells of it. */
export interface Written {
  readonly entry: WorkingEntry;
  readonly told: HandedEntry;
}

/**
 * Writes a key and notes the event that tells of it, in one statement. The event is to be handed to the outbox. Throws
 * REV_CONFLICT and CONFLICT.
 */
export async function writeKey(
  store: Store,
  { tenant, agent }: Acting,
  { place, write, nowMs }: { readonly place: WorkingPlace; readonly write: Write; readonly nowMs: number },
): Promise<Written> {
  const { missionId, key } = place;
  const { operation, value, ifRev = null, keepLast = null, ttlSeconds } = write;
  const json = JSON.stringify(value);
  const now = new Date(nowMs).toISOString();
  const expiresAt = ttlSeconds === undefined ? null : new Date(nowMs + ttlSeconds * 1000).toISOString();
  const event = changeEvent({ id: v7(), tenant, actor: agent, nowMs, data: { missionId, key, operation } });
  const tells = operation === "append" ? null : Buffer.byteLength(json) <= MAX_CHANGE_BYTES;
  const due = new Date(nowMs + HANDED_LEASE_MS).toISOString();
  const { answer } = await store.call<Answer>(tenant, {
    name: "memory.write_working",
    args: [
      ...[missionId, key, operation, json, ifRev, keepLast, expiresAt, agent, now],
      ...[JSON.stringify(event), tells, MAX_CHANGE_BYTES, MAX_WORKING_BYTES, due],
    ],
  });
  const { refused, rev, seq, before } = answer;
  if (refused !== undefined) throw refusal(refused, { key, rev, ifRev });
  const kept = (operation === "set" ? value : answer.value) as WorkingEntry["value"];
  const data = { ...event.data, rev, ...(answer.tells ? { value: kept } : {}) };
  return {
    entry: {
      ...{ missionId, key, rev, agent },
      value: kept,
      updatedAt: now,
      expiresAt: answer.expiresAt === null ? null : new Date(answer.expiresAt).toISOString(),
    },
    told: { tenant, kind: "event", key: entryOfKey(place), payload: { ...event, data }, seq, before },
  };
}

function refusal(
  refused: Refusal,
  { key, rev, ifRev }: { readonly key: string; readonly rev: number; readonly ifRev: number | null },
): TroupeError {
  switch (refused) {
    case "revision":
      return new TroupeError("REV_CONFLICT", `${key} is at revision ${rev}, not ${ifRev}`, { extensions: { rev } });
    case "no number":
      return new TroupeError("CONFLICT", `${key} holds no number: it cannot be incremented`);
    case "too large":
      return new TroupeError("CONFLICT", `${key} cannot be incremented: the sum is too large for a number`);
    case "too long":
      return new TroupeError("TOO_LARGE", `${key} would hold more than ${MAX_WORKING_BYTES} bytes`);
    case "no list":
      return new TroupeError("CONFLICT", `${key} holds no list: nothing can be appended`);
  }
}
