import { Worker } from "@troupe/sdk";
import { passagesOf, termsOf } from "./documents.js";
import { type Passage, type Statement, validate, validated } from "./events.js";

/** Part of a statement's words that its source must hold. */
const SHARE = 0.6;

const validator = new Worker({ name: "validator", capabilities: ["validation"] });

validator.onTask(validate, { replies: validated }, async ({ data }) => {
  const sources = new Map((await passagesOf(data.folder)).map((passage) => [passage.source, passage]));
  const faults = data.statements.flatMap((statement) => faultsOf(statement, sources));
  if (data.statements.length === 0) faults.push("nothing is said");
  return { valid: faults.length === 0, faults };
});

function faultsOf({ text, source }: Statement, sources: ReadonlyMap<string, Passage>): string[] {
  const passage = sources.get(source);
  if (passage === undefined) return [`there is no ${source}`];
  const held = new Set(termsOf(passage.text));
  const said = termsOf(text);
  const shared = said.filter((word) => held.has(word)).length / Math.max(1, said.length);
  return shared >= SHARE ? [] : [`${source} does not say: ${text}`];
}

await validator.run();
