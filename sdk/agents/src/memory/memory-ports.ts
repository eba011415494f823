import type {
  ForgetReceipt,
  Interaction,
  InteractionInput,
  InteractionListQuery,
  KnowledgeInput,
  KnowledgeReceipt,
  MemoryItemDetail,
  MemorySearchInput,
  MemorySearchResult,
  Procedure,
  ProcedureFeedback,
  ProcedureInput,
  RelevantProcedures,
  RelevantQuery,
  SummaryInput,
  WorkingAppend,
  WorkingEntry,
  WorkingIncrement,
  WorkingWrite,
} from "@troupe/contracts";

/** In which event, mission and conversation, and for whom, something is remembered or asked for. */
export interface Circumstances {
  /** Takes effect for tokens that carry `memory:delegate`; the token's subject otherwise. */
  readonly user?: string | undefined;
  readonly missionId?: string | undefined;
  readonly conversationId?: string | undefined;
  readonly eventId?: string | undefined;
  readonly runId?: string | undefined;
}

/** What agents know. */
export interface KnowledgePort {
  remember(at: Circumstances, input: KnowledgeInput): Promise<KnowledgeReceipt>;
  search(at: Circumstances, input: MemorySearchInput): Promise<MemorySearchResult>;
  show(at: Circumstances, id: string): Promise<MemoryItemDetail | undefined>;
  /** Rejects with NOT_FOUND. */
  forget(at: Circumstances, id: string): Promise<ForgetReceipt>;
}

/** What agents lived through. */
export interface EpisodesPort {
  log(at: Circumstances, input: InteractionInput): Promise<Interaction>;
  summarise(at: Circumstances, input: SummaryInput): Promise<Interaction>;
  /** Newest first. */
  recent(at: Circumstances, query: Partial<Omit<InteractionListQuery, "cursor">>): Promise<readonly Interaction[]>;
  search(at: Circumstances, input: MemorySearchInput): Promise<MemorySearchResult>;
}

/** What agents can do. */
export interface ProceduresPort {
  define(at: Circumstances, name: string, input: ProcedureInput): Promise<Procedure>;
  get(at: Circumstances, name: string): Promise<Procedure | undefined>;
  relevant(
    at: Circumstances,
    query: Partial<RelevantQuery> & Pick<RelevantQuery, "situation">,
  ): Promise<RelevantProcedures>;
  feedback(at: Circumstances, name: string, said: ProcedureFeedback): Promise<Procedure>;
  /** Rejects with NOT_FOUND. */
  remove(at: Circumstances, name: string): Promise<void>;
}

/** A mission's key. */
export interface WorkingPlace {
  readonly missionId: string;
  readonly key: string;
}

/** What missions hold in mind. */
export interface WorkingPort {
  get(at: Circumstances, place: WorkingPlace): Promise<WorkingEntry | undefined>;
  /** Rejects with REV_CONFLICT when `ifRev` is not the key's revision. */
  set(at: Circumstances, place: WorkingPlace, write: WorkingWrite): Promise<WorkingEntry>;
  increment(at: Circumstances, place: WorkingPlace, change: WorkingIncrement): Promise<WorkingEntry>;
  append(at: Circumstances, place: WorkingPlace, change: WorkingAppend): Promise<WorkingEntry>;
  /** False when there was none. */
  remove(at: Circumstances, place: WorkingPlace): Promise<boolean>;
  /** All keys of a mission, by name. */
  list(at: Circumstances, missionId: string): Promise<readonly WorkingEntry[]>;
  /** Ends a mission's memory; how many keys it had. */
  clear(at: Circumstances, missionId: string): Promise<number>;
}

/** The memory service, or a double of it. */
export interface MemoryPorts {
  readonly knowledge: KnowledgePort;
  readonly episodes: EpisodesPort;
  readonly procedures: ProceduresPort;
  readonly working: WorkingPort;
}
