import { MEMORY_HEADERS, TroupeError } from "@troupe/contracts";
import type { FastifyRequest } from "fastify";
import type { Acting } from "../acting.js";

const MAX_LENGTH = 512;

/**
 * Who asks, and in which event, run, mission and conversation. The user is the one named, for tokens that carry
 * `memory:delegate`; for all others it is the token's own subject, whatever the header says.
 */
export function actingOf({ principal, headers }: FastifyRequest): Acting {
  const said = (name: string): string | undefined => {
    const value = headers[name];
    if (typeof value !== "string" || value === "") return undefined;
    if (value.length <= MAX_LENGTH) return decoded(value);
    throw new TroupeError("BAD_REQUEST", `the header ${name} is longer than ${MAX_LENGTH} characters`);
  };
  const mayDelegate = principal.scopes.has("memory:delegate");
  const user = (mayDelegate ? said(MEMORY_HEADERS.user) : undefined) ?? principal.subject;
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
