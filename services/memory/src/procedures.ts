import type { Clock } from "@troupe/bus";
import {
  type Page,
  type Procedure,
  type ProcedureFeedback,
  type ProcedureWrite,
  type RelevantProcedures,
  type RelevantQuery,
  TroupeError,
} from "@troupe/contracts";
import type { Store, Tx } from "@troupe/store";
import { and, asc, eq, gt, sql } from "drizzle-orm";
import { compare } from "semver";
import { type Acting, originOf } from "./acting.js";
import type { EmbeddingQueue } from "./embeddings/queue.js";
import { hashOf, type Indexer, preparePassages } from "./indexer.js";
import { createRelevance } from "./relevant.js";
import type { Find } from "./search.js";
import type { ItemRow } from "./store/items.js";
import { lockCorpus } from "./store/lexical-index.js";
import { planLookups } from "./store/rows.js";
import { feedback, items, procedures } from "./store/schema.js";

/** What agents can do: prompts, rules and skills, in versions that do not change. */
export interface Procedures {
  /** Throws CONFLICT when the version is there and says something else. */
  define(acting: Acting, name: string, write: ProcedureWrite): Promise<Procedure>;
  /** The newest version, or the one named. */
  get(tenant: string, name: string, version?: string): Promise<Procedure>;
  list(tenant: string, query: { limit: number; cursor?: string | undefined }): Promise<Page<Procedure>>;
  remove(acting: Acting, name: string): Promise<void>;
  relevant(acting: Acting, query: RelevantQuery): Promise<RelevantProcedures>;
  feedback(acting: Acting, name: string, said: ProcedureFeedback): Promise<Procedure>;
}

export interface ProceduresDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly indexer: Indexer;
  readonly newId: () => string;
  readonly queue: Pick<EmbeddingQueue, "admit" | "wake">;
  readonly find: Find;
}

type Row = typeof procedures.$inferSelect;

const missing = (name: string) => new TroupeError("NOT_FOUND", `there is no procedure ${name}`);

