import { derivedEventId } from "@troupe/bus";
import {
  type AgentDefinitionInput,
  type CloudEvent,
  isFinal,
  type Mission,
  TIMER_FIRED,
  TroupeError,
} from "@troupe/contracts";
import { z } from "zod";
import { Agent, type AgentOptions } from "../agent/agent.js";
import { HandlerContext } from "../agent/handler-context.js";
import type { Route } from "../agent/routes.js";
import type { AnyEvent, EventAddress, EventDefinition } from "../events/definition.js";
import { persist } from "../time.js";
import { answerAsker, carryOn, isOurs, missionOf, unfinishedMissions, type Visit } from "./desk.js";
import { handStrategy, type SharedHandlers, type TimerHandler, type TurnHandler } from "./hand/hand-strategy.js";
import { KnownMissions } from "./known-missions.js";
import type { Plan } from "./plan/plan.js";
import { type PlanOptions, planStrategy } from "./plan-strategy.js";
import { Queues } from "./queues.js";
import { isPlannerRecord } from "./record.js";
import type { Strategy } from "./strategy.js";

/** How missions end. */
const MISSION_ENDS = ["mission.succeeded", "mission.failed", "mission.timed_out", "mission.cancelled"].map(
  (type) => ({ type, topic: "plan-events" }) as const,
);

const LONGEST_CAPABILITY = 128;

/** Deliveries after which the platform gives an event up, unless the agent's policy says otherwise. */
const DEFAULT_ATTEMPTS = 5;

/**
 * An agent that carries missions to their end: it takes their goals, asks others for what is needed, and decides by
 * what comes back. Every decision is one commit of the mission (its state, the events that leave, timers, its end),
 * so crashes, repeated events and other replicas neither lose nor double one. Replicas share missions by the group.
 */
export class Planner extends Agent {
  protected override readonly kind: NonNullable<AgentDefinitionInput["kind"]> = "planner";
  readonly #strategies = new Map<string, Strategy>();
  /** By the goal's type; a mission that names no plan is the first one's. */
  readonly #goals = new Map<string, Strategy[]>();
  readonly #taken = new Set<string>();
  readonly #shared: SharedHandlers = { transitions: [], timer: undefined };
  readonly #queues = new Queues();
  readonly #known = new KnownMissions();
  readonly #maxAttempts: number;

  constructor(options: AgentOptions) {
    super(options);
    this.#maxAttempts = options.policy?.maxAttempts ?? DEFAULT_ATTEMPTS;
    this.#take(TIMER_FIRED, (visit) => this.#resume(visit, missionOfTimer(visit.event)));
    for (const end of MISSION_ENDS) this.#take(end, (visit) => this.#conclude(visit));
  }

