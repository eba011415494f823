import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Replica, type Stack, startStack } from "./stack.js";
import {
  call,
  event,
  eventually,
  expectProblem,
  expectProblemBody,
  type Frame,
  type Json,
  openStream,
  type Stream,
} from "./wire.js";

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack.stop());

const join = (token: string, query: string, base = stack.url) => openStream(`${base}/v1/events/stream?${query}`, token);
const publishAll = async (token: string, count: number, overrides: Record<string, unknown> = {}) => {
  const body = Array.from({ length: count }, (_, n) => event({ data: n, ...overrides }));
  const { json } = await call(`${stack.url}/v1/events/batch`, "POST", { token, body });
  return json.results.map(({ id }: { id: string }) => id) as string[];
};
const settle = async (token: string, settlements: Json[], base = stack.url): Promise<Json[]> => {
  const answer = await call(`${base}/v1/deliveries`, "POST", { token, body: { settlements } });
  expect(answer.status, answer.text).toBe(200);
  expect(Object.keys(answer.json)).toEqual(["results"]);
  expect(answer.json.results).toHaveLength(settlements.length);
  return answer.json.results;
};
const tokenOf = (frame: Frame): string => frame.data.delivery.token;
const ack = (token: string, frame: Frame, base = stack.url) =>
  settle(token, [{ token: tokenOf(frame), outcome: "ack" }], base);
const status = async (token: string, group: string) =>
  (await call(`${stack.url}/v1/groups/${group}`, "GET", { token })).json;
const letters = async (token: string, query = ""): Promise<Json> =>
  (await call(`${stack.url}/v1/dead-letters?${query}`, "GET", { token })).json;
/** Sees that nothing was pushed beyond what was taken: what is pushed is there once this round trip is. */
const nothingMore = async (token: string, stream: Stream, group: string, lag: number) => {
  await eventually(`a lag of ${lag}`, async () => ((await status(token, group)).lag === lag ? true : undefined));
  expect(stream.frames.filter((frame) => frame.event === "event")).toEqual([]);
};

