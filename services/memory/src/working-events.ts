import { derivedEventId } from "@troupe/bus";
import { type CloudEvent, WORKING_CHANGED, type WorkingChange } from "@troupe/contracts";
import { enqueue, type Tx } from "@troupe/store";

/** Name of the memory's entries in the outbox, and of its migrations. */
export const SERVICE = "memory";
const GROUP = "memory";

/** A key that is gone; `was` is its last revision. */
export interface Gone extends Pick<WorkingChange, "missionId" | "key"> {
  readonly operation: "delete" | "expire";
  readonly was: number;
}

/** Under which name a key's events leave in order. */
export const entryOfKey = ({ missionId, key }: Pick<WorkingChange, "missionId" | "key">): string =>
  `working/${missionId}/${key}`;

/** Notes events that tell of keys that are gone, to be published after the commit. */
export function tellGone(
  tx: Tx,
  changes: readonly Gone[],
  { tenant, actor, nowMs }: { readonly tenant: string; readonly actor: string; readonly nowMs: number },
): Promise<void> {
  const messages = changes.map((change) => ({
    tenant,
    kind: "event",
    key: entryOfKey(change),
    payload: goneEvent({ tenant, actor, change, nowMs }),
  }));
  return enqueue(tx, SERVICE, messages, nowMs);
}

function goneEvent(options: { tenant: string; actor: string; change: Gone; nowMs: number }): CloudEvent {
  const { tenant, actor, change, nowMs } = options;
  const { missionId, key, operation, was } = change;
  const id = derivedEventId(
    `${tenant}/${missionId}/${key}/${was}/${nowMs}`,
    GROUP,
    `${WORKING_CHANGED.type}/${operation}`,
  );
  return changeEvent({ id, tenant, actor, nowMs, data: { missionId, key, operation, rev: 0 } });
}

/** The event that tells of a change. */
export function changeEvent(options: {
  readonly id: string;
  readonly tenant: string;
  readonly actor: string;
  readonly nowMs: number;
  readonly data: Partial<WorkingChange> & Pick<WorkingChange, "missionId" | "key">;
}): CloudEvent & { readonly data: Partial<WorkingChange> } {
  const { id, tenant, actor, nowMs, data } = options;
  return {
    specversion: "1.0",
    id,
    source: "urn:troupe:memory",
    ...WORKING_CHANGED,
    time: new Date(nowMs).toISOString(),
    datacontenttype: "application/json",
    subject: data.key.slice(0, 512),
    tenantid: tenant,
    actor,
    correlationid: data.missionId,
    missionid: data.missionId,
    hops: 0,
    data,
  };
}
