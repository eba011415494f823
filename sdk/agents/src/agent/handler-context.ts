import type { CloudEvent } from "@troupe/contracts";
import type { EventBus } from "../bus/event-bus.js";
import type { ContentClient } from "../content-client.js";
import { TerminalError } from "../domain/errors.js";
import type { Memory } from "../memory/memory.js";
import type { Missions } from "../missions/missions.js";
import type { Logger, Platform } from "../platform.js";
import type { RegistryClient } from "../registry-client.js";
import type { Along } from "../transport.js";

/** The platform as a handler reaches it. */
export interface AgentContext {
  readonly bus: EventBus;
  readonly registry: RegistryClient;
  readonly content: ContentClient;
  /** What is remembered, in the event's mission and conversation and for its user. */
  readonly memory: Memory;
  readonly missions: Missions;
}

/** What a {@link HandlerContext} is made of; parts that cost something are made when first asked for. */
export interface HandlerParts {
  readonly event: CloudEvent;
  readonly attempt: number;
  readonly platform: Platform;
  readonly along: Along | undefined;
  signal(): AbortSignal;
  context(): AgentContext;
  logger(): Logger;
}

/** What a handler is given. */
export class HandlerContext<Data> {
  /** The event's data, checked by its schema. */
  readonly data: Data;
  readonly #parts: HandlerParts;

  constructor(parts: HandlerParts, data: Data) {
    this.#parts = parts;
    this.data = data;
  }

  /** The whole event. */
  get event(): CloudEvent {
    return this.#parts.event;
  }

  /** 1 the first time this group sees the event. */
  get attempt(): number {
    return this.#parts.attempt;
  }

  /** Aborted when the lease was lost, the handler's time is up, or the agent must leave. */
  get signal(): AbortSignal {
    return this.#parts.signal();
  }

  /** The platform: publish, request, discover. */
  get context(): AgentContext {
    return this.#parts.context();
  }

  /** Log lines that name the event, its type, attempt and correlation. */
  get logger(): Logger {
    return this.#parts.logger();
  }

  /** What a handler runs on: for agents whose handlers are the SDK's own. */
  static platformOf(context: HandlerContext<unknown>): Platform {
    return context.#parts.platform;
  }

  /** What acknowledges the event along with another call: for agents whose handlers are the SDK's own. */
  static alongOf(context: HandlerContext<unknown>): Along | undefined {
    return context.#parts.along;
  }

  /** Gives up for good: the asker is told `reason`, and no other attempt is made. */
  get fail(): (reason: string) => never {
    return fail;
  }
}

function fail(reason: string): never {
  throw new TerminalError(reason);
}
