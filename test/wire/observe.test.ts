import { connect } from "@nats-io/transport-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Stack, startStack } from "./stack.js";
import { call, event, eventually, expectProblem, openStream, type Stream } from "./wire.js";

let stack: Stack;
let idle: Stream;
beforeAll(async () => {
  stack = await startStack();
  idle = await openStream(`${stack.url}/v1/events/stream`, stack.tenant("idle"));
});
afterAll(() => stack.stop());

const open = (token: string, query = "", headers: Record<string, string> = {}) =>
  openStream(`${stack.url}/v1/events/stream?${query}`, token, headers);
const publish = async (token: string, overrides: Record<string, unknown> = {}) => {
  const answer = await call(`${stack.url}/v1/events`, "POST", { token, body: event(overrides) });
  if (answer.status !== 202) throw new Error(answer.text);
  return answer.json as { id: string; sequence: number };
};
const publishAll = async (token: string, events: Record<string, unknown>[]) => {
  const { json } = await call(`${stack.url}/v1/events/batch`, "POST", { token, body: events });
  return json.results.map(({ id }: { id: string }) => id) as string[];
};

describe("GET /v1/events/stream, observed", () => {
  it("says ready first, with no group and a cursor; then events with id and no delivery", async () => {
    const token = stack.tenant("first");
    const stream = await open(token);
    expect(stream.headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(stream.headers.get("cache-control")).toMatch(/no-cache|no-store/);
    const { id } = await publish(token, { data: { text: "line\nbreak \u2028" } });
    const frame = await stream.next();
    expect(stream.seen).toEqual(["ready", "event"]);
    const ready = await stream.next("ready");
    expect(ready.data).toEqual({ group: null, cursor: expect.stringMatching(/./) });
    expect(frame.id).toMatch(/^\S+$/);
    expect(Object.keys(frame.data)).toEqual(["event"]);
    expect(frame.data.event).toMatchObject({ id, tenantid: "first", data: { text: "line\nbreak \u2028" } });
    const stored = await call(`${stack.url}/v1/events/${id}`, "GET", { token });
    expect(frame.data.event).toEqual(stored.json);
    stream.close();
  });

  it("gives each observer everything, and no other tenant anything", async () => {
    const [ours, theirs] = [stack.tenant("ours"), stack.tenant("theirs")];
    const streams = await Promise.all([open(ours), open(ours), open(theirs)]);
    const ids = await publishAll(ours, [event(), event({ topic: "task-events" }), event()]);
    const fence = await publish(theirs);
    for (const stream of streams.slice(0, 2)) {
      expect(new Set((await stream.take(3)).map(({ data }) => data.event.id))).toEqual(new Set(ids));
    }
    expect((await streams[2]?.next())?.data.event.id).toBe(fence.id);
    for (const stream of streams) stream.close();
  });

  it("resumes over several topics by Last-Event-ID and by from, with no loss and no repeat", async () => {
    const token = stack.tenant("resume");
    const topics = ["business-facts", "task-events", "billing-events"];
    const stream = await open(token);
    const events = Array.from({ length: 60 }, (_, n) => event({ topic: topics[n % 3], data: n }));
    const first = await publishAll(token, events.slice(0, 40));
    const got = await stream.take(17);
    const cursor = String(got.at(-1)?.id);
    stream.close();
    const ids = [...first, ...(await publishAll(token, events.slice(40)))];
    const missing = ids.filter((id) => !got.some(({ data }) => data.event.id === id));
    const resumes = [
      await open(token, "", { "last-event-id": cursor }),
      await open(token, `from=${encodeURIComponent(cursor)}`),
      await open(token, "from=beginning", { "last-event-id": cursor }),
    ];
    for (const resumed of resumes) {
      const rest = await resumed.take(43);
      expect(rest.map(({ data }) => data.event.id).sort()).toEqual([...missing].sort());
      for (const topic of topics) {
        const order = [...got, ...rest].map(({ data }) => data.event).filter((each) => each.topic === topic);
        expect(order.map(({ data }) => data)).toEqual(order.map(({ data }) => data).sort((a, b) => a - b));
      }
    }
    const fence = await publish(token);
    for (const resumed of resumes) {
      expect((await resumed.next()).data.event.id).toBe(fence.id);
      resumed.close();
    }
  });

  it("resumes from the cursor of ready itself, though nothing was ever seen", async () => {
    const token = stack.tenant("ready");
    await publish(token);
    const stream = await open(token);
    const cursor = (await stream.next("ready")).data.cursor;
    stream.close();
    const { id } = await publish(token);
    const resumed = await open(token, "", { "last-event-id": cursor });
    expect((await resumed.next()).data.event.id).toBe(id);
    resumed.close();
  });

  it("starts at the beginning, now, or a time", async () => {
    const token = stack.tenant("starts");
    const early = await publish(token, { data: 1 });
    const between = await eventually("the clock moves on", async () => {
      const found = await call(`${stack.url}/v1/events/${early.id}`, "GET", { token });
      const now = Date.now();
      return now > Date.parse(found.json.time) + 50 ? new Date(now).toISOString() : undefined;
    });
    const late = await publish(token, { data: 2 });
    const beginning = await open(token, "from=beginning");
    expect((await beginning.take(2)).map(({ data }) => data.event.id)).toEqual([early.id, late.id]);
    const timed = await open(token, `from=${between}`);
    expect((await timed.next()).data.event.id).toBe(late.id);
    const now = await open(token, "from=now");
    const last = await publish(token);
    expect((await now.next()).data.event.id).toBe(last.id);
    for (const stream of [beginning, timed, now]) stream.close();
  });

  it("filters by topics and types: * is one token, > the rest", async () => {
    const token = stack.tenant("filters");
    const types = ["a.b", "a.b.c", "a.x.c", "b.b", "a.b.c.d"];
    const wanted: [string, string[]][] = [
      ["types=a.b", ["a.b"]],
      ["types=a.>", ["a.b", "a.b.c", "a.x.c", "a.b.c.d"]],
      ["types=a.*", ["a.b"]],
      ["types=a.*.c", ["a.b.c", "a.x.c"]],
      ["types=*.b,a.b.c.>", ["a.b", "b.b", "a.b.c.d"]],
      ["types=a.b,a.>", ["a.b", "a.b.c", "a.x.c", "a.b.c.d"]],
      ["topics=task-events", []],
      ["topics=business-facts,task-events&types=*.*", ["a.b", "b.b"]],
    ];
    const streams = await Promise.all(
      wanted.map(([query]) => open(token, `${query},fence.it`.replace("events,fence.it", "events"))),
    );
    await publishAll(
      token,
      types.map((type) => event({ type })),
    );
    await publishAll(token, [event({ type: "fence.it" }), event({ type: "fence.it", topic: "task-events" })]);
    for (const [at, stream] of streams.entries()) {
      const got: string[] = [];
      for (;;) {
        const { type } = (await stream.next()).data.event;
        if (type === "fence.it") break;
        got.push(type);
      }
      expect(got, wanted[at]?.[0]).toEqual(wanted[at]?.[1]);
      stream.close();
    }
  });

  it.each([
    ["topics=gossip", 422, "VALIDATION_FAILED"],
    ["types=A.b", 422, "VALIDATION_FAILED"],
    ["types=a.>.b", 422, "VALIDATION_FAILED"],
    ["credit=0&group=g", 422, "VALIDATION_FAILED"],
    ["credit=many&group=g", 422, "VALIDATION_FAILED"],
    ["group=a/b", 422, "VALIDATION_FAILED"],
    ["grupo=a", 422, "VALIDATION_FAILED"],
    ["from=not-a-cursor", 400, "CURSOR_INVALID"],
    ["from=2026-02-30T00:00:00Z", 400, undefined],
  ])("refuses ?%s", async (query, status, code) => {
    const answer = await call(`${stack.url}/v1/events/stream?${query}`, "GET", { token: stack.token });
    expectProblem(answer, status, code);
  });

  it("refuses a cursor that is another tenant's, changed or cut", async () => {
    const stream = await open(stack.tenant("mine"));
    const cursor: string = (await stream.next("ready")).data.cursor;
    stream.close();
    const flipped = cursor.startsWith("A") ? "B" : "A";
    const attempts: [string, string][] = [
      ["other", cursor],
      ["mine", `${flipped}${cursor.slice(1)}`],
      ["mine", cursor.slice(0, -4)],
      ["mine", `${cursor}x`],
    ];
    for (const [tenant, id] of attempts) {
      const headers = { "last-event-id": id };
      const answer = await call(`${stack.url}/v1/events/stream`, "GET", { token: stack.tenant(tenant), headers });
      expectProblem(answer, 400, "CURSOR_INVALID");
    }
  });

  it("says by a gap frame what was trimmed before the cursor, and goes on behind it", async () => {
    const token = stack.tenant("gaps");
    const stream = await open(token);
    await publishAll(
      token,
      Array.from({ length: 10 }, (_, n) => event({ topic: "plan-events", data: n })),
    );
    const [seen] = await stream.take(1);
    const rest = await stream.take(9);
    stream.close();
    expect(rest).toHaveLength(9);
    const nats = await connect({ servers: stack.nats.url, token: stack.nats.token });
    await nats.request("$JS.API.STREAM.PURGE.TROUPE_PLAN_EVENTS", JSON.stringify({ seq: 8 }));
    await nats.close();
    const resumed = await open(token, "topics=plan-events", { "last-event-id": String(seen?.id) });
    const gap = await resumed.next("gap");
    expect(gap.data).toEqual({ topic: "plan-events", from: 2, to: 7, missed: 6 });
    expect((await resumed.take(3)).map(({ data }) => data.event.data)).toEqual([7, 8, 9]);
    expect(resumed.seen.slice(0, 2)).toEqual(["ready", "gap"]);
    resumed.close();
    const fresh = await open(token, "topics=plan-events&from=beginning");
    expect((await fresh.take(3)).map(({ data }) => data.event.data)).toEqual([7, 8, 9]);
    expect(fresh.seen).not.toContain("gap");
    fresh.close();
  });

  it("gives 600 KiB frames whole and keeps their order", async () => {
    const token = stack.tenant("large");
    const stream = await open(token);
    for (const n of [1, 2, 3]) await publish(token, { data: `${n}${"é".repeat(250_000)}` });
    const sizes = (await stream.take(3)).map(({ data }) => [data.event.data[0], data.event.data.length]);
    expect(sizes).toEqual([
      ["1", 250_001],
      ["2", 250_001],
      ["3", 250_001],
    ]);
    stream.close();
  });
});

describe("time", () => {
  it("holds an event until deliverat", async () => {
    const token = stack.tenant("delays");
    const stream = await open(token);
    const dueAt = Date.now() + 1500;
    const { id } = await publish(token, { deliverat: new Date(dueAt).toISOString(), data: "held" });
    const past = await publish(token, { deliverat: "2001-01-01T00:00:00Z" });
    expect((await stream.next()).data.event.id).toBe(past.id);
    const frame = await stream.next();
    expect(frame.data.event).toMatchObject({ id, data: "held" });
    expect(Date.now()).toBeGreaterThanOrEqual(dueAt);
    stream.close();
  });

  it("drops at expiresat what nobody took, and says so on system-events", async () => {
    const token = stack.tenant("expiry");
    const system = await open(token, "topics=system-events&types=event.expired");
    const group = await open(token, "group=late&topics=business-facts");
    const expired = await publish(token, { expiresat: "2001-01-01T00:00:00Z" });
    const kept = await publish(token, { expiresat: "2101-01-01T00:00:00Z" });
    expect((await group.next()).data.event.id).toBe(kept.id);
    const told = (await system.next()).data.event;
    expect(told).toMatchObject({ type: "event.expired", topic: "system-events", tenantid: "expiry" });
    expect(JSON.stringify(told)).toContain(expired.id);
    system.close();
    group.close();
  });
});

describe("GET /v1/events, history", () => {
  const list = (token: string, query: string) => call(`${stack.url}/v1/events?${query}`, "GET", { token });

  it("filters by topic, type, time and correlation, and pages to the end", async () => {
    const token = stack.tenant("history");
    const ids = await publishAll(
      token,
      Array.from({ length: 25 }, (_, n) =>
        event({
          topic: n % 2 === 0 ? "business-facts" : "task-events",
          type: n % 5 === 0 ? "five.times" : "order.placed",
          correlationid: n < 10 ? "early" : "late",
        }),
      ),
    );
    const idsOf = async (query: string) => {
      const found: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await list(token, `${query}${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`);
        expect(page.status, page.text).toBe(200);
        expect(Object.keys(page.json).sort()).toEqual(["cursor", "items"]);
        found.push(...page.json.items.map(({ id }: { id: string }) => id));
        cursor = page.json.cursor;
      } while (cursor !== null);
      return found;
    };
    const pick = (want: (n: number) => boolean) => ids.filter((_, n) => want(n)).sort();
    expect((await idsOf("limit=4")).sort()).toEqual(pick(() => true));
    expect((await idsOf("limit=25&topics=task-events")).sort()).toEqual(pick((n) => n % 2 === 1));
    expect((await idsOf("limit=3&types=five.*")).sort()).toEqual(pick((n) => n % 5 === 0));
    expect((await idsOf("limit=200&correlation=early")).sort()).toEqual(pick((n) => n < 10));
    expect(await idsOf("after=2001-01-01T00:00:00Z&before=2002-01-01T00:00:00Z")).toEqual([]);
    expect(await idsOf("after=2001-01-01T00:00:00Z&limit=7")).toHaveLength(25);
    expectProblem(await list(token, "limit=201"), 422, "VALIDATION_FAILED", "/query/limit");
    expectProblem(await list(token, "limit=0"), 422, "VALIDATION_FAILED", "/query/limit");
    expectProblem(await list(token, "after=yesterday"), 422, "VALIDATION_FAILED", "/query/after");
    expectProblem(await list(token, "cursor=forged"), 400, "CURSOR_INVALID");
    expectProblem(await list(token, "corelation=early"), 422, "VALIDATION_FAILED", "/query/corelation");
    expect((await list(stack.tenant("nobody"), "limit=200")).json).toEqual({ items: [], cursor: null });
  });
});