  /**
   * Carries out missions of a goal: by a plan, or by a handler whose later events come to {@link onTransition}.
   * A goal event outside a mission begins one. A goal may have several plans: a mission that names one is carried out
   * by it, any other by the first. Throws CONFLICT when a goal with a handler is given another, or a plan twice, and
   * VALIDATION_FAILED for anything else than these.
   */
  onGoal(plan: Plan, options?: PlanOptions): this;
  onGoal<Data, State = unknown>(goal: EventDefinition<Data, unknown>, handler: TurnHandler<Data, State>): this;
  onGoal(goal: EventAddress, handler: TurnHandler<unknown, never>): this;
  onGoal(goal: Plan | AnyEvent | EventAddress, how: TurnHandler<never, never> | PlanOptions = {}): this {
    const isPlan = typeof goal === "object" && goal !== null && "machine" in goal;
    if (!isPlan && (typeof goal?.type !== "string" || typeof how !== "function")) {
      throw new TroupeError(
        "VALIDATION_FAILED",
        `onGoal of ${this.name} takes a plan, or a goal's event and a handler`,
      );
    }
    const strategy =
      "machine" in goal
        ? planStrategy(goal, how as PlanOptions)
        : handStrategy(goal, how as TurnHandler<never, never>, this.#shared);
    return this.takeGoal(strategy);
  }

  /** Carries on missions that began under an older version of a plan, and begins none by it. */
  alsoFollow(plan: Plan, options?: PlanOptions): this {
    return this.#follow(planStrategy(plan, options));
  }

  /** Takes an event of missions whose goals have a handler: an answer, or anything else that happens in them. */
  onTransition<Data, State = unknown>(event: EventDefinition<Data, unknown>, handler: TurnHandler<Data, State>): this;
  onTransition(event: EventAddress, handler: TurnHandler<unknown, never>): this;
  onTransition(event: AnyEvent | EventAddress, handler: TurnHandler<never, never>): this {
    this.#shared.transitions.push({ event, handler });
    this.#take(event, (visit) => this.#hear(visit));
    return this;
  }

  /** Takes timers that a turn set. */
  onTimer<State = unknown>(handler: TimerHandler<State>): this {
    this.#shared.timer = handler as TimerHandler<never>;
    return this;
  }

  /** Has a goal planned by `strategy`. */
  protected takeGoal(strategy: Strategy): this {
    const { goal, plan } = strategy;
    const others = this.#goals.get(goal.type) ?? [];
    if (others.some((other) => plan === undefined || other.plan === plan)) {
      throw new TroupeError("CONFLICT", `${this.name} has a plan for ${goal.type} already`);
    }
    this.#goals.set(goal.type, [...others, strategy]);
    this.#follow(strategy);
    return this.#take(goal, (visit) => this.#begin(visit));
  }

  /** Takes an event that may concern any number of missions. */
  protected takeNews(event: AnyEvent | EventAddress, handler: (visit: Visit) => Promise<void>): this {
    return this.#take(event, (visit) => handler(oneOfMany(visit)));
  }

  /** Carries a mission on by an event that may be another's; nothing happens when it is not this planner's. */
  protected resume(visit: Visit, missionId: string): Promise<void> {
    return this.#resume(visit, missionId);
  }

  /** Each plan that a mission may name is one of them, as `plan:name`, but for names that are too long for one. */
  protected override get capabilities(): readonly string[] {
    const plans = [...this.#goals.values()].flat().flatMap(({ plan }) => (plan === undefined ? [] : [`plan:${plan}`]));
    return [...new Set([...super.capabilities, ...plans.filter(({ length }) => length <= LONGEST_CAPABILITY)])];
  }

  protected override produced(route: Route): readonly AnyEvent[] {
    return [...super.produced(route), ...(this.#goals.get(route.type) ?? []).flatMap(({ produces }) => produces)];
  }

  #follow(strategy: Strategy): this {
    this.#strategies.set(strategy.name, strategy);
    for (const event of strategy.awaits) this.#take(event, (visit) => this.#hear(visit));
    return this;
  }

  /** An event is taken once, however many of the planner's strategies wait for it. */
  #take(event: AnyEvent | EventAddress, handler: (visit: Visit) => Promise<void>): this {
    if (this.#taken.has(event.type)) return this;
    this.#taken.add(event.type);
    return this.handle(unchecked(event), { handle: (context: HandlerContext<never>) => handler(this.#visit(context)) });
  }

  #visit(context: HandlerContext<unknown>): Visit {
    const { event, attempt, logger, signal } = context;
    const platform = HandlerContext.platformOf(context);
    const along = HandlerContext.alongOf(context);
    return { planner: this.name, event, attempt, maxAttempts: this.#maxAttempts, platform, logger, signal, along };
  }

  async #begin(visit: Visit): Promise<void> {
    const strategies = this.#goals.get(visit.event.type) ?? [];
    const [first] = strategies;
    const mission = first && (await this.#missionOfGoal(visit, first));
    if (mission === undefined || !isOurs(visit, mission)) return;
    const strategy = mission.plan === null ? first : strategies.find(({ plan }) => plan === mission.plan);
    if (strategy === undefined) {
      const plans = strategies.flatMap(({ plan }) => plan ?? []).join(", ");
      const known = plans === "" ? "knows no plan by name" : `knows ${plans}`;
      visit.logger.warn(
        { mission: mission.id },
        `mission ${mission.id} wants the plan ${mission.plan}; ${this.name} ${known}`,
      );
      return;
    }
    await this.#queues.run(mission.id, () => this.#carryOn(visit, strategy, mission, true));
  }

  /** The goal's mission; one that is a step of another's mission becomes a mission of its own. */
  async #missionOfGoal(visit: Visit, strategy: Strategy): Promise<Mission | undefined> {
    const { event } = visit;
    const known = event.missionid === undefined ? undefined : await missionOf(visit, event.missionid);
    if (known !== undefined && isGoalOf(known, event)) return known;
    const { platform, signal } = visit;
    const { id, type, topic, data, correlationid } = event;
    const mission = {
      id: derivedEventId(id, "missions", "mission"),
      type,
      topic,
      data,
      correlationId: correlationid,
      event: event.missionid === undefined ? event : goalOfStep(event),
      ...(strategy.plan === undefined ? {} : { plan: strategy.plan }),
      ...(strategy.budget === undefined ? {} : { budget: strategy.budget }),
    };
    return persist(() => platform.missions.create(mission), { ...platform, signal });
  }

  /** An event is of the mission that it names, else of those of its correlation. */
  async #hear(visit: Visit): Promise<void> {
    const { id, missionid, correlationid } = visit.event;
    if (missionid !== undefined) return this.#resume(visit, missionid);
    if (correlationid === id) return;
    const each = oneOfMany(visit);
    for await (const mission of unfinishedMissions(each, correlationid)) await this.#resume(each, mission.id);
  }

  async #resume(visit: Visit, missionId: string | undefined): Promise<void> {
    if (missionId === undefined) return;
    await this.#queues.run(missionId, async () => {
      const remembered = this.#known.take(missionId);
      const mission = remembered ?? (await missionOf(visit, missionId));
      if (mission === undefined || mission.planner !== this.name || !isPlannerRecord(mission.state)) return;
      const strategy = this.#strategyOf(mission.state.by);
      if (strategy === undefined) {
        visit.logger.error(
          { mission: missionId, by: mission.state.by },
          `${this.name} does not know ${mission.state.by}`,
        );
        return;
      }
      await this.#carryOn(visit, strategy, mission, remembered === undefined);
    });
  }

  /** What a decision left is where the next begins: it need not be read again, unless another was first. */
  async #carryOn(visit: Visit, strategy: Strategy, mission: Mission, isFresh: boolean): Promise<void> {
    const left = await carryOn(visit, strategy, mission, isFresh);
    if (left !== undefined && strategy.isCostly !== true) this.#known.keep(left);
  }

