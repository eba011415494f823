import type { Failure } from "@troupe/contracts";

/** One thing that happened in a mission, as its planner remembers it. */
export type LogEntry =
  | {
      readonly kind: "asked";
      readonly number: number;
      readonly id: string;
      readonly type: string;
      readonly data: unknown;
    }
  | { readonly kind: "answered"; readonly number: number; readonly type: string; readonly data: unknown }
  | { readonly kind: "failed"; readonly number: number; readonly type: string; readonly failure: Failure }
  | { readonly kind: "lost"; readonly number: number; readonly type: string }
  | { readonly kind: "published"; readonly type: string; readonly data: unknown }
  | { readonly kind: "waited"; readonly seconds: number }
  | { readonly kind: "heard"; readonly type: string; readonly data: unknown };

export interface OpenAsk {
  readonly number: number;
  readonly id: string;
  readonly type: string;
}

/** What a planner keeps of a mission. */
export interface ChoreographyState {
  readonly log: readonly LogEntry[];
  readonly asks: readonly OpenAsk[];
  /** Requests so far: their numbers go by it. */
  readonly asked: number;
  /** Times the model was consulted. */
  readonly rounds: number;
  readonly waitsUntil?: string;
  /** The mission that this one repeats: what the model answered there is taken where the situation is the same. */
  readonly repeats?: string;
}

export const BLANK: ChoreographyState = { log: [], asks: [], asked: 0, rounds: 0 };

/** Longest text of one value in a prompt, in characters. */
const MAX_SHOWN = 8000;

/** Answers by the numbers of their requests, for references. */
export function resultsOf({ log }: ChoreographyState): Record<string, unknown> {
  const answered = log.filter((entry) => entry.kind === "answered");
  return Object.fromEntries(answered.map(({ number, data }) => [String(number), data]));
}

/**
 * What happened, for a model to read. Everything that came from events stands between marks that hold a secret of this
 * prompt, as JSON on one line: text inside can neither end the marks nor pass for instructions.
 */
export function tellLog(log: readonly LogEntry[], fence: string): string {
  return log.map((entry) => told(entry, fence)).join("\n");
}

/** A value between marks. */
export function fenced(value: unknown, fence: string): string {
  const text = JSON.stringify(value) ?? "null";
  const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}… (${text.length} characters in all)` : text;
  return `<data-${fence}>${shown}</data-${fence}>`;
}

function told(entry: LogEntry, fence: string): string {
  switch (entry.kind) {
    case "asked":
      return `${entry.number}. You asked for ${entry.type} with ${fenced(entry.data, fence)}`;
    case "answered":
      return `${entry.number}. was answered: ${fenced(entry.data, fence)}`;
    case "failed":
      return `${entry.number}. ${entry.type} failed: ${fenced(entry.failure.message, fence)}`;
    case "lost":
      return `${entry.number}. ${entry.type}: the agent is gone, no answer is to be expected`;
    case "published":
      return `You published ${entry.type} with ${fenced(entry.data, fence)}`;
    case "waited":
      return `You waited ${entry.seconds} s`;
    case "heard":
      return `Somebody published ${entry.type}: ${fenced(entry.data, fence)}`;
  }
}
