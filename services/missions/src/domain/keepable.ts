import { type CloudEvent, isKeepable } from "@troupe/contracts";

const UNKNOWN = "1970-01-01T00:00:00.000Z";

/** An event whose time the database can keep: who publishes past the services may say any. */
export const keepable = (event: CloudEvent): CloudEvent =>
  isKeepable(event.time) ? event : { ...event, time: UNKNOWN };
