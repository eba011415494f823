import {
  type Budget,
  type Discovery,
  type EventTypeRecord,
  type Failure,
  TIMER_FIRED,
  TroupeError,
} from "@troupe/contracts";
import { RetryableError } from "../../domain/errors.js";
import type { AnyEvent, EventAddress } from "../../events/definition.js";
import { SchemaCheck } from "../../events/schema-check.js";
import { persist } from "../../time.js";
import { type Consulted, consult } from "../llm/consult.js";
import { costOf, type Llm, type LlmAnswer, LlmError, type LlmMessage, type LlmPrice } from "../llm/llm.js";
import type { Scope } from "../plan/scope.js";
import { allowsOf } from "../rules/capabilities.js";
import type { DecidedEnd, Decision, Moment, Sent, Strategy } from "../strategy.js";
import { AGENT_NEWS, TASK_ENDS, taskEndOf } from "../tasks.js";
import { type Choice, type ChoiceRules, judgeCall, togetherFault, toolsFor } from "./choices.js";
import { BLANK, type ChoreographyState, type LogEntry, resultsOf } from "./log.js";
import { type Offer, offersOf } from "./offers.js";
import { askPerson, personAnswered } from "./person-desk.js";
import { defaultPrompt, messagesOf, type Prompt, type Situation } from "./prompt.js";
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

/** How one goal is planned. */
export interface ChoreographyOptions {
  /** The event whose data the result is to fit. Needed where no model is configured: rules then lead to it. */
  readonly wants?: AnyEvent | EventAddress | string;
  /** Requests that may be made, as type filters; all that live agents take by default. */
  readonly allow?: readonly string[];
  /** Facts that may be published. */
  readonly announces?: readonly AnyEvent[];
  /** Events, beside answers, that the model is told of. */
  readonly listensTo?: readonly (AnyEvent | EventAddress)[];
  /** What the planner is for, and how it should go about it. */
  readonly instructions?: string;
  /** Writes the system message instead of the built-in one. */
  readonly prompt?: Prompt;
  /** Whether people may be asked; so by default. */
  readonly people?: boolean;
  /** When the model is consulted: once all is answered, or after each answer. */
  readonly consultAfter?: "all" | "each";
  /** Times a mistaken answer goes back; 3 by default. */
  readonly maxCorrections?: number;
  /** Consultations a mission; 30 by default. */
  readonly maxRounds?: number;
  /** Longest answer, in tokens; 2,048 by default. */
  readonly maxTokens?: number;
  /** Bounds of missions that are not begun elsewhere. */
  readonly budget?: Budget;
  /** With rules: what requests cost, and how long missing agents may take to come. */
  readonly costs?: Readonly<Record<string, number>>;
  readonly patienceMs?: number;
}

/** What is beside the goal's options. */
export interface ChoreographyParts {
  readonly planner: string;
  readonly llm: Llm;
  readonly prices: Readonly<Record<string, LlmPrice>>;
  readonly ownGoals: ReadonlySet<string>;
}

