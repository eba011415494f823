import type { CloudEvent } from "@troupe/contracts";
import { counted } from "../missions/counted.js";
import { Memory } from "./memory.js";
import type { Circumstances, MemoryPorts } from "./memory-ports.js";

/**
 * The circumstances of an event: its actor is the user, its mission the mission, or its correlation where it has none;
 * the conversation is its extension `conversationid`, or else its correlation.
 */
export function circumstancesOf(event: CloudEvent): Circumstances {
  const { conversationid } = event as CloudEvent & { readonly conversationid?: unknown };
  return {
    user: event.actor,
    missionId: event.missionid ?? event.correlationid,
    conversationId: typeof conversationid === "string" ? conversationid : event.correlationid,
    eventId: event.id,
  };
}

/** The memory as the handler of an event reaches it; each of its calls goes through `count`. */
export function memoryIn(
  ports: MemoryPorts,
  event: CloudEvent,
  count: <R>(call: () => Promise<R>) => Promise<R> = (call) => call(),
): Memory {
  const { knowledge, episodes, procedures, working } = ports;
  const watched: MemoryPorts = {
    knowledge: counted(knowledge, count),
    episodes: counted(episodes, count),
    procedures: counted(procedures, count),
    working: counted(working, count),
  };
  return new Memory(watched, circumstancesOf(event));
}
