import type {
  AgentDefinitionInput,
  AgentRecord,
  Discovery,
  EventTypeInput,
  EventTypeRecord,
  Page,
} from "@troupe/contracts";
import { matchesType } from "@troupe/contracts";
import type { DiscoveryQuery, InstanceInput, RegistryClient } from "../registry-client.js";
import type { Caller } from "./call.js";

/** As many as one answer holds. */
const PAGE = 200;

/** The registry over HTTP. */
export class HttpRegistry implements RegistryClient {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  registerAgent(agent: AgentDefinitionInput): Promise<AgentRecord> {
    return this.#put(`/v1/agents/${encodeURIComponent(agent.name)}`, agent);
  }

  agent(name: string): Promise<AgentRecord | undefined> {
    return this.#caller.found({ method: "GET", path: `/v1/agents/${encodeURIComponent(name)}` });
  }

  registerEventType(eventType: EventTypeInput): Promise<EventTypeRecord> {
    return this.#put(`/v1/event-types/${encodeURIComponent(eventType.type)}`, eventType);
  }

  eventType(type: string, version?: string): Promise<EventTypeRecord | undefined> {
    const path = `/v1/event-types/${encodeURIComponent(type)}`;
    const named = version === undefined ? "" : `/versions/${encodeURIComponent(version)}`;
    return this.#caller.found({ method: "GET", path: path + named });
  }

  async discover(query: DiscoveryQuery = {}): Promise<Discovery> {
    const { text, alsoAbsent = false, ...conditions } = query;
    const said = new URLSearchParams({ limit: `${PAGE}`, ...conditions });
    if (text !== undefined) said.set("q", text);
    if (!alsoAbsent) said.set("live", "true");
    const ask = () => this.#caller.json<Discovery>({ method: "GET", path: `/v1/discover?${said}` });
    const { cursor: first, ...found } = await ask();
    const isWhole = found.agents.length < PAGE && found.eventTypes.length < PAGE;
    if (text === undefined) return isWhole ? found : this.#everything(query);
    for (let cursor = first; cursor !== undefined; ) {
      said.set("cursor", cursor);
      const more = await ask();
      found.agents.push(...more.agents);
      found.eventTypes.push(...more.eventTypes);
      cursor = more.cursor;
    }
    return found;
  }

  /** What one answer does not hold: all agents that fit, and all event types that do, from the lists. */
  async #everything({ alsoAbsent = false, ...conditions }: DiscoveryQuery): Promise<Discovery> {
    const { capability, consumes, produces, topic } = conditions;
    const agents = await this.#all<AgentRecord>("/v1/agents", {
      ...conditions,
      ...(alsoAbsent ? {} : { live: "true" }),
    });
    const types = await this.#all<EventTypeRecord>("/v1/event-types", topic === undefined ? {} : { topic });
    const named = consumes ?? produces;
    const uses = agents.flatMap((agent) => [...agent.consumes, ...agent.produces]);
    const isAboutAgents = capability !== undefined || !alsoAbsent;
    const eventTypes = types.filter(
      ({ type }) =>
        (named === undefined || type === named) && (!isAboutAgents || uses.some((use) => matchesType(use.type, type))),
    );
    return { agents, eventTypes };
  }

  async #all<T>(path: string, conditions: object): Promise<T[]> {
    const items: T[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const said = new URLSearchParams({ limit: `${PAGE}`, ...conditions });
      if (cursor !== undefined) said.set("cursor", cursor);
      const page: Page<T> = await this.#caller.json({ method: "GET", path: `${path}?${said}` });
      items.push(...page.items);
      cursor = page.cursor;
    }
    return items;
  }

  async heartbeat(agent: string, instance: string, input: InstanceInput): Promise<void> {
    await this.#put(instancePath(agent, instance), input);
  }

  async leave(agent: string, instance: string): Promise<void> {
    await this.#caller.send({ method: "DELETE", path: instancePath(agent, instance) });
  }

  #put<T>(path: string, body: object): Promise<T> {
    return this.#caller.json({ method: "PUT", path, body: JSON.stringify(body) });
  }
}

const instancePath = (agent: string, instance: string): string =>
  `/v1/agents/${encodeURIComponent(agent)}/instances/${encodeURIComponent(instance)}`;
