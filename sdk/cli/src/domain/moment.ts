import { z } from "zod";
import { parseDuration } from "./duration.js";

const timeSchema = z.iso.datetime({ offset: true });

/** An RFC 3339 time as it is, or the time that a duration such as `10m` before or after `nowMs` is; undefined for neither. */
export function parseMoment(given: string, nowMs: number, direction: "ahead" | "ago"): string | undefined {
  if (timeSchema.safeParse(given).success) return given;
  const seconds = parseDuration(given);
  if (seconds === undefined) return undefined;
  return new Date(nowMs + (direction === "ahead" ? seconds : -seconds) * 1000).toISOString();
}
