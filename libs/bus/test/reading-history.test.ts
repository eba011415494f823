import { type CloudEvent, TOPICS } from "@troupe/contracts";
import { v4, v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HistoryQuery } from "../src/bus.js";
import { streamOf } from "../src/domain/subject.js";
import { type Bench, engines, openBench } from "./reading-kit.js";

const everything = { topics: TOPICS, types: [], limit: 50 } as const;
const ids = (items: readonly CloudEvent[]) => items.map(({ id }) => id);

let tenants = 0;
const newTenant = () => `history-${tenants++}`;

describe.each(await engines())("history on nats-server $name", ({ binary }) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(binary);
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  async function pages(tenant: string, query: HistoryQuery): Promise<string[][]> {
    const all: string[][] = [];
    let cursor: string | null | undefined;
    do {
      const page = await bench.observer.history(tenant, { ...query, ...(cursor ? { cursor } : {}) });
      all.push(ids(page.items));
      cursor = page.cursor;
    } while (cursor !== null);
    return all;
  }

  test("pages join, oldest first, over topics and other tenants' events", async () => {
    const [tenant, other] = [newTenant(), newTenant()];
    const sent: string[] = [];
    for (let n = 0; n < 33; n++) {
      sent.push((await bench.publish(tenant, TOPICS[(n * 3) % 8] ?? "task-events", "order.placed")).id);
      await bench.publish(other, TOPICS[n % 8] ?? "task-events", "order.placed");
    }
    for (const limit of [1, 7, 11, 33, 200]) {
      const joined = await pages(tenant, { ...everything, limit });
      expect(joined.flat()).toEqual(sent);
      expect(joined.length).toBe(Math.ceil(33 / limit));
    }
    expect(await pages(newTenant(), everything)).toEqual([[]]);
  });

  test("selects by topic, type, stored time and correlation", async () => {
    const tenant = newTenant();
    const early = [
      await bench.publish(tenant, "task-events", "task.started", { correlationid: "c-1" }),
      await bench.publish(tenant, "plan-events", "task.started.late", { correlationid: "c-2" }),
    ];
    let now = Date.now();
    const ticked = now + 3;
    while (now < ticked) now = Date.now();
    const middle = new Date(now - 1).toISOString();
    const late = [await bench.publish(tenant, "task-events", "task.ended", { correlationid: "c-1" })];
    const read = async (query: Partial<HistoryQuery>) =>
      ids((await bench.observer.history(tenant, { ...everything, ...query })).items);
    expect(await read({ topics: ["plan-events"] })).toEqual([early[1]?.id]);
    expect(await read({ types: ["task.*"] })).toEqual([early[0]?.id, late[0]?.id]);
    expect(await read({ types: ["task.*", "*.started.late"] })).toEqual(ids([...early, ...late]));
    expect(await read({ after: middle })).toEqual(ids(late));
    expect(await read({ before: middle })).toEqual(ids(early));
    expect(await read({ correlationId: "c-1" })).toEqual([early[0]?.id, late[0]?.id]);
    expect(await read({ correlationId: "c-1", after: middle, limit: 1 })).toEqual(ids(late));
    await expect(read({ after: "yesterday" })).rejects.toMatchObject({ code: "VALIDATION_FAILED" });
  });

  test("a page looks at a bounded number of events, and the next goes on", async () => {
    const tenant = newTenant();
    await bench.burst(tenant, "billing-events", 25_000);
    const { id } = await bench.publish(tenant, "billing-events", "order.placed", { correlationid: "needle" });
    const query = { ...everything, topics: ["billing-events"], correlationId: "needle" } as const;
    const first = await bench.observer.history(tenant, query);
    expect(first.items).toEqual([]);
    expect(first.cursor).not.toBeNull();
    expect((await pages(tenant, query)).flat()).toEqual([id]);
  });

  test("a page's cursor that retention overtook goes on with what is kept", async () => {
    const tenant = newTenant();
    const sent = [];
    for (let n = 0; n < 6; n++) sent.push(await bench.publish(tenant, "system-events", "order.placed"));
    const query = { topics: ["system-events"], types: [], limit: 2 } as const;
    const { cursor } = await bench.observer.history(tenant, query);
    const { state } = await bench.jsm.streams.info(streamOf("system-events"));
    await bench.jsm.streams.purge(streamOf("system-events"), { seq: state.last_seq });
    const rest = await bench.observer.history(tenant, { ...query, cursor: cursor ?? "" });
    expect(ids(rest.items)).toEqual([sent.at(-1)?.id]);
    expect(rest.cursor).toBeNull();
  });

  test("finds an event by any kind of id, in its tenant only", async () => {
    const tenant = newTenant();
    await bench.burst(tenant, "task-events", 300);
    const old = v7({ msecs: Date.now() - 86_400_000 });
    const ahead = v7({ msecs: Date.now() + 86_400_000 });
    for (const id of [v7(), v4(), "order/1".replace("/", ":"), old, ahead]) {
      const event = await bench.publish(tenant, "task-events", "order.placed", { id });
      expect(await bench.observer.find(tenant, id)).toEqual(event);
      expect(await bench.observer.find(newTenant(), id)).toBeUndefined();
    }
    expect(await bench.observer.find(tenant, v7())).toBeUndefined();
  });
});
