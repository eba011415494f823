import type {
  CloudEvent,
  Content,
  DeadLetter,
  GroupDefinition,
  GroupPolicy,
  GroupStatus,
  MirroredType,
  Page,
  PublishReceipt,
  Topic,
  TroupeError,
} from "@troupe/contracts";

/** Where a reader starts: the oldest kept event, the next one, a time (RFC 3339), or after a cursor. */
export type Start = "beginning" | "now" | { readonly time: string } | { readonly cursor: string };

/** Which events a reader gets. Empty `types` means every type. */
export interface EventFilter {
  readonly topics: readonly Topic[];
  readonly types: readonly string[];
}

/** What a member asks of a group it joins. */
export interface GroupRequest extends EventFilter {
  readonly group: string;
  /** Most deliveries this member holds unsettled. */
  readonly credit: number;
  /** Where a new group starts; an existing one goes on from its place. */
  readonly from?: Start;
  /** Change the group's definition where it differs, instead of failing with GROUP_MISMATCH. */
  readonly update?: boolean;
  readonly policy?: Partial<GroupPolicy>;
  /** Stable name of the member: a second session of the same member replaces the first. */
  readonly member?: string;
}

/** What is said of a delivery. */
export type Outcome =
  | { readonly outcome: "ack" }
  | { readonly outcome: "retry"; readonly afterMs?: number | undefined; readonly reason?: string | undefined }
  | { readonly outcome: "reject"; readonly reason?: string | undefined }
  | { readonly outcome: "extend" };

/** Outcome of settling: `extend` gives the new token and lease. */
export type Settled =
  | { readonly ok: true; readonly token?: string; readonly leaseMs?: number }
  | { readonly ok: false; readonly error: TroupeError };

/** One event leased to one member of a group. */
export interface LeasedEvent {
  readonly event: CloudEvent;
  /** The event as stored: one line of JSON in UTF-8. */
  readonly bytes: Uint8Array;
  readonly topic: Topic;
  readonly sequence: number;
  /** When the bus stored it, in milliseconds since 1970; the event's own time is its producer's. */
  readonly storedAt: number;
  readonly attempt: number;
  readonly leaseMs: number;
  /** Signs the token at the first call; settling in the same process does without. */
  token(): string;
  /** Settles where it was delivered, with no token made. */
  settle(outcome: Outcome): Promise<Settled>;
}

/** One member's place in a group. Batches hold what arrived together; never more than `credit` are unsettled. */
export interface GroupSession extends AsyncIterable<readonly LeasedEvent[]> {
  readonly definition: GroupDefinition;
  /** Takes no more events; what was sent stays leased, what was not yet sent goes back to the group. */
  stop(): Promise<void>;
  /** Stops, waits up to `graceMs` for settlements, then revokes and gives back what is still unsettled. */
  drain(graceMs: number): Promise<void>;
}

export interface ObserveRequest extends EventFilter {
  readonly from: Start;
}

/** What an observer reads. The cursor of a frame covers all topics up to and with that frame. */
export type Observed =
  | {
      readonly kind: "event";
      readonly event: CloudEvent;
      readonly bytes: Uint8Array;
      readonly topic: Topic;
      readonly sequence: number;
      readonly cursor: string;
    }
  | {
      readonly kind: "gap";
      readonly topic: Topic;
      readonly from: number;
      readonly to: number;
      readonly missed: number;
    };

/** A reader with nothing to settle. Batches hold what arrived together. */
export interface Observation extends AsyncIterable<readonly Observed[]> {
  /** Cursor of the place where the observation starts. */
  readonly cursor: string;
  close(): Promise<void>;
}

/** What `history` selects; all given conditions hold. */
export interface HistoryQuery {
  readonly topics: readonly Topic[];
  readonly types: readonly string[];
  /** RFC 3339, inclusive. */
  readonly after?: string;
  /** RFC 3339, exclusive. */
  readonly before?: string;
  readonly correlationId?: string;
  readonly limit: number;
  readonly cursor?: string;
}

