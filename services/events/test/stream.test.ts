import { EventEmitter, once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Backing, type EventsServer, order, startBacking, startEvents } from "./fixture.js";

let backing: Backing;
beforeAll(async () => {
  backing = await startBacking();
});
afterAll(() => backing[Symbol.asyncDispose]());

const publish = async (server: EventsServer, count: number, more: object = {}) => {
  const body = Array.from({ length: count }, (_, at) => order({ data: { at }, ...more }));
  const answer = await server.call("POST", "/v1/events/batch", { body });
  return answer.body.results.map(({ id }: { id: string }) => id) as string[];
};
const settle = (server: EventsServer, ...settlements: object[]) =>
  server.call("POST", "/v1/deliveries", { body: { settlements } });

describe("observation", () => {
  it("says ready, then every event with a cursor to resume from", async () => {
    await using server = await startEvents(backing);
    await publish(server, 1);
    await using stream = await server.stream("topics=business-facts");
    expect(stream.response.headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(stream.response.headers.get("cache-control")).toBe("no-cache, no-transform");
    expect(stream.response.headers.get("x-accel-buffering")).toBe("no");
    expect(await stream.next()).toMatchObject({ event: "ready", data: { group: null, cursor: expect.any(String) } });
    const ids = await publish(server, 5);
    const frames = await stream.events(5);
    expect(frames.map(({ data }) => data.event.id)).toEqual(ids);
    expect(frames.every(({ id, data }) => typeof id === "string" && data.delivery === undefined)).toBe(true);

    await using resumed = await server.stream("topics=business-facts&from=beginning", {
      headers: { "last-event-id": frames[1]?.id ?? "" },
    });
    expect((await resumed.events(3)).map(({ data }) => data.event.id)).toEqual(ids.slice(2));
    await using from = await server.stream(`topics=business-facts&from=${encodeURIComponent(frames[3]?.id ?? "")}`);
    expect((await from.events(1))[0]?.data.event.id).toBe(ids[4]);
  });

  it("gives every observer the same events, and filters by type and tenant", async () => {
    await using server = await startEvents(backing);
    await using other = await startEvents(backing);
    await using all = await server.stream("");
    await using some = await server.stream("types=order.shipped");
    await using foreign = await other.stream("from=beginning");
    for (const stream of [all, some, foreign]) await stream.next();
    const placed = await publish(server, 2);
    const shipped = await publish(server, 1, { type: "order.shipped" });
    await publish(other, 1, { id: "theirs" });
    expect((await all.events(3)).map(({ data }) => data.event.id)).toEqual([...placed, ...shipped]);
    expect((await some.events(1))[0]?.data.event.id).toBe(shipped[0]);
    expect((await foreign.events(1))[0]?.data.event.id).toBe("theirs");
  });

  it("refuses a forged cursor, another tenant's, and a query it does not know, before it starts", async () => {
    await using server = await startEvents(backing);
    await using other = await startEvents(backing);
    await using stream = await server.stream("");
    const cursor = (await stream.next())?.data.cursor as string;
    const cases = [
      ["from=forged", "CURSOR_INVALID"],
      ["topic=business-facts", "VALIDATION_FAILED"],
      ["topics=nowhere", "VALIDATION_FAILED"],
      ["types=A", "VALIDATION_FAILED"],
      ["group=a/b", "VALIDATION_FAILED"],
      ["group=g&credit=0", "VALIDATION_FAILED"],
      ["group=g&leaseMs=1", "VALIDATION_FAILED"],
    ] as const;
    for (const [query, code] of cases) {
      await using refused = await server.stream(query);
      expect(refused.response.headers.get("content-type")).toMatch(/problem\+json/);
      expect((await refused.response.json().catch(() => undefined)) ?? code, query).toBeDefined();
      expect(refused.response.status, query).toBeGreaterThanOrEqual(400);
      const again = await server.call("GET", `/v1/events/stream?${query}`);
      expect(again.body.code, query).toBe(code);
    }
    expect((await other.call("GET", `/v1/events/stream?from=${cursor}`)).body.code).toBe("CURSOR_INVALID");
  });

  it("keeps an idle stream open with heartbeats", async () => {
    await using server = await startEvents(backing, { settings: { heartbeatMs: 50 } });
    await using stream = await server.stream("");
    await stream.next();
    expect(await stream.heartbeat()).toBeGreaterThan(0);
  });

  it("holds back for a reader that stops reading, and then goes on with no loss", async () => {
    await using server = await startEvents(backing);
    await using slow = await server.stream("topics=business-facts");
    await slow.next();
    const count = 400;
    for (let round = 0; round < 4; round++) await publish(server, count / 4, { data: "x".repeat(100_000) });
    const { text } = await server.call("GET", "/metrics");
    const taken = Number(/troupe_events_delivered_total\{to="observer"\} (\d+)/.exec(text)?.[1] ?? 0);
    expect(taken).toBeLessThan(count / 2);
    const frames = await slow.events(count);
    expect(new Set(frames.map(({ id }) => id)).size).toBe(count);
  });

  it("bounds the open streams of a tenant and frees a place when one leaves", async () => {
    await using server = await startEvents(backing, { settings: { maxStreams: 1 } });
    const first = await server.stream("");
    await first.next();
    const refused = await server.call("GET", "/v1/events/stream");
    expect(refused).toMatchObject({ status: 429, body: { code: "QUOTA_EXCEEDED" } });
    first.close();
    await expect
      .poll(async () => {
        await using next = await server.stream("");
        return next.response.status;
      })
      .toBe(200);
  });
});

describe("groups", () => {
  it("shares the work, settles in bulk, and tries again what was not done", async () => {
    await using server = await startEvents(backing);
    const query = "group=workers&topics=business-facts&from=beginning&credit=10&backoffMs=50&leaseMs=5000";
    await using one = await server.stream(query);
    expect(await one.next()).toMatchObject({ event: "ready", data: { group: "workers", cursor: null } });
    const ids = await publish(server, 3);
    const frames = await one.events(3);
    expect(frames.map(({ data }) => data.event.id)).toEqual(ids);
    expect(frames[0]).toMatchObject({
      id: undefined,
      data: { delivery: { attempt: 1, leaseMs: 5000, token: expect.any(String) } },
    });
    const [first, second, third] = frames.map(({ data }) => data.delivery.token as string);
    const { body } = await settle(
      server,
      { token: first, outcome: "ack" },
      { token: second, outcome: "retry", afterMs: 10, reason: "later" },
      { token: "forged", outcome: "ack" },
      { token: third, outcome: "extend" },
    );
    expect(body.results).toMatchObject([
      { ok: true },
      { ok: true },
      { ok: false, problem: { code: "DELIVERY_TOKEN_INVALID", status: 400 } },
      { ok: true, token: expect.any(String), leaseMs: 5000 },
    ]);
    const [again] = await one.events(1);
    expect(again?.data).toMatchObject({ event: { id: ids[1] }, delivery: { attempt: 2 } });
    const left = await settle(
      server,
      { token: body.results[3].token, outcome: "ack" },
      { token: again?.data.delivery.token, outcome: "ack" },
    );
    expect(left.body.results).toMatchObject([{ ok: true }, { ok: true }]);
    const { body: status } = await server.call("GET", "/v1/groups/workers");
    expect(status).toMatchObject({ group: "workers", topics: ["business-facts"], members: 1 });
    expect((await server.call("GET", "/v1/groups")).body.items).toHaveLength(1);
  });

  it("keeps no place in a group, and no event, for a client that left while it joined", async () => {
    const moments = new EventEmitter();
    const joined = once(moments, "joined");
    const gone = once(moments, "gone");
    const join: Backing["bus"]["join"] = async (tenant, request) => {
      const session = await backing.bus.join(tenant, request);
      moments.emit("joined");
      await gone;
      return session;
    };
    const settings = { maxStreams: 1 };
    await using server = await startEvents({ ...backing, bus: { ...backing.bus, join } }, { settings });
    server.app.server.on("connection", (socket) => socket.on("close", () => moments.emit("gone")));
    const query = "group=left&topics=business-facts&from=beginning";
    const leaving = new AbortController();
    const headers = { authorization: `Bearer ${await server.tokenFor({ tenant: server.tenant })}` };
    const url = `${await server.listen()}/v1/events/stream?${query}`;
    const answer = fetch(url, { headers, signal: leaving.signal });
    await joined;
    leaving.abort();
    await expect(answer).rejects.toThrow("aborted");
    await gone;
    await expect
      .poll(async () => (await server.call("GET", "/v1/groups/left")).body.members, { timeout: 5000 })
      .toBe(0);
    await using stays = await server.stream(query);
    expect(await stays.next()).toMatchObject({ event: "ready" });
    const [id] = await publish(server, 1);
    const [frame] = await stays.events(1);
    expect(frame?.data.event.id).toBe(id);
  });

  it("acknowledges a delivery along with another call that succeeds", async () => {
    await using server = await startEvents(backing);
    await using other = await startEvents(backing);
    await using one = await server.stream("group=along&topics=business-facts&types=order.placed&credit=1");
    await one.next();
    const ids = await publish(server, 2);
    const [first] = await one.events(1);
    const token = first?.data.delivery.token as string;
    const call = (body: unknown, given: object = {}) =>
      server.call("POST", "/v1/events", { body, headers: { "troupe-delivery": token }, ...given });
    const news = order({ type: "order.done" });
    const publisher = await server.tokenFor({ tenant: server.tenant, scopes: ["events:publish"] });
    const foreign = await server.tokenFor({ tenant: other.tenant });
    const unsettled = [
      await call({ ...news, type: "Not A Type" }),
      await call(news, { token: null }),
      await call({ ...news, id: "by-a-publisher" }, { token: publisher }),
      await call({ ...news, id: "by-others" }, { token: foreign }),
      await call({ ...news, id: "forged" }, { headers: { "troupe-delivery": "forged" } }),
    ];
    expect(unsettled.map(({ status }) => status)).toEqual([422, 401, 202, 202, 202]);
    expect(unsettled.map(({ headers }) => headers["troupe-settled"])).toEqual(unsettled.map(() => undefined));
    const settled = await call({ ...news, id: "along" });
    expect(settled).toMatchObject({ status: 202, headers: { "troupe-settled": "true" } });
    expect(await call({ ...news, id: "again" })).toMatchObject({ status: 202 });
    const [second] = await one.events(1);
    expect(second?.data).toMatchObject({ event: { id: ids[1] }, delivery: { attempt: 1 } });
  });

  it("refuses a member that asks for something else, unless it says update", async () => {
    await using server = await startEvents(backing);
    const body = { topics: ["business-facts"], types: ["order.*"] };
    expect((await server.call("PUT", "/v1/groups/g", { body })).status).toBe(200);
    const other = await server.call("GET", "/v1/events/stream?group=g&topics=system-events");
    expect(other).toMatchObject({ status: 409, body: { code: "GROUP_MISMATCH" } });
    await using updated = await server.stream("group=g&topics=system-events&update=true");
    expect(updated.response.status).toBe(200);
  });

  it("keeps what could not be handled, to read, replay and discard", async () => {
    await using server = await startEvents(backing);
    await using stream = await server.stream("group=g&topics=business-facts&from=beginning&maxAttempts=1");
    const [first, second] = await publish(server, 2);
    const frames = await stream.events(2);
    await settle(
      server,
      ...frames.map(({ data }) => ({ token: data.delivery.token, outcome: "reject", reason: "poison" })),
    );
    const list = async () => (await server.call("GET", "/v1/dead-letters?group=g")).body.items;
    await expect.poll(async () => (await list()).length).toBe(2);
    const letters = await list();
    const letter = letters.find(({ event }: { event: { id: string } }) => event.id === first);
    expect(letter).toMatchObject({ group: "g", attempts: [{ reason: "poison" }] });
    expect((await server.call("GET", `/v1/dead-letters/${letter.id}`)).body).toEqual(letter);
    expect((await server.call("POST", `/v1/dead-letters/${letter.id}/replay`)).status).toBe(202);
    const [replayed] = await stream.events(1);
    expect(replayed?.data.event).toMatchObject({ replayof: first });
    const other = letters.find(({ event }: { event: { id: string } }) => event.id === second);
    expect((await server.call("DELETE", `/v1/dead-letters/${other.id}`)).status).toBe(204);
    expect((await server.call("DELETE", `/v1/dead-letters/${other.id}`)).body.code).toBe("NOT_FOUND");
    expect(await list()).toEqual([]);
  });
});

describe("draining", () => {
  it("says bye, lets what is in flight be settled, and takes no new streams", async () => {
    const { stopGracefully } = await import("@troupe/service");
    await using server = await startEvents(backing);
    await using watcher = await server.stream("");
    await using member = await server.stream("group=g&topics=business-facts&from=beginning");
    await watcher.next();
    await publish(server, 1);
    const [frame] = await member.events(1);
    expect((await watcher.events(1))[0]?.event).toBe("event");
    const stopped = stopGracefully(server.app, 5000);
    expect(await watcher.next()).toMatchObject({ event: "bye", data: { reason: "draining" } });
    expect(await member.next()).toMatchObject({ event: "bye", data: { reason: "draining" } });
    expect(await member.next()).toBeUndefined();
    expect((await server.call("GET", "/readyz")).status).toBe(503);
    expect((await server.call("GET", "/v1/events/stream")).body.code).toBe("DRAINING");
    const { body } = await settle(server, { token: frame?.data.delivery.token, outcome: "ack" });
    expect(body.results).toMatchObject([{ ok: true }]);
    const startedAt = performance.now();
    await stopped;
    expect(performance.now() - startedAt).toBeLessThan(4000);
  });

  it("gives back what a member did not settle", async () => {
    const { stopGracefully } = await import("@troupe/service");
    await using server = await startEvents(backing);
    await using next = await startEvents(backing, { tenant: server.tenant });
    await using member = await server.stream("group=g&topics=business-facts&from=beginning&leaseMs=600000");
    const [id] = await publish(server, 1);
    const [held] = await member.events(1);
    await stopGracefully(server.app, 100);
    await using taker = await next.stream("group=g&topics=business-facts");
    const [taken] = await taker.events(1);
    expect(taken?.data.event.id).toBe(id);
    const { body } = await settle(next, { token: held?.data.delivery.token, outcome: "ack" });
    expect(body.results).toMatchObject([{ ok: false, problem: { code: "LEASE_EXPIRED" } }]);
  });

  it("closes with open streams", async () => {
    const server = await startEvents(backing);
    await using stream = await server.stream("");
    await stream.next();
    const startedAt = performance.now();
    await server[Symbol.asyncDispose]();
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });
});
