import type { SQL } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";

/** A statement as text and parameters, for `Store.once`. */
export interface Rendered {
  readonly text: string;
  readonly params: readonly unknown[];
}

const dialect = new PgDialect();

export function rendered(query: SQL): Rendered {
  const { sql: text, params } = dialect.sqlToQuery(query);
  return { text, params };
}
