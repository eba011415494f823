import { createMemoryBus, manualClock } from "@troupe/bus/memory";
import { expect, it } from "vitest";
import { openBench } from "./harness.js";

it("lets what a mission held in mind go an hour after the mission's end", async () => {
  const clock = manualClock();
  const bus = createMemoryBus({ clock });
  await using bench = await openBench("pglite:memory", { bus, clock: clock as never });
  const put = (mission: string, key: string, body: object) =>
    bench.call("PUT", `/v1/memory/working/${mission}/${key}`, body);
  await put("m1", "plan", { value: "a" });
  await put("m1", "brief", { value: "b", ttlSeconds: 60 });
  await put("m2", "plan", { value: "c" });
  const limits = async (mission: string): Promise<(string | null)[]> => {
    await clock.advance(10);
    await new Promise((resolve) => setTimeout(resolve, 10));
    const { body } = await bench.call("GET", `/v1/memory/working/${mission}`);
    return body.items.map(({ expiresAt }: { expiresAt: string | null }) => expiresAt);
  };
  await limits("m1");
  await bus.publish({
    specversion: "1.0",
    id: "end-1",
    source: "urn:troupe:missions",
    type: "mission.succeeded",
    topic: "plan-events",
    time: new Date(clock.now()).toISOString(),
    tenantid: "acme",
    actor: "missions",
    correlationid: "m1",
    missionid: "m1",
    hops: 0,
    data: {},
  });
  const ended = clock.now();
  let found = await limits("m1");
  for (let at = 0; at < 200 && found.includes(null); at++) found = await limits("m1");
  const [brief = "", plan = ""] = found;
  expect(Date.parse(String(plan)) - ended).toBeGreaterThanOrEqual(3_600_000);
  expect(Date.parse(String(brief)) - ended).toBeLessThanOrEqual(60_000);
  expect(await limits("m2")).toEqual([null]);
  await clock.advance(3_700_000);
  expect((await bench.call("GET", "/v1/memory/working/m1/plan")).status).toBe(404);
  expect((await bench.call("GET", "/v1/memory/working/m2/plan")).status).toBe(200);
});
