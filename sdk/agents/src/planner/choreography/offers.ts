import { type Discovery, type EventTypeRecord, type JsonSchema, matchesType, type Topic } from "@troupe/contracts";
import type { AnyEvent } from "../../events/definition.js";
import { toolName } from "../../events/tool-name.js";
import type { LlmTool } from "../llm/llm.js";

const REQUESTS = "action-requests";

/** An event that a planner may send at this moment. */
export interface Offer {
  readonly type: string;
  readonly topic: Topic;
  readonly description: string;
  readonly schema: JsonSchema;
  /** Whether it asks for something: then an answer comes. */
  readonly isRequest: boolean;
  /** Live agents that take it. */
  readonly agents: readonly string[];
}

/** What may be offered at all. */
export interface OfferRules {
  readonly allows: (type: string) => boolean;
  /** Goals of this planner: it does not ask itself. */
  readonly ownGoals: ReadonlySet<string>;
  /** Facts that it may publish. */
  readonly announces: readonly AnyEvent[];
}

/** Requests that some live agent takes, and facts that may be announced; nothing outside the rules. */
export function offersOf({ agents, eventTypes }: Discovery, rules: OfferRules): Offer[] {
  const live = agents.filter((agent) => agent.live && agent.kind !== "planner");
  const takers = (type: string): string[] =>
    live.filter(({ consumes }) => consumes.some((use) => matchesType(use.type, type))).map(({ name }) => name);
  const requests = eventTypes
    .filter(({ type, topic }) => topic === REQUESTS && rules.allows(type) && !rules.ownGoals.has(type))
    .map((record) => ({ ...offerOf(record), isRequest: true, agents: takers(record.type) }))
    .filter((offer) => offer.agents.length > 0);
  const facts = rules.announces.map(({ type, topic, description, purpose, jsonSchema }) => {
    return {
      ...offerOf({ type, topic, description, purpose, schema: jsonSchema }),
      isRequest: false,
      agents: takers(type),
    };
  });
  return [...requests, ...facts].sort((a, b) => (a.type < b.type ? -1 : 1));
}

/** Offers as functions, by the names they are called by. */
export function toolsOf(offers: readonly Offer[]): Map<string, { offer: Offer; tool: LlmTool }> {
  return new Map(
    offers.map((offer) => {
      const name = toolName(offer.type);
      const { $schema: _, ...parameters } = offer.schema;
      return [name, { offer, tool: { name, description: offer.description, parameters: withReferences(parameters) } }];
    }),
  );
}

function offerOf({
  type,
  topic,
  description,
  purpose,
  schema,
}: Pick<EventTypeRecord, "type" | "topic" | "description" | "purpose" | "schema">) {
  return { type, topic, description: [description, purpose].filter((text) => text !== "").join(" "), schema };
}

/** Every field may be given as a reference to what is known, instead of as itself. */
function withReferences(schema: JsonSchema): JsonSchema {
  const { properties } = schema;
  if (typeof properties !== "object" || properties === null) return { type: "object", ...schema };
  const reference = {
    type: "string",
    pattern: "^\\{\\{.*\\}\\}$",
    description: "a reference, such as {{ results.1.text }}",
  };
  const changed = Object.entries(properties as Record<string, JsonSchema>).map(([name, field]) => {
    const isText =
      field.type === "string" && field.enum === undefined && field.pattern === undefined && field.format === undefined;
    return [name, isText ? field : { ...describedBy(field), anyOf: [field, reference] }];
  });
  return { ...schema, properties: Object.fromEntries(changed) };
}

const describedBy = ({ description }: JsonSchema): JsonSchema => (description === undefined ? {} : { description });