describe("a group", () => {
  it("says ready with its name; frames carry a delivery and no id", async () => {
    const token = stack.tenant("shape");
    const stream = await join(token, "group=g1");
    expect((await stream.next("ready")).data).toMatchObject({ group: "g1" });
    const [id] = await publishAll(token, 1);
    const frame = await stream.next();
    expect(frame.id).toBeUndefined();
    expect(Object.keys(frame.data)).toEqual(["event", "delivery"]);
    expect(frame.data.event.id).toBe(id);
    expect(frame.data.delivery).toEqual({ token: expect.stringMatching(/^\S+$/), attempt: 1, leaseMs: 30_000 });
    expect(await ack(token, frame)).toEqual([{ ok: true }]);
    stream.close();
  });

  it("sends no more than credit unsettled, and the next when one is settled", async () => {
    const token = stack.tenant("credit");
    const stream = await join(token, "group=g&credit=3");
    await publishAll(token, 10);
    const held = await stream.take(3);
    await nothingMore(token, stream, "g", 7);
    expect(await status(token, "g")).toMatchObject({ group: "g", lag: 7, pending: 3, members: 1 });
    await ack(token, held[1] as Frame);
    await stream.take(1);
    await nothingMore(token, stream, "g", 6);
    stream.close();
  });

  it("shares the work among members; another group gets everything too", async () => {
    const token = stack.tenant("share");
    const members = await Promise.all([1, 2].map(() => join(token, "group=work&credit=10")));
    const other = await join(token, "group=other&credit=100");
    const ids = await publishAll(token, 60);
    const seen: string[] = [];
    const drain = async (stream: Stream) => {
      while (seen.length < 60) {
        const frame = await stream.next().catch(() => undefined);
        if (frame === undefined) return;
        seen.push(frame.data.event.id);
        await ack(token, frame);
        if (seen.length === 60) for (const member of members) member.close();
      }
    };
    await Promise.all(members.map(drain));
    expect(seen.sort()).toEqual([...ids].sort());
    expect((await other.take(60)).map(({ data }) => data.event.id)).toEqual(ids);
    other.close();
  });

  it("of one with credit 1 handles strictly in the topic's order, retries included", async () => {
    const token = stack.tenant("order");
    const stream = await join(token, "group=g&credit=1&backoffMs=0&topics=business-facts");
    await publishAll(token, 6);
    const handled: [number, number][] = [];
    while (handled.length < 7) {
      const frame = await stream.next();
      const { attempt } = frame.data.delivery;
      handled.push([frame.data.event.data, attempt]);
      const outcome = frame.data.event.data === 2 && attempt === 1 ? "retry" : "ack";
      await settle(token, [{ token: tokenOf(frame), outcome }]);
    }
    expect(handled).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
      [2, 2],
      [3, 1],
      [4, 1],
      [5, 1],
    ]);
    stream.close();
  });

  it("goes on from its place when it comes back, and starts where from says", async () => {
    const token = stack.tenant("place");
    await publishAll(token, 2);
    const stream = await join(token, "group=all&from=beginning");
    const [first, second] = await stream.take(2);
    await ack(token, first as Frame);
    await ack(token, second as Frame);
    stream.close();
    const ids = await publishAll(token, 2);
    const again = await join(token, "group=all&from=beginning");
    expect((await again.take(2)).map(({ data }) => data.event.id).sort()).toEqual([...ids].sort());
    again.close();
  });

  it("keeps a lease over its connection: the holder settles later, and what lapses goes to another", async () => {
    const token = stack.tenant("leaves");
    const first = await join(token, "group=g&credit=2&leaseMs=1500");
    const ids = await publishAll(token, 2);
    const [kept, lost] = await first.take(2);
    const second = await join(token, "group=g&credit=2&leaseMs=1500");
    first.close();
    expect(await ack(token, kept as Frame)).toEqual([{ ok: true }]);
    const frame = await second.next();
    expect(frame.data.event.id).toBe(ids[1]);
    expect(frame.data.delivery.attempt).toBe(2);
    const [late] = await ack(token, lost as Frame);
    expect(late.problem.code).toBe("LEASE_EXPIRED");
    await ack(token, frame);
    expect(await status(token, "g")).toMatchObject({ lag: 0, pending: 0 });
    second.close();
  });

  it("refuses a member that asks for other topics or types, unless it says update", async () => {
    const token = stack.tenant("mismatch");
    const stream = await join(token, "group=g&topics=business-facts&types=order.*");
    const url = `${stack.url}/v1/events/stream`;
    for (const query of ["group=g", "group=g&topics=business-facts", "group=g&topics=task-events&types=order.*"]) {
      expectProblem(await call(`${url}?${query}`, "GET", { token }), 409, "GROUP_MISMATCH");
    }
    const same = await join(token, "group=g&topics=business-facts&types=order.*");
    same.close();
    const updated = await join(token, "group=g&topics=business-facts,task-events&types=order.*&update=true");
    expect((await status(token, "g")).topics.sort()).toEqual(["business-facts", "task-events"]);
    updated.close();
    stream.close();
  });
});

