import type { JetStreamManager } from "@nats-io/jetstream";
import type { Msg, NatsConnection, Subscription } from "@nats-io/nats-core";
import { type ErrorCode, TroupeError } from "@troupe/contracts";
import type { Outcome, Settled } from "../bus.js";
import type { Clock } from "../clock.js";
import type { AckPlace, Lease, LeaseCodec } from "../domain/token.js";
import type { Attempts } from "./attempts.js";
import type { Definitions } from "./definitions.js";
import type { Failing } from "./failing.js";
import { asTroupeError, unavailable } from "./faults.js";
import type { IssuedTokens } from "./issued.js";
import type { Link } from "./link.js";
import type { Revocations } from "./revocations.js";
import type { Session } from "./session.js";

const SUBJECT = "troupe-settle";
const FORWARD_TIMEOUT_MS = 2000;
const ACK = Buffer.from("+ACK");
const WORKING = Buffer.from("+WPI");

type Tokened = Outcome & { readonly token: string };

interface Opened {
  readonly lease: Lease;
  readonly place: AckPlace;
  readonly outcome: Outcome;
}

/** A result between replicas; null when the session is not known there. */
type Told = { ok: true; token?: string; leaseMs?: number } | { ok: false; code: ErrorCode; detail: string } | null;

export interface SettlerContext {
  readonly nc: NatsConnection;
  readonly jsm: JetStreamManager;
  readonly link: Link;
  readonly clock: Clock;
  readonly replica: string;
  readonly leases: LeaseCodec;
  readonly issued: IssuedTokens;
  readonly definitions: Definitions;
  readonly attempts: Attempts;
  readonly failing: Failing;
  readonly revocations: Revocations;
  /** A session of this replica that still has something leased. */
  session(id: string): Session | undefined;
}

/** Id of a session: the replica it lives on, and its number there. */
export const sessionId = (replica: string, number: number): string => `${replica}-${number}`;
const replicaOf = (session: string): string => session.slice(0, session.lastIndexOf("-"));

/**
 * Settles by token. The session that delivered is asked wherever it lives, since it alone knows what was settled or
 * superseded; when it is gone with its replica, the token's own content decides, and whether the event was delivered
 * again since.
 */
export class Settler {
  readonly #context: SettlerContext;
  readonly #subscription: Subscription;

