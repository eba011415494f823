import { createHash } from "node:crypto";
import type { Clock } from "@troupe/bus";
import {
  type AgentDefinition,
  type AgentDefinitionInput,
  type AgentInstance,
  type AgentRecord,
  agentDefinitionSchema,
  type Discovery,
  type EventTypeInput,
  type EventTypeRecord,
  eventTypeInputSchema,
  matchesType,
  TroupeError,
} from "@troupe/contracts";
import { compareVersions } from "../domain/version.js";
import type { DiscoveryQuery, InstanceInput, RegistryClient } from "../registry-client.js";

interface Kept {
  definition: AgentDefinition;
  rev: number;
  readonly createdAt: string;
  updatedAt: string;
  readonly instances: Map<string, AgentInstance>;
}

type Version = Omit<EventTypeRecord, "versions">;

/** The registry in process: what is registered is gone with it, and instances expire by its clock. */
export class MemoryRegistry implements RegistryClient {
  readonly #clock: Clock;
  readonly #agents = new Map<string, Kept>();
  readonly #types = new Map<string, Version[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async registerAgent(agent: AgentDefinitionInput): Promise<AgentRecord> {
    const definition = agentDefinitionSchema.parse(agent);
    const at = this.#now();
    const known = this.#agents.get(agent.name);
    const kept = known ?? { definition, rev: 0, createdAt: at, updatedAt: at, instances: new Map() };
    Object.assign(kept, { definition, rev: kept.rev + 1, updatedAt: at });
    this.#agents.set(agent.name, kept);
    return this.#record(kept);
  }

  async agent(name: string): Promise<AgentRecord | undefined> {
    const kept = this.#agents.get(name);
    return kept && this.#record(kept);
  }

  async registerEventType(eventType: EventTypeInput): Promise<EventTypeRecord> {
    const input = eventTypeInputSchema.parse(eventType);
    const schemaHash = createHash("sha256").update(JSON.stringify(input.schema)).digest("hex");
    const versions = this.#types.get(input.type) ?? [];
    const same = versions.find(({ version }) => version === input.version);
    if (same !== undefined && same.schemaHash !== schemaHash) {
      throw new TroupeError("CONFLICT", `${input.type} ${input.version} is registered with another schema`, {
        hint: "give the changed schema a new version",
      });
    }
    if (same === undefined) versions.push({ ...input, schemaHash, createdAt: this.#now() });
    versions.sort((a, b) => compareVersions(b.version, a.version));
    this.#types.set(input.type, versions);
    return this.#typeRecord(versions, input.version) as EventTypeRecord;
  }

  async eventType(type: string, version?: string): Promise<EventTypeRecord | undefined> {
    return this.#typeRecord(this.#types.get(type) ?? [], version);
  }

  async discover(query: DiscoveryQuery = {}): Promise<Discovery> {
    const agents = [...this.#agents.values()].map((kept) => this.#record(kept));
    const types = [...this.#types.values()].flatMap((versions) => this.#typeRecord(versions) ?? []);
    const fitting = agents.filter((agent) => (agent.live || query.alsoAbsent) && agentFits(agent, query));
    const how: Partial<Discovery> =
      query.text === undefined ? {} : { mode: "lexical", reason: "the test registry looks for words" };
    return { ...how, agents: fitting, eventTypes: types.filter((type) => typeFits(type, query, fitting)) };
  }

  async heartbeat(agent: string, instance: string, input: InstanceInput): Promise<void> {
    const kept = this.#agents.get(agent);
    if (kept === undefined) throw new TroupeError("NOT_FOUND", `no agent ${agent} is registered`);
    const known = kept.instances.get(instance);
    kept.instances.set(instance, {
      id: instance,
      agent,
      version: input.version ?? kept.definition.version,
      startedAt: known?.startedAt ?? this.#now(),
      seenAt: this.#now(),
      expiresAt: new Date(this.#clock.now() + input.ttlSeconds * 1000).toISOString(),
      metadata: input.metadata ?? {},
    });
  }

  async leave(agent: string, instance: string): Promise<void> {
    this.#agents.get(agent)?.instances.delete(instance);
  }

  /** Forgets everything, as a registry whose database was lost. */
  forget(): void {
    this.#agents.clear();
    this.#types.clear();
  }

  #record({ definition, rev, createdAt, updatedAt, instances }: Kept): AgentRecord {
    const now = this.#now();
    const alive = [...instances.values()].filter(({ expiresAt }) => expiresAt > now);
    return { ...definition, rev, createdAt, updatedAt, live: alive.length > 0, instances: alive };
  }

  #typeRecord(versions: readonly Version[], version?: string): EventTypeRecord | undefined {
    const wanted = version === undefined ? versions[0] : versions.find((kept) => kept.version === version);
    return wanted && { ...wanted, versions: versions.map((kept) => kept.version) };
  }

  #now(): string {
    return new Date(this.#clock.now()).toISOString();
  }
}

function agentFits(agent: AgentRecord, { capability, consumes, produces, topic, text }: DiscoveryQuery): boolean {
  const uses = [...agent.consumes, ...agent.produces];
  return (
    (capability === undefined || agent.capabilities.includes(capability)) &&
    (consumes === undefined || agent.consumes.some(({ type }) => matchesType(type, consumes))) &&
    (produces === undefined || agent.produces.some(({ type }) => matchesType(type, produces))) &&
    (topic === undefined || uses.some((use) => use.topic === topic)) &&
    hasWords([agent.name, agent.description, ...agent.capabilities], text)
  );
}

/** A type fits by itself; a condition on agents alone selects the types that fitting agents use. */
function typeFits(type: EventTypeRecord, query: DiscoveryQuery, agents: readonly AgentRecord[]): boolean {
  const { capability, consumes, produces, topic, text, alsoAbsent = false } = query;
  const isUsed = agents.some((agent) =>
    [...agent.consumes, ...agent.produces].some((use) => matchesType(use.type, type.type)),
  );
  const asksAgents = capability !== undefined || !alsoAbsent;
  const named = [consumes, produces].filter((name) => name !== undefined);
  return (
    (topic === undefined || type.topic === topic) &&
    (named.length === 0 || named.includes(type.type)) &&
    (!asksAgents || isUsed) &&
    hasWords([type.type, type.description, type.purpose], text)
  );
}

function hasWords(texts: readonly string[], words = ""): boolean {
  const all = texts.join(" ").toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
