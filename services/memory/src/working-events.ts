import { derivedEventId } from "@troupe/bus";
import { type CloudEvent, MAX_CHANGE_BYTES, WORKING_CHANGED, type WorkingChange } from "@troupe/contracts";
import { enqueue, type Tx } from "@troupe/store";

/** Name of the memory's entries in the outbox, and of its migrations. */
export const SERVICE = "memory";
const GROUP = "memory";

/** A change to tell; `was` is the last revision of what is gone. */
export type Told = Omit<WorkingChange, "value"> & { readonly value?: unknown; readonly was?: number };

/** Notes events that tell of changes, to be published after the commit: those of one key in the order of its revisions. */
export function tellChanges(
  tx: Tx,
  changes: readonly Told[],
  { tenant, actor, nowMs }: { readonly tenant: string; readonly actor: string; readonly nowMs: number },
): Promise<void> {
  const messages = changes.map((change) => ({
    tenant,
    kind: "event",
    key: `working/${change.missionId}/${change.key}`,
    payload: changeEvent({ tenant, actor, change, nowMs }),
  }));
  return enqueue(tx, SERVICE, messages, nowMs);
}

function changeEvent(options: { tenant: string; actor: string; change: Told; nowMs: number }): CloudEvent {
  const { tenant, actor, change, nowMs } = options;
  const { missionId, key, operation, rev, value, was = rev } = change;
  const isShort = value !== undefined && JSON.stringify(value).length <= MAX_CHANGE_BYTES;
  const id = derivedEventId(
    `${tenant}/${missionId}/${key}/${was}/${nowMs}`,
    GROUP,
    `${WORKING_CHANGED.type}/${operation}`,
  );
  return {
    specversion: "1.0",
    id,
    source: "urn:troupe:memory",
    ...WORKING_CHANGED,
    time: new Date(nowMs).toISOString(),
    datacontenttype: "application/json",
    subject: key.slice(0, 512),
    tenantid: tenant,
    actor,
    correlationid: missionId,
    missionid: missionId,
    hops: 0,
    data: { missionId, key, operation, rev, ...(isShort ? { value } : {}) },
  };
}
