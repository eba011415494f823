import type { Graph, HistoryEntry, Mission, Question, Run, Step, Task } from "@troupe/contracts";
import type { Api } from "../client/api.js";
import { isDecision } from "../domain/decisions.js";
import type { JournaledTask, MissionRecord } from "../domain/timeline.js";

/** As many tasks and runs as one mission is shown with. */
const MOST = 5000;
/** Journals asked for at once. */
const AT_ONCE = 8;

export const missionPath = (id: string, more = ""): string => `/v1/missions/${encodeURIComponent(id)}${more}`;
export const taskPath = (id: string, more = ""): string => `/v1/tasks/${encodeURIComponent(id)}${more}`;
export const questionPath = (id: string, more = ""): string => `/v1/questions/${encodeURIComponent(id)}${more}`;

/** A mission with its tasks, their runs and journals, oldest first. */
export async function readMission(api: Api, id: string): Promise<MissionRecord> {
  const mission = await api.call<Mission>("GET", missionPath(id));
  const [tasks, runs, questions] = await Promise.all([
    api.list<Task>("/v1/tasks", { missionId: id }, MOST),
    api.list<Run>("/v1/runs", { missionId: id }, MOST),
    api.list<Question>("/v1/questions", { missionId: id }, MOST),
  ]);
  const record = {
    mission,
    tasks: await journaled(api, tasks.reverse(), runs.reverse()),
    questions: questions.reverse(),
  };
  return mission.planner === null ? record : { ...record, decisions: (await readHistory(api, id)).filter(isDecision) };
}

/** A task with its runs and journal. */
export async function readTask(api: Api, id: string): Promise<JournaledTask> {
  const task = await api.call<Task>("GET", taskPath(id));
  const runs = await api.list<Run>("/v1/runs", { taskId: id }, MOST);
  const [journal] = await journaled(api, [task], runs.reverse());
  return journal ?? { ...task, runs: [], steps: [] };
}

export const readGraph = (api: Api, id: string): Promise<Graph> => api.call("GET", missionPath(id, "/graph"));

export const readHistory = (api: Api, id: string): Promise<HistoryEntry[]> =>
  api.list<HistoryEntry>(missionPath(id, "/history"), {}, MOST);

async function journaled(api: Api, tasks: readonly Task[], runs: readonly Run[]): Promise<JournaledTask[]> {
  const journals: JournaledTask[] = [];
  for (let at = 0; at < tasks.length; at += AT_ONCE) {
    const read = tasks.slice(at, at + AT_ONCE).map(async (task) => ({
      ...task,
      runs: runs.filter(({ taskId }) => taskId === task.id),
      steps: await api.list<Step>(taskPath(task.id, "/steps"), {}, MOST),
    }));
    journals.push(...(await Promise.all(read)));
  }
  return journals;
}
