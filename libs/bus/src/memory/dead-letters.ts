import {
  type Attempt,
  type CloudEvent,
  type DeadLetter,
  type EventInput,
  type Page,
  type PublishReceipt,
  TroupeError,
} from "@troupe/contracts";
import { derivedEventId, failureReply } from "../domain/lineage.js";
import { SOURCE, type StorageContext } from "./storage-context.js";

const CURSOR = /^[0-9]{1,15}$/;

/** The tenant as its letters need it. */
export interface LetterOwner {
  readonly context: StorageContext;
  append(event: CloudEvent, to?: string): PublishReceipt;
  tell(cause: CloudEvent, said: EventInput): void;
}

/** A tenant's dead letters, oldest first. */
export class Letters {
  readonly #tenant: LetterOwner;
  readonly #letters = new Map<string, { readonly number: number; readonly letter: DeadLetter }>();
  #last = 0;

  constructor(tenant: LetterOwner) {
    this.#tenant = tenant;
  }

  /** Keeps an event that `group` could not handle, and tells who asked. */
  bury(group: string, dead: { event: CloudEvent; sequence: number; attempts: readonly Attempt[] }): void {
    const { event, sequence, attempts } = dead;
    const id = derivedEventId(event.id, group, `dead:${event.topic}:${sequence}`);
    const diedAt = new Date(this.#tenant.context.timers.now()).toISOString();
    this.#last += 1;
    this.#letters.set(id, { number: this.#last, letter: { id, event, group, attempts: [...attempts], diedAt } });
    const detail = attempts.at(-1)?.reason ?? "the event could not be handled";
    const problem = new TroupeError("HANDLER_FAILED", detail, {
      hint: `troupe dead-letters show ${id}`,
    }).toProblem(event.traceparent?.split("-")[1] ?? "");
    const reply = failureReply(event, { group, source: SOURCE, problem });
    if (reply !== undefined) this.#tenant.tell(event, reply);
  }

  list(page: { limit: number; cursor?: string; group?: string }): Page<DeadLetter> {
    if (page.cursor !== undefined && !CURSOR.test(page.cursor)) {
      throw new TroupeError("CURSOR_INVALID", "the cursor is not one of a list of dead letters", {
        hint: "leave the cursor out: it begins anew",
      });
    }
    const after = Number(page.cursor ?? 0);
    const rest = [...this.#letters.values()].filter(
      ({ number, letter }) => number > after && (page.group === undefined || letter.group === page.group),
    );
    const items = rest.slice(0, page.limit);
    const more = rest.length > items.length;
    return {
      items: items.map(({ letter }) => structuredClone(letter)),
      cursor: more ? String(items.at(-1)?.number ?? after) : null,
    };
  }

  get(id: string): DeadLetter | undefined {
    return structuredClone(this.#letters.get(id)?.letter);
  }

  replay(id: string): PublishReceipt | undefined {
    const known = this.#letters.get(id);
    if (known === undefined) return undefined;
    const { event, group } = known.letter;
    const { deliverat: _deliverat, expiresat: _expiresat, ...rest } = event;
    const anew = derivedEventId(event.id, group, `replay:${id}:${known.number}`);
    this.#letters.delete(id);
    return this.#tenant.append({ ...rest, id: anew, replayof: event.id }, group);
  }

  discard(id: string): boolean {
    return this.#letters.delete(id);
  }
}
