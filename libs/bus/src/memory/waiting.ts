import type { Topic } from "@troupe/contracts";
import type { Entry } from "./topic-log.js";

/** An attempt that is still to be made. */
export interface Attempting {
  readonly entry: Entry;
  readonly attempt: number;
}

/** Events of a group that wait for their next attempt, the older first. */
export class Waiting {
  #waiting: (Attempting & { readonly due: number })[] = [];

  get size(): number {
    return this.#waiting.length;
  }

  add(attempting: Attempting, due: number): void {
    this.#waiting.push({ ...attempting, due });
    this.#waiting.sort((left, right) => left.entry.order - right.entry.order);
  }

  /** Takes the oldest event that is due. */
  take(now: number): Attempting | undefined {
    const at = this.#waiting.findIndex(({ due }) => due <= now);
    return at < 0 ? undefined : this.#waiting.splice(at, 1)[0];
  }

  /** When the next one falls due; infinity for none. */
  nextDue(): number {
    return Math.min(...this.#waiting.map(({ due }) => due));
  }

  count(topic: Topic): number {
    return this.#waiting.filter(({ entry }) => entry.topic === topic).length;
  }

  clear(): void {
    this.#waiting = [];
  }
}
