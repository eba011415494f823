import { createHash } from "node:crypto";
import { systemClock } from "@troupe/bus";
import { type Embedder, memoryMigrations, memoryModule } from "@troupe/memory";
import { createLogger } from "@troupe/service";
import { testServer } from "@troupe/service/testing";
import { openStore, type Store } from "@troupe/store";
import { startPostgres } from "@troupe/store/testing";

/** How much is measured. */
export interface Extent {
  readonly full: boolean;
  /** Folder of the SciFact collection. */
  readonly scifact: string | undefined;
}

/** The memory service on a database of its own. */
export interface Rig extends AsyncDisposable {
  readonly store: Store;
  readonly url: string;
  readonly database: string;
  /** Calls the service over a loopback socket. */
  call<T>(method: string, path: string, body?: unknown, tenant?: string): Promise<T>;
  /** Waits until no passage of the tenant waits for its vector. */
  embedded(tenant?: string): Promise<void>;
}

export type Kind = "postgres" | "pglite";

export async function startRig(kind: Kind, embedders: readonly Embedder[]): Promise<Rig> {
  const server = kind === "postgres" ? await startPostgres() : undefined;
  const database = server?.url ?? "pglite:memory";
  const store = await openStore({ url: database, statementTimeoutMs: 600_000 });
  await store.migrate([memoryMigrations]);
  const bus = {
    publish: async () => ({ id: "1", topic: "system-events" as const, sequence: 1, duplicate: false }),
    status: () => ({ connected: true, server: "none", reconnects: 0 }),
  };
  const logger = createLogger({ service: "memory", level: "warn" });
  const app = await testServer([memoryModule({ store, bus, clock: systemClock, logger, embedders, maxPending: 1e9 })]);
  const url = await app.listen();
  const tokens = new Map<string, string>();

  const rig: Rig = {
    store,
    url,
    database,
    async call<T>(method: string, path: string, body?: unknown, tenant = "acme"): Promise<T> {
      const token = tokens.get(tenant) ?? (await app.tokenFor({ tenant }));
      tokens.set(tenant, token);
      const answer = await fetch(url + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text.slice(0, 500)}`);
      return JSON.parse(text) as T;
    },
    async embedded(tenant = "acme") {
      for (;;) {
        const [row] = await store.withTenant(tenant, (tx) =>
          tx.execute<{ any: boolean }>("select exists (select from memory.embedding_jobs) as any"),
        );
        if (row?.any !== true) return;
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    },
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await store.close();
      await server?.stop();
    },
  };
  return rig;
}

const DIMS = 384;
const CLUSTERS = 500;
const SPREAD = 0.9;

/** Reproducible numbers between −1 and 1 from a text. */
function noise(seed: string, count: number): Float32Array {
  const values = new Float32Array(count);
  let block = createHash("sha512").update(seed).digest();
  for (let at = 0, byte = 0; at < count; at++, byte += 2) {
    if (byte >= block.length) {
      block = createHash("sha512").update(block).digest();
      byte = 0;
    }
    values[at] = block.readInt16LE(byte) / 32_768;
  }
  return values;
}

const centres = new Map<string, Float32Array>();

function centreOf(name: string): Float32Array {
  const known = centres.get(name) ?? noise(name, DIMS);
  centres.set(name, known);
  return known;
}

/** A model of no cost whose vectors lie in clusters: a text's first word `c<number>` names its own. */
export const synthetic: Embedder = {
  model: "synthetic/1",
  dims: DIMS,
  async embed(texts) {
    return texts.map((text) => {
      const centre = centreOf(/\bc\d+\b/.exec(text)?.[0] ?? "c0");
      const vector = noise(text, DIMS).map((value, at) => (centre[at] ?? 0) + SPREAD * value);
      const length = Math.hypot(...vector);
      return vector.map((value) => value / length);
    });
  },
  close: async () => {},
};

/** A short text of a cluster, in words of uneven frequency. */
export function syntheticText(at: number): string {
  const words = noise(`words ${at}`, 24).map((value) => Math.floor(20_000 ** Math.abs(value)));
  return `c${at % CLUSTERS} note${at} ${[...words].map((word) => `w${word}`).join(" ")}`;
}

const PASSAGES_A_DOCUMENT = 100;

/** Fills a tenant with passages, a hundred a document, and waits for their vectors. */
export async function fill(rig: Rig, count: number, tenant = "acme"): Promise<void> {
  const documents = Math.ceil(count / PASSAGES_A_DOCUMENT);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let document = next++; document < documents; document = next++) {
      const texts = Array.from(
        { length: PASSAGES_A_DOCUMENT },
        (_, at) => `## ${at}\n\n${syntheticText(document * PASSAGES_A_DOCUMENT + at)}`,
      );
      const body = { text: texts.join("\n\n"), mediaType: "text/markdown", title: " ", externalId: `d${document}` };
      await rig.call("POST", "/v1/memory/semantic/items", body, tenant);
    }
  };
  await Promise.all([lane(), lane()]);
  await rig.embedded(tenant);
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
