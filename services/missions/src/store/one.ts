import { TroupeError } from "@troupe/contracts";
import type { Database } from "../database.js";

/** What has an id, and the command that lists it. */
const KINDS = {
  mission: { table: "missions", hint: "troupe missions list" },
  task: { table: "tasks", hint: "troupe tasks list" },
  run: { table: "runs", hint: "troupe tasks list" },
  question: { table: "questions", hint: "troupe questions list" },
} as const;

export type Kind = keyof typeof KINDS;

/** That a tenant has nothing of a kind by that id. */
export const notFound = (kind: Kind, id: string): TroupeError =>
  new TroupeError("NOT_FOUND", `there is no ${kind} ${id}`, { hint: KINDS[kind].hint });

/** A row by its id. Rejects with NOT_FOUND. */
export async function one<Row>(database: Database, tenant: string, kind: Kind, id: string): Promise<Row> {
  const sql = `select to_jsonb(x) as row from missions.${KINDS[kind].table} x where tenant_id = $1 and id = $2`;
  const [found] = await database.rows<{ row: Row }>(tenant, sql, [tenant, id]);
  if (found === undefined) throw notFound(kind, id);
  return found.row;
}
