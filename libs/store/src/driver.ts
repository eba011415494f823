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

export interface TransactionOptions {
  /** Whether statements and idling are bounded. */
  readonly bounded: boolean;
}

/** What an adapter gives: transactions over one vendor's client. */
export interface Driver {
  readonly kind: "postgres" | "pglite";
  /** Commits when `work` resolves and no statement failed; rolls back and rejects else. */
  transaction<T>(options: TransactionOptions, work: (connection: Connection) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Bounds a driver keeps, in milliseconds. */
export interface Bounds {
  readonly statementTimeoutMs: number;
  readonly idleTransactionTimeoutMs: number;
}