export function createProcedures(deps: ProceduresDeps): Procedures {
  const { store, clock, indexer, newId, queue, find } = deps;

  async function versionsOf(tx: Tx, tenant: string, name: string): Promise<Row[]> {
    const rows = await tx
      .select()
      .from(procedures)
      .where(and(eq(procedures.tenantId, tenant), eq(procedures.name, name)));
    return rows.sort((a, b) => compare(b.version, a.version));
  }

  async function read(
    tx: Tx,
    tenant: string,
    { name, version }: { name: string; version?: string | undefined },
  ): Promise<Procedure> {
    const rows = await versionsOf(tx, tenant, name);
    const row = version === undefined ? rows[0] : rows.find((other) => other.version === version);
    if (row === undefined) throw missing(version === undefined ? name : `${name} ${version}`);
    const [said] = await tx
      .select()
      .from(feedback)
      .where(and(eq(feedback.tenantId, tenant), eq(feedback.name, name)));
    return procedureOf(row, { versions: rows.map((other) => other.version), said });
  }

  const relevant = createRelevance({ store, find, read: (tx, tenant, name) => read(tx, tenant, { name }) });

  /** Makes the newest version's text the one that is found. */
  async function index(tx: Tx, acting: Acting, row: Row): Promise<void> {
    const place = { tenant: acting.tenant, kind: "procedural" } as const;
    const at = new Date(clock.now());
    const corpus = await lockCorpus(tx, place);
    const text = [row.description, row.triggers.join("\n"), row.content].filter((part) => part !== "").join("\n\n");
    const title = row.name.replace(/[._-]+/g, " ");
    const prepared = await preparePassages(title, { text, headings: [] });
    const [before] = await tx
      .select({ id: items.id })
      .from(items)
      .where(and(eq(items.tenantId, acting.tenant), eq(items.kind, "procedural"), eq(items.externalId, row.name)));
    const id = before?.id ?? newId();
    const item = itemRowOf(acting, { id, name: row.name, title, text, at });
    if (before === undefined) await tx.insert(items).values(item);
    await indexer.replace(tx, place, { itemId: id, isNew: before === undefined, corpus, prepared, now: at });
    if (before !== undefined) {
      const { createdAt: _, ...values } = item;
      await tx
        .update(items)
        .set({ ...values, rev: sql`${items.rev} + 1` })
        .where(and(eq(items.tenantId, acting.tenant), eq(items.id, id)));
    }
    await tx
      .update(procedures)
      .set({ isNewest: 0, itemId: id })
      .where(and(eq(procedures.tenantId, acting.tenant), eq(procedures.name, row.name)));
    await tx
      .update(procedures)
      .set({ isNewest: 1 })
      .where(
        and(eq(procedures.tenantId, acting.tenant), eq(procedures.name, row.name), eq(procedures.version, row.version)),
      );
  }

  return {
    async define(acting, name, write) {
      await queue.admit(acting.tenant);
      const { tenant } = acting;
      const procedure = await store.withTenant(tenant, async (tx) => {
        await planLookups(tx);
        await lockCorpus(tx, { tenant, kind: "procedural" });
        const known = await versionsOf(tx, tenant, name);
        const same = known.find(({ version }) => version === write.version);
        if (same !== undefined && !isSame(same, write)) {
          throw new TroupeError("CONFLICT", `${name} ${write.version} is there and says something else`, {
            hint: `write it as a version above ${known[0]?.version}`,
          });
        }
        if (same === undefined) {
          const row: Row = {
            tenantId: tenant,
            name,
            ...write,
            isNewest: 0,
            itemId: null,
            agent: acting.agent,
            createdAt: new Date(clock.now()),
          };
          await tx.insert(procedures).values(row);
          const [newest] = known;
          if (newest === undefined || compare(write.version, newest.version) > 0) await index(tx, acting, row);
        }
        return read(tx, tenant, { name, version: write.version });
      });
      queue.wake();
      return procedure;
    },

    get: (tenant, name, version) => store.withTenant(tenant, (tx) => read(tx, tenant, { name, version })),

    list: (tenant, { limit, cursor }) =>
      store.withTenant(tenant, async (tx) => {
        const after = cursor === undefined ? undefined : Buffer.from(cursor, "base64url").toString("utf8");
        const rows = await tx
          .select({ name: procedures.name })
          .from(procedures)
          .where(
            and(
              eq(procedures.tenantId, tenant),
              eq(procedures.isNewest, 1),
              after === undefined ? undefined : gt(procedures.name, after),
            ),
          )
          .orderBy(asc(procedures.name))
          .limit(limit + 1);
        const kept = rows.slice(0, limit);
        const last = kept.at(-1)?.name;
        const items: Procedure[] = [];
        for (const { name } of kept) items.push(await read(tx, tenant, { name }));
        const isLast = rows.length <= limit || last === undefined;
        return { items, cursor: isLast ? null : Buffer.from(last).toString("base64url") };
      }),

    remove: (acting, name) =>
      store.withTenant(acting.tenant, async (tx) => {
        const { tenant } = acting;
        const [row] = await versionsOf(tx, tenant, name);
        if (row === undefined) throw missing(name);
        if (row.itemId !== null) {
          await indexer.remove(tx, { tenant, kind: "procedural" }, { itemIds: [row.itemId] });
          await tx.delete(items).where(and(eq(items.tenantId, tenant), eq(items.id, row.itemId)));
        }
        await tx.delete(procedures).where(and(eq(procedures.tenantId, tenant), eq(procedures.name, name)));
        await tx.delete(feedback).where(and(eq(feedback.tenantId, tenant), eq(feedback.name, name)));
      }),

    relevant: (acting, query) => relevant(acting, query),

    feedback: (acting, name, { outcome }) =>
      store.withTenant(acting.tenant, async (tx) => {
        await read(tx, acting.tenant, { name });
        const [helped, hurt] = outcome === "helped" ? [1, 0] : [0, 1];
        const at = new Date(clock.now());
        await tx
          .insert(feedback)
          .values({ tenantId: acting.tenant, name, helped, hurt, updatedAt: at })
          .onConflictDoUpdate({
            target: [feedback.tenantId, feedback.name],
            set: { helped: sql`${feedback.helped} + ${helped}`, hurt: sql`${feedback.hurt} + ${hurt}`, updatedAt: at },
          });
        return read(tx, acting.tenant, { name });
      }),
  };
}

function isSame(row: Row, write: ProcedureWrite): boolean {
  const { type, description, content, triggers, priority } = row;
  const said = [write.type, write.description, write.content, write.triggers, write.priority];
  return JSON.stringify([type, description, content, triggers, priority]) === JSON.stringify(said);
}

function procedureOf(
  row: Row,
  { versions, said }: { versions: string[]; said: typeof feedback.$inferSelect | undefined },
): Procedure {
  const { name, type, version, description, content, triggers, priority, agent, createdAt } = row;
  return {
    ...{ name, type, version, versions, description, content, triggers, priority, agent },
    helped: said?.helped ?? 0,
    hurt: said?.hurt ?? 0,
    createdAt: createdAt.toISOString(),
  };
}

function itemRowOf(
  acting: Acting,
  { id, name, title, text, at }: { id: string; name: string; title: string; text: string; at: Date },
): ItemRow {
  return {
    tenantId: acting.tenant,
    id,
    kind: "procedural",
    title,
    externalId: name,
    mediaType: "text/plain",
    contentHash: hashOf(text),
    scope: "tenant",
    status: "active",
    supersededBy: null,
    metadata: {},
    importance: 0.5,
    ...originOf(acting),
    role: null,
    source: null,
    createdAt: at,
    updatedAt: at,
    expiresAt: null,
    rev: 1,
  };
}
