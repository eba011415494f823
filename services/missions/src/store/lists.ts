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

/** Whose list of what a cursor is of: one of another is told, and not taken for a place in this one. */
interface Listed {
  readonly tenant: string;
  readonly list: string;
}

const encode = ({ tenant, list }: Listed, place: readonly string[]): string =>
  Buffer.from(JSON.stringify([tenant, list, ...place])).toString("base64url");

function decode(cursor: string, { tenant, list }: Listed, length: number): string[] {
  try {
    const said: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (Array.isArray(said) && said.length === length + 2 && said.every((part) => typeof part === "string")) {
      const [whose, of, ...place] = said;
      if (whose === tenant && of === list) return place;
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
    const values = decode(wanted.cursor, { tenant, list: table }, order.length).map(place);
    where.push(`(${columns.join(", ")}) ${isAscending ? ">" : "<"} (${values.join(", ")})`);
  }
  const direction = isAscending ? "asc" : "desc";
  const sql = `select to_jsonb(x) as row, ${placeOf(columns)} as place from ${from}
    where ${where.join(" and ")} order by ${columns.map((column) => `${column} ${direction}`).join(", ")} limit ${place(limit + 1)}`;
  return page<Row>(database, tenant, { list: table, sql, params, limit, cursor: wanted.cursor });
}

/** A mission's steps by task, in the order in which tasks were asked for; each journal oldest first. */
export async function journals<Row>(
  database: Database,
  tenant: string,
  mission: string,
  { limit, cursor }: Pick<Wanted, "limit" | "cursor">,
) {
  const order = ["t.created_at", "t.id", "x.seq"];
  const params: unknown[] = [tenant, mission, limit + 1];
  if (cursor !== undefined) params.push(...decode(cursor, { tenant, list: "journals" }, order.length));
  // The first comparison is the one that the index of a mission's tasks can begin at.
  const after = cursor === undefined ? "" : `and t.created_at >= $4 and (${order.join(", ")}) > ($4, $5, $6)`;
  const sql = `select to_jsonb(x) as row, ${placeOf(order)} as place
    from missions.tasks t join missions.steps x on x.task_id = t.id and x.tenant_id = t.tenant_id
    where t.tenant_id = $1 and t.mission_id = $2 ${after} order by ${order.join(", ")} limit $3`;
  return page<Row>(database, tenant, { list: "journals", sql, params, limit, cursor });
}

const placeOf = (columns: readonly string[]): string =>
  `jsonb_build_array(${columns.map((column) => `${column}::text`).join(", ")})`;

interface Asked {
  /** What its cursors name. */
  readonly list: string;
  /** Gives one row more than `limit`, if there is one. */
  readonly sql: string;
  readonly params: readonly unknown[];
  readonly limit: number;
  readonly cursor: string | undefined;
}

async function page<Row>(database: Database, tenant: string, { list, sql, params, limit, cursor }: Asked) {
  const found = await database.rows<Found<Row>>(tenant, sql, params).catch((error: unknown) => {
    if (cursor !== undefined && isBadValue(error)) throw notOurs(error);
    throw error;
  });
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    items: found.slice(0, limit).map(({ row }) => row),
    cursor: last === undefined ? null : encode({ tenant, list }, last.place),
  };
}

/** A value that its column's type cannot hold (SQLSTATE class 22). */
const isBadValue = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("22");
