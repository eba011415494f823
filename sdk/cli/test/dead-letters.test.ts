import { connect, defineEvent, TerminalError, Worker } from "@troupe/sdk";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { eventually, makePlace, type Place } from "./harness.js";

vi.setConfig({ testTimeout: 60_000 });

const sums = z.object({ cents: z.int() });
const charge = defineEvent({ type: "charge.requested", topic: "action-requests", description: "Charge", schema: sums });
const charged = defineEvent({
  type: "charge.completed",
  topic: "action-results",
  description: "Charged",
  schema: sums,
});

let place: Place;
beforeAll(async () => {
  place = await makePlace();
  await place.dev();
});
afterAll(() => place[Symbol.asyncDispose]());

test("a dead letter is listed, shown, replayed once its handler is mended, and another is discarded", async () => {
  const { url, token } = await place.record();
  Object.assign(process.env, { TROUPE_URL: url, TROUPE_TOKEN: token, TROUPE_LOG_LEVEL: "silent" });
  let isMended = false;
  const handled: number[] = [];
  const worker = new Worker({ name: "cashier", from: "beginning" });
  worker.onTask(charge, { replies: charged }, ({ data }) => {
    if (!isMended) throw new TerminalError("the bank refuses");
    handled.push(data.cents);
    return data;
  });
  await using running = worker.start();
  await running.ready;
  await using client = connect();
  for (const cents of [100, 200]) await client.bus.publish(charge, { cents }, { id: `charge-${cents}` });
  const list = async () => (await place.run("dead-letters", "list", "--group", "cashier", "--json")).json;
  await eventually(async () => (await list()).length === 2);
  const letters = await list();
  const idOf = (event: string) =>
    String(letters.find((letter) => (letter.event as { id: string }).id === event)?.id ?? "");
  const table = await place.run("dead-letters", "list");
  expect(table.out).toContain("the bank refuses");
  expect(table.out).toContain("charge.requested");
  const shown = await place.run("dead-letters", "show", idOf("charge-100"));
  expect(JSON.parse(shown.out)).toMatchObject({ group: "cashier", attempts: [{ reason: "the bank refuses" }] });

  isMended = true;
  const replayed = await place.run("dead-letters", "replay", idOf("charge-100"), "--json");
  expect(replayed).toMatchObject({ code: 0, json: [{ topic: "action-requests", duplicate: false }] });
  await eventually(() => handled.length > 0);
  expect(handled).toEqual([100]);
  const discarded = await place.run("dead-letters", "discard", idOf("charge-200"), "--json");
  expect(discarded.json).toEqual([{ id: idOf("charge-200"), discarded: true }]);
  expect(await list()).toEqual([]);
  expect(await place.run("dead-letters", "replay", idOf("charge-200"))).toMatchObject({ code: 3 });
});