describe("settling", () => {
  it("retry comes again, after its time, with the next attempt and the same event", async () => {
    const token = stack.tenant("retry");
    const stream = await join(token, "group=g");
    const [id] = await publishAll(token, 1);
    const first = await stream.next();
    const at = Date.now();
    const [result] = await settle(token, [{ token: tokenOf(first), outcome: "retry", afterMs: 400, reason: "busy" }]);
    expect(result).toEqual({ ok: true });
    const second = await stream.next();
    expect(second.data.event).toEqual(first.data.event);
    expect(second.data.event.id).toBe(id);
    expect(second.data.delivery.attempt).toBe(2);
    expect(Date.now() - at).toBeGreaterThanOrEqual(300);
    stream.close();
  });

  it("a bare retry waits by the group's back-off and burns no attempts", async () => {
    const token = stack.tenant("bare");
    const stream = await join(token, "group=g&backoffMs=700");
    await publishAll(token, 1);
    const at = Date.now();
    await settle(token, [{ token: tokenOf(await stream.next()), outcome: "retry" }]);
    expect((await stream.next()).data.delivery.attempt).toBe(2);
    expect(Date.now() - at).toBeGreaterThanOrEqual(500);
    stream.close();
  });

  it("extend answers with a new token and lease, and keeps the event with its holder", async () => {
    const token = stack.tenant("extend");
    const stream = await join(token, "group=g&leaseMs=1000&credit=1");
    await publishAll(token, 1);
    const frame = await stream.next();
    expect(frame.data.delivery.leaseMs).toBe(1000);
    let held = tokenOf(frame);
    const until = Date.now() + 2500;
    await eventually("two and a half leases pass", async () => {
      const [result] = await settle(token, [{ token: held, outcome: "extend" }]);
      expect(result).toEqual({ ok: true, token: expect.stringMatching(/^\S+$/), leaseMs: 1000 });
      expect(result.token).not.toBe(held);
      held = result.token;
      return Date.now() > until ? true : undefined;
    });
    expect(stream.frames.filter((each) => each.event === "event")).toEqual([]);
    expect(await settle(token, [{ token: held, outcome: "ack" }])).toEqual([{ ok: true }]);
    stream.close();
  });

  it("refuses a token past its lease, and the next attempt settles", async () => {
    const token = stack.tenant("expired");
    const stream = await join(token, "group=g&leaseMs=1000&backoffMs=0");
    await publishAll(token, 1);
    const first = await stream.next();
    const second = await stream.next();
    expect([first, second].map(({ data }) => data.delivery.attempt)).toEqual([1, 2]);
    for (const outcome of ["ack", "retry", "reject", "extend"]) {
      const [late] = await settle(token, [{ token: tokenOf(first), outcome }]);
      expect(late.ok).toBe(false);
      expectProblemBody(late.problem, 409);
      expect(late.problem.code).toBe("LEASE_EXPIRED");
    }
    expect(await ack(token, second)).toEqual([{ ok: true }]);
    expect(await status(token, "g")).toMatchObject({ pending: 0, lag: 0 });
    stream.close();
  });

  it("answers many in order, refusing forged tokens and those of another tenant", async () => {
    const [token, other] = [stack.tenant("many"), stack.tenant("stranger")];
    const stream = await join(token, "group=g");
    await publishAll(token, 3);
    const [a, b, c] = (await stream.take(3)).map(tokenOf) as [string, string, string];
    const cut = `${b.slice(0, -3)}AAA`;
    const results = await settle(token, [
      { token: a, outcome: "ack" },
      { token: cut, outcome: "ack" },
      { token: "nonsense", outcome: "ack" },
      { token: b, outcome: "extend" },
    ]);
    expect(results.map(({ ok }) => ok)).toEqual([true, false, false, true]);
    for (const at of [1, 2]) {
      expectProblemBody(results[at].problem, 400);
      expect(results[at].problem.code).toBe("DELIVERY_TOKEN_INVALID");
    }
    const [stolen] = await settle(other, [{ token: c, outcome: "ack" }]);
    expect(stolen.problem.code).toBe("DELIVERY_TOKEN_INVALID");
    expect(await settle(token, [{ token: c, outcome: "ack" }])).toEqual([{ ok: true }]);
    expect(await settle(token, [])).toEqual([]);
    stream.close();
  });

  it.each<[string, unknown, string]>([
    ["no settlements", {}, "/settlements"],
    ["an unknown outcome", { settlements: [{ token: "t", outcome: "done" }] }, "/settlements/0/outcome"],
    ["no token", { settlements: [{ outcome: "ack" }] }, "/settlements/0/token"],
    ["a negative wait", { settlements: [{ token: "t", outcome: "retry", afterMs: -1 }] }, "/settlements/0/afterMs"],
    ["a wait in words", { settlements: [{ token: "t", outcome: "retry", afterMs: "1s" }] }, "/settlements/0/afterMs"],
    ["a misspelt wait", { settlements: [{ token: "t", outcome: "retry", afterms: 5 }] }, "/settlements/0/afterms"],
    ["1,001", { settlements: Array.from({ length: 1001 }, () => ({ token: "t", outcome: "ack" })) }, "/settlements"],
  ])("refuses %s", async (_name, body, pointer) => {
    const answer = await call(`${stack.url}/v1/deliveries`, "POST", { token: stack.token, body });
    expectProblem(answer, 422, "VALIDATION_FAILED", pointer);
  });
});

