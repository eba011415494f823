import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { MemoryStats } from "@troupe/contracts";
import { startPostgres } from "@troupe/store/testing";
import postgres from "postgres";
import { LeanClient } from "../kit/lean-client.js";
import { type Role, startRole } from "../kit/role.js";
import { syntheticText } from "./synthetic.js";

/** How much is measured. */
export interface Extent {
  readonly full: boolean;
  /** Folder of the SciFact collection. */
  readonly scifact: string | undefined;
  /** Those of the sizes of growth that are meant, such as `pglite.1000`; undefined for all. */
  readonly sizes: readonly string[] | undefined;
}

/** The memory service in a process of its own, on a database of its own. */
export interface Rig extends AsyncDisposable {
  readonly service: Role;
  readonly database: string;
  /** Calls the service over a loopback socket. */
  call<T>(method: string, path: string, body?: unknown, tenant?: string): Promise<T>;
  /** A connection of its own for what is timed, which takes as little of the processor as can be. */
  lean(tenant?: string): Promise<LeanClient>;
  /** Waits until no passage of the tenant waits for its vector. */
  embedded(tenant?: string): Promise<void>;
  /** A connection past the service: as the owner of the tables, or as a tenant with row-level security. */
  straight(tenant?: string): Promise<postgres.Sql>;
}

export type Kind = "postgres" | "pglite";
export type Model = "synthetic" | "local";

