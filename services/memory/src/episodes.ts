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
import { type Acting, originOf, requireMission } from "./acting.js";
import type { EmbeddingQueue } from "./embeddings/queue.js";
import { hashOf, type Indexer, type PreparedPassage, preparePassages } from "./indexer.js";
import {
  findRecorded,
  findSame,
  type ItemRow,
  isTainted,
  itemOf,
  listItems,
  type Recorded,
  requireItems,
} from "./store/items.js";
import { lockCorpus } from "./store/lexical-index.js";
import { anyId, itemsIn, planLookups } from "./store/rows.js";
import { items, links } from "./store/schema.js";
import { textsOf } from "./store/texts.js";

/** What agents lived through, by conversation. */
export interface Episodes {
  log(acting: Acting, write: InteractionWrite): Promise<Kept>;
  /** As {@link log} for what was remembered elsewhere before, a summary too; its links are not made. */
  take(acting: Acting, write: TakenInteraction, recorded: Recorded): Promise<Kept>;
  /**
   * Keeps what some interactions come to, linked to them; they stay, or go after a time. What comes of a quarantined one is
   * quarantined too.
   */
  summarise(acting: Acting, write: SummaryWrite): Promise<Interaction>;
  list(acting: Acting, query: InteractionListQuery): Promise<Page<Interaction>>;
}

/** What is kept now, and whether it was not before. */
export interface Kept {
  readonly interaction: Interaction;
  readonly isNew: boolean;
}

export interface EpisodesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly indexer: Indexer;
  readonly newId: () => string;
  readonly queue: Pick<EmbeddingQueue, "admit" | "wake">;
}

/** An interaction of any role. */
export type TakenInteraction = Omit<InteractionWrite, "role"> & { readonly role: Role };
type Write = TakenInteraction;

export function createEpisodes({ store, clock, indexer, newId, queue }: EpisodesDeps): Episodes {
  const place = (tenant: string) => ({ tenant, kind: "episodic" }) as const;

  async function insert(
    tx: Tx,
    acting: Acting,
    {
      write,
      prepared,
      at,
      recorded,
    }: { write: Write; prepared: readonly PreparedPassage[]; at: Date; recorded: Recorded | undefined },
  ): Promise<{ row: ItemRow; isNew: boolean }> {
    await planLookups(tx);
    const corpus = await lockCorpus(tx, place(acting.tenant));
    const before = await findRecorded(tx, acting.tenant, recorded);
    if (before !== undefined) return { row: before, isNew: false };
    const id = recorded?.id ?? newId();
    const row = rowOf(acting, write, { id, at, contentHash: recorded?.contentHash });
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

  async function keep(
    acting: Acting,
    write: Write,
    options: {
      readonly summarises?: readonly string[];
      readonly retainSeconds?: number | undefined;
      readonly recorded?: Recorded | undefined;
    },
  ): Promise<Kept> {
    const { summarises = [], retainSeconds, recorded } = options;
    const at = recorded?.at ?? new Date(clock.now());
    if (write.text.trim() === "") {
      throw new TroupeError("VALIDATION_FAILED", "the text is blank", {
        errors: [{ pointer: "/text", message: "is blank" }],
      });
    }
    requireMission(acting, write.scope);
    await queue.admit(acting.tenant);
    const prepared = await preparePassages(write.speaker ?? write.role, { text: write.text, headings: [] });
    const { row, isNew } = await store.withTenant(acting.tenant, async (tx) => {
      const sources = await requireItems(tx, acting, { ids: summarises, kind: "episodic", now: at });
      const trusted = write.trusted && !isTainted(sources);
      const kept = await insert(tx, acting, { write: { ...write, trusted }, prepared, at, recorded });
      if (kept.isNew) await link(tx, acting.tenant, kept.row, summarises);
      if (retainSeconds !== undefined) await retire(tx, acting.tenant, summarises, after(at, retainSeconds));
      return kept;
    });
    queue.wake();
    return { interaction: interactionOf(row, write.text, summarises), isNew };
  }

  async function link(tx: Tx, tenant: string, from: ItemRow, to: readonly string[]): Promise<void> {
    const rows = to.map((toId) => ({
      tenantId: tenant,
      fromId: from.id,
      toId,
      kind: "summarises" as const,
      score: null,
      createdAt: from.createdAt,
    }));
    if (rows.length > 0) await tx.insert(links).values(rows).onConflictDoNothing();
  }

  return {
    log: (acting, write) => keep(acting, write, {}),
    take: (acting, write, recorded) => keep(acting, write, { recorded }),
    async summarise(acting, { interactionIds, retainSeconds, ...write }) {
      const summarises = [...new Set(interactionIds)];
      const options = { summarises, retainSeconds };
      return (await keep(acting, { ...write, role: "summary", trusted: true }, options)).interaction;
    },

    list: (acting, { conversation, agent, user, role, summarised, from, to, ...page }) =>
      store.withTenant(acting.tenant, async (tx) => {
        const where = and(
          conversation === undefined ? undefined : eq(items.conversationId, conversation),
          agent === undefined ? undefined : eq(items.agent, agent),
          user === undefined ? undefined : eq(items.owner, user),
          role === undefined ? undefined : eq(items.role, role),
          summarised === undefined ? undefined : summarised === "yes" ? IS_SUMMARISED : sql`not ${IS_SUMMARISED}`,
          from === undefined ? undefined : gte(items.createdAt, new Date(from)),
          to === undefined ? undefined : lt(items.createdAt, new Date(to)),
        );
        const now = new Date(clock.now());
        const found = await listItems(tx, acting, { ...page, kind: "episodic", where, status: "active", now });
        const ids = found.items.map(({ id }) => id);
        const texts = await textsOf(tx, acting.tenant, ids);
        const summed = await summarisedBy(tx, acting.tenant, ids);
        const interactions = found.items.map((row) =>
          interactionOf(row, texts.get(row.id)?.text ?? "", summed.get(row.id) ?? []),
        );
        return { items: interactions, cursor: found.cursor };
      }),
  };
}

const after = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1000);

