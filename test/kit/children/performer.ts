/** Agents that carry out works made by chance, with their effects in the world outside; `PERFORMS` names which. */
import { type TaskContext, Worker } from "@troupe/sdk";
import { carryOut, KINDS, type StepOp, undo, undone } from "../works.js";
import { effect, policy } from "./journey.js";
import { report } from "./report.js";

const names = (process.env.PERFORMS ?? "").split(" ");
const tried = new Set<string>();

/** A flaky step fails once in each life of the process. */
function step(task: TaskContext<unknown>, { id, undo: isUndone, flaky }: StepOp): Promise<string> {
  const act = async (): Promise<string> => {
    const key = `${task.event.id}/${id}`;
    if (flaky && !tried.has(key)) {
      tried.add(key);
      throw new Error("it is flaky");
    }
    await effect(task, id);
    return id;
  };
  return task.step("step", act, isUndone ? { undo: [undo, { id }] } : {});
}

const agents = KINDS.filter(({ name }) => names.includes(name)).map(({ name, event, replies }) =>
  new Worker({ name, policy, from: "beginning" }).onTask(event, { replies }, (task) =>
    carryOut(task, (op) => step(task, op)),
  ),
);
if (names.includes("undo")) {
  const undoer = new Worker({ name: "undoer", policy, from: "beginning" });
  agents.push(
    undoer.onTask(undo, { replies: undone }, async (task) => {
      await task.step("undo", () => effect(task, `undo ${task.data.id}`));
      return {};
    }),
  );
}

const running = agents.map((agent) => agent.start());
await Promise.all(running.map(({ ready }) => ready));
report({ ready: true });
await Promise.all(running.map(({ stopped }) => stopped));
