import { failureEvent, Planner, type Turn } from "@troupe/sdk";
import { artifactsOf } from "./artifacts.js";
import { intake, type StageName, stages, takenIn, translation } from "./events.js";
import { answered, begun, failed, isOver, noted, type State, type Step } from "./planning.js";
import { policy } from "./policy.js";
import { written } from "./report.js";

type Goal = ReturnType<typeof translation.schema.parse>;

/** Carries translations to their end: asks the workers for each program's stages, and writes the report when all have ended. */
const planner = new Planner({ name: "portalis-planner", policy, from: "beginning", concurrency: 20 });

planner.onGoal(translation, (turn: Turn<Goal, State>) => {
  const { title, units, programs, archive, release, package: wantsPackage, repair } = turn.data;
  const startedAt = turn.event.time;
  const state = { title, startedAt, release, package: wantsPackage, repair, waiting: [], open: {}, outcomes: [] };
  if (units !== undefined) return go(turn, begun(state, units));
  turn.ask(intake, { ...(programs && { programs }), ...(archive && { archive }) }, { key: "intake" });
  turn.become(state, "finding programs");
});

planner.onTransition(takenIn, (turn: Turn<ReturnType<typeof takenIn.schema.parse>, State>) => {
  const { units, error } = turn.data;
  if (error !== undefined) return turn.fail({ code: "SOURCE_REFUSED", message: error.message, details: error });
  return go(turn, begun(stateOf(turn), units));
});
planner.onTransition(failureEvent(intake), (turn: Turn<{ detail: string }, State>) =>
  turn.fail({ code: "SOURCE_REFUSED", message: turn.data.detail }),
);

for (const [name, { request, answer }] of Object.entries(stages)) {
  planner.onTransition(answer, (turn: Turn<ReturnType<typeof answer.schema.parse>, State>) =>
    go(turn, answered(stateOf(turn), name as StageName, turn.data)),
  );
  planner.onTransition(failureEvent(request), (turn: Turn<{ detail: string }, State>) => {
    const { causationid, taskid } = turn.event;
    return go(turn, failed(stateOf(turn), [causationid, taskid], turn.data.detail));
  });
}

async function go(turn: Turn<unknown, State>, { state, asks }: Step): Promise<void> {
  if (state === turn.state) {
    turn.ignore();
    return;
  }
  let next = state;
  for (const { stage, work, key } of asks) {
    const { request, answer } = stages[stage];
    next = noted(next, work.unit, [turn.ask(request, work, { key, replies: answer })]);
  }
  const { outcomes, waiting, open } = next;
  turn.become(next, `${outcomes.length} of ${outcomes.length + waiting.length + Object.keys(open).length} done`);
  if (isOver(next)) turn.complete(await written(next, artifactsOf(turn.content)));
}

function stateOf(turn: Turn<unknown, State>): State {
  if (turn.state === undefined) throw new Error("the mission has no state");
  return turn.state;
}

await planner.run();
