import { type AgentRecord, type Discovery, type EventTypeRecord, matchesType } from "@troupe/contracts";
import type { PlanFault } from "./check.js";
import { type Action, type Plan, statesOf } from "./plan.js";

/** What a plan relies on and the registry does not know, or nobody alive does: warnings, since agents come and go. */
export function registryFaults(plan: Plan, { agents, eventTypes }: Discovery): PlanFault[] {
  const types = new Map(eventTypes.map((type) => [type.type, type]));
  const actions = [...statesOf(plan.machine)].flatMap((state) => state.actions);
  return [
    ...actions.flatMap((action) => actionFaults(action, agents, types)),
    ...[...plan.awaited.keys()].flatMap((type) => awaitedFaults(plan, type, agents)),
  ];
}

const warning = (pointer: string, message: string): PlanFault => ({ severity: "warning", pointer, message });
const takes = ({ consumes }: AgentRecord, type: string): boolean => consumes.some((use) => matchesType(use.type, type));
const makes = ({ produces }: AgentRecord, type: string): boolean => produces.some((use) => matchesType(use.type, type));

function actionFaults(
  { event, answer, data, pointer }: Action,
  agents: readonly AgentRecord[],
  types: ReadonlyMap<string, EventTypeRecord>,
): PlanFault[] {
  const { type } = event;
  const known = types.get(type);
  const consumers = agents.filter((agent) => takes(agent, type));
  if (known === undefined && consumers.length === 0) {
    return [warning(pointer, `${type} is not registered, and no agent takes it`)];
  }
  const faults: PlanFault[] = [];
  if (known !== undefined && known.topic !== event.topic) {
    faults.push(warning(pointer, `${type} is registered on ${known.topic}, not on ${event.topic}`));
  }
  if (known !== undefined) faults.push(...missingFields(data, known, `${pointer}/data`));
  if (answer === undefined) return faults;
  if (consumers.length === 0) faults.push(warning(pointer, `no agent takes ${type}`));
  else if (!consumers.some(({ live }) => live)) {
    faults.push(warning(pointer, `${consumers.map(({ name }) => name).join(", ")} takes ${type}, and is away`));
  }
  return faults;
}

/** Fields that the registered schema wants and a template written out does not give. */
function missingFields(data: unknown, { type, schema }: EventTypeRecord, pointer: string): PlanFault[] {
  if (typeof data !== "object" || data === null || Array.isArray(data) || "$logic" in data) return [];
  const required = Array.isArray(schema.required) ? (schema.required as string[]) : [];
  return required
    .filter((name) => !Object.hasOwn(data, name))
    .map((name) => warning(pointer, `${type} needs ${name}, which is not given`));
}

function awaitedFaults(plan: Plan, type: string, agents: readonly AgentRecord[]): PlanFault[] {
  if (agents.some((agent) => makes(agent, type))) return [];
  const state = [...statesOf(plan.machine)].find(({ on }) => on.has(type));
  return [warning(`${state?.pointer ?? ""}/on/${type}`, `no registered agent produces ${type}`)];
}
