/**
 * An agent under test. It says when it begins an event and when it has come to the end of it, and emits one effect in
 * between. Environment: GROUP, MEMBER, CONCURRENCY, and LEASE_MS, of its group's policy.
 */
import { Agent, defineEvent } from "@troupe/sdk";
import { z } from "zod";
import { report } from "./report.js";

const group = process.env.GROUP ?? "";
const member = process.env.MEMBER ?? "";

const effect = defineEvent({
  type: `effect.${group}`,
  topic: "task-events",
  description: "What handling caused",
  schema: z.object({ of: z.string() }),
});

const agent = new Agent({
  name: group,
  concurrency: Number(process.env.CONCURRENCY ?? 10),
  from: "beginning",
  produces: [effect],
  policy: { maxAttempts: 100, backoffMs: [100, 250, 500], leaseMs: Number(process.env.LEASE_MS) },
});
agent.on({ type: "load.>", topic: "business-facts" }, async ({ event, attempt, context }) => {
  report({ kind: "delivered", group, member, id: event.id, attempt });
  await context.bus.publish(effect, { of: event.id });
  report({ kind: "handled", group, member, id: event.id });
});

const running = agent.start();
await running.ready;
report({ ready: true });
await running.stopped;
