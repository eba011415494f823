import { type CloudEvent, dataSchemaOf, TIMER_FIRED, TroupeError } from "@troupe/contracts";
import type { AnyEvent, EventAddress } from "../events/definition.js";
import { checkData } from "../events/definition.js";
import { EventToolkit } from "../events/toolkit.js";
import { type Plan, statesOf } from "./plan/plan.js";
import { reduce, unbegun } from "./plan/reduce.js";
import { type Occurrence, type PlanEmission, type Reduction, replyOf } from "./plan/reduction.js";
import { registryFaults } from "./plan/registry-check.js";
import { describePlace, isStanding, type Standing } from "./plan/standing.js";
import type { Decision, Moment, Sent, Strategy } from "./strategy.js";

/** What a plan is told beside itself. */
export interface PlanOptions {
  /** What becomes of a mission whose plan names events that the registry does not know, or that nobody takes. */
  readonly unknownEvents?: "warn" | "refuse";
}

/** Carries missions on by a plan. */
export function planStrategy(plan: Plan, { unknownEvents = "warn" }: PlanOptions = {}): Strategy {
  const actions = [...statesOf(plan.machine)].flatMap((state) => state.actions);
  const answers = actions.flatMap(({ answer }) =>
    answer === undefined
      ? []
      : [
          { type: answer.type, topic: answer.topic },
          { type: answer.failed, topic: answer.topic },
        ],
  );
  return {
    name: `${plan.name}@${plan.version}`,
    plan: plan.name,
    goal: plan.goal,
    awaits: [...answers, ...plan.awaited.values()].filter((event) => event !== undefined),
    produces: actions.flatMap(({ event }) => (event.schema === undefined ? [] : [event as AnyEvent])),
    budget: plan.budget,
    async decide(moment) {
      if (moment.state === undefined) {
        const refused = misfitOfGoal(plan, moment) ?? (await unknown(plan, moment, unknownEvents));
        if (refused !== undefined) return refused;
      }
      return decided(plan, moment);
    },
  };
}

async function decided(plan: Plan, moment: Moment): Promise<Decision> {
  const { mission, state, idOf, platform } = moment;
  const standing = isStanding(state) ? state : unbegun(plan);
  const { id, goal } = mission;
  const around = { nowMs: platform.clock.now(), mission: { id, goal, data: goalDataOf(plan, moment) }, idOf };
  const reduction = reduce(plan, standing, occurrenceOf(moment, isStanding(state)), around);
  if (reduction.kind === "ignored") return reduction;
  const sent = await checked(reduction, moment);
  if (sent instanceof TroupeError) return endedBy(reduction.standing, sent);
  const { end, trail, timers } = reduction;
  const at = describePlace(reduction.standing.at);
  const decision = { kind: "decided", state: reduction.standing, at, emit: sent, timers, reason: { trail } } as const;
  return end === undefined ? decision : { ...decision, end };
}

/** The goal's data as its definition reads it, defaults included. */
function goalDataOf({ goal }: Plan, { mission }: Moment): unknown {
  const read = goal.schema?.safeParse(mission.data);
  return read?.success ? read.data : mission.data;
}

function misfitOfGoal(plan: Plan, { mission }: Moment): Decision | undefined {
  const { goal } = plan;
  try {
    if (goal.schema !== undefined) checkData(goal, mission.data);
    return undefined;
  } catch (error) {
    if (!(error instanceof TroupeError)) throw error;
    return endedBy(unbegun(plan), error);
  }
}

function occurrenceOf({ event }: Moment, hasBegun: boolean): Occurrence {
  const { id, type, data, source } = event;
  if (!hasBegun) return { kind: "goal", id, type, data };
  if (type === TIMER_FIRED.type) return { kind: "timer", key: timerKeyOf(event) };
  return { kind: "event", id, type, data, source, answers: answeredBy(event) };
}

/** Key of the timer that an event tells of. */
export const timerKeyOf = ({ data }: CloudEvent): string => String((data as { key?: unknown } | null)?.key ?? "");

/** Requests that an event may be the answer to. */
export const answeredBy = ({ causationid, taskid }: CloudEvent): string[] =>
  [causationid, taskid].filter((id) => id !== undefined);

/** The events as they leave, each fitting its schema; else what does not fit. */
async function checked({ emit }: Reduction & { kind: "decided" }, moment: Moment): Promise<Sent[] | TroupeError> {
  const toolkit = new EventToolkit(moment.platform.registry);
  const sent: Sent[] = [];
  for (const emission of emit) {
    try {
      sent.push(await sentOf(emission, toolkit));
    } catch (error) {
      if (!(error instanceof TroupeError) || error.retryable) throw error;
      return error;
    }
  }
  return sent;
}

async function sentOf({ id, action, data }: PlanEmission, toolkit: EventToolkit): Promise<Sent> {
  const { event, answer } = action;
  const sent = { id, type: event.type, topic: event.topic, isTask: answer !== undefined, ...replyOf(action) };
  if (event.schema !== undefined) {
    return { ...sent, data: checkData(event, data), dataschema: dataSchemaOf(event.type, event.version) };
  }
  return { ...sent, data: await fitting(event, data, toolkit) };
}

async function fitting({ type }: EventAddress, data: unknown, toolkit: EventToolkit): Promise<unknown> {
  try {
    return (await toolkit.build(type, data)).data;
  } catch (error) {
    if (error instanceof TroupeError && error.code === "EVENT_TYPE_UNKNOWN") return data;
    throw error;
  }
}

function endedBy(standing: Standing, error: TroupeError): Decision {
  const { code, message, errors } = error;
  const failure = { code, message, ...(errors === undefined ? {} : { details: errors }) };
  const state = { ...standing, at: { ended: "failed" }, asks: [], timers: [] };
  const end = { as: "failed", failure, result: standing.results } as const;
  return { kind: "decided", state, at: "failed", emit: [], timers: [], reason: { refused: message }, end };
}

/** Warns of events that nobody knows or takes; with `refuse` the mission fails instead. */
async function unknown(plan: Plan, moment: Moment, how: "warn" | "refuse"): Promise<Decision | undefined> {
  const { platform, logger, mission } = moment;
  const faults = registryFaults(plan, await platform.registry.discover({ alsoAbsent: true }));
  if (faults.length === 0) return undefined;
  const said = faults.map(({ pointer, message }) => `${pointer} ${message}`);
  logger.warn({ mission: mission.id, faults: said }, `the plan ${plan.name} may not come far: ${said[0]}`);
  if (how === "warn") return undefined;
  const failure = { code: "PLAN_INVALID", message: said.join("; "), details: faults };
  const end = { as: "failed", failure } as const;
  const state = { ...unbegun(plan), at: { ended: "failed" } };
  return { kind: "decided", state, at: "failed", emit: [], timers: [], reason: { faults: said }, end };
}
