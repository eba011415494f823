import { JetStreamApiError } from "@nats-io/jetstream";
import type { KV } from "@nats-io/kv";
import type { Attempt } from "@troupe/contracts";
import { groupToken } from "../domain/subject.js";
import type { AckPlace } from "../domain/token.js";

const MAX_REASON = 2048;
const OUTRUN = 10071;

/** What is remembered of an event that a group failed to handle, or that a member gave back unseen. */
export interface AttemptRecord {
  /** Reason by attempt, so that a failure noted twice counts once. */
  readonly reasons: Readonly<Record<string, Attempt>>;
  /** Deliveries by the server that no member saw. */
  readonly unsent: number;
  /** The server's latest delivery that a replica took up, from the second on: it supersedes those before it. */
  readonly deliveries?: number;
}

const NONE: AttemptRecord = { reasons: {}, unsent: 0 };
/** Replicas that write one record at the same moment, at most. */
const CONTENDERS = 10;

/** The history of failed attempts, kept only for events that fail. */
export class Attempts {
  readonly #kv: KV;

  constructor(kv: KV) {
    this.#kv = kv;
  }

  async read(place: AckPlace): Promise<AttemptRecord> {
    const entry = await this.#kv.get(keyOf(place));
    return entry === null || entry.operation !== "PUT" ? NONE : entry.json<AttemptRecord>();
  }

  /** Adds the reason of an attempt and gives all so far, oldest first. */
  async addReason(place: AckPlace, attempt: number, entry: Attempt): Promise<Attempt[]> {
    const reason = { at: entry.at, reason: entry.reason.slice(0, MAX_REASON) };
    const changed = await this.#change(place, (record) =>
      record.reasons[attempt] === undefined ? { ...record, reasons: { [attempt]: reason, ...record.reasons } } : record,
    );
    return history(changed);
  }

  /** Notes that a delivery comes back without a member having seen it. */
  async addUnsent(place: AckPlace): Promise<void> {
    await this.#change(place, (record) => ({ ...record, unsent: record.unsent + 1 }));
  }

  /** Notes that an event was delivered again, before a member sees it, and gives what is remembered of it. */
  supersede(place: AckPlace): Promise<AttemptRecord> {
    return this.#change(place, (record) =>
      (record.deliveries ?? 1) >= place.deliveries ? record : { ...record, deliveries: place.deliveries },
    );
  }

  /** Whether a later delivery was taken up, whatever the clocks of the replicas say of the lease. */
  async isSuperseded(place: AckPlace): Promise<boolean> {
    return ((await this.read(place)).deliveries ?? 1) > place.deliveries;
  }

  /** Replicas may change a record at the same time; none undoes what another wrote. */
  async #change(place: AckPlace, change: (record: AttemptRecord) => AttemptRecord): Promise<AttemptRecord> {
    const key = keyOf(place);
    for (let left = CONTENDERS; ; left -= 1) {
      const entry = await this.#kv.get(key);
      const record = entry === null || entry.operation !== "PUT" ? NONE : entry.json<AttemptRecord>();
      const changed = change(record);
      if (changed === record) return record;
      try {
        await this.#kv.put(key, JSON.stringify(changed), { previousSeq: entry?.revision ?? 0 });
        return changed;
      } catch (error) {
        if (left <= 0 || !isOutrun(error)) throw error;
      }
    }
  }
}

/** JetStream's answer when another has written since the record was read (10071, wrong last sequence). */
const isOutrun = (error: unknown): boolean => error instanceof JetStreamApiError && error.code === OUTRUN;

/** Failed attempts, oldest first. */
export const history = (record: AttemptRecord): Attempt[] =>
  Object.entries(record.reasons)
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([, attempt]) => attempt);

const keyOf = (place: AckPlace): string =>
  `${place.tenant}.${groupToken(place.group)}.${place.stream}.${place.sequence}`;
