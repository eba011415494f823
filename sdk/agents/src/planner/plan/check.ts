import { type Machine, machinesOf, type Plan, type State, statesOf } from "./plan.js";
import { listFaults, templateFaults, whenFaults } from "./template.js";

/** Something wrong with a plan, and where: `line` and `column` (from 1) where it was read from YAML. */
export interface PlanFault {
  readonly severity: "error" | "warning";
  /** JSON Pointer into the plan. */
  readonly pointer: string;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

const error = (pointer: string, message: string): PlanFault => ({ severity: "error", pointer, message });
const warning = (pointer: string, message: string): PlanFault => ({ severity: "warning", pointer, message });

/** What is wrong with a plan, seen without running it. */
export function checkPlan(plan: Plan): PlanFault[] {
  return [
    ...[...machinesOf(plan.machine)].flatMap(machineFaults),
    ...[...statesOf(plan.machine)].flatMap((state) => [
      ...waitFaults(plan, state),
      ...joinFaults(state),
      ...keyFaults(state),
      ...textFaults(plan, state),
    ]),
    ...topicFaults(plan),
  ];
}

/** Where each state may go. */
export function exitsOf(state: State): { to: string; pointer: string }[] {
  const moves = [...[...state.on.values()].flat(), ...state.next, ...state.otherwise];
  const timeout = state.timeout?.to;
  return [
    ...moves.map(({ to, pointer }) => ({ to, pointer: `${pointer}/to` })),
    ...(timeout === undefined ? [] : [{ to: timeout, pointer: `${state.pointer}/timeout/to` }]),
  ];
}

function machineFaults(machine: Machine): PlanFault[] {
  const { states, initial, pointer } = machine;
  const known = [...states.keys()].join(", ") || "none";
  const missing = [...states.values()].flatMap((state) =>
    exitsOf(state).flatMap(({ to, pointer: at }) =>
      states.has(to) ? [] : [error(at, `there is no state ${to}; there are ${known}`)],
    ),
  );
  if (!states.has(initial))
    return [error(`${pointer}/initial`, `there is no state ${initial}; there are ${known}`), ...missing];
  if (missing.length > 0) return missing;
  const reached = reachable([initial], (name) => exitsOf(states.get(name) as State).map(({ to }) => to));
  const ends = [...states.values()].filter(({ end }) => end !== undefined).map(({ name }) => name);
  const leading = leadingTo(states, ends);
  const unreachable = [...states.values()].filter(({ name }) => !reached.has(name));
  if (ends.length === 0) return [error(`${pointer}/states`, "no state is an end: give one `end`")];
  const stuck = [...states.values()].filter(({ name }) => reached.has(name) && !leading.has(name));
  return [
    ...unreachable.map((state) => error(state.pointer, `${state.name} is never reached`)),
    ...stuck.map((state) => error(state.pointer, stuckMessage(state))),
    ...roundabouts(states),
  ];
}

const stuckMessage = (state: State): string =>
  exitsOf(state).length === 0
    ? `nothing leads out of ${state.name}, and it is no end`
    : `${state.name} is in a cycle without exit: no end can be reached from it`;

function reachable(from: readonly string[], next: (name: string) => readonly string[]): Set<string> {
  const seen = new Set<string>(from);
  for (const name of seen) for (const to of next(name)) seen.add(to);
  return seen;
}

function leadingTo(states: ReadonlyMap<string, State>, ends: readonly string[]): Set<string> {
  const back = new Map<string, string[]>();
  for (const state of states.values()) {
    for (const { to } of exitsOf(state)) back.set(to, [...(back.get(to) ?? []), state.name]);
  }
  return reachable(ends, (name) => back.get(name) ?? []);
}

/** States that follow one another without ever waiting. */
function roundabouts(states: ReadonlyMap<string, State>): PlanFault[] {
  const isPassing = (state: State): boolean => !hasParts(state) && state.end === undefined && state.next.length > 0;
  const passing = [...states.values()].filter(isPassing);
  const nextOf = (name: string): string[] => {
    const state = states.get(name) as State;
    return isPassing(state) ? state.next.map(({ to }) => to) : [];
  };
  const inCycle = passing.filter(({ name }) => reachable(nextOf(name), nextOf).has(name));
  return inCycle.map(({ name, pointer }) =>
    error(`${pointer}/next`, `${name} comes back to itself without ever waiting`),
  );
}

const asksOf = ({ actions }: State) => actions.flatMap(({ answer }) => (answer === undefined ? [] : [answer]));
const hasParts = (state: State): boolean => asksOf(state).length > 0 || state.branches.size > 0;

function waitFaults(plan: Plan, state: State): PlanFault[] {
  const { name, pointer, on, next, timeout, retry, end, branches } = state;
  const asks = [...asksOf(state), ...[...branches.values()].flatMap((branch) => [...statesOf(branch)].flatMap(asksOf))];
  const answers = new Set(asks.flatMap(({ type, failed }) => [type, failed]));
  const faults: PlanFault[] = [];
  for (const type of on.keys()) {
    if (plan.answers.has(type) && !answers.has(type)) {
      faults.push(
        error(
          `${pointer}/on/${type}`,
          `${type} answers what another state asks, and leaving that state forgets it: ask here`,
        ),
      );
    }
  }
  if (end !== undefined && (asks.length > 0 || branches.size > 0 || on.size > 0 || next.length > 0)) {
    faults.push(error(`${pointer}/end`, `${name} is an end, so it can neither ask nor lead on; it may publish`));
  }
  const isLeft = next.length > 0 || on.size > 0 || timeout !== undefined || end !== undefined;
  if (hasParts(state) && !isLeft)
    faults.push(error(pointer, `${name} is never left when all is answered: add \`next\``));
  if (retry !== undefined && asks.length === 0)
    faults.push(warning(`${pointer}/retry`, `${name} asks nothing that could be tried again`));
  if (
    !hasParts(state) &&
    next.length > 0 &&
    next.every(({ when }) => when !== undefined) &&
    on.size === 0 &&
    timeout === undefined
  ) {
    faults.push(
      warning(
        `${pointer}/next`,
        `where no condition of ${name} holds, the mission fails: end the list with a move without \`when\``,
      ),
    );
  }
  return faults;
}

/** A quorum of more than there will ever be; how many events `each` sends is known only then. */
function joinFaults(state: State): PlanFault[] {
  const { name, join, actions, branches, pointer } = state;
  const parts = asksOf(state).length + branches.size;
  if (join.policy !== "quorum" || actions.some(({ each }) => each !== undefined) || join.count <= parts) return [];
  return [error(`${pointer}/join`, `a quorum of ${join.count} is never met: ${name} waits for ${parts}`)];
}

function keyFaults({ actions, branches }: State): PlanFault[] {
  const seen = new Set(branches.keys());
  return actions.flatMap(({ key, answer, pointer: at }) => {
    if (answer === undefined) return [];
    if (seen.has(key)) return [error(at, `two answers of one state would be kept as ${key}: give each a \`key\``)];
    seen.add(key);
    return [];
  });
}

function textFaults(plan: Plan, state: State): PlanFault[] {
  const keys = new Set<string>();
  for (const { actions, branches } of statesOf(plan.machine)) {
    for (const { key, answer } of actions) if (answer !== undefined) keys.add(key);
    for (const branch of branches.keys()) keys.add(branch);
  }
  const moves = [...[...state.on.values()].flat(), ...state.next, ...state.otherwise];
  const found = [
    ...state.actions.flatMap(({ data, each, pointer }) => [
      ...templateFaults(data, `${pointer}/data`, keys),
      ...templateFaults(each, `${pointer}/each`, keys),
      ...listFaults(each, `${pointer}/each`),
    ]),
    ...moves.flatMap(({ when, set, pointer }) => [
      ...whenFaults(when, `${pointer}/when`, keys),
      ...templateFaults(set, `${pointer}/set`, keys),
    ]),
    ...templateFaults(state.end?.result, `${state.pointer}/end/result`, keys),
    ...templateFaults(state.end?.failure?.message, `${state.pointer}/end/failure/message`, keys),
  ];
  return found.map(({ pointer, message }) => error(pointer, message));
}

function topicFaults(plan: Plan): PlanFault[] {
  return [...plan.awaited].flatMap(([type, address]) => {
    if (address !== undefined) return [];
    const state = [...statesOf(plan.machine)].find(({ on }) => on.has(type)) as State;
    return [error(`${state.pointer}/on/${type}`, `the topic of ${type} is not known: name it under \`events\``)];
  });
}
