/** An agent and a client in one process: from the call that publishes to the first line of the handler. */
import { Agent, connect, defineEvent } from "@troupe/sdk";
import { z } from "zod";
import { payload } from "../kit/payload.js";
import { takeOrders } from "../kit/role.js";

const ping = defineEvent({
  type: "bench.pinged",
  topic: "action-requests",
  description: "One sample",
  schema: z.object({ text: z.string() }),
});

let arrived: () => void = () => undefined;
const agent = new Agent({ name: "bench-latency" });
agent.on(ping, () => arrived());
const running = agent.start();
const client = connect({ name: "bench" });
await running.ready;

takeOrders({
  async latency({ samples, everyMs }: { samples: number; everyMs: number }) {
    const times: number[] = [];
    for (let sample = 0; sample < samples; sample += 1) {
      const start = performance.now();
      const handled = new Promise<void>((resolve) => {
        arrived = () => {
          times.push(performance.now() - start);
          resolve();
        };
      });
      await Promise.all([client.bus.publish(ping, payload), handled]);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
    return { times };
  },
});
