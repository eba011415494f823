import type { Fault, JsonSchema } from "@troupe/contracts";
import { textFault } from "../../domain/text.js";
import type { SchemaCheck } from "../../events/schema-check.js";
import type { Judged } from "../llm/consult.js";
import type { LlmCall, LlmTool } from "../llm/llm.js";
import { PlanFaultError, type Scope } from "../plan/scope.js";
import { evaluate } from "../plan/template.js";
import { type Offer, toolsOf } from "./offers.js";

/** What a model chose to do. */
export type Choice =
  | { readonly kind: "send"; readonly offer: Offer; readonly data: unknown }
  | { readonly kind: "wait"; readonly seconds: number }
  | { readonly kind: "complete"; readonly result: unknown }
  | { readonly kind: "give_up"; readonly reason: string }
  | { readonly kind: "ask_person"; readonly question: string };

export interface ChoiceRules {
  readonly offers: readonly Offer[];
  readonly scope: Scope;
  readonly schemas: SchemaCheck;
  /** What a result must fit. */
  readonly resultSchema: JsonSchema | undefined;
  readonly mayAskPeople: boolean;
}

/** What one decision may send. */
const MAX_CHOICES = 200;
const MAX_WAIT_SECONDS = 86_400;
const text = (description: string): JsonSchema => ({ type: "string", minLength: 1, description });
const object = (properties: Record<string, JsonSchema>, required: readonly string[]): JsonSchema => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});

const CONTROLS = {
  wait: object({ seconds: { type: "integer", minimum: 1, maximum: MAX_WAIT_SECONDS } }, ["seconds"]),
  complete: object(
    {
      from: { type: "integer", minimum: 1, description: "number of the request whose answer is the result" },
      result: { description: "the result itself, where no answer is it" },
    },
    [],
  ),
  give_up: object({ reason: text("why the goal cannot be reached") }, ["reason"]),
  ask_person: object({ question: text("what a person is asked") }, ["question"]),
};
type Control = keyof typeof CONTROLS;

const WORDS: Record<Control, string> = {
  wait: "Wait for that many seconds, or until something happens",
  complete: "The goal is reached",
  give_up: "The goal cannot be reached",
  ask_person: "Ask a person something that no agent can know or decide",
};

/** Everything a model may choose from at this moment. */
export function toolsFor({ offers, mayAskPeople }: ChoiceRules): LlmTool[] {
  const names = (Object.keys(CONTROLS) as Control[]).filter((name) => mayAskPeople || name !== "ask_person");
  const controls = names.map((name) => ({ name, description: WORDS[name], parameters: CONTROLS[name] }));
  return [...[...toolsOf(offers).values()].map(({ tool }) => tool), ...controls];
}

/** What a call means. A name that was not offered is no choice, whoever asked for it. */
export function judgeCall({ name, args }: LlmCall, rules: ChoiceRules): Judged<Choice> {
  const parsed = argumentsOf(args);
  if (parsed === undefined) return wrong([{ pointer: "", message: "the arguments are no JSON object" }]);
  const unkept = textFault(parsed);
  if (unkept !== undefined) return wrong([unkept]);
  const offer = toolsOf(rules.offers).get(name)?.offer;
  if (offer !== undefined) return judgeOffer(offer, parsed, rules);
  if (!toolsFor(rules).some((tool) => tool.name === name)) {
    const known = toolsFor(rules).map((tool) => tool.name);
    return wrong([{ pointer: "", message: `there is no such tool; there are ${known.join(", ")}` }]);
  }
  const control = name as Control;
  const faults = rules.schemas.faults(CONTROLS[control], parsed);
  return faults.length > 0 ? wrong(faults) : judgeControl(control, parsed, rules);
}

/** What is wrong with choices that are right one by one. */
export function togetherFault(choices: readonly Choice[]): string | undefined {
  const ends = choices.filter(({ kind }) => kind === "complete" || kind === "give_up");
  if (ends.length > 0 && choices.length > 1) return "complete and give_up end the mission: call them alone";
  if (choices.length > MAX_CHOICES) return `call at most ${MAX_CHOICES} tools at once`;
  const waits = choices.filter(({ kind }) => kind === "wait");
  return waits.length > 1 ? "wait once" : undefined;
}

function judgeOffer(offer: Offer, args: object, { scope, schemas }: ChoiceRules): Judged<Choice> {
  const data = resolved(args, scope);
  if (!data.ok) return data;
  const faults = schemas.faults(offer.schema, data.value);
  return faults.length > 0 ? wrong(faults) : { ok: true, value: { kind: "send", offer, data: data.value } };
}

function judgeControl(control: Control, args: Record<string, unknown>, rules: ChoiceRules): Judged<Choice> {
  if (control === "wait") return right({ kind: "wait", seconds: args.seconds as number });
  if (control === "give_up") return right({ kind: "give_up", reason: args.reason as string });
  if (control === "ask_person") return right({ kind: "ask_person", question: args.question as string });
  return judgeResult(args, rules);
}

function judgeResult(
  { from, result }: Record<string, unknown>,
  { scope, schemas, resultSchema }: ChoiceRules,
): Judged<Choice> {
  const key = String(from);
  if (from !== undefined && !Object.hasOwn(scope.results, key)) {
    return wrong([{ pointer: "/from", message: `request ${key} has no answer` }]);
  }
  if (from === undefined && result === undefined) return wrong([{ pointer: "", message: "give `from` or `result`" }]);
  const value = from === undefined ? resolved(result, scope) : ({ ok: true, value: scope.results[key] } as const);
  if (!value.ok) return value;
  const faults = resultSchema === undefined ? [] : schemas.faults(resultSchema, value.value);
  if (faults.length === 0) return right({ kind: "complete", result: value.value });
  return wrong(faults.map(({ pointer, message }) => ({ pointer: `/result${pointer}`, message })));
}

/** Values in place of references. */
function resolved(args: unknown, scope: Scope): Judged<unknown> {
  try {
    return { ok: true, value: evaluate(args, scope, "") };
  } catch (error) {
    if (!(error instanceof PlanFaultError)) throw error;
    return wrong([{ pointer: error.pointer, message: error.message }]);
  }
}

function argumentsOf(args: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(args === "" ? "{}" : args);
    const isObject = typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
    return isObject ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const right = (value: Choice): Judged<Choice> => ({ ok: true, value });
const wrong = (faults: readonly Fault[]): Judged<never> => ({ ok: false, faults });
