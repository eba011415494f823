import { TroupeError } from "@troupe/contracts";
import type { Caller, Missions } from "@troupe/missions";
import type { MissionsPlatform, WaitOptions } from "../missions/missions-client.js";

/** As many as one answer holds. */
const PAGE = 200;

/** Missions engines in process, each asked in turn, as the one who calls; every call is counted by `call` while it is under way. */
export function engineMissions(
  next: () => Missions,
  caller: Caller,
  call: <T>(work: () => Promise<T>) => Promise<T>,
): MissionsPlatform {
  const { tenant } = caller;
  /** Who waits for an end is not at work: the clock moves on meanwhile. */
  const patiently = <T>(how: WaitOptions | undefined, ask: () => Promise<T>): Promise<T> =>
    how?.waitMs === undefined ? call(ask) : unlessAborted(ask(), how.signal);
  return {
    missions: {
      create: async (mission, how) => {
        const made = await call(() => next().create(caller, mission));
        return how?.waitMs === undefined ? made : patiently(how, () => next().mission(tenant, made.id, how));
      },
      get: (id, how) => patiently(how, () => found(next().mission(tenant, id, how))),
      list: (query) => call(() => next().missions(tenant, { limit: PAGE, ...query })),
      patch: (id, patch) => call(() => next().patch(caller, id, patch)),
      cancel: (id, reason) => call(() => next().cancel(caller, id, reason)),
      pause: (id, reason) => call(() => next().pause(caller, id, reason)),
      resume: (id, reason) => call(() => next().resume(caller, id, reason)),
      spend: (id, spend) => call(() => next().spend(caller, id, spend)),
      settleSpend: (id, key, came) => call(() => next().settleSpend(caller, id, key, came)),
      transition: (id, transition) => call(() => next().transition(caller, id, transition)),
    },
    records: {
      replay: (id, how = {}) => call(() => next().replay(caller, id, how)),
      history: (id, query) => call(() => next().history(tenant, id, { limit: PAGE, ...query })),
      graph: (id) => call(() => found(next().graph(tenant, id))),
      steps: (task) => call(() => all((page) => next().steps(tenant, task, page))),
    },
    tasks: {
      create: async (task, how) => {
        const made = await call(() => next().createTask(caller, task));
        return how?.waitMs === undefined ? made : patiently(how, () => next().task(tenant, made.id, how));
      },
      get: (id, how) => patiently(how, () => found(next().task(tenant, id, how))),
      list: (query) => call(() => next().tasks(tenant, { limit: PAGE, ...query })),
      retry: (id, how) => call(() => next().retryTask(caller, id, how)),
    },
    questions: {
      list: (query) => call(() => next().questions(tenant, { limit: PAGE, ...query })),
      answer: (id, answer) => call(() => next().answer(caller, id, answer)),
      approve: (mission, approve) => call(() => next().approve(caller, mission, approve)),
    },
    runs: {
      begin: (run) => call(() => next().begin(caller, run)),
      record: (run, step) => call(() => next().step(caller, run, step)),
      wait: (run, waits) => call(() => next().waits(caller, run, waits)),
      answer: (task, answer) =>
        call(() =>
          next()
            .answerTask(caller, task, answer)
            .then(() => undefined),
        ),
      finish: (run, end) =>
        call(() =>
          next()
            .finish(caller, run, end)
            .then(() => undefined),
        ),
      progress: (run, progress) => call(() => next().progress(caller, run, progress)),
      heartbeat: (runs) => call(() => next().heartbeats(caller, runs)),
    },
  };
}

/** What is asked for, or the reason for which it is not waited for any more. */
async function unlessAborted<T>(asked: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return asked;
  signal.throwIfAborted();
  let left = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    left = () => reject(signal.reason);
    signal.addEventListener("abort", left);
  });
  try {
    return await Promise.race([asked, aborted]);
  } finally {
    signal.removeEventListener("abort", left);
  }
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
