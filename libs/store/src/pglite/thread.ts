import { Worker } from "node:worker_threads";
import type { ResultSet } from "../driver.js";
import { PgliteError, type WorkerAnswer, type WorkerInput, type WorkerRequest } from "./wire.js";

type RequestBody = WorkerRequest extends infer R ? (R extends WorkerRequest ? Omit<R, "id"> : never) : never;

/** The thread that owns a database. */
export interface DatabaseThread {
  readonly isLost: boolean;
  /** Rejects with PgliteError. A request that outlasts `timeoutMs` ends the thread, since nothing else stops a statement. */
  ask(request: RequestBody, timeoutMs?: number): Promise<ResultSet>;
  /** Closes the database, then the thread. */
  close(): Promise<void>;
}

interface Pending {
  resolve(result: ResultSet): void;
  reject(error: Error): void;
}

const start = (): Worker => new Worker(new URL("./worker.js", import.meta.url), { name: "pglite" });

/** A thread that has no database yet. */
let spare: Worker | undefined;

/**
 * Starts a thread ahead of the embedded database that will need it, so that PGlite is loaded while its place is still
 * being found out. Opens nothing, and keeps no process alive.
 */
export function warmUp(): void {
  if (spare !== undefined) return;
  const worker = start();
  const gone = (): void => {
    if (spare === worker) spare = undefined;
  };
  worker.on("error", gone).on("exit", gone).unref();
  spare = worker;
}

function takeThread(): Worker {
  const worker = spare ?? start();
  spare = undefined;
  worker.ref();
  return worker;
}

/** Opens the database in a thread of its own; resolves once it is open. */
export async function startThread(input: WorkerInput): Promise<DatabaseThread> {
  const worker = takeThread();
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let isLost = false;
  const exited = new Promise<void>((resolve) => {
    worker.once("exit", () => {
      lose("the database's thread has ended", "WORKER_LOST");
      resolve();
    });
  });

  function lose(message: string, code: string): void {
    isLost = true;
    for (const { reject } of pending.values()) reject(new PgliteError({ message, code }));
    pending.clear();
  }

  worker.on("error", (error) => lose(`the database's thread failed: ${error.message}`, "WORKER_LOST"));
  worker.on("message", (message: WorkerAnswer) => {
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if ("error" in message) waiting?.reject(new PgliteError(message.error));
    else waiting?.resolve(message.result);
  });

  const ask = async (request: RequestBody, timeoutMs?: number): Promise<ResultSet> => {
    if (isLost) throw new PgliteError({ message: "the database's thread has ended", code: "WORKER_LOST" });
    const id = ++lastId;
    const answered = new Promise<ResultSet>((resolve, reject) => pending.set(id, { resolve, reject }));
    const timer = timeoutMs === undefined ? undefined : setTimeout(abandon, timeoutMs);
    worker.postMessage({ ...request, id });
    return answered.finally(() => clearTimeout(timer));
  };
  function abandon(): void {
    lose("canceling statement due to statement timeout", "57014");
    void worker.terminate();
  }

  const opened = new Promise<ResultSet>((resolve, reject) => pending.set(0, { resolve, reject }));
  worker.postMessage(input);
  await opened;
  return {
    get isLost() {
      return isLost;
    },
    ask,
    async close() {
      if (!isLost) await ask({ kind: "close" });
      await worker.terminate();
      await exited;
    },
  };
}
