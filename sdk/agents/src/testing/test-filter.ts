import type { MemoryFilter, MemoryItem, MetadataCondition, Role } from "@troupe/contracts";

/** Whether an item is one that a search's filter lets through, as the service decides it. */
export function letsThrough(filter: MemoryFilter, item: MemoryItem, role: Role | undefined): boolean {
  const { scopes, agent, user, missionId, source, conversationId, externalIds, from, to, metadata } = filter;
  const { provenance } = item;
  const statuses = [
    "active",
    ...(filter.includeQuarantined ? ["quarantined"] : []),
    ...(filter.includeSuperseded ? ["superseded"] : []),
  ];
  const is = (wanted: string | undefined, found: string | null | undefined): boolean =>
    wanted === undefined || wanted === found;
  const recordedAtMs = Date.parse(item.createdAt);
  return (
    statuses.includes(item.status) &&
    (scopes?.includes(item.scope) ?? true) &&
    (externalIds === undefined || (item.externalId !== null && externalIds.includes(item.externalId))) &&
    is(agent, provenance.agent) &&
    is(user, provenance.user) &&
    is(filter.role, role) &&
    is(missionId, provenance.missionId) &&
    is(source, provenance.source) &&
    is(conversationId, provenance.conversationId) &&
    (from === undefined || recordedAtMs >= Date.parse(from)) &&
    (to === undefined || recordedAtMs < Date.parse(to)) &&
    Object.entries(metadata ?? {}).every(([key, condition]) => holds(condition, item.metadata, key))
  );
}

type Scalar = string | number | boolean | null;

function holds(condition: MetadataCondition, metadata: MemoryItem["metadata"], key: string): boolean {
  const isThere = Object.hasOwn(metadata, key);
  const value = metadata[key];
  const equals = (wanted: Scalar): boolean =>
    isThere && (value === wanted || (Array.isArray(value) && wanted !== null && value.includes(wanted)));
  if (typeof condition !== "object" || condition === null) return equals(condition);
  const { eq, ne, in: list, exists, gt, gte, lt, lte } = condition;
  const compares = (bound: string | number | undefined, fits: (difference: number) => boolean): boolean => {
    if (bound === undefined) return true;
    if (typeof value !== typeof bound) return false;
    const [one, other] = [value as number, bound as number];
    return fits(one === other ? 0 : one > other ? 1 : -1);
  };
  return (
    (eq === undefined || equals(eq)) &&
    (ne === undefined || !equals(ne)) &&
    (list === undefined || list.some(equals)) &&
    (exists === undefined || isThere === exists) &&
    compares(gt, (difference) => difference > 0) &&
    compares(gte, (difference) => difference >= 0) &&
    compares(lt, (difference) => difference < 0) &&
    compares(lte, (difference) => difference <= 0)
  );
}
