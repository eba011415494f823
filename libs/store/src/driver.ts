/** Rows as arrays of column values, with the columns' names and type OIDs. */
export interface ResultSet {
  readonly columns: readonly { readonly name: string; readonly type: number }[];
  readonly rows: unknown[][];
}

/** One connection, inside a transaction. */
export interface Connection {
  query(sql: string, params: readonly unknown[]): Promise<ResultSet>;
  /** Runs many statements without parameters. */
  script(sql: string): Promise<void>;
}

/** A statement with its parameters. */
export interface Statement {
  readonly sql: string;
  readonly params: readonly unknown[];
}

export interface TransactionOptions {
  /** Whether statements and idling are bounded. */
  readonly bounded: boolean;
  /** Settings that hold until the transaction's end. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** What an adapter gives: transactions over one vendor's client. */
export interface Driver {
  readonly kind: "postgres" | "pglite";
  /** Commits when `work` resolves and no statement failed; rolls back and rejects else. */
  transaction<T>(options: TransactionOptions, work: (connection: Connection) => Promise<T>): Promise<T>;
  /** A transaction of one statement, in one round trip. */
  once(options: TransactionOptions, statement: Statement): Promise<ResultSet>;
  close(): Promise<void>;
}

/** Bounds a driver keeps, in milliseconds. */
export interface Bounds {
  readonly statementTimeoutMs: number;
  readonly idleTransactionTimeoutMs: number;
}

/** The statement that makes settings hold until the transaction's end. */
export function settingStatement(settings: Readonly<Record<string, string>>): Statement {
  const names = Object.keys(settings);
  const calls = names.map((name, at) => `set_config('${name}', $${at + 1}, true)`);
  return { sql: `select ${calls.join(", ")}`, params: Object.values(settings) };
}
