import type { Clock } from "@troupe/bus";
import {
  type ImportReceipt,
  interactionInputSchema,
  knowledgeInputSchema,
  MAX_DATA_DEPTH,
  type MemoryKind,
  type MemoryLink,
  type MemoryStats,
  mediaTypeSchema,
  memoryItemSchema,
  memoryLinkSchema,
  procedureInputSchema,
  procedureNameSchema,
  TroupeError,
  workingEntrySchema,
  workingWriteSchema,
} from "@troupe/contracts";
import { parseJson, parseWith } from "@troupe/service";
import type { Store } from "@troupe/store";
import { and, asc, eq, gt, sql } from "drizzle-orm";
import { z } from "zod";
import type { Acting } from "./acting.js";
import type { Episodes } from "./episodes.js";
import type { Knowledge } from "./knowledge.js";
import type { Procedures } from "./procedures.js";
import { itemOf, type Recorded } from "./store/items.js";
import { listLinks, takeLink } from "./store/links.js";
import { feedback, items, procedures as procedureTable, working as workingTable } from "./store/schema.js";
import { textsOf } from "./store/texts.js";
import type { Working } from "./working.js";

/** A tenant's memory as lines of JSON, and its figures. */
export interface Archive {
  /** Everything the tenant remembers, private items too; expired items aside. */
  lines(tenant: string, kind: MemoryKind | undefined): AsyncGenerator<string>;
  /** Takes in lines of {@link lines}: what is there already stays. A line that cannot be taken is told, the others are kept. */
  take(acting: Acting, text: string): Promise<ImportReceipt>;
  stats(tenant: string): Promise<MemoryStats>;
}

const PAGE = 200;
/** A line is the envelope around metadata or a value. */
const MAX_LINE_DEPTH = MAX_DATA_DEPTH + 1;

const headingSchema = z.object({ at: z.int(), heading: z.string() });
const feedbackLineSchema = z.object({ helped: z.number().min(0), hurt: z.number().min(0) });

const lineSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("item"),
    text: z.string(),
    role: z.string().nullable(),
    /** Where they begin in the text; Markdown tells by itself. */
    headings: z.array(headingSchema).default([]),
    ...memoryItemSchema.shape,
    id: z.uuid(),
  }),
  z.object({ type: z.literal("link"), ...memoryLinkSchema.shape, from: z.uuid(), to: z.uuid() }),
  z.object({
    type: z.literal("procedure"),
    name: procedureNameSchema,
    procedure: procedureInputSchema,
    agent: z.string().optional(),
    feedback: feedbackLineSchema.optional(),
  }),
  z.object({ type: z.literal("working"), ...workingEntrySchema.shape }),
]);
type Line = z.infer<typeof lineSchema>;
type ItemLine = Extract<Line, { type: "item" }>;

