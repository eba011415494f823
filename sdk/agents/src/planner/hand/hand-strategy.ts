import { type CloudEvent, matchesType, TIMER_FIRED } from "@troupe/contracts";
import { type AnyEvent, checkData, type EventAddress } from "../../events/definition.js";
import { timerKeyOf } from "../plan-strategy.js";
import type { Decision, Moment, Strategy } from "../strategy.js";
import { Turn } from "./turn.js";

/** Decides about one event. */
export type TurnHandler<Data = unknown, State = unknown> = (turn: Turn<Data, State>) => void | Promise<void>;
export type TimerHandler<State = unknown> = (turn: Turn<unknown, State>, key: string) => void | Promise<void>;

/** Handlers that a planner's missions share, whatever their goal. */
export interface SharedHandlers {
  readonly transitions: { readonly event: AnyEvent | EventAddress; readonly handler: TurnHandler<never, never> }[];
  timer: TimerHandler<never> | undefined;
}

/** Carries missions on by handlers that were written by hand. */
export function handStrategy(
  goal: AnyEvent | EventAddress,
  begin: TurnHandler<never, never>,
  shared: SharedHandlers,
): Strategy {
  return {
    name: goal.type,
    goal,
    get awaits() {
      return shared.transitions.map(({ event }) => event);
    },
    produces: [],
    budget: undefined,
    decide: (moment) => (moment.state === undefined ? turned(moment, goal, begin) : resumed(moment, shared)),
  };
}

async function resumed(moment: Moment, shared: SharedHandlers): Promise<Decision> {
  const { event } = moment;
  if (event.type === TIMER_FIRED.type) {
    const turn = new Turn<unknown, never>(moment, event.data);
    if (shared.timer === undefined) return { kind: "ignored", why: "no handler takes timers" };
    await shared.timer(turn, timerKeyOf(event));
    return turn.decision();
  }
  const taking = shared.transitions.find(({ event: taken }) => takes(taken, event));
  if (taking === undefined) return { kind: "ignored", why: "no handler takes it" };
  return turned(moment, taking.event, taking.handler);
}

async function turned(
  moment: Moment,
  as: AnyEvent | EventAddress,
  handler: TurnHandler<never, never>,
): Promise<Decision> {
  const { data } = moment.event;
  const turn = new Turn(moment, as.schema === undefined ? data : checkData(as, data));
  await handler(turn as Turn<never, never>);
  return turn.decision();
}

const takes = ({ type, topic }: AnyEvent | EventAddress, event: CloudEvent): boolean =>
  topic === event.topic && matchesType(type, event.type);
