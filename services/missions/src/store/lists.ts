import { TroupeError } from "@troupe/contracts";
import type { Database } from "../database.js";

const ANEW = "leave the cursor out: it begins anew";

/** One page of a table's rows. Columns and tables are ours; values are parameters. */
export interface Wanted {
  readonly table: "missions" | "tasks" | "runs" | "steps" | "questions" | "history";
  /** Columns of the order; together unique. The first may be a time. */
  readonly order: readonly string[];
  readonly isAscending?: boolean;
  readonly equal?: Readonly<Record<string, string | undefined>>;
  readonly status?: readonly string[] | undefined;
  /** Labels of missions that all hold. */
  readonly labels?: readonly string[];
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

interface Found<Row> {
  readonly row: Row;
  readonly place: readonly string[];
}

/** A cursor names its table, so that one of another list is told and not taken for a place in this one. */
const encode = (table: string, place: readonly string[]): string =>
  Buffer.from(JSON.stringify([table, ...place])).toString("base64url");

function decode(cursor: string, table: string, length: number): string[] {
  try {
    const said: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (Array.isArray(said) && said.length === length + 1 && said.every((part) => typeof part === "string")) {
      const [of, ...place] = said;
      if (of === table) return place;
    }
  } catch {}
  throw notOurs();
}

const notOurs = (cause?: unknown): TroupeError =>
  new TroupeError("CURSOR_INVALID", "the cursor is not one of this list", { hint: ANEW, cause });

/** The page, and the cursor of the next one. */
export async function list<Row>(database: Database, tenant: string, wanted: Wanted) {
  const { table, order, isAscending = false, limit } = wanted;
  const params: unknown[] = [tenant];
  const place = (value: unknown): string => `$${params.push(value)}`;
  const [first] = order;
  const where = ["x.tenant_id = $1"];
  const labels = wanted.labels ?? [];
  for (const [column, value] of Object.entries(wanted.equal ?? {})) {
    if (value !== undefined) where.push(`x.${column} = ${place(value)}`);
  }
  if (wanted.status !== undefined) where.push(`x.status = any (array[${wanted.status.map(place).join(", ")}]::text[])`);
  if (wanted.after !== undefined) where.push(`x.${first} >= ${place(wanted.after)}`);
  if (wanted.before !== undefined) where.push(`x.${first} < ${place(wanted.before)}`);
  const [driving, ...others] = labels;
  for (const label of others) {
    where.push(`exists (select from missions.labels o where o.tenant_id = $1 and o.label = ${place(label)}
      and o.created_at = x.created_at and o.mission_id = x.id)`);
  }
  const from =
    driving === undefined
      ? `missions.${table} x`
      : `missions.labels l join missions.${table} x on x.tenant_id = l.tenant_id and x.id = l.mission_id`;
  if (driving !== undefined) where.push(`l.tenant_id = $1 and l.label = ${place(driving)}`);
  const columns = driving === undefined ? order.map((column) => `x.${column}`) : ["l.created_at", "l.mission_id"];
  if (wanted.cursor !== undefined) {
    const values = decode(wanted.cursor, table, order.length).map(place);
    where.push(`(${columns.join(", ")}) ${isAscending ? ">" : "<"} (${values.join(", ")})`);
  }
  const direction = isAscending ? "asc" : "desc";
  const sql = `select to_jsonb(x) as row, jsonb_build_array(${columns.map((column) => `${column}::text`).join(", ")}) as place from ${from}
    where ${where.join(" and ")} order by ${columns.map((column) => `${column} ${direction}`).join(", ")} limit ${place(limit + 1)}`;
  const found = await database.rows<Found<Row>>(tenant, sql, params).catch((error: unknown) => {
    if (wanted.cursor !== undefined && isBadValue(error)) {
      throw notOurs(error);
    }
    throw error;
  });
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    items: found.slice(0, limit).map(({ row }) => row),
    cursor: last === undefined ? null : encode(table, last.place),
  };
}

/** A value that its column's type cannot hold (SQLSTATE class 22). */
const isBadValue = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("22");
