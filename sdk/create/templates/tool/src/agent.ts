import { Tool } from "@troupe/sdk";
import { convert, converted } from "./events.js";

export const agent = new Tool({ name: "{{name}}", capabilities: ["temperature"] });

agent.onInvoke(convert, { replies: converted }, async ({ data }) => {
  return { fahrenheit: data.celsius * 1.8 + 32 };
});
