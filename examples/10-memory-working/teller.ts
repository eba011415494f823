import { Worker } from "@troupe/sdk";
import { ballot, counted, vote } from "./events.js";

const worker = new Worker({ name: "teller", capabilities: ["counting"] });

worker.onTask(vote, { replies: counted }, async ({ data, context }) => {
  const state = context.memory.state(ballot);
  const votes = await state.increment(data.option);
  await state.append("voters", data.voter);
  return { votes };
});

await worker.run();
