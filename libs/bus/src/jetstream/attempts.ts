import type { KV } from "@nats-io/kv";
import type { Attempt } from "@troupe/contracts";
import { groupToken } from "../domain/subject.js";
import type { AckPlace } from "../domain/token.js";

const MAX_REASON = 2048;

/** What is remembered of an event that a group failed to handle, or that a member gave back unseen. */
export interface AttemptRecord {
  /** Reason by attempt, so that a failure noted twice counts once. */
  readonly reasons: Readonly<Record<string, Attempt>>;
  /** Deliveries by the server that no member saw. */
  readonly unsent: number;
}

const NONE: AttemptRecord = { reasons: {}, unsent: 0 };

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
    const record = await this.read(place);
    const reason = { at: entry.at, reason: entry.reason.slice(0, MAX_REASON) };
    const reasons = { [attempt]: reason, ...record.reasons };
    if (record.reasons[attempt] === undefined) await this.#write(place, { ...record, reasons });
    return history({ ...record, reasons });
  }

  /** Notes that a delivery comes back without a member having seen it. */
  async addUnsent(place: AckPlace): Promise<void> {
    const record = place.deliveries === 1 ? NONE : await this.read(place);
    await this.#write(place, { ...record, unsent: record.unsent + 1 });
  }

  async #write(place: AckPlace, record: AttemptRecord): Promise<void> {
    await this.#kv.put(keyOf(place), JSON.stringify(record));
  }
}

/** Failed attempts, oldest first. */
export const history = (record: AttemptRecord): Attempt[] =>
  Object.entries(record.reasons)
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([, attempt]) => attempt);

const keyOf = (place: AckPlace): string =>
  `${place.tenant}.${groupToken(place.group)}.${place.stream}.${place.sequence}`;
