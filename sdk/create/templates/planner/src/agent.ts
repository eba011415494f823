import { definePlan, Planner } from "@troupe/sdk";
import { greet, prepare, welcome } from "./events.js";

/** Both are asked at once; when both have answered, the guest is welcome. */
const plan = definePlan({
  name: "welcome",
  version: "1.0.0",
  goal: welcome,
  initial: "preparing",
  states: {
    preparing: {
      do: [
        { event: greet, key: "greeting", data: ({ goal }) => ({ name: goal.name }) },
        { event: prepare, key: "room", data: { guest: "{{ goal.name }}" } },
      ],
      retry: { attempts: 3, delayMs: 500 },
      timeout: { ms: 60_000, to: "late" },
      next: "done",
      otherwise: "refused",
    },
    late: { end: { as: "failed", failure: { code: "LATE", message: "nobody answered in time" } } },
    refused: { end: { as: "failed", failure: { code: "REFUSED", message: "{{ goal.name }} cannot come" } } },
    done: {
      end: {
        as: "succeeded",
        result: { text: "{{ results.greeting.text }}. Your room is {{ results.room.number }}." },
      },
    },
  },
});

// From the beginning: goals that were set before the planner ran for the first time are carried out too.
export const agent = new Planner({ name: "{{name}}", from: "beginning" }).onGoal(plan);
