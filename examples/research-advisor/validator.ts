import { type Memory, Worker } from "@troupe/sdk";
import { termsOf } from "./documents.js";
import { type Statement, validate, validated } from "./events.js";

/** Part of a statement's words that its source must hold. */
const SHARE = 0.6;
const LOOKED_AT = 20;

const validator = new Worker({ name: "validator", capabilities: ["validation"] });

validator.onTask(validate, { replies: validated }, async ({ data, context }) => {
  const { folder, statements } = data;
  const faults: string[] = [];
  for (const statement of statements) faults.push(...(await faultsOf(statement, context.memory, folder)));
  if (statements.length === 0) faults.push("nothing is said");
  return { valid: faults.length === 0, faults };
});

/** Looks the source up again: what a statement brings along proves nothing. */
async function faultsOf({ text, source }: Statement, memory: Memory, folder: string): Promise<string[]> {
  const [document = source] = source.split(": ");
  const filter = { source: document, metadata: { folder } };
  const { items } = await memory.searchKnowledge(text.slice(0, 2000), { k: LOOKED_AT, perItem: LOOKED_AT, filter });
  if (items.length === 0) return [`there is no ${source}`];
  const said = termsOf(text);
  const bears = items.some(({ passage }) => {
    const held = new Set(termsOf(`${passage.heading} ${passage.text}`));
    return said.filter((word) => held.has(word)).length / Math.max(1, said.length) >= SHARE;
  });
  return bears ? [] : [`${source} does not say: ${text}`];
}

await validator.run();
