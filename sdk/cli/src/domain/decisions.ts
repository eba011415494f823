import type { HistoryEntry } from "@troupe/contracts";
import type { TimelineLine } from "./timeline.js";

/** What a planner noted of a decision: a plan the states it went through, rules their path, a model its calls. */
interface Reason {
  readonly trail?: readonly string[];
  readonly path?: readonly string[];
  readonly missing?: readonly string[];
  readonly faults?: readonly string[];
  readonly model?: string;
  readonly calls?: readonly { readonly name: string; readonly args: string }[];
  readonly usage?: { readonly prompt: number; readonly answer: number };
  readonly cost?: number;
}

interface Transitioned {
  readonly planner?: string;
  readonly state?: { readonly at?: unknown } | null;
  readonly reason?: unknown;
}

/** A mission's decisions, as lines of its timeline. */
export function decisionLines(
  history: readonly HistoryEntry[],
  start: number,
  depth: number,
): { at: string; lines: TimelineLine[] }[] {
  return history.filter(isDecision).map(({ at, data }) => {
    const { planner = "", state, reason } = (data ?? {}) as Transitioned;
    const where = typeof state?.at === "string" ? `decides: ${state.at}` : "decides";
    const line = { atMs: Date.parse(at) - start, depth, what: where, who: planner, status: "", tookMs: undefined };
    return { at, lines: [{ ...line, notes: reasonWords(reason) }] };
  });
}

export const isDecision = ({ type }: Pick<HistoryEntry, "type">): boolean => type === "mission.transitioned";

/** Why, in words. */
export function reasonWords(reason: unknown): string[] {
  if (reason === undefined || reason === null) return [];
  if (typeof reason !== "object") return [String(reason)];
  const { trail, path, missing, faults, model, calls, usage, cost } = reason as Reason;
  const words = [
    ...(trail === undefined ? [] : [trail.join(" > ")]),
    ...(path ?? []),
    ...(missing ?? []),
    ...(faults ?? []),
    ...(calls ?? []).map(({ name, args }) => `${name} ${args}`),
    ...(model === undefined ? [] : [model]),
    ...(usage === undefined ? [] : [`${usage.prompt + usage.answer} tokens`]),
    ...(cost === undefined || cost === 0 || model === undefined ? [] : [`$${cost}`]),
  ];
  return words.length > 0 ? words : [JSON.stringify(reason)];
}
