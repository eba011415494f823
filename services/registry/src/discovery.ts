import type { Clock } from "@troupe/bus";
import { type AgentRecord, type Discovery, type EventTypeRecord, matchesType } from "@troupe/contracts";
import type { Store } from "@troupe/store";
import { type AgentFilter, findAgents } from "./store/agents.js";
import { findEventTypes } from "./store/event-types.js";

export interface DiscoveryQuery extends Omit<AgentFilter, "kind"> {
  readonly limit: number;
}

/** What fits a question: agents, and the event types to speak with them. */
export function createDiscovery(deps: { store: Store; clock: Clock }) {
  const { store, clock } = deps;

  return function discover(tenant: string, { limit, ...filter }: DiscoveryQuery): Promise<Discovery> {
    const { q, topic, consumes, produces } = filter;
    const type = consumes ?? produces;
    const isAboutAgentsAlone = filter.capability !== undefined || filter.live !== undefined;
    return store.withTenant(tenant, async (tx) => {
      const agents = await findAgents(tx, tenant, { filter, limit, now: new Date(clock.now()) });
      const isAboutTypes = q !== undefined || topic !== undefined || type !== undefined || !isAboutAgentsAlone;
      const found = isAboutTypes ? await findEventTypes(tx, tenant, { filter: { q, topic, type }, limit }) : [];
      if (!isAboutAgentsAlone) return { agents, eventTypes: found };
      const all = isAboutTypes ? found : await findEventTypes(tx, tenant, { filter: {}, limit: 200 });
      return { agents, eventTypes: usedBy(agents, all).slice(0, limit) };
    });
  };
}

function usedBy(agents: readonly AgentRecord[], types: readonly EventTypeRecord[]): EventTypeRecord[] {
  const uses = agents.flatMap(({ consumes, produces }) => [...consumes, ...produces]);
  return types.filter(({ type }) => uses.some((use) => matchesType(use.type, type)));
}
