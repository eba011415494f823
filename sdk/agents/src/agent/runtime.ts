import { LeaseKeeper } from "@troupe/bus";
import { type GroupPolicy, groupPolicySchema } from "@troupe/contracts";
import { Replies } from "../bus/replies.js";
import { backoffMs } from "../domain/backoff.js";
import { Heartbeats } from "../missions/heartbeats.js";
import type { Platform } from "../platform.js";
import { handledInSpan } from "../telemetry/tracing.js";
import { isRetryable, wait } from "../time.js";
import type { Delivered, DeliverySession, JoinRequest } from "../transport.js";
import { tellUnreached } from "../unreached.js";
import { Attempt, type Workplace } from "./attempt.js";
import { joinBroadcast } from "./broadcast.js";
import { type Registrant, Registrar } from "./registrar.js";
import type { Routes } from "./routes.js";

/*
 * The life of one agent process.
 * 1. It registers, joins its group and handles what it is delivered; where that breaks it begins again, later and
 *    later, until it is stopped. A failure that time does not mend (a refused token, another's group) ends it.
 * 2. A broken or ended session takes nothing from handlers at work: they settle through the platform, not the session.
 * 3. Stopping takes no more, waits for handlers up to the grace, gives back what is left, and signs off.
 */

/** What a runtime runs. */
export interface Workforce {
  readonly registrant: Registrant;
  readonly routes: Routes;
  readonly group: string;
  readonly broadcast: boolean;
  readonly concurrency: number;
  readonly from: JoinRequest["from"];
  readonly policy: Partial<GroupPolicy>;
  /** How long stopping waits for handlers at work. */
  readonly drainMs: number;
}

export class Runtime {
  readonly ready: Promise<void>;
  readonly stopped: Promise<void>;
  readonly #force: Workforce;
  readonly #platform: Platform;
  readonly #place: Workplace;
  readonly #registrar: Registrar;
  readonly #working = new Set<Attempt>();
  readonly #stopping = new AbortController();
  #session: DeliverySession | undefined;
  #becomeReady: () => void = () => undefined;
  #becomeIdle: () => void = () => undefined;
  #troubles = 0;

  constructor(force: Workforce, platform: Platform) {
    this.#force = force;
    this.#platform = platform;
    this.#registrar = new Registrar(force.registrant, platform);
    const { name } = force.registrant.definition;
    this.#place = {
      platform,
      replies: new Replies(platform),
      leases: new LeaseKeeper(platform.clock),
      heartbeats: new Heartbeats(platform.runs, platform.clock, platform),
      agent: name,
      instance: force.registrant.instance,
      source: `/agents/${name}`,
      group: force.broadcast ? `${force.group}.${force.registrant.instance}` : force.group,
      maxAttempts: groupPolicySchema.parse(force.policy).maxAttempts,
    };
    const joined = new Promise<void>((resolve) => {
      this.#becomeReady = resolve;
    });
    this.stopped = this.#live();
    this.stopped.catch(() => undefined);
    this.ready = Promise.race([joined, this.stopped]);
    this.ready.catch(() => undefined);
  }

  /** Drains and leaves. Resolves when nothing is left behind. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#session?.leave();
    await this.stopped;
  }

  async #live(): Promise<void> {
    const { signal } = this.#stopping;
    try {
      while (!signal.aborted) await this.#attend();
    } finally {
      await this.#drain();
      await this.#registrar.leave();
      await this.#place.heartbeats.close();
      await this.#place.replies.close();
    }
  }

  /** One session, from registration to its end. */
  async #attend(): Promise<void> {
    const { signal } = this.#stopping;
    try {
      await this.#registrar.register();
      if (signal.aborted) return;
      this.#session = await this.#join();
      if (signal.aborted) await this.#session.leave();
      this.#joined();
      for await (const batch of this.#session) for (const delivered of batch) this.#take(delivered);
      if (!signal.aborted) await this.#pause(0, "the platform said good-bye, joining again");
    } catch (error) {
      if (signal.aborted) return;
      if (!isRetryable(error)) throw error;
      await this.#trouble(error);
    } finally {
      this.#session = undefined;
    }
  }

  #join(): Promise<DeliverySession> {
    const { group, concurrency, from, policy, broadcast, routes, registrant } = this.#force;
    const request: JoinRequest = {
      ...routes.filter,
      group,
      member: registrant.instance,
      credit: concurrency,
      update: this.#registrar.isNewest,
      ...(from === undefined ? {} : { from }),
      ...(Object.keys(policy).length === 0 ? {} : { policy }),
    };
    return broadcast ? joinBroadcast(this.#platform, request) : this.#platform.transport.join(request);
  }

  #joined(): void {
    const { name } = this.#force.registrant.definition;
    const where = this.#platform.where();
    const what = this.#troubles > 0 ? "is back and ready" : "is ready";
    this.#platform.logger.info({ agent: name, group: this.#place.group }, `${name} ${what}, at ${where}`);
    this.#troubles = 0;
    this.#becomeReady();
  }

  async #trouble(error: unknown): Promise<void> {
    tellUnreached(this.#platform, this.#force.registrant.definition.name, error, this.#troubles);
    await wait(this.#platform.clock, backoffMs(this.#troubles++, this.#platform.random()), this.#stopping.signal);
  }

  async #pause(attempt: number, message: string): Promise<void> {
    this.#platform.logger.info({ agent: this.#force.registrant.definition.name }, message);
    await wait(this.#platform.clock, backoffMs(attempt, this.#platform.random()), this.#stopping.signal);
  }

  #take(delivered: Delivered): void {
    const { type, topic } = delivered.event;
    if (this.#stopping.signal.aborted) {
      void delivered.settle({ outcome: "retry", afterMs: 0, reason: "the agent is leaving" }).catch(() => undefined);
      return;
    }
    const route = this.#force.routes.find(type, topic);
    if (route === undefined) {
      this.#platform.logger.warn({ type, topic }, `no handler takes ${type} on ${topic}: acknowledged unhandled`);
      void delivered.settle({ outcome: "ack" }).catch(() => undefined);
      return;
    }
    void handledInSpan(delivered, this.#place.group, (traced) => {
      const attempt = new Attempt(traced, route, this.#place, (done) => this.#done(done));
      this.#working.add(attempt);
      return attempt.run();
    });
  }

  #done(attempt: Attempt): void {
    this.#working.delete(attempt);
    if (this.#working.size === 0) this.#becomeIdle();
  }

  async #drain(): Promise<void> {
    if (this.#working.size === 0) return;
    const idle = new Promise<void>((resolve) => {
      this.#becomeIdle = resolve;
    });
    const patience = new AbortController();
    await Promise.race([idle, wait(this.#platform.clock, this.#force.drainMs, patience.signal)]);
    patience.abort();
    await Promise.all([...this.#working].map((attempt) => attempt.release("the agent left before it was done")));
  }
}
