import type { ResultSet, Statement } from "../driver.js";

/** What the thread that owns the database is told first. */
export interface WorkerInput {
  /** A folder, or undefined for a database in memory. */
  readonly dataDir: string | undefined;
  /** Archive of an empty database that a new one is unpacked from; undefined to make it by initdb. */
  readonly template: string | undefined;
  /** File to write such an archive to once the database is open. */
  readonly dumpTo: string | undefined;
}

export type WorkerRequest =
  | { readonly id: number; readonly kind: "query"; readonly sql: string; readonly params: readonly unknown[] }
  /** Statements in a row, answered by the last one's rows. With `commit` they are a whole transaction, else its begin. */
  | { readonly id: number; readonly kind: "batch"; readonly statements: readonly Statement[]; readonly commit: boolean }
  | { readonly id: number; readonly kind: "script"; readonly sql: string }
  | { readonly id: number; readonly kind: "close" };

export interface WireError {
  readonly message: string;
  readonly code?: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly constraint?: string;
}

/** Answers carry the request's id; 0 says whether the database opened. */
export type WorkerAnswer =
  | { readonly id: number; readonly result: ResultSet }
  | { readonly id: number; readonly error: WireError };

/** A rejection by PGlite, or the loss of its thread (`WORKER_LOST`). */
export class PgliteError extends Error {
  override readonly name = "PgliteError";
  readonly code: string | undefined;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  readonly constraint: string | undefined;

  constructor({ message, code, detail, hint, constraint }: WireError) {
    super(message);
    this.code = code;
    this.detail = detail;
    this.hint = hint;
    this.constraint = constraint;
  }
}
