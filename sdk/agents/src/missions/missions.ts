import type { Clock } from "@troupe/bus";
import {
  type CreateMission,
  isFinal,
  MAX_WAIT_MS,
  type Mission,
  type MissionQuery,
  type Page,
  type PatchMission,
  type SettleSpend,
  type Spend,
  type SpendAnswer,
  type Transition,
  type Transitioned,
  TroupeError,
} from "@troupe/contracts";
import { type AnyEvent, type EventAddress, type EventDefinition, sentData } from "../events/definition.js";
import { persist } from "../time.js";
import type { ListOf, MissionsClient, WaitOptions } from "./missions-client.js";

/** What may be said of a mission beside its goal event. */
export type MissionOptions = Omit<CreateMission, "type" | "topic" | "data" | "event">;

/** How an end is waited for. */
export interface EndOptions {
  /** 60 s by default. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** What {@link Missions} stands on. */
export interface MissionsParts {
  readonly client: MissionsClient;
  readonly clock: Clock;
  readonly random: () => number;
  /** Id of a mission that was given none; inside a handler the same for every attempt. */
  readonly missionId: () => string;
}

/** Goals to be carried out: `connect().missions`, and `context.missions` inside a handler. */
export class Missions implements MissionsClient {
  readonly #parts: MissionsParts;

  constructor(parts: MissionsParts) {
    this.#parts = parts;
  }

  /**
   * Creates a mission whose goal is an event: published in the same commit, carried out by whoever takes it. The data
   * is checked by the event's schema first (SCHEMA_MISMATCH). Inside a handler another attempt makes no second one.
   */
  create<Data, Input>(
    goal: EventDefinition<Data, Input>,
    data: NoInfer<Input>,
    options?: MissionOptions,
  ): Promise<Mission>;
  /** As above, for a goal event whose definition is not at hand: its data is checked by who takes it. */
  create(goal: EventAddress, data: unknown, options?: MissionOptions): Promise<Mission>;
  /** Creates a mission whose goal is said in words, or whose event is named. */
  create(mission: CreateMission): Promise<Mission>;
  async create(
    goal: AnyEvent | EventAddress | CreateMission,
    ...[data, options]: [data?: unknown, options?: MissionOptions]
  ): Promise<Mission> {
    const { client, missionId } = this.#parts;
    const isDefined = "schema" in goal && goal.schema !== undefined;
    if (!isDefined && data === undefined && options === undefined) return client.create({ id: missionId(), ...goal });
    const { type, topic } = goal as EventAddress;
    return client.create({ id: missionId(), ...options, type, topic, data: sentData(goal as AnyEvent, data) });
  }

  get(id: string, how?: WaitOptions): Promise<Mission | undefined> {
    return this.#parts.client.get(id, how);
  }

  list(query?: ListOf<MissionQuery>): Promise<Page<Mission>> {
    return this.#parts.client.list(query);
  }

  patch(id: string, patch: PatchMission): Promise<Mission> {
    return this.#parts.client.patch(id, patch);
  }

  cancel(id: string, reason?: string): Promise<Mission> {
    return this.#parts.client.cancel(id, reason);
  }

  pause(id: string, reason?: string): Promise<Mission> {
    return this.#parts.client.pause(id, reason);
  }

  resume(id: string, reason?: string): Promise<Mission> {
    return this.#parts.client.resume(id, reason);
  }

  spend(id: string, spend: Spend): Promise<SpendAnswer> {
    return this.#parts.client.spend(id, spend);
  }

  settleSpend(id: string, key: string, came: SettleSpend): Promise<SpendAnswer> {
    return this.#parts.client.settleSpend(id, key, came);
  }

  transition(id: string, transition: Transition): Promise<Transitioned> {
    return this.#parts.client.transition(id, transition);
  }

  /** The mission once it has ended, however it did. Throws NOT_FOUND, or REQUEST_TIMEOUT when it does not end in time. */
  async end(id: string, { timeoutMs = 60_000, signal }: EndOptions = {}): Promise<Mission> {
    const { client, clock, random } = this.#parts;
    const over = new AbortController();
    const late = new TroupeError("REQUEST_TIMEOUT", `mission ${id} did not end within ${timeoutMs} ms`, {
      hint: `troupe missions show ${id}`,
    });
    const timer = clock.after(timeoutMs, () => over.abort(late));
    const ended = signal === undefined ? over.signal : AbortSignal.any([over.signal, signal]);
    const ask = { waitMs: MAX_WAIT_MS, signal: ended };
    try {
      for (;;) {
        ended.throwIfAborted();
        const mission = await persist(() => client.get(id, ask), { clock, random, signal: ended });
        if (mission === undefined) {
          throw new TroupeError("NOT_FOUND", `there is no mission ${id}`, { hint: "troupe missions list" });
        }
        if (isFinal(mission.status)) return mission;
      }
    } catch (error) {
      throw ended.aborted ? ended.reason : error;
    } finally {
      timer.cancel();
    }
  }
}
