import type { Clock } from "@troupe/bus";
import {
  type KnowledgeReceipt,
  type KnowledgeWrite,
  type LinkKind,
  type MemoryItem,
  type MemoryItemDetail,
  type MemoryKind,
  type MemoryListQuery,
  type MemoryPatch,
  type Page,
  TroupeError,
} from "@troupe/contracts";
import type { Store, Tx } from "@troupe/store";
import { and, eq, sql } from "drizzle-orm";
import { type Acting, originOf, requireMission } from "./acting.js";
import type { EmbeddingQueue } from "./embeddings/queue.js";
import { extract } from "./extract/extract.js";
import { hashOf, type Indexer, type PreparedPassage, preparePassages } from "./indexer.js";
import {
  findRecorded,
  findSame,
  type ItemRow,
  isTainted,
  itemOf,
  linksOf,
  listItems,
  passageOf,
  passagesOf,
  type Recorded,
  requireItem,
  requireItems,
  usesOf,
} from "./store/items.js";
import { lockCorpus } from "./store/lexical-index.js";
import { supersedeBy } from "./store/links.js";
import { planLookups } from "./store/rows.js";
import { items, links } from "./store/schema.js";

/** What agents know, in pieces from one sentence to a whole document. */
export interface Knowledge {
  /** Remembers; the same text again changes nothing, another text under the same `externalId` replaces the former. */
  remember(acting: Acting, write: KnowledgeWrite, recorded?: Recorded): Promise<KnowledgeReceipt>;
  /** An item of that kind, or of any. */
  show(acting: Acting, id: string, kind?: MemoryKind): Promise<MemoryItemDetail>;
  list(acting: Acting, kind: MemoryKind, query: MemoryListQuery): Promise<Page<MemoryItem>>;
  patch(acting: Acting, options: { kind: MemoryKind; id: string; patch: MemoryPatch }): Promise<MemoryItem>;
  /** Ends an item's quarantine: what it corrects is superseded from now on. */
  release(acting: Acting, id: string): Promise<MemoryItem>;
}

export interface KnowledgeDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly indexer: Indexer;
  readonly newId: () => string;
  readonly queue: Pick<EmbeddingQueue, "admit" | "wake">;
}

interface Read {
  readonly title: string | undefined;
  readonly contentHash: string;
  readonly prepared: readonly PreparedPassage[];
}

