import { Worker } from "@troupe/sdk";
import { greet, greeted } from "./events.js";

const worker = new Worker({ name: "greeter", capabilities: ["greeting"] });

worker.onTask(greet, { replies: greeted }, async ({ data }) => ({ text: `Hello, ${data.name}` }));

await worker.run();
