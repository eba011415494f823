import type {
  Answer,
  AnswerTask,
  Approve,
  BeginRun,
  Begun,
  CreateMission,
  CreateTask,
  FinishRun,
  Graph,
  HeartbeatsAnswer,
  HistoryEntry,
  Mission,
  MissionQuery,
  Page,
  PatchMission,
  Progress,
  Question,
  QuestionQuery,
  RecordStep,
  RegisteredWaits,
  RegisterWaits,
  ReplayMission,
  SettleSpend,
  Spend,
  SpendAnswer,
  Step,
  Task,
  TaskQuery,
  Transition,
  Transitioned,
} from "@troupe/contracts";
import type { Along } from "../transport.js";

/** How what may last is asked for. */
export interface WaitOptions {
  /** The answer comes when it has ended, or after so many milliseconds; at most 25 s. At once when absent. */
  readonly waitMs?: number;
  /** Gives the wait up: the call rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** What a list is asked for: any of its conditions, with its own number of items a page where none is given. */
export type ListOf<Query> = Partial<Query>;

/**
 * Missions, as programs, agents and planners ask for them. Adapters: HTTP, and the engine itself in process; both
 * answer alike. Failures are TroupeErrors; reading what is not there gives undefined.
 */
export interface MissionsClient {
  /** The same id again gives the mission that is there. */
  create(mission: CreateMission, how?: WaitOptions): Promise<Mission>;
  get(id: string, how?: WaitOptions): Promise<Mission | undefined>;
  /** Newest first. */
  list(query?: ListOf<MissionQuery>): Promise<Page<Mission>>;
  /** Rejects with REV_CONFLICT, its `current` mission among the extensions, when `ifRev` is not its revision. */
  patch(id: string, patch: PatchMission): Promise<Mission>;
  cancel(id: string, reason?: string): Promise<Mission>;
  pause(id: string, reason?: string): Promise<Mission>;
  resume(id: string, reason?: string): Promise<Mission>;
  /** Takes from the budget before the act. Rejects with BUDGET_EXCEEDED, and the mission ends, when it does not fit. */
  spend(id: string, spend: Spend): Promise<SpendAnswer>;
  /** Says what a spending came to; the difference goes back, or is taken beyond. */
  settleSpend(id: string, key: string, came: SettleSpend): Promise<SpendAnswer>;
  /** A planner's decision. Rejects with REV_CONFLICT when another replica was first. */
  transition(id: string, transition: Transition, along?: Along): Promise<Transitioned>;
}

/** What a mission did and why: for people and tests. */
export interface MissionRecords {
  history(missionId: string, query?: { limit?: number; cursor?: string }): Promise<Page<HistoryEntry>>;
  graph(missionId: string): Promise<Graph | undefined>;
  /** Journal of a task, oldest first. */
  steps(taskId: string): Promise<readonly Step[]>;
  /** A new mission like that one, with what was recorded before the point of change. */
  replay(missionId: string, how?: ReplayMission): Promise<Mission>;
}

/** Tasks, inside missions and outside. */
export interface TasksClient {
  /** The same id again gives the task that is there. */
  create(task: CreateTask, how?: WaitOptions): Promise<Task>;
  get(id: string, how?: WaitOptions): Promise<Task | undefined>;
  list(query?: ListOf<TaskQuery>): Promise<Page<Task>>;
  /** Runs a failed task again, from its journal unless `fresh`. */
  retry(id: string, how?: { readonly fresh?: boolean; readonly reason?: string }): Promise<Task>;
}

/** Questions to people. */
export interface QuestionsClient {
  list(query?: ListOf<QuestionQuery>): Promise<Page<Question>>;
  /** Rejects with VALIDATION_FAILED when the value does not fit, CONFLICT when it was answered before. */
  answer(id: string, answer: Answer): Promise<Question>;
  /** Answers a mission's open approval, or the named one. */
  approve(missionId: string, approve: Approve): Promise<Question>;
}

/** What an agent tells of the runs it holds. Everything but `begin` rejects with RUN_SUPERSEDED once it is another's, `answer` once there is any. */
export interface RunsClient {
  begin(run: BeginRun): Promise<Begun>;
  /** The entry that is kept: the first one written under its key. */
  record(run: string, step: RecordStep): Promise<Step>;
  wait(run: string, waits: RegisterWaits): Promise<RegisteredWaits>;
  /** Ends a task that was done without a run. */
  answer(task: string, answer: AnswerTask, along?: Along): Promise<void>;
  finish(run: string, end: FinishRun, along?: Along): Promise<void>;
  progress(run: string, progress: Progress): Promise<void>;
  heartbeat(runs: readonly string[]): Promise<HeartbeatsAnswer>;
}

/** Everything about missions that an agent's platform offers. */
export interface MissionsPlatform {
  readonly missions: MissionsClient;
  readonly records: MissionRecords;
  readonly tasks: TasksClient;
  readonly questions: QuestionsClient;
  readonly runs: RunsClient;
}
