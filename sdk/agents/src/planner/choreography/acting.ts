import { type Discovery, type Failure, matchesType, TroupeError } from "@troupe/contracts";
import { allowsOf } from "../rules/capabilities.js";
import type { DecidedEnd, Decision, Moment, Sent } from "../strategy.js";
import type { Choice } from "./choices.js";
import { type ChoreographyState, type LogEntry, resultsOf } from "./log.js";
import type { ChoreographyOptions } from "./options.js";
import { askPerson, personAnswered } from "./person-desk.js";

type Decided = Extract<Decision, { kind: "decided" }>;

const WAIT = "wait";

/** The decision that choices come to. Where nothing is awaited after it, the model is asked again at once. */
export function acted(
  moment: Moment,
  state: ChoreographyState,
  choices: readonly Choice[],
  { options, reason }: { options: ChoreographyOptions; reason: object },
): Decision {
  const emit: Sent[] = [];
  const log: LogEntry[] = [...state.log];
  const asks = [...state.asks];
  let { asked, waitsUntil } = state;
  const inSeconds = (seconds: number): string => new Date(moment.platform.clock.now() + seconds * 1000).toISOString();
  for (const choice of choices) {
    if (choice.kind === "wait") {
      waitsUntil = inSeconds(choice.seconds);
      log.push({ kind: "waited", seconds: choice.seconds });
    } else if (choice.kind === "send" || choice.kind === "ask_person") {
      const sending = sendingOf(choice, options);
      const id = moment.idOf(`choice/${++asked}`);
      emit.push({ id, ...sending });
      const { type, data, isTask } = sending;
      if (isTask) asks.push({ number: asked, id, type });
      log.push(isTask ? { kind: "asked", number: asked, id, type, data } : { kind: "published", type, data });
    }
  }
  if (asks.length === 0) waitsUntil ??= inSeconds(0);
  const { waitsUntil: _, ...rest } = state;
  const next = { ...rest, log, asks, asked, ...(waitsUntil === undefined ? {} : { waitsUntil }) };
  return { ...pending(next), emit, reason };
}

function sendingOf(
  choice: Extract<Choice, { kind: "send" | "ask_person" }>,
  options: ChoreographyOptions,
): Omit<Sent, "id"> {
  if (choice.kind === "ask_person") {
    const { type, topic } = askPerson;
    const data = { question: choice.question };
    return { type, topic, data, isTask: true, replyType: personAnswered.type, replyTopic: personAnswered.topic };
  }
  const { offer, data } = choice;
  const { allow, announces = [] } = options;
  const isAllowed = offer.isRequest ? allowsOf(allow)(offer.type) : announces.some(({ type }) => type === offer.type);
  if (!isAllowed) throw new TroupeError("FORBIDDEN", `${offer.type} is not for this planner to send`);
  const sent = { type: offer.type, topic: offer.topic, data, isTask: offer.isRequest };
  return offer.isRequest ? { ...sent, replyTopic: "action-results" } : sent;
}

/** Requests whose agents are all gone are not waited for any longer. */
export function lost(state: ChoreographyState, { agents }: Discovery): ChoreographyState {
  const isTaken = (type: string): boolean =>
    agents.some(({ live, consumes }) => live && consumes.some((use) => matchesType(use.type, type)));
  const gone = state.asks.filter(({ type }) => !isTaken(type));
  if (gone.length === 0) return state;
  const entries = gone.map(({ number, type }): LogEntry => ({ kind: "lost", number, type }));
  return { ...state, log: [...state.log, ...entries], asks: state.asks.filter((ask) => !gone.includes(ask)) };
}

/** Nothing more is decided for now. */
export function pending(state: ChoreographyState): Decided {
  const { asks, waitsUntil } = state;
  const at =
    asks.length > 0 ? asks.map(({ type }) => type).join(", ") : waitsUntil === undefined ? "thinking" : "waiting";
  const timers = waitsUntil === undefined ? [] : [{ key: WAIT, at: waitsUntil }];
  return { kind: "decided", state, at, emit: [], timers };
}

/** The mission fails, with what was answered so far. */
export function failed(state: ChoreographyState, failure: Failure, reason?: unknown): Decision {
  return ended(state, { as: "failed", failure, result: resultsOf(state) }, reason);
}

export function ended(state: ChoreographyState, end: DecidedEnd, reason?: unknown): Decision {
  const { waitsUntil: _, ...rest } = state;
  const decision = { kind: "decided", state: { ...rest, asks: [] }, at: end.as, emit: [], timers: [], end } as const;
  return reason === undefined ? decision : { ...decision, reason };
}
