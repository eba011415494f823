import { type CloudEvent, TroupeError } from "@troupe/contracts";
import { type SQL, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { isFact } from "../src/domain/facts.js";
import { onEachStore, openBench } from "./bench.js";
import { scenario } from "./scenario.js";

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

onEachStore("what could not be published", (store) => {
  it("leaves by the table, every fact of it", async () => {
    await using bench = await openBench(store());
    const { bus, tenant } = bench;
    const publish = bus.publish.bind(bus);
    const tried = new Set<string>();
    Object.assign(bus, {
      publish: async (...args: Parameters<typeof publish>) => {
        const [event] = args;
        if (!isFact(event as CloudEvent) || tried.has(event.id ?? "")) return publish(...args);
        tried.add(event.id ?? "");
        throw new TroupeError("BUS_UNAVAILABLE", "not this time");
      },
    });
    await scenario(bench);
    const [row] = await store().withTenant(tenant, (tx) =>
      tx.execute<{ ids: string[] }>(sql`select array_agg(id) as ids from missions.history`),
    );
    const ids = row?.ids ?? [];
    expect(ids.length).toBeGreaterThan(50);
    const found = await Promise.all(ids.map((id) => bus.find(tenant, id)));
    expect(ids.filter((_, at) => found[at] === undefined)).toEqual([]);
  });
});
