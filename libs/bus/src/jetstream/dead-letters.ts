import type { JetStreamManager, StoredMsg } from "@nats-io/jetstream";
import { type DeadLetter, deadLetterSchema, type Page, type PublishReceipt, TroupeError } from "@troupe/contracts";
import type { DeadLetters } from "../bus.js";
import { derivedEventId } from "../domain/lineage.js";
import { DEAD_LETTER_STREAM, deadLetterSubject, groupEventSubject, messageId } from "../domain/subject.js";
import type { AckPlace } from "../domain/token.js";
import { asTroupeError } from "./faults.js";
import type { Publisher } from "./publisher.js";

const LETTER_ID = /^[0-9a-f-]{36}$/;
const CURSOR = /^[0-9]{1,15}$/;
const MAX_PAGE = 200;

/** Id of a dead letter: the same for the same event at the same place in the same group. */
export const letterIdOf = (eventId: string, place: AckPlace): string =>
  derivedEventId(eventId, place.group, `dead:${place.stream}:${place.sequence}`);

/** A letter as it is kept; undefined where there is none, or its event is none by the schema. */
function letterOf(stored: StoredMsg | undefined): DeadLetter | undefined {
  try {
    const letter = stored?.json<DeadLetter>();
    return deadLetterSchema.safeParse(letter).success ? letter : undefined;
  } catch {
    return undefined;
  }
}

export interface DeadLetterContext {
  readonly jsm: JetStreamManager;
  readonly publisher: Publisher;
}

/** Dead letters in their own stream, one subject a letter. */
export class DeadLetterStore implements DeadLetters {
  readonly #context: DeadLetterContext;

  constructor(context: DeadLetterContext) {
    this.#context = context;
  }

  /** Keeps a letter; one of the same id replaces it. */
  async add(tenant: string, letter: DeadLetter): Promise<void> {
    const subject = deadLetterSubject(tenant, letter.group, letter.id);
    await this.#context.publisher.store(subject, Buffer.from(JSON.stringify(letter)), {
      id: messageId(tenant, letter.id),
    });
  }

  async list(tenant: string, page: { limit: number; cursor?: string; group?: string }): Promise<Page<DeadLetter>> {
    if (page.cursor !== undefined && !CURSOR.test(page.cursor)) {
      throw new TroupeError("CURSOR_INVALID", "the cursor is not one of a list of dead letters", {
        hint: "leave the cursor out: it begins anew",
      });
    }
    const subject = deadLetterSubject(tenant, page.group ?? "*", "*");
    const limit = Math.min(page.limit, MAX_PAGE);
    const items: DeadLetter[] = [];
    let after = Number(page.cursor ?? 0);
    let next = await this.#next(subject, after + 1);
    while (next !== undefined && items.length < limit) {
      const letter = letterOf(next);
      if (letter !== undefined) items.push(letter);
      after = next.seq;
      next = await this.#next(subject, after + 1);
    }
    return { items, cursor: next === undefined ? null : String(after) };
  }

  async get(tenant: string, id: string): Promise<DeadLetter | undefined> {
    return letterOf(await this.#find(tenant, id));
  }

  async replay(tenant: string, id: string): Promise<PublishReceipt | undefined> {
    const stored = await this.#find(tenant, id);
    const letter = letterOf(stored);
    if (stored === undefined || letter === undefined) return undefined;
    const { event, group } = letter;
    const { deliverat: _deliverat, expiresat: _expiresat, ...rest } = event;
    const replayed = { ...rest, id: derivedEventId(event.id, group, `replay:${id}:${stored.seq}`), replayof: event.id };
    const { sequence, duplicate } = await this.#context.publisher.store(
      groupEventSubject(tenant, event.topic, event.type),
      Buffer.from(JSON.stringify(replayed)),
      { id: messageId(tenant, replayed.id), traceparent: event.traceparent, group },
    );
    await this.#remove(stored.seq);
    return { id: replayed.id, topic: event.topic, sequence, duplicate };
  }

  async discard(tenant: string, id: string): Promise<boolean> {
    const stored = await this.#find(tenant, id);
    return stored !== undefined && this.#remove(stored.seq);
  }

  #find(tenant: string, id: string): Promise<StoredMsg | undefined> {
    if (!LETTER_ID.test(id)) return Promise.resolve(undefined);
    return this.#next(deadLetterSubject(tenant, "*", id), 1);
  }

  /** The letters of a stream's leader, so that one just written is found. */
  async #next(subject: string, seq: number): Promise<StoredMsg | undefined> {
    try {
      const query = { seq, next_by_subj: subject };
      return (await this.#context.jsm.streams.getMessage(DEAD_LETTER_STREAM, query)) ?? undefined;
    } catch (error) {
      throw asTroupeError(error);
    }
  }

  async #remove(sequence: number): Promise<boolean> {
    return this.#context.jsm.streams.deleteMessage(DEAD_LETTER_STREAM, sequence).catch((error: unknown) => {
      if (error instanceof Error && /not found/.test(error.message)) return false;
      throw asTroupeError(error);
    });
  }
}
