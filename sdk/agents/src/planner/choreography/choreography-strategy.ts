import { type Discovery, type EventTypeRecord, TIMER_FIRED } from "@troupe/contracts";
import { RetryableError } from "../../domain/errors.js";
import type { AnyEvent, EventAddress } from "../../events/definition.js";
import { SchemaCheck } from "../../events/schema-check.js";
import { type Consulted, consult } from "../llm/consult.js";
import { costOf, type Llm, LlmError, type LlmPrice } from "../llm/llm.js";
import { paid } from "../llm/paid.js";
import type { Scope } from "../plan/scope.js";
import { allowsOf } from "../rules/capabilities.js";
import type { Decision, Moment, Strategy } from "../strategy.js";
import { AGENT_NEWS, TASK_ENDS, taskEndOf } from "../tasks.js";
import { acted, ended, failed, lost, pending } from "./acting.js";
import { type Choice, type ChoiceRules, judgeCall, togetherFault, toolsFor } from "./choices.js";
import { BLANK, type ChoreographyState, type LogEntry, resultsOf } from "./log.js";
import { type Offer, offersOf } from "./offers.js";
import type { ChoreographyOptions } from "./options.js";
import { askPerson } from "./person-desk.js";
import { defaultPrompt, messagesOf, type Situation } from "./prompt.js";
import { recordedAnswer, repeatedBy, situationOf } from "./recordings.js";

/*
 * A mission planned by a language model.
 * 1. The model chooses among what is offered at that moment and allowed; nothing else can be sent, whatever it says.
 * 2. It is consulted when nothing it asked for is open any more, when something failed or an agent is gone, and when
 *    a wait is over.
 * 3. Its answer is kept with the decision. The same situation, met again because another was first, is not asked
 *    about again in this process; after a crash before the decision, at most once.
 * 4. A mission that repeats another takes that one's answers, as long as the situations are the same.
 * 5. Tokens and cost are taken from the mission's budget before each call, and settled after.
 * 6. A model that cannot be had, is wrong to the last, or goes on without end, fails the mission and says so.
 */

/** What is beside the goal's options. */
export interface ChoreographyParts {
  readonly planner: string;
  readonly llm: Llm;
  readonly prices: Readonly<Record<string, LlmPrice>>;
  readonly ownGoals: ReadonlySet<string>;
}

const KEPT_ANSWERS = 200;

/** Carries missions on by what a model chooses. */
export function choreographyStrategy(
  goal: AnyEvent | EventAddress,
  options: ChoreographyOptions,
  parts: ChoreographyParts,
): Strategy {
  const choreography = new Choreography(options, parts);
  return {
    name: `choreography:${goal.type}`,
    goal,
    awaits: [...TASK_ENDS, ...(options.listensTo ?? [])],
    produces: [...(options.announces ?? []), ...(options.people === false ? [] : [askPerson as AnyEvent])],
    budget: options.budget,
    isCostly: true,
    decide: (moment) => choreography.decide(moment),
  };
}

type Asked = Extract<Consulted<Choice>, { ok: true }>;

class Choreography {
  readonly #options: ChoreographyOptions;
  readonly #parts: ChoreographyParts;
  readonly #schemas = new SchemaCheck();
  /** Answers to situations met lately. */
  readonly #answers = new Map<string, Consulted<Choice>>();

  constructor(options: ChoreographyOptions, parts: ChoreographyParts) {
    this.#options = options;
    this.#parts = parts;
  }

  async decide(moment: Moment): Promise<Decision> {
    const before = (moment.state as ChoreographyState | undefined) ?? BLANK;
    const discovery = await moment.platform.registry.discover({ alsoAbsent: true });
    const state = await this.#heard(moment, before, discovery);
    if (state === undefined) return { kind: "ignored", why: "it changes nothing" };
    if (!this.#isDue(moment, before, state)) {
      return state === before ? { kind: "ignored", why: "nothing is to be decided" } : pending(state);
    }
    const { maxRounds = 30 } = this.#options;
    if (state.rounds >= maxRounds) {
      return failed(state, {
        code: "TOO_MANY_ROUNDS",
        message: `the model was consulted ${maxRounds} times and reached no end`,
      });
    }
    try {
      return await this.#consulted(moment, state, discovery);
    } catch (error) {
      if (error instanceof LlmError) return this.#withoutModel(moment, state, error);
      throw error;
    }
  }

