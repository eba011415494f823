import { type EventTypeRecord, type Fault, type JsonSchema, TroupeError } from "@troupe/contracts";
import { z } from "zod";
import type { DiscoveryQuery, RegistryClient } from "../registry-client.js";
import { checkData, type EventAddress } from "./definition.js";
import { SchemaCheck } from "./schema-check.js";
import { toolName } from "./tool-name.js";

/** An event ready to be published: `bus.publish(event, data)`. */
export interface BuiltEvent {
  readonly event: EventAddress;
  /** Fits the registered schema. */
  readonly data: unknown;
}

/** An event type as a function that a language model may call (OpenAI's form of tools). */
export interface EventTool {
  readonly type: "function";
  readonly function: { readonly name: string; readonly description: string; readonly parameters: JsonSchema };
}

/**
 * Event types found at run time instead of compiled in: discover them, read what they mean, build data that fits,
 * offer them to a language model as tools.
 */
export class EventToolkit {
  readonly #registry: Pick<RegistryClient, "discover" | "eventType">;
  readonly #tools = new Map<string, string>();
  readonly #schemas = new SchemaCheck();

  constructor(registry: Pick<RegistryClient, "discover" | "eventType">) {
    this.#registry = registry;
  }

  /** Registered event types that fit, whether anybody alive uses them or not; `alsoAbsent: false` leaves those out. */
  async discover(query: DiscoveryQuery = {}): Promise<readonly EventTypeRecord[]> {
    return (await this.#registry.discover({ alsoAbsent: true, ...query })).eventTypes;
  }

  /** A type in words: what it is, why one would send it, and its fields. Throws EVENT_TYPE_UNKNOWN. */
  async describe(type: string): Promise<string> {
    const { topic, version, description, purpose, schema } = await this.#known(type);
    const head = `${type} (${topic}, version ${version}): ${description}`;
    return [head, ...(purpose === "" ? [] : [`Purpose: ${purpose}`]), ...fieldLines(schema)].join("\n");
  }

  /** Data as the registered schema reads it, with where to publish it. Throws EVENT_TYPE_UNKNOWN, SCHEMA_MISMATCH. */
  async build(type: string, data: unknown): Promise<BuiltEvent> {
    const { topic, schema } = await this.#known(type);
    return { event: { type, topic }, data: checkData({ type, schema: zodOf(type, schema) }, data) };
  }

  /** What is wrong with data, by the registered schema: JSON Pointers into it. Throws EVENT_TYPE_UNKNOWN. */
  async validate(type: string, data: unknown): Promise<readonly Fault[]> {
    return this.#schemas.faults((await this.#known(type)).schema, data);
  }

  /** The types that fit as tools, for the `tools` of a chat completion. */
  async asTools(query: DiscoveryQuery = {}): Promise<readonly EventTool[]> {
    return (await this.discover(query)).map(({ type, description, purpose, schema }) => {
      const name = toolName(type);
      this.#tools.set(name, type);
      const { $schema: _, ...parameters } = schema;
      const text = [description, purpose].filter((part) => part !== "").join(" ");
      return { type: "function", function: { name, description: text, parameters } };
    });
  }

  /** What a model called, built: `name` is one that {@link asTools} gave, `args` JSON text or its value. */
  async fromToolCall(name: string, args: unknown): Promise<BuiltEvent> {
    const type = this.#tools.get(name);
    if (type === undefined) throw new TroupeError("EVENT_TYPE_UNKNOWN", `${name} is not a tool of this toolkit`);
    return this.build(type, typeof args === "string" ? parsed(name, args) : args);
  }

  async #known(type: string): Promise<EventTypeRecord> {
    const known = await this.#registry.eventType(type);
    if (known !== undefined) return known;
    throw new TroupeError("EVENT_TYPE_UNKNOWN", `${type} is not registered`, { hint: "troupe event-types list" });
  }
}

function parsed(name: string, args: string): unknown {
  try {
    return JSON.parse(args);
  } catch (cause) {
    throw new TroupeError("MALFORMED_JSON", `the arguments of ${name} are not JSON`, { cause });
  }
}

function zodOf(type: string, schema: JsonSchema): z.ZodType {
  try {
    return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  } catch (cause) {
    throw new TroupeError("SCHEMA_INVALID", `the schema of ${type} cannot be read`, { cause });
  }
}

function fieldLines({ properties, required }: JsonSchema): string[] {
  if (typeof properties !== "object" || properties === null || Array.isArray(properties)) return [];
  const needed = new Set(Array.isArray(required) ? required : []);
  return Object.entries(properties).map(([name, field]) => {
    const { type = "any", description = "" } = (field ?? {}) as { type?: unknown; description?: string };
    const words = `- ${name}: ${String(type)}${needed.has(name) ? "" : ", optional"}`;
    return description === "" ? words : `${words}; ${description}`;
  });
}
