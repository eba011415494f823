import type { Graph } from "@troupe/contracts";
import { groupedBy } from "./grouped.js";

type Node = Graph["nodes"][number];

/** Events below the events that caused them, one a line, oldest first. */
export function graphText({ nodes, truncated }: Graph): string[] {
  const children = childrenOf(nodes);
  const draw = (node: Node, lead: string, isLast: boolean, isRoot: boolean): string[] => {
    const below = children.get(node.id) ?? [];
    const line = `${isRoot ? "" : `${lead}${isLast ? "└─ " : "├─ "}`}${node.type}  ${nameOf(node.source)}  ${node.id}`;
    const next = isRoot ? "" : `${lead}${isLast ? "   " : "│  "}`;
    return [line, ...below.flatMap((child, at) => draw(child, next, at === below.length - 1, false))];
  };
  const roots = children.get(null) ?? [];
  return [...roots.flatMap((root) => draw(root, "", true, true)), ...(truncated ? ["… and more"] : [])];
}

/** The same as a mermaid flowchart. */
export function graphMermaid({ nodes, truncated }: Graph): string[] {
  const names = new Map(nodes.map(({ id }, at) => [id, `n${at}`]));
  const boxes = nodes.map(
    (node) => `  ${names.get(node.id)}["${quoted(node.type)}<br/>${quoted(nameOf(node.source))}"]`,
  );
  const arrows = nodes.flatMap(({ id, causationId }) => {
    const from = causationId === null ? undefined : names.get(causationId);
    return from === undefined ? [] : [`  ${from} --> ${names.get(id)}`];
  });
  return ["flowchart TD", ...boxes, ...arrows, ...(truncated ? ["  more[… and more]"] : [])];
}

/** Nodes by what caused them; those whose cause is not among them stand at the top. */
function childrenOf(nodes: readonly Node[]): Map<string | null, Node[]> {
  const known = new Set(nodes.map(({ id }) => id));
  const oldestFirst = [...nodes].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return groupedBy(oldestFirst, ({ id, causationId }) =>
    causationId !== null && causationId !== id && known.has(causationId) ? causationId : null,
  );
}

const nameOf = (source: string): string => source.replace(/^\/agents\//, "").replace(/^urn:troupe:/, "");
const quoted = (text: string): string => text.replaceAll('"', "#quot;");
