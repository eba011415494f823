import { type Breaker, closeBreakersSchema, TroupeError } from "@troupe/contracts";
import { parseWith } from "@troupe/service";
import type { Database } from "./database.js";
import type { Breakers } from "./missions.js";

const MOST = 200;

export const breakersOf = (database: Database): Breakers => ({
  async breakers(tenant) {
    const sql = `select agent, type, failures, missions.iso(opened_at) as "openedAt", missions.iso(until) as until,
      case when until is null then 'closed' when until > $2 then 'open' else 'half_open' end as state
      from missions.breakers where tenant_id = $1 order by type, agent limit $3`;
    return { items: await database.rows<Breaker>(tenant, sql, [tenant, database.now(), MOST]), cursor: null };
  },

  async closeBreakers({ tenant }, agent, input) {
    const { type } = parseWith(closeBreakersSchema, input);
    const sql = `delete from missions.breakers where tenant_id = $1 and agent = $2 and ($3::text is null or type = $3)
      returning type`;
    const closed = await database.rows(tenant, sql, [tenant, agent, type ?? null]);
    if (closed.length > 0) return;
    const what = type === undefined ? "any event type" : type;
    throw new TroupeError("NOT_FOUND", `no failure of ${agent} at ${what} is counted`, {
      hint: "troupe missions breakers",
    });
  },
});
