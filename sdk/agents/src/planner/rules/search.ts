import { type Capability, keyOf } from "./capabilities.js";
import { describeField, type Field, fits } from "./fields.js";

/*
 * A path from what is known to a wanted event.
 * 1. A request can be made once every field it requires is given by something known: the goal, an answer that came,
 *    or an answer earlier on the path. Of several givers the latest counts.
 * 2. The path found is of least cost, then of fewest requests, then the first by name: the same for the same input.
 * 3. Only requests that can contribute are considered: those that give the wanted event, or a field that another
 *    such request requires.
 * 4. No path within the bound of the search counts as none.
 */

/** Something known: where it is from, and its fields. */
export interface Known {
  /** `goal`, or the type of the answer. */
  readonly from: string;
  readonly fields: readonly Field[];
}

/** Which field of which known thing goes into which field of a request. */
export interface Binding {
  readonly field: string;
  readonly from: string;
  readonly as: string;
}

/** One request of a path. */
export interface PathStep {
  readonly capability: Capability;
  readonly bindings: readonly Binding[];
  /** Answers earlier on the path that it waits for. */
  readonly after: readonly string[];
}

export interface Path {
  readonly steps: readonly PathStep[];
  readonly cost: number;
}

/** What is asked. */
export interface Question {
  readonly known: readonly Known[];
  readonly wanted: string;
  readonly capabilities: readonly Capability[];
}

const MAX_NODES = 20_000;

interface Node {
  readonly steps: readonly PathStep[];
  readonly known: readonly Known[];
  readonly cost: number;
}

/** The best path to `wanted`, if there is one. */
export function findPath({ known, wanted, capabilities }: Question): Path | undefined {
  const useful = relevant(wanted, capabilities);
  const seen = new Set<string>();
  const open: Node[] = [{ steps: [], known, cost: 0 }];
  for (let visited = 0; visited < MAX_NODES; visited++) {
    const node = takeBest(open);
    if (node === undefined) return undefined;
    if (node.steps.at(-1)?.capability.reply === wanted) return { steps: node.steps, cost: node.cost };
    const key = node.steps
      .map((step) => keyOf(step.capability))
      .sort()
      .join("\n");
    if (seen.has(key)) continue;
    seen.add(key);
    open.push(...useful.flatMap((capability) => extended(node, capability)));
  }
  return undefined;
}

function extended(node: Node, capability: Capability): Node[] {
  if (node.steps.some((step) => step.capability.reply === capability.reply)) return [];
  const bindings = bindingsOf(capability, node.known);
  if (bindings === undefined) return [];
  const own = new Set(node.steps.map((step) => step.capability.reply));
  const after = [...new Set(bindings.map(({ from }) => from).filter((from) => own.has(from)))];
  const known = [...node.known, { from: capability.reply, fields: capability.outputs }];
  return [{ steps: [...node.steps, { capability, bindings, after }], known, cost: node.cost + capability.cost }];
}

/** How a request's fields are given; undefined when a required one is not. */
export function bindingsOf({ inputs }: Capability, known: readonly Known[]): Binding[] | undefined {
  const bindings: Binding[] = [];
  for (const wanted of inputs) {
    const giver = known.findLast(({ fields }) => fields.some((given) => fits(given, wanted)));
    const given = giver?.fields.find((field) => fits(field, wanted));
    if (giver !== undefined && given !== undefined)
      bindings.push({ field: wanted.name, from: giver.from, as: given.name });
    else if (wanted.isRequired) return undefined;
  }
  return bindings;
}

function takeBest(open: Node[]): Node | undefined {
  let best = 0;
  for (let at = 1; at < open.length; at++) if (isBetter(open[at] as Node, open[best] as Node)) best = at;
  return open.splice(best, 1)[0];
}

function isBetter(a: Node, b: Node): boolean {
  return a.cost < b.cost || (a.cost === b.cost && a.steps.length < b.steps.length);
}

function relevant(wanted: string, capabilities: readonly Capability[]): Capability[] {
  const chosen = new Set(capabilities.filter(({ reply }) => reply === wanted));
  for (const user of chosen) {
    const needs = user.inputs.filter(({ isRequired }) => isRequired);
    for (const maker of capabilities) {
      if (needs.some((need) => maker.outputs.some((given) => fits(given, need)))) chosen.add(maker);
    }
  }
  return capabilities.filter((capability) => chosen.has(capability));
}

/** A path in words, one line a request. */
export function explainPath({ steps }: Path): string[] {
  return steps.map(({ capability, bindings }, at) => {
    const { request, reply, agents, cost } = capability;
    const inputs = bindings.map(({ field, from, as }) => `${field} from ${from}${as === field ? "" : `.${as}`}`);
    return `${at + 1}. ${request} to ${agents.join(" or ")}, for ${reply} (cost ${cost}): ${inputs.join(", ") || "nothing needed"}`;
  });
}

/** Why there is no path, in words; `tried` are the replies of requests that failed, and are not among the capabilities. */
export function explainMissing({ known, wanted, capabilities }: Question, tried: readonly string[] = []): string[] {
  const makers = capabilities.filter(({ reply }) => reply === wanted);
  if (makers.length === 0) return [`no ${tried.includes(wanted) ? "other " : ""}live agent produces ${wanted}`];
  const given = closure(known, capabilities);
  const lines = relevant(wanted, capabilities).flatMap(({ request, agents, inputs }) => {
    const missing = inputs.filter((need) => need.isRequired && !given.some((field) => fits(field, need)));
    if (missing.length === 0) return [];
    return [`${request} at ${agents.join(" or ")} needs ${missing.map(describeField).join(", ")}, which nothing gives`];
  });
  return lines.length > 0 ? lines : [`the search for ${wanted} was given up`];
}

/** Every field that may come to be known. */
function closure(known: readonly Known[], capabilities: readonly Capability[]): Field[] {
  const reached: Known[] = [...known];
  const used = new Set<Capability>();
  for (let grew = true; grew; ) {
    grew = false;
    for (const capability of capabilities) {
      if (used.has(capability) || bindingsOf(capability, reached) === undefined) continue;
      used.add(capability);
      reached.push({ from: capability.reply, fields: capability.outputs });
      grew = true;
    }
  }
  return reached.flatMap(({ fields }) => fields);
}
