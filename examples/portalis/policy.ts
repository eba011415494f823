/** What every agent here is given: a task of a worker that died comes to another after the lease. */
export const policy = {
  maxAttempts: 5,
  backoffMs: [200, 1000, 3000],
  leaseMs: Number(process.env.PORTALIS_LEASE_MS ?? 10_000),
};