const WAIT = "wait";
const CHARACTERS_A_TOKEN = 3;
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
    if (!this.#isDue(moment, before, state)) return pending(state);
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
    const { instructions = "", prompt = defaultPrompt, maxCorrections = 3, maxTokens = 2048 } = this.#options;
    const hash = situationOf(mission.data, state, toolNames);
    const recorded = state.repeats === undefined ? undefined : await recordedAnswer(moment, state.repeats, hash);
    const situation: Situation = {
      planner: this.#parts.planner,
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
      llm: recorded === undefined ? this.#parts.llm : { model: this.#parts.llm.model, complete: async () => recorded },
      messages: messagesOf(situation, prompt),
      tools,
      judge: (call) => judgeCall(call, choices),
      together: togetherFault,
      maxCorrections,
      maxTokens,
      signal,
      around: (round, messages, call) =>
        recorded === undefined ? this.#paid(moment, { round, messages, maxTokens }, call) : call(),
    });
    if (this.#answers.size >= KEPT_ANSWERS) this.#answers.clear();
    this.#answers.set(key, consulted);
    return consulted;
  }

  /** Takes what the call may cost from the budget, makes it, and settles what it did cost. */
  async #paid(
    { mission, event, platform, signal }: Moment,
    { round, messages, maxTokens }: { round: number; messages: readonly LlmMessage[]; maxTokens: number },
    call: () => Promise<LlmAnswer>,
  ): Promise<LlmAnswer> {
    const price = this.#parts.prices[this.#parts.llm.model];
    const key = `llm/${event.id}/${round}`;
    const prompt = Math.ceil(JSON.stringify(messages).length / CHARACTERS_A_TOKEN);
    const foreseen = { prompt, answer: maxTokens };
    const spend = { key, tokens: prompt + maxTokens, cost: costOf(foreseen, price) };
    const patient = { ...platform, signal };
    await persist(() => platform.missions.spend(mission.id, spend), patient);
    const came = { tokens: 0, cost: 0 };
    try {
      const answer = await call();
      came.tokens = answer.usage.prompt + answer.usage.answer;
      came.cost = costOf(answer.usage, price);
      return answer;
    } finally {
      await persist(() => platform.missions.settleSpend(mission.id, key, came), patient).catch(ifOver);
    }
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
    return this.#sent(moment, state, values, reason);
  }

  #sent(moment: Moment, state: ChoreographyState, choices: readonly Choice[], reason: object): Decision {
    const emit: Sent[] = [];
    const log: LogEntry[] = [...state.log];
    const asks = [...state.asks];
    let { asked } = state;
    let waitsUntil = state.waitsUntil;
    for (const choice of choices) {
      if (choice.kind === "wait") {
        waitsUntil = new Date(moment.platform.clock.now() + choice.seconds * 1000).toISOString();
        log.push({ kind: "waited", seconds: choice.seconds });
      } else if (choice.kind === "send" || choice.kind === "ask_person") {
        const sending = this.#sending(choice);
        const id = moment.idOf(`choice/${++asked}`);
        emit.push({ id, ...sending });
        const { type, data, isTask } = sending;
        if (isTask) asks.push({ number: asked, id, type });
        log.push(isTask ? { kind: "asked", number: asked, id, type, data } : { kind: "published", type, data });
      }
    }
    const { waitsUntil: _, ...rest } = state;
    const next = { ...rest, log, asks, asked, ...(waitsUntil === undefined ? {} : { waitsUntil }) };
    return { ...(pending(next) as Extract<Decision, { kind: "decided" }>), emit, reason };
  }

  #sending(choice: Extract<Choice, { kind: "send" | "ask_person" }>): Omit<Sent, "id"> & { type: string } {
    if (choice.kind === "ask_person") {
      const { type, topic } = askPerson;
      const data = { question: choice.question };
      return { type, topic, data, isTask: true, replyType: personAnswered.type, replyTopic: personAnswered.topic };
    }
    const { offer, data } = choice;
    const { allow, announces = [] } = this.#options;
    const isAllowed = offer.isRequest ? allowsOf(allow)(offer.type) : announces.some(({ type }) => type === offer.type);
    if (!isAllowed) throw new TroupeError("FORBIDDEN", `${offer.type} is not for this planner to send`);
    const sent = { type: offer.type, topic: offer.topic, data, isTask: offer.isRequest };
    return offer.isRequest ? { ...sent, replyTopic: "action-results" } : sent;
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

/** Requests whose agents are all gone are not waited for any longer. */
function lost(state: ChoreographyState, { agents }: Discovery): ChoreographyState {
  const isTaken = (type: string): boolean =>
    agents.some(({ live, consumes }) => live && consumes.some((use) => use.type === type));
  const gone = state.asks.filter(({ type }) => !isTaken(type));
  const entries = gone.map(({ number, type }): LogEntry => ({ kind: "lost", number, type }));
  return { ...state, log: [...state.log, ...entries], asks: state.asks.filter((ask) => !gone.includes(ask)) };
}

function pending(state: ChoreographyState): Decision {
  const { asks, waitsUntil } = state;
  const at =
    asks.length > 0 ? asks.map(({ type }) => type).join(", ") : waitsUntil === undefined ? "thinking" : "waiting";
  const timers = waitsUntil === undefined ? [] : [{ key: WAIT, at: waitsUntil }];
  return { kind: "decided", state, at, emit: [], timers };
}

function failed(state: ChoreographyState, failure: Failure, reason?: unknown): Decision {
  return ended(state, { as: "failed", failure, result: resultsOf(state) }, reason);
}

function ended(state: ChoreographyState, end: DecidedEnd, reason?: unknown): Decision {
  const { waitsUntil: _, ...rest } = state;
  const decision = { kind: "decided", state: { ...rest, asks: [] }, at: end.as, emit: [], timers: [], end } as const;
  return reason === undefined ? decision : { ...decision, reason };
}

const ifOver = (error: unknown): void => {
  const isOver = error instanceof TroupeError && ["BUDGET_EXCEEDED", "MISSION_ENDED", "NOT_FOUND"].includes(error.code);
  if (!isOver) throw error;
};
