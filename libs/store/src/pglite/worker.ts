import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { parentPort } from "node:worker_threads";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { vector } from "@electric-sql/pglite-pgvector";
import type { ResultSet, Statement } from "../driver.js";
import { asText, OID, parseInt8, TEXT_TYPES } from "../values.js";
import { unpack } from "./unpack.js";
import type { WireError, WorkerAnswer, WorkerInput, WorkerRequest } from "./wire.js";

const EMPTY: ResultSet = { columns: [], rows: [] };
/** As small as a second's work makes it. */
const TEMPLATE_PARAMS = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 };
const port = parentPort;
if (port === null) throw new Error("this file runs in a worker thread");

// Of the types that come with browsers.
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<object> };

/** PGlite's code, compiled before it is known what to open. */
async function compile(): Promise<object> {
  return WebAssembly.compile(await readFile(new URL("pglite.wasm", import.meta.resolve("@electric-sql/pglite"))));
}

const answer = (message: WorkerAnswer) => port.postMessage(message);

function wireError(error: unknown): WireError {
  const { message, code, detail, hint, constraint } = error as WireError;
  return JSON.parse(JSON.stringify({ message: message ?? String(error), code, detail, hint, constraint })) as WireError;
}

/** A marker stands beside a new folder until its database is open: what a killed start left is begun anew. */
async function open({ dataDir, template, dumpTo }: WorkerInput, code: object): Promise<PGlite> {
  if (dataDir === undefined) return create(undefined, template, dumpTo, code);
  const marker = `${dataDir}.new`;
  if (existsSync(marker)) rmSync(dataDir, { recursive: true, force: true });
  const isNew = !existsSync(dataDir);
  if (isNew) {
    rmSync(marker, { recursive: true, force: true });
    writeFileSync(marker, "");
    if (template !== undefined) await unpack(template, dataDir);
  }
  const database = await create(dataDir, undefined, dumpTo, code);
  rmSync(marker, { force: true });
  return database;
}

async function create(
  dataDir: string | undefined,
  template: string | undefined,
  dumpTo: string | undefined,
  code: object,
): Promise<PGlite> {
  const database = await PGlite.create({
    pgliteWasmModule: code,
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(template === undefined
      ? {}
      : { loadDataDir: new Blob([brotliDecompressSync(readFileSync(template))], { type: "application/x-tar" }) }),
    extensions: { vector, pg_trgm },
    postgresqlconf: ["shared_buffers=16MB", "timezone=UTC"],
    parsers: { ...Object.fromEntries(TEXT_TYPES.map((type) => [type, asText])), [OID.int8]: parseInt8 },
    serializers: { [OID.json]: asText, [OID.jsonb]: asText },
  });
  if (dumpTo !== undefined) {
    const archive = Buffer.from(await (await database.dumpDataDir("none")).arrayBuffer());
    writeFileSync(dumpTo, brotliCompressSync(archive, { params: TEMPLATE_PARAMS }));
  }
  return database;
}

async function query(database: PGlite, sql: string, params: readonly unknown[]): Promise<ResultSet> {
  const { rows, fields } = await database.query<unknown[]>(sql, [...params], { rowMode: "array" });
  return { columns: fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID })), rows };
}

async function runBatch(database: PGlite, statements: readonly Statement[], commit: boolean): Promise<ResultSet> {
  await database.query("begin");
  try {
    let result = EMPTY;
    for (const { sql, params } of statements) result = await query(database, sql, params);
    if (commit) await database.query("commit");
    return result;
  } catch (error) {
    await database.query("rollback");
    throw error;
  }
}

async function run(database: PGlite, request: WorkerRequest): Promise<ResultSet> {
  switch (request.kind) {
    case "query":
      return query(database, request.sql, request.params);
    case "batch":
      return runBatch(database, request.statements, request.commit);
    case "script":
      await database.exec(request.sql);
      return EMPTY;
    case "close":
      await database.close();
      return EMPTY;
  }
}

try {
  const compiling = compile();
  const [input] = (await once(port, "message")) as [WorkerInput];
  const database = await open(input, await compiling);
  port.on("message", (request: WorkerRequest) => {
    run(database, request).then(
      (result) => {
        answer({ id: request.id, result });
        if (request.kind === "close") port.close();
      },
      (error: unknown) => answer({ id: request.id, error: wireError(error) }),
    );
  });
  answer({ id: 0, result: EMPTY });
} catch (error) {
  answer({ id: 0, error: wireError(error) });
  port.close();
}
