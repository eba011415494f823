import { TroupeError } from "@troupe/contracts";
import type { AgentOptions, RunningAgent, StartOptions } from "../../agent/agent.js";
import type { AnyEvent, EventAddress } from "../../events/definition.js";
import type { Llm, LlmPrice } from "../llm/llm.js";
import { DiscoveringPlanner } from "../rules/rule-planner.js";
import { type RuleOptions, ruleStrategy } from "../rules/rule-strategy.js";
import { choreographyStrategy } from "./choreography-strategy.js";
import type { ChoreographyOptions } from "./options.js";
import { personDesk } from "./person-desk.js";

/** What a planner by model is made of. */
export interface ChoreographyPlannerOptions extends AgentOptions {
  /** The model that plans; rules do where it is undefined. */
  readonly llm?: Llm | undefined;
  /** US dollars a million tokens, by model; what has no price costs nothing. */
  readonly prices?: Readonly<Record<string, LlmPrice>>;
}

/**
 * A planner that has a language model choose what happens next, from what live agents offer at that moment; where no
 * model is configured, rules choose (see RulePlanner).
 */
export class ChoreographyPlanner extends DiscoveringPlanner {
  readonly #llm: Llm | undefined;
  readonly #prices: Readonly<Record<string, LlmPrice>>;
  readonly #goals = new Set<string>();
  #asksPeople = false;

  constructor({ llm, prices = {}, ...options }: ChoreographyPlannerOptions) {
    super(options);
    this.#llm = llm;
    this.#prices = prices;
  }

  /** Whether a model plans. */
  get hasModel(): boolean {
    return this.#llm !== undefined;
  }

  /**
   * Carries missions of `goal` to their end. Throws VALIDATION_FAILED when no model is configured and it is not said
   * which event is wanted.
   */
  pursue(goal: AnyEvent | EventAddress, options: ChoreographyOptions = {}): this {
    this.#goals.add(goal.type);
    if (this.#llm === undefined) return this.discovering(ruleStrategy(goal, this.#rules(options)));
    this.#asksPeople ||= options.people ?? true;
    const parts = { planner: this.name, llm: this.#llm, prices: this.#prices, ownGoals: this.#goals };
    return this.discovering(choreographyStrategy(goal, options, parts));
  }

  /** Starts the planner and, where people may be asked, the desk that asks them. */
  override start(options: StartOptions = {}): RunningAgent {
    const planner = super.start(options);
    if (!this.#asksPeople) return planner;
    const desk = personDesk().start(options);
    const stop = async (): Promise<void> => {
      await Promise.all([planner.stop(), desk.stop()]);
    };
    return {
      instance: planner.instance,
      ready: Promise.all([planner.ready, desk.ready]).then(() => undefined),
      stopped: Promise.all([planner.stopped, desk.stopped]).then(() => undefined),
      stop,
      [Symbol.asyncDispose]: stop,
    };
  }

  #rules({ wants, allow, costs, patienceMs, budget }: ChoreographyOptions): RuleOptions {
    if (wants === undefined) {
      throw new TroupeError("VALIDATION_FAILED", `${this.name} has no model: say which event is wanted`, {
        hint: "pursue(goal, { wants: event }), or set OPENAI_API_KEY",
      });
    }
    return {
      wants,
      ...(allow === undefined ? {} : { allow }),
      ...(costs === undefined ? {} : { costs }),
      ...(patienceMs === undefined ? {} : { patienceMs }),
      ...(budget === undefined ? {} : { budget }),
    };
  }
}
