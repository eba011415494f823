import { ChoreographyPlanner, llmFromEnvironment, pricesFromEnvironment } from "@troupe/sdk";
import { summarise, summary } from "./events.js";

/** With `OPENAI_API_KEY` a model plans, by whatever agents are there; without one, rules do. */
const llm = llmFromEnvironment();
const planner = new ChoreographyPlanner({ name: "summary-planner", llm, prices: pricesFromEnvironment() });

planner.pursue(summarise, {
  wants: summary,
  allow: ["text.terms.requested", "sentences.>"],
  costs: { "sentences.pick.careful.requested": 3 },
  instructions: "Prefer the quick way to pick sentences as long as its agent is there.",
});

await planner.run();
