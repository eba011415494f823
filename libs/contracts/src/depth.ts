import { MAX_DATA_DEPTH } from "./event.js";

/** Whether objects and lists of `value` are nested in more than `levels` levels; it is looked at no deeper. */
function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((member) => isDeeperThan(member, levels - 1));
}

/** Check of JSON that is handed in: it is no deeper than an event's data. DATA_TOO_DEEP says where it is not. */
export const notTooDeep = [
  (value: unknown): boolean => !isDeeperThan(value, MAX_DATA_DEPTH),
  { message: `is nested deeper than ${MAX_DATA_DEPTH} levels`, params: { code: "DATA_TOO_DEEP" } },
] as const;
