import { type Budget, type Discovery, type Failure, matchesType, TIMER_FIRED } from "@troupe/contracts";
import type { AnyEvent, EventAddress } from "../../events/definition.js";
import { SchemaCheck } from "../../events/schema-check.js";
import type { Decision, Moment, Sent, Strategy } from "../strategy.js";
import { TASK_ENDS, taskEndOf } from "../tasks.js";
import { allowsOf, capabilitiesOf, keyOf } from "./capabilities.js";
import { type Field, fieldsOf, fieldsOfValue } from "./fields.js";
import {
  explainMissing,
  explainPath,
  findPath,
  type Known,
  type Path,
  type PathStep,
  type Question,
} from "./search.js";

/*
 * A mission planned by rules.
 * 1. At every event the path is searched anew from what is known by then, among the agents that live by then: so an
 *    agent that came, left or failed changes the plan, and nothing else has to.
 * 2. Requests of the path whose fields are all known are made at once, side by side; each is made once, and costs
 *    nothing more while it is open: an agent that comes meanwhile is not asked for the same by another name.
 * 3. A request that failed for good is not made again. One whose agents are all gone is no longer counted on; should
 *    its answer come after all, it is welcome.
 * 4. Where nothing leads on and nothing is awaited, agents have a while to come; then the mission fails and says what
 *    was missing.
 */

/** How rules plan. */
export interface RuleOptions {
  /** The event whose data is the mission's result. */
  readonly wants: AnyEvent | EventAddress | string;
  /** Requests that may be made, as type filters; all by default. */
  readonly allow?: readonly string[];
  /** What requests cost, by type; 1 each by default. */
  readonly costs?: Readonly<Record<string, number>>;
  /** How long agents that are missing may take to come; 30 s by default. */
  readonly patienceMs?: number;
  /** Bounds of missions that are not begun elsewhere. */
  readonly budget?: Budget;
}

interface RuleAsk {
  readonly id: string;
  readonly request: string;
  readonly reply: string;
}

interface Answer {
  readonly type: string;
  readonly data: unknown;
}

interface RuleState {
  readonly answers: readonly Answer[];
  readonly asks: readonly RuleAsk[];
  /** Requests no longer counted on: their agents are gone. */
  readonly lost: readonly RuleAsk[];
  readonly failed: readonly { readonly request: string; readonly reply: string; readonly failure: Failure }[];
  readonly asked: number;
  readonly waitsUntil?: string;
  readonly path: readonly string[];
}

const PATIENCE = "patience";
const BEGINNING: RuleState = { answers: [], asks: [], lost: [], failed: [], asked: 0, path: [] };

/** Carries missions to a wanted event by the registry alone. */
export function ruleStrategy(goal: AnyEvent | EventAddress, options: RuleOptions): Strategy {
  const schemas = new SchemaCheck();
  const { wants } = options;
  return {
    name: `rules:${goal.type}`,
    goal,
    awaits: TASK_ENDS,
    produces: typeof wants === "string" || wants.schema === undefined ? [] : [wants as AnyEvent],
    budget: options.budget,
    decide: (moment) => decided(moment, options, schemas),
  };
}

async function decided(moment: Moment, options: RuleOptions, schemas: SchemaCheck): Promise<Decision> {
  const before = (moment.state as RuleState | undefined) ?? BEGINNING;
  const known = await heard(moment, before);
  if (known === undefined) return { kind: "ignored", why: "it is no end of a task that was asked" };
  const wanted = typeof options.wants === "string" ? options.wants : options.wants.type;
  const reached = known.answers.findLast(({ type }) => type === wanted);
  if (reached !== undefined) return ended(known, "succeeded", { as: "succeeded", result: reached.data }, known.path);
  const discovery = await moment.platform.registry.discover({ alsoAbsent: true });
  const state = counted(known, discovery);
  const plan = planned(moment, state, { discovery, options, wanted });
  const decision = advanced(moment, state, { ...plan, options, discovery, schemas });
  return moment.state !== undefined && isSame(decision, before)
    ? { kind: "ignored", why: "nothing changes" }
    : decision;
}

