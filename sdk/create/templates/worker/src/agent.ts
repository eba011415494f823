import { Worker } from "@troupe/sdk";
import { greet, greeted } from "./events.js";

// From the beginning: what was asked before the agent ran for the first time is answered too.
export const agent = new Worker({ name: "{{name}}", capabilities: ["greeting"], from: "beginning" });

agent.onTask(greet, { replies: greeted }, async ({ data }) => {
  return { text: `Hello, ${data.name}` };
});
