import { sql } from "drizzle-orm";
import type { Tx } from "../store.js";

/** Something to tell once the transaction is committed. */
export interface OutboxMessage {
  readonly tenant: string;
  readonly kind: string;
  /**
   * Entries of one key leave in the order in which they were written; transactions that write one key at the same time
   * need a lock of their own where their order matters.
   */
  readonly key: string;
  readonly payload: unknown;
}

export interface OutboxEntry extends OutboxMessage {
  /** 1 for the first try. */
  readonly attempt: number;
}

export interface ClaimedEntry extends OutboxEntry, Record<string, unknown> {
  readonly seq: number;
}

type Tried = Pick<ClaimedEntry, "seq" | "attempt">;

/** What became of a claimed entry; one that was not tried because an earlier one of its key failed is put back. */
export type EntryOutcome =
  | { readonly entry: Tried; readonly is: "delivered" }
  | { readonly entry: Tried; readonly is: "failed"; readonly error: string; readonly waitMs: number }
  | { readonly entry: Tried; readonly is: "untried" };

export interface ClaimRequest {
  readonly service: string;
  readonly nowMs: number;
  readonly leaseMs: number;
  /** Most entries of one claim; the keys share it. */
  readonly limit: number;
}

const timestamp = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`;

/** Writes messages into the outbox, in the caller's transaction; `nowMs` is the clock's. */
export async function enqueue(
  tx: Tx,
  service: string,
  messages: readonly OutboxMessage[],
  nowMs: number,
): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map(({ tenant, kind, key, payload }) => ({ tenant, kind, key, payload }));
  await tx.execute(sql`
    insert into troupe.outbox (tenant_id, service, kind, key, payload, due_at)
    select m ->> 'tenant', ${service}, m ->> 'kind', m ->> 'key', coalesce(m -> 'payload', 'null'), ${timestamp(nowMs)}
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality as messages(m, at) order by at`);
}

/**
 * The oldest due entries of keys that no other relay holds, each with those that follow it in its key, by sequence.
 * They are leased: due again when the lease ends.
 */
export async function claimEntries(tx: Tx, { service, nowMs, leaseMs, limit }: ClaimRequest): Promise<ClaimedEntry[]> {
  const claimed = await tx.execute<ClaimedEntry>(sql`
    with heads as (
      select o.tenant_id, o.key, o.seq from troupe.outbox o
      where o.service = ${service} and o.due_at <= ${timestamp(nowMs)}
        and not exists (select from troupe.outbox e where e.service = o.service and e.tenant_id = o.tenant_id
          and e.key = o.key and e.seq < o.seq)
      order by o.seq limit ${limit} for update of o skip locked),
    runs as (
      select run.seq from heads cross join lateral (
        select o.seq from troupe.outbox o
        where o.service = ${service} and o.tenant_id = heads.tenant_id and o.key = heads.key and o.seq >= heads.seq
        order by o.seq limit greatest(1, ${limit} / (select count(*) from heads))) run)
    update troupe.outbox o set due_at = ${timestamp(nowMs + leaseMs)}, attempts = attempts + 1
    from runs where o.seq = runs.seq
    returning o.seq, o.tenant_id as tenant, o.kind, o.key, o.payload, o.attempts as attempt`);
  return claimed.sort((left, right) => left.seq - right.seq);
}

/** Removes what was delivered and puts back the rest, in two statements whatever their number. */
export async function settleEntries(tx: Tx, outcomes: readonly EntryOutcome[], nowMs: number): Promise<void> {
  const delivered = outcomes.flatMap(({ entry, is }) => (is === "delivered" ? [entry.seq] : []));
  if (delivered.length > 0) {
    await tx.execute(sql`
      delete from troupe.outbox where seq in (
        select seq::bigint from jsonb_array_elements_text(${JSON.stringify(delivered)}::jsonb) as done(seq))`);
  }
  const kept = outcomes.flatMap((outcome) => (outcome.is === "delivered" ? [] : [putBack(outcome, nowMs)]));
  if (kept.length > 0) {
    await tx.execute(sql`
      update troupe.outbox o set due_at = k.due_at, attempts = k.attempts, last_error = coalesce(k.error, o.last_error)
      from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb)
        as k(seq bigint, due_at timestamptz, attempts integer, error text)
      where o.seq = k.seq`);
  }
}

function putBack(outcome: EntryOutcome, nowMs: number): object {
  const { seq, attempt } = outcome.entry;
  const due = (afterMs: number) => new Date(nowMs + afterMs).toISOString();
  if (outcome.is !== "failed") return { seq, due_at: due(0), attempts: attempt - 1 };
  return { seq, due_at: due(outcome.waitMs), attempts: attempt, error: outcome.error };
}
