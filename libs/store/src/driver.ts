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

/** A call of one of the database's functions, and of another one without arguments after it. */
export interface FunctionCall {
  /** With its schema. */
  readonly name: string;
  readonly args: readonly unknown[];
  readonly next?: string;
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
  /** Nothing is written: the end is not waited for. */
  readonly readsOnly?: boolean;
}

/** What an adapter gives: transactions over one vendor's client. */
export interface Driver {
  readonly kind: "postgres" | "pglite";
  /** Commits when `work` resolves and no statement failed; rolls back and rejects else. */
  transaction<T>(options: TransactionOptions, work: (connection: Connection) => Promise<T>): Promise<T>;
  /** A transaction of one statement, in one round trip. */
  once(options: TransactionOptions, statement: Statement): Promise<ResultSet>;
  /** A transaction that is one statement: `role` and `tenant` are set in it before the function is called. */
  call(role: string, tenant: string, call: FunctionCall): Promise<ResultSet>;
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

const statements = new Map<string, string>();

/**
 * The statement that takes a role and a tenant for its own time and then calls a function with the tenant and `args`. The
 * function stands on what the first subquery answers, so it is called after the settings; `offset 0` keeps both apart.
 */
export function callStatement(role: string, tenant: string, { name, args, next }: FunctionCall): Statement {
  const key = `${name}/${args.length}/${next}`;
  const params = [role, tenant, ...args];
  const known = statements.get(key);
  if (known !== undefined) return { sql: known, params };
  const places = ["s.tenant", ...args.map((_, at) => `$${at + 3}`)];
  const sql =
    `select x.answer${next === undefined ? "" : `, ${next}() as next`} from (select set_config('timezone', 'UTC', true), ` +
    "set_config('role', $1, true), set_config('app.tenant_id', $2, true) as tenant offset 0) s, " +
    `lateral (select ${name}(${places.join(", ")}) as answer offset 0) x`;
  statements.set(key, sql);
  return { sql, params };
}
