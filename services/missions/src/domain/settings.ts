/** What holds for every mission, by the service's environment. Times are in milliseconds. */
export interface MissionSettings {
  /** Failures in a row of an agent at a type that hold it back. */
  readonly breakerFailures: number;
  /** Longest between two of them. */
  readonly breakerWindowMs: number;
  /** How long it is held back. */
  readonly breakerOpenMs: number;
  /** Longest one undoing may take, with its retries. */
  readonly compensationMs: number;
  /** How long ended missions, and tasks outside missions, are kept. */
  readonly retentionMs: number;
  /** Longest between two looks at what is due or unpublished, for the sake of other replicas. */
  readonly pollMs: number;
}

export const DEFAULT_SETTINGS: MissionSettings = {
  breakerFailures: 5,
  breakerWindowMs: 600_000,
  breakerOpenMs: 30_000,
  compensationMs: 3_600_000,
  retentionMs: 30 * 86_400_000,
  pollMs: 1000,
};
