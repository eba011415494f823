export {
  ChoreographyPlanner,
  type ChoreographyPlannerOptions,
} from "./choreography/choreography-planner.js";
export type { ChoreographyOptions } from "./choreography/options.js";
export { askPerson, personAnswered, personDesk } from "./choreography/person-desk.js";
export { defaultPrompt, type Prompt, type Situation } from "./choreography/prompt.js";
export type { TimerHandler, TurnHandler } from "./hand/hand-strategy.js";
export type { SendOptions, Turn, TurnAskOptions } from "./hand/turn.js";
export { DEFAULT_MODEL, llmFromEnvironment, pricesFromEnvironment } from "./llm/environment.js";
export {
  costOf,
  type Llm,
  type LlmAnswer,
  type LlmCall,
  LlmError,
  type LlmMessage,
  type LlmPrice,
  type LlmRequest,
  type LlmTool,
  type LlmUsage,
} from "./llm/llm.js";
export { type OpenAiOptions, openAi } from "./llm/openai.js";
export type { PlanFault } from "./plan/check.js";
export {
  type ActionInput,
  type BranchInput,
  type Condition,
  definePlan,
  type MoveInput,
  type PlanInput,
  type StateInput,
  type Template,
} from "./plan/define.js";
export type { Plan } from "./plan/plan.js";
export { registryFaults } from "./plan/registry-check.js";
export { resultOf, type Scope } from "./plan/scope.js";
export { parsePlan, type ReadPlan, readPlan } from "./plan/yaml.js";
export type { PlanOptions } from "./plan-strategy.js";
export { Planner } from "./planner.js";
export { DiscoveringPlanner, RulePlanner } from "./rules/rule-planner.js";
export type { RuleOptions } from "./rules/rule-strategy.js";
export { EventSelector, type EventSelectorOptions, type Selection, type SelectionRule } from "./selector.js";
