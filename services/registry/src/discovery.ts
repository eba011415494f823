import type { Clock } from "@troupe/bus";
import {
  type AgentRecord,
  type Discovery,
  type DiscoveryMode,
  type EventTypeRecord,
  matchesType,
  type Page,
} from "@troupe/contracts";
import type { Store, Tx } from "@troupe/store";
import { fusedNames, nearestNames } from "./domain/semantic-order.js";
import { type Asked, type Semantics, vectorFrom } from "./semantics.js";
import { type AgentFilter, agentMeanings, findAgents } from "./store/agents.js";
import { cursorAt, placeOfCursor } from "./store/cursor.js";
import { type EventTypeFilter, findEventTypes, listEventTypes, typeMeanings } from "./store/event-types.js";
import type { Meant } from "./store/meanings.js";

export interface DiscoveryQuery extends Omit<AgentFilter, "kind" | "names"> {
  readonly limit: number;
  readonly mode: DiscoveryMode;
  /** Of a search by words. */
  readonly cursor?: string | undefined;
}

/** How words are looked for: by the words themselves, by meaning, or by both. */
interface Way {
  readonly isByWords: boolean;
  readonly asked: Asked | undefined;
}

/** What fits a question: agents, and the event types to speak with them. */
export function createDiscovery(deps: { store: Store; clock: Clock; semantics: Semantics }) {
  const { store, clock, semantics } = deps;

  return async function discover(
    tenant: string,
    { limit, mode, cursor, ...filter }: DiscoveryQuery,
  ): Promise<Discovery> {
    const { q, topic, consumes, produces } = filter;
    const start = placeOfCursor(cursor);
    // Whether a type is used shows only once all agents that fit are known, and a next page only by one more.
    const most = q === undefined ? limit : MOST_FOUND;
    const type = consumes ?? produces;
    const isAboutAgentsAlone = filter.capability !== undefined || filter.live !== undefined;
    const isAboutTypes = q !== undefined || topic !== undefined || type !== undefined || !isAboutAgentsAlone;
    const found = q === undefined || mode === "lexical" ? undefined : await semantics.ask(tenant, q);
    const asked = found !== undefined && "vector" in found ? found : undefined;
    const way: Way = { asked, isByWords: asked === undefined || mode !== "semantic" };
    const reason = found !== undefined && "unavailable" in found ? { reason: found.unavailable } : {};
    const how = q === undefined ? {} : { mode: asked === undefined ? ("lexical" as const) : mode, ...reason };

    return store.withTenant(tenant, async (tx) => {
      const now = new Date(clock.now());
      const agents = await agentsOf(tx, tenant, { way, filter, limit: most, now });
      const types = isAboutTypes ? await typesOf(tx, tenant, { way, filter: { q, topic, type }, limit: most }) : [];
      const used = () => (isAboutTypes ? usedBy(agents, types) : everyUsed(tx, tenant, agents));
      const eventTypes = isAboutAgentsAlone ? await used() : types;
      const end = start + limit;
      const isMore = q !== undefined && Math.max(agents.length, eventTypes.length) > end;
      return {
        ...how,
        agents: agents.slice(start, end),
        eventTypes: eventTypes.slice(start, end),
        ...(isMore ? { cursor: cursorAt(end) } : {}),
      };
    });
  };
}

/** Types that agents use, of all there are. */
async function everyUsed(tx: Tx, tenant: string, agents: readonly AgentRecord[]): Promise<EventTypeRecord[]> {
  const used: EventTypeRecord[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Page<EventTypeRecord> = await listEventTypes(tx, tenant, {
      filter: {},
      limit: MOST_LISTED,
      cursor,
    });
    used.push(...usedBy(agents, page.items));
    cursor = page.cursor;
  }
  return used;
}

async function agentsOf(
  tx: Tx,
  tenant: string,
  query: { readonly way: Way; readonly filter: AgentFilter; readonly limit: number; readonly now: Date },
): Promise<AgentRecord[]> {
  const { way, filter, limit, now } = query;
  const { asked } = way;
  const byWords = way.isByWords ? await findAgents(tx, tenant, { filter, limit, now }) : [];
  if (asked === undefined) return byWords;
  const { q: _words, ...others } = filter;
  const meant = await agentMeanings(tx, tenant, { filter: others, model: asked.model, now });
  const near = nearNames(asked, meant);
  return united({ byWords, near, limit, nameOf: ({ name }) => name }, (names) =>
    findAgents(tx, tenant, { filter: { names }, limit: names.length, now }),
  );
}

async function typesOf(
  tx: Tx,
  tenant: string,
  query: { readonly way: Way; readonly filter: EventTypeFilter; readonly limit: number },
): Promise<EventTypeRecord[]> {
  const { way, filter, limit } = query;
  const { asked } = way;
  const byWords = way.isByWords ? await findEventTypes(tx, tenant, { filter, limit }) : [];
  if (asked === undefined) return byWords;
  const { q: _words, ...others } = filter;
  const near = nearNames(asked, await typeMeanings(tx, tenant, { filter: others, model: asked.model }));
  return united({ byWords, near, limit, nameOf: ({ type }) => type }, (names) =>
    findEventTypes(tx, tenant, { filter: { names }, limit: names.length }),
  );
}

/** A search by words ends there. */
const MOST_FOUND = 10_000;
const MOST_LISTED = 200;

function nearNames({ vector }: Asked, meant: readonly Meant[]): string[] {
  const known = meant.flatMap(({ name, vector: bytes }) =>
    bytes === null ? [] : [{ name, vector: vectorFrom(bytes) }],
  );
  return nearestNames(vector, known, MOST_FOUND);
}

/** Records of both orders as one; those that only the nearness found are read. */
async function united<R>(
  orders: {
    readonly byWords: readonly R[];
    readonly near: readonly string[];
    readonly limit: number;
    readonly nameOf: (record: R) => string;
  },
  read: (names: readonly string[]) => Promise<R[]>,
): Promise<R[]> {
  const { byWords, near, limit, nameOf } = orders;
  const records = new Map(byWords.map((record) => [nameOf(record), record]));
  const best = fusedNames([[...records.keys()], near], limit);
  const unread = best.filter((name) => !records.has(name));
  for (const record of unread.length === 0 ? [] : await read(unread)) records.set(nameOf(record), record);
  return best.flatMap((name) => records.get(name) ?? []);
}

function usedBy(agents: readonly AgentRecord[], types: readonly EventTypeRecord[]): EventTypeRecord[] {
  const uses = agents.flatMap(({ consumes, produces }) => [...consumes, ...produces]);
  return types.filter(({ type }) => uses.some((use) => matchesType(use.type, type)));
}
