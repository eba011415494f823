import OpenAI from "openai";
import type { Proposer } from "./repair.js";

export interface ModelSettings {
  /** Any server that speaks OpenAI's protocol. */
  baseURL?: string;
  apiKey?: string;
  model?: string;
}

/**
 * The model that the environment names: `OPENAI_API_KEY` or `OPENAI_BASE_URL`, and optionally `OPENAI_MODEL`. Undefined
 * where neither is set.
 */
export function proposerFrom(env: Readonly<Record<string, string | undefined>>): Proposer | undefined {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseURL, OPENAI_MODEL: model } = env;
  if (!apiKey && !baseURL) return undefined;
  return openaiProposer({ ...(apiKey && { apiKey }), ...(baseURL && { baseURL }), ...(model && { model }) });
}

const TIMEOUT_MS = 120_000;

/** A proposer behind a server that speaks OpenAI's protocol. */
export function openaiProposer({ baseURL, apiKey = "none", model = "gpt-4.1" }: ModelSettings): Proposer {
  const client = new OpenAI({ ...(baseURL && { baseURL }), apiKey, timeout: TIMEOUT_MS, maxRetries: 1 });
  return {
    async propose({ instructions, text }) {
      const { choices, usage } = await client.chat.completions.create({
        model,
        messages: [
          { role: "system", content: instructions },
          { role: "user", content: text },
        ],
      });
      const content = choices[0]?.message.content ?? "";
      return { text: content, tokens: usage?.total_tokens ?? Math.ceil((text.length + content.length) / 3) };
    },
  };
}
