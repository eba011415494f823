/**
 * A worker under test: its one handler has an effect, says so, and answers. With HANG it stops between the two in its
 * first attempt, for the test to kill it there.
 */
import { defineEvent, Worker } from "@troupe/sdk";
import { z } from "zod";
import { report } from "./report.js";

const name = process.env.NAME ?? "clerk";
const text = z.object({ text: z.string() });
const file = defineEvent({ type: `${name}.requested`, topic: "action-requests", description: "File it", schema: text });
const filed = defineEvent({ type: `${name}.completed`, topic: "action-results", description: "Filed", schema: text });
const noted = defineEvent({ type: `${name}.noted`, topic: "business-facts", description: "What it did", schema: text });

const worker = new Worker({ name, from: "beginning", policy: { leaseMs: 1000, backoffMs: [100] } });
worker.onTask(file, { replies: filed }, async ({ data, attempt, context }) => {
  const { duplicate } = await context.bus.publish(noted, data);
  report({ effect: data.text, attempt, duplicate });
  if (process.env.HANG === "true" && attempt === 1) await new Promise(() => undefined);
  return { text: `filed ${data.text}` };
});
const running = worker.start();
await running.ready;
report({ ready: true });
await running.stopped;