describe("heartbeat and bye", () => {
  it("sends a comment within each 15 s of silence", async () => {
    await idle.until("a comment", () => (idle.comments.length > 0 ? true : undefined), 16_000);
    expect(idle.comments[0]).toMatch(/^:/);
    expect(idle.seen).toEqual(["ready"]);
    idle.close();
  }, 20_000);

  it("says bye on SIGTERM; restarted, it knows its cursors, groups, events and delays", async () => {
    const token = stack.tenant("restart");
    const observer = await open(token);
    const member = await open(token, "group=stays&topics=business-facts&credit=1");
    const before = await publish(token, { data: "before" });
    const cursor = String((await observer.next()).id);
    const frame = await member.next();
    const settled = await call(`${stack.url}/v1/deliveries`, "POST", {
      token,
      body: { settlements: [{ token: frame.data.delivery.token, outcome: "ack" }] },
    });
    expect(settled.json).toEqual({ results: [{ ok: true }] });
    const held = await publish(token, { topic: "task-events", deliverat: new Date(Date.now() + 3000).toISOString() });
    const { folder } = stack;
    stack.process.kill("SIGTERM");
    for (const stream of [observer, member]) {
      expect((await stream.next("bye")).data).toEqual({ reason: expect.stringMatching(/./) });
      await stream.end();
      expect(stream.seen.at(-1)).toBe("bye");
    }
    await eventually("the process ends", async () => (stack.process.exitCode === null ? undefined : true));
    expect(stack.process.exitCode).toBe(0);
    stack = await startStack(folder);
    expect((await call(`${stack.url}/v1/events/${before.id}`, "GET", { token })).json.data).toBe("before");
    const resumed = await open(token, "", { "last-event-id": cursor });
    const rejoined = await open(token, "group=stays&topics=business-facts&credit=1");
    const after = await publish(token, { data: "after" });
    expect((await rejoined.next()).data.event.id).toBe(after.id);
    const got = await resumed.take(2);
    expect(got.map(({ data }) => data.event.id).sort()).toEqual([after.id, held.id].sort());
    resumed.close();
    rejoined.close();
  }, 30_000);
});
