import { ERRORS, type ErrorCode, MAX_DATA_BYTES, TroupeError } from "@troupe/contracts";
import type { Store } from "@troupe/store";
import type { MissionSettings } from "./domain/settings.js";
import { type MissionRow, missionOf } from "./rows.js";

/** What a function of the schema answers when it refuses. */
interface Refusal {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly retryAfterMs?: number;
  readonly current?: MissionRow;
}

type Answer<T> = T & { readonly refused?: Refusal };

function refusal({ code, detail, retryAfterMs, current }: Refusal): TroupeError {
  return new TroupeError(code in ERRORS ? code : "INTERNAL", detail, {
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(current === undefined ? {} : { extensions: { current: missionOf(current) } }),
  });
}

/** JSON that fits into the event which tells of it. Throws EVENT_TOO_LARGE. */
export function bounded(value: unknown): string {
  const text = JSON.stringify(value);
  if (text.length > MAX_DATA_BYTES && Buffer.byteLength(text) > MAX_DATA_BYTES + 8192) {
    throw new TroupeError("EVENT_TOO_LARGE", `it takes ${text.length} characters: put large bodies into content`);
  }
  return text;
}

/** Calls of the schema's functions, which decide, tell and apply in one statement. */
export interface Database {
  /** `missions.<name>(tenant, now, actor, settings, …args)`; rejects with what the function refused. */
  command<T>(name: string, caller: { tenant: string; subject: string }, ...args: readonly unknown[]): Promise<T>;
  /** One statement for a tenant. */
  rows<T>(tenant: string, sql: string, params?: readonly unknown[]): Promise<T[]>;
  /** One statement over all tenants. */
  allRows<T>(sql: string, params?: readonly unknown[]): Promise<T[]>;
  /** The time, as a parameter. */
  now(): string;
  readonly settings: string;
}

export function openDatabase(store: Store, nowMs: () => number, settings: MissionSettings): Database {
  const config = JSON.stringify(settings);
  const now = () => new Date(nowMs()).toISOString();
  const statements = new Map<string, string>();

  function statementOf(name: string, extra: number): string {
    const known = statements.get(`${name}/${extra}`);
    if (known !== undefined) return known;
    const places = Array.from({ length: extra }, (_, at) => `, $${at + 5}`).join("");
    const text = `select missions.${name}($1, $2, $3, $4${places}) as answer`;
    statements.set(`${name}/${extra}`, text);
    return text;
  }

  return {
    async command<T>(
      name: string,
      { tenant, subject }: { tenant: string; subject: string },
      ...args: readonly unknown[]
    ) {
      const params = [tenant, now(), subject, config, ...args];
      const [row] = await store.once<{ answer: Answer<T> }>(tenant, statementOf(name, args.length), params);
      if (row === undefined) throw new TroupeError("INTERNAL", `${name} answered nothing`);
      if (row.answer?.refused !== undefined) throw refusal(row.answer.refused);
      return row.answer;
    },
    rows: (tenant, sql, params) => store.once(tenant, sql, params),
    allRows: (sql, params) => store.onceForAll(sql, params),
    now,
    settings: config,
  };
}
