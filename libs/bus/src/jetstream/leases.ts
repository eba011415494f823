/**
 * What a member holds: deliveries that were handed over to it and are unsettled.
 *
 * 1. A lease starts at the hand-over. It ends by a settlement, by its time, or by being given back, and its place is
 *    free then; the server delivers what lapsed again after the grace.
 * 2. Only its own delivery settles a lease, and only before its end. Settling by token twice alike answers alike.
 */
import type { NatsConnection } from "@nats-io/nats-core";
import { type GroupPolicy, type Topic, TroupeError } from "@troupe/contracts";
import type { Outcome, Settled } from "../bus.js";
import type { Clock } from "../clock.js";
import type { Lease } from "../domain/token.js";
import type { Delivery, Lessor } from "./delivery.js";
import type { Failing } from "./failing.js";
import { asTroupeError, unavailable } from "./faults.js";
import type { Link } from "./link.js";

const NAK = Buffer.from("-NAK");
const WORKING = Buffer.from("+WPI");
/** Outcomes remembered, so that settling by token twice alike answers alike. */
const REMEMBERED = 1000;

const OK: Settled = { ok: true };
const SETTLED: Promise<Settled> = Promise.resolve(OK);
const refusal = (error: TroupeError): Settled => ({ ok: false, error });
const lapsed = (): Settled => refusal(new TroupeError("LEASE_EXPIRED", "the lease has ended or was settled before"));

export interface LeasesContext {
  readonly nc: NatsConnection;
  readonly link: Link;
  readonly clock: Clock;
  readonly failing: Failing;
  sign(lease: Lease): string;
  /** Tells the server that a delivery is done with. */
  acknowledge(ackSubject: string): void;
}

/** Who holds the leases. */
export interface Lessee {
  readonly id: string;
  readonly policy: GroupPolicy;
  /** A place is free again. */
  onFreed(): void;
}

export class Leases implements Lessor {
  readonly #context: LeasesContext;
  readonly #lessee: Lessee;
  readonly #leased = new Map<number, Delivery>();
  readonly #settledByToken = new Map<number, Outcome["outcome"]>();
  #numbers = 0;

  constructor(context: LeasesContext, lessee: Lessee) {
    this.#context = context;
    this.#lessee = lessee;
  }

  get size(): number {
    return this.#leased.size;
  }

  get leaseMs(): number {
    return this.#lessee.policy.leaseMs;
  }

  /** Sequences of what is unsettled of a topic. */
  sequencesOf(topic: Topic): number[] {
    return [...this.#leased.values()].filter((each) => each.topic === topic).map(({ sequence }) => sequence);
  }

  begin(delivery: Delivery, now: number): void {
    delivery.number = this.#numbers++;
    delivery.leaseEnd = now + this.leaseMs;
    this.#leased.set(delivery.number, delivery);
  }

  sign(delivery: Delivery): string {
    const { ackSubject, attempt, leaseEnd, number } = delivery;
    return this.#context.sign({ ackSubject, attempt, leaseEnd, number, session: this.#lessee.id });
  }

  settle(delivery: Delivery, outcome: Outcome): Promise<Settled> {
    const { leaseEnd, number } = delivery;
    if (this.#leased.get(number) !== delivery || leaseEnd <= this.#context.clock.now())
      return Promise.resolve(lapsed());
    if (!this.#context.link.connected) return Promise.resolve(refusal(unavailable("NATS is not connected")));
    if (outcome.outcome !== "ack") return this.#settleElse(delivery, outcome);
    this.#context.acknowledge(delivery.ackSubject);
    this.#free(delivery);
    return SETTLED;
  }

  /** Settles by an opened token. */
  settleLease(lease: Lease, outcome: Outcome): Settled | Promise<Settled> {
    const delivery = this.#leased.get(lease.number);
    if (delivery === undefined) {
      const before = this.#settledByToken.get(lease.number);
      return before === outcome.outcome && before !== "extend" ? OK : lapsed();
    }
    if (delivery.ackSubject !== lease.ackSubject || lease.leaseEnd <= this.#context.clock.now()) return lapsed();
    const settled = this.settle(delivery, outcome);
    if (settled === SETTLED) {
      this.#remember(lease.number, "ack");
      return OK;
    }
    return settled.then((done) => {
      if (done.ok && outcome.outcome !== "extend") this.#remember(lease.number, outcome.outcome);
      return done;
    });
  }

  /** Ends the leases whose time is up, and notes that nobody said a word. False where there are none. */
  sweep(now: number): boolean {
    const silent = [...this.#leased.values()].filter(({ leaseEnd }) => leaseEnd <= now);
    for (const delivery of silent) {
      this.#context.failing.lapse(delivery.place, delivery.attempt).catch(() => undefined);
      this.#free(delivery);
    }
    return silent.length > 0;
  }

  /** Gives back what is unsettled. */
  giveBack(): void {
    for (const delivery of this.#leased.values()) this.#context.nc.publish(delivery.ackSubject, NAK);
    this.#leased.clear();
  }

  #remember(number: number, outcome: Outcome["outcome"]): void {
    this.#settledByToken.set(number, outcome);
    if (this.#settledByToken.size <= REMEMBERED) return;
    const [oldest] = this.#settledByToken.keys();
    if (oldest !== undefined) this.#settledByToken.delete(oldest);
  }

  async #settleElse(delivery: Delivery, outcome: Exclude<Outcome, { outcome: "ack" }>): Promise<Settled> {
    if (outcome.outcome === "extend") {
      this.#context.nc.publish(delivery.ackSubject, WORKING);
      delivery.leaseEnd = this.#context.clock.now() + this.leaseMs;
      return { ok: true, token: this.sign(delivery), leaseMs: this.leaseMs };
    }
    const { place, ackSubject, attempt, bytes } = delivery;
    const failure =
      outcome.outcome === "retry"
        ? { kind: "retry" as const, afterMs: outcome.afterMs, reason: outcome.reason }
        : { kind: "reject" as const, reason: outcome.reason };
    try {
      await this.#context.failing.fail({ place, ackSubject, attempt, bytes }, this.#lessee.policy, failure);
    } catch (error) {
      return refusal(asTroupeError(error));
    }
    this.#free(delivery);
    return OK;
  }

  #free(delivery: Delivery): void {
    this.#leased.delete(delivery.number);
    this.#lessee.onFreed();
  }
}