/** What is known after the event; undefined when it is a task's end that was not asked. */
async function heard(moment: Moment, state: RuleState): Promise<RuleState | undefined> {
  if (moment.event.topic !== "task-events") return state;
  const open = [...state.asks, ...state.lost];
  const end = await taskEndOf(moment, new Set(open.map(({ id }) => id)));
  const ask = open.find(({ id }) => id === end?.id);
  if (end === undefined || ask === undefined) return undefined;
  const left = (asks: readonly RuleAsk[]): RuleAsk[] => asks.filter(({ id }) => id !== ask.id);
  const rest = { ...state, asks: left(state.asks), lost: left(state.lost) };
  if (end.ok) return { ...rest, answers: [...state.answers, { type: ask.reply, data: end.data }] };
  const { request, reply } = ask;
  return { ...rest, failed: [...state.failed, { request, reply, failure: end.failure }] };
}

/** Requests that some live agent takes are counted on, the others not. */
function counted(state: RuleState, { agents }: Discovery): RuleState {
  const isTaken = ({ request }: RuleAsk): boolean =>
    agents.some(({ live, consumes }) => live && consumes.some(({ type }) => matchesType(type, request)));
  const asks = [...state.asks, ...state.lost];
  return { ...state, asks: asks.filter(isTaken), lost: asks.filter((ask) => !isTaken(ask)) };
}

interface Planned {
  readonly question: Question;
  readonly path: Path | undefined;
}

function planned(
  moment: Moment,
  state: RuleState,
  { discovery, options, wanted }: { discovery: Discovery; options: RuleOptions; wanted: string },
): Planned {
  const isOut = new Set(state.failed.map(keyOf));
  const live = { ...discovery, agents: discovery.agents.filter((agent) => agent.live) };
  const { costs = {}, allow } = options;
  const open = new Set(state.asks.map(keyOf));
  const capabilities = capabilitiesOf(live, { allows: allowsOf(allow), costs })
    .filter((offer) => !isOut.has(keyOf(offer)))
    .map((offer) => (open.has(keyOf(offer)) ? { ...offer, cost: 0 } : offer));
  const question = { known: knownOf(moment, state, discovery), wanted, capabilities };
  return { question, path: findPath(question) };
}

/** The goal and the answers, by their data; what the schema says of a field says more than its value. */
function knownOf({ mission, event }: Moment, { answers }: RuleState, { eventTypes }: Discovery): Known[] {
  const schemas = new Map(eventTypes.map(({ type, schema }) => [type, schema]));
  const fields = (type: string, data: unknown): Field[] => {
    const declared = new Map(fieldsOf(schemas.get(type) ?? {}).map((field) => [field.name, field]));
    return fieldsOfValue(data).map((field) => declared.get(field.name) ?? field);
  };
  const goal = { from: "goal", fields: fields(mission.type ?? event.type, mission.data) };
  return [goal, ...answers.map(({ type, data }) => ({ from: type, fields: fields(type, data) }))];
}

interface Course extends Planned {
  readonly options: RuleOptions;
  readonly discovery: Discovery;
  readonly schemas: SchemaCheck;
}

function advanced(moment: Moment, state: RuleState, course: Course): Decision {
  const { path, question } = course;
  if (path === undefined) return held(moment, state, question, course.options);
  const open = new Set(state.asks.map(keyOf));
  const due = path.steps.filter(({ after, capability }) => after.length === 0 && !open.has(keyOf(capability)));
  const sent = due.map((step, at) => sentOf(moment, state, step, state.asked + at));
  const misfit = misfitOf(sent, course);
  if (misfit !== undefined) {
    const { capability } = due[misfit.at] as PathStep;
    const failed = [...state.failed, { request: capability.request, reply: capability.reply, failure: misfit.failure }];
    return replanned(moment, { ...state, failed }, course);
  }
  const asks = sent.map(({ id, type, replyType }) => ({ id, request: type, reply: String(replyType) }));
  const words = explainPath(path);
  const { waitsUntil: _, ...rest } = state;
  const next = { ...rest, asks: [...state.asks, ...asks], asked: state.asked + sent.length, path: words };
  const at = next.asks.map(({ request }) => request).join(", ");
  return { kind: "decided", state: next, at, emit: sent, timers: [], reason: { path: words, cost: path.cost } };
}

