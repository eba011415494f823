import { z } from "zod";
import { defineEvent } from "../../src/index.js";
import type { Plan } from "../../src/planner/plan/plan.js";
import { reduce, unbegun } from "../../src/planner/plan/reduce.js";
import type { Occurrence, Reduction, Surroundings } from "../../src/planner/plan/reduction.js";
import type { Standing } from "../../src/planner/plan/standing.js";

export const order = defineEvent({
  type: "order.requested",
  topic: "action-requests",
  description: "Have an order carried out",
  schema: z.object({ item: z.string(), count: z.int(), address: z.string().optional() }),
});

/** What a test drives by hand: a plan, where it stands, and everything it sent. */
export class Drive {
  readonly sent: { id: string; key: string; type: string; data: unknown; topic: string }[] = [];
  readonly trail: string[] = [];
  standing: Standing;
  nowMs = Date.UTC(2026, 0, 1);
  last: Reduction = { kind: "ignored", why: "nothing yet" };
  end: (Reduction & { kind: "decided" })["end"];
  #events = 0;
  readonly #plan: Plan;
  readonly #goal: unknown;

  constructor(plan: Plan, goal: unknown) {
    this.#plan = plan;
    this.#goal = goal;
    this.standing = unbegun(plan);
    this.take({ kind: "goal", id: "goal", type: plan.goal.type, data: goal });
  }

  get around(): Surroundings {
    return {
      nowMs: this.nowMs,
      mission: { id: "m", goal: null, data: this.#goal },
      idOf: (key) => `id:${key}`,
    };
  }

  take(what: Occurrence): Reduction {
    this.last = reduce(this.#plan, this.standing, what, this.around);
    if (this.last.kind === "ignored") return this.last;
    this.standing = this.last.standing;
    this.trail.push(...this.last.trail);
    for (const { id, key, action, data } of this.last.emit) {
      this.sent.push({ id, key, type: action.event.type, topic: action.event.topic, data });
    }
    if (this.last.end !== undefined) this.end = this.last.end;
    return this.last;
  }

  event(type: string, data: unknown = {}, answers: readonly string[] = []): Reduction {
    return this.take({ kind: "event", id: `e${++this.#events}`, type, data, source: "/agents/x", answers });
  }

  /** Answers the newest request of that type, or the one of that id. */
  answer(request: string, type: string, data: unknown = {}): Reduction {
    const asked = this.sent.findLast((sent) => sent.type === request || sent.id === request);
    return this.event(type, data, asked === undefined ? [] : [asked.id]);
  }

  fire(key = this.standing.timers[0]?.key ?? "none"): Reduction {
    return this.take({ kind: "timer", key });
  }
}
