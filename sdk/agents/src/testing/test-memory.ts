import type { Clock } from "@troupe/bus";
import {
  type CloudEvent,
  type ForgetReceipt,
  type Interaction,
  interactionInputSchema,
  type KnowledgeReceipt,
  knowledgeInputSchema,
  type MemoryHit,
  type MemoryItem,
  type MemoryItemDetail,
  type MemoryLink,
  type MemorySearchInput,
  type MemorySearchResult,
  memorySearchSchema,
  type Passage,
  type Procedure,
  procedureInputSchema,
  type Role,
  summaryInputSchema,
  TroupeError,
} from "@troupe/contracts";
import type { z } from "zod";
import { faultsOf } from "../events/definition.js";
import type { Circumstances, MemoryPorts } from "../memory/memory-ports.js";
import { letsThrough } from "./test-filter.js";
import { testWorking } from "./test-working.js";

/** What a memory for tests stands on. */
export interface TestMemoryOptions {
  readonly clock: Clock;
  readonly newId: () => string;
  /** The subject its tokens would have. */
  readonly agent: string;
  /** Gets the events of working memory. */
  readonly publish: (event: Pick<CloudEvent, "type" | "topic" | "data" | "missionid">) => Promise<void>;
}

interface Kept {
  readonly item: MemoryItem;
  readonly text: string;
  readonly role: Role | undefined;
  readonly speaker: string | null;
  readonly summarises: readonly string[];
  readonly derivedFrom: readonly string[];
  readonly contradicts: readonly string[];
  readonly supersedes: string | undefined;
  readonly conflicts: Set<string>;
}

const WORD = /[\p{L}\p{N}]+/gu;

/**
 * The memory in process, for tests of agents: scopes, replacement, supersession, quarantine, limits in time, revisions
 * and events are the service's; search is by words alone and does not split texts.
 */
