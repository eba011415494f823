import type { Bus, ContentStore, SchemaMirror } from "../bus.js";
import { type Clock, systemClock } from "../clock.js";
import { type Engine, startEngine } from "./engine.js";
import { asTroupeError, unavailable } from "./faults.js";
import { type Link, openLink } from "./link.js";
import type { BusOptions } from "./options.js";

/** The JetStream bus with what is kept beside the events. */
export type TroupeBus = Bus & { readonly content: ContentStore; readonly mirror: SchemaMirror };

const PATIENCE_MS = 2000;
const RETRY_MS = 500;
const MIN_KEY_BYTES = 32;

/**
 * Opens the bus on NATS JetStream. Resolves once it is ready or, when the server is not there within `startWithinMs`,
 * without it: calls then wait for `patienceMs` and reject with BUS_UNAVAILABLE until the server is there.
 */
export async function connectBus(options: BusOptions): Promise<TroupeBus> {
  const signingKey = typeof options.signingKey === "string" ? Buffer.from(options.signingKey) : options.signingKey;
  if (signingKey.length < MIN_KEY_BYTES) throw new RangeError(`signingKey must have at least ${MIN_KEY_BYTES} bytes`);
  const link = openLink(options, options.onEvent ?? (() => undefined));
  const starter = new Starter(link, signingKey, options);
  await starter.engine(options.startWithinMs).catch(() => undefined);
  return busOf(starter, link);
}

/** Starts the engine with the first connection, again and again until it runs. */
class Starter {
  readonly #link: Link;
  readonly #clock: Clock;
  readonly #patienceMs: number;
  readonly #started: Promise<Engine>;
  /** The engine, once it runs. */
  running: Engine | undefined;
  #closed = false;

  constructor(link: Link, signingKey: Uint8Array, options: BusOptions) {
    this.#link = link;
    this.#clock = options.clock ?? systemClock;
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
    this.#started = this.#start(signingKey, options);
    this.#started.catch(() => undefined);
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** The running engine; BUS_UNAVAILABLE when there is none in time. */
  async engine(withinMs: number = this.#patienceMs): Promise<Engine> {
    if (this.#closed) throw unavailable("the bus was closed");
    if (this.running !== undefined) return this.running;
    return new Promise((resolve, reject) => {
      const timer = this.#clock.after(withinMs, () =>
        reject(unavailable(this.#link.connected ? "JetStream is not ready" : "NATS cannot be reached")),
      );
      this.#started.then(resolve, reject).finally(() => timer.cancel());
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.running?.close();
    await this.#link.close();
  }

  async #start(signingKey: Uint8Array, options: BusOptions): Promise<Engine> {
    const nc = await this.#link.ready;
    for (;;) {
      if (this.#closed) throw unavailable("the bus was closed");
      try {
        this.running = await startEngine({ nc, link: this.#link, clock: this.#clock, signingKey, options });
        return this.running;
      } catch (error) {
        options.onEvent?.({ kind: "fault", error });
        await new Promise<void>((resolve) => this.#clock.after(RETRY_MS, resolve));
      }
    }
  }
}

function busOf(starter: Starter, link: Link): TroupeBus {
  const withEngine = async <T>(call: (engine: Engine) => Promise<T>): Promise<T> => {
    const engine = await starter.engine();
    try {
      return await call(engine);
    } catch (error) {
      throw asTroupeError(error);
    }
  };
  return {
    publish(event, to) {
      const { running } = starter;
      return running !== undefined && !starter.closed
        ? running.publisher.publish(event, to)
        : withEngine(({ publisher }) => publisher.publish(event, to));
    },
    publishAll(events) {
      const { running } = starter;
      return running !== undefined && !starter.closed
        ? running.publisher.publishAll(events)
        : withEngine(({ publisher }) => publisher.publishAll(events));
    },
    join: (tenant, request) => withEngine(({ groups }) => groups.join(tenant, request)),
    settle: (tenant, settlements) => withEngine(({ settler }) => settler.settle(tenant, settlements)),
    observe: (tenant, request) => withEngine(({ observer }) => observer.observe(tenant, request)),
    history: (tenant, query) => withEngine(({ observer }) => observer.history(tenant, query)),
    find: (tenant, id) => withEngine(({ observer }) => observer.find(tenant, id)),
    groups: {
      define: (tenant, request) => withEngine(({ groups }) => groups.define(tenant, request)),
      get: (tenant, group) => withEngine(({ groups }) => groups.get(tenant, group)),
      list: (tenant, page) => withEngine(({ groups }) => groups.list(tenant, page)),
      remove: (tenant, group) => withEngine(({ groups }) => groups.remove(tenant, group)),
    },
    deadLetters: {
      list: (tenant, page) => withEngine(({ deadLetters }) => deadLetters.list(tenant, page)),
      get: (tenant, id) => withEngine(({ deadLetters }) => deadLetters.get(tenant, id)),
      replay: (tenant, id) => withEngine(({ deadLetters }) => deadLetters.replay(tenant, id)),
      discard: (tenant, id) => withEngine(({ deadLetters }) => deadLetters.discard(tenant, id)),
    },
    content: {
      put: (tenant, body, type) => withEngine(({ content }) => content.put(tenant, body, type)),
      get: (tenant, id) => withEngine(({ content }) => content.get(tenant, id)),
      stat: (tenant, id) => withEngine(({ content }) => content.stat(tenant, id)),
      remove: (tenant, id) => withEngine(({ content }) => content.remove(tenant, id)),
    },
    mirror: {
      put: (tenant, type) => withEngine(({ mirror }) => mirror.put(tenant, type)),
      remove: (tenant, type) => withEngine(({ mirror }) => mirror.remove(tenant, type)),
      lookup: (tenant, type) => starter.running?.mirror.lookup(tenant, type),
      fetch: (tenant, type) => withEngine(({ mirror }) => mirror.fetch(tenant, type)),
    },
    status: () => link.status(),
    close: () => starter.close(),
  };
}