/** Without a request whose data would not fit its schema. */
function replanned(moment: Moment, state: RuleState, course: Course): Decision {
  const isOut = new Set(state.failed.map(keyOf));
  const question = {
    ...course.question,
    capabilities: course.question.capabilities.filter((offer) => !isOut.has(keyOf(offer))),
  };
  return advanced(moment, state, { ...course, question, path: findPath(question) });
}

function sentOf(
  { idOf, mission }: Moment,
  { answers }: RuleState,
  { capability, bindings }: PathStep,
  number: number,
): Sent {
  const { request, topic, reply, replyTopic } = capability;
  const given = ({ from, as }: { from: string; as: string }): unknown => {
    const source = from === "goal" ? mission.data : answers.findLast(({ type }) => type === from)?.data;
    return (source as Record<string, unknown>)[as];
  };
  const data = Object.fromEntries(bindings.map((binding) => [binding.field, given(binding)]));
  const id = idOf(`rules/${number}/${request}`);
  return { id, type: request, topic, data, isTask: true, replyType: reply, replyTopic };
}

function misfitOf(sent: readonly Sent[], { discovery, schemas }: Course): { at: number; failure: Failure } | undefined {
  for (const [at, { type, data }] of sent.entries()) {
    const schema = discovery.eventTypes.find((known) => known.type === type)?.schema ?? {};
    const [fault] = schemas.faults(schema, data);
    if (fault === undefined) continue;
    return { at, failure: { code: "SCHEMA_MISMATCH", message: `${type}${fault.pointer} ${fault.message}` } };
  }
  return undefined;
}

/** Nothing leads on: waits for what was asked, then for agents to come, then gives up. */
function held(moment: Moment, state: RuleState, question: Question, { patienceMs = 30_000 }: RuleOptions): Decision {
  const tried = state.failed.map(({ reply }) => reply);
  const missing = [
    ...new Set(state.failed.map(({ request }) => `${request} failed`)),
    ...explainMissing(question, tried),
  ];
  const reason = { missing };
  if (state.asks.length > 0) return { kind: "decided", state, at: "waiting for answers", emit: [], timers: [], reason };
  const nowMs = moment.platform.clock.now();
  const waitsUntil = state.waitsUntil ?? new Date(nowMs + patienceMs).toISOString();
  const isOver = moment.event.type === TIMER_FIRED.type && Date.parse(waitsUntil) <= nowMs;
  if (!isOver) {
    const timers = [{ key: PATIENCE, at: waitsUntil }];
    return { kind: "decided", state: { ...state, waitsUntil }, at: "waiting for agents", emit: [], timers, reason };
  }
  const cause = state.failed.at(-1)?.failure;
  const failure = {
    code: "NO_PATH",
    message: `nothing leads to ${question.wanted}: ${missing.join("; ")}`,
    details: { missing, failed: state.failed.map(({ request, failure: why }) => `${request}: ${why.message}`) },
    ...(cause === undefined ? {} : { cause }),
  };
  const result = Object.fromEntries(state.answers.map(({ type, data }) => [type, data]));
  return ended(state, "failed", { as: "failed", failure, result }, missing);
}

type End = NonNullable<Extract<Decision, { kind: "decided" }>["end"]>;

function ended(state: RuleState, at: string, end: End, why: readonly string[]): Decision {
  return {
    kind: "decided",
    state: { ...state, asks: [], lost: [] },
    at,
    emit: [],
    timers: [],
    reason: { path: why },
    end,
  };
}

function isSame(decision: Decision, before: RuleState): boolean {
  if (decision.kind === "ignored" || decision.end !== undefined || decision.emit.length > 0) return false;
  return JSON.stringify(decision.state) === JSON.stringify(before);
}
