import { Worker } from "@troupe/sdk";
import { greet, greeted, prepare, prepared } from "./events.js";

/** Whom the planner asks. It knows nothing of the planner, and could run anywhere. */
export const house = new Worker({ name: "{{name}}-house", from: "beginning" });

house.onTask(greet, { replies: greeted }, ({ data }) => ({ text: `Hello, ${data.name}` }));

house.onTask(prepare, { replies: prepared }, ({ data }) => ({ number: 100 + data.guest.length }));
