import type { CloudEvent, PublishReceipt, TroupeError } from "@troupe/contracts";
import type { Published } from "../bus.js";
import type { Stored } from "./pub-ack.js";

/** Who waits for acknowledgements; `at` tells its messages apart. */
export interface Waiter {
  stored(at: number, stored: Stored): void;
  refused(at: number, error: TroupeError): void;
}

/** Waits for one message, whose acknowledgement `finish` turns into what is answered. */
export class One<T> implements Waiter {
  readonly #finish: (stored: Stored) => T;
  readonly #resolve: (answer: T) => void;
  readonly #reject: (error: TroupeError) => void;

  constructor(finish: (stored: Stored) => T, resolve: (answer: T) => void, reject: (error: TroupeError) => void) {
    this.#finish = finish;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  stored(_at: number, stored: Stored): void {
    this.#resolve(this.#finish(stored));
  }

  refused(_at: number, error: TroupeError): void {
    this.#reject(error);
  }
}

/** Waits for all events of a batch: one promise, where one for each would cost more than all the rest. */
export class Many implements Waiter {
  readonly #outcomes: Published[];
  readonly #resolve: (outcomes: readonly Published[]) => void;
  #left: number;

  constructor(events: readonly CloudEvent[], resolve: (outcomes: readonly Published[]) => void) {
    this.#outcomes = events.map(({ id, topic }) => ({ id, topic, sequence: 0, duplicate: false }));
    this.#resolve = resolve;
    this.#left = events.length;
    if (this.#left === 0) resolve(this.#outcomes);
  }

  stored(at: number, { sequence, duplicate }: Stored): void {
    const receipt = this.#outcomes[at] as { -readonly [K in keyof PublishReceipt]: PublishReceipt[K] };
    receipt.sequence = sequence;
    receipt.duplicate = duplicate;
    this.#done();
  }

  refused(at: number, error: TroupeError): void {
    this.#outcomes[at] = error;
    this.#done();
  }

  #done(): void {
    this.#left -= 1;
    if (this.#left === 0) this.#resolve(this.#outcomes);
  }
}
