import type { JsonSchema } from "@troupe/contracts";

/** One message of a conversation with a language model. */
export type LlmMessage =
  | { readonly role: "system" | "user"; readonly text: string }
  | { readonly role: "assistant"; readonly text: string; readonly calls: readonly LlmCall[] }
  | { readonly role: "tool"; readonly callId: string; readonly text: string };

/** A function that a model may call. */
export interface LlmTool {
  /** 1 to 64 of `A-Z a-z 0-9 _ -`. */
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonSchema;
}

/** A function that a model called; `args` is JSON as the model wrote it, right or wrong. */
export interface LlmCall {
  readonly id: string;
  readonly name: string;
  readonly args: string;
}

export interface LlmRequest {
  readonly messages: readonly LlmMessage[];
  readonly tools?: readonly LlmTool[];
  /** Whether some tool must be called. */
  readonly mustCall?: boolean;
  readonly maxTokens?: number;
  readonly signal?: AbortSignal;
}

/** What a model used up, in tokens; NaN where its server does not say. */
export interface LlmUsage {
  readonly prompt: number;
  readonly answer: number;
}

export interface LlmAnswer {
  readonly text: string;
  readonly calls: readonly LlmCall[];
  readonly usage: LlmUsage;
}

/** A language model. `complete` rejects with {@link LlmError}. */
export interface Llm {
  /** Name of the model: prices go by it. */
  readonly model: string;
  complete(request: LlmRequest): Promise<LlmAnswer>;
}

/** A model that did not answer. */
export class LlmError extends Error {
  override readonly name = "LlmError";
  /** Whether the same call may succeed later: an overload, a fault of the server, no answer in time. */
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, options: { retryable: boolean; retryAfterMs?: number | undefined; cause?: unknown }) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.retryable = options.retryable;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** US dollars a million tokens. */
export interface LlmPrice {
  readonly prompt: number;
  readonly answer: number;
}

/** What a usage costs, in US dollars; nothing where the model has no price. */
export function costOf(usage: LlmUsage, price: LlmPrice | undefined): number {
  return price === undefined ? 0 : (usage.prompt * price.prompt + usage.answer * price.answer) / 1_000_000;
}
