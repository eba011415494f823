import type { AgentDefinitionInput, AgentRecord, Discovery, EventTypeInput, EventTypeRecord } from "@troupe/contracts";
import type { DiscoveryQuery, InstanceInput, RegistryClient } from "../registry-client.js";
import type { Caller } from "./call.js";

/** As many as one answer holds. */
const PAGE = "200";

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

  discover({ text, alsoAbsent = false, ...query }: DiscoveryQuery = {}): Promise<Discovery> {
    const said = new URLSearchParams({ limit: PAGE, ...query });
    if (text !== undefined) said.set("q", text);
    if (!alsoAbsent) said.set("live", "true");
    return this.#caller.json({ method: "GET", path: `/v1/discover?${said}` });
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
