import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defineEvent, definePlan, Planner, type RunningAgent, TerminalError, Worker } from "@troupe/sdk";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { eventually, makePlace, type Place } from "./harness.js";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const trip = defineEvent({
  type: "trip.requested",
  topic: "action-requests",
  description: "Plan a trip",
  schema: z.object({ to: z.string() }),
});
const planned = defineEvent({
  type: "trip.completed",
  topic: "action-results",
  description: "The trip",
  schema: z.object({ price: z.number(), by: z.string() }),
});
const hotel = defineEvent({
  type: "hotel.requested",
  topic: "action-requests",
  description: "Find a hotel",
  schema: z.object({ city: z.string() }),
});
const found = defineEvent({
  type: "hotel.completed",
  topic: "action-results",
  description: "A hotel",
  schema: z.object({ price: z.number() }),
});

/** Asks for two hotels, one after the other. */
const stay = definePlan({
  name: "stay",
  goal: { type: "stay.requested", topic: "action-requests" },
  initial: "first",
  states: {
    first: { do: { event: hotel, data: { city: "Rome" } }, next: "second" },
    second: { do: { event: hotel, data: { city: "Pisa" } }, next: "done" },
    done: { end: "succeeded" },
  },
});

const slow = definePlan({
  name: "slow",
  goal: { type: "tour.requested", topic: "action-requests" },
  initial: "done",
  states: { done: { end: "succeeded" } },
});

