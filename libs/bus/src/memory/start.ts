import { TOPICS, type Topic, TroupeError } from "@troupe/contracts";
import type { Start } from "../bus.js";
import type { CursorCodec, Positions } from "../domain/cursor.js";
import type { TopicLog } from "./topic-log.js";

/** Whose topics are read. */
export interface Kept {
  readonly name: string;
  readonly context: { readonly cursors: CursorCodec };
  log(topic: Topic): TopicLog;
}

/** Sequence of the last event of each topic that a reader starting at `start` does not see. */
export function positionsAt(tenant: Kept, start: Start): Positions {
  if (start === "beginning") return TOPICS.map((topic) => tenant.log(topic).first - 1);
  if (start === "now") return TOPICS.map((topic) => tenant.log(topic).head);
  if ("cursor" in start) return tenant.context.cursors.open(tenant.name, start.cursor);
  const time = Date.parse(start.time);
  if (Number.isNaN(time)) {
    throw new TroupeError("VALIDATION_FAILED", `${JSON.stringify(start.time)} is not a time`, {
      errors: [{ pointer: "/from", message: "not an RFC 3339 time" }],
    });
  }
  return TOPICS.map((topic) => tenant.log(topic).before(time));
}
