import type { CloudEvent, PublishReceipt, TroupeError } from "@troupe/contracts";
import type { Published } from "../bus.js";

/** Who waits for acknowledgements; `at` tells its messages apart. */
export interface Waiter {
  stored(at: number, sequence: number, duplicate: boolean): void;
  refused(at: number, error: TroupeError): void;
}

/** Waits for one message. */
export class One implements Waiter {
  readonly #onStored: (sequence: number, duplicate: boolean) => void;
  readonly #onRefused: (error: TroupeError) => void;

  constructor(onStored: (sequence: number, duplicate: boolean) => void, onRefused: (error: TroupeError) => void) {
    this.#onStored = onStored;
    this.#onRefused = onRefused;
  }

  stored(_at: number, sequence: number, duplicate: boolean): void {
    this.#onStored(sequence, duplicate);
  }

  refused(_at: number, error: TroupeError): void {
    this.#onRefused(error);
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

  stored(at: number, sequence: number, duplicate: boolean): void {
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
