import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { TroupeError } from "@troupe/contracts";
import type { Bounds, Driver } from "./driver.js";
import { silentLogger } from "./logger.js";
import { openPglite } from "./pglite/driver.js";
import { acquireLock } from "./pglite/lock.js";
import { templateIfAny } from "./pglite/template.js";
import { connectPostgres } from "./postgres/driver.js";
import { createStore } from "./session.js";
import type { Store, StoreOptions } from "./store.js";

const PGLITE = "pglite:";
const STATEMENT_TIMEOUT_MS = 30_000;
const IDLE_TRANSACTION_TIMEOUT_MS = 60_000;
const MAX_CONNECTIONS = 10;

async function openEmbedded(location: string, bounds: Bounds, options: StoreOptions): Promise<Driver> {
  const logger = options.logger ?? silentLogger;
  const template = options.template === false ? undefined : templateIfAny();
  if (location === "memory") {
    return openPglite({
      ...bounds,
      input: { dataDir: undefined, template, dumpTo: undefined },
      lock: undefined,
      logger,
    });
  }
  const folder = resolve(location);
  await mkdir(folder, { recursive: true });
  const lock = await acquireLock(join(folder, "lock"), "open the embedded database");
  try {
    const input = { dataDir: join(folder, "data"), template, dumpTo: undefined };
    return await openPglite({ ...bounds, input, lock, logger });
  } catch (error) {
    await lock.release();
    throw cannotOpen(folder, error as NodeJS.ErrnoException);
  }
}

function cannotOpen(folder: string, cause: NodeJS.ErrnoException): TroupeError {
  const isFull = /ENOSPC|no space left/i.test(`${cause.code} ${cause.message}`);
  return new TroupeError("STORE_UNAVAILABLE", `the embedded database in ${folder} cannot be opened: ${cause.message}`, {
    hint: isFull
      ? `free some space (df -h ${folder}), then start again`
      : `npm ci, or move ${folder} aside to begin anew`,
    cause,
  });
}

/**
 * Opens the database at `url`. An embedded one is ready when this resolves; a server is connected to at first use.
 * Throws CONFLICT when another process holds the embedded database, STORE_UNAVAILABLE when that cannot be opened,
 * BAD_REQUEST for a URL of another kind.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const bounds: Bounds = {
    statementTimeoutMs: options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS,
    idleTransactionTimeoutMs: options.idleTransactionTimeoutMs ?? IDLE_TRANSACTION_TIMEOUT_MS,
  };
  if (options.url.startsWith(PGLITE)) {
    return createStore(await openEmbedded(options.url.slice(PGLITE.length), bounds, options));
  }
  if (!/^postgres(ql)?:\/\//.test(options.url)) {
    throw new TroupeError("BAD_REQUEST", "a database is postgres://…, pglite:<folder> or pglite:memory");
  }
  return createStore(
    connectPostgres({
      ...bounds,
      url: options.url,
      applicationName: options.applicationName ?? "troupe",
      maxConnections: options.maxConnections ?? MAX_CONNECTIONS,
    }),
  );
}
