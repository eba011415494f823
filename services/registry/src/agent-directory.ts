import type { Clock } from "@troupe/bus";
import {
  type AgentDefinition,
  type AgentInstance,
  type AgentRecord,
  DEFAULT_TTL_SECONDS,
  type Page,
  TroupeError,
} from "@troupe/contracts";
import type { Outbox, Store, Tx } from "@troupe/store";
import { type Announcement, announce } from "./announcements.js";
import { canonical } from "./domain/canonical.js";
import {
  type AgentFilter,
  countLive,
  getAgent,
  listAgents,
  listInstances,
  lockAgent,
  removeAgent,
  removeInstances,
  saveAgent,
  saveInstance,
  takeExpired,
} from "./store/agents.js";
import type { agents } from "./store/schema.js";

/** Who asks. */
export interface Caller {
  readonly tenant: string;
  readonly subject: string;
}

export interface InstanceRegistration {
  readonly agent: string;
  readonly id: string;
  readonly ttlSeconds?: number | undefined;
  readonly version?: string | undefined;
  readonly metadata: Record<string, string>;
}

export interface AgentDirectory {
  /** Writes a definition; equal content changes nothing. Throws REV_CONFLICT when `ifRev` is not the current revision. */
  define(caller: Caller, definition: AgentDefinition, ifRev?: number): Promise<AgentRecord>;
  get(tenant: string, name: string): Promise<AgentRecord>;
  list(
    tenant: string,
    query: { filter: AgentFilter; limit: number; cursor?: string | undefined },
  ): Promise<Page<AgentRecord>>;
  remove(caller: Caller, name: string): Promise<void>;
  /** Registers an instance, or renews it: the same call is the heartbeat. */
  heartbeat(caller: Caller, registration: InstanceRegistration): Promise<AgentInstance>;
  leave(caller: Caller, agent: string, id: string): Promise<void>;
  instances(
    tenant: string,
    query: { agent: string; limit: number; cursor?: string | undefined },
  ): Promise<Page<AgentInstance>>;
  /** Removes instances that did not come back in time, and tells of each once among all replicas. */
  sweep(): Promise<number>;
}

const SWEEP_BATCH = 500;

const missing = (name: string) =>
  new TroupeError("NOT_FOUND", `there is no agent ${name}`, { hint: "troupe agents list" });

function isSame(row: typeof agents.$inferSelect, definition: AgentDefinition): boolean {
  const { name, version, description, kind, capabilities, consumes, produces } = row;
  return canonical({ name, version, description, kind, capabilities, consumes, produces }) === canonical(definition);
}

