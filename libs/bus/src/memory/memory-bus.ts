import { randomBytes } from "node:crypto";
import { type CloudEvent, type PublishReceipt, type Topic, TroupeError } from "@troupe/contracts";
import type {
  Bus,
  ContentStore,
  GroupSession,
  Observation,
  Outcome,
  Published,
  SchemaMirror,
  Settled,
} from "../bus.js";
import { type Clock, systemClock } from "../clock.js";
import { createCursorCodec } from "../domain/cursor.js";
import { eventSubject, messageId } from "../domain/subject.js";
import { createMemoryContent } from "./content.js";
import type { DeliveryFaults } from "./faults.js";
import { defineGroup, joinGroup, listGroups, removeGroup } from "./groups.js";
import { findEvent, readHistory } from "./history.js";
import { leaseExpired } from "./lease.js";
import { createMemoryMirror } from "./mirror.js";
import { Observer } from "./observer.js";
import { ownTimers } from "./own-timers.js";
import type { StorageContext } from "./storage-context.js";
import { Tenant } from "./tenant.js";
import { openToken } from "./token.js";

const DUPLICATE_WINDOW_MS = 600_000;

export interface MemoryBusOptions {
  /** The machine's when absent. */
  readonly clock?: Clock;
  /** In [0, 1), for the jitter of retries; `Math.random` when absent. */
  readonly random?: () => number;
  /** What goes wrong with deliveries; nothing when absent. */
  readonly faults?: DeliveryFaults;
  /** How long a repeated id is recognised; 10 minutes when absent. */
  readonly duplicateWindowMs?: number;
}

/** The bus in process, with what is kept beside the events. */
export interface MemoryBus extends Bus {
  readonly content: ContentStore;
  readonly mirror: SchemaMirror;
  /** A second replica on the same storage. */
  replica(): MemoryBus;
  /** Removes every event kept of a topic, as a stream's limits would. */
  trim(tenant: string, topic: Topic): void;
}

interface Storage {
  readonly context: StorageContext;
  readonly tenants: Map<string, Tenant>;
  readonly content: ContentStore;
  readonly mirror: SchemaMirror;
  replicas: number;
}

/**
 * The whole bus in process: it keeps the same contract as JetStream, forgets everything with its last replica, and with
 * a manual clock and a seeded `random` does the same in every run.
 */
export function createMemoryBus(options: MemoryBusOptions = {}): MemoryBus {
  const key = randomBytes(32);
  const context = {
    timers: ownTimers(options.clock ?? systemClock),
    random: options.random ?? Math.random,
    key,
    cursors: createCursorCodec(key),
    faults: options.faults,
    duplicateWindowMs: options.duplicateWindowMs ?? DUPLICATE_WINDOW_MS,
  };
  const content = createMemoryContent();
  return openReplica({ context, tenants: new Map(), content, mirror: createMemoryMirror(), replicas: 0 });
}

function openReplica(storage: Storage): MemoryBus {
  const sessions = new Set<GroupSession>();
  const observations = new Set<Observation>();
  let closed = false;
  storage.replicas += 1;

  const assertOpen = (): void => {
    if (closed) throw new TroupeError("BUS_UNAVAILABLE", "the bus is closed");
  };
  /** The tenant's state; rejects once this replica is closed. */
  const tenantOf = async (name: string): Promise<Tenant> => {
    assertOpen();
    const known = storage.tenants.get(name) ?? new Tenant(name, storage.context);
    storage.tenants.set(name, known);
    return known;
  };

  const publish = async (event: CloudEvent, to?: { readonly group: string }): Promise<PublishReceipt> => {
    const tenant = await tenantOf(event.tenantid);
    eventSubject(event.tenantid, event.topic, event.type);
    messageId(event.tenantid, event.id);
    return to === undefined ? tenant.publish(event) : tenant.append(event, to.group);
  };

  return {
    publish,
    async publishAll(events) {
      assertOpen();
      return Promise.all(events.map((event) => publish(event).catch(refusalOf)));
    },
    async join(name, request) {
      const session = await joinGroup(await tenantOf(name), request);
      sessions.add(session);
      return session;
    },
    async settle(name, settlements) {
      const tenant = await tenantOf(name);
      return settlements.map(({ token, ...outcome }) => settleByToken(tenant, token, outcome));
    },
    async observe(name, request) {
      const observation = new Observer(await tenantOf(name), request);
      observations.add(observation);
      return observation;
    },
    history: async (name, query) => readHistory(await tenantOf(name), query),
    find: async (name, id) => findEvent(await tenantOf(name), id),
    groups: {
      define: async (name, request) => structuredClone(defineGroup(await tenantOf(name), request).definition),
      get: async (name, group) => (await tenantOf(name)).groups.get(group)?.status(),
      list: async (name, page) => listGroups(await tenantOf(name), page),
      remove: async (name, group) => removeGroup(await tenantOf(name), group),
    },
    deadLetters: {
      list: async (name, page) => (await tenantOf(name)).letters.list(page),
      get: async (name, id) => (await tenantOf(name)).letters.get(id),
      replay: async (name, id) => (await tenantOf(name)).letters.replay(id),
      discard: async (name, id) => (await tenantOf(name)).letters.discard(id),
    },
    status: () => ({ connected: !closed, server: "memory", reconnects: 0 }),
    async close() {
      if (closed) return;
      closed = true;
      await Promise.all([...sessions].map((session) => session.drain(0)));
      await Promise.all([...observations].map((observation) => observation.close()));
      storage.replicas -= 1;
      if (storage.replicas === 0) storage.context.timers.cancelAll();
    },
    content: storage.content,
    mirror: storage.mirror,
    replica: () => openReplica(storage),
    trim: (name, topic) => storage.tenants.get(name)?.log(topic).trim(),
  };
}

function refusalOf(error: unknown): Published {
  if (error instanceof TroupeError) return error;
  throw error;
}

function settleByToken(tenant: Tenant, token: string, outcome: Outcome): Settled {
  try {
    const { group, lease, end } = openToken(tenant.context.key, tenant.name, token);
    if (tenant.context.timers.now() >= end) return leaseExpired();
    return tenant.groups.get(group)?.settleById(lease, outcome) ?? leaseExpired();
  } catch (error) {
    if (error instanceof TroupeError) return { ok: false, error };
    throw error;
  }
}
