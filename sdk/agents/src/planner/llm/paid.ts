import { TroupeError } from "@troupe/contracts";
import { persist } from "../../time.js";
import type { Moment } from "../strategy.js";
import { costOf, type LlmAnswer, type LlmMessage, type LlmPrice, type LlmUsage } from "./llm.js";

/** Few texts have fewer characters a token. */
const CHARACTERS_A_TOKEN = 3;
const OVER: ReadonlySet<string> = new Set(["BUDGET_EXCEEDED", "MISSION_ENDED", "NOT_FOUND"]);

/** One call of a model, about one event. */
export interface PaidCall {
  /** What tells the decision from others about the same event. */
  readonly situation: string;
  readonly round: number;
  readonly messages: readonly LlmMessage[];
  readonly maxTokens: number;
  readonly price: LlmPrice | undefined;
}

/**
 * Takes what a call may cost from the mission's budget, makes it, and settles what it did cost; one that failed costs
 * nothing. Rejects with BUDGET_EXCEEDED before the call is made.
 */
export async function paid(
  { mission, event, attempt, platform, signal }: Moment,
  { situation, round, messages, maxTokens, price }: PaidCall,
  call: () => Promise<LlmAnswer>,
): Promise<LlmAnswer> {
  // What an attempt has settled does not pay for the calls of the next.
  const key = `llm/${event.id}/${situation.slice(0, 16)}/${attempt}/${round}`;
  const prompt = Math.ceil(JSON.stringify(messages).length / CHARACTERS_A_TOKEN);
  const foreseen = { tokens: prompt + maxTokens, cost: costOf({ prompt, answer: maxTokens }, price) };
  const patient = { ...platform, signal };
  await persist(() => platform.missions.spend(mission.id, { key, ...foreseen }), patient);
  const came = { tokens: 0, cost: 0 };
  try {
    const answer = await call();
    // What a server cannot say is taken to be what was foreseen.
    const usage = isUsage(answer.usage) ? answer.usage : { prompt, answer: maxTokens };
    came.tokens = usage.prompt + usage.answer;
    came.cost = costOf(usage, price);
    return { ...answer, usage };
  } finally {
    await persist(() => platform.missions.settleSpend(mission.id, key, came), patient).catch(ifOver);
  }
}

const isUsage = (usage: LlmUsage): boolean =>
  [usage.prompt, usage.answer].every((n) => Number.isSafeInteger(n) && n >= 0);

/** A mission that has ended meanwhile is the decision's concern, not the settlement's. */
function ifOver(error: unknown): void {
  if (!(error instanceof TroupeError) || !OVER.has(error.code)) throw error;
}
