import OpenAI from "openai";
import type { Proposer } from "./repair.js";

export interface ModelSettings {
  /** Any server that speaks OpenAI's protocol. */
  baseURL: string;
  apiKey?: string;
  model?: string;
}

const TIMEOUT_MS = 120_000;

/** A proposer behind a server that speaks OpenAI's protocol. */
export function openaiProposer({ baseURL, apiKey = "none", model = "gpt-4.1" }: ModelSettings): Proposer {
  const client = new OpenAI({ baseURL, apiKey, timeout: TIMEOUT_MS, maxRetries: 1 });
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
