import { type Bus, derivedEventId, type SchemaMirror } from "@troupe/bus";
import type { CloudEvent } from "@troupe/contracts";
import { enqueue, type OutboxEntry, type Store, type Tx } from "@troupe/store";
import { canonical } from "./domain/canonical.js";
import { type AgentEventData, type AgentEventType, agentEvent, REGISTRY_GROUP } from "./domain/system-events.js";
import { mirrorOf } from "./domain/versions.js";
import { versionsOf } from "./store/event-types.js";

/** Name of the registry's entries in the outbox, and of its migrations. */
export const SERVICE = "registry";
const EVENT = "event";
const MIRROR = "mirror";

export interface Announcement {
  readonly tenant: string;
  readonly actor: string;
  readonly type: AgentEventType;
  /** What happened, told apart from everything else that did: the event's id is derived from it. */
  readonly cause: string;
  readonly data: AgentEventData;
}

/** Notes events to publish once the transaction is committed. */
export function announce(tx: Tx, announcements: readonly Announcement[], nowMs: number): Promise<void> {
  const messages = announcements.map(({ tenant, actor, type, cause, data }) => ({
    tenant,
    kind: EVENT,
    key: `agent/${data.agent}`,
    payload: agentEvent({
      id: derivedEventId(`${tenant}/${data.agent}/${cause}`, REGISTRY_GROUP, type),
      type,
      tenant,
      actor,
      nowMs,
      data,
    }),
  }));
  return enqueue(tx, SERVICE, messages, nowMs);
}

/** Notes that the mirror's copy of a type is to be brought up to date. */
export function mirrorLater(tx: Tx, tenant: string, type: string, nowMs: number): Promise<void> {
  return enqueue(tx, SERVICE, [{ tenant, kind: MIRROR, key: `type/${type}`, payload: { type } }], nowMs);
}

/** Delivers the outbox's entries: events to the bus, and the mirror as the database has it by then. */
export function deliverer(deps: { store: Store; bus: Pick<Bus, "publish">; mirror: SchemaMirror }) {
  const { store, bus, mirror } = deps;
  return async ({ tenant, kind, payload }: OutboxEntry): Promise<void> => {
    if (kind === EVENT) {
      await bus.publish(payload as CloudEvent);
      return;
    }
    const { type } = payload as { type: string };
    const wanted = mirrorOf(type, await store.withTenant(tenant, (tx) => versionsOf(tx, tenant, type)));
    const found = await mirror.fetch(tenant, type);
    if (wanted === undefined) {
      if (found !== undefined) await mirror.remove(tenant, type);
    } else if (found === undefined || canonical(found) !== canonical(wanted)) {
      await mirror.put(tenant, wanted);
    }
  };
}
