import type { Bus, Clock, SchemaMirror, Timer } from "@troupe/bus";
import { type CloudEvent, type MirroredType, TroupeError } from "@troupe/contracts";
import { type Embedder, registryMigrations, registryModule } from "@troupe/registry";
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

/** What the registry publishes and mirrors, kept to be looked at; it can be down. */
export class Receiver implements SchemaMirror {
  readonly events: CloudEvent[] = [];
  readonly mirrored = new Map<string, MirroredType>();
  isDown = false;
  private waiting: (() => void)[] = [];

  readonly bus: Pick<Bus, "publish" | "status"> = {
    publish: async (event) => {
      this.assertUp();
      const duplicate = this.events.some(({ id, tenantid }) => id === event.id && tenantid === event.tenantid);
      if (!duplicate) this.events.push(event);
      this.changed();
      return { id: event.id, topic: event.topic, sequence: this.events.length, duplicate };
    },
    status: () => ({ connected: !this.isDown, server: "hand", reconnects: 0 }),
  };

  async put(tenant: string, type: MirroredType): Promise<void> {
    this.assertUp();
    this.mirrored.set(`${tenant}/${type.type}`, type);
    this.changed();
  }

  async remove(tenant: string, type: string): Promise<void> {
    this.assertUp();
    this.mirrored.delete(`${tenant}/${type}`);
    this.changed();
  }

  lookup(tenant: string, type: string): MirroredType | undefined {
    return this.mirrored.get(`${tenant}/${type}`);
  }

  async fetch(tenant: string, type: string): Promise<MirroredType | undefined> {
    this.assertUp();
    return this.lookup(tenant, type);
  }

  /** Resolves once `isSo`, looked at whenever something arrives. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  typesOf(tenant: string): string[] {
    return this.events.filter(({ tenantid }) => tenantid === tenant).map(({ type }) => type);
  }

  private assertUp(): void {
    if (this.isDown) throw new TroupeError("BUS_UNAVAILABLE", "down for the test");
  }

  private changed(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: bodies are looked into freely by the tests
  readonly body: any;
}

export interface Bench extends AsyncDisposable {
  readonly server: TestServer;
  readonly store: Store;
  readonly clock: HandClock;
  readonly receiver: Receiver;
  call(method: string, url: string, body?: unknown, tenant?: string): Promise<Answer>;
}

/** The registry over a database of its own. */
export async function openBench(
  url = "pglite:memory",
  shared: { clock?: HandClock; receiver?: Receiver; embedder?: Embedder } = {},
): Promise<Bench> {
  const store = await openStore({ url });
  await store.migrate([registryMigrations]);
  const clock = shared.clock ?? new HandClock();
  const receiver = shared.receiver ?? new Receiver();
  const logger = createLogger({ service: "registry", level: "silent" });
  const module = registryModule({
    ...{ store, bus: receiver.bus, mirror: receiver, clock, logger },
    embedder: shared.embedder,
  });
  const server = await testServer([module]);
  await server.listen();
  const tokens = new Map<string, string>();
  return {
    server,
    store,
    clock,
    receiver,
    async call(method, target, body, tenant = "acme") {
      const token = tokens.get(tenant) ?? (await server.tokenFor({ tenant }));
      tokens.set(tenant, token);
      const response = await server.app.inject({
        method: method as "GET",
        url: target,
        headers: { authorization: `Bearer ${token}` },
        ...(body === undefined ? {} : { payload: body as object }),
      });
      return { status: response.statusCode, body: response.body === "" ? undefined : response.json() };
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await store.close();
    },
  };
}
