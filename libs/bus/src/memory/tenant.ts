import { type CloudEvent, type EventInput, type PublishReceipt, TOPICS, type Topic } from "@troupe/contracts";
import type { EventFilter, Start } from "../bus.js";
import type { Positions } from "../domain/cursor.js";
import { derivedEventId } from "../domain/lineage.js";
import { Letters } from "./dead-letters.js";
import type { Group } from "./group.js";
import { positionsAt } from "./start.js";
import { SOURCE, type StorageContext } from "./storage-context.js";
import { TopicLog } from "./topic-log.js";

const ACTOR = "troupe";

/** Everything one tenant has. */
export class Tenant {
  readonly name: string;
  readonly context: StorageContext;
  readonly groups = new Map<string, Group>();
  readonly letters: Letters;
  readonly #logs: ReadonlyMap<Topic, TopicLog>;
  readonly #held = new Map<string, PublishReceipt>();
  readonly #readers = new Set<() => void>();
  #order = 0;
  #heldSequence = 0;

  constructor(name: string, context: StorageContext) {
    this.name = name;
    this.context = context;
    this.#logs = new Map(TOPICS.map((topic) => [topic, new TopicLog(topic, context.duplicateWindowMs)]));
    this.letters = new Letters(this);
  }

  log(topic: Topic): TopicLog {
    const log = this.#logs.get(topic);
    if (log === undefined) throw new RangeError(`${topic} is not a topic`);
    return log;
  }

  /** The logs of a filter's topics; all for none. */
  logsOf(filter: Pick<EventFilter, "topics">): TopicLog[] {
    return (filter.topics.length === 0 ? TOPICS : filter.topics).map((topic) => this.log(topic));
  }

  /** Stores an event, or holds it until it is due. */
  publish(event: CloudEvent): PublishReceipt {
    const due = event.deliverat === undefined ? 0 : Date.parse(event.deliverat);
    return due > this.context.timers.now() ? this.#hold(event, due) : this.append(event);
  }

  /** Stores an event now, for one group alone when `to` is given. */
  append(event: CloudEvent, to?: string): PublishReceipt {
    const now = this.context.timers.now();
    const writing = { now, order: ++this.#order, ...(to === undefined ? {} : { to }) };
    const receipt = { id: event.id, topic: event.topic, ...this.log(event.topic).append(event, writing) };
    if (!receipt.duplicate) {
      for (const group of this.groups.values()) group.deliver();
      for (const wake of [...this.#readers]) wake();
    }
    return receipt;
  }

  /** Publishes what the bus itself has to say of `cause`. */
  tell(cause: CloudEvent, said: EventInput): void {
    const { id, correlationid, hops } = said;
    this.append({
      ...said,
      id: id ?? derivedEventId(cause.id, SOURCE, said.type),
      time: new Date(this.context.timers.now()).toISOString(),
      tenantid: this.name,
      actor: ACTOR,
      correlationid: correlationid ?? cause.correlationid,
      hops: hops ?? cause.hops,
      ...(cause.traceparent === undefined ? {} : { traceparent: cause.traceparent }),
    } as CloudEvent);
  }

  /** Positions of a reader that starts at `start`. Throws CURSOR_INVALID. */
  positions(start: Start): Positions {
    return positionsAt(this, start);
  }

  /** Calls `wake` after each event that is stored; returns what ends that. */
  onStored(wake: () => void): () => void {
    this.#readers.add(wake);
    return () => this.#readers.delete(wake);
  }

  #hold(event: CloudEvent, due: number): PublishReceipt {
    const key = `${event.topic}/${event.id}`;
    const known = this.#held.get(key);
    if (known !== undefined) return { ...known, duplicate: true };
    const stored = structuredClone(event);
    const receipt = { id: event.id, topic: event.topic, sequence: ++this.#heldSequence, duplicate: false };
    this.#held.set(key, receipt);
    this.context.timers.at(due, () => {
      this.#held.delete(key);
      this.append(stored);
    });
    return receipt;
  }
}
