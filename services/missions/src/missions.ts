import type {
  Answer,
  AnswerTask,
  Approve,
  BeginRun,
  Begun,
  Breaker,
  CloseBreakers,
  CreateMission,
  CreateTask,
  FinishRun,
  Graph,
  HeartbeatsAnswer,
  HistoryEntry,
  Mission,
  MissionQuery,
  Page,
  PageQuery,
  PatchMission,
  Progress,
  Question,
  QuestionQuery,
  Rebuilt,
  RecordStep,
  RegisteredWaits,
  RegisterWaits,
  ReplayMission,
  Run,
  RunQuery,
  SettleSpend,
  Spend,
  SpendAnswer,
  Step,
  Task,
  TaskQuery,
  Transition,
  Transitioned,
  WaitQuery,
} from "@troupe/contracts";

/** Who asks. */
export interface Caller {
  readonly tenant: string;
  /** Becomes the actor of what is told. */
  readonly subject: string;
}

/** Commands that carry a mission on. Rejections are TroupeErrors; NOT_FOUND for what the tenant does not have. */
export interface MissionCommands {
  /** An id that exists answers with that mission. */
  create(caller: Caller, input: CreateMission, how?: WaitQuery): Promise<Mission>;
  /** REV_CONFLICT, with `current` in its extensions, when `ifRev` is not the revision. */
  patch(caller: Caller, id: string, input: PatchMission): Promise<Mission>;
  cancel(caller: Caller, id: string, reason?: string): Promise<Mission>;
  pause(caller: Caller, id: string, reason?: string): Promise<Mission>;
  resume(caller: Caller, id: string, reason?: string): Promise<Mission>;
  transition(caller: Caller, id: string, input: Transition): Promise<Transitioned>;
  spend(caller: Caller, id: string, input: Spend): Promise<SpendAnswer>;
  settleSpend(caller: Caller, id: string, key: string, input: SettleSpend): Promise<SpendAnswer>;
  /** A new mission like the old one, with what was recorded before the point of change. */
  replay(caller: Caller, id: string, input: ReplayMission): Promise<Mission>;
}

/** Commands of tasks and of the runs that carry them out. */
export interface TaskCommands {
  createTask(caller: Caller, input: CreateTask, how?: WaitQuery): Promise<Task>;
  /** The end of a task that was done without a run. RUN_SUPERSEDED once it has one, or has ended otherwise. */
  answerTask(caller: Caller, id: string, input: AnswerTask): Promise<Task>;
  retryTask(caller: Caller, id: string, input?: { fresh?: boolean; reason?: string | undefined }): Promise<Task>;
  begin(caller: Caller, input: BeginRun): Promise<Begun>;
  step(caller: Caller, run: string, input: RecordStep): Promise<Step>;
  waits(caller: Caller, run: string, input: RegisterWaits): Promise<RegisteredWaits>;
  finish(caller: Caller, run: string, input: FinishRun): Promise<Task>;
  progress(caller: Caller, run: string, input: Progress): Promise<void>;
  heartbeats(caller: Caller, runs: readonly string[]): Promise<HeartbeatsAnswer>;
}

/** Commands of people. */
export interface QuestionCommands {
  answer(caller: Caller, id: string, input: Answer): Promise<Question>;
  /** Answers the mission's open approval, or the named one. */
  approve(caller: Caller, mission: string, input: Approve): Promise<Question>;
}

/** What is asked of the tables, at once or when it has ended; lists are newest first, histories and journals oldest first. */
export interface MissionQueries {
  mission(tenant: string, id: string, how?: WaitQuery): Promise<Mission>;
  missions(tenant: string, query: MissionQuery): Promise<Page<Mission>>;
  history(tenant: string, mission: string, page: PageQuery): Promise<Page<HistoryEntry>>;
  graph(tenant: string, mission: string): Promise<Graph>;
  task(tenant: string, id: string, how?: WaitQuery): Promise<Task>;
  tasks(tenant: string, query: TaskQuery): Promise<Page<Task>>;
  steps(tenant: string, task: string, page: PageQuery): Promise<Page<Step>>;
  /** Of a mission's tasks, in the order in which they were asked for. */
  journals(tenant: string, mission: string, page: PageQuery): Promise<Page<Step>>;
  run(tenant: string, id: string): Promise<Run>;
  runs(tenant: string, query: RunQuery): Promise<Page<Run>>;
  question(tenant: string, id: string): Promise<Question>;
  questions(tenant: string, query: QuestionQuery): Promise<Page<Question>>;
}

/** Agents that are held back from event types at which they failed too often. */
export interface Breakers {
  breakers(tenant: string): Promise<Page<Breaker>>;
  /** Forgets an agent's failures, at one type or at all. */
  closeBreakers(caller: Caller, agent: string, input: CloseBreakers): Promise<void>;
}

/** The missions service in process: what its routes call. */
export interface Missions extends MissionCommands, TaskCommands, QuestionCommands, MissionQueries, Breakers {
  /** Empties the tenant's tables and applies the facts of the stream again. */
  rebuild(tenant: string): Promise<Rebuilt>;
  /** Starts relay, projector and clockwork. Until then commands work, and what they send waits. */
  start(): void;
  /** Resolves when relay, projector, clockwork and retention have nothing under way and nothing is due. */
  idle(): Promise<void>;
  /** Answers those who wait for an end with what is so far. */
  drain(): Promise<void>;
  /** Ends what is under way, then stops. */
  close(): Promise<void>;
}
