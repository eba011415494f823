import { EventBus } from "./bus/event-bus.js";
import { Replies } from "./bus/replies.js";
import type { ContentClient } from "./content-client.js";
import { Memory } from "./memory/memory.js";
import { Missions } from "./missions/missions.js";
import type { MissionRecords, QuestionsClient, TasksClient } from "./missions/missions-client.js";
import type { Platform } from "./platform.js";
import { defaultPlatform, type LocationOptions } from "./process.js";
import type { RegistryClient } from "./registry-client.js";
import { tellUnreached } from "./unreached.js";

/** Where a client connects, and under which name. */
export interface ClientOptions extends LocationOptions {
  /** Becomes the `source` of what it publishes: `/clients/<name>`. */
  readonly name?: string;
  readonly platform?: Platform;
}

/** A program that publishes, asks and watches, without taking part as an agent. */
export interface Client extends AsyncDisposable {
  readonly bus: EventBus;
  readonly registry: RegistryClient;
  readonly content: ContentClient;
  /** Name mission, conversation and user with `memory.in`. */
  readonly memory: Memory;
  readonly missions: Missions;
  readonly tasks: TasksClient;
  readonly questions: QuestionsClient;
  /** What missions did, and why. */
  readonly records: MissionRecords;
  close(): Promise<void>;
}

/**
 * A client of the platform at `url` with `token`, else of `TROUPE_URL` and `TROUPE_TOKEN`, else of the nearest local
 * stack. Nothing is sent before it is used; a platform that is not there fails the first call with BUS_UNAVAILABLE, while
 * what is observed warns and waits for it.
 */
export function connect({ name = "client", platform, ...location }: ClientOptions = {}): Client {
  const own = platform ?? defaultPlatform(location);
  const { transport, registry, content, memory, clock, random, newId, randomHex } = own;
  const replies = new Replies(own);
  const emitter = { source: `/clients/${name}`, newId, randomHex };
  const close = async (): Promise<void> => {
    await replies.close();
    if (platform === undefined) await own.close();
  };
  const bus = new EventBus({
    transport,
    replies,
    emitter,
    clock,
    random,
    onTrouble: (error, attempt) => tellUnreached(own, name, error, attempt),
  });
  const missions = new Missions({ client: own.missions, clock, random, missionId: newId });
  const { tasks, questions, records } = own;
  return {
    bus,
    registry,
    content,
    memory: new Memory(memory),
    missions,
    tasks,
    questions,
    records,
    close,
    [Symbol.asyncDispose]: close,
  };
}