  /** Answers who asked for a mission that ended without the planner: cancelled, over budget, or once all is undone. */
  async #conclude(visit: Visit): Promise<void> {
    const { missionid } = visit.event;
    const mission = missionid === undefined ? undefined : await missionOf(visit, missionid);
    if (mission?.planner === this.name && isFinal(mission.status)) await answerAsker(visit, mission);
  }

  /** The strategy itself, else the plan of that name in its present version. */
  #strategyOf(by: string): Strategy | undefined {
    const [name] = by.split("@");
    return this.#strategies.get(by) ?? [...this.#goals.values()].flat().find(({ plan }) => plan === name);
  }
}

/** A visit after which the event's handling goes on. */
const oneOfMany = ({ along: _, ...visit }: Visit): Visit => visit;

/** What does not fit is the strategy's to judge: it fails the mission, where a refused delivery would leave it standing. */
const unchecked = (event: AnyEvent | EventAddress): AnyEvent | EventAddress =>
  event.schema === undefined ? event : { ...event, schema: z.unknown() };

/** A mission's goal, sent for the first time or once more: when its task is tried again, or out of the dead letters. */
function isGoalOf({ taskId }: Mission, { id, ...event }: CloudEvent): boolean {
  return id === taskId || event.replayof === taskId || ("wakes" in event && event.wakes === taskId);
}

/** A step of another's mission is that one's task: as a goal it is known by an id of its own. */
function goalOfStep({ missionid: _, taskid: __, ...event }: CloudEvent): CloudEvent {
  return { ...event, id: derivedEventId(event.id, "missions", "goal") };
}

const missionOfTimer = ({ data, missionid }: CloudEvent): string | undefined => {
  const said = (data as { missionId?: unknown } | null)?.missionId;
  return typeof said === "string" ? said : missionid;
};
