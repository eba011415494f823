import {
  type ForgetReceipt,
  type Interaction,
  type InteractionInput,
  type InteractionListQuery,
  type KnowledgeInput,
  type KnowledgeReceipt,
  type MemoryItemDetail,
  type MemorySearchInput,
  type MemorySearchResult,
  type Procedure,
  type ProcedureInput,
  type RelevantProcedures,
  type RelevantQuery,
  type SummaryInput,
  TroupeError,
  type WorkingAppend,
  type WorkingEntry,
} from "@troupe/contracts";
import type { z } from "zod";
import type { Circumstances, MemoryPorts, WorkingPlace } from "./memory-ports.js";
import { MissionState } from "./mission-state.js";

export type SearchOptions = Omit<MemorySearchInput, "query">;

/** How a key of working memory is written. */
export interface StoreOptions {
  /** Write only at this revision; 0 for a key that is not there. Rejects with REV_CONFLICT otherwise. */
  readonly ifRev?: number;
  readonly ttlSeconds?: number;
}

/**
 * What an agent knows, lived through, can do and holds in mind. Inside a handler, mission, conversation, user and event
 * are those of the event; elsewhere name them with {@link Memory.in}. Failures are TroupeErrors; reading what is not
 * there gives undefined.
 */
export class Memory {
  readonly #ports: MemoryPorts;
  readonly #at: Circumstances;
  #logged = 0;

  constructor(ports: MemoryPorts, at: Circumstances = {}) {
    this.#ports = ports;
    this.#at = at;
  }

  /** The same memory in other circumstances: what is not named stays. */
  in(circumstances: Circumstances): Memory {
    return new Memory(this.#ports, { ...this.#at, ...circumstances });
  }

  /** Keeps a piece of knowledge, from a sentence to a document. The same text again changes nothing. */
  storeKnowledge(knowledge: string | KnowledgeInput): Promise<KnowledgeReceipt> {
    const input = typeof knowledge === "string" ? { text: knowledge } : knowledge;
    return this.#ports.knowledge.remember(this.#at, input);
  }

  /** Finds knowledge by meaning and by words. `mode` of the answer says how it was found. */
  searchKnowledge(query: string, options: SearchOptions = {}): Promise<MemorySearchResult> {
    return this.#ports.knowledge.search(this.#at, { ...options, query });
  }

  knowledge(id: string): Promise<MemoryItemDetail | undefined> {
    return this.#ports.knowledge.show(this.#at, id);
  }

  /** Forgets an item of any kind for good, and returns the receipt. Rejects with NOT_FOUND. */
  forget(id: string): Promise<ForgetReceipt> {
    return this.#ports.knowledge.forget(this.#at, id);
  }

  /** Keeps what was said or done. Inside a handler a redelivered event logs nothing twice. */
  logInteraction(input: InteractionInput): Promise<Interaction> {
    const { eventId } = this.#at;
    const externalId = eventId === undefined ? undefined : `event/${eventId}/${this.#logged++}`;
    return this.#ports.episodes.log(this.#at, externalId === undefined ? input : { externalId, ...input });
  }

  /** Keeps what some interactions come to, linked to them; they stay. */
  summarise(input: SummaryInput): Promise<Interaction> {
    return this.#ports.episodes.summarise(this.#at, input);
  }

  /** The last interactions, oldest first: of this conversation, where there is one, unless told otherwise. */
  async getRecentHistory(query: Partial<Omit<InteractionListQuery, "cursor">> = {}): Promise<Interaction[]> {
    const { conversationId } = this.#at;
    const here = conversationId === undefined ? {} : { conversation: conversationId };
    return [...(await this.#ports.episodes.recent(this.#at, { ...here, ...query }))].reverse();
  }

  searchHistory(query: string, options: SearchOptions = {}): Promise<MemorySearchResult> {
    return this.#ports.episodes.search(this.#at, { ...options, query });
  }

  /** Keeps a version of a prompt, a rule or a skill. Rejects with CONFLICT when the version says something else. */
  storeProcedure(name: string, input: ProcedureInput): Promise<Procedure> {
    return this.#ports.procedures.define(this.#at, name, input);
  }

  /** A procedure's newest version. */
  procedure(name: string): Promise<Procedure | undefined> {
    return this.#ports.procedures.get(this.#at, name);
  }

  /** Procedures that fit a situation, the best first. */
  relevantProcedures(
    situation: string,
    options: Partial<Omit<RelevantQuery, "situation">> = {},
  ): Promise<RelevantProcedures> {
    return this.#ports.procedures.relevant(this.#at, { ...options, situation });
  }

  /** Says whether a procedure helped; it moves its rank. */
  procedureFeedback(name: string, outcome: "helped" | "hurt"): Promise<Procedure> {
    return this.#ports.procedures.feedback(this.#at, name, { outcome });
  }

  /** Holds a value in the mission's working memory. */
  async store(key: string, value: unknown, options: StoreOptions = {}): Promise<WorkingEntry> {
    return this.#ports.working.set(this.#at, this.#place(key), { value: value as never, ...options });
  }

  /** What the mission holds as `key`. */
  async retrieve<T = unknown>(key: string): Promise<T | undefined> {
    return (await this.entry(key))?.value as T | undefined;
  }

  /** As `retrieve`, with the revision to write at. */
  async entry(key: string): Promise<WorkingEntry | undefined> {
    return this.#ports.working.get(this.#at, this.#place(key));
  }

  /** Adds to a number in one step; a key that is not there counts as 0. */
  async increment(key: string, by = 1): Promise<WorkingEntry> {
    return this.#ports.working.increment(this.#at, this.#place(key), { by });
  }

  /** Adds to a list in one step; a key that is not there counts as empty. */
  async append(
    key: string,
    values: readonly unknown[],
    options: Omit<WorkingAppend, "values"> = {},
  ): Promise<WorkingEntry> {
    return this.#ports.working.append(this.#at, this.#place(key), { ...options, values: [...values] as never });
  }

  /** False when the mission held nothing as `key`. */
  async remove(key: string): Promise<boolean> {
    return this.#ports.working.remove(this.#at, this.#place(key));
  }

  /** Ends the mission's working memory; returns how many keys it had. */
  async clear(): Promise<number> {
    return this.#ports.working.clear(this.#at, this.#mission());
  }

  /** The mission's working memory with the types of a zod object. */
  state<S extends z.ZodRawShape>(schema: z.ZodObject<S>): MissionState<S> {
    return new MissionState(this.#ports.working, { schema, missionId: this.#mission(), at: this.#at });
  }

  #place(key: string): WorkingPlace {
    return { missionId: this.#mission(), key };
  }

  #mission(): string {
    const { missionId } = this.#at;
    if (missionId !== undefined) return missionId;
    throw new TroupeError("BAD_REQUEST", "working memory belongs to a mission, and none is named here", {
      hint: 'memory.in({ missionId: "…" })',
    });
  }
}
