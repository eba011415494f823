import { cloudEventSchema } from "@troupe/contracts";

/** How every event begins that the bus wrote. */
const OWN_HEAD = Buffer.from('{"specversion":"1.0","source":"');

/**
 * Whether a message of a stream holds an event. What begins as the bus begins its own does. Anything else was written to
 * NATS past it, and is an event only if it is one by its schema: readers take the attributes for granted.
 */
export const holdsEvent = (data: Uint8Array): boolean => isOwn(data) || isEvent(data);

function isOwn(data: Uint8Array): boolean {
  if (data.length < OWN_HEAD.length) return false;
  for (let at = 0; at < OWN_HEAD.length; at += 1) if (data[at] !== OWN_HEAD[at]) return false;
  return true;
}

function isEvent(data: Uint8Array): boolean {
  try {
    const said: unknown = JSON.parse(Buffer.from(data.buffer, data.byteOffset, data.length).toString());
    return cloudEventSchema.safeParse(said).success;
  } catch {
    return false;
  }
}
