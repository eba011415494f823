import type {
  CloudEvent,
  Failure,
  HistoryEntry,
  Mission,
  Question,
  Run,
  Status,
  Step,
  Task,
  Topic,
} from "@troupe/contracts";
import type { Fact } from "./domain/facts.js";

/** Rows as `to_jsonb` gives them. */
export interface MissionRow {
  readonly id: string;
  readonly task_id: string;
  readonly goal: string | null;
  readonly type: string;
  readonly topic: Topic;
  readonly status: Status;
  readonly phase: Mission["phase"];
  readonly plan: string | null;
  readonly state: unknown;
  readonly planner: string | null;
  readonly data: unknown;
  readonly result: unknown;
  readonly failure: Failure | null;
  readonly compensation: Mission["compensation"];
  readonly budget: Mission["budget"];
  readonly spent_hops: number;
  readonly spent_actions: number;
  readonly spent_tokens: number;
  readonly spent_cost: number;
  readonly deadline: string | null;
  readonly tags: string[];
  readonly correlation_id: string;
  readonly rev: number;
  readonly created_by: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly ended_at: string | null;
}

export interface TaskRow {
  readonly id: string;
  readonly mission_id: string | null;
  readonly parent_id: string | null;
  readonly parent_key: string | null;
  readonly parent_index: number | null;
  readonly kind: Task["kind"];
  readonly type: string;
  readonly topic: Task["topic"];
  readonly status: Status;
  readonly agent: string | null;
  readonly grp: string | null;
  readonly request: CloudEvent;
  readonly result: unknown;
  readonly failure: Failure | null;
  readonly progress: Task["progress"];
  readonly runs: number;
  readonly correlation_id: string;
  readonly causation_id: string | null;
  readonly deadline: string | null;
  readonly rev: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly ended_at: string | null;
}

export interface RunRow {
  readonly id: string;
  readonly task_id: string;
  readonly mission_id: string | null;
  readonly number: number;
  readonly status: Status;
  readonly agent: string;
  readonly instance: string;
  readonly failure: Failure | null;
  readonly started_at: string;
  readonly seen_at: string;
  readonly ended_at: string | null;
}

export interface StepRow {
  readonly key: string;
  readonly kind: Step["kind"];
  readonly task_id: string;
  readonly mission_id: string | null;
  readonly run_id: string;
  readonly status: Status;
  readonly result: unknown;
  readonly failure: Failure | null;
  readonly pending: string[];
  readonly undo: Step["undo"];
  readonly tokens: number | null;
  readonly cost: number | null;
  readonly started_at: string;
  readonly ended_at: string | null;
}

export interface QuestionRow {
  readonly id: string;
  readonly mission_id: string | null;
  readonly task_id: string;
  readonly key: string;
  readonly question: string;
  readonly schema: Record<string, unknown> | null;
  readonly is_approval: boolean;
  readonly context: unknown;
  readonly status: Status;
  readonly answer: Question["answer"];
  readonly escalated_to: string | null;
  readonly until: string | null;
  readonly asked_at: string;
}

const time = (text: string): string => new Date(text).toISOString();
const timeOrNull = (text: string | null): string | null => (text === null ? null : time(text));
/** A column of JSON that is empty is JSON's null. */
const orNull = (value: unknown): unknown => value ?? null;

export function missionOf(row: MissionRow): Mission {
  return {
    id: row.id,
    goal: row.goal,
    type: row.type,
    status: row.status,
    phase: row.phase,
    plan: row.plan,
    state: orNull(row.state),
    planner: row.planner,
    data: orNull(row.data),
    result: orNull(row.result),
    failure: row.failure,
    compensation: row.compensation,
    budget: row.budget,
    spent: {
      hops: row.spent_hops,
      actions: row.spent_actions,
      tokens: Number(row.spent_tokens),
      cost: row.spent_cost,
    },
    deadline: timeOrNull(row.deadline),
    tags: row.tags,
    correlationId: row.correlation_id,
    taskId: row.task_id,
    rev: row.rev,
    createdBy: row.created_by,
    createdAt: time(row.created_at),
    updatedAt: time(row.updated_at),
    endedAt: timeOrNull(row.ended_at),
  };
}

export function taskOf(row: TaskRow): Task {
  return {
    id: row.id,
    missionId: row.mission_id,
    parentId: row.parent_id,
    parentKey: row.parent_key,
    parentIndex: row.parent_index,
    kind: row.kind,
    type: row.type,
    topic: row.topic,
    status: row.status,
    agent: row.agent,
    group: row.grp,
    data: orNull(row.request.data),
    result: orNull(row.result),
    failure: row.failure,
    progress: row.progress,
    runs: row.runs,
    correlationId: row.correlation_id,
    causationId: row.causation_id,
    deadline: timeOrNull(row.deadline),
    rev: row.rev,
    createdAt: time(row.created_at),
    updatedAt: time(row.updated_at),
    endedAt: timeOrNull(row.ended_at),
  };
}

export function runOf(row: RunRow): Run {
  return {
    id: row.id,
    taskId: row.task_id,
    missionId: row.mission_id,
    number: row.number,
    status: row.status,
    agent: row.agent,
    instance: row.instance,
    failure: row.failure,
    startedAt: time(row.started_at),
    seenAt: time(row.seen_at),
    endedAt: timeOrNull(row.ended_at),
  };
}

export function stepOf(row: StepRow): Step {
  return {
    key: row.key,
    kind: row.kind,
    taskId: row.task_id,
    missionId: row.mission_id,
    runId: row.run_id,
    status: row.status,
    result: orNull(row.result),
    failure: row.failure,
    pending: row.pending,
    undo: row.undo,
    tokens: row.tokens,
    cost: row.cost,
    startedAt: time(row.started_at),
    endedAt: timeOrNull(row.ended_at),
  };
}

export function questionOf(row: QuestionRow): Question {
  return {
    id: row.id,
    missionId: row.mission_id,
    taskId: row.task_id,
    key: row.key,
    question: row.question,
    schema: row.schema,
    isApproval: row.is_approval,
    context: orNull(row.context),
    status: row.status,
    answer: row.answer,
    escalatedTo: row.escalated_to,
    until: timeOrNull(row.until),
    askedAt: time(row.asked_at),
  };
}

export function historyOf(row: Fact): HistoryEntry {
  return {
    id: row.id,
    type: row.type,
    at: time(row.at),
    missionId: row.mission_id,
    taskId: row.task_id,
    runId: row.run_id,
    actor: row.actor,
    causationId: row.causation_id,
    data: row.data,
  };
}
