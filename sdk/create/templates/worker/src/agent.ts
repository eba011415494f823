import { Worker } from "@troupe/sdk";
import { greet, greeted } from "./events.js";

export const agent = new Worker({ name: "{{name}}", capabilities: ["greeting"] });

agent.onTask(greet, { replies: greeted }, async ({ data }) => {
  return { text: `Hello, ${data.name}` };
});
