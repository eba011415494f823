import type { AnyEvent, EventAddress } from "../../events/definition.js";
import { unfinishedMissions, type Visit } from "../desk.js";
import { Planner } from "../planner.js";
import type { Strategy } from "../strategy.js";
import { AGENT_NEWS } from "../tasks.js";
import { type RuleOptions, ruleStrategy } from "./rule-strategy.js";

/** A planner whose missions depend on who is there: it looks at them again when agents come and go. */
export abstract class DiscoveringPlanner extends Planner {
  #hasNews = false;

  protected discovering(strategy: Strategy): this {
    if (!this.#hasNews) for (const news of AGENT_NEWS) this.takeNews(news, (visit) => this.#reconsider(visit));
    this.#hasNews = true;
    return this.takeGoal(strategy);
  }

  async #reconsider(visit: Visit): Promise<void> {
    if ((visit.event.data as { agent?: unknown } | null)?.agent === this.name) return;
    for await (const { id } of unfinishedMissions(visit)) await this.resume(visit, id);
  }
}

/**
 * A planner that needs no language model: it chains what live agents consume and produce, by the schemas in the
 * registry, from the goal to a wanted event; it says why, or what is missing; and it plans again when an agent
 * leaves, comes or fails.
 */
export class RulePlanner extends DiscoveringPlanner {
  /** Carries missions of `goal` to the event that `wants` names; its data is their result. */
  reach(goal: AnyEvent | EventAddress, options: RuleOptions): this {
    return this.discovering(ruleStrategy(goal, options));
  }
}
