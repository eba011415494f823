import { createHash } from "node:crypto";
import type { Interaction, MemoryScope } from "@troupe/contracts";
import type { TaskContext } from "../../agent/task-context.js";
import { Worker } from "../../agent/worker.js";
import { llmFromEnvironment } from "../../planner/llm/environment.js";
import type { Memory } from "../memory.js";
import { consolidate, consolidated } from "./events.js";
import { byModel, bySentences, type Summariser, type Summary } from "./summariser.js";

/*
 * An agent that turns episodes into knowledge.
 * 1. It looks at the turns of a conversation that no summary covers yet, as the user who asks sees them: quarantined ones
 *    are not among them.
 * 2. Reading and summing up is one journaled step, so what is kept after a crash is what was decided before it, and no
 *    model is paid twice. What is kept has names of its own, so that keeping it again changes nothing.
 * 3. The turns stay. A summary is linked to all of them, each piece of knowledge to those it comes from; the turns go
 *    after `retainSeconds`, where they are given.
 */

export interface ConsolidatorOptions {
  /** `consolidator` when absent. */
  readonly name?: string;
  /** By the model that the environment names, and by sentences where it names none, when absent. */
  readonly summariser?: Summariser;
  /** Who finds the knowledge; the user alone when absent. */
  readonly scope?: Exclude<MemoryScope, "mission">;
}

/** Most turns of one task. */
const PORTION = 200;

interface Decided extends Omit<Summary, "tokens"> {
  readonly turns: readonly Pick<Interaction, "id" | "role" | "speaker">[];
  readonly more: boolean;
  readonly tokens: number;
}

/**
 * An agent that answers {@link consolidate}. It needs a token that carries `memory:delegate` to see what belongs to the
 * users who ask.
 */
export function consolidator(options: ConsolidatorOptions = {}): Worker {
  const { name = "consolidator", scope = "private" } = options;
  const worker = new Worker({ name, capabilities: ["memory-consolidation"] });
  worker.onTask(consolidate, { replies: consolidated }, async (task) => {
    const { conversationId, atLeast, retainSeconds } = task.data;
    const memory = task.context.memory.in({ conversationId });
    const decided = await decide(task, memory, { atLeast, summariser: options.summariser ?? standard() });
    const { turns, text, facts, more } = decided;
    if (turns.length < atLeast) return { turns: 0, knowledge: [], summary: null, more: false };
    const knowledge: string[] = [];
    for (const fact of facts) {
      const from = fact.turns.flatMap((at) => turns[at] ?? []);
      const { item } = await memory.storeKnowledge({
        text: fact.text,
        scope,
        title: from.map(({ speaker, role }) => speaker ?? role)[0] ?? "",
        source: `conversation/${conversationId}`,
        externalId: nameOf([fact.text, ...from.map(({ id }) => id)]),
        derivedFrom: from.map(({ id }) => id),
      });
      knowledge.push(item.id);
    }
    const interactionIds = turns.map(({ id }) => id);
    const summary = await memory.summarise({
      text: text.trim() === "" ? `${turns.length} turns, and nothing to keep` : text,
      interactionIds,
      externalId: nameOf(interactionIds),
      ...(retainSeconds === undefined ? {} : { retainSeconds }),
    });
    return { turns: turns.length, knowledge, summary: summary.id, more };
  });
  return worker;
}

function standard(): Summariser {
  const llm = llmFromEnvironment();
  return llm === undefined ? bySentences : byModel(llm);
}

async function decide(
  task: TaskContext<unknown>,
  memory: Memory,
  { atLeast, summariser }: { readonly atLeast: number; readonly summariser: Summariser },
): Promise<Decided> {
  async function look(signal: AbortSignal): Promise<Decided> {
    const found = await memory.getRecentHistory({ summarised: "no", limit: PORTION });
    const turns = found.filter(({ role }) => role !== "summary");
    const about = turns.map(({ id, role, speaker }) => ({ id, role, speaker }));
    if (turns.length < atLeast) return { turns: about, text: "", facts: [], more: false, tokens: 0 };
    return { ...(await summariser.summarise(turns, signal)), turns: about, more: found.length === PORTION };
  }
  const step = "sum up";
  if (!summariser.asksModel) return task.step(step, look);
  return task.llm(step, look, { usage: ({ tokens }) => ({ tokens }) });
}

const nameOf = (parts: readonly string[]): string =>
  `consolidated/${createHash("sha256").update(parts.join("\n")).digest("hex")}`;
