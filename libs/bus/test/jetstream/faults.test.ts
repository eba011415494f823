import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import type { LeasedEvent } from "@troupe/bus";
import { startNatsServer } from "@troupe/bus/server";
import { collect, eventOf, eventually } from "@troupe/bus/testing";
import { expect, test } from "vitest";
import { deadLetterSubject } from "../../src/domain/subject.js";
import { SERVER_TOKEN, SIGNING_KEY, serverBinary, testServer } from "./engines.js";

const binary = await serverBinary();
const policy = { leaseMs: 5000, backoffMs: [100], maxAttempts: 3 };
const request = (more = {}) => ({
  group: "workers",
  topics: ["business-facts"] as const,
  types: [],
  credit: 50,
  from: "beginning" as const,
  policy,
  ...more,
});
const fact = (more = {}) => eventOf({ tenantid: "acme", ...more });

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

test("kill -9 of nats-server under load loses nothing that was acknowledged, and no pull stays deaf", async () => {
  await using at = await testServer(binary);
  const bus = await at.connect();
  const session = await bus.join("acme", request());
  const acknowledged = new Set<string>();
  const delivered = new Set<string>();
  const reading = (async () => {
    for await (const batch of session) {
      for (const leased of batch) {
        delivered.add(leased.event.id);
        await leased.settle({ outcome: "ack" });
      }
    }
  })();
  let going = true;
  const publishing = Array.from({ length: 20 }, async () => {
    while (going) {
      const event = fact();
      await bus.publish(event).then(
        () => acknowledged.add(event.id),
        () => undefined,
      );
    }
  });
  for (let round = 1; round <= 3; round += 1) {
    await eventually(() => acknowledged.size > round * 200);
    await at.server.kill("SIGKILL");
    await at.server.restart();
  }
  await eventually(() => acknowledged.size > 1000);
  going = false;
  await Promise.all(publishing);
  await eventually(() => [...acknowledged].every((id) => delivered.has(id)), { timeoutMs: 60_000 });
  await session.stop();
  await reading;
}, 120_000);

test("a bus that is there before its server works once the server is", async () => {
  const port = await freePort();
  const { connectBus } = await import("@troupe/bus");
  const bus = await connectBus({
    servers: `nats://127.0.0.1:${port}`,
    token: SERVER_TOKEN,
    signingKey: SIGNING_KEY,
    patienceMs: 200,
  });
  await expect(bus.publish(fact())).rejects.toMatchObject({ code: "BUS_UNAVAILABLE" });
  expect(bus.status().connected).toBe(false);
  await using _at = await testServer(binary, { port });
  await eventually(() => bus.publish(fact()));
  expect(bus.status().connected).toBe(true);
  await bus.close();
});

test("a nats-server without the token is not for everybody", async () => {
  await using at = await testServer(binary);
  const stranger = await at.connect({ token: "another", patienceMs: 300 });
  await expect(stranger.publish(fact())).rejects.toMatchObject({ code: "BUS_UNAVAILABLE" });
});

test("streams that vanish come back with the next publish, and sessions go on", async () => {
  await using at = await testServer(binary);
  const bus = await at.connect();
  const session = await bus.join("acme", request());
  const { connect } = await import("@nats-io/transport-node");
  const { jetstreamManager } = await import("@nats-io/jetstream");
  const nc = await connect({ servers: at.server.url, token: SERVER_TOKEN });
  await (await jetstreamManager(nc)).streams.delete("TROUPE_BUSINESS_FACTS");
  await nc.close();
  const event = fact();
  await bus.publish(event);
  expect((await collect(session, 1))[0]?.event.id).toBe(event.id);
});

test("what is written to NATS past the bus, and is no event, stands in nobody's way", async () => {
  await using at = await testServer(binary);
  const bus = await at.connect();
  const { connect, headers } = await import("@nats-io/transport-node");
  const nc = await connect({ servers: at.server.url, token: SERVER_TOKEN });
  const session = await bus.join("acme", request());
  const filter = { topics: ["business-facts"] as const, types: [] };
  const live = await bus.observe("acme", { ...filter, from: "now" });
  const first = fact();
  await bus.publish(first);
  const raw = fact({ id: "raw" });
  const stray = ["{not json", "", "null", "[]", "{}", JSON.stringify({ ...raw, id: "bad", time: "yesterday" })];
  stray.push(JSON.stringify({ ...raw, id: "undated", time: undefined }));
  const subject = `troupe.acme.business-facts.${raw.type}`;
  const marked = headers();
  for (const [at, text] of stray.entries()) {
    await nc.request(subject, text);
    marked.set("Nats-Msg-Id", `acme/stray-${at}`);
    await nc.request(subject, text, { headers: marked, timeout: 5000 });
  }
  await nc.request(subject, JSON.stringify(raw));
  const last = fact();
  await bus.publish(last);
  await nc.close();
  const expected = [first.id, "raw", last.id];

  const taken = await collect(session, 3);
  expect(taken.map(({ event }) => event.id)).toEqual(expected);
  for (const leased of taken) await leased.settle({ outcome: "ack" });
  await eventually(async () => {
    const { lag, pending } = (await bus.groups.get("acme", "workers")) ?? { lag: 1, pending: 1 };
    return lag + pending === 0;
  });
  for (const from of ["now", "beginning"] as const) {
    const observation = from === "now" ? live : await bus.observe("acme", { ...filter, from });
    const seen: string[] = [];
    for await (const batch of observation) {
      for (const frame of batch) if (frame.kind === "event") seen.push(frame.event.id);
      if (seen.length >= 3) break;
    }
    expect(seen).toEqual(expected);
  }
  const { items } = await bus.history("acme", { ...filter, limit: 10 });
  expect(items.map(({ id }) => id)).toEqual(expected);
}, 30_000);

