import { TOPICS } from "@troupe/contracts";
import { expect } from "vitest";
import { arrived, collect } from "../collect.js";
import { type ConformanceCase, groupRequest, QUIET_MS } from "../harness.js";
import { numbered, publishAll } from "../publishing.js";

export const tenantCases: readonly ConformanceCase[] = [
  {
    name: "tenants with the same groups, ids and topics never meet",
    cites: ["tenant.isolation"],
    async run(context) {
      const { bus, tenant, otherTenant } = context;
      const tenants = [tenant, otherTenant] as const;
      const sessions = await Promise.all(tenants.map((each) => bus.join(each, groupRequest({ member: "m" }))));
      const everything = { topics: TOPICS, types: [], from: "now" } as const;
      const observers = await Promise.all(tenants.map((each) => bus.observe(each, everything)));
      const ours = await publishAll(context, numbered(3));
      for (const event of ours) await bus.publish({ ...event, tenantid: otherTenant, data: "theirs" });
      for (const [at, each] of tenants.entries()) {
        const session = sessions[at];
        const observer = observers[at];
        if (session === undefined || observer === undefined) throw new Error("each tenant has its readers");
        const leased = await collect(session, 3);
        const seen = await collect(observer, 3);
        for (const item of [...leased, ...seen]) {
          expect("event" in item ? item.event.tenantid : each).toBe(each);
        }
        await context.advance(QUIET_MS);
        expect([arrived(session), arrived(observer)]).toEqual([0, 0]);
        const history = await bus.history(each, { topics: TOPICS, types: [], limit: 50 });
        expect(history.items.map(({ tenantid }) => tenantid)).toEqual([each, each, each]);
        expect(await bus.find(each, ours[0]?.id ?? "")).toMatchObject({ tenantid: each });
        await observer.close();
      }
    },
  },
  {
    name: "a tenant neither lists, reads nor removes another's group",
    cites: ["tenant.isolation", "group.list", "group.remove"],
    async run(context) {
      const { groups } = context.bus;
      await groups.define(context.tenant, groupRequest({ group: "mine" }));
      expect(await groups.get(context.otherTenant, "mine")).toBeUndefined();
      expect((await groups.list(context.otherTenant, { limit: 50 })).items).toEqual([]);
      expect(await groups.remove(context.otherTenant, "mine")).toBe(false);
      expect(await groups.get(context.tenant, "mine")).toMatchObject({ group: "mine" });
    },
  },
];