export function createKnowledge({ store, clock, indexer, newId, queue }: KnowledgeDeps): Knowledge {
  const now = (): Date => new Date(clock.now());

  async function write(
    tx: Tx,
    acting: Acting,
    options: { write: KnowledgeWrite; read: Read; recorded: Recorded | undefined },
  ): Promise<KnowledgeReceipt> {
    const { write, read, recorded } = options;
    const { contentHash, prepared } = read;
    const place = { tenant: acting.tenant, kind: "semantic" } as const;
    const at = now();
    await planLookups(tx);
    const corpus = await lockCorpus(tx, place);
    const before = await findRecorded(tx, acting.tenant, recorded);
    if (before !== undefined) return { item: itemOf(before), outcome: "unchanged", passages: prepared.length };
    const same = await findSame(tx, acting, {
      ...place,
      scope: write.scope,
      contentHash,
      externalId: write.externalId,
    });
    const sources = await requireItems(tx, acting, { ids: write.derivedFrom, now: at });
    const values = valuesOf(
      acting,
      { ...write, trusted: write.trusted && !isTainted(sources) },
      { read, at, recorded },
    );
    const isSameText = same?.contentHash === contentHash;
    if (same !== undefined && isSameText && isUnchanged(same, values)) {
      await link(tx, acting, same.id, write);
      return { item: itemOf(same), outcome: "unchanged", passages: prepared.length };
    }
    const id = same?.id ?? recorded?.id ?? newId();
    const index = { itemId: id, isNew: same === undefined, corpus, prepared, now: at };
    if (same === undefined) {
      const item = { ...values, id, createdAt: recorded?.at ?? at, rev: 1 };
      await tx.insert(items).values(item);
      await indexer.replace(tx, place, index);
      await link(tx, acting, id, write);
      return { item: itemOf(item), outcome: "created", passages: prepared.length };
    }
    if (!isSameText) await indexer.replace(tx, place, index);
    const row = { ...same, ...values, rev: same.rev + 1 };
    await tx
      .update(items)
      .set({ ...values, rev: row.rev })
      .where(and(eq(items.tenantId, acting.tenant), eq(items.id, id)));
    await link(tx, acting, id, write);
    return { item: itemOf(row), outcome: "replaced", passages: prepared.length };
  }

  /** The caller has looked whether what it is derived from is there. */
  async function link(tx: Tx, acting: Acting, id: string, write: KnowledgeWrite): Promise<void> {
    const { supersedes, contradicts, derivedFrom } = write;
    const others = [...contradicts, ...(supersedes === undefined ? [] : [supersedes])];
    if ([...others, ...derivedFrom].includes(id)) {
      throw new TroupeError("CONFLICT", "an item can neither correct nor contradict itself, nor come of itself");
    }
    await requireItems(tx, acting, { ids: others, kind: "semantic", now: now() });
    const linked = (kind: LinkKind, ids: readonly string[]) =>
      ids.map((toId) => ({ tenantId: acting.tenant, fromId: id, toId, kind, score: null, createdAt: now() }));
    const rows = [
      ...linked(
        "contradicts",
        contradicts.filter((other) => other !== supersedes),
      ),
      ...linked("supersedes", supersedes === undefined ? [] : [supersedes]),
      ...linked("derived-from", derivedFrom),
    ];
    if (rows.length > 0) await tx.insert(links).values(rows).onConflictDoNothing();
    if (supersedes === undefined) return;
    await supersedeBy(tx, acting.tenant, { id, now: now() });
  }

  return {
    async remember(acting, input, recorded) {
      requireMission(acting, input.scope);
      await queue.admit(acting.tenant);
      const extracted = recorded?.read ?? (await extract(input.text, input.mediaType));
      const title = input.title ?? extracted.title?.slice(0, 1024);
      const read: Read = {
        title,
        contentHash: recorded?.contentHash ?? hashOf(`${input.mediaType}\n${title ?? ""}\n${extracted.text}`),
        prepared: await preparePassages(title, extracted),
      };
      const receipt = await store.withTenant(acting.tenant, (tx) =>
        write(tx, acting, { write: input, read, recorded }),
      );
      if (receipt.outcome !== "unchanged") queue.wake();
      return receipt;
    },

    show: (acting, id, kind) =>
      store.withTenant(acting.tenant, async (tx) => {
        const ofKind = kind === undefined ? {} : { kind };
        const row = await requireItem(tx, acting, { id, ...ofKind, now: now() });
        const { count, lastAt } = await usesOf(tx, acting.tenant, id);
        const [embedded] = await tx.execute<{ count: number }>(sql`
          select count(*)::int as count from memory.vectors v join memory.models m
            on m.tenant_id = v.tenant_id and m.model = v.model
          where v.tenant_id = ${acting.tenant} and v.item_id = ${id}::uuid`);
        return {
          ...itemOf(row),
          passages: (await passagesOf(tx, acting.tenant, id)).map(passageOf),
          links: await linksOf(tx, acting, id, now()),
          embedded: embedded?.count ?? 0,
          accessCount: count,
          lastAccessAt: lastAt?.toISOString() ?? null,
        };
      }),

    list: (acting, kind, { scope, source, status, ...page }) =>
      store.withTenant(acting.tenant, async (tx) => {
        const where = and(
          scope === undefined ? undefined : eq(items.scope, scope),
          source === undefined ? undefined : eq(items.source, source),
        );
        const found = await listItems(tx, acting, { ...page, kind, where, status, now: now() });
        return { items: found.items.map(itemOf), cursor: found.cursor };
      }),

    patch: (acting, { kind, id, patch }) =>
      store.withTenant(acting.tenant, async (tx) => {
        const row = await requireItem(tx, acting, { id, kind, now: now(), lock: true });
        const { ifRev, ttlSeconds, metadata, importance } = patch;
        if (ifRev !== undefined && ifRev !== row.rev) {
          throw new TroupeError("REV_CONFLICT", `${id} is at revision ${row.rev}, not ${ifRev}`);
        }
        const [changed] = await tx
          .update(items)
          .set({
            ...(metadata === undefined ? {} : { metadata }),
            ...(importance === undefined ? {} : { importance }),
            ...(ttlSeconds === undefined ? {} : { expiresAt: expiryOf(ttlSeconds ?? undefined, now()) }),
            updatedAt: now(),
            rev: row.rev + 1,
          })
          .where(and(eq(items.tenantId, acting.tenant), eq(items.id, id)))
          .returning();
        return itemOf(changed ?? row);
      }),

    release: (acting, id) =>
      store.withTenant(acting.tenant, async (tx) => {
        const row = await requireItem(tx, acting, { id, now: now(), lock: true });
        if (row.status !== "quarantined") throw new TroupeError("CONFLICT", `${id} is not quarantined`);
        const [changed] = await tx
          .update(items)
          .set({ status: "active", updatedAt: now(), rev: row.rev + 1 })
          .where(and(eq(items.tenantId, acting.tenant), eq(items.id, id)))
          .returning();
        await supersedeBy(tx, acting.tenant, { id, now: now() });
        return itemOf(changed ?? row);
      }),
  };
}

type Values = Omit<ItemRow, "id" | "createdAt" | "rev">;

const expiryOf = (ttlSeconds: number | undefined, at: Date): Date | null =>
  ttlSeconds === undefined ? null : new Date(at.getTime() + ttlSeconds * 1000);

function valuesOf(
  acting: Acting,
  write: KnowledgeWrite,
  { read, at, recorded }: { read: Read; at: Date; recorded: Recorded | undefined },
): Values {
  const trusted = recorded?.isSuperseded ? "superseded" : "active";
  return {
    tenantId: acting.tenant,
    kind: "semantic",
    title: read.title ?? null,
    externalId: write.externalId ?? null,
    mediaType: write.mediaType,
    contentHash: read.contentHash,
    scope: write.scope,
    status: write.trusted ? trusted : "quarantined",
    supersededBy: null,
    metadata: write.metadata,
    importance: write.importance,
    ...originOf(acting),
    role: null,
    source: write.source ?? null,
    updatedAt: at,
    expiresAt: expiryOf(write.ttlSeconds, at),
  };
}

/** Whether a repeated write says nothing new; a limit in time always does. */
function isUnchanged(row: typeof items.$inferSelect, values: Values): boolean {
  const { scope, status, importance, source, title } = row;
  if (row.expiresAt !== null || values.expiresAt !== null) return false;
  return (
    scope === values.scope &&
    (status === values.status || status === "superseded") &&
    Math.abs(importance - values.importance) < 1e-6 &&
    source === values.source &&
    title === values.title &&
    canonical(row.metadata) === canonical(values.metadata)
  );
}

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, member: unknown) =>
    typeof member === "object" && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