describe("missions at the command line", () => {
  let place: Place;
  const agents: RunningAgent[] = [];
  let isOpen = true;

  beforeAll(async () => {
    place = await makePlace();
    const dev = await place.dev();
    vi.stubEnv("TROUPE_URL", dev.url);
    vi.stubEnv("TROUPE_TOKEN", (await place.record()).token);
    agents.push(
      new Worker({ name: "hotels" })
        .onTask(hotel, { replies: found }, async (task) => {
          if (!isOpen) throw new TerminalError("closed for the winter");
          return { price: await task.step("price", () => task.data.city.length) };
        })
        .start(),
      new Worker({ name: "travel" })
        .onTask(trip, { replies: planned }, async (task) => {
          const city = await task.llm("choose", () => task.data.to, { usage: () => ({ tokens: 42, cost: 0.01 }) });
          await task.progress({ percent: 50, message: "halfway" });
          const { price } = await task.delegate(hotel, { city }, { replies: found });
          const { approved, by } = await task.approve({ question: `Go to ${city}?` });
          if (!approved) throw new TerminalError("somebody refused");
          return { price, by };
        })
        .start(),
      new Planner({ name: "tours" }).onGoal(slow).start(),
      new Planner({ name: "stays" }).onGoal(stay).start(),
    );
    await Promise.all(agents.map(({ ready }) => ready));
  });
  afterAll(async () => {
    await Promise.all(agents.map((agent) => agent.stop()));
    vi.unstubAllEnvs();
    await place?.[Symbol.asyncDispose]();
  });

  const create = async (data: object, ...args: string[]): Promise<string> => {
    const made = await place.run("missions", "create", "trip.requested", "-d", JSON.stringify(data), "--json", ...args);
    expect(made).toMatchObject({ code: 0 });
    return String(made.json[0]?.id);
  };
  const asks = async (mission: string): Promise<Record<string, unknown>> => {
    let open: readonly Record<string, unknown>[] = [];
    await eventually(async () => {
      open = (await place.run("questions", "list", "--mission", mission, "--json")).json;
      return open.length === 1;
    });
    return open[0] ?? {};
  };

  test("deliveries are acknowledged by the calls that end the work on them", async () => {
    const calls = async (route: string): Promise<number> => {
      const headers = { authorization: `Bearer ${process.env.TROUPE_TOKEN}` };
      const text = await (await fetch(`${process.env.TROUPE_URL}/metrics`, { headers })).text();
      const counted = `http_request_duration_seconds_count{method="POST",route="${route}",status="200"} `;
      return Number(
        text
          .split("\n")
          .find((line) => line.startsWith(counted))
          ?.slice(counted.length) ?? 0,
      );
    };
    const routes = ["/v1/runs/:id/finish", "/v1/missions/:id/transitions", "/v1/deliveries"];
    const before = await Promise.all(routes.map(calls));
    const made = await place.run("missions", "create", "stay.requested", "--wait", "--json");
    expect(made).toMatchObject({ code: 0 });
    const after = await Promise.all(routes.map(calls));
    const [finished = 0, decided = 0, settled = 0] = after.map((count, at) => count - (before[at] ?? 0));
    expect({ finished, decided }).toEqual({ finished: 2, decided: 3 });
    // The last decision's event, and the news of the mission's end to two planners.
    expect(settled).toBeLessThanOrEqual(3);
  });

  test("one is created, watched, approved, shown and listed", async () => {
    const id = await create({ to: "Rome" }, "--goal", "a trip", "--tag", "spring", "--budget", "tokens=1000,cost=1");
    const watching = place.run("missions", "show", id, "--watch", "--json");
    expect(await asks(id)).toMatchObject({ question: "Go to Rome?", isApproval: true });
    const approved = await place.run("missions", "approve", id, "--comment", "enjoy");
    expect(approved).toMatchObject({ code: 0, out: "approved: Go to Rome?\n" });
    const watched = (await watching).json;
    const facts = watched.slice(0, -1).map(({ type }) => type);
    expect(facts[0]).toBe("mission.created");
    expect(facts).toContain("task.stepped");
    expect(facts.at(-1)).toBe("mission.succeeded");
    const headers = { authorization: `Bearer ${process.env.TROUPE_TOKEN}` };
    const history = await fetch(`${process.env.TROUPE_URL}/v1/missions/${id}/history?limit=200`, { headers });
    const { items } = (await history.json()) as { items: object[] };
    expect(watched.slice(0, -1)).toHaveLength(items.length);
    expect(watched).toEqual(expect.arrayContaining(items));
    expect(watched.at(-1)).toMatchObject({
      mission: { id, status: "succeeded", result: { price: 4 }, spent: { tokens: 42, cost: 0.01 } },
      tasks: [
        {
          type: "trip.requested",
          steps: expect.arrayContaining([expect.objectContaining({ key: "choose", tokens: 42 })]),
        },
        { type: "hotel.requested" },
      ],
    });
    const { out } = await place.run("missions", "show", id);
    expect(out).toMatch(/status {5}succeeded after/);
    expect(out).toMatch(/tokens 42 of 1000, cost 0.01 of 1/);
    expect(out).toMatch(/\+ {0,3}\d+\.\d{3} {2}trip\.requested +travel +succeeded/);
    expect(out).toMatch(/ {4}choose +llm +succeeded .*42 tokens, \$0\.01/);
    const listed = await place.run("missions", "list", "--tag", "spring", "--status", "succeeded", "--json");
    expect(listed.json).toMatchObject([{ id, goal: "a trip" }]);
    expect((await place.run("missions", "list", "--agent", "travel", "--after", "1h")).out).toContain(id);
  });

  test("its causal graph comes as text, mermaid and JSON", async () => {
    const id = await create({ to: "Oslo" });
    await asks(id);
    const text = (await place.run("missions", "show", id, "--graph", "text")).out;
    expect(text.split("\n")[0]).toMatch(/^trip\.requested/);
    expect(text).toMatch(/[└├]─ hotel\.requested {2}travel/);
    expect(text).toMatch(/ {3}└─ hotel\.completed {2}hotels/);
    const mermaid = (await place.run("missions", "show", id, "--graph", "mermaid")).out;
    expect(mermaid).toMatch(/^flowchart TD\n/);
    expect(mermaid).toMatch(/n\d+ --> n\d+/);
    const [graph] = (await place.run("missions", "show", id, "--graph", "json")).json;
    expect(graph).toMatchObject({ truncated: false });
    await place.run("missions", "cancel", id, "--reason", "enough");
    expect((await place.run("missions", "show", id, "--json")).json[0]).toMatchObject({
      mission: { status: "cancelled" },
    });
  });

  test("a refusal fails it, a replay with another choice ends otherwise, and diff says where", async () => {
    const id = await create({ to: "Bergen" });
    const { id: question } = await asks(id);
    expect(await place.run("questions", "answer", String(question), "--refuse")).toMatchObject({ code: 0 });
    await eventually(async () => (await place.run("missions", "list", "--status", "failed")).out.includes(id));
    expect((await place.run("missions", "show", id)).out).toMatch(/failure .*somebody refused/);
    await writeFile(join(place.folder, "city.json"), '"Ulm"');
    const again = place.run("missions", "replay", id, "--from", "choose", "--edit", "city.json", "--wait", "--json");
    await eventually(async () => (await place.run("questions", "list")).out.includes("Go to Ulm?"));
    const [open] = (await place.run("questions", "list", "--json")).json;
    await place.run("questions", "answer", String(open?.id), "--approve");
    const ended = await again;
    expect(ended.code).toBe(0);
    const other = ended.json.at(-1);
    expect(other).toMatchObject({ status: "succeeded", result: { price: 3 } });
    const { out } = await place.run("missions", "diff", id, String(other?.id));
    expect(out).toMatch(/^status\n {2}- "failed"\n {2}\+ "succeeded"/m);
    expect(out).toMatch(/^trip\.requested › choose\n.*"Bergen".*\n.*"Ulm"/m);
  });

  test("a failed task is shown and tried again; a mission is held and let go", async () => {
    isOpen = false;
    const request = { type: "hotel.requested", data: { city: "Kiel" } };
    const response = await fetch(`${process.env.TROUPE_URL}/v1/tasks`, {
      method: "POST",
      headers: { authorization: `Bearer ${process.env.TROUPE_TOKEN}`, "content-type": "application/json" },
      body: JSON.stringify(request),
    });
    const { id } = (await response.json()) as { id: string };
    await eventually(async () => (await place.run("tasks", "list", "--status", "failed")).out.includes(id));
    expect((await place.run("tasks", "show", id)).out).toMatch(/closed for the winter/);
    isOpen = true;
    expect(await place.run("tasks", "retry", id, "--fresh")).toMatchObject({ code: 0 });
    await eventually(async () => (await place.run("tasks", "list", "--status", "succeeded")).out.includes(id));

    const held = await create({ to: "Graz" });
    expect((await place.run("missions", "pause", held)).out).toBe(`${held} paused\n`);
    expect(await place.run("missions", "resume", held)).toMatchObject({ code: 0 });
    await asks(held);
    expect((await place.run("missions", "breakers")).note).toBe("nothing is held back\n");
    expect(await place.run("missions", "breakers", "--close", "hotels")).toMatchObject({ code: 3 });
    const [rebuilt] = (await place.run("missions", "rebuild", "--json")).json;
    expect(rebuilt?.missions).toBeGreaterThan(0);
    expect((await place.run("missions", "show", held, "--json")).json[0]).toMatchObject({ mission: { id: held } });
  });

  test("a goal that nobody takes says so, and a plan that no planner has", async () => {
    const lonely = await place.run("missions", "create", "moon.requested");
    expect(lonely.note).toContain("no live agent takes moon.requested on action-requests; it waits for one");
    const [id = ""] = lonely.out.split(" ");
    expect((await place.run("missions", "show", id)).out).toContain("no live agent takes moon.requested");
    expect((await place.run("missions", "cancel", id)).code).toBe(0);
    expect((await place.run("missions", "show", id)).out).not.toContain("no live agent");

    const planless = await place.run("missions", "create", "tour.requested", "--plan", "quick");
    expect(planless.note).toContain(
      "no live planner of tour.requested has the plan quick: there is slow; once one has",
    );
    const planned = await place.run("missions", "create", "tour.requested", "--plan", "slow", "--wait");
    expect(planned).toMatchObject({ code: 0, note: expect.not.stringContaining("no live") });
  });

  test("wrong input names a next step", async () => {
    expect(await place.run("missions", "create")).toMatchObject({ code: 2 });
    expect((await place.run("missions", "create", "a.b", "--budget", "gold=3")).note).toContain("tokens=10000");
    expect(await place.run("missions", "show", "none")).toMatchObject({ code: 3 });
    expect((await place.run("missions", "create", "a.b", "--deadline", "2020-01-01T00:00:00Z")).note).toContain("2h");
    expect((await place.run("missions", "list", "--status", "done")).note).toContain("succeeded");
    for (const command of [
      ["missions", "cancel"],
      ["missions", "approve"],
      ["tasks", "retry"],
    ]) {
      const { code, note } = await place.run(...command, "none");
      expect({ code, note }).toMatchObject({ code: 3, note: expect.stringContaining(`troupe ${command[0]} list`) });
    }
    const id = await create({ to: "Bern" });
    expect(await place.run("missions", "replay", id, "--from", "nothing")).toMatchObject({ code: 3 });
    expect(await place.run("missions", "cancel", id)).toMatchObject({ code: 0 });
    expect((await place.run("questions", "answer", "none", "--approve", "--refuse")).code).toBe(2);
  });
});
