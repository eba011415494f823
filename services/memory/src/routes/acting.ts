import { MEMORY_HEADERS, TroupeError } from "@troupe/contracts";
import type { FastifyRequest } from "fastify";
import type { Acting } from "../acting.js";

const MAX_LENGTH = 512;

/**
 * Who asks, and in which event, run, mission and conversation. Throws FORBIDDEN when a token without `memory:delegate`
 * names another user than itself.
 */
export function actingOf({ principal, headers }: FastifyRequest): Acting {
  const said = (name: string): string | undefined => {
    const value = headers[name];
    if (typeof value !== "string" || value === "") return undefined;
    if (value.length <= MAX_LENGTH) return decoded(value);
    throw new TroupeError("BAD_REQUEST", `the header ${name} is longer than ${MAX_LENGTH} characters`);
  };
  const user = said(MEMORY_HEADERS.user) ?? principal.subject;
  if (user !== principal.subject && !principal.scopes.has("memory:delegate")) {
    throw new TroupeError(
      "FORBIDDEN",
      `${principal.subject} may not act for ${user}: the token lacks memory:delegate`,
      {
        hint: "troupe token create --scope memory:delegate",
      },
    );
  }
  return {
    tenant: principal.tenant,
    agent: principal.subject,
    user,
    missionId: said(MEMORY_HEADERS.mission),
    conversationId: said(MEMORY_HEADERS.conversation),
    eventId: said(MEMORY_HEADERS.event),
    runId: said(MEMORY_HEADERS.run),
  };
}

/** Headers hold ASCII, so other characters come percent-encoded. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
