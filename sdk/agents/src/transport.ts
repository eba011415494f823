import type { EventFilter, Outcome, Settled, Start } from "@troupe/bus";
import type { BatchResult, CloudEvent, EventInput, GroupPolicy, PublishReceipt, Topic } from "@troupe/contracts";

/** By which the platform acknowledges a delivery along with the call that ends the work on it. */
export interface Along {
  /** Names the delivery to the platform. */
  readonly token: string;
  /** The platform did. */
  settled(): void;
}

/** One event leased to this agent. */
export interface Delivered {
  readonly event: CloudEvent;
  /** 1 the first time the group sees the event. */
  readonly attempt: number;
  /** How long it may be held before it is settled or extended, from when it was delivered. */
  readonly leaseMs: number;
  /** Where the transport lets other calls acknowledge it; nothing is left to be settled then. */
  readonly along?: Along;
  /** Settles it. A lease that has ended answers `ok: false` with LEASE_EXPIRED; rejects when the platform cannot be reached. */
  settle(outcome: Outcome): Promise<Settled>;
}

/** What a member asks of the group it joins. */
export interface JoinRequest extends EventFilter {
  readonly group: string;
  /** Stable name of this member. */
  readonly member: string;
  /** Most deliveries held unsettled. */
  readonly credit: number;
  /** Where a new group starts: now, unless it says otherwise. */
  readonly from?: Start;
  /** Change the group's definition where it differs. */
  readonly update?: boolean;
  readonly policy?: Partial<GroupPolicy>;
}

/**
 * A member's place in a group. Iterating ends when the platform says good-bye (join again: another replica serves)
 * and throws when the connection breaks; what was delivered can be settled all the same.
 */
export interface DeliverySession extends AsyncIterable<readonly Delivered[]> {
  /** Takes no more. What was delivered before stays with this member until it settles. */
  leave(): Promise<void>;
}

/** What an observer sees. `cursor` covers everything up to and with that event. */
export type Sight =
  | { readonly kind: "event"; readonly event: CloudEvent; readonly cursor: string }
  | {
      readonly kind: "gap";
      readonly topic: Topic;
      readonly from: number;
      readonly to: number;
      readonly missed: number;
    };

/** What an observer asks for. */
export interface ObserveRequest extends EventFilter {
  readonly from: Start;
}

/** One connection of an observer: it ends and breaks as a {@link DeliverySession} does. */
export interface ObservationSession extends AsyncIterable<readonly Sight[]> {
  /** Cursor of the place where it starts. */
  readonly cursor: string;
  close(): Promise<void>;
}

/**
 * How an agent reaches the event platform. Adapters: HTTP and SSE, the bus itself inside the trusted network, and
 * the bus in process; all keep one conformance suite. Failures are TroupeErrors.
 */
export interface Transport {
  /** Resolves once the event is stored. */
  publish(event: EventInput): Promise<PublishReceipt>;
  /** Any number of events; an outcome for each, in order. */
  publishBatch(events: readonly EventInput[]): Promise<readonly BatchResult[]>;
  /** Resolves when the group exists and this member takes part. Rejects with GROUP_MISMATCH when it is defined otherwise. */
  join(request: JoinRequest): Promise<DeliverySession>;
  /** Resolves when nothing published from now on can be missed. */
  observe(request: ObserveRequest): Promise<ObservationSession>;
  close(): Promise<void>;
}
