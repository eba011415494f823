import { matchesType, TOPICS } from "@troupe/contracts";
import type { EventFilter, Observation, Observed, ObserveRequest } from "../bus.js";
import type { Positions } from "../domain/cursor.js";
import type { Tenant } from "./tenant.js";
import { bytesOf, type Entry, eventIn } from "./topic-log.js";

const MAX_BATCH = 256;

/** Whether an observer with this filter sees an event; replayed ones are their group's alone. */
export const selects =
  ({ types }: Pick<EventFilter, "types">) =>
  (entry: Entry): boolean =>
    entry.to === undefined && (types.length === 0 || types.some((filter) => matchesType(filter, entry.type)));

/** A reader that goes at its own pace over what the topics keep. */
export class Observer implements Observation {
  readonly cursor: string;
  readonly #tenant: Tenant;
  readonly #request: ObserveRequest;
  readonly #wants: (entry: Entry) => boolean;
  readonly #left: () => void;
  #positions: Positions;
  #closed = false;
  #wake: () => void = () => {};

  constructor(tenant: Tenant, request: ObserveRequest) {
    this.#tenant = tenant;
    this.#request = request;
    this.#wants = selects(request);
    this.#positions = tenant.positions(request.from);
    this.cursor = this.#sign();
    this.#left = tenant.onStored(() => this.#wake());
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#left();
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<readonly Observed[]> {
    try {
      while (!this.#closed) {
        const batch = [...this.#gaps(), ...this.#events()];
        if (batch.length > 0) yield batch;
        else await this.#woken();
      }
    } finally {
      await this.close();
    }
  }

  #gaps(): Observed[] {
    return this.#tenant.logsOf(this.#request).flatMap((log): Observed[] => {
      const from = this.#position(log.topic) + 1;
      const to = log.first - 1;
      if (from > to) return [];
      this.#move(log.topic, to);
      return [{ kind: "gap", topic: log.topic, from, to, missed: to - from + 1 }];
    });
  }

  #events(): Observed[] {
    const entries = this.#tenant
      .logsOf(this.#request)
      .flatMap((log) => log.after(this.#position(log.topic)).filter(this.#wants))
      .sort((left, right) => left.order - right.order)
      .slice(0, MAX_BATCH);
    return entries.map((entry): Observed => {
      this.#move(entry.topic, entry.sequence);
      const { topic, sequence } = entry;
      return { kind: "event", event: eventIn(entry), bytes: bytesOf(entry), topic, sequence, cursor: this.#sign() };
    });
  }

  #position(topic: Entry["topic"]): number {
    return this.#positions[TOPICS.indexOf(topic)] ?? 0;
  }

  #move(topic: Entry["topic"], to: number): void {
    this.#positions = this.#positions.with(TOPICS.indexOf(topic), to);
  }

  #sign(): string {
    return this.#tenant.context.cursors.sign(this.#tenant.name, this.#positions);
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
