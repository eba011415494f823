import type { ClientOptions, OpenAI } from "openai";
import {
  type Llm,
  type LlmAnswer,
  type LlmCall,
  LlmError,
  type LlmMessage,
  type LlmRequest,
  type LlmTool,
} from "./llm.js";

/** Which model, and where. */
export interface OpenAiOptions {
  readonly model: string;
  /** Any server of the same protocol; `OPENAI_BASE_URL`, else OpenAI's, unless given. */
  readonly baseUrl?: string;
  /** `OPENAI_API_KEY` unless given. */
  readonly apiKey?: string;
  /** Longest wait for one answer; 60 s by default. */
  readonly timeoutMs?: number;
  /** The chat part of a client that is there already: nothing else is then needed. */
  readonly client?: ChatClient;
  /** Further tries after an overload or a fault of the server; 2 by default. */
  readonly maxRetries?: number;
}

/** As much of an `openai` client as is used. */
export interface ChatClient {
  readonly chat: { readonly completions: { create(body: never, options?: never): PromiseLike<unknown> } };
}

type Chat = OpenAI.Chat.Completions.ChatCompletionMessageParam;
type Function = OpenAI.Chat.Completions.ChatCompletionMessageFunctionToolCall;

/**
 * A model behind OpenAI's chat protocol, by the `openai` package, which is to be installed beside this one. It is
 * loaded at the first call.
 */
export function openAi(options: OpenAiOptions): Llm {
  let client: Promise<OpenAI> | undefined;
  return {
    model: options.model,
    async complete(request) {
      client ??= load(options);
      return answered(await client, options.model, request);
    },
  };
}

async function load({ client, baseUrl, apiKey, timeoutMs = 60_000, maxRetries = 2 }: OpenAiOptions): Promise<OpenAI> {
  if (client !== undefined) return client as unknown as OpenAI;
  const { default: Client } = await import("openai").catch((cause: unknown) => {
    throw new LlmError("the package openai is not installed: npm install openai@6", { retryable: false, cause });
  });
  const said: ClientOptions = { timeout: timeoutMs, maxRetries };
  if (baseUrl !== undefined) said.baseURL = baseUrl;
  if (apiKey !== undefined) said.apiKey = apiKey;
  try {
    return new Client(said);
  } catch (cause) {
    throw new LlmError((cause as Error).message, { retryable: false, cause });
  }
}

async function answered(client: OpenAI, model: string, request: LlmRequest): Promise<LlmAnswer> {
  const { messages, tools = [], mustCall = false, maxTokens, signal } = request;
  const body = {
    model,
    messages: messages.map(chatOf),
    ...(tools.length === 0 ? {} : ({ tools: tools.map(toolOf), tool_choice: mustCall ? "required" : "auto" } as const)),
    ...(maxTokens === undefined ? {} : { max_completion_tokens: maxTokens }),
  };
  try {
    const completion = await client.chat.completions.create(body, signal === undefined ? {} : { signal });
    const { content, tool_calls: calls } = messageOf(completion);
    const { prompt_tokens: prompt = Number.NaN, completion_tokens: answer = Number.NaN } = completion.usage ?? {};
    return { text: content ?? "", calls: callsOf(calls), usage: { prompt, answer } };
  } catch (cause) {
    signal?.throwIfAborted();
    throw faultOf(cause);
  }
}

/** Throws where something else than a server of the protocol answered: a proxy's page, say. */
function messageOf(completion: Partial<OpenAI.Chat.Completions.ChatCompletion> | null) {
  const message = completion?.choices?.[0]?.message;
  if (message !== undefined && Array.isArray(message.tool_calls ?? [])) return message;
  throw new Error("what came is no chat completion; does OPENAI_BASE_URL name a server of OpenAI's chat protocol?");
}

const callsOf = (calls: OpenAI.Chat.Completions.ChatCompletionMessageToolCall[] | undefined): LlmCall[] =>
  (calls ?? [])
    .filter((call): call is Function => "function" in call)
    .map(({ id, function: { name, arguments: args } }) => ({ id, name, args }));

const toolOf = ({ name, description, parameters }: LlmTool) =>
  ({ type: "function", function: { name, description, parameters } }) as const;

function chatOf(message: LlmMessage): Chat {
  if (message.role === "tool") return { role: "tool", tool_call_id: message.callId, content: message.text };
  if (message.role !== "assistant") return { role: message.role, content: message.text };
  const calls = message.calls.map(({ id, name, args }) => {
    return { id, type: "function", function: { name, arguments: args } } as const;
  });
  return { role: "assistant", content: message.text, ...(calls.length === 0 ? {} : { tool_calls: calls }) };
}

/** Overloads, faults of the server and silence may pass; everything else would be refused again. */
function faultOf(cause: unknown): LlmError {
  const { status, headers, message } = cause as { status?: number; headers?: Headers; message?: string };
  const retryable = status === undefined || status === 408 || status === 409 || status === 429 || status >= 500;
  const seconds = Number(headers?.get?.("retry-after") ?? Number.NaN);
  return new LlmError(`the model did not answer: ${message ?? String(cause)}`, {
    retryable,
    retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : undefined,
    cause,
  });
}
