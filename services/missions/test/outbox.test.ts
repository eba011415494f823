import { type SQL, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { onEachStore } from "./bench.js";

class Undone extends Error {}

onEachStore("the outbox", (store) => {
  it("is read by number, with a plan that is older than the history", async () => {
    let scans: number | undefined;
    const looked = store().withSystem(async (tx) => {
      const number = async (asked: SQL): Promise<number> => Number((await tx.execute<{ n: number }>(asked))[0]?.n);
      const left = () => number(sql`select jsonb_array_length(missions.read_outbox('a relay', 0, 100)) as n`);
      const scanned = () =>
        number(
          sql`select seq_scan as n from pg_stat_xact_user_tables where relname = 'history' and schemaname = 'missions'`,
        );
      for (let look = 0; look < 8; look++) expect(await left()).toBe(0);
      await tx.execute(sql`insert into missions.history (tenant_id, id, type, at, task_id, actor, correlation_id, data)
        select 'grown', n::text, 'task.created', now(), n::text, 'tester', 'c', '{}' from generate_series(1, 3000) n`);
      await tx.execute(sql`insert into missions.outbox (seq, tenant_id)
        select seq, tenant_id from missions.history order by seq desc limit 3`);
      const before = await scanned();
      expect(await left()).toBe(3);
      scans = (await scanned()) - before;
      throw new Undone();
    });
    await expect(looked).rejects.toThrow(Undone);
    expect(scans).toBe(0);
  });
});