export function createArchive(deps: {
  readonly store: Store;
  readonly clock: Clock;
  readonly knowledge: Knowledge;
  readonly episodes: Episodes;
  readonly procedures: Procedures;
  readonly working: Working;
}): Archive {
  const { store, clock } = deps;

  async function* itemLines(tenant: string, kind: MemoryKind | undefined): AsyncGenerator<string> {
    for (let after: string | undefined; ; ) {
      const rows = await store.withTenant(tenant, async (tx) => {
        const found = await tx
          .select()
          .from(items)
          .where(
            and(
              eq(items.tenantId, tenant),
              sql`${items.kind} <> 'procedural'`,
              kind === undefined ? undefined : eq(items.kind, kind),
              sql`(${items.expiresAt} is null or ${items.expiresAt} > ${new Date(clock.now()).toISOString()}::timestamptz)`,
              after === undefined ? undefined : gt(items.id, after),
            ),
          )
          .orderBy(asc(items.id))
          .limit(PAGE);
        const texts = await textsOf(
          tx,
          tenant,
          found.map(({ id }) => id),
        );
        return found.map((row) => {
          const { text = "", headings = [] } = texts.get(row.id) ?? {};
          const told = headings.length === 0 || row.mediaType === "text/markdown" ? {} : { headings };
          return { ...itemOf(row), role: row.role, text, ...told };
        });
      });
      for (const row of rows) yield `${JSON.stringify({ type: "item", ...row })}\n`;
      after = rows.at(-1)?.id;
      if (rows.length < PAGE) return;
    }
  }

  async function* linkLines(tenant: string, kind: MemoryKind | undefined): AsyncGenerator<string> {
    for (let after: MemoryLink | undefined; ; ) {
      const at = new Date(clock.now());
      const found = await store.withTenant(tenant, (tx) => listLinks(tx, tenant, { kind, after, at, limit: PAGE }));
      for (const link of found) yield `${JSON.stringify({ type: "link", ...link })}\n`;
      after = found.at(-1);
      if (found.length < PAGE) return;
    }
  }

  async function* workingLines(tenant: string): AsyncGenerator<string> {
    for (let after: { readonly missionId: string; readonly key: string } | undefined; ; ) {
      const place = after;
      const rows = await store.withTenant(tenant, (tx) =>
        tx
          .select()
          .from(workingTable)
          .where(
            and(
              eq(workingTable.tenantId, tenant),
              sql`(${workingTable.expiresAt} is null or ${workingTable.expiresAt} > ${new Date(clock.now()).toISOString()}::timestamptz)`,
              place === undefined
                ? undefined
                : sql`(${workingTable.missionId}, ${workingTable.key}) > (${place.missionId}, ${place.key})`,
            ),
          )
          .orderBy(asc(workingTable.missionId), asc(workingTable.key))
          .limit(PAGE),
      );
      for (const { missionId, key, value, rev, agent, updatedAt, expiresAt } of rows) {
        yield `${JSON.stringify({ type: "working", missionId, key, value, rev, agent, updatedAt, expiresAt })}\n`;
      }
      after = rows.at(-1);
      if (rows.length < PAGE) return;
    }
  }

  /** What became of a procedure elsewhere, unless something is known of it here. */
  async function takeFeedback(tenant: string, name: string, said: z.infer<typeof feedbackLineSchema>): Promise<void> {
    const row = { tenantId: tenant, name, ...said, updatedAt: new Date(clock.now()) };
    await store.withTenant(tenant, (tx) => tx.insert(feedback).values(row).onConflictDoNothing());
  }

  async function takeItem(acting: Acting, line: ItemLine): Promise<{ outcome: Outcome; id: string }> {
    const { provenance, text, title, metadata, importance, scope, status } = line;
    const owner: Acting = {
      tenant: acting.tenant,
      agent: provenance.agent,
      user: provenance.user,
      missionId: provenance.missionId ?? undefined,
      conversationId: provenance.conversationId ?? undefined,
      eventId: provenance.eventId ?? undefined,
      runId: provenance.runId ?? undefined,
    };
    const recorded: Recorded = {
      at: new Date(provenance.recordedAt),
      id: line.id,
      contentHash: line.contentHash,
      isSuperseded: status === "superseded",
    };
    const ttlSeconds =
      line.expiresAt === null ? undefined : Math.ceil((Date.parse(line.expiresAt) - clock.now()) / 1000);
    const shared = { metadata, importance, scope, trusted: status !== "quarantined", ttlSeconds };
    if (line.kind === "episodic") {
      const externalId = line.externalId ?? undefined;
      const speaker = title === line.role || title === null ? undefined : title;
      const isSummary = line.role === "summary";
      const said = { ...shared, role: isSummary ? "agent" : line.role, text, externalId, speaker };
      const write = parseWith(interactionInputSchema, said);
      const role = isSummary ? "summary" : write.role;
      const { interaction, isNew } = await deps.episodes.take(owner, { ...write, role }, recorded);
      return { outcome: isNew ? "created" : "unchanged", id: interaction.id };
    }
    const mediaType = mediaTypeSchema.catch("text/plain").parse(line.mediaType);
    const read = { title: title ?? undefined, text, headings: line.headings };
    const known = mediaType === "text/markdown" ? recorded : { ...recorded, read };
    const named = { externalId: line.externalId ?? undefined, source: provenance.source ?? undefined };
    const write = parseWith(knowledgeInputSchema, { ...shared, ...named, text, mediaType, title: title ?? undefined });
    const { outcome, item } = await deps.knowledge.remember(owner, write, known);
    return { outcome, id: item.id };
  }

  async function takeLine(acting: Acting, line: Line, { receipt, ids }: Taking): Promise<void> {
    switch (line.type) {
      case "item": {
        const { outcome, id } = await takeItem(acting, line);
        if (id !== line.id) {
          ids.set(line.id, id);
          receipt.renamed.push({ from: line.id, to: id });
        }
        receipt[outcome]++;
        return;
      }
      case "link": {
        const { from, to, kind, score, createdAt } = line;
        const link = { kind, score, createdAt, from: ids.get(from) ?? from, to: ids.get(to) ?? to };
        await store.withTenant(acting.tenant, (tx) =>
          takeLink(tx, acting.tenant, { link, now: new Date(clock.now()) }),
        );
        receipt.links++;
        return;
      }
      case "procedure":
        await deps.procedures.define({ ...acting, agent: line.agent ?? acting.agent }, line.name, line.procedure);
        if (line.feedback !== undefined) await takeFeedback(acting.tenant, line.name, line.feedback);
        receipt.procedures++;
        return;
      case "working": {
        const { missionId, key, value, expiresAt } = line;
        const ttlSeconds = expiresAt === null ? undefined : Math.ceil((Date.parse(expiresAt) - clock.now()) / 1000);
        const write = parseWith(workingWriteSchema, { value, ttlSeconds, ifRev: 0 });
        const isNew = await deps.working.set({ ...acting, agent: line.agent }, { missionId, key }, write).then(
          () => true,
          (error: unknown) => {
            if (error instanceof TroupeError && error.code === "REV_CONFLICT") return false;
            throw error;
          },
        );
        if (isNew) receipt.working++;
      }
    }
  }

  return {
    async *lines(tenant, kind) {
      yield* itemLines(tenant, kind);
      yield* linkLines(tenant, kind);
      if (kind === undefined || kind === "procedural") {
        const rows = await store.withTenant(tenant, (tx) =>
          tx
            .select({ row: procedureTable, helped: feedback.helped, hurt: feedback.hurt })
            .from(procedureTable)
            .leftJoin(
              feedback,
              and(eq(feedback.tenantId, procedureTable.tenantId), eq(feedback.name, procedureTable.name)),
            )
            .where(eq(procedureTable.tenantId, tenant))
            .orderBy(asc(procedureTable.createdAt)),
        );
        for (const { row, helped, hurt } of rows) {
          const { name, agent, type, version, description, content, triggers, priority } = row;
          const procedure = { type, version, description, content, triggers, priority };
          const said = helped === null || hurt === null ? {} : { feedback: { helped, hurt } };
          yield `${JSON.stringify({ type: "procedure", name, agent, procedure, ...said })}\n`;
        }
      }
      if (kind !== undefined) return;
      yield* workingLines(tenant);
    },

    async take(acting, text) {
      const receipt: Mutable<ImportReceipt> = {
        created: 0,
        replaced: 0,
        unchanged: 0,
        working: 0,
        procedures: 0,
        links: 0,
        renamed: [],
        failed: [],
      };
      const ids = new Map<string, string>();
      for (const [at, line] of text.split("\n").entries()) {
        if (line.trim() === "") continue;
        try {
          await takeLine(acting, parseWith(lineSchema, parseJson(line, MAX_LINE_DEPTH)), { receipt, ids });
        } catch (error) {
          // What is too much for now is for the caller to send again: what was taken stays, and is known then.
          if (!(error instanceof TroupeError) || error.status >= 500 || error.status === 429) throw error;
          receipt.failed.push({ line: at + 1, code: error.code, detail: error.message });
        }
      }
      return receipt;
    },

    stats: (tenant) =>
      store.withTenant(tenant, async (tx) => {
        const kinds = await tx.execute<{ kind: MemoryKind; items: number; passages: number; embedded: number }>(sql`
          select k.kind,
            (select count(*)::int from memory.items i where i.tenant_id = ${tenant} and i.kind = k.kind) as items,
            coalesce((select passages from memory.corpora c where c.tenant_id = ${tenant} and c.kind = k.kind), 0) as passages,
            (select count(*)::int from memory.vectors v join memory.models m on m.tenant_id = v.tenant_id and m.model = v.model
              where v.tenant_id = ${tenant} and v.kind = k.kind) as embedded
          from (values ('semantic'), ('episodic'), ('procedural')) as k(kind)`);
        const [held] = await tx.execute<{ missions: number; keys: number }>(sql`
          select count(distinct mission_id)::int as missions, count(*)::int as keys from memory.working
          where tenant_id = ${tenant}`);
        const [waiting] = await tx.execute<{ pending: number; failing: number; error: string | null }>(sql`
          select count(*)::int as pending, (count(*) filter (where last_error is not null))::int as failing,
            max(last_error) as error
          from memory.embedding_jobs where tenant_id = ${tenant}`);
        const [model] = await tx.execute<{ model: string; next: string | null }>(sql`
          select model, next_model as next from memory.models where tenant_id = ${tenant}`);
        const figures = kinds.map(({ kind, ...counts }) => [kind, counts] as const);
        return {
          kinds: Object.fromEntries(figures) as MemoryStats["kinds"],
          working: { missions: held?.missions ?? 0, keys: held?.keys ?? 0 },
          embedding: {
            model: model?.model ?? null,
            pending: waiting?.pending ?? 0,
            failing: waiting?.failing ?? 0,
            lastError: waiting?.error ?? null,
            next: model?.next ?? null,
          },
        };
      }),
  };
}

type Outcome = "created" | "replaced" | "unchanged";

/** What an import has done so far; `ids` are those that items have here, by those they had. */
interface Taking {
  readonly receipt: Mutable<ImportReceipt>;
  readonly ids: Map<string, string>;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
