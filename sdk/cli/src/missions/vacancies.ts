import { type AgentRecord, type Mission, matchesType, type Task } from "@troupe/contracts";
import type { Api } from "../client/api.js";
import { isUntaken, type Vacancy } from "../domain/timeline.js";
import { CliError } from "../exit.js";
import { taskPath } from "./paths.js";

/** Plans with longer names are not among their planners' capabilities. */
const LONGEST_LISTED = 123;

/** As many agents as are looked at for one type. */
const MOST = 200;

/** Why nobody takes a mission's goal, or nobody by the plan that it names; none where that cannot be asked. */
export const vacanciesOfGoal = (api: Api, { taskId, plan }: Mission): Promise<Vacancy[]> =>
  unlessRefused(async () => {
    const goal = await api.call<Task>("GET", taskPath(taskId));
    return isUntaken(goal) || plan !== null ? vacanciesOf(api, [goal], plan) : [];
  });

/**
 * Which of these tasks no live agent takes: none is registered for the type, or no planner of a goal has the plan that
 * its mission names. None where the registry cannot be asked.
 */
export const vacanciesOf = (api: Api, tasks: readonly Task[], plan: string | null): Promise<Vacancy[]> =>
  unlessRefused(async () => {
    const wanted = new Map(tasks.map((task) => [`${task.topic} ${task.type}`, task]));
    const found = await Promise.all([...wanted.values()].map((task) => vacancyOf(api, task, plan)));
    return found.filter((vacancy) => vacancy !== undefined);
  });

/** What is only remarked upon fails nothing. */
async function unlessRefused(ask: () => Promise<Vacancy[]>): Promise<Vacancy[]> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CliError) return [];
    throw error;
  }
}

async function vacancyOf(api: Api, task: Task, plan: string | null): Promise<Vacancy | undefined> {
  const { type, topic, kind } = task;
  const live = await api.list<AgentRecord>("/v1/agents", { consumes: type, topic, live: true }, MOST);
  const takers = live.filter(({ consumes }) =>
    consumes.some((use) => use.topic === topic && matchesType(use.type, type)),
  );
  if (takers.length === 0) {
    const remedy = 'it waits for one that was there before, or that starts with from: "beginning"';
    return { type, topic, reason: `no live agent takes ${type} on ${topic}`, remedy };
  }
  const isListed = plan !== null && plan.length <= LONGEST_LISTED;
  if (!isListed || kind !== "goal" || takers.some(({ capabilities }) => capabilities.includes(`plan:${plan}`))) {
    return undefined;
  }
  const known = takers.flatMap(({ capabilities }) => capabilities.flatMap((name) => planNamed(name) ?? []));
  const others = known.length === 0 ? "" : `: there is ${known.join(", ")}`;
  const reason = `no live planner of ${type} has the plan ${plan}${others}`;
  return { type, topic, reason, remedy: `once one has it, troupe missions replay ${task.missionId} asks again` };
}

const planNamed = (capability: string): string | undefined => /^plan:(.+)$/.exec(capability)?.[1];
