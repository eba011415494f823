export type { PlanFault } from "./plan/check.js";
export { type Plan, statesOf } from "./plan/plan.js";
export { registryFaults } from "./plan/registry-check.js";
export { type ReadPlan, readPlan } from "./plan/yaml.js";
