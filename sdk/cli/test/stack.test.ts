import { spawnSync } from "node:child_process";
import { readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Dev, eventually, isRunning, makePlace, type Place } from "./harness.js";

vi.setConfig({ testTimeout: 120_000 });

async function publish(place: Place, id: string): Promise<void> {
  const sent = await place.run("events", "send", "order.placed", "-t", "business-facts", "-d", '{"n":1}', "--id", id);
  expect(sent).toMatchObject({ code: 0 });
}

async function isKept(place: Place, id: string): Promise<boolean> {
  return (await place.run("events", "show", id)).code === 0;
}

describe("one stack", () => {
  let place: Place;
  let dev: Dev;
  beforeAll(async () => {
    place = await makePlace();
    dev = await place.dev();
  });
  afterAll(() => place[Symbol.asyncDispose]());

  test("its state file is what the design says, and private", async () => {
    const record = await place.record();
    expect(Object.keys(record)).toEqual(["name", "url", "token", "startedAt", "processes"]);
    expect(record).toMatchObject({ name: "default", url: dev.url });
    expect(Object.keys(record.processes)).toEqual(["stack", "nats"]);
    for (const file of ["stack.json", "keys.json"]) {
      expect((await stat(join(place.folder, ".troupe", file))).mode & 0o777).toBe(0o600);
    }
    expect(await readFile(join(place.folder, ".troupe", ".gitignore"), "utf8")).toBe("*\n");
  });

  test("a second one of the same name is refused", async () => {
    const second = await place.run("dev");
    expect(second).toMatchObject({ code: 6 });
    expect(second.note).toContain("runs already");
    expect(second.note).toContain("troupe stop");
  });

  test("ps, doctor and logs tell of it, as JSON too", async () => {
    expect((await place.run("ps")).out).toMatch(/default\s+stack\s+\d+\s+running\s+\d+ MiB/);
    const [row] = (await place.run("ps", "--json")).json;
    expect(row).toMatchObject({ stack: "default", state: "running", url: dev.url });
    const doctor = await place.run("doctor", "--json");
    expect(doctor.code).toBe(0);
    const optional = ["embedding model", "Rust for WASI", "Python"];
    expect(doctor.json.filter(({ state, name }) => state !== "ok" && !optional.includes(String(name)))).toEqual([]);
    const logs = await place.run("logs", "--json");
    expect(logs.json[0]).toMatchObject({ level: "info", source: expect.any(String), message: expect.any(String) });
  });

  test("events are sent, shown and watched", async () => {
    await publish(place, "one");
    const again = await place.run("events", "send", "order.placed", "-t", "business-facts", "--id", "one", "--json");
    expect(again.json).toEqual([{ id: "one", topic: "business-facts", sequence: 1, duplicate: true }]);
    const shown = await place.run("events", "show", "one", "--json");
    expect(shown.json[0]).toMatchObject({ id: "one", data: { n: 1 }, actor: "developer", tenantid: "dev" });
    const tail = await place.run("events", "tail", "--from", "beginning", "-n", "1", "--types", "order.*", "--json");
    expect(tail.json).toMatchObject([{ id: "one" }]);
    expect((await place.run("events", "tail", "--from", "beginning", "-n", "1")).out).toContain("order.placed");
  });

  test("every reading command writes JSON, and says when there is nothing", async () => {
    for (const command of [["dead-letters"], ["agents"], ["event-types"], ["groups"]]) {
      const json = await place.run(...command, "list", "--json");
      expect([command, json.code]).toEqual([command, 0]);
      expect(json.json).toEqual(json.out === "" ? [] : expect.any(Array));
    }
    expect((await place.run("dead-letters", "list")).note).toContain("no dead letters");
  });

  test("what is not there ends with 3, what is wrong with 2, both with a next step", async () => {
    for (const args of [
      ["events", "show", "none"],
      ["agents", "show", "none"],
      ["dead-letters", "show", "none"],
    ]) {
      expect([args, (await place.run(...args)).code]).toEqual([args, 3]);
    }
    const notJson = await place.run("events", "send", "a.b", "-t", "plan-events", "-d", "{oops");
    expect(notJson).toMatchObject({ code: 2 });
    expect(notJson.note).toContain("next: --data '");
    const badType = await place.run("events", "send", "Bad Type", "-t", "plan-events");
    expect(badType).toMatchObject({ code: 2 });
    expect(badType.note).toContain("/type");
    for (const [args, next] of [
      [["events", "tail", "--from", "yesterday"], "--from beginning"],
      [["events", "tail", "--types", "Bad Type"], "troupe events tail --help"],
      [["events", "send", "a.b", "-t", "plan-events", "--deliver-at", "tomorrow"], "--deliver-at 1h"],
      [["events", "send", "a.b", "-t", "plan-events", "-d", "@nofile"], "troupe events send --help"],
      [["event-types", "check", "nofile.json"], "troupe event-types check --help"],
      [["dead-letters", "list", "--group", "Bad Group"], "troupe dead-letters list --help"],
    ] as const) {
      const ran = await place.run(...args);
      expect([args, ran.code]).toEqual([args, 2]);
      expect(ran.note).toContain(`next: `);
      expect(ran.note).toContain(next);
    }
    const held = await place.run("events", "send", "a.held", "-t", "plan-events", "--deliver-at", "1h", "--json");
    expect(held).toMatchObject({ code: 0 });
    const noTopic = await place.run("events", "send", "never.registered");
    expect(noTopic).toMatchObject({ code: 2 });
    expect(noTopic.note).toContain("--topic");
  });

  test("event types: what would break is named, and the topic of a registered type is known", async () => {
    const type = { type: "order.paid", topic: "business-facts", version: "1.0.0" };
    const schema = (n: string) => ({ type: "object", properties: { n: { type: n } }, required: ["n"] });
    const file = join(place.folder, "type.json");
    await writeFile(file, JSON.stringify({ ...type, schema: schema("integer") }));
    expect(await place.run("event-types", "check", "type.json")).toMatchObject({ code: 0 });
    const { url, token } = await place.record();
    const registered = await fetch(new URL("/v1/event-types/order.paid", url), {
      method: "PUT",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: await readFile(file),
    });
    expect(registered.ok).toBe(true);
    await writeFile(file, JSON.stringify({ ...type, version: "1.1.0", schema: schema("string") }));
    const broken = await place.run("event-types", "check", "type.json");
    expect(broken).toMatchObject({ code: 6 });
    expect(broken.note).toContain("/properties/n");
    expect((await place.run("event-types", "list")).out).toContain("order.paid");
    expect(await place.run("events", "send", "order.paid", "-d", '{"n":1}')).toMatchObject({ code: 0 });
    expect(await place.run("events", "send", "order.paid", "-d", '{"n":"x"}')).toMatchObject({ code: 2 });
  });

  test("a token allows what it names and nothing else", async () => {
    const made = await place.run("token", "create", "--scope", "events:publish", "--expires", "5m", "--json");
    expect(made.json[0]).toMatchObject({ tenant: "dev", scopes: ["events:publish"] });
    const env = { TROUPE_URL: dev.url, TROUPE_TOKEN: String(made.json[0]?.token) };
    expect((await place.runWith(env, "events", "send", "a.b", "-t", "plan-events")).code).toBe(0);
    const refused = await place.runWith(env, "groups", "list");
    expect(refused).toMatchObject({ code: 5 });
    const forged = await place.runWith({ ...env, TROUPE_TOKEN: "x.y.z" }, "groups", "list");
    expect(forged).toMatchObject({ code: 5 });
  });

  test("idle, it takes no more than 450 MiB", async () => {
    const [row] = (await place.run("ps", "--json")).json as { processes: { memoryBytes: number }[] }[];
    const total = row?.processes.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0) ?? Number.NaN;
    expect(total / 2 ** 20).toBeLessThan(450);
  });
});