/** Agents and their live instances, over a store. */
export function createAgentDirectory(deps: { store: Store; outbox: Outbox; clock: Clock }): AgentDirectory {
  const { store, outbox, clock } = deps;

  async function wakingAfter<T>(work: Promise<T>): Promise<T> {
    const result = await work;
    outbox.wake();
    return result;
  }

  async function found(tx: Tx, tenant: string, name: string, now: Date): Promise<AgentRecord> {
    const agent = await getAgent(tx, tenant, name, now);
    if (agent === undefined) throw missing(name);
    return agent;
  }

  function departures(caller: Caller, gone: readonly AgentInstance[], live: number): Announcement[] {
    return gone.map(({ agent, id, version, startedAt }, at) => ({
      tenant: caller.tenant,
      actor: caller.subject,
      type: "agent.left",
      cause: `${id}/${startedAt}`,
      data: { agent, version, instance: id, live: live + gone.length - 1 - at },
    }));
  }

  return {
    define(caller, definition, ifRev) {
      const { tenant, subject } = caller;
      return wakingAfter(
        store.withTenant(tenant, async (tx) => {
          const now = new Date(clock.now());
          const { name, version } = definition;
          const row = await lockAgent(tx, tenant, name);
          if (ifRev !== undefined && ifRev !== (row?.rev ?? 0)) {
            throw new TroupeError("REV_CONFLICT", `agent ${name} is at revision ${row?.rev ?? 0}, not ${ifRev}`, {
              hint: `troupe agents show ${name}`,
            });
          }
          if (row === undefined || !isSame(row, definition)) {
            const rev = (row?.rev ?? 0) + 1;
            await saveAgent(tx, tenant, definition, { rev, now });
            const live = await countLive(tx, tenant, name, now);
            const cause = `rev/${rev}/${now.toISOString()}`;
            const data = { agent: name, version, live };
            await announce(tx, [{ tenant, actor: subject, type: "agent.registered", cause, data }], now.getTime());
          }
          return found(tx, tenant, name, now);
        }),
      );
    },

    get: (tenant, name) => store.withTenant(tenant, (tx) => found(tx, tenant, name, new Date(clock.now()))),

    list: (tenant, query) =>
      store.withTenant(tenant, (tx) => listAgents(tx, tenant, { ...query, now: new Date(clock.now()) })),

    remove(caller, name) {
      const { tenant } = caller;
      return wakingAfter(
        store.withTenant(tenant, async (tx) => {
          const now = new Date(clock.now());
          if ((await lockAgent(tx, tenant, name)) === undefined) throw missing(name);
          const gone = await removeInstances(tx, tenant, { agent: name, now });
          await removeAgent(tx, tenant, name);
          await announce(tx, departures(caller, gone, 0), now.getTime());
        }),
      );
    },

    heartbeat(caller, registration) {
      const { tenant, subject } = caller;
      const { agent, id, metadata, ttlSeconds = DEFAULT_TTL_SECONDS } = registration;
      return wakingAfter(
        store.withTenant(tenant, async (tx) => {
          const now = new Date(clock.now());
          const definition = await getAgent(tx, tenant, agent, now);
          if (definition === undefined) throw missing(agent);
          const version = registration.version ?? definition.version;
          const expiresAt = new Date(now.getTime() + ttlSeconds * 1000);
          const write = { agent, id, version, metadata, expiresAt };
          const { instance, isNew } = await saveInstance(tx, tenant, write, now);
          if (isNew && !definition.live) {
            const cause = `instance/${id}/${instance.startedAt}`;
            const data = { agent, version, instance: id, live: 1 };
            await announce(tx, [{ tenant, actor: subject, type: "agent.registered", cause, data }], now.getTime());
          }
          return instance;
        }),
      );
    },

    leave(caller, agent, id) {
      const { tenant } = caller;
      return wakingAfter(
        store.withTenant(tenant, async (tx) => {
          const now = new Date(clock.now());
          const gone = await removeInstances(tx, tenant, { agent, id, now });
          if (gone.length === 0) {
            throw new TroupeError("NOT_FOUND", `agent ${agent} has no live instance ${id}`, {
              hint: `troupe agents show ${agent}`,
            });
          }
          const live = await countLive(tx, tenant, agent, now);
          await announce(tx, departures(caller, gone, live), now.getTime());
        }),
      );
    },

    instances: (tenant, query) =>
      store.withTenant(tenant, async (tx) => {
        const now = new Date(clock.now());
        await found(tx, tenant, query.agent, now);
        return listInstances(tx, tenant, { ...query, now });
      }),

    sweep() {
      return wakingAfter(
        store.withSystem(async (tx) => {
          const now = new Date(clock.now());
          const expired = await takeExpired(tx, now, SWEEP_BATCH);
          const announcements: Announcement[] = [];
          for (const { tenant, agent, id, version, startedAt } of expired) {
            const live = await countLive(tx, tenant, agent, now);
            const data = { agent, version, instance: id, live };
            const cause = `${id}/${startedAt}`;
            announcements.push({ tenant, actor: "registry", type: "agent.expired", cause, data });
          }
          await announce(tx, announcements, now.getTime());
          return expired.length;
        }),
      );
    },
  };
}
