import { quoteMemories, Worker } from "@troupe/sdk";
import { chat, chatted, thread } from "./events.js";
import { openAi, scripted } from "./llm.js";

const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl = "https://api.openai.com/v1" } = process.env;
const llm = apiKey === undefined ? scripted : openAi({ apiKey, baseUrl, model: process.env.MODEL ?? "gpt-4o-mini" });

const FACT = /^(?:my|i|we|our)\b.*[^?]$/i;

const worker = new Worker({ name: "chatbot", capabilities: ["chat"] });

worker.onTask(chat, { replies: chatted }, async ({ data, context }) => {
  const { memory } = context;
  const { text } = data;
  const turn = await memory.state(thread).increment("turns");
  const history = await memory.getRecentHistory({ limit: 10 });
  const fitting = await memory.relevantProcedures(text, { type: "rule", k: 3 });
  const known = await memory.searchKnowledge(text, { k: 3 });

  const answer = FACT.test(text)
    ? "I will remember that."
    : await llm({
        rules: fitting.items.map(({ procedure }) => procedure.content),
        history: history.map(({ role, text: said }) => `${role}: ${said}`),
        quotations: known.items.length === 0 ? "" : quoteMemories(known.items),
        question: text,
      });

  const heard = await memory.logInteraction({ role: "user", text });
  await memory.logInteraction({ role: "assistant", text: answer });
  if (FACT.test(text)) {
    await memory.storeKnowledge({
      text,
      scope: "private",
      source: `conversation, turn ${turn}`,
      metadata: { heard: heard.id },
    });
  }
  return { text: answer, turn };
});

await worker.run();
