import type { Failure } from "@troupe/contracts";
import { failureOf } from "./failure.js";
import { canLeave, stepFailure, verdictOf } from "./join.js";
import type { Action, Move, Plan, State } from "./plan.js";
import type { Occurrence, PlanEmission, PlanEnd, Reduction, Surroundings } from "./reduction.js";
import { PlanFaultError, type Scope } from "./scope.js";
import { branchPut, entriesOf, type Spot, Spots } from "./spots.js";
import { type Ask, isEnded, type Place, type SetTimer, type Standing } from "./standing.js";
import { evaluate, holds } from "./template.js";

/*
 * A plan as a pure function of where it stands and what happened.
 * 1. The standing given is never changed; the same call gives the same answer: ids and time are handed in.
 * 2. An event that is an answer's counts once, for the question it answers, while the state that asked is held.
 *    Whatever else comes of that type (repeated, late, another's) is ignored.
 * 3. Every other event is offered to the innermost states first; every parallel branch may take it.
 * 4. Leaving a state drops what it asked, its timers and its branches: nothing of them can move the plan again.
 * 5. A state's parts are what it asks and its branches. Its join is met at most once an entering, since what follows
 *    leaves the state.
 * 6. A machine that ended never moves again; the plan's end is the last decision there is.
 * 7. Emission keys are unique in a mission: entering number, key, place in `each`, attempt.
 * 8. A fault of the plan itself (a template that leads nowhere, a condition that throws, states that follow one
 *    another without ever waiting) ends the mission as failed, and sends nothing of that decision.
 */

const MAX_MOVES = 200;
const MAX_EMISSIONS = 200;

/** The standing of a mission that has not begun. */
export function unbegun(plan: Plan): Standing {
  const { name, version } = plan;
  return { by: "plan", plan: name, version, at: undefined, entries: 0, data: {}, results: {}, asks: [], timers: [] };
}

/** What follows from an occurrence. Throws nothing that the plan says wrong: such a mission fails. */
export function reduce(plan: Plan, standing: Standing, what: Occurrence, around: Surroundings): Reduction {
  if (isEnded(standing.at)) return { kind: "ignored", why: "the plan has ended" };
  try {
    return new Step(plan, structuredClone(standing), what, around).take();
  } catch (error) {
    if (!(error instanceof PlanFaultError)) throw error;
    const failure: Failure = { code: "PLAN_INVALID", message: `${error.pointer}: ${error.message}`, at: plan.name };
    const ended: Standing = { ...structuredClone(standing), at: { ended: "failed" }, asks: [], timers: [] };
    const end: PlanEnd = { as: "failed", failure, result: standing.results };
    return { kind: "decided", standing: ended, emit: [], timers: [], trail: [`fault at ${error.pointer}`], end };
  }
}

class Step {
  readonly #plan: Plan;
  readonly #standing: Standing;
  readonly #what: Occurrence;
  readonly #spots: Spots;
  readonly #around: Surroundings;
  readonly #emit: PlanEmission[] = [];
  readonly #trail: string[] = [];
  /** Enterings under way: their joins are looked at once all their branches are entered. */
  readonly #entering = new Set<number>();
  #moves = 0;
  #end: PlanEnd | undefined;

  constructor(plan: Plan, standing: Standing, what: Occurrence, around: Surroundings) {
    this.#plan = plan;
    this.#standing = standing;
    this.#what = what;
    this.#spots = new Spots(plan, standing);
    this.#around = around;
  }

