export type { Start } from "@troupe/bus";
export type {
  AgentDefinition,
  AgentRecord,
  BatchResult,
  Budget,
  CloudEvent,
  Content,
  CreateMission,
  Discovery,
  EventTypeRecord,
  Failure,
  GroupPolicy,
  JsonSchema,
  Mission,
  Problem,
  PublishReceipt,
  Question,
  Run,
  Spent,
  Status,
  Step,
  Task,
  Topic,
  Transition,
} from "@troupe/contracts";
export { TOPICS, TroupeError } from "@troupe/contracts";
export {
  Agent,
  type AgentOptions,
  type Handler,
  type HandlerOptions,
  type RunningAgent,
  type RunOptions,
  type StartOptions,
} from "./agent/agent.js";
export type { AgentContext, HandlerContext } from "./agent/handler-context.js";
export {
  type Answered,
  type Approval,
  type AskOptions,
  type Journaled,
  type LlmOptions,
  type StepOptions,
  TaskContext,
  type Usage,
  type WaitForOptions,
  type WaitingOptions,
} from "./agent/task-context.js";
export { TaskStoppedError } from "./agent/tracked.js";
export { type TaskHandler, type TaskOptions, Tool, Worker } from "./agent/worker.js";
export type {
  BatchEntry,
  EventBus,
  ObserveOptions,
  PublishOptions,
  RequestOptions,
  RespondOptions,
} from "./bus/event-bus.js";
export type { Observation } from "./bus/observation.js";
export { type Client, type ClientOptions, connect } from "./client.js";
export type { ContentClient } from "./content-client.js";
export {
  HandlerTimeoutError,
  LeaseLostError,
  RequestFailedError,
  RequestTimeoutError,
  RetryableError,
  type RetryableErrorOptions,
  TerminalError,
} from "./domain/errors.js";
export {
  type AnyEvent,
  type DataOf,
  defineEvent,
  type EventAddress,
  type EventDefinition,
  type EventOptions,
  failureEvent,
  type InputOf,
} from "./events/definition.js";
export { type BuiltEvent, type EventTool, EventToolkit } from "./events/toolkit.js";
export { type ConsolidatorOptions, consolidator } from "./memory/consolidation/consolidator.js";
export { consolidate, consolidated } from "./memory/consolidation/events.js";
export {
  byModel,
  bySentences,
  type Fact,
  type Summariser,
  type Summary,
  type Utterance,
} from "./memory/consolidation/summariser.js";
export { Memory, type SearchOptions, type StoreOptions } from "./memory/memory.js";
export type { Circumstances, MemoryPorts } from "./memory/memory-ports.js";
export { MissionState } from "./memory/mission-state.js";
export { quoteMemories } from "./memory/quote.js";
export { workingChanged } from "./memory/working-changed.js";
export type { StepRetry } from "./missions/acting.js";
export {
  JournaledError,
  JournalMismatchError,
  StepFailedError,
  TaskFailedError,
  WaitTimeoutError,
} from "./missions/domain/failures.js";
export { type EndOptions, type MissionOptions, Missions } from "./missions/missions.js";
export type {
  ListOf,
  MissionRecords,
  MissionsClient,
  MissionsPlatform,
  QuestionsClient,
  RunsClient,
  TasksClient,
} from "./missions/missions-client.js";
export type { Delegated, Delegation, JoinPolicy, Undoing } from "./missions/waiting.js";
export * from "./planner/index.js";
export type { Logger, Platform } from "./platform.js";
export type { DiscoveryQuery, InstanceInput, RegistryClient } from "./registry-client.js";
export type { Sight } from "./transport.js";
