import type { AgentRecord, EventTypeRecord, JsonSchema } from "@troupe/contracts";
import { matchesType } from "@troupe/contracts";

export interface AsyncApiOptions {
  readonly title: string;
  readonly version: string;
  readonly agents: readonly Pick<AgentRecord, "name" | "consumes" | "produces">[];
  readonly types: readonly EventTypeRecord[];
}

/** An AsyncAPI 3.0.0 document: a channel an event type, and an operation for each agent that uses it. */
export function asyncApi({ title, version, agents, types }: AsyncApiOptions): Record<string, unknown> {
  const channels = Object.fromEntries(types.map((type) => [type.type, channelOf(type)]));
  const messages = Object.fromEntries(types.map((type) => [type.type, messageOf(type)]));
  const operations = Object.fromEntries(
    agents.flatMap((agent) => [
      ...types.filter(({ type }) => uses(agent.produces, type)).map((type) => operationOf("send", agent.name, type)),
      ...types.filter(({ type }) => uses(agent.consumes, type)).map((type) => operationOf("receive", agent.name, type)),
    ]),
  );
  return {
    asyncapi: "3.0.0",
    info: { title, version, description: "Events of one tenant, as CloudEvents 1.0 in JSON." },
    defaultContentType: "application/cloudevents+json",
    channels,
    operations,
    components: { messages },
  };
}

const uses = (list: AgentRecord["consumes"], type: string) => list.some((use) => matchesType(use.type, type));

function channelOf({ type, topic, description }: EventTypeRecord): Record<string, unknown> {
  return {
    address: `${topic}.${type}`,
    ...(description === "" ? {} : { description }),
    messages: { event: { $ref: `#/components/messages/${type}` } },
  };
}

function messageOf(type: EventTypeRecord): Record<string, unknown> {
  return {
    name: type.type,
    title: type.type,
    ...(type.purpose === "" ? {} : { summary: type.purpose }),
    contentType: "application/cloudevents+json",
    payload: {
      schemaFormat: "application/schema+json;version=draft-07",
      schema: {
        type: "object",
        required: ["specversion", "id", "source", "type", "data"],
        properties: {
          specversion: { const: "1.0" },
          id: { type: "string" },
          source: { type: "string" },
          type: { const: type.type },
          data: embedded(type),
        },
      },
    },
  };
}

/** A schema as part of another document: references into itself get the way there. */
function embedded({ type, schema }: EventTypeRecord): JsonSchema {
  const { $schema: _dialect, $id: _id, ...bare } = schema;
  const prefix = `#/components/messages/${type}/payload/schema/properties/data`;
  const relocate = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(relocate);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [
        key,
        key === "$ref" && typeof child === "string" ? prefix + child.slice(1) : relocate(child),
      ]),
    );
  };
  return relocate(bare) as JsonSchema;
}

function operationOf(action: "send" | "receive", agent: string, { type }: EventTypeRecord): [string, unknown] {
  const key = `${agent}.${action}.${type}`;
  return [
    key,
    {
      action,
      title: `${agent} ${action}s ${type}`,
      channel: { $ref: `#/channels/${type}` },
      messages: [{ $ref: `#/channels/${type}/messages/event` }],
    },
  ];
}
