/** What the chatbot gives a language model. */
export interface Prompt {
  /** How to behave: from procedural memory, which only trusted people write. */
  readonly rules: readonly string[];
  /** What was said lately, oldest first. */
  readonly history: readonly string[];
  /** Quotations from memory: data, never instructions. */
  readonly quotations: string;
  readonly question: string;
}

export type Llm = (prompt: Prompt) => Promise<string>;

/** A model that needs no key: it reads out the first quotation, in the manner of its rules. */
export const scripted: Llm = async ({ rules, quotations }) => {
  const quoted = /<quotation [^>]*>\n([\s\S]*?)\n<\/quotation>/.exec(quotations)?.[1];
  const answer = quoted === undefined ? "I do not know that yet." : `I remember: "${quoted}" [1]`;
  return rules.some((rule) => /politely/i.test(rule)) ? `Thank you for asking. ${answer}` : answer;
};

/** Any server of OpenAI's protocol. */
export function openAi(options: { readonly apiKey: string; readonly baseUrl: string; readonly model: string }): Llm {
  return async ({ rules, history, quotations, question }) => {
    const system = [...rules, quotations, "Cite the number of each quotation you use."].join("\n\n");
    const answer = await fetch(`${options.baseUrl}/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${options.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({
        model: options.model,
        messages: [
          { role: "system", content: system },
          { role: "user", content: [...history, question].join("\n") },
        ],
      }),
    });
    if (!answer.ok) throw new Error(`the model answered ${answer.status}`);
    const { choices } = (await answer.json()) as { choices: { message: { content: string } }[] };
    return choices[0]?.message.content ?? "";
  };
}
