import { ERRORS, type ErrorCode, MAX_DATA_BYTES, TroupeError } from "@troupe/contracts";
import type { Store } from "@troupe/store";
import type { MissionSettings } from "./domain/settings.js";
import type { Entry } from "./relay.js";
import { type MissionRow, missionOf } from "./rows.js";

/** What a function of the schema answers when it refuses. */
interface Refusal {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly hint?: string;
  readonly retryAfterMs?: number;
  readonly current?: MissionRow;
}

type Answer<T> = T & { readonly refused?: Refusal };

/** What to look at when what was named is not there, or is not as it would have to be. */
function hintOf(code: ErrorCode, detail: string): { hint?: string } {
  if (code === "NOT_FOUND") {
    const what = /^there is no (mission|task|question) /.exec(detail)?.[1];
    return what === undefined ? {} : { hint: `troupe ${what}s list` };
  }
  const [, what, id] = /^(mission|task) (\S+?),? /.exec(detail) ?? [];
  if (what !== undefined) return { hint: `troupe ${what}s show ${id}` };
  return detail.startsWith("question ") ? { hint: "troupe questions list" } : {};
}

function refusal({ code, detail, hint, retryAfterMs, current }: Refusal): TroupeError {
  return new TroupeError(code in ERRORS ? code : "INTERNAL", detail, {
    ...(hint === undefined ? hintOf(code, detail) : { hint }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(current === undefined ? {} : { extensions: { current: missionOf(current) } }),
  });
}

/** An event's data, and what is said around it. */
const MAX_TOLD_BYTES = MAX_DATA_BYTES + 8192;

/** JSON that fits into the event which tells of it. Throws EVENT_TOO_LARGE. */
export function bounded(value: unknown): string {
  const text = JSON.stringify(value);
  if (isTooLarge(text)) {
    const bytes = Buffer.byteLength(text);
    throw new TroupeError("EVENT_TOO_LARGE", `it takes ${bytes} bytes of JSON: put large bodies into content`);
  }
  return text;
}

/** The end of a task as JSON: the answer that leaves with it says its result again, and both are bounded. */
export function boundedEnd(end: { readonly reply?: unknown }): string {
  const text = JSON.stringify(end);
  if (!isTooLarge(text)) return text;
  const { reply, ...told } = end;
  bounded(told);
  if (reply !== undefined) bounded(reply);
  return text;
}

/** A character is three bytes at most, for each of what `length` counts. */
const isTooLarge = (text: string): boolean =>
  text.length * 3 > MAX_TOLD_BYTES && Buffer.byteLength(text) > MAX_TOLD_BYTES;

/** What a decision left to be published; null when it is too much to be carried along. */
export type Sent = readonly Entry[] | null;

/** What `missions.sent` tells of a transaction. */
interface Told {
  readonly entries: Sent;
  /** When the first of what it put off is due, in milliseconds since 1970. */
  readonly due: number | null;
}

/** Calls of the schema's functions, which decide, tell and apply in one statement. */
export interface Database {
  /** `missions.<name>(tenant, …args)` and what it sent; rejects with what the function refused, which may have sent too. */
  decide<T>(name: string, tenant: string, args: readonly unknown[], sent: (entries: Sent) => void): Promise<T>;
  /** `missions.<name>(tenant, …args)`, which tells and puts off nothing itself; rejects with what it refused. */
  ask<T>(name: string, tenant: string, args: readonly unknown[]): Promise<T>;
  /** One statement for a tenant. */
  rows<T>(tenant: string, sql: string, params?: readonly unknown[]): Promise<T[]>;
  /** One statement over all tenants. */
  allRows<T>(sql: string, params?: readonly unknown[]): Promise<T[]>;
  /** The time, as a parameter. */
  now(): string;
  readonly settings: string;
}

/** `due` hears of what decisions put off. */
export function openDatabase(
  store: Store,
  nowMs: () => number,
  settings: MissionSettings,
  due: (dueMs: number) => void,
): Database {
  const config = JSON.stringify(settings);
  const now = () => new Date(nowMs()).toISOString();
  return {
    async decide<T>(name: string, tenant: string, args: readonly unknown[], sent: (entries: Sent) => void) {
      const call = { name: `missions.${name}`, args, next: "missions.sent" };
      const { answer, next } = await store.call<Answer<T>, string>(tenant, call);
      const told = JSON.parse(next) as Told;
      sent(told.entries);
      if (told.due !== null) due(told.due);
      if (answer?.refused !== undefined) throw refusal(answer.refused);
      return answer;
    },
    async ask<T>(name: string, tenant: string, args: readonly unknown[]) {
      const { answer } = await store.call<Answer<T>, undefined>(tenant, { name: `missions.${name}`, args });
      if (answer?.refused !== undefined) throw refusal(answer.refused);
      return answer;
    },
    rows: (tenant, sql, params) => store.once(tenant, sql, params),
    allRows: (sql, params) => store.onceForAll(sql, params),
    now,
    settings: config,
  };
}
