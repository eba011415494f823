import { readFileSync, writeFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { vector } from "@electric-sql/pglite-pgvector";
import type { ResultSet, Statement } from "../driver.js";
import { asText, OID, parseInt8, TEXT_TYPES } from "../values.js";
import type { WireError, WorkerAnswer, WorkerInput, WorkerRequest } from "./wire.js";

const EMPTY: ResultSet = { columns: [], rows: [] };
const input = workerData as WorkerInput;
const port = parentPort;
if (port === null) throw new Error("this file runs in a worker thread");

const answer = (message: WorkerAnswer) => port.postMessage(message);

function wireError(error: unknown): WireError {
  const { message, code, detail, hint, constraint } = error as WireError;
  return JSON.parse(JSON.stringify({ message: message ?? String(error), code, detail, hint, constraint })) as WireError;
}

async function open(): Promise<PGlite> {
  const database = await PGlite.create({
    ...(input.dataDir === undefined ? {} : { dataDir: input.dataDir }),
    ...(input.archive === undefined
      ? {}
      : { loadDataDir: new Blob([readFileSync(input.archive)], { type: "application/x-gzip" }) }),
    extensions: { vector, pg_trgm },
    postgresqlconf: ["shared_buffers=16MB", "timezone=UTC"],
    parsers: { ...Object.fromEntries(TEXT_TYPES.map((type) => [type, asText])), [OID.int8]: parseInt8 },
    serializers: { [OID.json]: asText, [OID.jsonb]: asText },
  });
  if (input.dumpTo !== undefined) {
    const archive = await database.dumpDataDir("gzip");
    writeFileSync(input.dumpTo, Buffer.from(await archive.arrayBuffer()));
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
  const database = await open();
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
