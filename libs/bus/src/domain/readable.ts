import { cloudEventSchema } from "@troupe/contracts";

/** A stored message, as far as it says whether it holds an event. */
export interface Held {
  readonly subject: string;
  readonly reply?: string | undefined;
  readonly data: Uint8Array;
  readonly headers?: unknown;
  /** Bytes of subject, reply, headers and data: tells without reading the headers whether there are any. */
  size?(): number;
}

/**
 * Whether a message of a stream holds an event. The bus writes each with headers; what comes without any was written to
 * NATS past it, and is an event only if it is one by its schema: readers take the attributes for granted.
 */
export function holdsEvent(message: Held, data: Uint8Array = message.data): boolean {
  return hasHeaders(message, data) || isEvent(data);
}

function hasHeaders(message: Held, data: Uint8Array): boolean {
  const { subject, reply } = message;
  if (message.size === undefined) return message.headers !== undefined;
  return message.size() - subject.length - (reply?.length ?? 0) > data.length;
}

function isEvent(data: Uint8Array): boolean {
  try {
    const said: unknown = JSON.parse(Buffer.from(data.buffer, data.byteOffset, data.length).toString());
    return cloudEventSchema.safeParse(said).success;
  } catch {
    return false;
  }
}
