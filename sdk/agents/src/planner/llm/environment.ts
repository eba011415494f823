import { TroupeError } from "@troupe/contracts";
import { z } from "zod";
import type { Llm, LlmPrice } from "./llm.js";
import { openAi } from "./openai.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** The model used where a key is set and `OPENAI_MODEL` is not. */
export const DEFAULT_MODEL = "gpt-4.1-mini";

/**
 * The model that the environment names: `OPENAI_API_KEY`, and optionally `OPENAI_BASE_URL` and `OPENAI_MODEL`.
 * Undefined where no key is set.
 */
export function llmFromEnvironment(env: Environment = process.env): Llm | undefined {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model = DEFAULT_MODEL } = env;
  if (apiKey === undefined || apiKey === "") return undefined;
  return openAi({ model, apiKey, ...(baseUrl === undefined || baseUrl === "" ? {} : { baseUrl }) });
}

const amount = z.number().min(0);
const pricesSchema = z.record(z.string(), z.strictObject({ prompt: amount, answer: amount }));

/**
 * Prices of models in US dollars a million tokens, from `TROUPE_LLM_PRICES`:
 * `{"gpt-4.1-mini":{"prompt":0.4,"answer":1.6}}`. None where it is not set. Throws VALIDATION_FAILED when it is wrong.
 */
export function pricesFromEnvironment(env: Environment = process.env): Readonly<Record<string, LlmPrice>> {
  const text = env.TROUPE_LLM_PRICES;
  if (text === undefined || text === "") return {};
  try {
    return pricesSchema.parse(JSON.parse(text));
  } catch (cause) {
    const hint = 'TROUPE_LLM_PRICES=\'{"gpt-4.1-mini":{"prompt":0.4,"answer":1.6}}\'';
    throw new TroupeError("VALIDATION_FAILED", "TROUPE_LLM_PRICES are not prices of models", { hint, cause });
  }
}
