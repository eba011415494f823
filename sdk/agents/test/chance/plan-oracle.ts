import { seededRandom } from "@troupe/bus/memory";

/*
 * What must come of a plan, by a clock of its own: a plain reading of docs/planners.md, event by event.
 */

type Json = Record<string, unknown>;
export interface PlanState {
  do?: { event: string; key: string; data: Json; each?: number[] }[];
  on?: Record<string, PlanMove>;
  parallel?: Record<string, PlanMachine>;
  join?: "all" | "any" | "settled" | { quorum: number };
  next?: PlanMove[];
  otherwise?: PlanMove[];
  timeout?: { ms: number; to?: string };
  retry?: { attempts: number; delayMs: number; factor: number };
  end?: { as: "succeeded" | "failed"; result?: unknown };
}
export interface PlanMove {
  to: string;
  when?: Condition;
  set?: { c: unknown };
}
export type Condition = { ">": [{ var: string }, number] } | { "<": [{ var: [string, number] }, number] };
export interface PlanMachine {
  initial: string;
  states: Record<string, PlanState>;
}

/** What comes of the n-th asking of a call: after so many minutes a value, or a failure. */
export function answerTo(seed: number, call: string, n: number): { minutes: number; value: number | undefined } {
  let mixed = seed;
  for (const char of `${call}/${n}`) mixed = (mixed * 31 + char.charCodeAt(0)) % 2_147_483_647;
  const random = seededRandom(mixed);
  random();
  return { minutes: 10 + Math.floor(random() * 1500), value: random() < 0.25 ? undefined : Math.floor(random() * 10) };
}

export interface Course {
  readonly status: "succeeded" | "failed";
  readonly results: Json;
  readonly result: unknown;
  /** Names of the states that are entered, in order; of a branch's after its name. */
  readonly path: readonly string[];
  readonly minutes: number;
  /** No two happenings are so close that their order might differ. */
  readonly isClear: boolean;
}

interface Place {
  readonly name: string;
  readonly state: PlanState;
  readonly machine: Machine;
  readonly parts: Map<string, "open" | "succeeded" | "failed">;
  readonly branches: Machine[];
  isHeld: boolean;
  isEntering: boolean;
}
interface Machine {
  readonly shape: PlanMachine;
  readonly above?: { readonly place: Place; readonly branch: string };
  place?: Place;
}
interface Happening {
  readonly at: number;
  readonly order: number;
  readonly happen: () => boolean;
}

const MARGIN = 8;
const MOST_HAPPENINGS = 200;