test("nats-server killed: it is back on the same port, and nothing that was kept is lost", async () => {
  await using place = await makePlace();
  const dev = await place.dev();
  await publish(place, "before");
  const before = (await place.record()).processes.nats;
  process.kill(before?.pid ?? 0, "SIGKILL");
  await dev.line(({ source, message }) => source === "nats" && String(message).includes("runs again"));
  await eventually(async () => (await place.record()).processes.nats?.pid !== before?.pid);
  expect((await place.record()).processes.nats?.url).toBe(before?.url);
  await eventually(() => isKept(place, "before"));
  await publish(place, "after");
});

test("the whole stack killed: the next one clears up, keeps the address, the events and the keys", async () => {
  await using place = await makePlace();
  const first = await place.dev("--port", String(await freePort()), `${process.execPath} -e "setInterval(()=>{},1e6)"`);
  await publish(place, "kept");
  await eventually(async () => Object.keys((await place.record()).processes).length === 3);
  const record = await place.record();
  await first.kill();

  expect((await place.run("ps")).out).toContain("gone");
  const doctor = await place.run("doctor");
  expect(doctor).toMatchObject({ code: 1 });
  expect(doctor.out).toContain("mend: troupe stop");
  const away = await place.run("groups", "list");
  expect(away).toMatchObject({ code: 4 });

  const second = await place.dev();
  expect(second.url).toBe(first.url);
  expect(second.ready.recovered).toBe(2);
  for (const [name, { pid }] of Object.entries(record.processes)) {
    if (name !== "stack") await eventually(() => !isRunning(pid));
  }
  expect(await isKept(place, "kept")).toBe(true);
});