/** Starts the service; the first model is that of new tenants. On Postgres a commit is on the disk. */
export async function startRig(kind: Kind, models: readonly Model[]): Promise<Rig> {
  const server = kind === "postgres" ? await startPostgres({ durable: true }) : undefined;
  const database = server?.url ?? "pglite:memory";
  const service = await startRole("memory", { DATABASE_URL: database, EMBEDDERS: models.join(",") });
  const { url } = service.process.readiness as { url: string };
  const agent = new Agent({ keepAlive: true });
  const tokens = new Map<string, string>();

  const clients: LeanClient[] = [];
  async function tokenOf(tenant: string): Promise<string> {
    const token = tokens.get(tenant) ?? (await service.ask<string>("token", { tenant }));
    tokens.set(tenant, token);
    return token;
  }

  const rig: Rig = {
    service,
    database,
    async call<T>(method: string, path: string, body?: unknown, tenant = "acme"): Promise<T> {
      const { status, text } = await ask(agent, { method, url: url + path, token: await tokenOf(tenant), body });
      if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${text.slice(0, 500)}`);
      return (text === "" ? undefined : JSON.parse(text)) as T;
    },
    async lean(tenant = "acme") {
      const client = new LeanClient(url, await tokenOf(tenant));
      clients.push(client);
      return client;
    },
    async embedded(tenant) {
      for (;;) {
        const { embedding } = await rig.call<MemoryStats>("GET", "/v1/memory/stats", undefined, tenant);
        if (embedding.pending === 0) return;
        await sleep(100);
      }
    },
    async straight(tenant) {
      const sql = postgres(database, { max: 1, onnotice: () => {} });
      if (tenant !== undefined) {
        await sql`select set_config('role', 'troupe_app', false), set_config('app.tenant_id', ${tenant}, false)`;
      }
      return sql;
    },
    async [Symbol.asyncDispose]() {
      agent.destroy();
      for (const client of clients) client.close();
      await service[Symbol.asyncDispose]();
      await server?.stop();
    },
  };
  return rig;
}

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly token: string;
  readonly body: unknown;
}

function ask(agent: Agent, { method, url, token, body }: Asked): Promise<{ status: number; text: string }> {
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const said = payload === undefined ? {} : { "content-type": "application/json" };
  const length = payload === undefined ? {} : { "content-length": Buffer.byteLength(payload) };
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, ...said, ...length };
    const asked = request(url, { method, agent, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () =>
        resolve({ status: answer.statusCode ?? 502, text: Buffer.concat(parts).toString("utf8") }),
      );
      answer.on("error", reject);
    });
    asked.on("error", reject);
    asked.end(payload);
  });
}

const PASSAGES_A_DOCUMENT = 100;
/** From so many passages on the graph is built after they are there, as one would for a first load. */
const LOADED_FROM = 20_000;
const GRAPH = `create index vectors_near_384 on memory.vectors
  using hnsw ((embedding::vector(384)) vector_cosine_ops) where dims = 384`;

/** Fills tenants with passages, a hundred a document, and waits for their vectors. */
export async function fill(
  rig: Rig,
  counts: Readonly<Record<string, number>>,
  { graph = true }: { readonly graph?: boolean } = {},
): Promise<void> {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const isLoad = total >= LOADED_FROM && rig.database.startsWith("postgres");
  const sql = rig.database.startsWith("postgres") ? await rig.straight() : undefined;
  if (isLoad) await sql?.unsafe("drop index memory.vectors_near_384");
  for (const [tenant, count] of Object.entries(counts)) await fillTenant(rig, tenant, count);
  if (isLoad && graph) await buildGraph(sql, total);
  await sql?.unsafe("vacuum analyze");
  await sql?.end();
}

async function buildGraph(sql: postgres.Sql | undefined, total: number): Promise<void> {
  await sql?.unsafe(`set maintenance_work_mem = '${Math.min(4000, Math.ceil(total / 400))}MB'`);
  await sql?.unsafe(GRAPH);
}

/** Passages of a block of postings: see the memory's `domain/postings.ts`. */
export const BLOCK = 4096;
const NOISE = 0.05;

/**
 * Copies whole blocks of a tenant's passages in the database until there are `times` as many, in documents of their own,
 * their vectors each with noise of its own, and builds the graph. What is written comes from `fill` without a graph.
 */
export async function multiply(rig: Rig, tenant: string, times: number): Promise<void> {
  const sql = await rig.straight();
  await sql.unsafe("set role troupe_system");
  const [row] =
    await sql`select next_no as count from memory.corpora where tenant_id = ${tenant} and kind = 'semantic'`;
  const count = Number(row?.count);
  const copied = "md5(id::text || copy)::uuid";
  for (let copy = 1; copy < times; copy++) {
    const from = `from memory.%s cross join (select ${copy} as copy) c where tenant_id = '${tenant}' and kind = 'semantic'`;
    const of = (table: string, where: string): string => `${from.replace("%s", table)} and ${where}`;
    await sql.unsafe(`insert into memory.items (tenant_id, id, kind, title, external_id, media_type, content_hash, scope,
        status, metadata, importance, agent, owner, created_at, updated_at, rev)
      select tenant_id, ${copied}, kind, title, external_id || '/' || copy, media_type, content_hash, scope, status,
        metadata, importance, agent, owner, created_at, updated_at, rev ${of("items", "external_id not like '%/%'")}`);
    const id = copied.replace("id::text", "item_id::text");
    const first = `no < ${count}`;
    await sql.unsafe(`insert into memory.passages (tenant_id, kind, no, item_id, position, heading, text, start_at, end_at, text_hash)
      select tenant_id, kind, no + ${copy * count}, ${id}, position, heading, text, start_at, end_at, text_hash
      ${of("passages", first)}`);
    await sql.unsafe(`insert into memory.vectors (tenant_id, kind, no, model, dims, item_id, text_hash, embedding)
      select tenant_id, kind, no + ${copy * count}, model, dims, ${id}, text_hash,
        embedding + (select array_agg((random() - 0.5) * ${NOISE}) from generate_series(1, dims) where no = no)::vector
      ${of("vectors", first)}`);
    await sql.unsafe(`insert into memory.terms (tenant_id, kind, term, block, count, postings)
      select tenant_id, kind, term, block + ${(copy * count) / BLOCK}, count, postings ${of("terms", `block < ${count / BLOCK}`)}`);
    process.stderr.write(`${(copy + 1) * count} passages\n`);
  }
  await sql`update memory.corpora set passages = passages * ${times}, length = length * ${times}, next_no = ${count * times}
    where tenant_id = ${tenant} and kind = 'semantic'`;
  await sql.unsafe("reset role");
  await buildGraph(sql, count * times);
  await sql.unsafe("vacuum analyze");
  await sql.end();
}

async function fillTenant(rig: Rig, tenant: string, count: number): Promise<void> {
  const documents = Math.ceil(count / PASSAGES_A_DOCUMENT);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let document = next++; document < documents; document = next++) {
      const texts = Array.from(
        { length: Math.min(PASSAGES_A_DOCUMENT, count - document * PASSAGES_A_DOCUMENT) },
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
