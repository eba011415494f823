import type { Timer } from "@troupe/bus";
import { type AgentDefinitionInput, TroupeError } from "@troupe/contracts";
import { reasonOf } from "../domain/outcome.js";
import { compareVersions } from "../domain/version.js";
import { type AnyEvent, registration } from "../events/definition.js";
import type { Platform } from "../platform.js";

/** The version of an agent that names none: it always brings its group up to date. */
export const UNVERSIONED = "0.0.0";

/** Who registers. */
export interface Registrant {
  readonly definition: AgentDefinitionInput & { readonly version: string };
  readonly eventTypes: readonly AnyEvent[];
  readonly instance: string;
  readonly ttlSeconds: number;
}

/** Keeps an agent, its event types and one instance known to the registry. */
export class Registrar {
  readonly #who: Registrant;
  readonly #platform: Platform;
  #timer: Timer | undefined;
  #isRegistered = false;
  #isBeating = false;
  #isNewest = true;

  constructor(who: Registrant, platform: Platform) {
    this.#who = who;
    this.#platform = platform;
  }

  /** Whether this process may change its group's definition: nobody registered a newer version of the agent. */
  get isNewest(): boolean {
    return this.#isNewest;
  }

  /** Registers what is not registered yet, and starts to heartbeat. */
  async register(): Promise<void> {
    if (this.#isRegistered) return;
    const { registry } = this.#platform;
    const { definition, eventTypes } = this.#who;
    const known = await registry.agent(definition.name);
    this.#isNewest =
      known === undefined ||
      definition.version === UNVERSIONED ||
      compareVersions(definition.version, known.version ?? UNVERSIONED) >= 0;
    for (const event of eventTypes) await registry.registerEventType(registration(event));
    if (this.#isNewest) await registry.registerAgent(definition);
    await this.#beat();
    this.#isRegistered = true;
    if (this.#timer === undefined) this.#schedule();
  }

  /** Says that this instance is gone. */
  async leave(): Promise<void> {
    this.#isBeating = false;
    this.#timer?.cancel();
    if (!this.#isRegistered) return;
    this.#isRegistered = false;
    try {
      await this.#platform.registry.leave(this.#who.definition.name, this.#who.instance);
    } catch (error) {
      this.#platform.logger.debug({ error }, `not signed off, so the registry will notice: ${reasonOf(error)}`);
    }
  }

  #schedule(): void {
    this.#isBeating = true;
    this.#timer = this.#platform.clock.after((this.#who.ttlSeconds * 1000) / 3, () => void this.#tick());
  }

  async #tick(): Promise<void> {
    try {
      await (this.#isRegistered ? this.#beat() : this.register());
    } catch (error) {
      if (error instanceof TroupeError && error.code === "NOT_FOUND") this.#isRegistered = false;
      this.#platform.logger.warn({ error }, `no heartbeat: ${reasonOf(error)}`);
      if (!this.#isRegistered) await this.register().catch(() => undefined);
    }
    if (this.#isBeating) this.#schedule();
  }

  #beat(): Promise<void> {
    const { definition, instance, ttlSeconds } = this.#who;
    const { name, version } = definition;
    return this.#platform.registry.heartbeat(name, instance, { ttlSeconds, version });
  }
}