  take(): Reduction {
    const why = this.#taken();
    if (why !== undefined) return { kind: "ignored", why };
    return {
      kind: "decided",
      standing: this.#standing,
      emit: this.#emit,
      timers: this.#standing.timers,
      trail: this.#trail,
      ...(this.#end === undefined ? {} : { end: this.#end }),
    };
  }

  /** Undefined when it was taken, else why not. */
  #taken(): string | undefined {
    const what = this.#what;
    if (what.kind === "goal") {
      if (this.#standing.at !== undefined) return "the plan has begun";
      this.#enter(this.#spots.root(), this.#plan.machine.initial);
      return undefined;
    }
    if (what.kind === "timer") return this.#timer(what.key);
    if (this.#plan.answers.has(what.type)) return this.#answer(what);
    return this.#offer(this.#spots.root()) ? undefined : `no state is waiting for ${what.type}`;
  }

  #timer(key: string): string | undefined {
    const timer = this.#standing.timers.find((set) => set.key === key);
    if (timer === undefined) return `the timer ${key} was withdrawn`;
    this.#standing.timers = this.#standing.timers.filter((set) => set !== timer);
    const spot = this.#spots.find(timer.entry) as Spot;
    const { timeout, pointer } = this.#spots.stateOf(spot);
    if (timer.retries !== undefined) this.#askAgain(spot, timer.retries);
    else if (timeout?.to !== undefined) this.#go(spot, { ...timeout, to: timeout.to, pointer: `${pointer}/timeout` });
    else this.#fail(spot, { code: "TIMED_OUT", message: `${spot.place.state} took longer than ${timeout?.ms} ms` });
    return undefined;
  }

  #answer(what: Occurrence & { kind: "event" }): string | undefined {
    const ask = this.#standing.asks.find(
      (open) => what.answers.some((id) => open.ids.includes(id)) && this.#isAnswer(open, what.type),
    );
    if (ask === undefined) return `${what.type} answers nothing that is asked`;
    const spot = this.#spots.find(ask.entry) as Spot;
    const action = this.#spots.stateOf(spot).actions[ask.action] as Action;
    if (what.type === action.answer?.type) this.#succeeded(spot, ask, what.data);
    else if (!what.answers.includes(ask.ids.at(-1) as string) || this.#isDelayed(ask)) {
      return `${what.type} is of an earlier attempt`;
    } else if (this.#askLater(spot, ask, failureOf(what))) return undefined;
    else this.#failed(spot, ask, failureOf(what));
    if (!this.#react(spot, what.type)) this.#settle(spot);
    return undefined;
  }

  #isAnswer(ask: Pick<Ask, "entry" | "action">, type: string): boolean {
    const spot = this.#spots.find(ask.entry);
    const answer = spot && this.#spots.stateOf(spot).actions[ask.action]?.answer;
    return answer !== undefined && (answer.type === type || answer.failed === type);
  }