describe("dead letters", () => {
  /** Publishes one event and fails it until it is dead. */
  const kill = async (token: string, group: string, overrides: Record<string, unknown> = {}) => {
    const stream = await join(token, `group=${group}&topics=business-facts&maxAttempts=2&backoffMs=0`);
    const [id] = await publishAll(token, 1, overrides);
    for (const attempt of [1, 2]) {
      const frame = await stream.next();
      expect(frame.data.delivery.attempt).toBe(attempt);
      await settle(token, [{ token: tokenOf(frame), outcome: "retry", reason: `no ${attempt}` }]);
    }
    const letter = await eventually("a dead letter", async () => {
      const { items } = await letters(token, `group=${group}`);
      return (items as Json[]).find((item) => item.event.id === id);
    });
    return { stream, letter, id: String(id) };
  };

  it("hold id, event, group, attempts with their reasons, and when it died", async () => {
    const token = stack.tenant("dead");
    const { stream, letter, id } = await kill(token, "g");
    expect(Object.keys(letter).sort()).toEqual(["attempts", "diedAt", "event", "group", "id"]);
    expect(letter).toMatchObject({ group: "g", event: { id, data: 0 } });
    const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(letter.attempts).toEqual([
      { at: instant, reason: "no 1" },
      { at: instant, reason: "no 2" },
    ]);
    expect(letter.diedAt).toEqual(instant);
    const one = await call(`${stack.url}/v1/dead-letters/${letter.id}`, "GET", { token });
    expect(one.json).toEqual(letter);
    expect((await status(token, "g")).pending).toBe(0);
    stream.close();
  });

  it("are replayed to their group alone, with the same lineage and replayof, and are gone then", async () => {
    const token = stack.tenant("replay");
    const { stream, letter, id } = await kill(token, "g", { correlationid: "thread" });
    const bystander = await join(token, "group=bystander&topics=business-facts");
    const answer = await call(`${stack.url}/v1/dead-letters/${letter.id}/replay`, "POST", { token });
    expect(answer.status, answer.text).toBe(202);
    expect(Object.keys(answer.json).sort()).toEqual(["duplicate", "id", "sequence", "topic"]);
    const frame = await stream.next();
    expect(frame.data.event).toMatchObject({ id: answer.json.id, replayof: id, correlationid: "thread", data: 0 });
    expect(frame.data.event.id).not.toBe(id);
    expect(frame.data.delivery.attempt).toBe(1);
    await ack(token, frame);
    expectProblem(await call(`${stack.url}/v1/dead-letters/${letter.id}`, "GET", { token }), 404, "NOT_FOUND");
    expectProblem(await call(`${stack.url}/v1/dead-letters/${letter.id}/replay`, "POST", { token }), 404, "NOT_FOUND");
    const [fence] = await publishAll(token, 1);
    expect((await bystander.next()).data.event.id).toBe(fence);
    stream.close();
    bystander.close();
  });

  it("are discarded once", async () => {
    const token = stack.tenant("discard");
    const { stream, letter } = await kill(token, "g");
    const url = `${stack.url}/v1/dead-letters/${letter.id}`;
    expect((await call(url, "DELETE", { token })).status).toBe(204);
    expectProblem(await call(url, "DELETE", { token }), 404, "NOT_FOUND");
    expect(await letters(token)).toEqual({ items: [], cursor: null });
    stream.close();
  });

  it("come at once by reject, tell the asker <type>.failed, and are listed page by page", async () => {
    const token = stack.tenant("reject");
    const replies = await join(token, "topics=action-results");
    const stream = await join(token, "group=g&topics=action-requests");
    const ask = { topic: "action-requests", type: "sum.requested", replytopic: "action-results", taskid: "t1" };
    const ids = await publishAll(token, 3, ask);
    for (const frame of await stream.take(3)) {
      await settle(token, [{ token: tokenOf(frame), outcome: "reject", reason: "not mine" }]);
    }
    for (const _ of ids) {
      const reply = (await replies.next()).data.event;
      expect(reply).toMatchObject({ type: "sum.failed", topic: "action-results", taskid: "t1", hops: 1 });
      expect(ids).toContain(reply.causationid);
      expectProblemBody(reply.data, 500);
    }
    const found: Json[] = [];
    let cursor: string | null = null;
    do {
      const page = await letters(token, `limit=2${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`);
      expect(page.items.length).toBeLessThanOrEqual(2);
      found.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== null);
    expect(found.map(({ event: { id } }) => id).sort()).toEqual([...ids].sort());
    expect(found.map(({ attempts }) => attempts.map(({ reason }: Json) => reason))).toEqual(
      ids.map(() => ["not mine"]),
    );
    stream.close();
    replies.close();
  });

  it("come of leases that end too often too", async () => {
    const token = stack.tenant("lapse");
    const stream = await join(token, "group=g&leaseMs=1000&maxAttempts=1");
    const [id] = await publishAll(token, 1);
    await stream.next();
    const letter = await eventually("a dead letter", async () => (await letters(token)).items[0]);
    expect(letter.event.id).toBe(id);
    expect(letter.attempts).toHaveLength(1);
    stream.close();
  });
});

