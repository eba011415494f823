import { termsOf } from "./analyse.js";

/*
 * Which procedures fit a situation.
 * 1. What the search found counts most; its scores are brought to 0…1 by the best of them.
 * 2. A trigger whose words all stand in the situation adds a good share: it was written for that.
 * 3. Priority and what became of earlier uses (the mean of a Beta(1, 1) posterior) settle the order of the like.
 */

const WEIGHTS = { trigger: 0.5, priority: 0.1, feedback: 0.3 } as const;

export interface RelevanceInput {
  /** Score of the search, undefined when it was not found by it. */
  readonly search: number | undefined;
  readonly bestSearch: number;
  readonly situation: ReadonlySet<string>;
  readonly triggers: readonly string[];
  readonly priority: number;
  readonly helped: number;
  readonly hurt: number;
}

export interface RelevanceParts {
  readonly search: number;
  readonly trigger: number;
  readonly priority: number;
  readonly feedback: number;
}

export const wordsOfSituation = (situation: string): ReadonlySet<string> => new Set(termsOf(situation));

/** Whether all words of the trigger stand in the situation. */
export function isTriggered(trigger: string, situation: ReadonlySet<string>): boolean {
  const words = termsOf(trigger);
  return words.length > 0 && words.every((word) => situation.has(word));
}

/** The parts of a procedure's score; their sum is the score. */
export function relevance(input: RelevanceInput): RelevanceParts {
  const { search = 0, bestSearch, situation, triggers, priority, helped, hurt } = input;
  const mean = (helped + 1) / (helped + hurt + 2);
  return {
    search: bestSearch > 0 ? search / bestSearch : 0,
    trigger: triggers.some((trigger) => isTriggered(trigger, situation)) ? WEIGHTS.trigger : 0,
    priority: (WEIGHTS.priority * priority) / 100,
    feedback: WEIGHTS.feedback * (2 * mean - 1),
  };
}
