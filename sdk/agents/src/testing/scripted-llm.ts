import { AssertionError } from "node:assert";
import { isDeepStrictEqual } from "node:util";

/** A tool call that a script answers with. */
export interface ScriptedCall {
  readonly name: string;
  /** JSON of them; text is passed on as it is, right or wrong. */
  readonly args: unknown;
}

/** One exchange: what the request must look like, and what is answered. */
export interface ScriptedTurn {
  /** Text or pattern that the last message must contain, or a test of the whole request. */
  readonly asked?: string | RegExp | ((request: ScriptedRequest) => boolean);
  /** Names of tools that must be offered. */
  readonly offers?: readonly string[];
  /** Text of the answer, tool calls, or an error that the client throws. */
  readonly answers: string | { readonly text?: string; readonly calls: readonly ScriptedCall[] } | Error;
  readonly tokens?: { readonly prompt: number; readonly answer: number };
}

/** As much of a chat completion request as a script looks at. */
export interface ScriptedRequest {
  readonly model?: string;
  readonly messages: readonly { readonly role: string; readonly content?: unknown }[];
  readonly tools?: readonly unknown[];
}

/** As much of a chat completion as the OpenAI API always gives. */
export interface ScriptedCompletion {
  readonly id: string;
  readonly object: "chat.completion";
  readonly created: number;
  readonly model: string;
  readonly choices: readonly [
    {
      readonly index: 0;
      readonly finish_reason: "stop" | "tool_calls";
      readonly logprobs: null;
      readonly message: {
        readonly role: "assistant";
        readonly content: string | null;
        readonly refusal: null;
        readonly tool_calls?: readonly {
          readonly id: string;
          readonly type: "function";
          readonly function: { readonly name: string; readonly arguments: string };
        }[];
      };
    },
  ];
  readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number; readonly total_tokens: number };
}

/** A language model that follows a script: the chat part of an `openai` client. */
export interface ScriptedLlm {
  readonly chat: { readonly completions: { create(request: ScriptedRequest): Promise<ScriptedCompletion> } };
  /** Every request so far. */
  readonly requests: readonly ScriptedRequest[];
  /** Throws when a request did not fit the script, or turns of it are left. */
  done(): void;
}

/**
 * A model that answers `turns` in their order. A request that does not fit its turn, and one too many, fail with an
 * AssertionError that shows both, and so does whatever is asked after it: agents try again. `done()` throws the same, or
 * which turns are left.
 */
export function scriptedLlm(turns: readonly ScriptedTurn[]): ScriptedLlm {
  const requests: ScriptedRequest[] = [];
  let wrong: AssertionError | undefined;
  const create = async (request: ScriptedRequest): Promise<ScriptedCompletion> => {
    const turn = turns[requests.length];
    const place = requests.push(request);
    wrong ??= misfitOf(turn, request, { place, turns: turns.length });
    if (wrong !== undefined) throw wrong;
    const { answers } = turn as ScriptedTurn;
    if (answers instanceof Error) throw answers;
    return completion(turn as ScriptedTurn, request, place);
  };
  return {
    chat: { completions: { create } },
    requests,
    done() {
      if (wrong !== undefined) throw wrong;
      const left = turns.slice(requests.length);
      if (left.length > 0) throw misfit(`${left.length} of ${turns.length} turns were never asked for`, [], left);
    },
  };
}

function misfitOf(
  turn: ScriptedTurn | undefined,
  request: ScriptedRequest,
  { place, turns }: { readonly place: number; readonly turns: number },
): AssertionError | undefined {
  if (turn === undefined) return misfit(`request ${place} is not in the script of ${turns}`, request, undefined);
  const { asked, offers = [] } = turn;
  const last = textOf(request.messages.at(-1)?.content);
  const fits =
    asked === undefined ||
    (typeof asked === "string" ? last.includes(asked) : asked instanceof RegExp ? asked.test(last) : asked(request));
  if (!fits) return misfit(`request ${place} does not ask what the script says`, last, asked);
  const offered = (request.tools ?? []).map(toolName);
  const missing = offers.filter((name) => !offered.includes(name));
  if (missing.length === 0) return undefined;
  return misfit(`request ${place} does not offer ${missing.join(", ")}`, offered, offers);
}

function completion({ answers, tokens }: ScriptedTurn, request: ScriptedRequest, place: number): ScriptedCompletion {
  const said = typeof answers === "string" ? { text: answers, calls: [] } : (answers as Exclude<typeof answers, Error>);
  const { prompt, answer } = tokens ?? { prompt: JSON.stringify(request.messages).length >> 2, answer: 1 };
  const calls = said.calls.map(({ name, args }, at) => ({
    id: `call-${place}-${at}`,
    type: "function" as const,
    function: { name, arguments: typeof args === "string" ? args : JSON.stringify(args) },
  }));
  return {
    id: `scripted-${place}`,
    object: "chat.completion",
    created: 0,
    model: request.model ?? "scripted",
    choices: [
      {
        index: 0,
        finish_reason: calls.length > 0 ? "tool_calls" : "stop",
        logprobs: null,
        message: {
          role: "assistant",
          content: said.text ?? null,
          refusal: null,
          ...(calls.length > 0 ? { tool_calls: calls } : {}),
        },
      },
    ],
    usage: { prompt_tokens: prompt, completion_tokens: answer, total_tokens: prompt + answer },
  };
}

const toolName = (tool: unknown): string => (tool as { function?: { name?: string } }).function?.name ?? "";

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part: unknown) => (part as { text?: string }).text ?? "").join("\n");
}

const misfit = (message: string, actual: unknown, expected: unknown): AssertionError =>
  new AssertionError({
    message: `${message}\nasked:  ${show(actual)}\nscript: ${show(expected)}`,
    actual,
    expected,
    operator: isDeepStrictEqual.name,
  });

const show = (value: unknown): string =>
  value instanceof RegExp || typeof value === "function" ? String(value) : (JSON.stringify(value) ?? "nothing");
