import { type MemoryScope, TroupeError } from "@troupe/contracts";

/** On whose behalf something is remembered or asked for. */
export interface Acting {
  readonly tenant: string;
  /** The token's subject: the program that calls. */
  readonly agent: string;
  /** Whose private memory is meant: the user of the handled event, else the agent itself. */
  readonly user: string;
  readonly missionId: string | undefined;
  readonly conversationId: string | undefined;
  readonly eventId: string | undefined;
  readonly runId: string | undefined;
}

/** Where what is remembered comes from, as rows keep it. */
export const originOf = ({ agent, user, eventId, runId, missionId, conversationId }: Acting) => ({
  agent,
  owner: user,
  eventId: eventId ?? null,
  runId: runId ?? null,
  missionId: missionId ?? null,
  conversationId: conversationId ?? null,
});

/** Throws VALIDATION_FAILED for what is to be kept for a mission where none is being worked on: nobody would find it. */
export function requireMission({ missionId }: Acting, scope: MemoryScope): void {
  if (scope !== "mission" || missionId !== undefined) return;
  throw new TroupeError("VALIDATION_FAILED", "scope mission needs a mission: none is being worked on", {
    errors: [{ pointer: "/scope", message: "needs the header troupe-mission" }],
  });
}