test("a killed stack is cleared away by stop", async () => {
  await using place = await makePlace();
  const dev = await place.dev();
  const { nats } = (await place.record()).processes;
  await dev.kill();
  expect((await place.run("stop")).code).toBe(0);
  expect(nats?.pid).toBeDefined();
  expect(isRunning(nats?.pid ?? -1)).toBe(false);
  expect(await place.run("stop")).toMatchObject({ code: 3 });
});

test("an interrupt at the terminal reaches nats-server only through the stack, after the agents ended", async () => {
  await using place = await makePlace();
  const dev = await place.dev();
  const { nats } = (await place.record()).processes;
  const groupOf = (pid: number) =>
    spawnSync("ps", ["-o", "pgid=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
  expect(groupOf(nats?.pid ?? -1)).toBe(String(nats?.pid));
  expect(await dev.stop()).toBe(0);
  expect(isRunning(nats?.pid ?? -1)).toBe(false);
  expect(dev.lines.filter(({ source }) => source === "nats")).toEqual([]);
});

test("two stacks side by side share nothing; the second takes a free port", async () => {
  await using place = await makePlace();
  const one = await place.dev();
  const two = await place.dev("--name", "two");
  expect(two.url).not.toBe(one.url);
  await publish(place, "mine");
  expect((await place.runWith({ TROUPE_STACK: "two" }, "events", "show", "mine")).code).toBe(3);
  expect((await place.run("events", "show", "mine", "--stack", "two")).code).toBe(3);
  expect((await place.run("ps", "--json")).json.map(({ stack }) => stack)).toEqual(["default", "two"]);
  expect(await one.stop()).toBe(0);
  const unnamed = await place.run("events", "show", "mine");
  expect(unnamed).toMatchObject({ code: 4 });
  expect(unnamed.note).toContain("export TROUPE_STACK=two");
  expect((await place.run("stop", "two")).code).toBe(0);
  expect((await place.run("events", "show", "mine")).note).toContain("troupe dev");
});

test("a port asked for that is taken is refused, and left alone when it was not asked for", async () => {
  await using place = await makePlace();
  const blocker = createServer();
  const port = await new Promise<number>((resolve) => {
    blocker.listen(0, "127.0.0.1", () => resolve((blocker.address() as { port: number }).port));
  });
  const refused = await place.run("dev", "--port", String(port));
  expect((await place.run("dev", "--detach", "--json")).json[0]?.url).not.toContain(`:${port}`);
  blocker.close();
  expect(refused).toMatchObject({ code: 6 });
  expect(refused.note).toContain(`port ${port} is taken`);
});

test("in the background, with the project's agents; SIGTERM lets them end first", async () => {
  await using place = await makePlace();
  await writeFile(
    join(place.folder, "agent.js"),
    `console.log("hears", process.env.TROUPE_URL, process.env.TROUPE_TOKEN.length > 100);
process.on("SIGTERM", () => { console.log("drained"); process.exit(0); });
setInterval(() => {}, 1e6);`,
  );
  await writeFile(join(place.folder, "troupe.json"), '{ "agents": { "listener": "node agent.js" } }');
  const started = await place.run("dev", "--detach", "--json");
  expect(started.json[0]).toMatchObject({ ready: true, name: "default" });
  await eventually(async () => (await place.run("logs", "--source", "listener", "--json")).json.length > 0);
  const heard = (await place.run("logs", "--source", "listener", "--json")).json;
  expect(heard[0]).toMatchObject({ source: "agent:listener", message: `hears ${started.json[0]?.url} true` });
  expect((await place.run("stop", "--json")).json).toEqual([{ name: "default", stopped: true, cleaned: false }]);
  expect((await place.run("logs", "--source", "listener")).out).toContain("drained");
});

test("what others run is used and left alone: nothing is started, and what is away is said", async () => {
  await using place = await makePlace();
  const away = await place.runWith({ TROUPE_NATS_URL: "nats://127.0.0.1:1" }, "dev");
  expect(away).toMatchObject({ code: 4 });
  expect(away.note).toContain("TROUPE_NATS_URL");
  const database = await place.runWith({ DATABASE_URL: "postgres://127.0.0.1:1/none" }, "dev");
  expect(database).toMatchObject({ code: 4, note: expect.stringContaining("DATABASE_URL") });
  const dev = await place.dev();
  const { nats } = (await place.record()).processes;
  const env = { TROUPE_NATS_URL: nats?.url ?? "", TROUPE_NATS_TOKEN: nats?.token ?? "" };
  const guest = await place.devWith(env, "--name", "guest");
  expect(Object.keys((await place.record("guest")).processes)).toEqual(["stack"]);
  expect(await guest.stop()).toBe(0);
  expect(await dev.stop()).toBe(0);
});

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
  });
  await new Promise((resolve) => server.close(resolve));
  return port;
}