describe("/v1/groups", () => {
  it("are defined, listed page by page, read and removed", async () => {
    const token = stack.tenant("manage");
    const url = `${stack.url}/v1/groups`;
    const body = { topics: ["task-events"], types: ["a.*"], policy: { leaseMs: 5000, maxAttempts: 3 } };
    for (const group of ["a", "b.c", "d-e_f"]) {
      const put = await call(`${url}/${group}`, "PUT", { token, body });
      expect(put.status, put.text).toBe(200);
    }
    const read = await call(`${url}/b.c`, "GET", { token });
    expect(read.json).toMatchObject({
      group: "b.c",
      topics: ["task-events"],
      types: ["a.*"],
      policy: { leaseMs: 5000, maxAttempts: 3, backoffMs: [1000, 5000, 30_000, 120_000] },
      lag: 0,
      pending: 0,
      members: 0,
    });
    const first = await call(`${url}?limit=2`, "GET", { token });
    const second = await call(`${url}?limit=2&cursor=${encodeURIComponent(first.json.cursor)}`, "GET", { token });
    const names = [...first.json.items, ...second.json.items].map(({ group }) => group);
    expect(names.sort()).toEqual(["a", "b.c", "d-e_f"]);
    expect(second.json.cursor).toBeNull();
    expectProblem(await call(`${url}?limit=201`, "GET", { token }), 422, "VALIDATION_FAILED", "/query/limit");
    expect((await call(`${url}?limit=200`, "GET", { token })).status).toBe(200);
    expectProblem(await call(`${url}/a`, "PUT", { token, body: { ...body, types: ["b.*"] } }), 409, "GROUP_MISMATCH");
    expect((await call(`${url}/a`, "DELETE", { token })).status).toBe(204);
    expectProblem(await call(`${url}/a`, "DELETE", { token }), 404, "NOT_FOUND");
    expectProblem(await call(`${url}/a`, "GET", { token }), 404, "NOT_FOUND");
  });

  it("defaults are those of the contract, and a lag is counted while nobody is there", async () => {
    const token = stack.tenant("defaults");
    const put = await call(`${stack.url}/v1/groups/g`, "PUT", { token, body: {} });
    expect(put.json.policy).toEqual({ maxAttempts: 5, backoffMs: [1000, 5000, 30_000, 120_000], leaseMs: 30_000 });
    await publishAll(token, 7);
    await eventually("a lag of 7", async () => ((await status(token, "g")).lag === 7 ? true : undefined));
    const bad = { policy: { leaseMs: "1s" } };
    expectProblem(
      await call(`${stack.url}/v1/groups/h`, "PUT", { token, body: bad }),
      422,
      "VALIDATION_FAILED",
      "/policy/leaseMs",
    );
    expectProblem(
      await call(`${stack.url}/v1/groups/h`, "PUT", { token, body: { topic: [] } }),
      422,
      "VALIDATION_FAILED",
      "/topic",
    );
  });
});

