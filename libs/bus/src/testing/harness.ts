import type { GroupPolicy } from "@troupe/contracts";
import type { Bus, GroupRequest } from "../bus.js";
import type { Requirement } from "./requirements.js";

export interface OpenOptions {
  /** The case removes events from the storage: it must be shared with no other case. */
  readonly ownStorage: boolean;
}

/** A bus as the suite drives it. */
export interface BusUnderTest extends AsyncDisposable {
  readonly bus: Bus;
  /** A second replica on the same storage. The harness closes it. */
  another(): Promise<Bus>;
  /** Lets `ms` pass: a manual clock is moved, a real one is waited for. */
  advance(ms: number): Promise<void>;
  /** The bus's present, in milliseconds since the epoch. */
  now(): number;
  /** Removes every event kept of `topic`, as the stream's limits would. Called on a storage of its own only. */
  trim(topic: GroupRequest["topics"][number]): Promise<void>;
  /** Closes the bus and its other replicas. */
  close(): Promise<void>;
}

/** How the suite gets at one adapter. */
export interface BusHarness {
  open(options: OpenOptions): Promise<BusUnderTest>;
  /** Cases this adapter does not pass, each with the reason that is shown for it. */
  readonly exceptions?: Readonly<Record<string, string>>;
}

/** What a case is given: the bus, and two tenants that no other case has. */
export interface CaseContext extends BusUnderTest {
  readonly tenant: string;
  readonly otherTenant: string;
}

/** One case of the suite and the requirements it shows. */
export interface ConformanceCase {
  readonly name: string;
  readonly cites: readonly Requirement[];
  readonly ownStorage?: boolean;
  run(context: CaseContext): Promise<void>;
}

/** Lease of the suite's groups: the shortest there is. */
export const LEASE_MS = 1000;
/** By then a lease that nobody settled has ended, and the next attempt's has not. */
export const LAPSED_MS = 1400;
/** By then an event that nobody settled has come again on every adapter, its lease's grace over. */
export const COME_AGAIN_MS = 2500;
/** Long enough for what must not happen to be seen. */
export const QUIET_MS = 300;

/** A group's request with what the cases have in common; what is given wins. */
export function groupRequest(given: Partial<GroupRequest> & { policy?: Partial<GroupPolicy> } = {}): GroupRequest {
  return {
    group: "workers",
    topics: ["business-facts"],
    types: [">"],
    credit: 10,
    from: "beginning",
    ...given,
    policy: { leaseMs: 30_000, backoffMs: [200], maxAttempts: 5, ...given.policy },
  };
}
