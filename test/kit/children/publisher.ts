/** A client under test: publishes without end, a few at a time, and says what was acknowledged. */
import { connect, defineEvent } from "@troupe/sdk";
import { v7 } from "uuid";
import { z } from "zod";
import { report } from "./report.js";

const LANES = Number(process.env.LANES ?? 4);
const PER_SECOND = Number(process.env.PER_SECOND ?? 150);

const load = defineEvent({
  type: "load.sent",
  topic: "business-facts",
  description: "One piece of load",
  schema: z.object({ text: z.string() }),
});

const client = connect({ name: "load" });
const text = "x".repeat(200);
let going = true;
process.on("message", (message: { stop?: boolean }) => {
  if (message.stop === true) going = false;
});

/** The same id until it is acknowledged: a client that knows what it wants to say. */
async function publishOne(): Promise<void> {
  const id = v7();
  for (;;) {
    try {
      const { sequence } = await client.bus.publish(load, { text }, { id });
      report({ kind: "acknowledged", id, type: load.type, sequence });
      return;
    } catch {
      if (!going) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function lane(): Promise<void> {
  while (going) {
    const next = performance.now() + (1000 * LANES) / PER_SECOND;
    await publishOne();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
  }
}

report({ ready: true });
await Promise.all(Array.from({ length: LANES }, lane));
report({ stopped: true });
process.disconnect();
await client.close();
