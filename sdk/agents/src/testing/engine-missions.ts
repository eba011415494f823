import { TroupeError } from "@troupe/contracts";
import type { Caller, Missions } from "@troupe/missions";
import type { MissionsPlatform } from "../missions/missions-client.js";

/** As many as one answer holds. */
const PAGE = 200;

/** The missions engine in process, as the one who calls; every call is counted by `call` while it is under way. */
export function engineMissions(
  engine: Missions,
  caller: Caller,
  call: <T>(work: () => Promise<T>) => Promise<T>,
): MissionsPlatform {
  const { tenant } = caller;
  return {
    missions: {
      create: (mission) => call(() => engine.create(caller, mission)),
      get: (id) => call(() => found(engine.mission(tenant, id))),
      list: (query) => call(() => engine.missions(tenant, { limit: PAGE, ...query })),
      patch: (id, patch) => call(() => engine.patch(caller, id, patch)),
      cancel: (id, reason) => call(() => engine.cancel(caller, id, reason)),
      pause: (id, reason) => call(() => engine.pause(caller, id, reason)),
      resume: (id, reason) => call(() => engine.resume(caller, id, reason)),
      spend: (id, spend) => call(() => engine.spend(caller, id, spend)),
      settleSpend: (id, key, came) => call(() => engine.settleSpend(caller, id, key, came)),
      transition: (id, transition) => call(() => engine.transition(caller, id, transition)),
    },
    records: {
      replay: (id, how = {}) => call(() => engine.replay(caller, id, how)),
      history: (id, query) => call(() => engine.history(tenant, id, { limit: PAGE, ...query })),
      graph: (id) => call(() => found(engine.graph(tenant, id))),
      steps: (task) => call(() => all((page) => engine.steps(tenant, task, page))),
    },
    tasks: {
      create: (task) => call(() => engine.createTask(caller, task)),
      get: (id) => call(() => found(engine.task(tenant, id))),
      list: (query) => call(() => engine.tasks(tenant, { limit: PAGE, ...query })),
      retry: (id, how) => call(() => engine.retryTask(caller, id, how)),
    },
    questions: {
      list: (query) => call(() => engine.questions(tenant, { limit: PAGE, ...query })),
      answer: (id, answer) => call(() => engine.answer(caller, id, answer)),
      approve: (mission, approve) => call(() => engine.approve(caller, mission, approve)),
    },
    runs: {
      begin: (run) => call(() => engine.begin(caller, run)),
      record: (run, step) => call(() => engine.step(caller, run, step)),
      wait: (run, waits) => call(() => engine.waits(caller, run, waits)),
      finish: (run, end) => call(() => engine.finish(caller, run, end).then(() => undefined)),
      progress: (run, progress) => call(() => engine.progress(caller, run, progress)),
      heartbeat: (runs) => call(() => engine.heartbeats(caller, runs)),
    },
  };
}

async function found<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof TroupeError && error.code === "NOT_FOUND") return undefined;
    throw error;
  }
}

async function all<T>(
  page: (query: { limit: number; cursor?: string }) => Promise<{ items: readonly T[]; cursor: string | null }>,
): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const next = await page({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...next.items);
    cursor = next.cursor;
  }
  return items;
}
