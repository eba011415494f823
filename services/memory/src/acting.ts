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
