import {
  type AgentRecord,
  type Discovery,
  type EventTypeRecord,
  matchesType,
  outcomeType,
  type Topic,
} from "@troupe/contracts";
import { type Field, fieldsOf } from "./fields.js";

/** Something that agents can be asked for, and what comes of it. */
export interface Capability {
  readonly request: string;
  readonly topic: Topic;
  readonly inputs: readonly Field[];
  readonly reply: string;
  readonly replyTopic: Topic;
  readonly outputs: readonly Field[];
  readonly cost: number;
  /** Who takes the request. */
  readonly agents: readonly string[];
}

export interface CapabilityOptions {
  /** Whether a request may be made. */
  readonly allows: (type: string) => boolean;
  /** What a request costs; 1 unless given. */
  readonly costs: Readonly<Record<string, number>>;
}

const REQUESTS = "action-requests";
const RESULTS = "action-results";

/**
 * What agents offer: each request they take, with what they answer. An agent's requests and answers belong together
 * by their names (`x.requested`, `x.completed`); an answer whose name says nothing may come of any request left over.
 */
export function capabilitiesOf({ agents, eventTypes }: Discovery, { allows, costs }: CapabilityOptions): Capability[] {
  const types = new Map(eventTypes.map((type) => [type.type, type]));
  const found = new Map<string, Capability>();
  for (const agent of agents) {
    for (const [request, reply] of exchangesOf(agent)) {
      const [asked, answered] = [types.get(request), types.get(reply)];
      if (asked === undefined || !allows(request)) continue;
      const key = `${request} ${reply}`;
      const known = found.get(key);
      found.set(key, {
        ...capability(asked, reply, answered),
        cost: costs[request] ?? 1,
        agents: [...(known?.agents ?? []), agent.name],
      });
    }
  }
  return [...found.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

export const keyOf = ({ request, reply }: Pick<Capability, "request" | "reply">): string => `${request} ${reply}`;

function capability(asked: EventTypeRecord, reply: string, answered: EventTypeRecord | undefined) {
  return {
    request: asked.type,
    topic: asked.topic,
    inputs: fieldsOf(asked.schema),
    reply,
    replyTopic: answered?.topic ?? RESULTS,
    outputs: answered === undefined ? [] : fieldsOf(answered.schema),
  };
}

/** Requests of an agent, each with what it may answer. */
function exchangesOf({ kind, consumes, produces }: AgentRecord): [string, string][] {
  if (kind === "planner") return [];
  const requests = consumes
    .filter(({ topic, type }) => topic === REQUESTS && !/[*>]/.test(type))
    .map(({ type }) => type);
  const failures = new Set(requests.map((request) => outcomeType(request, "failed")));
  const replies = produces
    .filter(({ topic, type }) => topic === RESULTS && !failures.has(type))
    .map(({ type }) => type);
  const named = new Set(requests.map((request) => outcomeType(request, "completed")));
  return requests.flatMap((request): [string, string][] => {
    const own = outcomeType(request, "completed");
    const fitting = replies.includes(own) ? [own] : replies.filter((reply) => !named.has(reply));
    return fitting.map((reply) => [request, reply]);
  });
}

/** Whether a type is one of `filters` (`order.*`, `order.>`). */
export const allowsOf =
  (filters: readonly string[] | undefined) =>
  (type: string): boolean =>
    filters === undefined || filters.some((filter) => matchesType(filter, type));