const IS_SUMMARISED = sql`exists (select from memory.links l
  where l.tenant_id = ${items.tenantId} and l.to_id = ${items.id} and l.kind = 'summarises')`;

/** Gives interactions a limit in time, unless they have an earlier one. */
async function retire(tx: Tx, tenant: string, ids: readonly string[], until: Date): Promise<void> {
  await tx
    .update(items)
    .set({ expiresAt: sql`least(${items.expiresAt}, ${until.toISOString()}::timestamptz)` })
    .where(and(eq(items.tenantId, tenant), itemsIn(tenant, ids)));
}

function rowOf(
  acting: Acting,
  write: Write,
  { id, at, contentHash }: { id: string; at: Date; contentHash: string | undefined },
): ItemRow {
  return {
    tenantId: acting.tenant,
    id,
    kind: "episodic",
    title: write.speaker ?? write.role,
    externalId: write.externalId ?? null,
    mediaType: "text/plain",
    contentHash: contentHash ?? hashOf(`${write.role}\n${write.speaker ?? ""}\n${write.text}`),
    scope: write.scope,
    status: write.trusted ? "active" : "quarantined",
    supersededBy: null,
    metadata: write.metadata,
    importance: write.importance,
    ...originOf(acting),
    ...(write.conversationId && { conversationId: write.conversationId }),
    role: write.role,
    source: null,
    createdAt: at,
    updatedAt: at,
    expiresAt: write.ttlSeconds === undefined ? null : after(at, write.ttlSeconds),
    rev: 1,
  };
}

function interactionOf(row: ItemRow, text: string, summarises: readonly string[]): Interaction {
  const role = (row.role ?? "agent") as Role;
  return { ...itemOf(row), role, speaker: row.title === role ? null : row.title, text, summarises: [...summarises] };
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
