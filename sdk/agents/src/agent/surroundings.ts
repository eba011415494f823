import { derivedEventId } from "@troupe/bus";
import { EventBus, type EventBusParts } from "../bus/event-bus.js";
import { type Emitter, emissionKeys } from "../domain/emission.js";
import { memoryIn } from "../memory/circumstances.js";
import { counted } from "../missions/counted.js";
import type { DurableRun } from "../missions/durable-run.js";
import { journaledPublish } from "../missions/journaled-publish.js";
import { Missions } from "../missions/missions.js";
import type { Workplace } from "./attempt.js";
import type { AgentContext } from "./handler-context.js";

/** Where a handler stands. */
export interface Standing {
  readonly place: Workplace;
  readonly emitter: Emitter & Required<Pick<Emitter, "cause">>;
  readonly signal: () => AbortSignal;
}

/** The platform as a handler reaches it. */
export function plainContext(standing: Standing, more: Partial<EventBusParts> = {}): AgentContext {
  const { place, emitter, signal } = standing;
  const { platform, replies } = place;
  const { clock, random, transport } = platform;
  const { event, group } = emitter.cause;
  const nextKey = emissionKeys();
  const missionId = (): string => derivedEventId(event.id, group, nextKey("mission"));
  return {
    bus: new EventBus({ transport, replies, emitter, clock, random, signal, ...more }),
    registry: platform.registry,
    content: platform.content,
    memory: memoryIn(platform.memory, event),
    missions: new Missions({ client: platform.missions, clock, random, missionId }),
  };
}

/**
 * The same for the handler of a task: while its run is journaled, what is published is an entry, and a call under way
 * keeps the handler in memory.
 */
export function taskContext(standing: Standing, running: () => DurableRun | undefined): AgentContext {
  const { platform, replies } = standing.place;
  const count = <R>(call: () => Promise<R>): Promise<R> => running()?.busy(call) ?? call();
  const { bus, registry, content, missions } = plainContext(standing, {
    replies: counted(replies, count),
    journal: () => {
      const run = running();
      return run && journaledPublish(run);
    },
  });
  return {
    bus,
    registry: counted(registry, count),
    content: counted(content, count),
    memory: memoryIn(platform.memory, standing.emitter.cause.event, count),
    missions: counted(missions, count),
  };
}
