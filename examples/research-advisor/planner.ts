import { definePlan, Planner } from "@troupe/sdk";
import { advise, findPassages, question, validate } from "./events.js";

const FIRST_LOOK = 4;
const LAST_LOOK = 16;

interface Look {
  readonly most?: number;
}

const plan = definePlan({
  name: "research",
  description: "Look, answer, check; look further where the answer does not hold",
  goal: question,
  initial: "looking",
  states: {
    looking: {
      do: {
        event: findPassages,
        key: "found",
        data: ({ goal, data }) => ({ ...goal, most: (data as Look).most ?? FIRST_LOOK }),
      },
      next: [{ to: "advising", when: { "!!": [{ var: "results.found.passages" }] } }, "unknown"],
      retry: { attempts: 2 },
    },
    advising: {
      do: {
        event: advise,
        key: "advice",
        data: { question: "{{ goal.question }}", passages: "{{ results.found.passages }}" },
      },
      retry: { attempts: 2 },
      next: "checking",
    },
    checking: {
      do: {
        event: validate,
        key: "verdict",
        data: { folder: "{{ goal.folder }}", statements: "{{ results.advice.statements }}" },
      },
      next: [
        { to: "done", when: { var: "results.verdict.valid" } },
        {
          to: "looking",
          when: ({ data }) => ((data as Look).most ?? FIRST_LOOK) < LAST_LOOK,
          set: { most: ({ data }) => ((data as Look).most ?? FIRST_LOOK) * 2 },
        },
        "doubtful",
      ],
    },
    done: { end: { as: "succeeded", result: { statements: "{{ results.advice.statements }}" } } },
    unknown: { end: { as: "failed", failure: { code: "NOTHING_FOUND", message: "no document speaks of it" } } },
    doubtful: {
      end: {
        as: "failed",
        result: "{{ results.advice }}",
        failure: { code: "NOT_BORNE_OUT", message: "what was found does not bear the answer out" },
      },
    },
  },
});

await new Planner({ name: "research-planner" }).onGoal(plan).run();
