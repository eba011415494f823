import type { Bus, Clock, Timer } from "@troupe/bus";
import type { CloudEvent, Scope } from "@troupe/contracts";
import { type MemoryDeps, memoryMigrations, memoryModule } from "@troupe/memory";
import { createLogger } from "@troupe/service";
import { type TestServer, testServer } from "@troupe/service/testing";
import { openStore, type Store } from "@troupe/store";

/** A clock that moves by hand and fires timers that have come due. */
export class HandClock implements Clock {
  private time = Date.parse("2026-05-01T12:00:00Z");
  private readonly timers = new Set<{ at: number; fire: () => void }>();

  now(): number {
    return this.time;
  }

  after(afterMs: number, fire: () => void): Timer {
    const timer = { at: this.time + afterMs, fire };
    this.timers.add(timer);
    return { cancel: () => this.timers.delete(timer) };
  }

  advance(ms: number): void {
    this.time += ms;
    for (const timer of [...this.timers].filter(({ at }) => at <= this.time)) {
      this.timers.delete(timer);
      timer.fire();
    }
  }
}

/** Events the memory publishes, kept to be looked at. */
export class Receiver {
  readonly events: CloudEvent[] = [];
  private waiting: (() => void)[] = [];

  readonly bus: Pick<Bus, "publish" | "status"> = {
    publish: async (event) => {
      const duplicate = this.events.some(({ id }) => id === event.id);
      if (!duplicate) this.events.push(event);
      for (const resolve of this.waiting.splice(0)) resolve();
      return { id: event.id, topic: event.topic, sequence: this.events.length, duplicate };
    },
    status: () => ({ connected: true, server: "hand", reconnects: 0 }),
  };

  /** Resolves once `isSo`, looked at whenever something arrives. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: bodies are looked into freely by the tests
  readonly body: any;
  readonly text: string;
}

/** Who calls, and in what. */
export interface CallOptions {
  readonly tenant?: string;
  readonly subject?: string;
  readonly scopes?: readonly Scope[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly contentType?: string;
}

export interface Bench extends AsyncDisposable {
  readonly server: TestServer;
  readonly store: Store;
  readonly clock: HandClock;
  readonly receiver: Receiver;
  call(method: string, url: string, body?: unknown, options?: CallOptions): Promise<Answer>;
}

/** The memory over a database of its own, or over a store that outlives it. */
export async function openBench(
  database: string | Store = "pglite:memory",
  deps: Partial<MemoryDeps> & { readonly clock?: HandClock } = {},
): Promise<Bench> {
  const isOwn = typeof database === "string";
  const store = isOwn ? await openStore({ url: database }) : database;
  await store.migrate([memoryMigrations]);
  const clock = deps.clock ?? new HandClock();
  const receiver = new Receiver();
  const logger = createLogger({ service: "memory", level: "silent" });
  const module = memoryModule({ store, bus: receiver.bus, logger, ...deps, clock });
  const server = await testServer([module]);
  await server.listen();
  const tokens = new Map<string, string>();

  async function tokenOf({ tenant = "acme", subject = "tester", scopes }: CallOptions): Promise<string> {
    const key = JSON.stringify([tenant, subject, scopes]);
    const token =
      tokens.get(key) ?? (await server.tokenFor({ tenant, subject, ...(scopes === undefined ? {} : { scopes }) }));
    tokens.set(key, token);
    return token;
  }

  return {
    server,
    store,
    clock,
    receiver,
    async call(method, target, body, options = {}) {
      const response = await server.app.inject({
        method: method as "GET",
        url: target,
        headers: {
          authorization: `Bearer ${await tokenOf(options)}`,
          ...options.headers,
          ...(options.contentType === undefined ? {} : { "content-type": options.contentType }),
        },
        ...(body === undefined ? {} : { payload: body as object }),
      });
      const isJson = String(response.headers["content-type"]).includes("json") && response.body !== "";
      const parsed =
        isJson && !String(response.headers["content-type"]).includes("ndjson") ? response.json() : undefined;
      return { status: response.statusCode, body: parsed, text: response.body };
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      if (isOwn) await store.close();
    },
  };
}
