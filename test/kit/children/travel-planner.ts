/** The planner of journeys: one task, and an end by what came of it. */
import { definePlan, Planner } from "@troupe/sdk";
import { journey, policy, trip } from "./journey.js";
import { report } from "./report.js";

const plan = definePlan({
  name: "journey",
  version: "1.0.0",
  goal: journey,
  initial: "travelling",
  states: {
    travelling: {
      do: { event: trip, key: "trip", data: ({ goal }) => ({ fate: goal.fate }) },
      next: "home",
      otherwise: "stranded",
    },
    home: { end: { as: "succeeded", result: { price: "{{ results.trip.price }}" } } },
    stranded: { end: { as: "failed", failure: { code: "STRANDED", message: "the trip came to nothing" } } },
  },
});

const running = new Planner({ name: "planner", policy, from: "beginning" }).onGoal(plan).start();
await running.ready;
report({ ready: true });
await running.stopped;
