import { expect } from "vitest";
import { collect } from "../collect.js";
import { type ConformanceCase, groupRequest } from "../harness.js";
import { idsOf, tenantEvent } from "../publishing.js";

export const publishCases: readonly ConformanceCase[] = [
  {
    name: "publish answers with id, topic and a rising sequence",
    cites: ["publish.receipt"],
    async run(context) {
      const first = tenantEvent(context);
      const second = tenantEvent(context);
      const one = await context.bus.publish(first);
      const two = await context.bus.publish(second);
      expect(one).toMatchObject({ id: first.id, topic: "business-facts", duplicate: false });
      expect(one.sequence).toBeGreaterThan(0);
      expect(two.sequence).toBeGreaterThan(one.sequence);
    },
  },
  {
    name: "events published together are stored in order, each with an outcome of its own",
    cites: ["publish.many"],
    async run(context) {
      const first = tenantEvent(context);
      const last = tenantEvent(context, { data: "é".repeat(1000) });
      const bad = tenantEvent(context, { type: "No Type" });
      const [one, again, refused, two] = await context.bus.publishAll([first, first, bad, last]);
      expect(one).toMatchObject({ id: first.id, topic: "business-facts", duplicate: false });
      expect(again).toEqual({ ...one, duplicate: true });
      expect(refused).toMatchObject({ code: "VALIDATION_FAILED" });
      expect(two).toMatchObject({ id: last.id, duplicate: false });
      expect(await context.bus.publishAll([])).toEqual([]);
      const session = await context.bus.join(context.tenant, groupRequest());
      const got = await collect(session, 2);
      expect(idsOf(got)).toEqual([first.id, last.id]);
      expect(got[1]?.event.data).toBe(last.data);
    },
  },
  {
    name: "a repeated id is a duplicate with the original's sequence and is stored once",
    cites: ["publish.duplicate"],
    async run(context) {
      const event = tenantEvent(context);
      const original = await context.bus.publish(event);
      const repeated = await context.bus.publish({ ...event, data: "another body" });
      expect(repeated).toEqual({ ...original, duplicate: true });
      const replica = await context.another();
      expect(await replica.publish(event)).toEqual({ ...original, duplicate: true });
      const last = tenantEvent(context);
      await context.bus.publish(last);
      const session = await context.bus.join(context.tenant, groupRequest());
      expect(idsOf(await collect(session, 2))).toEqual([event.id, last.id]);
    },
  },
  {
    name: "the same id of another tenant or on another topic is no duplicate",
    cites: ["publish.duplicate-scope", "tenant.isolation"],
    async run(context) {
      const event = tenantEvent(context);
      await context.bus.publish(event);
      const elsewhere = await context.bus.publish({ ...event, tenantid: context.otherTenant });
      const onAnotherTopic = await context.bus.publish({ ...event, topic: "billing-events" });
      expect(elsewhere.duplicate).toBe(false);
      expect(onAnotherTopic).toMatchObject({ topic: "billing-events", duplicate: false });
    },
  },
  {
    name: "an event published to one group reaches no other group, and its id is known",
    cites: ["publish.group"],
    async run(context) {
      const session = await context.bus.join(context.tenant, groupRequest());
      const other = await context.bus.join(context.tenant, groupRequest({ group: "others" }));
      const event = tenantEvent(context);
      const receipt = await context.bus.publish(event, { group: "workers" });
      expect(receipt).toMatchObject({ id: event.id, duplicate: false });
      expect(await context.bus.publish(event, { group: "workers" })).toMatchObject({ duplicate: true });
      const last = tenantEvent(context);
      await context.bus.publish(last);
      expect(idsOf(await collect(session, 2))).toEqual([event.id, last.id]);
      expect(idsOf(await collect(other, 1))).toEqual([last.id]);
    },
  },
  {
    name: "a closed replica refuses to publish, and its siblings go on",
    cites: ["publish.closed"],
    async run(context) {
      const replica = await context.another();
      await replica.close();
      await expect(replica.publish(tenantEvent(context))).rejects.toMatchObject({ code: "BUS_UNAVAILABLE" });
      await expect(replica.publishAll([tenantEvent(context)])).rejects.toMatchObject({ code: "BUS_UNAVAILABLE" });
      expect((await context.bus.publish(tenantEvent(context))).duplicate).toBe(false);
    },
  },
];
