import type { Breaker, Graph, HistoryEntry, Mission, Question, Run, Step, Task } from "@troupe/contracts";
import type { Api } from "../client/api.js";
import { isDecision } from "../domain/decisions.js";
import { groupedBy } from "../domain/grouped.js";
import { isUntaken, type JournaledTask, type MissionRecord } from "../domain/timeline.js";
import { missionPath, taskPath } from "./paths.js";
import { vacanciesOf } from "./vacancies.js";

/** As many tasks and runs as one mission is shown with. */
const MOST = 5000;
/** As many steps, of all its tasks together. */
const MOST_STEPS = 20_000;

/** A mission with its tasks, their runs and journals, oldest first. */
export async function readMission(api: Api, id: string): Promise<MissionRecord> {
  const mission = await api.call<Mission>("GET", missionPath(id));
  const [tasks, runs, questions, steps] = await Promise.all([
    api.list<Task>("/v1/tasks", { missionId: id }, MOST),
    api.list<Run>("/v1/runs", { missionId: id }, MOST),
    api.list<Question>("/v1/questions", { missionId: id }, MOST),
    api.list<Step>(missionPath(id, "/steps"), {}, MOST_STEPS),
  ]);
  const record = {
    mission,
    tasks: journaled(tasks.reverse(), runs.reverse(), steps),
    questions: questions.reverse(),
    breakers: tasks.some(({ status }) => status === "queued") ? await readBreakers(api) : [],
    vacancies: await vacanciesOf(api, tasks.filter(isUntaken), mission.plan),
  };
  return mission.planner === null ? record : { ...record, decisions: (await readHistory(api, id)).filter(isDecision) };
}

/** A task with its runs and journal. */
export async function readTask(api: Api, id: string): Promise<JournaledTask> {
  const task = await api.call<Task>("GET", taskPath(id));
  const runs = await api.list<Run>("/v1/runs", { taskId: id }, MOST);
  const steps = await api.list<Step>(taskPath(id, "/steps"), {}, MOST_STEPS);
  return { ...task, runs: runs.reverse(), steps };
}

export const readGraph = (api: Api, id: string): Promise<Graph> => api.call("GET", missionPath(id, "/graph"));

export const readHistory = (api: Api, id: string): Promise<HistoryEntry[]> =>
  api.list<HistoryEntry>(missionPath(id, "/history"), {}, MOST);

export const readBreakers = async (api: Api): Promise<readonly Breaker[]> =>
  (await api.call<{ items: readonly Breaker[] }>("GET", "/v1/breakers")).items;

function journaled(tasks: readonly Task[], runs: readonly Run[], steps: readonly Step[]): JournaledTask[] {
  const [runsOf, stepsOf] = [groupedBy(runs, ({ taskId }) => taskId), groupedBy(steps, ({ taskId }) => taskId)];
  return tasks.map((task) => ({ ...task, runs: runsOf.get(task.id) ?? [], steps: stepsOf.get(task.id) ?? [] }));
}