export function testMemory(options: TestMemoryOptions): MemoryPorts {
  const { clock, newId, agent } = options;
  const kept = new Map<string, Kept>();
  const procedures = new Map<string, Procedure[]>();
  const now = (): string => new Date(clock.now()).toISOString();
  const userOf = (at: Circumstances): string => at.user ?? agent;

  function isVisible(at: Circumstances, { scope, provenance, expiresAt }: MemoryItem): boolean {
    if (expiresAt !== null && expiresAt <= now()) return false;
    if (scope === "private") return provenance.user === userOf(at);
    return scope !== "mission" || (at.missionId !== undefined && provenance.missionId === at.missionId);
  }

  function itemOf(at: Circumstances, about: Partial<MemoryItem> & Pick<MemoryItem, "kind" | "scope">): MemoryItem {
    const recordedAt = now();
    return {
      id: newId(),
      title: null,
      externalId: null,
      mediaType: "text/plain",
      contentHash: "",
      status: "active",
      supersededBy: null,
      metadata: {},
      importance: 0.5,
      provenance: {
        agent,
        user: userOf(at),
        eventId: at.eventId ?? null,
        runId: at.runId ?? null,
        missionId: at.missionId ?? null,
        conversationId: at.conversationId ?? null,
        source: null,
        recordedAt,
      },
      createdAt: recordedAt,
      updatedAt: recordedAt,
      expiresAt: null,
      rev: 1,
      ...about,
    };
  }

  const expiryOf = (ttlSeconds: number | undefined): string | null =>
    ttlSeconds === undefined ? null : new Date(clock.now() + ttlSeconds * 1000).toISOString();

  async function remember(at: Circumstances, given: z.input<typeof knowledgeInputSchema>): Promise<KnowledgeReceipt> {
    const input = read(knowledgeInputSchema, given);
    const { text, externalId, scope, title, metadata, importance, derivedFrom } = input;
    if (text.trim() === "") throw new TroupeError("VALIDATION_FAILED", "the document holds no text");
    requireMission(at, scope);
    const same = [...kept.values()].find(
      ({ item, text: before }) =>
        item.kind === "semantic" &&
        item.provenance.user === userOf(at) &&
        (externalId === undefined
          ? item.externalId === null && before === text && item.scope === scope
          : item.externalId === externalId),
    );
    const isTainted = input.derivedFrom.some((id) => required(at, id).item.status === "quarantined");
    const fresh = itemOf(at, { kind: "semantic", scope, metadata, importance });
    const item: MemoryItem = {
      ...fresh,
      id: same?.item.id ?? fresh.id,
      rev: (same?.item.rev ?? 0) + 1,
      title: title ?? null,
      externalId: externalId ?? null,
      mediaType: input.mediaType,
      contentHash: text,
      status: input.trusted && !isTainted ? "active" : "quarantined",
      expiresAt: expiryOf(input.ttlSeconds),
      provenance: { ...fresh.provenance, source: input.source ?? null },
    };
    if (same !== undefined && saysTheSame(same, { item, text })) {
      return { item: same.item, outcome: "unchanged", passages: 1 };
    }
    const conflicts = new Set(input.contradicts);
    for (const id of conflicts) required(at, id).conflicts.add(item.id);
    const entry: Kept = {
      item,
      text,
      role: undefined,
      speaker: null,
      summarises: [],
      derivedFrom,
      contradicts: input.contradicts,
      supersedes: input.supersedes,
      conflicts,
    };
    kept.set(item.id, entry);
    if (input.supersedes !== undefined) {
      const old = required(at, input.supersedes);
      if (item.status === "quarantined")
        return { item, outcome: same === undefined ? "created" : "replaced", passages: 1 };
      kept.set(old.item.id, { ...old, item: { ...old.item, status: "superseded", supersededBy: item.id } });
    }
    return { item, outcome: same === undefined ? "created" : "replaced", passages: 1 };
  }

  function required(at: Circumstances, id: string): Kept {
    const found = kept.get(id);
    if (found !== undefined && isVisible(at, found.item)) return found;
    throw new TroupeError("NOT_FOUND", `nothing is remembered as ${id}`);
  }

  /** Those of the contradictions that the caller may know of. */
  const shownOf = (at: Circumstances, ids: ReadonlySet<string>): string[] =>
    [...ids].filter((id) => {
      const item = kept.get(id)?.item;
      return item !== undefined && item.status !== "quarantined" && isVisible(at, item);
    });

  async function search(
    at: Circumstances,
    kind: MemoryItem["kind"],
    given: MemorySearchInput,
  ): Promise<MemorySearchResult> {
    const { query, k, filter } = read(memorySearchSchema, given);
    const wanted = new Set(wordsOf(query));
    const hits = [...kept.values()].flatMap(({ item, text, role, speaker, conflicts }): MemoryHit[] => {
      const fits = item.kind === kind && isVisible(at, item) && letsThrough(filter, item, role);
      const words = new Set(wordsOf(`${item.title ?? ""} ${speaker ?? ""} ${text}`));
      const score = [...wanted].filter((word) => words.has(word)).length / Math.sqrt(words.size || 1);
      return fits && score > 0
        ? [{ item, passage: passageOf(text), context: [], score, conflicts: shownOf(at, conflicts) }]
        : [];
    });
    hits.sort((a, b) => b.score - a.score || (a.item.createdAt < b.item.createdAt ? 1 : -1));
    const best = hits.slice(0, k);
    for (const [at, hit] of best.entries()) {
      const later = best.findIndex(
        ({ item }) => hit.conflicts.includes(item.id) && item.createdAt > hit.item.createdAt,
      );
      if (later > at) best.splice(at, 0, ...best.splice(later, 1));
    }
    return { mode: "lexical", model: null, reason: "the test memory searches by words", items: best };
  }

  async function log(
    at: Circumstances,
    write: Omit<z.output<typeof interactionInputSchema>, "role"> & { readonly role: Role },
    summarises: readonly string[] = [],
  ): Promise<Interaction> {
    const same = [...kept.values()].find(
      ({ item }) =>
        write.externalId !== undefined &&
        item.kind === "episodic" &&
        item.provenance.user === userOf(at) &&
        item.externalId === write.externalId,
    );
    if (same !== undefined) return interactionOf(same);
    if (write.text.trim() === "") throw new TroupeError("VALIDATION_FAILED", "the text is blank");
    requireMission(at, write.scope);
    const isTainted = summarises.some((id) => required(at, id).item.status === "quarantined");
    const item = itemOf(at, {
      kind: "episodic",
      scope: write.scope,
      title: write.speaker ?? write.role,
      externalId: write.externalId ?? null,
      metadata: write.metadata,
      importance: write.importance,
      status: write.trusted && !isTainted ? "active" : "quarantined",
      expiresAt: expiryOf(write.ttlSeconds),
    });
    const conversationId = write.conversationId ?? at.conversationId ?? null;
    const entry: Kept = {
      item: { ...item, provenance: { ...item.provenance, conversationId } },
      text: write.text,
      role: write.role,
      speaker: write.speaker ?? null,
      summarises,
      derivedFrom: [],
      contradicts: [],
      supersedes: undefined,
      conflicts: new Set(),
    };
    kept.set(item.id, entry);
    return interactionOf(entry);
  }

  async function forget(at: Circumstances, id: string): Promise<ForgetReceipt> {
    required(at, id);
    kept.delete(id);
    const counts = { items: 1, passages: 1, working: 0, procedures: 0 };
    return { id: newId(), actor: agent, selector: { item: id }, counts, createdAt: now() };
  }

  function newest(name: string): Procedure {
    const found = procedures.get(name)?.at(-1);
    if (found === undefined) throw new TroupeError("NOT_FOUND", `there is no procedure ${name}`);
    return found;
  }

  return {
    knowledge: {
      remember,
      search: (at, input) => search(at, "semantic", input),
      async show(at, id): Promise<MemoryItemDetail | undefined> {
        const found = kept.get(id);
        if (found === undefined || !isVisible(at, found.item)) return undefined;
        const links = [...kept.values()].flatMap(linksOf).filter(({ from, to }) => from === id || to === id);
        const rest = { links, embedded: 0, accessCount: 0, lastAccessAt: null };
        return { ...found.item, passages: [passageOf(found.text)], ...rest };
      },
      forget,
    },
    episodes: {
      log: (at, input) => log(at, read(interactionInputSchema, input)),
      async summarise(at, input) {
        const { interactionIds, retainSeconds, ...write } = read(summaryInputSchema, input);
        const summary = await log(at, { ...write, role: "summary", trusted: true }, interactionIds);
        const until = expiryOf(retainSeconds);
        for (const id of until === null ? [] : interactionIds) {
          const { item, ...rest } = required(at, id);
          const limits = [item.expiresAt, until].filter((limit) => limit !== null).sort();
          kept.set(id, { ...rest, item: { ...item, expiresAt: limits[0] ?? null } });
        }
        return summary;
      },
      async recent(at, { conversation, agent: by, user, role, summarised, limit = 50, from, to }) {
        const summed = new Set([...kept.values()].flatMap(({ summarises }) => summarises));
        return [...kept.values()]
          .filter(({ item }) => summarised === undefined || summed.has(item.id) === (summarised === "yes"))
          .filter(({ item, role: as }) => {
            const { conversationId, agent, user: owner } = item.provenance;
            const fits =
              (conversation === undefined || conversation === conversationId) &&
              (role === undefined || role === as) &&
              (by === undefined || by === agent) &&
              (user === undefined || user === owner);
            const inTime = (from === undefined || item.createdAt >= from) && (to === undefined || item.createdAt < to);
            return item.kind === "episodic" && item.status === "active" && isVisible(at, item) && fits && inTime;
          })
          .reverse()
          .slice(0, limit)
          .map(interactionOf);
      },
      search: (at, input) => search(at, "episodic", input),
    },
    procedures: {
      async define(_at, name, given) {
        const input = read(procedureInputSchema, given);
        const known = procedures.get(name) ?? [];
        const same = known.find(({ version }) => version === input.version);
        if (same !== undefined && same.content !== input.content) {
          throw new TroupeError("CONFLICT", `${name} ${input.version} is there and says something else`);
        }
        if (same !== undefined) return same;
        const versions = [input.version, ...known.map(({ version }) => version)];
        const made: Procedure = { name, ...input, versions, helped: 0, hurt: 0, agent, createdAt: now() };
        procedures.set(name, [...known, made]);
        return made;
      },
      get: async (_at, name) => procedures.get(name)?.at(-1),
      async relevant(_at, { situation, k = 5, type }) {
        const words = new Set(wordsOf(situation));
        const ranked = [...procedures.keys()].map(newest).flatMap((procedure) => {
          const { content, description, triggers, priority, helped, hurt } = procedure;
          const said = new Set(wordsOf(`${content} ${description} ${triggers.join(" ")}`));
          const found = [...words].filter((word) => said.has(word)).length;
          const isTriggered = triggers.some((trigger) => wordsOf(trigger).every((word) => words.has(word)));
          if ((found === 0 && !isTriggered) || (type !== undefined && type !== procedure.type)) return [];
          const parts = {
            search: found / (words.size || 1),
            trigger: isTriggered ? 0.5 : 0,
            priority: priority / 1000,
            feedback: 0.3 * (2 * ((helped + 1) / (helped + hurt + 2)) - 1),
          };
          return [{ procedure, parts, score: parts.search + parts.trigger + parts.priority + parts.feedback }];
        });
        ranked.sort((a, b) => b.score - a.score);
        return { mode: "lexical", reason: "the test memory searches by words", items: ranked.slice(0, k) };
      },
      async feedback(_at, name, { outcome }) {
        const before = newest(name);
        const after = { ...before, [outcome]: before[outcome] + 1 };
        procedures.set(name, [...(procedures.get(name) ?? []).slice(0, -1), after]);
        return after;
      },
      async remove(_at, name) {
        newest(name);
        procedures.delete(name);
      },
    },
    working: testWorking(options),
  };
}

