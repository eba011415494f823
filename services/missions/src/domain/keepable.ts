import { type CloudEvent, isKeepable, MAX_DATA_DEPTH, MAX_HOPS, withoutFaults } from "@troupe/contracts";
import { isSuspectJson } from "@troupe/service";

const UNKNOWN = "1970-01-01T00:00:00.000Z";

/**
 * An event, or a part of one, as JSON that the database can keep: who publishes past the services may say any time, any
 * number of hops, any text and any depth.
 */
export function keepable<E extends Pick<CloudEvent, "time" | "hops">>(event: E): string {
  const { time, hops } = event;
  const isBounded = Number.isInteger(hops) && hops >= 0 && hops <= MAX_HOPS;
  const isPlain = isBounded && isKeepable(time);
  const text = written(
    isPlain ? event : { ...event, time: isKeepable(time) ? time : UNKNOWN, hops: isBounded ? hops : MAX_HOPS },
  );
  return isSuspectJson(text) ? JSON.stringify(cleaned(JSON.parse(text), 0)) : text;
}

/** What is nested too deep for the stack is cut first. */
function written(event: object): string {
  try {
    return JSON.stringify(event);
  } catch {
    return JSON.stringify(cleaned(event, 0));
  }
}

function cleaned(value: unknown, depth: number): unknown {
  if (typeof value === "string") return withoutFaults(value);
  if (typeof value !== "object" || value === null) return value;
  // The data lies one level down.
  if (depth > MAX_DATA_DEPTH) return null;
  if (Array.isArray(value)) return value.map((item) => cleaned(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [withoutFaults(key), cleaned(item, depth + 1)]));
}
