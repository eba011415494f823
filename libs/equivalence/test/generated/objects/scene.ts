import type { Draw } from "../draw.js";

/** A part of a program that stands alone: what it defines, then what it does. Each text is one statement or more. */
export interface Scene {
  defines: string[];
  does: string[];
}

export const indented = (lines: readonly string[], pad = "    "): string[] =>
  lines.flatMap((each) => each.split("\n")).map((line) => (line === "" ? line : pad + line));

export const block = (head: string, lines: readonly string[]): string =>
  [head, ...indented(lines.length > 0 ? lines : ["pass"])].join("\n");

/** Statements whose failure is told and ends nothing. */
export function guarded(draw: Draw, ...lines: string[]): string {
  const told = draw.pick(["type(error).__name__, error", "type(error).__name__, error.args", "repr(error)"]);
  return `${block("try:", lines)}\n${block("except Exception as error:", [`print("failed", ${told})`])}`;
}

/** Some of what is offered, in its order. */
export const some = <T>(draw: Draw, share: number, choices: readonly T[]): T[] =>
  choices.filter(() => draw.chance(share));

export const shuffled = <T>(draw: Draw, items: readonly T[]): T[] => {
  const left = [...items];
  return items.map(() => left.splice(draw.integer(0, left.length - 1), 1)[0] as T);
};