function requireMission(at: Circumstances, scope: MemoryItem["scope"]): void {
  if (scope !== "mission" || at.missionId !== undefined) return;
  throw new TroupeError("VALIDATION_FAILED", "scope mission needs a mission: none is being worked on");
}

/** Whether a repeated write says nothing new; a limit in time always does. */
function saysTheSame(before: Kept, after: Pick<Kept, "item" | "text">): boolean {
  const said = ({ item, text }: Pick<Kept, "item" | "text">): string => {
    const { title, scope, metadata, importance, provenance } = item;
    return JSON.stringify([text, title, scope, Object.entries(metadata).sort(), importance, provenance.source]);
  };
  const isLimited = before.item.expiresAt !== null || after.item.expiresAt !== null;
  const isAs = before.item.status === after.item.status || before.item.status === "superseded";
  return !isLimited && isAs && said(before) === said(after);
}

const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(WORD) ?? []).map((word) => word.replace(/s$/, ""));
const passageOf = (text: string): Passage => ({ position: 0, heading: "", text, start: 0, end: text.length });

function linksOf({ item, summarises, derivedFrom, contradicts, supersedes }: Kept): MemoryLink[] {
  const to = (kind: MemoryLink["kind"], ids: readonly string[]) =>
    ids.map((id) => ({ kind, from: item.id, to: id, score: null, createdAt: item.createdAt }));
  return [
    ...to("summarises", summarises),
    ...to("derived-from", derivedFrom),
    ...to("contradicts", contradicts),
    ...to("supersedes", supersedes === undefined ? [] : [supersedes]),
  ];
}

function interactionOf({ item, text, role = "agent", speaker, summarises }: Kept): Interaction {
  return { ...item, role, speaker, text, summarises: [...summarises] };
}

function read<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new TroupeError("VALIDATION_FAILED", "the memory cannot keep or find that", { errors: faultsOf(parsed.error) });
}
