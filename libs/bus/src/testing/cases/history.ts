import { type CloudEvent, TOPICS } from "@troupe/contracts";
import { expect } from "vitest";
import type { HistoryQuery } from "../../bus.js";
import type { CaseContext, ConformanceCase } from "../harness.js";
import { isoAt, numbered, publishAll } from "../publishing.js";

const query = (given: Partial<HistoryQuery>): HistoryQuery => ({ topics: TOPICS, types: [], limit: 100, ...given });

async function historyIds(context: CaseContext, given: Partial<HistoryQuery>): Promise<string[]> {
  return (await context.bus.history(context.tenant, query(given))).items.map(({ id }) => id);
}

const ids = (events: readonly CloudEvent[]): string[] => events.map(({ id }) => id);

export const historyCases: readonly ConformanceCase[] = [
  {
    name: "history selects by topic, type, time and correlation, oldest first",
    cites: ["history.filters"],
    async run(context) {
      const early = await publishAll(context, [
        { topic: "task-events", type: "task.started", correlationid: "c-1" },
        { topic: "business-facts", type: "order.placed", correlationid: "c-2" },
        { topic: "plan-events", type: "task.started.late", correlationid: "c-1" },
      ]);
      await context.advance(50);
      const middle = isoAt(context.now());
      await context.advance(50);
      const late = await publishAll(context, [
        { topic: "task-events", type: "task.ended", correlationid: "c-1" },
        { topic: "business-facts", type: "order.closed", correlationid: "c-2" },
      ]);
      const all = [...early, ...late];
      expect(await historyIds(context, {})).toEqual(ids(all));
      expect(await historyIds(context, { topics: ["task-events"] })).toEqual(
        ids(all.filter(({ topic }) => topic === "task-events")),
      );
      expect(await historyIds(context, { types: ["task.*", "order.closed"] })).toEqual(
        ids(all.filter(({ type }) => ["task.started", "task.ended", "order.closed"].includes(type))),
      );
      expect(await historyIds(context, { after: middle })).toEqual(ids(late));
      expect(await historyIds(context, { before: middle })).toEqual(ids(early));
      expect(await historyIds(context, { correlationId: "c-1" })).toEqual(
        ids(all.filter(({ correlationid }) => correlationid === "c-1")),
      );
      expect(await historyIds(context, { correlationId: "c-9" })).toEqual([]);
    },
  },
  {
    name: "history's pages join with no loss and no repeat",
    cites: ["history.pages"],
    async run(context) {
      const topics = ["task-events", "plan-events"] as const;
      const events = await publishAll(
        context,
        numbered(5).flatMap((given) => topics.map((topic) => ({ ...given, topic }))),
      );
      const paged: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await context.bus.history(
          context.tenant,
          query({ limit: 3, ...(cursor === undefined ? {} : { cursor }) }),
        );
        expect(page.items.length).toBeLessThanOrEqual(3);
        paged.push(...ids(page.items));
        cursor = page.cursor ?? undefined;
      } while (cursor !== undefined);
      expect(paged).toEqual(ids(events));
      const first = await context.bus.history(context.tenant, query({ limit: 3 }));
      const foreign = context.bus.history(context.otherTenant, query({ cursor: first.cursor ?? "" }));
      await expect(foreign).rejects.toMatchObject({ code: "CURSOR_INVALID" });
      const forged = context.bus.history(context.tenant, query({ cursor: "nonsense" }));
      await expect(forged).rejects.toMatchObject({ code: "CURSOR_INVALID" });
    },
  },
  {
    name: "an event is found by its id, in its tenant only",
    cites: ["find.id", "tenant.isolation"],
    async run(context) {
      const [, event] = await publishAll(context, [{}, { topic: "task-events", data: { n: 1 } }, {}]);
      const id = event?.id ?? "";
      expect(await context.bus.find(context.tenant, id)).toEqual(event);
      expect(await context.bus.find(context.tenant, "no-such-event")).toBeUndefined();
      expect(await context.bus.find(context.otherTenant, id)).toBeUndefined();
    },
  },
];