/** The groups of a tenant. */
export interface Groups {
  /** Creates the group or, when it is defined alike, leaves it; GROUP_MISMATCH else, unless `update`. */
  define(tenant: string, request: Omit<GroupRequest, "credit" | "member">): Promise<GroupDefinition>;
  get(tenant: string, group: string): Promise<GroupStatus | undefined>;
  list(tenant: string, page: { limit: number; cursor?: string }): Promise<Page<GroupStatus>>;
  /** False when there is no such group. Its place is forgotten. */
  remove(tenant: string, group: string): Promise<boolean>;
}

/** Events that a group could not handle. */
export interface DeadLetters {
  list(tenant: string, page: { limit: number; cursor?: string; group?: string }): Promise<Page<DeadLetter>>;
  get(tenant: string, id: string): Promise<DeadLetter | undefined>;
  /** Gives the event to its group anew, with a new id and `replayof`; the letter is gone then. */
  replay(tenant: string, id: string): Promise<PublishReceipt | undefined>;
  discard(tenant: string, id: string): Promise<boolean>;
}

/** Immutable bodies addressed by their SHA-256. */
export interface ContentStore {
  put(tenant: string, body: AsyncIterable<Uint8Array>, contentType: string): Promise<Content>;
  get(tenant: string, id: string): Promise<(Content & { body: AsyncIterable<Uint8Array> }) | undefined>;
  stat(tenant: string, id: string): Promise<Content | undefined>;
  remove(tenant: string, id: string): Promise<boolean>;
}

/** The registry's event types as the events service reads them: written by one, watched by all. */
export interface SchemaMirror {
  /** Resolves when a watcher of this process has seen it too. */
  put(tenant: string, type: MirroredType): Promise<void>;
  remove(tenant: string, type: string): Promise<void>;
  /** From this process's copy; no I/O. */
  lookup(tenant: string, type: string): MirroredType | undefined;
  /** Asks the bus itself, for a type that the copy does not have. */
  fetch(tenant: string, type: string): Promise<MirroredType | undefined>;
}

export interface BusStatus {
  readonly connected: boolean;
  readonly server: string;
  readonly reconnects: number;
}

/** What became of one event of many. */
export type Published = PublishReceipt | TroupeError;

/**
 * The event bus. Two adapters keep the same conformance suite: JetStream (`connectBus`) and
 * in process (`createMemoryBus`). Every member takes the tenant first and never crosses it.
 */
export interface Bus {
  /**
   * Resolves once the event is stored. Rejects with TroupeError: BUS_UNAVAILABLE, STORAGE_FULL. Held while `deliverat` is
   * ahead. With `group` no other group gets it, and it is not held.
   */
  publish(event: CloudEvent, to?: { readonly group: string }): Promise<PublishReceipt>;
  /** Stores events together, cheaper than one by one: what became of each, in order. Rejects with BUS_UNAVAILABLE when the bus is not there at all. */
  publishAll(events: readonly CloudEvent[]): Promise<readonly Published[]>;
  /** Opens one member's session. Rejects with GROUP_MISMATCH, CURSOR_INVALID, BUS_UNAVAILABLE. */
  join(tenant: string, request: GroupRequest): Promise<GroupSession>;
  /** Settles deliveries of any replica by token; the results are in order. */
  settle(tenant: string, settlements: readonly (Outcome & { readonly token: string })[]): Promise<Settled[]>;
  /** Rejects with CURSOR_INVALID when the cursor is forged or another tenant's. */
  observe(tenant: string, request: ObserveRequest): Promise<Observation>;
  /** Oldest first. */
  history(tenant: string, query: HistoryQuery): Promise<Page<CloudEvent>>;
  find(tenant: string, id: string): Promise<CloudEvent | undefined>;
  readonly groups: Groups;
  readonly deadLetters: DeadLetters;
  status(): BusStatus;
  /** Releases all sessions and leaves; nothing acknowledged is lost. */
  close(): Promise<void>;
}
