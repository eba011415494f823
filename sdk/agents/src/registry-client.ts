import type {
  AgentDefinitionInput,
  AgentRecord,
  Discovery,
  DiscoveryMode,
  EventTypeInput,
  EventTypeRecord,
  Topic,
} from "@troupe/contracts";

/** What `discover` selects; all given conditions hold. */
export interface DiscoveryQuery {
  readonly capability?: string;
  /** An event type the agent consumes. */
  readonly consumes?: string;
  /** An event type the agent produces. */
  readonly produces?: string;
  readonly topic?: Topic;
  /** What is looked for, in words: by meaning and by the words of names and descriptions. */
  readonly text?: string;
  /** How `text` is looked for; by both when absent. The answer's `mode` says how it was done. */
  readonly mode?: DiscoveryMode;
  /** Agents that do not run now as well, and event types that nobody alive uses. */
  readonly alsoAbsent?: boolean;
}

/** A live process of an agent. */
export interface InstanceInput {
  readonly ttlSeconds: number;
  readonly version?: string;
  readonly metadata?: Record<string, string>;
}

/** The registry: who is there, and what events mean. Failures are TroupeErrors; reading what is not there gives undefined. */
export interface RegistryClient {
  /** Registers an agent, or changes what is known of it. */
  registerAgent(agent: AgentDefinitionInput): Promise<AgentRecord>;
  agent(name: string): Promise<AgentRecord | undefined>;
  /** Registers a version of an event type; the same again changes nothing. Rejects with INCOMPATIBLE_SCHEMA naming the live consumers it would break. */
  registerEventType(eventType: EventTypeInput): Promise<EventTypeRecord>;
  eventType(type: string, version?: string): Promise<EventTypeRecord | undefined>;
  /** Live agents that fit, and the event types that fit and that they use: all of them, or the best 200 for a `text`. */
  discover(query?: DiscoveryQuery): Promise<Discovery>;
  /** Says that an instance lives. Rejects with NOT_FOUND when its agent is not registered. */
  heartbeat(agent: string, instance: string, input: InstanceInput): Promise<void>;
  /** Says that an instance is gone. */
  leave(agent: string, instance: string): Promise<void>;
}