test("a delayed event outlives the server and every replica", async () => {
  await using at = await testServer(binary);
  const first = await at.connect();
  const held = fact({ deliverat: new Date(Date.now() + 2500).toISOString() });
  await first.publish(held);
  await first.close();
  await at.server.kill("SIGKILL");
  await at.server.restart();
  const second = await at.connect();
  const session = await second.join("acme", request());
  const [leased] = await collect(session, 1);
  expect(leased?.event.id).toBe(held.id);
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(held.deliverat ?? "") - 5);
}, 60_000);

test("a dead letter whose event is none stands in no list's way", async () => {
  await using at = await testServer(binary);
  const bus = await at.connect();
  const session = await bus.join("acme", request());
  await bus.publish(fact());
  const [leased] = await collect(session, 1);
  await leased?.settle({ outcome: "reject", reason: "unreadable" });
  const { items } = await bus.deadLetters.list("acme", { limit: 10 });
  const [letter] = items;
  const { connect } = await import("@nats-io/transport-node");
  const nc = await connect({ servers: at.server.url, token: SERVER_TOKEN });
  const id = randomUUID();
  const stray = { ...letter, id, event: { ...letter?.event, time: "yesterday" } };
  for (const text of [JSON.stringify(stray), "{not json"]) {
    await nc.request(deadLetterSubject("acme", "workers", id), text);
  }
  await nc.close();
  expect(items).toHaveLength(1);
  expect((await bus.deadLetters.list("acme", { limit: 10 })).items).toEqual(items);
  expect(await bus.deadLetters.get("acme", id)).toBeUndefined();
}, 30_000);

test("a dead letter copied before a crash and the term is there once, and its asker hears once", async () => {
  await using at = await testServer(binary);
  const bus = await at.connect();
  const short = { ...policy, leaseMs: 1000 };
  const session = await bus.join("acme", request({ policy: short }));
  await bus.publish(fact({ replytype: "answer.given" }));
  const [leased] = (await collect(session, 1)) as [LeasedEvent];
  const token = leased.token();
  await leased.settle({ outcome: "reject", reason: "unreadable" });
  const replica = await at.connect();
  await bus.close();
  await replica.settle("acme", [{ token, outcome: "reject", reason: "unreadable" }]);
  await eventually(async () => (await replica.deadLetters.list("acme", { limit: 10 })).items.length === 1);
  const failures = await replica.history("acme", { topics: ["action-results"], types: [], limit: 10 });
  expect(failures.items).toHaveLength(1);
});

test("a crashed replica's leases are settled by its token on another", async () => {
  await using at = await testServer(binary);
  const [one, two] = [await at.connect(), await at.connect()];
  const session = await one.join("acme", request({ credit: 1 }));
  const event = fact();
  await one.publish(event);
  const [leased] = await collect(session, 1);
  const token = leased?.token() ?? "";
  const [extended] = await two.settle("acme", [{ token, outcome: "extend" }]);
  if (!extended?.ok || extended.token === undefined) throw new Error("an extended lease was expected");
  await session.stop();
  expect(await two.settle("acme", [{ token: extended.token, outcome: "ack" }])).toEqual([{ ok: true }]);
  await eventually(async () => (await two.groups.get("acme", "workers"))?.pending === 0);
});

test("credit is never exceeded over several topics and members", async () => {
  await using at = await testServer(binary);
  const bus = await at.connect();
  const topics = ["business-facts", "billing-events", "task-events"] as const;
  const events = topics.flatMap((topic) => Array.from({ length: 40 }, () => fact({ topic })));
  await Promise.all(events.map((event) => bus.publish(event)));
  const session = await bus.join("acme", request({ topics, credit: 3 }));
  let open = 0;
  let most = 0;
  let done = 0;
  for await (const batch of session) {
    for (const leased of batch) {
      open += 1;
      most = Math.max(most, open);
      setImmediate(() => {
        open -= 1;
        done += 1;
        leased.settle({ outcome: "ack" }).then(() => (done === events.length ? session.stop() : undefined));
      });
    }
  }
  expect(done).toBe(events.length);
  expect(most).toBeLessThanOrEqual(3);
});

test("a nats-server that is too old is refused by name", async () => {
  const { chmod, mkdtemp, writeFile } = await import("node:fs/promises");
  const { tmpdir } = await import("node:os");
  const dir = await mkdtemp(`${tmpdir()}/troupe-old-${randomUUID()}`);
  const old = `${dir}/nats-server`;
  await writeFile(old, "#!/bin/sh\necho nats-server: v2.9.10\n");
  await chmod(old, 0o755);
  await expect(startNatsServer({ binary: old, storeDir: dir })).rejects.toThrow(/2\.9\.10.*too old.*2\.10/s);
});

test("a nats-server that is stopped, or killed and started again, has nothing to warn of", async () => {
  const { mkdtemp, readdir, rm } = await import("node:fs/promises");
  const { tmpdir } = await import("node:os");
  const storeDir = await mkdtemp(`${tmpdir()}/troupe-stop-`);
  const faults: string[] = [];
  const onLog = (line: string) => {
    if (/\[(WRN|ERR|FTL)\]/.test(line)) faults.push(line);
  };
  const server = await startNatsServer({ binary, storeDir, onLog });
  await server.kill("SIGKILL");
  await server.restart();
  await server.stop();
  expect(faults).toEqual([]);
  expect((await readdir(storeDir)).filter((file) => file.endsWith(".ports"))).toEqual([]);
  await rm(storeDir, { recursive: true, force: true });
});
