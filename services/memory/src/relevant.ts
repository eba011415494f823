import type { Procedure, RelevantProcedures, RelevantQuery } from "@troupe/contracts";
import type { Store, Tx } from "@troupe/store";
import { and, desc, eq, sql } from "drizzle-orm";
import type { Acting } from "./acting.js";
import { isTriggered, relevance, wordsOfSituation } from "./domain/relevance.js";
import type { Find } from "./search.js";
import { procedures } from "./store/schema.js";

/** Found by the search, of whatever type. */
const CANDIDATES = 50;
/** Most procedures whose triggers are looked at, by priority, and most that are ranked. */
const MAX_TRIGGERS = 10_000;
const MAX_RANKED = 200;

/** Ranks procedures for a situation: those the search finds, and those one of whose triggers fits. */
export function createRelevance(deps: {
  readonly store: Store;
  readonly find: Find;
  readonly read: (tx: Tx, tenant: string, name: string) => Promise<Procedure>;
}): (acting: Acting, query: RelevantQuery) => Promise<RelevantProcedures> {
  const { store, find, read } = deps;

  return async function relevant(acting, { situation, k, type }) {
    const found = await find(acting, "procedural", {
      query: situation,
      k: CANDIDATES,
      mode: "hybrid",
      fusion: "score",
      filter: { includeQuarantined: false, includeSuperseded: false },
      perItem: 1,
      expand: 0,
      recency: 0,
      halfLifeDays: 30,
      importance: 0,
      explain: false,
    });
    const words = wordsOfSituation(situation);
    const scores = new Map(found.items.map(({ item, score }) => [item.externalId, score]));
    const bestSearch = Math.max(0, ...scores.values());
    const candidates = await store.withTenant(acting.tenant, async (tx) => {
      const rows = await tx
        .select({ name: procedures.name, triggers: procedures.triggers })
        .from(procedures)
        .where(
          and(
            eq(procedures.tenantId, acting.tenant),
            eq(procedures.isNewest, 1),
            type === undefined ? undefined : eq(procedures.type, type),
            sql`(jsonb_array_length(${procedures.triggers}) > 0 or ${procedures.name} = any((select string_to_array(${[...scores.keys()].join(",")}, ','))::text[]))`,
          ),
        )
        .orderBy(desc(procedures.priority))
        .limit(MAX_TRIGGERS);
      const names = rows.filter(
        ({ name, triggers }) => scores.has(name) || triggers.some((trigger) => isTriggered(trigger, words)),
      );
      const known: Procedure[] = [];
      for (const { name } of names.slice(0, MAX_RANKED)) known.push(await read(tx, acting.tenant, name));
      return known;
    });
    const ranked = candidates.map((procedure) => {
      const { name, triggers, priority, helped, hurt } = procedure;
      const search = scores.get(name);
      const parts = relevance({ search, bestSearch, situation: words, triggers, priority, helped, hurt });
      return { procedure, parts, score: parts.search + parts.trigger + parts.priority + parts.feedback };
    });
    ranked.sort((a, b) => b.score - a.score || (a.procedure.name < b.procedure.name ? -1 : 1));
    const reason = found.reason === undefined ? {} : { reason: found.reason };
    return { mode: found.mode, ...reason, items: ranked.slice(0, k) };
  };
}