  #succeeded({ place }: Spot, ask: Ask, data: unknown): void {
    this.#close(ask);
    place.parts[ask.part] = "succeeded";
    this.#keep(ask, data);
  }

  #isDelayed({ entry, part }: Ask): boolean {
    return this.#standing.timers.some((timer) => timer.entry === entry && timer.retries === part);
  }

  /** Whether it will be asked again. */
  #askLater(spot: Spot, { entry, part, attempt }: Ask, { message }: Failure): boolean {
    const { retry } = this.#spots.stateOf(spot);
    if (retry === undefined || attempt >= retry.attempts) return false;
    const at = new Date(this.#around.nowMs + retry.delayMs * retry.factor ** (attempt - 1)).toISOString();
    this.#standing.timers.push({ key: `retry.${entry}.${part}.${attempt}`, at, entry, retries: part });
    this.#trail.push(`${part} failed (${message}), to be asked again`);
    return true;
  }

  #failed({ place }: Spot, ask: Ask, failure: Failure): void {
    this.#close(ask);
    place.parts[ask.part] = "failed";
    place.failures.push(failure);
    if (ask.index !== undefined) this.#keep(ask, null);
  }

  #close(ask: Ask): void {
    this.#standing.asks = this.#standing.asks.filter((open) => open !== ask);
    const isRetry = (timer: SetTimer): boolean => timer.entry === ask.entry && timer.retries === ask.part;
    this.#standing.timers = this.#standing.timers.filter((timer) => !isRetry(timer));
  }

  #keep({ key, index }: Ask, value: unknown): void {
    if (index === undefined) this.#standing.results[key] = value;
    else (this.#standing.results[key] as unknown[])[index] = value;
  }

  #askAgain(spot: Spot, part: string): void {
    const ask = this.#standing.asks.find((open) => open.entry === spot.place.entry && open.part === part) as Ask;
    const attempt = ask.attempt + 1;
    const action = this.#spots.stateOf(spot).actions[ask.action] as Action;
    const id = this.#send(`${ask.entry}.${part}.${attempt}`, action, ask.data);
    this.#standing.asks = this.#standing.asks.map((open) =>
      open === ask ? { ...ask, attempt, ids: [...ask.ids, id] } : open,
    );
    this.#trail.push(`${part} is asked again, attempt ${attempt}`);
  }

  /** Offers an event to the branches, then to the state itself. */
  #offer(spot: Spot): boolean {
    const branches = this.#spots.branchesOf(spot);
    const taken = branches.map((branch) => this.#spots.isStill(branch) && this.#offer(branch));
    return taken.includes(true) || this.#moveOn(spot);
  }

  /** Offers an answer to the state that asked, then to those around it. */
  #react(spot: Spot, type: string): boolean {
    if (this.#moveOn(spot, type)) return true;
    return spot.above !== undefined && this.#react(spot.above.spot, type);
  }

  #moveOn(spot: Spot, type = this.#what.kind === "timer" ? "" : this.#what.type): boolean {
    const move = this.#chosen(this.#spots.stateOf(spot).on.get(type) ?? []);
    if (move !== undefined) this.#go(spot, move);
    return move !== undefined;
  }

  #chosen(moves: readonly Move[]): Move | undefined {
    return moves.find(({ when, pointer }) => holds(when, this.#scope(), `${pointer}/when`));
  }

  #go(spot: Spot, { to, set, pointer }: Pick<Move, "to" | "set" | "pointer">): void {
    const scope = this.#scope();
    const kept = Object.entries(set).map(([name, value]) => [name, evaluate(value, scope, `${pointer}/set/${name}`)]);
    Object.assign(this.#standing.data, Object.fromEntries(kept));
    this.#leave(spot.place);
    this.#enter(spot, to);
  }

  #enter(spot: Omit<Spot, "place">, name: string): void {
    if (++this.#moves > MAX_MOVES) {
      throw new PlanFaultError(spot.machine.pointer, `${MAX_MOVES} states followed one another without waiting`);
    }
    const state = spot.machine.states.get(name);
    if (state === undefined) throw new PlanFaultError(spot.machine.pointer, `there is no state ${name}`);
    const entry = ++this.#standing.entries;
    const place: Place = {
      state: name,
      entry,
      parts: {},
      failures: [],
      ...(state.branches.size > 0 && { branches: {} }),
    };
    const here: Spot = { ...spot, place };
    spot.put(place);
    this.#trail.push(this.#nameOf(here));
    this.#entering.add(entry);
    for (const [at, action] of state.actions.entries()) this.#act(place, state, action, at);
    if (state.timeout !== undefined) this.#setTimeout(entry, state.timeout.ms);
    for (const [branch, machine] of state.branches) {
      place.parts[branch] = "open";
      this.#enter({ machine, put: branchPut(place, branch), above: { spot: here, branch } }, machine.initial);
    }
    this.#entering.delete(entry);
    if (state.end !== undefined) this.#finish(here, state);
    else this.#settle(here);
  }

  #act(place: Place, state: State, action: Action, at: number): void {
    const { key, each, pointer } = action;
    if (each === undefined) {
      this.#ask(place, state, { action, at, part: key, scope: this.#scope() });
      return;
    }
    const items = evaluate(each, this.#scope(), `${pointer}/each`);
    if (!Array.isArray(items)) throw new PlanFaultError(`${pointer}/each`, "it is not a list");
    if (action.answer !== undefined) this.#standing.results[key] = items.map(() => null);
    for (const [index, item] of items.entries()) {
      this.#ask(place, state, { action, at, part: `${key}.${index}`, index, scope: this.#scope({ item, index }) });
    }
  }

  #ask(
    { entry, parts }: Place,
    state: State,
    asked: { action: Action; at: number; part: string; index?: number; scope: Scope },
  ): void {
    const { action, at, part, index, scope } = asked;
    const data = evaluate(action.data, scope, `${action.pointer}/data`);
    const id = this.#send(`${entry}.${part}.1`, action, data);
    if (action.answer === undefined) return;
    parts[part] = "open";
    const ask = { key: action.key, part, entry, action: at, attempt: 1, ids: [id] };
    this.#standing.asks.push({
      ...ask,
      ...(index === undefined ? {} : { index }),
      ...(state.retry === undefined ? {} : { data }),
    });
  }

  #send(key: string, action: Action, data: unknown): string {
    if (this.#emit.length >= MAX_EMISSIONS) {
      throw new PlanFaultError(action.pointer, `one decision sends at most ${MAX_EMISSIONS} events`);
    }
    const id = this.#around.idOf(key);
    this.#emit.push({ key, id, action, data });
    return id;
  }

  #setTimeout(entry: number, ms: number): void {
    const at = new Date(this.#around.nowMs + ms).toISOString();
    this.#standing.timers.push({ key: `timeout.${entry}`, at, entry });
  }

  /** Follows from what became of a state's parts. */
  #settle(spot: Spot): void {
    if (this.#entering.has(spot.place.entry)) return;
    const state = this.#spots.stateOf(spot);
    const verdict = verdictOf(state, Object.values(spot.place.parts));
    if (verdict === "open" || (verdict === "met" && state.next.length === 0)) return;
    if (verdict === "impossible" && state.otherwise.length === 0) {
      this.#fail(spot, stepFailure(spot.place));
      return;
    }
    const move = this.#chosen(verdict === "met" ? state.next : state.otherwise);
    if (move !== undefined) this.#go(spot, move);
    else if (!canLeave(state)) {
      throw new PlanFaultError(
        state.pointer,
        `no condition of ${verdict === "met" ? "next" : "otherwise"} holds, and nothing else leads on`,
      );
    }
  }

  #finish(spot: Spot, { end, pointer }: State): void {
    const result = end?.result === undefined ? undefined : evaluate(end.result, this.#scope(), `${pointer}/end/result`);
    if (end?.as === "failed") {
      const said = end.failure && evaluate(end.failure.message, this.#scope(), `${pointer}/end/failure/message`);
      const message = said === undefined ? `the plan ended in ${spot.place.state}` : String(said);
      this.#over(spot, { as: "failed", failure: { code: end.failure?.code ?? "PLAN_FAILED", message }, result });
    } else this.#over(spot, { as: "succeeded", result: result ?? null });
  }

  #fail(spot: Spot, failure: Failure): void {
    this.#over(spot, { as: "failed", failure });
  }

  #over(spot: Spot, end: PlanEnd): void {
    this.#leave(spot.place);
    spot.put({ ended: end.as });
    this.#trail.push(`${spot.above === undefined ? "" : `${spot.above.branch} `}${end.as}`);
    if (spot.above === undefined) {
      const partial = end.as === "failed" && end.result === undefined ? { result: this.#standing.results } : {};
      this.#end = { ...end, ...partial };
      return;
    }
    const { spot: above, branch } = spot.above;
    above.place.parts[branch] = end.as;
    if (end.as === "failed") above.place.failures.push(end.failure);
    else this.#standing.results[branch] = end.result;
    this.#settle(above);
  }

  #leave(place: Place): void {
    const entries = new Set(entriesOf(place));
    this.#standing.asks = this.#standing.asks.filter(({ entry }) => !entries.has(entry));
    this.#standing.timers = this.#standing.timers.filter(({ entry }) => !entries.has(entry));
  }

  #nameOf({ place, above }: Spot): string {
    return above === undefined ? place.state : `${above.branch}: ${place.state}`;
  }

  #scope(more: Pick<Scope, "item" | "index"> = {}): Scope {
    const { mission } = this.#around;
    const { data, results } = this.#standing;
    const what = this.#what;
    const event = what.kind === "timer" ? null : { id: what.id, type: what.type, data: what.data };
    return { goal: mission.data, data, results, event, mission: { id: mission.id, goal: mission.goal }, ...more };
  }
}
