import type { Clock } from "@troupe/bus";
import {
  type Interaction,
  type InteractionListQuery,
  type InteractionWrite,
  type Page,
  type Role,
  type SummaryWrite,
  TroupeError,
} from "@troupe/contracts";
import type { Store, Tx } from "@troupe/store";
import { and, asc, eq, gte, lt, sql } from "drizzle-orm";
import type { Acting } from "./acting.js";
import type { EmbeddingQueue } from "./embeddings/queue.js";
import { hashOf, type Indexer, type PreparedPassage, preparePassages } from "./indexer.js";
import { findSame, type ItemRow, itemOf, listItems, requireItem } from "./store/items.js";
import { lockCorpus } from "./store/lexical-index.js";
import { planLookups } from "./store/rows.js";
import { items, links, passages } from "./store/schema.js";

/** What agents lived through, by conversation. */
export interface Episodes {
  log(acting: Acting, write: InteractionWrite): Promise<Interaction>;
  /** Keeps what some interactions come to, linked to them; they stay. */
  summarise(acting: Acting, write: SummaryWrite): Promise<Interaction>;
  list(acting: Acting, query: InteractionListQuery): Promise<Page<Interaction>>;
}

export interface EpisodesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly indexer: Indexer;
  readonly newId: () => string;
  readonly queue: Pick<EmbeddingQueue, "admit" | "wake">;
}

type Write = Omit<InteractionWrite, "role"> & { readonly role: Role };

export function createEpisodes({ store, clock, indexer, newId, queue }: EpisodesDeps): Episodes {
  const place = (tenant: string) => ({ tenant, kind: "episodic" }) as const;

  async function insert(
    tx: Tx,
    acting: Acting,
    { write, prepared }: { write: Write; prepared: readonly PreparedPassage[] },
  ): Promise<{ row: ItemRow; isNew: boolean }> {
    await planLookups(tx);
    const corpus = await lockCorpus(tx, place(acting.tenant));
    const row = rowOf(acting, write, { id: newId(), at: new Date(clock.now()) });
    if (write.externalId !== undefined) {
      const same = await findSame(tx, acting, { ...row, externalId: write.externalId });
      if (same !== undefined) return { row: same, isNew: false };
    }
    await tx.insert(items).values(row);
    await indexer.replace(tx, place(acting.tenant), {
      itemId: row.id,
      isNew: true,
      corpus,
      prepared,
      now: row.createdAt,
    });
    return { row, isNew: true };
  }

  async function keep(acting: Acting, write: Write, summarises: readonly string[]): Promise<Interaction> {
    if (write.text.trim() === "") {
      throw new TroupeError("VALIDATION_FAILED", "the text is blank", {
        errors: [{ pointer: "/text", message: "is blank" }],
      });
    }
    await queue.admit(acting.tenant);
    const prepared = await preparePassages(write.speaker ?? write.role, { text: write.text, headings: [] });
    const { row } = await store.withTenant(acting.tenant, async (tx) => {
      const kept = await insert(tx, acting, { write, prepared });
      if (kept.isNew) await link(tx, acting, kept.row, summarises);
      return kept;
    });
    queue.wake();
    return interactionOf(row, write.text, summarises);
  }

  async function link(tx: Tx, acting: Acting, from: ItemRow, to: readonly string[]): Promise<void> {
    for (const id of to) await requireItem(tx, acting, { id, kind: "episodic", now: from.createdAt });
    const rows = to.map((toId) => ({
      tenantId: acting.tenant,
      fromId: from.id,
      toId,
      kind: "summarises" as const,
      score: null,
      createdAt: from.createdAt,
    }));
    if (rows.length > 0) await tx.insert(links).values(rows).onConflictDoNothing();
  }

  return {
    log: (acting, write) => keep(acting, write, []),
    summarise: (acting, { interactionIds, ...write }) =>
      keep(acting, { ...write, role: "summary", trusted: true }, [...new Set(interactionIds)]),

    list: (acting, { conversation, agent, role, from, to, ...page }) =>
      store.withTenant(acting.tenant, async (tx) => {
        const where = and(
          conversation === undefined ? undefined : eq(items.conversationId, conversation),
          agent === undefined ? undefined : eq(items.agent, agent),
          role === undefined ? undefined : eq(items.role, role),
          from === undefined ? undefined : gte(items.createdAt, new Date(from)),
          to === undefined ? undefined : lt(items.createdAt, new Date(to)),
        );
        const now = new Date(clock.now());
        const found = await listItems(tx, acting, { ...page, kind: "episodic", where, status: "active", now });
        const ids = found.items.map(({ id }) => id);
        const texts = await textsOf(tx, acting.tenant, ids);
        const summed = await summarisedBy(tx, acting.tenant, ids);
        const interactions = found.items.map((row) =>
          interactionOf(row, texts.get(row.id) ?? "", summed.get(row.id) ?? []),
        );
        return { items: interactions, cursor: found.cursor };
      }),
  };
}

function rowOf(acting: Acting, write: Write, { id, at }: { id: string; at: Date }): ItemRow {
  return {
    tenantId: acting.tenant,
    id,
    kind: "episodic",
    title: write.speaker ?? write.role,
    externalId: write.externalId ?? null,
    mediaType: "text/plain",
    contentHash: hashOf(`${write.role}\n${write.speaker ?? ""}\n${write.text}`),
    scope: write.scope,
    status: write.trusted ? "active" : "quarantined",
    supersededBy: null,
    metadata: write.metadata,
    importance: write.importance,
    agent: acting.agent,
    owner: acting.user,
    role: write.role,
    eventId: acting.eventId ?? null,
    runId: acting.runId ?? null,
    missionId: acting.missionId ?? null,
    conversationId: write.conversationId ?? acting.conversationId ?? null,
    source: null,
    createdAt: at,
    updatedAt: at,
    expiresAt: write.ttlSeconds === undefined ? null : new Date(at.getTime() + write.ttlSeconds * 1000),
    rev: 1,
  };
}

function interactionOf(row: ItemRow, text: string, summarises: readonly string[]): Interaction {
  const role = (row.role ?? "agent") as Role;
  return { ...itemOf(row), role, speaker: row.title === role ? null : row.title, text, summarises: [...summarises] };
}

const anyId = (ids: readonly string[]) => sql`any(string_to_array(${ids.join(",")}, ',')::uuid[])`;

/** Texts put together again from their passages, which may overlap. */
async function textsOf(tx: Tx, tenant: string, ids: readonly string[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  if (ids.length === 0) return texts;
  const rows = await tx
    .select({ id: passages.itemId, text: passages.text, start: passages.startAt })
    .from(passages)
    .where(and(eq(passages.tenantId, tenant), sql`${passages.itemId} = ${anyId(ids)}`))
    .orderBy(asc(passages.itemId), asc(passages.position));
  for (const { id, text, start } of rows) {
    const before = texts.get(id) ?? "";
    texts.set(id, `${before.slice(0, start).padEnd(start, "\n")}${text}`);
  }
  return texts;
}

async function summarisedBy(tx: Tx, tenant: string, ids: readonly string[]): Promise<Map<string, string[]>> {
  const summed = new Map<string, string[]>();
  if (ids.length === 0) return summed;
  const rows = await tx
    .select({ from: links.fromId, to: links.toId })
    .from(links)
    .where(and(eq(links.tenantId, tenant), eq(links.kind, "summarises"), sql`${links.fromId} = ${anyId(ids)}`))
    .orderBy(asc(links.toId));
  for (const { from, to } of rows) summed.set(from, [...(summed.get(from) ?? []), to]);
  return summed;
}
