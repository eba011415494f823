import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { TroupeError } from "@troupe/contracts";
import { describe, expect, it } from "vitest";
import { Observation } from "../src/bus/observation.js";
import { Caller } from "../src/http/call.js";
import { HttpTransport } from "../src/http/http-transport.js";
import { type Location, Whereabouts } from "../src/http/location.js";
import type { Delivered } from "../src/transport.js";
import { eventOf, settled, steppedClock } from "./scripted.js";

type Answer = (request: IncomingMessage & { body: string }, response: ServerResponse) => void;

/** A loopback server whose every answer is the test's. */
async function scriptedServer(answer: Answer) {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    requests.push(`${request.method} ${request.url} ${body}`);
    answer(Object.assign(request, { body }), response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = steppedClock();
  const location: { current: Location | undefined } = { current: { url, token: "t", mayMove: true } };
  const caller = new Caller(
    new Whereabouts(() => {
      if (location.current === undefined) throw new TroupeError("BUS_UNAVAILABLE", "there is none");
      return location.current;
    }),
  );
  const transport = new HttpTransport(caller, clock, () => 0.5);
  return {
    url,
    requests,
    clock,
    location,
    transport,
    caller,
    async [Symbol.asyncDispose]() {
      await transport.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const frame = (name: string, data: unknown, id?: string): string =>
  `event: ${name}\n${id === undefined ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`;

const stream = (response: ServerResponse, ...frames: string[]): void => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(frames.join(""));
};

const leased = (id: string, token = `token-${id}`) =>
  frame("event", {
    event: eventOf({ id, type: "order.placed", topic: "business-facts" }),
    delivery: { token, attempt: 1, leaseMs: 30_000 },
  });

const member = { group: "g", topics: ["business-facts"], types: ["order.placed"], member: "m", credit: 5 } as const;
const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
};

async function collect(session: AsyncIterable<readonly Delivered[]>, count: number): Promise<(readonly Delivered[])[]> {
  const batches: (readonly Delivered[])[] = [];
  for await (const batch of session) if (batches.push(batch) === count) break;
  return batches;
}

async function taken(session: AsyncIterable<readonly Delivered[]>): Promise<string[]> {
  const ids: string[] = [];
  for await (const batch of session) ids.push(...batch.map(({ event }) => event.id));
  return ids;
}

describe("the HTTP transport", () => {
  it("says an event's trace in the request's header, so that the service's span stands below it", async () => {
    const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    const seen: unknown[] = [];
    await using server = await scriptedServer((request, response) => {
      seen.push(request.headers.traceparent);
      json(response, 202, { id: "1", topic: "business-facts", sequence: 1, duplicate: false });
    });
    const event = { specversion: "1.0", source: "test", type: "order.placed", topic: "business-facts" } as const;
    await server.transport.publish({ ...event, traceparent });
    await server.transport.publish(event);
    expect(seen).toEqual([traceparent, undefined]);
  });

  it("asks for what it was told to, and ends at a good-bye", async () => {
    await using stack = await scriptedServer((_request, response) => {
      stream(response, frame("ready", { group: "g", cursor: null }), leased("a"), ": heartbeat\n\n", leased("b"));
      response.end(frame("bye", { reason: "draining" }));
    });
    const policy = { leaseMs: 2000, backoffMs: [1, 2] };
    const session = await stack.transport.join({ ...member, update: true, from: "beginning", policy });
    expect(await taken(session)).toEqual(["a", "b"]);
    const query = new URL(stack.requests[0]?.split(" ")[1] ?? "", stack.url).searchParams;
    expect(Object.fromEntries(query)).toEqual({
      group: "g",
      topics: "business-facts",
      types: "order.placed",
      member: "m",
      credit: "5",
      update: "true",
      from: "beginning",
      leaseMs: "2000",
      backoffMs: "1,2",
    });
  });

  it("has a delivery acknowledged along with another call, and settles it where that was not done", async () => {
    const along: unknown[] = [];
    await using stack = await scriptedServer((request, response) => {
      if (request.method === "GET") return stream(response, frame("ready", { group: "g", cursor: null }), leased("a"));
      if (request.url === "/v1/deliveries") return json(response, 200, { results: [{ ok: true }] });
      along.push(request.headers["troupe-delivery"]);
      if (request.body === '{"n":2}') response.setHeader("troupe-settled", "true");
      json(response, request.body === '{"n":3}' ? 500 : 200, {});
    });
    const session = await stack.transport.join(member);
    const [[delivered] = []] = await collect(session, 1);
    if (delivered === undefined) throw new Error("nothing was delivered");
    const call = (n: number) =>
      stack.caller.json({ method: "POST", path: "/v1/work", body: JSON.stringify({ n }), along: delivered.along });
    await call(1);
    await expect(call(3)).rejects.toThrow(TroupeError);
    expect(await delivered.settle({ outcome: "extend" })).toMatchObject({ ok: true });
    await call(2);
    expect(await delivered.settle({ outcome: "ack" })).toEqual({ ok: true });
    expect(along).toEqual(["token-a", "token-a", "token-a"]);
    expect(stack.requests.filter((each) => each.startsWith("POST /v1/deliveries"))).toHaveLength(1);
    await session.leave();
  });

  it("breaks where the connection breaks", async () => {
    await using stack = await scriptedServer((_request, response) => {
      stream(response, frame("ready", { group: "g", cursor: null }), leased("a"));
      setImmediate(() => response.destroy());
    });
    const session = await stack.transport.join(member);
    await expect(taken(session)).rejects.toMatchObject({ code: "BUS_UNAVAILABLE" });
  });

  it("takes a silent stream for dead", async () => {
    await using stack = await scriptedServer((_request, response) =>
      stream(response, frame("ready", { group: "g", cursor: null })),
    );
    const broken = taken(await stack.transport.join(member)).catch((error: unknown) => error);
    await stack.clock.advance(45_000);
    expect(await broken).toMatchObject({ code: "BUS_UNAVAILABLE" });
  });

  it("settles many in one call, each with its own answer", async () => {
    await using stack = await scriptedServer((request, response) => {
      if (request.method === "GET") {
        return stream(response, frame("ready", { group: "g", cursor: null }), leased("a"), leased("b"));
      }
      const problem = new TroupeError("LEASE_EXPIRED", "too late").toProblem("");
      const results = JSON.parse(request.body).settlements.map(({ token, outcome }: Record<string, string>) =>
        token === "token-b" ? { ok: false, problem } : { ok: true, ...(outcome === "extend" ? { token: "next" } : {}) },
      );
      json(response, 200, { results });
    });
    const session = await stack.transport.join(member);
    const held: Delivered[] = [];
    for await (const batch of session) {
      held.push(...batch);
      if (held.length === 2) break;
    }
    const [a, b] = held;
    expect(await Promise.all([a?.settle({ outcome: "extend" }), b?.settle({ outcome: "ack" })])).toMatchObject([
      { ok: true },
      { ok: false, error: { code: "LEASE_EXPIRED" } },
    ]);
    await a?.settle({ outcome: "ack" });
    expect(stack.requests.slice(1)).toEqual([
      'POST /v1/deliveries {"settlements":[{"outcome":"extend","token":"token-a"},{"outcome":"ack","token":"token-b"}]}',
      'POST /v1/deliveries {"settlements":[{"outcome":"ack","token":"next"}]}',
    ]);
  });

  it("repeats a settlement that reached nobody", async () => {
    let calls = 0;
    await using stack = await scriptedServer((request, response) => {
      if (request.method === "GET") return stream(response, frame("ready", { group: "g", cursor: null }), leased("a"));
      if (++calls === 1) return void response.destroy();
      json(response, 200, { results: [{ ok: true }] });
    });
    const session = await stack.transport.join(member);
    for await (const [first] of session) {
      const done = first?.settle({ outcome: "ack" });
      while (calls === 0) await settled();
      await settled();
      await stack.clock.advance(1000);
      expect(await done).toEqual({ ok: true });
      break;
    }
    expect(calls).toBe(2);
  });

  it("says a problem as its error, with what it waits", async () => {
    await using stack = await scriptedServer((_request, response) => {
      response.setHeader("retry-after", "2");
      json(response, 429, new TroupeError("RATE_LIMITED", "slow down").toProblem("t"));
    });
    const event = { specversion: "1.0", source: "/t", type: "a.b", topic: "business-facts" } as const;
    await expect(stack.transport.publish(event)).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfterMs: 2000 });
  });

  it("looks for a stack that moved, after an outage or a refused token", async () => {
    await using stack = await scriptedServer((request, response) => {
      if (request.headers.authorization === "Bearer old") {
        return json(response, 401, new TroupeError("UNAUTHENTICATED", "not ours").toProblem("t"));
      }
      json(response, 202, { id: "1", topic: "business-facts", sequence: 1, duplicate: false });
    });
    const event = { specversion: "1.0", source: "/t", type: "a.b", topic: "business-facts" } as const;
    stack.location.current = undefined;
    await expect(stack.transport.publish(event)).rejects.toMatchObject({ code: "BUS_UNAVAILABLE" });
    stack.location.current = { url: stack.url, token: "old", mayMove: true };
    await expect(stack.transport.publish(event)).rejects.toMatchObject({ code: "BUS_UNAVAILABLE", retryable: true });
    stack.location.current = { url: stack.url, token: "new", mayMove: true };
    await expect(stack.transport.publish(event)).resolves.toMatchObject({ id: "1" });
    stack.location.current = { url: stack.url, token: "old", mayMove: false };
  });

  it("does not retry a token of the environment that is refused", async () => {
    await using stack = await scriptedServer((_request, response) =>
      json(response, 401, new TroupeError("UNAUTHENTICATED", "not ours").toProblem("t")),
    );
    stack.location.current = { url: stack.url, token: "wrong", mayMove: false };
    const event = { specversion: "1.0", source: "/t", type: "a.b", topic: "business-facts" } as const;
    await expect(stack.transport.publish(event)).rejects.toMatchObject({ code: "UNAUTHENTICATED", retryable: false });
  });

  it("lets go of a stream that does not begin as it must", async () => {
    const left: Promise<void>[] = [];
    await using stack = await scriptedServer((request, response) => {
      left.push(new Promise((resolve) => response.once("close", resolve)));
      const isJoining = new URL(request.url ?? "", "http://x").searchParams.has("group");
      stream(
        response,
        isJoining ? frame("bye", { reason: "draining" }) : frame("ready", { group: null, cursor: null }),
      );
    });
    await expect(stack.transport.join(member)).rejects.toMatchObject({ code: "BUS_UNAVAILABLE" });
    const watched = { topics: ["business-facts"], types: [], from: "now" } as const;
    await expect(stack.transport.observe(watched)).rejects.toMatchObject({ code: "BUS_UNAVAILABLE" });
    expect(await Promise.all(left)).toHaveLength(2);
  });

  it("ends what it observes when it is closed", async () => {
    await using stack = await scriptedServer(() => {});
    const { transport, clock } = stack;
    const request = { topics: ["business-facts"], types: [], from: "now" } as const;
    const observation = new Observation({ transport, clock, random: () => 0.5 }, request);
    const seen = (async () => {
      const sights = [];
      for await (const sight of observation) sights.push(sight);
      return sights;
    })();
    await transport.close();
    await expect(seen).resolves.toEqual([]);
  });
});