export function courseOf(plan: PlanMachine, seed: number, facts: readonly number[]): Course {
  const results: Json = {};
  const data: { c?: number } = {};
  const path: string[] = [];
  const asked = new Map<string, number>();
  const queue: Happening[] = [];
  let now = 0;
  let count = 0;
  let status: Course["status"] | undefined;
  let result: unknown;

  const later = (minutes: number, happen: () => boolean): void => {
    queue.push({ at: now + minutes, order: count++, happen });
  };
  const holds = ({ when }: PlanMove): boolean => {
    if (when === undefined) return true;
    if ("<" in when) return (data.c ?? 0) < when["<"][1];
    const [, key = ""] = when[">"][0].var.split(".");
    const found = (results[key] as { v?: number } | null | undefined)?.v;
    return found !== undefined && found > when[">"][1];
  };

  const go = (place: Place, { to, set }: PlanMove): void => {
    if (set !== undefined) data.c = (data.c ?? 0) + 1;
    leave(place);
    enter(place.machine, to);
  };
  const leave = (place: Place): void => {
    place.isHeld = false;
    for (const { place: inner } of place.branches) if (inner !== undefined) leave(inner);
  };

  const enter = (machine: Machine, name: string): void => {
    const state = machine.shape.states[name] as PlanState;
    const place: Place = { name, state, machine, parts: new Map(), branches: [], isHeld: true, isEntering: true };
    machine.place = place;
    path.push(machine.above === undefined ? name : `${machine.above.branch}: ${name}`);
    for (const call of state.do ?? []) {
      if (call.each !== undefined) results[call.key] = call.each.map(() => null);
      const items = call.each?.keys() ?? [undefined];
      for (const index of items) {
        const part = index === undefined ? call.key : `${call.key}.${index}`;
        const id = String(call.data.id).replace("{{ item }}", String(call.each?.[index ?? 0]));
        place.parts.set(part, "open");
        ask(place, { id, key: call.key, part, index, attempt: 1 });
      }
    }
    const { timeout } = state;
    if (timeout !== undefined) {
      later(timeout.ms / 60_000, () => {
        if (!place.isHeld) return false;
        if (timeout.to === undefined) over(place, "failed");
        else go(place, { to: timeout.to });
        return true;
      });
    }
    for (const [branch, shape] of Object.entries(state.parallel ?? {})) {
      place.parts.set(branch, "open");
      const inner: Machine = { shape, above: { place, branch } };
      place.branches.push(inner);
      enter(inner, shape.initial);
    }
    place.isEntering = false;
    if (state.end !== undefined) over(place, state.end.as);
    else settle(place);
  };

  interface Call {
    readonly id: string;
    readonly key: string;
    readonly part: string;
    readonly index: number | undefined;
    readonly attempt: number;
  }
  const ask = (place: Place, call: Call): void => {
    const n = (asked.get(call.id) ?? 0) + 1;
    asked.set(call.id, n);
    const { minutes, value } = answerTo(seed, call.id, n);
    later(minutes, () => {
      if (!place.isHeld || place.parts.get(call.part) !== "open") return false;
      const { retry } = place.state;
      if (value === undefined && retry !== undefined && call.attempt < retry.attempts) {
        const pause = (retry.delayMs * retry.factor ** (call.attempt - 1)) / 60_000;
        later(pause, () => {
          if (!place.isHeld || place.parts.get(call.part) !== "open") return false;
          ask(place, { ...call, attempt: call.attempt + 1 });
          return true;
        });
        return true;
      }
      place.parts.set(call.part, value === undefined ? "failed" : "succeeded");
      if (call.index !== undefined)
        (results[call.key] as unknown[])[call.index] = value === undefined ? null : { v: value };
      else if (value !== undefined) results[call.key] = { v: value };
      const type = value === undefined ? "do.failed" : "do.completed";
      if (!react(place, type)) settle(place);
      return true;
    });
  };

  const react = (place: Place, type: string): boolean => {
    const move = place.state.on?.[type];
    if (move !== undefined && holds(move)) {
      go(place, move);
      return true;
    }
    return place.machine.above !== undefined && react(place.machine.above.place, type);
  };
  const offer = (place: Place): boolean => {
    const taken = place.branches.map((branch) => {
      const inner = branch.place;
      return inner?.isHeld === true && place.isHeld && offer(inner);
    });
    if (taken.includes(true)) return true;
    const move = place.state.on?.["fact.happened"];
    if (move === undefined || !holds(move)) return false;
    go(place, move);
    return true;
  };

  const settle = (place: Place): void => {
    if (place.isEntering) return;
    const { join = "all", next = [], otherwise = [] } = place.state;
    const parts = [...place.parts.values()];
    const open = parts.filter((part) => part === "open").length;
    const good = parts.filter((part) => part === "succeeded").length;
    const wanted = join === "all" ? parts.length : join === "any" ? 1 : join === "settled" ? 0 : join.quorum;
    const isMet = join === "settled" || parts.length === 0 ? open === 0 : good >= wanted;
    const isImpossible = !isMet && join !== "settled" && parts.length > 0 && good + open < wanted;
    if (!isMet && !isImpossible) return;
    if (isMet && next.length === 0) return;
    if (isImpossible && otherwise.length === 0) {
      over(place, "failed");
      return;
    }
    const move = (isMet ? next : otherwise).find(holds);
    if (move !== undefined) go(place, move);
    else if (place.state.on === undefined && place.state.timeout === undefined) throw new Error("nothing leads on");
  };

  const over = (place: Place, as: "succeeded" | "failed"): void => {
    leave(place);
    const { above } = place.machine;
    const said = place.state.end?.result === undefined ? null : structuredClone(data);
    if (above === undefined) {
      status = as;
      result = said;
      return;
    }
    above.place.parts.set(above.branch, as);
    if (as === "succeeded") results[above.branch] = said;
    settle(above.place);
  };

  const root: Machine = { shape: plan };
  for (const at of facts) {
    queue.push({ at, order: count++, happen: () => root.place?.isHeld === true && offer(root.place) });
  }
  enter(root, plan.initial);
  let isClear = true;
  for (let happened = 0; status === undefined; happened += 1) {
    queue.sort((a, b) => a.at - b.at || a.order - b.order);
    const next = queue.shift();
    if (next === undefined || happened > MOST_HAPPENINGS) {
      isClear = false;
      break;
    }
    if (happened > 0 && next.at - now < MARGIN) isClear = false;
    now = next.at;
    next.happen();
  }
  if (queue.some(({ at }) => at - now < MARGIN)) isClear = false;
  return { status: status ?? "failed", results, result, path, minutes: now, isClear };
}
