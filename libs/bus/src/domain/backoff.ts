import type { GroupPolicy } from "@troupe/contracts";

const JITTER = 0.2;
/** Shortest wait: a bare retry must not burn attempts in milliseconds. */
const FLOOR_MS = 50;

/**
 * Milliseconds to wait after attempt `attempt` failed: what was asked for, else the policy's wait with ±20 % jitter.
 * `random` is in [0, 1).
 */
export function retryDelayMs(
  policy: GroupPolicy,
  failed: { attempt: number; afterMs?: number | undefined },
  random: number,
): number {
  if (failed.afterMs !== undefined) return Math.max(FLOOR_MS, failed.afterMs);
  const step = Math.min(failed.attempt, policy.backoffMs.length) - 1;
  const base = policy.backoffMs[Math.max(0, step)] ?? 0;
  return Math.max(FLOOR_MS, Math.round(base * (1 - JITTER + 2 * JITTER * random)));
}
