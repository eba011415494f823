import type { HeartbeatsAnswer, Mission, Page, Question, Step, Task } from "@troupe/contracts";
import type {
  MissionRecords,
  MissionsClient,
  MissionsPlatform,
  QuestionsClient,
  RunsClient,
  TasksClient,
  WaitOptions,
} from "../missions/missions-client.js";
import type { Along } from "../transport.js";
import type { Call, Caller } from "./call.js";

/** As many as one answer holds. */
const PAGE = 200;

type Calls = Pick<Caller, "json" | "found" | "send">;

/** Missions over HTTP. */
export function httpMissions(caller: Calls): MissionsPlatform {
  return {
    missions: missionsOver(caller),
    records: recordsOver(caller),
    tasks: tasksOver(caller),
    questions: questionsOver(caller),
    runs: runsOver(caller),
  };
}

function missionsOver(caller: Calls): MissionsClient {
  const at = (id: string, more = ""): string => `/v1/missions/${encodeURIComponent(id)}${more}`;
  const told = (id: string, what: string, reason?: string): Promise<Mission> =>
    post(caller, at(id, `/${what}`), reason === undefined ? {} : { reason });
  return {
    create: (mission, how) => caller.json(waiting({ method: "POST", path: "/v1/missions" }, how, mission)),
    get: (id, how) => caller.found(waiting({ method: "GET", path: at(id) }, how)),
    list: (query = {}) => get(caller, "/v1/missions", query),
    patch: (id, patch) => caller.json({ method: "PATCH", path: at(id), body: JSON.stringify(patch) }),
    cancel: (id, reason) => told(id, "cancel", reason),
    pause: (id, reason) => told(id, "pause", reason),
    resume: (id, reason) => told(id, "resume", reason),
    spend: (id, spend) => post(caller, at(id, "/spend"), spend),
    settleSpend: (id, key, came) => post(caller, at(id, `/spend/${encodeURIComponent(key)}`), came),
    transition: (id, transition, along) => post(caller, at(id, "/transitions"), transition, along),
  };
}

function recordsOver(caller: Calls): MissionRecords {
  return {
    replay: (id, how = {}) => post(caller, `/v1/missions/${encodeURIComponent(id)}/replay`, how),
    history: (id, query = {}) => get(caller, `/v1/missions/${encodeURIComponent(id)}/history`, query),
    graph: (id) => caller.found({ method: "GET", path: `/v1/missions/${encodeURIComponent(id)}/graph` }),
    async steps(taskId) {
      const steps: Step[] = [];
      for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
        const path = `/v1/tasks/${encodeURIComponent(taskId)}/steps`;
        const page = await get<Page<Step>>(caller, path, { limit: PAGE, cursor });
        steps.push(...page.items);
        cursor = page.cursor ?? undefined;
      }
      return steps;
    },
  };
}

function tasksOver(caller: Calls): TasksClient {
  const at = (id: string, more = ""): string => `/v1/tasks/${encodeURIComponent(id)}${more}`;
  return {
    create: (task, how) => caller.json(waiting({ method: "POST", path: "/v1/tasks" }, how, task)),
    get: (id, how) => caller.found<Task>(waiting({ method: "GET", path: at(id) }, how)),
    list: (query = {}) => get(caller, "/v1/tasks", query),
    retry: (id, how = {}) => post(caller, at(id, "/retry"), how),
  };
}

function questionsOver(caller: Calls): QuestionsClient {
  return {
    list: (query = {}) => get(caller, "/v1/questions", query),
    answer: (id, answer) => post<Question>(caller, `/v1/questions/${encodeURIComponent(id)}/answer`, answer),
    approve: (id, approve) => post<Question>(caller, `/v1/missions/${encodeURIComponent(id)}/approve`, approve),
  };
}

function runsOver(caller: Calls): RunsClient {
  const at = (id: string, more: string): string => `/v1/runs/${encodeURIComponent(id)}/${more}`;
  const tell = async (path: string, body: object, along?: Along): Promise<void> => {
    await caller.send({ method: "POST", path, body: JSON.stringify(body), along });
  };
  return {
    begin: (run) => post(caller, "/v1/runs", run),
    record: (run, step) => post(caller, at(run, "steps"), step),
    wait: (run, waits) => post(caller, at(run, "waits"), waits),
    answer: (task, answer, along) => tell(`/v1/tasks/${encodeURIComponent(task)}/answer`, answer, along),
    finish: (run, end, along) => tell(at(run, "finish"), end, along),
    progress: (run, progress) => tell(at(run, "progress"), progress),
    heartbeat: (runs) => post<HeartbeatsAnswer>(caller, "/v1/runs/heartbeats", { runs }),
  };
}

/** A call that may last until there is an end. */
function waiting(call: Call, { waitMs, signal }: WaitOptions = {}, body?: object): Call {
  return {
    ...call,
    path: call.path + searchOf({ waitMs }),
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal !== undefined && { signal }),
  };
}

function post<T>(caller: Calls, path: string, body: object, along?: Along): Promise<T> {
  return caller.json<T>({ method: "POST", path, body: JSON.stringify(body), along });
}

function get<T>(caller: Calls, path: string, query: object): Promise<T> {
  return caller.json<T>({ method: "GET", path: path + searchOf(query) });
}

/** The query with its question mark; empty where nothing is asked. */
function searchOf(query: object): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? "" : `?${search}`;
}
