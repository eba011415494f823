import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makePlace, type Place } from "./harness.js";

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(() => place[Symbol.asyncDispose]());

const PLAN = `name: greet
goal: greet.requested
initial: greet
states:
  greet:
    do: { event: greeting.requested, data: { name: "{{ goal.name }}" } }
    next: done
  done: { end: succeeded }
`;

const check = async (text: string, ...more: string[]) => {
  await writeFile(join(place.folder, "plan.yaml"), text);
  return place.run("plans", "check", "plan.yaml", ...more);
};

test("a sound plan is told so", async () => {
  const ran = await check(PLAN, "--offline");
  expect(ran).toMatchObject({ code: 0, out: "greet 1.0.0 can be carried out: 2 states, from greet.requested\n" });
  expect(await check(PLAN)).toMatchObject({ code: 0, note: expect.stringContaining("was not asked") });
});

test("faults come with line and column, and as JSON where JSON is asked for", async () => {
  const wrong = PLAN.replace("next: done", "next: gone");
  const ran = await check(wrong, "--offline");
  expect(ran).toMatchObject({
    code: 2,
    out: "",
    note: expect.stringContaining("plan.yaml:7:5 /states/greet/next/0/to there is no state gone"),
  });
  expect((await check(wrong, "--offline", "--json")).json[0]).toMatchObject({
    ok: false,
    faults: [{ line: 7, column: 5 }],
  });
  expect(await check("a: [", "--offline")).toMatchObject({
    code: 2,
    note: expect.stringMatching(/plan\.yaml:\d+:\d+/),
  });
});

test("a running stack is asked who takes its events", async () => {
  const dev = await place.dev();
  const ran = await check(PLAN, "--strict");
  await dev.stop();
  expect(ran.note).toMatch(/plan\.yaml:6:\d+ \S+ greeting\.requested is not registered, and no agent takes it/);
  expect(ran.code).toBe(6);
});
