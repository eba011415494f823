import type { Llm } from "./llm.js";
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
