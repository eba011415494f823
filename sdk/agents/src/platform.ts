import type { Clock } from "@troupe/bus";
import type { ContentClient } from "./content-client.js";
import type { RandomHex } from "./domain/trace.js";
import type { MemoryPorts } from "./memory/memory-ports.js";
import type { MissionsPlatform } from "./missions/missions-client.js";
import type { RegistryClient } from "./registry-client.js";
import type { Transport } from "./transport.js";

/** Structured log lines, as pino takes them: fields first, then the message. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Everything an agent needs around it: how to reach the others, time, chance and a log. */
export interface Platform extends MissionsPlatform {
  readonly transport: Transport;
  readonly registry: RegistryClient;
  readonly content: ContentClient;
  readonly memory: MemoryPorts;
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly newId: () => string;
  readonly randomHex: RandomHex;
  readonly logger: Logger;
  /** Where it is, for messages. */
  where(): string;
  close(): Promise<void>;
}
