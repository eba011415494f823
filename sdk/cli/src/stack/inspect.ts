import { reconcile, type StackState } from "../domain/reconcile.js";
import type { StackRecord } from "../domain/stack-record.js";
import { readRecord, type StackPaths } from "./folder.js";
import { isAlive } from "./processes.js";

const ANSWER_MS = 2000;

/** The state of a stack as it really is. */
export async function inspect(paths: StackPaths): Promise<StackState> {
  const record = await readRecord(paths);
  if (record === undefined) return reconcile({ record, alive: new Set(), answers: false });
  const [alive, answers] = await Promise.all([liveProcesses(record), answersAt(record.url)]);
  return reconcile({ record, alive, answers });
}

/** Names of the recorded processes that run. */
export async function liveProcesses(record: StackRecord): Promise<Set<string>> {
  const checked = await Promise.all(
    Object.entries(record.processes).map(async ([name, process]) => ((await isAlive(process)) ? name : undefined)),
  );
  return new Set(checked.filter((name) => name !== undefined));
}

/** Whether a Troupe platform answers there. */
export async function answersAt(url: string): Promise<boolean> {
  try {
    const answer = await fetch(new URL("/livez", url), { signal: AbortSignal.timeout(ANSWER_MS) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
