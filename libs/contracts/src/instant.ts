import { z } from "zod";

const FIRST_MS = Date.parse("0001-01-01T00:00:00Z");
const LAST_MS = Date.parse("9999-12-31T23:59:59.999Z");
const FAR_OFFSET = /[+-](?:1[6-9]|2\d):\d\d$/;

/** Whether a time that is RFC 3339 can be kept: within the years 1 to 9999 in UTC, its offset less than 16 hours. */
export function isKeepable(time: string): boolean {
  const ms = Date.parse(time);
  return ms >= FIRST_MS && ms <= LAST_MS && !FAR_OFFSET.test(time);
}

/** RFC 3339 with an offset, as every service can keep it. */
export const instantSchema = z.iso
  .datetime({ offset: true, abort: true })
  .refine(isKeepable, "a time is of the years 1 to 9999 in UTC, its offset less than 16 hours");
