import { type Budget, outcomeType, pointerBelow, type Topic } from "@troupe/contracts";
import type { AnyEvent, EventAddress } from "../../events/definition.js";
import type { ActionShape, EventShape, JoinShape, MachineShape, MoveShape, PlanShape, StateShape } from "./shape.js";

/** An event that a state sends when it is entered. */
export interface Action {
  readonly event: AnyEvent | EventAddress;
  readonly key: string;
  readonly data: unknown;
  readonly each: unknown;
  /** How its answer is called, where one is expected. */
  readonly answer: { readonly type: string; readonly topic: Topic; readonly failed: string } | undefined;
  readonly pointer: string;
}

export interface Move extends MoveShape {
  readonly pointer: string;
}

export interface State {
  readonly name: string;
  readonly pointer: string;
  readonly actions: readonly Action[];
  readonly on: ReadonlyMap<string, readonly Move[]>;
  readonly branches: ReadonlyMap<string, Machine>;
  readonly join: JoinShape;
  readonly next: readonly Move[];
  readonly otherwise: readonly Move[];
  readonly timeout: StateShape["timeout"];
  readonly retry: StateShape["retry"];
  readonly end: StateShape["end"];
}

export interface Machine {
  readonly pointer: string;
  readonly initial: string;
  readonly states: ReadonlyMap<string, State>;
}

/** A plan that was checked: what `definePlan` and `parsePlan` give. */
export interface Plan {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly goal: AnyEvent | EventAddress;
  readonly budget: Budget | undefined;
  readonly machine: Machine;
  /** Types that answer what the plan asks; they count only as the answer of an open question. */
  readonly answers: ReadonlySet<string>;
  /** Other events that it waits for. */
  readonly awaited: ReadonlyMap<string, AnyEvent | EventAddress | undefined>;
}

const DEFAULT_TOPIC = "action-requests";
const ANSWERS = "action-results";

/** Every state, branches' included. */
export function* statesOf(machine: Machine): Generator<State> {
  for (const state of machine.states.values()) {
    yield state;
    for (const branch of state.branches.values()) yield* statesOf(branch);
  }
}

/** Every machine: the plan's own and its branches'. */
export function* machinesOf(machine: Machine): Generator<Machine> {
  yield machine;
  for (const state of machine.states.values()) for (const branch of state.branches.values()) yield* machinesOf(branch);
}

/** Reads the written form; nothing but the form was checked by then. */
export function compile(shape: PlanShape): Plan {
  const machine = machineOf(shape, "");
  const states = [...statesOf(machine)];
  const answers = new Set(
    states.flatMap(({ actions }) => actions.flatMap(({ answer }) => (answer ? [answer.type, answer.failed] : []))),
  );
  const named = new Map(shape.events.map((event) => [event.type, addressOf(event, undefined)]));
  const waitedFor = new Set(states.flatMap(({ on }) => [...on.keys()]).filter((type) => !answers.has(type)));
  return {
    name: shape.name,
    version: shape.version,
    description: shape.description,
    goal: addressOf(shape.goal, DEFAULT_TOPIC) as AnyEvent | EventAddress,
    budget: shape.budget,
    machine,
    answers,
    awaited: new Map([...waitedFor].map((type) => [type, named.get(type)])),
  };
}

function machineOf({ initial, states }: MachineShape, pointer: string): Machine {
  const compiled = Object.entries(states).map(([name, state]) => {
    return [name, stateOf(name, state, pointerBelow(`${pointer}/states`, name))] as const;
  });
  return { pointer, initial, states: new Map(compiled) };
}

function stateOf(name: string, shape: StateShape, pointer: string): State {
  const movesAt = (moves: readonly MoveShape[], at: string): Move[] =>
    moves.map((move, n) => ({ ...move, pointer: `${pointer}/${at}/${n}` }));
  return {
    name,
    pointer,
    actions: shape.do.map((action, n) => actionOf(action, `${pointer}/do/${n}`)),
    on: new Map(Object.entries(shape.on).map(([type, moves]) => [type, movesAt(moves, `on/${type}`)])),
    branches: new Map(
      Object.entries(shape.parallel).map(([branch, machine]) => [
        branch,
        machineOf(machine, pointerBelow(`${pointer}/parallel`, branch)),
      ]),
    ),
    join: shape.join,
    next: movesAt(shape.next, "next"),
    otherwise: movesAt(shape.otherwise, "otherwise"),
    timeout: shape.timeout,
    retry: shape.retry,
    end: shape.end,
  };
}

function actionOf({ event, key, data, each, ask, replies }: ActionShape, pointer: string): Action {
  const address = addressOf(event, DEFAULT_TOPIC) as AnyEvent | EventAddress;
  const isAsked = ask ?? (replies !== undefined || address.topic === "action-requests");
  const answer = {
    type: replies?.type ?? outcomeType(event.type, "completed"),
    topic: replies?.topic ?? ANSWERS,
    failed: outcomeType(event.type, "failed"),
  };
  return { event: address, key: key ?? event.type, data, each, answer: isAsked ? answer : undefined, pointer };
}

function addressOf(
  { type, topic, definition }: EventShape,
  fallback: Topic | undefined,
): AnyEvent | EventAddress | undefined {
  if (definition !== undefined) return definition as AnyEvent;
  const on = topic ?? fallback;
  return on === undefined ? undefined : { type, topic: on };
}
