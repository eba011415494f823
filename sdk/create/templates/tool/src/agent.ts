import { Tool } from "@troupe/sdk";
import { convert, converted } from "./events.js";

// From the beginning: what was asked before the agent ran for the first time is answered too.
export const agent = new Tool({ name: "{{name}}", capabilities: ["temperature"], from: "beginning" });

agent.onInvoke(convert, { replies: converted }, async ({ data }) => {
  return { fahrenheit: data.celsius * 1.8 + 32 };
});