  constructor(context: SettlerContext) {
    this.#context = context;
    this.#subscription = context.nc.subscribe(`${SUBJECT}.${context.replica}`, {
      callback: (_error, message) => {
        this.#answer(message).catch(() => undefined);
      },
    });
  }

  async settle(tenant: string, settlements: readonly Tokened[]): Promise<Settled[]> {
    if (!this.#context.link.connected) {
      return settlements.map(() => ({ ok: false, error: unavailable("NATS is not connected") }));
    }
    const results = new Array<Settled | Promise<Settled>>(settlements.length);
    const elsewhere = new Map<string, { at: number; opened: Opened }[]>();
    for (const [at, settlement] of settlements.entries()) {
      const own = this.#settleOwn(tenant, settlement);
      if (own !== undefined) {
        results[at] = own;
        continue;
      }
      const opened = this.#open(tenant, settlement);
      if ("ok" in opened) {
        results[at] = opened;
        continue;
      }
      const session = this.#context.session(opened.lease.session);
      const replica = replicaOf(opened.lease.session);
      if (session !== undefined) results[at] = session.settleLease(opened.lease, opened.outcome);
      else if (replica === this.#context.replica) results[at] = this.#alone(opened);
      else elsewhere.set(replica, [...(elsewhere.get(replica) ?? []), { at, opened }]);
    }
    for (const [replica, items] of elsewhere) {
      const answers = this.#forward(
        replica,
        items.map(({ opened }) => opened),
      );
      for (const [index, { at, opened }] of items.entries()) {
        results[at] = answers.then((told) => settledOf(told[index] ?? null) ?? this.#alone(opened));
      }
    }
    return results.some((result) => result instanceof Promise) ? Promise.all(results) : (results as Settled[]);
  }

  close(): void {
    if (!this.#context.nc.isClosed()) this.#subscription.unsubscribe();
  }

  /** A token that this replica signed need not be opened. */
  #settleOwn(tenant: string, settlement: Tokened): Settled | Promise<Settled> | undefined {
    const lease = this.#context.issued.take(settlement.token);
    if (lease === undefined) return undefined;
    const session = this.#context.session(lease.session);
    if (session?.tenant !== tenant || this.#context.revocations.has(lease.session)) return undefined;
    return session.settleLease(lease, settlement);
  }

  #open(tenant: string, settlement: Tokened): Opened | Settled {
    try {
      const { token, ...outcome } = settlement;
      const { lease, place } = this.#context.leases.open(tenant, token);
      if (lease.leaseEnd <= this.#context.clock.now()) return refused("LEASE_EXPIRED", "the lease has ended");
      if (this.#context.revocations.has(lease.session)) {
        return refused("LEASE_EXPIRED", "the delivery was given back to the group");
      }
      return { lease, place, outcome };
    } catch (error) {
      return { ok: false, error: asTroupeError(error) };
    }
  }

  async #forward(replica: string, items: readonly Opened[]): Promise<readonly Told[]> {
    const body = JSON.stringify(items.map(({ lease, outcome }) => [lease, outcome]));
    try {
      const answer = await this.#context.nc.request(`${SUBJECT}.${replica}`, body, { timeout: FORWARD_TIMEOUT_MS });
      return answer.json<Told[]>();
    } catch {
      return [];
    }
  }

  async #answer(message: Msg): Promise<void> {
    const items = message.json<[Lease, Outcome][]>();
    const told = await Promise.all(
      items.map(async ([lease, outcome]): Promise<Told> => {
        const session = this.#context.session(lease.session);
        return session === undefined ? null : toldOf(await session.settleLease(lease, outcome));
      }),
    );
    message.respond(JSON.stringify(told));
  }

  /** Settles a delivery whose session is gone. */
  async #alone({ lease, place, outcome }: Opened): Promise<Settled> {
    try {
      const stored = await this.#context.definitions.read(place.tenant, place.group);
      if (stored === undefined) return refused("LEASE_EXPIRED", `group ${place.group} is gone`);
      if (await this.#context.attempts.isSuperseded(place)) {
        return refused("LEASE_EXPIRED", "the event was delivered again meanwhile");
      }
      const { policy } = stored.definition;
      if (outcome.outcome === "ack") {
        this.#context.nc.publish(lease.ackSubject, ACK);
        return { ok: true };
      }
      if (outcome.outcome === "extend") {
        this.#context.nc.publish(lease.ackSubject, WORKING);
        const leaseEnd = this.#context.clock.now() + policy.leaseMs;
        const token = this.#context.leases.sign({ ...lease, leaseEnd });
        return { ok: true, token, leaseMs: policy.leaseMs };
      }
      const message = await this.#context.jsm.streams.getMessage(place.stream, { seq: place.sequence });
      if (message === null) return refused("LEASE_EXPIRED", "the event is no longer kept");
      const failed = { place, ackSubject: lease.ackSubject, attempt: lease.attempt, bytes: message.data };
      const { outcome: kind, ...rest } = outcome;
      await this.#context.failing.fail(failed, policy, { kind, ...rest });
      return { ok: true };
    } catch (error) {
      return { ok: false, error: asTroupeError(error) };
    }
  }
}

const refused = (code: ErrorCode, detail: string): Settled => ({ ok: false, error: new TroupeError(code, detail) });

const toldOf = (settled: Settled): Told =>
  settled.ok ? settled : { ok: false, code: settled.error.code, detail: settled.error.message };

function settledOf(told: Told): Settled | undefined {
  if (told === null) return undefined;
  return told.ok ? told : refused(told.code, told.detail);
}
