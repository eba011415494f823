import type { Module, Pattern, Stmt } from "../ast.js";
import { eachNode } from "../program/walk.js";

type Match = Stmt & { nodeType: "Match" };

/** `case A(x) | B(x): …` as a case for each alternative, each with the body: what they bind differs in type. */
export function desugarAlternatives(modules: Module[]): void {
  for (const module of modules)
    eachNode(module, (node) => {
      if (node.nodeType !== "Match") return;
      const match = node as unknown as Match;
      match.cases = match.cases.flatMap((item) => {
        const { pattern } = item;
        if (pattern.nodeType !== "MatchOr" || !binds(pattern)) return [item];
        return pattern.patterns.map((each, i) => ({ ...(i === 0 ? item : structuredClone(item)), pattern: each }));
      });
    });
}

function binds(pattern: Pattern): boolean {
  let found = false;
  eachNode(pattern, (node) => {
    const { name, rest } = node as { name?: string; rest?: string };
    if (/^Match(As|Star|Mapping)$/.test(node.nodeType) && (name || rest)) found = true;
  });
  return found;
}