describe("replicas", () => {
  it("settle what another delivered; one that drains says bye and gives back what it held", async () => {
    const token = stack.tenant("replicas");
    const [one, two] = (await Promise.all([stack.replica(), stack.replica()])) as [Replica, Replica];
    const onOne = await join(token, "group=g&credit=1&topics=business-facts", one.url);
    await publishAll(token, 3);
    const first = await onOne.next();
    expect(await ack(token, first, two.url)).toEqual([{ ok: true }]);
    const second = await onOne.next();
    expect(second.data.event.data).toBe(1);
    const cursor = (await (await join(token, "", one.url)).next("ready")).data.cursor;
    const elsewhere = await openStream(`${two.url}/v1/events/stream`, token, { "last-event-id": cursor });
    elsewhere.close();
    const onTwo = await join(token, "group=g&credit=2&topics=business-facts", two.url);
    one.process.kill("SIGTERM");
    expect((await onOne.next("bye")).data).toEqual({ reason: expect.stringMatching(/./) });
    const released = await onTwo.take(2, 8000);
    expect(released.map(({ data }) => data.event.data).sort()).toEqual([1, 2]);
    const [late] = await settle(token, [{ token: tokenOf(second), outcome: "ack" }], two.url);
    expect(late.problem?.code).toBe("LEASE_EXPIRED");
    for (const frame of released) await ack(token, frame, two.url);
    await onOne.end();
    onTwo.close();
  }, 30_000);

  it("refuse by quota with 429 and Retry-After, and no other tenant feels it", async () => {
    const limited = await stack.replica({
      TROUPE_PUBLISH_RATE: "5",
      TROUPE_PUBLISH_BURST: "10",
      TROUPE_MAX_STREAMS: "2",
    });
    const small = await stack.replica({ TROUPE_QUOTA_BYTES: "20000" });
    const [token, other] = [stack.tenant("loud"), stack.tenant("quiet")];
    const post = (url: string, who: string, body: unknown, path = "/v1/events") =>
      call(`${url}${path}`, "POST", { token: who, body });
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(limited.url, token, event())));
    const refused = answers.filter(({ status: code }) => code === 429);
    expect(refused.length).toBeGreaterThanOrEqual(8);
    for (const answer of refused) {
      expectProblem(answer, 429, "RATE_LIMITED");
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    }
    expectProblem(
      await post(
        limited.url,
        token,
        Array.from({ length: 11 }, () => event()),
        "/v1/events/batch",
      ),
      429,
    );
    expect((await post(limited.url, other, event())).status).toBe(202);

    const streams = [await join(token, "", limited.url), await join(token, "group=g", limited.url)];
    const third = await call(`${limited.url}/v1/events/stream`, "GET", { token });
    expectProblem(third, 429, "QUOTA_EXCEEDED");
    expect(Number(third.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    (await join(other, "", limited.url)).close();
    for (const stream of streams) stream.close();
    await eventually("the place is free", async () => {
      const again = await join(token, "", limited.url).catch(() => undefined);
      again?.close();
      return again;
    });

    const heavy = { data: "x".repeat(15_000) };
    expect((await post(small.url, token, event(heavy))).status).toBe(202);
    const full = await post(small.url, token, event(heavy));
    expectProblem(full, 429, "QUOTA_EXCEEDED");
    expect(Number(full.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    const streamed = await fetch(`${small.url}/v1/events/batch`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: new Blob([JSON.stringify([event(heavy)])]).stream(),
      duplex: "half",
    } as RequestInit);
    expect(streamed.status).toBe(429);
    expect((await post(small.url, other, event(heavy))).status).toBe(202);
  }, 30_000);
});
