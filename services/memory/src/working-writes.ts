import { MAX_CHANGE_BYTES, TroupeError, type WorkingChange, type WorkingEntry } from "@troupe/contracts";
import type { Store } from "@troupe/store";
import { v7 } from "uuid";
import type { Acting } from "./acting.js";
import type { WorkingPlace } from "./working.js";
import { changeEvent } from "./working-events.js";

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

type Refusal = "revision" | "no number" | "no list" | "too large";

interface Answer {
  readonly refused: Refusal | null;
  readonly rev: number;
  readonly value: unknown;
  readonly expiresAt: string | null;
}

const STATEMENT = `select refused, new_rev as rev, new_value as value, new_expires_at as "expiresAt"
  from memory.write_working($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

/** Writes a key and notes the event that tells of it, in one statement. Throws REV_CONFLICT and CONFLICT. */
export async function writeKey(
  store: Store,
  { tenant, agent }: Acting,
  { place, write, nowMs }: { readonly place: WorkingPlace; readonly write: Write; readonly nowMs: number },
): Promise<WorkingEntry> {
  const { missionId, key } = place;
  const { operation, value, ifRev = null, keepLast = null, ttlSeconds } = write;
  const json = JSON.stringify(value);
  const now = new Date(nowMs).toISOString();
  const expiresAt = ttlSeconds === undefined ? null : new Date(nowMs + ttlSeconds * 1000).toISOString();
  const event = changeEvent({ id: v7(), tenant, actor: agent, nowMs, data: { missionId, key, operation } });
  const tells = operation === "append" ? null : json.length <= MAX_CHANGE_BYTES;
  const [answer] = await store.once<Answer & Record<string, unknown>>(tenant, STATEMENT, [
    ...[tenant, missionId, key, operation, json, ifRev, keepLast, expiresAt, agent, now],
    ...[JSON.stringify(event), tells, MAX_CHANGE_BYTES],
  ]);
  if (answer === undefined) throw new TroupeError("INTERNAL", "a write of a key answered nothing");
  if (answer.refused !== null) throw refusal(answer.refused, { key, rev: answer.rev, ifRev });
  return {
    ...{ missionId, key, rev: answer.rev, agent },
    value: (operation === "set" ? value : answer.value) as WorkingEntry["value"],
    updatedAt: now,
    expiresAt: answer.expiresAt === null ? null : new Date(answer.expiresAt).toISOString(),
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
    case "no list":
      return new TroupeError("CONFLICT", `${key} holds no list: nothing can be appended`);
  }
}