  /** What is known after the event; undefined when it says nothing new. */
  async #heard(moment: Moment, state: ChoreographyState, discovery: Discovery): Promise<ChoreographyState | undefined> {
    const { event } = moment;
    if (moment.state === undefined) {
      const repeats = await repeatedBy(moment);
      return repeats === undefined ? state : { ...state, repeats };
    }
    if (event.type === TIMER_FIRED.type) return this.#waited(moment, state);
    if (AGENT_NEWS.some(({ type }) => type === event.type)) return lost(state, discovery);
    if (event.topic !== "task-events")
      return { ...state, log: [...state.log, { kind: "heard", type: event.type, data: event.data }] };
    const end = await taskEndOf(moment, new Set(state.asks.map(({ id }) => id)));
    const ask = state.asks.find(({ id }) => id === end?.id);
    if (end === undefined || ask === undefined) return undefined;
    const { number, type } = ask;
    const entry: LogEntry = end.ok
      ? { kind: "answered", number, type, data: end.data }
      : { kind: "failed", number, type, failure: end.failure };
    return { ...state, log: [...state.log, entry], asks: state.asks.filter((open) => open !== ask) };
  }

  #waited({ platform }: Moment, state: ChoreographyState): ChoreographyState | undefined {
    const { waitsUntil, ...rest } = state;
    if (waitsUntil === undefined || Date.parse(waitsUntil) > platform.clock.now()) return undefined;
    return rest;
  }

  #isDue(
    { state: kept, event }: Moment,
    before: ChoreographyState,
    { asks, log, waitsUntil }: ChoreographyState,
  ): boolean {
    if (kept === undefined || event.type === TIMER_FIRED.type || this.#options.consultAfter === "each") return true;
    const isNews = event.topic === "system-events";
    if (isNews) return log.length > before.log.length || (asks.length === 0 && waitsUntil !== undefined);
    return asks.length === 0 || log.at(-1)?.kind !== "answered";
  }

  async #consulted(moment: Moment, state: ChoreographyState, discovery: Discovery): Promise<Decision> {
    const { announces = [], allow, people = true } = this.#options;
    const rules = { allows: allowsOf(allow), ownGoals: this.#parts.ownGoals, announces };
    const offers = offersOf(discovery, rules).filter(({ type }) => type !== askPerson.type);
    const wanted = this.#wanted(discovery);
    const scope = scopeOf(moment, state);
    const choices: ChoiceRules = {
      offers,
      scope,
      schemas: this.#schemas,
      resultSchema: wanted?.schema,
      mayAskPeople: people,
    };
    const consulted = await this.#asked(moment, state, { choices, wanted });
    const model = this.#parts.llm.model;
    if (!consulted.ok) {
      const message = `${model} gave no usable answer: ${consulted.faults.join("; ")}`;
      return failed(
        state,
        { code: "LLM_CONFUSED", message },
        { model, usage: consulted.usage, faults: consulted.faults },
      );
    }
    const situation = situationOf(
      moment.mission.data,
      state,
      toolsFor(choices).map(({ name }) => name),
    );
    return this.#chosen(moment, { ...state, rounds: state.rounds + 1 }, { consulted, offers, situation });
  }

  /** Asks the model, unless it was asked about this very situation. */
  async #asked(
    moment: Moment,
    state: ChoreographyState,
    { choices, wanted }: { choices: ChoiceRules; wanted: Situation["wanted"] },
  ): Promise<Consulted<Choice>> {
    const { mission, event, platform, signal } = moment;
    const tools = toolsFor(choices);
    const toolNames = tools.map(({ name }) => name);
    const key = JSON.stringify([mission.id, event.id, mission.data, state, toolNames]);
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const { llm, planner, prices } = this.#parts;
    const price = prices[llm.model];
    const { instructions = "", prompt = defaultPrompt, maxCorrections = 3, maxTokens = 2048 } = this.#options;
    const hash = situationOf(mission.data, state, toolNames);
    const recorded = state.repeats === undefined ? undefined : await recordedAnswer(moment, state.repeats, hash);
    const situation: Situation = {
      planner,
      instructions,
      goal: mission.goal,
      goalType: mission.type,
      goalData: mission.data,
      wanted,
      state,
      fence: platform.randomHex(8),
      now: new Date(platform.clock.now()).toISOString(),
    };
    const consulted = await consult({
      llm,
      messages: messagesOf(situation, prompt),
      tools,
      judge: (call) => judgeCall(call, choices),
      together: togetherFault,
      maxCorrections,
      maxTokens,
      signal,
      around: async (round, messages, call) =>
        round === 0 && recorded !== undefined
          ? recorded
          : paid(moment, { situation: hash, round, messages, maxTokens, price }, call),
    });
    if (this.#answers.size >= KEPT_ANSWERS) this.#answers.clear();
    this.#answers.set(key, consulted);
    return consulted;
  }

  #chosen(
    moment: Moment,
    state: ChoreographyState,
    { consulted, offers, situation }: { consulted: Asked; offers: readonly Offer[]; situation: string },
  ): Decision {
    const { values, answer, corrections, usage } = consulted;
    const { model } = this.#parts.llm;
    const cost = costOf(usage, this.#parts.prices[model]);
    const calls = answer.calls.map(({ name, args }) => ({ name, args }));
    const reason = {
      model,
      situation,
      said: answer.text,
      calls,
      corrections,
      usage,
      cost,
      offered: offers.map(({ type }) => type),
    };
    const [first] = values;
    if (first?.kind === "complete") return ended(state, { as: "succeeded", result: first.result }, reason);
    if (first?.kind === "give_up") return failed(state, { code: "GAVE_UP", message: first.reason }, reason);
    return acted(moment, state, values, { options: this.#options, reason });
  }

  #wanted({ eventTypes }: Discovery): EventTypeRecord | AnyEventRecord | undefined {
    const { wants } = this.#options;
    if (wants === undefined) return undefined;
    if (typeof wants !== "string" && wants.schema !== undefined) {
      const { type, description, jsonSchema } = wants as AnyEvent;
      return { type, description, schema: jsonSchema };
    }
    const type = typeof wants === "string" ? wants : wants.type;
    return eventTypes.find((known) => known.type === type);
  }

  /** The model cannot be had: later perhaps, or not at all. */
  #withoutModel({ attempt, maxAttempts }: Moment, state: ChoreographyState, error: LlmError): Decision {
    if (error.retryable && attempt < maxAttempts) {
      const { retryAfterMs } = error;
      throw new RetryableError(error.message, {
        cause: error,
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      });
    }
    return failed(state, { code: error.retryable ? "LLM_UNAVAILABLE" : "LLM_REFUSED", message: error.message });
  }
}

type AnyEventRecord = Pick<EventTypeRecord, "type" | "description" | "schema">;

function scopeOf({ mission, event }: Moment, state: ChoreographyState): Scope {
  return {
    goal: mission.data,
    data: {},
    results: resultsOf(state),
    event: { id: event.id, type: event.type, data: event.data },
    mission: { id: mission.id, goal: mission.goal },
  };
}
